"""The parts of the agenda builder beside its levels: searching, keeping, the least each accepts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import ipywidgets

from coalitionkit.files import make_safe_name
from coalitionkit.record.edits import Drop, Put
from coalitionkit.widgets.base import RecordWidget, write_text
from coalitionkit.widgets.parts import make_button, make_choice, make_text, set_options, show_if
from coalitionkit.widgets.seating_tables import list_names
from coalitionkit.words.widgets import craft_compromise as words
from coalitionkit.words.widgets import forms

DRAFT = "draft"
_NOT_ASKED = -1.0


def put_levels(agenda: str, levels: Mapping[str, float]) -> list[Put]:
    """Write an agenda's levels."""
    return [
        Put("agendas", {"agenda": agenda, "issue": issue, "level": level})
        for issue, level in levels.items()
    ]


class Finder(ipywidgets.VBox):  # type: ignore[misc]
    """Choose what to look for; the words say what that means."""

    def __init__(self, widget: RecordWidget, find: Callable[[str], object]) -> None:
        say = words.say_controls(widget.t)
        self.goal = make_choice(say["goal"], words.say_goals(widget.t))
        self._told = ipywidgets.HTML()
        self._t = widget.t
        button = make_button(say["find"], lambda: widget.attempt(lambda: find(self.goal.value)))
        widget.watch(self.goal, self._explain)
        self._explain(self.goal.value)
        super().__init__([self.goal, self._told, button])

    def _explain(self, goal: str) -> None:
        self._told.value = write_text(words.say_goal(self._t, goal))


class Shelf(ipywidgets.VBox):  # type: ignore[misc]
    """Keep the draft under a name, or load an agenda into it."""

    def __init__(
        self,
        widget: RecordWidget,
        take: Callable[[], Mapping[str, float]],
        load: Callable[[str], object],
    ) -> None:
        self._widget, self._take = widget, take
        say = words.say_controls(widget.t)
        self.name, self.recorded = make_text(say["name"]), make_choice(say["recorded"])
        self._load = make_button(say["load"], lambda: load(self.recorded.value))
        keep = make_button(say["keep"], lambda: widget.attempt(self._keep))
        super().__init__([self.name, keep, self.recorded, self._load])

    def show(self) -> None:
        """Fill the choice from the record."""
        known = self._widget.coalition.agendas["agenda"].unique()
        kept = [(each, each) for each in known if each != DRAFT]
        set_options(self.recorded, kept)
        show_if(bool(kept), self.recorded, self._load)

    def _keep(self) -> None:
        name, t = self.name.value.strip(), self._widget.t
        new = make_safe_name(name)
        if not name:
            self._widget.tell(forms.say_incomplete(t), wrong=True)
        elif new in (DRAFT, *self._widget.coalition.agendas["agenda"]):
            self._widget.tell(forms.say_taken(t, name), wrong=True)
        elif self._widget.save(words.say_done(t, "keep", name), *put_levels(new, self._take())):
            self.name.value = ""


class Least(ipywidgets.VBox):  # type: ignore[misc]
    """Write down the least that a partner accepts, and whether an agenda is nothing without it."""

    def __init__(self, widget: RecordWidget) -> None:
        self._widget, self._t = widget, widget.t
        say = words.say_controls(self._t)
        self.partner, self.walkaway = make_choice(say["partner"]), make_choice(say["walkaway"])
        self.must_have = ipywidgets.Checkbox(description=say["must_have"], layout={"width": "auto"})
        widget.watch(self.partner, lambda _: self.show())
        widget.watch(self.walkaway, self._put_walkaway)
        widget.watch(self.must_have, self._put_must_have)
        question = ipywidgets.HTML(write_text(words.say_walkaway_question(self._t)))
        super().__init__([question, self.partner, self.walkaway, self.must_have])

    def show(self) -> None:
        """Fill the answers from the record."""
        with self._widget.quietly():
            names = list_names(self._widget)
            set_options(self.partner, names)
            show_if(bool(names), *self.children)
            coalition = self._widget.coalition
            asked = coalition.walkaways
            asked = asked.loc[asked["partner"] == self.partner.value, "walkaway"]
            value = float(asked.iloc[0]) if len(asked) else _NOT_ASKED
            steps = dict(words.say_walkaways(self._t))
            if value not in steps.values():
                steps[self._t.number(value * 100, 1)] = value
            by_value = sorted(steps.items(), key=lambda step: step[1])
            set_options(self.walkaway, by_value, value)
            rows = coalition.partners.set_index("partner")["must_have"].fillna(False)
            self.must_have.value = bool(rows.get(self.partner.value, False))

    def _put_walkaway(self, value: float) -> None:
        row = {"partner": self.partner.value}
        what = words.say_done(self._t, "walkaway", self.partner.label)
        if value == _NOT_ASKED:
            self._widget.save(what, Drop("walkaways", row))
        else:
            told = {**row, "walkaway": value, "as_of": dt.date.today()}
            self._widget.save(what, Put("walkaways", told))

    def _put_must_have(self, is_must_have: bool) -> None:
        row = {"partner": self.partner.value, "must_have": is_must_have}
        what = words.say_done(self._t, "must_have", self.partner.label)
        self._widget.save(what, Put("partners", row))
