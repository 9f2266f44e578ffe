"""The forms of the fold review: a sign and its check, a look back together, the closing record."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import ipywidgets
import pandas as pd

from coalitionkit.files import make_safe_name
from coalitionkit.plays.know_when_to_fold import EXITS, OUTSIDE
from coalitionkit.record import Coalition
from coalitionkit.record.edits import Put
from coalitionkit.widgets.base import write_text
from coalitionkit.widgets.parts import (
    find_today,
    make_button,
    make_choice,
    make_day,
    make_text,
    set_options,
    set_text,
    show_if,
)
from coalitionkit.widgets.seating_tables import list_names
from coalitionkit.words import know_when_to_fold as told
from coalitionkit.words.widgets import forms
from coalitionkit.words.widgets import know_when_to_fold as words

if TYPE_CHECKING:
    from coalitionkit.widgets.know_when_to_fold import FoldReview

_WON = tuple(f"won_in_{where}" for where in OUTSIDE)
_TAKEN = ("takes_along", "next_fight", "thanks")


def find_day(coalition: Coalition, table: str, *columns: str) -> dt.date:
    """Give the day up to which a table is read: today, or a later one that a form wrote."""
    days = coalition.tables[table][list(columns)].max().dropna()
    return max([find_today(coalition), *(dt.date.fromisoformat(str(day)[:10]) for day in days)])


class Signs(ipywidgets.VBox):  # type: ignore[misc]
    """Write a sign down beforehand; check one on its day."""

    def __init__(self, widget: FoldReview) -> None:
        self._widget, self.t = widget, widget.t
        say = words.say_controls(self.t)
        today = find_today(widget.coalition)
        self.condition, self.due = make_text(say["condition"]), make_day(say["due"])
        self.condition.placeholder, *_ = told.say_trigger_columns(self.t)
        self.waiting = make_choice(say["waiting"])
        self.checked_on = make_day(say["checked_on"], today)
        self.met = make_choice(say["met"], words.say_met(self.t))
        self.list = ipywidgets.HTML()
        self._check = ipywidgets.VBox(
            [
                self.waiting,
                ipywidgets.HBox([self.checked_on, self.met]),
                make_button(say["check"], self._write_check),
            ]
        )
        adding = [self.condition, self.due, make_button(say["add_sign"], self._add)]
        super().__init__([*adding, self.list, self._check])

    def show(self) -> None:
        """Fill the list, and the choice of signs that nobody has checked."""
        rows = self._widget.coalition.triggers
        rows = rows[rows["checked_on"].isna()].sort_values("due")
        set_options(self.waiting, list(zip(rows["condition"], rows["trigger"], strict=True)))
        show_if(not rows.empty, self._check)
        day = find_day(self._widget.coalition, "triggers", "written_on", "checked_on")
        set_text(self.list, self._widget.write_part("triggers", day))

    def _add(self) -> None:
        condition = self.condition.value.strip()
        if not condition or self.due.value is None:
            self._widget.tell(forms.say_incomplete(self.t), wrong=True)
            return
        row = {
            "trigger": make_safe_name(condition, list(self._widget.coalition.triggers["trigger"])),
            "condition": condition,
            "written_on": find_today(self._widget.coalition),
            "due": self.due.value,
        }
        if self._widget.save(words.say_sign(self.t, condition), Put("triggers", row)):
            self.condition.value = ""

    def _write_check(self) -> None:
        if self.checked_on.value is None:
            self._widget.tell(forms.say_incomplete(self.t), wrong=True)
            return
        row = {
            "trigger": self.waiting.value,
            "checked_on": self.checked_on.value,
            "met": self.met.value,
        }
        self._widget.save(words.say_checked(self.t, self.waiting.label), Put("triggers", row))


class Reviews(ipywidgets.VBox):  # type: ignore[misc]
    """Write down that the partners asked about the purpose, what came of it, and what changed."""

    def __init__(self, widget: FoldReview) -> None:
        self._widget, self.t = widget, widget.t
        say = words.say_controls(self.t)
        self.date = make_day(say["date"], find_today(widget.coalition))
        self.question = make_text(say["question"])
        self.question.value = words.say_question(self.t)
        self.outcome = make_choice(say["outcome"], words.say_outcomes(self.t))
        self.outside = {where: make_text(say[where]) for where in OUTSIDE}
        hint = ipywidgets.HTML(write_text(words.say_outside_hint(self.t)))
        asked = [self.question, ipywidgets.HBox([self.date, self.outcome])]
        write = make_button(say["add_review"], self._add)
        super().__init__([*asked, hint, *self.outside.values(), write])

    def show(self) -> None:
        """Keep what is being typed; the list of what changed stands below."""

    def _add(self) -> None:
        question = self.question.value.strip()
        row = {
            "date": self.date.value,
            "kind": "purpose",
            "question": question,
            "outcome": self.outcome.value,
            **{where: text.value for where, text in self.outside.items()},
        }
        if not question or self.date.value is None:
            self._widget.tell(words.say_no_question(self.t), wrong=True)
        elif self._widget.save(words.say_review(self.t), Put("reviews", row)):
            for text in self.outside.values():
                text.value = ""


class Closings(ipywidgets.VBox):  # type: ignore[misc]
    """Write down the way chosen, what was won, and what each partner takes along."""

    def __init__(self, widget: FoldReview) -> None:
        self._widget, self.t = widget, widget.t
        say = words.say_controls(self.t)
        newest = find_day(widget.coalition, "closings", "date")
        self.date = make_day(say["exit_date"], newest)
        names = told.say_exit_names(self.t)
        ways = [(words.say_undecided(self.t), ""), *((names[way], way) for way in EXITS)]
        self.exit = make_choice(say["exit"], ways)
        self.won = {name: make_text(say[name]) for name in _WON}
        self.partner = make_choice(say["partner"])
        self.taken = {name: make_text(say[name]) for name in _TAKEN}
        self._seen: dict[str, Any] = {}
        for control in (self.date, self.partner):
            widget.watch(control, lambda _: self.show())
        self._each = ipywidgets.VBox(
            [
                self.partner,
                *self.taken.values(),
                make_button(say["add_partner"], lambda: self._write(self.partner.value)),
            ]
        )
        whole = [ipywidgets.HBox([self.exit, self.date]), *self.won.values()]
        write = make_button(say["add_exit"], lambda: self._write(""))
        super().__init__([*whole, write, self._each])

    def show(self) -> None:
        """Fill both forms with what is on record for this day; keep what is being typed."""
        with self._widget.quietly():
            partners = list_names(self._widget)
            set_options(self.partner, partners)
            show_if(bool(partners), self._each)
            self._fill("", {"exit": self.exit, **self.won})
            if partners:
                self._fill(self.partner.value, self.taken)

    def _fill(self, partner: str, controls: dict[str, Any]) -> None:
        """Fill one form, if another row is to stand in it than when it was last filled."""
        rows = self._widget.coalition.closings
        mine = (rows["date"] == pd.Timestamp(self.date.value)) & (rows["partner"] == partner)
        texts = {name: "".join(rows.loc[mine, name].astype(object)) for name in controls}
        form = "whole" if not partner else "each"
        seen = (self.date.value, partner, texts)
        if self._seen.get(form) != seen:
            self._seen[form] = seen
            for name, control in controls.items():
                control.value = texts[name]

    def _write(self, partner: str) -> None:
        if self.date.value is None:
            self._widget.tell(words.say_no_day(self.t), wrong=True)
            return
        controls = self.taken if partner else {"exit": self.exit, **self.won}
        texts = {name: control.value.strip() for name, control in controls.items()}
        if (self.date.value, partner, texts) in self._seen.values():
            self._widget.tell(words.say_nothing_new(self.t), wrong=True)
            return
        row = {"date": self.date.value, "partner": partner, **texts}
        what = words.say_closed(self.t, self.partner.label if partner else "")
        self._widget.save(what, Put("closings", row))
