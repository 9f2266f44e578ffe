"""The parts of the seating chart that write: what each brings, whose calls are taken, who left."""

from __future__ import annotations

import datetime as dt
from functools import partial

import ipywidgets

from coalitionkit.files import make_safe_name
from coalitionkit.plays import seating as play
from coalitionkit.record.edits import Drop, Put
from coalitionkit.widgets.base import RecordWidget, write_text
from coalitionkit.widgets.forms import build_partner_form
from coalitionkit.widgets.parts import (
    make_button,
    make_choice,
    make_text,
    set_options,
    show_if,
)
from coalitionkit.words import seating as told
from coalitionkit.words.widgets import forms
from coalitionkit.words.widgets import seating as words

_WRAP = {"flex_flow": "row wrap", "width": "100%"}


def list_names(widget: RecordWidget, *, seated: bool = True) -> list[tuple[str, str]]:
    """List the partners at the table, or those who left, as name and id."""
    rows = widget.coalition.partners
    rows = rows[rows["left"].isna() == seated]
    return list(zip(rows["name"], rows["partner"], strict=True))


class Brings(ipywidgets.VBox):  # type: ignore[misc]
    """Tick what a partner brings; put what is needed on the list."""

    def __init__(self, widget: RecordWidget) -> None:
        self._widget, self.t = widget, widget.t
        say = words.say_controls(self.t)
        self.partner = make_choice(say["partner"])
        self.ticks = ipywidgets.Box(layout=_WRAP)
        self.need = make_text(say["need"])
        self.kind = make_choice(say["kind"], words.say_kinds(self.t))
        self.weight = make_choice(say["importance"], words.say_weights(self.t))
        self._offered: list[tuple[str, bool]] = []
        widget.watch(self.partner, lambda _: self.show())
        adding = [self.need, self.kind, self.weight, make_button(say["add_need"], self._add)]
        super().__init__([self.partner, self.ticks, *adding])

    def show(self) -> None:
        """Fill the ticks from the record."""
        names = list_names(self._widget)
        set_options(self.partner, names)
        show_if(bool(names), self.partner, self.ticks)
        coalition = self._widget.coalition
        needed = list(coalition.needs["asset"])
        held = [each for each in coalition.assets["asset"].unique() if each not in needed]
        offered = [*((each, True) for each in needed), *((each, False) for each in sorted(held))]
        if offered != self._offered:
            self._offered = offered
            self.ticks.children = [self._make_tick(*each) for each in offered]
        rows = coalition.assets
        brought = set(rows.loc[rows["partner"] == self.partner.value, "asset"])
        with self._widget.quietly():
            for (asset, _), tick in zip(offered, self.ticks.children, strict=True):
                tick.value = asset in brought

    def _make_tick(self, asset: str, needed: bool) -> ipywidgets.Checkbox:
        tick = ipywidgets.Checkbox(
            description=words.say_tick(self.t, asset, needed=needed),
            indent=False,
            layout={"width": "auto", "min_width": "266px"},
        )
        self._widget.watch(tick, partial(self._set, asset))
        return tick

    def _set(self, asset: str, brings: bool) -> None:
        row = {"partner": self.partner.value, "asset": asset}
        what = words.say_ticked(self.t, self.partner.label, asset, brings=brings)
        if not brings:
            self._widget.save(what, Drop("assets", row))
            return
        coalition = self._widget.coalition
        kinds = [*coalition.needs[["asset", "kind"]].itertuples(index=False, name=None)]
        kinds += coalition.assets[["asset", "kind"]].itertuples(index=False, name=None)
        kind = next(kind for each, kind in kinds if each == asset)
        self._widget.save(what, Put("assets", {**row, "kind": kind, "as_of": dt.date.today()}))

    def _add(self) -> None:
        name = self.need.value.strip()
        if not name:
            self._widget.tell(forms.say_incomplete(self.t), wrong=True)
            return
        row = {"asset": make_safe_name(name), "kind": self.kind.value}
        row |= {"importance": self.weight.value, "as_of": dt.date.today()}
        if self._widget.save(forms.say_added(self.t, name), Put("needs", row)):
            self.need.value = ""


class Ties(ipywidgets.VBox):  # type: ignore[misc]
    """Say whose call each official takes."""

    def __init__(self, widget: RecordWidget) -> None:
        self._widget, self.t = widget, widget.t
        say = words.say_controls(self.t)
        self.partner = make_choice(say["partner"])
        self.answers = ipywidgets.VBox()
        self.policymaker = make_text(say["policymaker"])
        self.reach = ipywidgets.HTML()
        self._offered: list[str] = []
        widget.watch(self.partner, lambda _: self.show())
        adding = [self.policymaker, make_button(say["add_policymaker"], self._add)]
        super().__init__([self.partner, self.answers, *adding, self.reach])

    def show(self) -> None:
        """Fill the answers from the record."""
        names = list_names(self._widget)
        set_options(self.partner, names)
        show_if(bool(names), *self.children)
        ties = self._widget.coalition.ties
        offered = sorted(ties["policymaker"].unique())
        if offered != self._offered:
            self._offered = offered
            self.answers.children = [self._make_answer(each) for each in offered]
        mine = ties[ties["partner"] == self.partner.value]
        known = dict(zip(mine["policymaker"], mine["tie"], strict=True))
        with self._widget.quietly():
            for each, answer in zip(offered, self.answers.children, strict=True):
                answer.value = known.get(each, "unknown")
        lines = []
        if offered and names:
            lines.append(told.say_reach(self.t, play.count_reach(self._widget.coalition)))
            found = play.find_policymakers(self._widget.coalition)
            lines.append(told.say_unreached(self.t, found))
        self.reach.value = write_text(*lines)

    def _make_answer(self, policymaker: str) -> ipywidgets.Dropdown:
        answer = make_choice(told.say_asset(policymaker), words.say_ties(self.t), wide=True)
        self._widget.watch(answer, partial(self._set, policymaker))
        return answer

    def _set(self, policymaker: str, tie: str) -> None:
        row = {"partner": self.partner.value, "policymaker": policymaker, "tie": tie}
        what = words.say_tied(self.t, self.partner.label, policymaker)
        self._widget.save(what, Put("ties", {**row, "as_of": dt.date.today()}))

    def _add(self) -> None:
        name = self.policymaker.value.strip()
        if not name:
            self._widget.tell(forms.say_incomplete(self.t), wrong=True)
            return
        self._set(make_safe_name(name), "unknown")
        self.policymaker.value = ""


class Places(ipywidgets.VBox):  # type: ignore[misc]
    """Write down that a partner joined, left or is back."""

    def __init__(self, widget: RecordWidget) -> None:
        self._widget, self.t = widget, widget.t
        say = words.say_controls(self.t)
        self.leaver, self.returner = make_choice(say["leaver"]), make_choice(say["returner"])
        self.day = ipywidgets.DatePicker(
            description=say["left"],
            value=dt.date.today(),
            style=self.leaver.style,
            layout={"width": "380px"},
        )
        self._leave = [
            ipywidgets.HTML(write_text(words.say_leaving(self.t))),
            self.leaver,
            self.day,
            make_button(say["write_left"], self._write_left),
        ]
        self._back = [self.returner, make_button(say["write_back"], self._write_back)]
        adding = build_partner_form(widget, lambda _: None)
        super().__init__([adding, *self._leave, *self._back])

    def show(self) -> None:
        """Fill the choices from the record."""
        seated, gone = list_names(self._widget), list_names(self._widget, seated=False)
        set_options(self.leaver, seated)
        set_options(self.returner, gone)
        show_if(bool(seated), *self._leave)
        show_if(bool(gone), *self._back)

    def _write_left(self) -> None:
        if self.day.value is None:
            self._widget.tell(words.say_no_day(self.t), wrong=True)
            return
        row = {"partner": self.leaver.value, "left": self.day.value}
        self._widget.save(words.say_left(self.t, self.leaver.label), Put("partners", row))

    def _write_back(self) -> None:
        row = {"partner": self.returner.value, "left": None}
        self._widget.save(words.say_back(self.t, self.returner.label), Put("partners", row))
