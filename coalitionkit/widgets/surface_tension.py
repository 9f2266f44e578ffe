"""The log of meetings by hand: each agenda item and disagreement, and what they come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

import ipywidgets
import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.files import make_safe_name
from coalitionkit.plays import diagnosis
from coalitionkit.plays import surface_tension as play
from coalitionkit.record.edits import Put
from coalitionkit.report.blocks import to_html
from coalitionkit.report.figures.diagnosis import draw_square
from coalitionkit.widgets.base import RecordWidget, write_text
from coalitionkit.widgets.parts import (
    are_same,
    find_today,
    make_button,
    make_choice,
    make_day,
    make_text,
    set_options,
    set_text,
    show_if,
    take_tables,
)
from coalitionkit.words import diagnosis as told
from coalitionkit.words import surface_tension as waits
from coalitionkit.words.needs import say_needs
from coalitionkit.words.widgets import forms
from coalitionkit.words.widgets import surface_tension as words
from coalitionkit.words.widgets.map_conflict import say_heard

# What the reading and its picture rest on, beside the day.
_GROUNDS = ("issues", "meetings", "partners", "positions", "reviews")
_COUNTS = ("minutes", "alternatives", "dissent", "minutes_to_decision")


class MeetingLog(RecordWidget):
    """Write down agenda items and disagreements; see whether the meetings debate, or drift.

    Parameters
    ----------
    record, coalition, language
        As for :class:`coalitionkit.widgets.base.RecordWidget`.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> ck.widgets.MeetingLog("home-visiting").type.label
    'a decision'
    """

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make the two forms, the words and the picture."""
        self.words, self.picture, self.waits = (ipywidgets.HTML() for _ in range(3))
        self._day: dt.date | None = None
        self._grounds: list[pd.DataFrame] = []
        day = find_today(self.coalition)
        self.tabs = ipywidgets.Tab([self._build_items(day), self._build_tensions(day)])
        for place, title in enumerate(words.say_tabs(self.t)):
            self.tabs.set_title(place, title)
        return [self.tabs, self.words, self.picture]

    def _build_items(self, day: dt.date) -> ipywidgets.VBox:
        say = words.say_controls(self.t)
        self.date = make_day(say["date"], day)
        self.type = make_choice(say["type"], words.say_types(self.t))
        self.title = make_text(say["title"])
        self.counts = {name: make_text(say[name]) for name in _COUNTS}
        self.aim = make_choice(say["aim"], words.say_aims(self.t))
        self.revisit = make_choice(say["revisit"])
        self.response = make_choice(say["response"], words.say_responses(self.t))
        counts = list(self.counts.values())
        return ipywidgets.VBox(
            [
                ipywidgets.HBox([self.date, self.type]),
                self.title,
                ipywidgets.HBox(counts[:2]),
                ipywidgets.HBox(counts[2:]),
                ipywidgets.HBox([self.aim, self.response]),
                self.revisit,
                ipywidgets.HTML(write_text(words.say_hint(self.t))),
                make_button(say["add"], self._add_item),
            ]
        )

    def _build_tensions(self, day: dt.date) -> ipywidgets.VBox:
        say = words.say_controls(self.t)
        self.name = make_text(say["name"])
        self.kind = make_choice(say["kind"], words.say_kinds(self.t))
        self.about = make_choice(say["about"], words.say_abouts(self.t))
        self.setting = make_choice(say["setting"], say_heard(self.t))
        self.first_heard = make_day(say["first_heard"], day)
        self.which = make_choice(say["which"])
        self.days = {name: make_day(say[name]) for name in ("on_agenda", "resolved")}
        self.watch(self.which, lambda _: self._fill())
        for name, control in self.days.items():
            self.watch(control, partial(self._date, name))
        self._known = ipywidgets.VBox([self.which, ipywidgets.HBox(list(self.days.values()))])
        return ipywidgets.VBox(
            [
                self.name,
                ipywidgets.HBox([self.kind, self.about]),
                ipywidgets.HBox([self.first_heard, self.setting]),
                make_button(say["add_tension"], self._add_tension),
                self._known,
                self.waits,
            ]
        )

    def show(self) -> None:
        """Fill the choices, the reading and the disagreements from the record."""
        issues = self.coalition.issues
        named = list(zip(issues["name"], issues["issue"], strict=True))
        set_options(self.revisit, [(words.say_nothing_reopened(self.t), ""), *named])
        self._show_tensions()
        self._show_reading()

    def _show_reading(self) -> None:
        """Say and draw what the meetings point to, or that it can't be told yet."""
        day, grounds = find_today(self.coalition), take_tables(self.coalition, _GROUNDS)
        if day == self._day and are_same(self._grounds, grounds):
            return
        self._grounds = []
        try:
            found = diagnosis.diagnose(self.coalition, as_of=day)
            figure = draw_square(self.coalition, found=found, language=self.t.language)
        except NeedsError as error:
            show_if(False, self.picture)
            set_text(self.words, write_text(say_needs(self.t, error)))
            return
        lines = [told.say_diagnosis(self.t, found)]
        if found.state:
            lines.append(told.say_meaning(self.t, found.state))
        else:
            lines += told.say_missing(self.t, found)
            lines.append(told.say_best_record(self.t, found.best_record))
        set_text(self.words, write_text(*lines))
        set_text(self.picture, to_html(figure))
        show_if(True, self.picture)
        self._day, self._grounds = day, grounds

    def _show_tensions(self) -> None:
        """Fill the disagreement's days, and say how long they wait."""
        rows = self.coalition.tensions
        named = rows["name"].mask(rows["name"] == "", rows["tension"])
        set_options(self.which, list(zip(named, rows["tension"], strict=True)))
        show_if(not rows.empty, self._known)
        if rows.empty:
            set_text(self.waits, "")
            return
        row = rows[rows["tension"] == self.which.value].iloc[0]
        for name, control in self.days.items():
            control.value = None if pd.isna(row[name]) else row[name].date()
        day = max(find_today(self.coalition), rows["first_heard"].max().date())
        found = play.find_lead_times(self.coalition, as_of=day)
        old = play.count_old_tensions(self.coalition, as_of=day)
        lines = waits.say_waits(self.t, play.summarize_lead_times(found), old=old)
        set_text(self.waits, write_text(*lines))

    def _add_item(self) -> None:
        """Write down an agenda item, after those of the same day."""
        title = self.title.value.strip()
        row = {
            "date": self.date.value,
            "agenda_item": play.count_items(self.coalition, self.date.value) + 1,
            "title": title,
            "type": self.type.value,
            **{name: control.value for name, control in self.counts.items()},
            "aim": self.aim.value,
            "revisit": self.revisit.value,
            "response": self.response.value,
        }
        if self.save(words.say_item(self.t, title), Put("meetings", row)):
            with self.quietly():
                for control in (self.title, *self.counts.values()):
                    control.value = ""
                self.revisit.value = self.response.value = ""

    def _add_tension(self) -> None:
        """Write down a disagreement."""
        name = self.name.value.strip()
        if not name:
            self.tell(forms.say_incomplete(self.t), wrong=True)
            return
        row = {
            "tension": make_safe_name(name, list(self.coalition.tensions["tension"])),
            "name": name,
            "kind": self.kind.value,
            "about": self.about.value,
            "setting": self.setting.value,
            "first_heard": self.first_heard.value,
        }
        if self.save(words.say_tension(self.t, name), Put("tensions", row)):
            self.name.value = ""
            self.which.value = row["tension"]

    def _date(self, name: str, day: dt.date | None) -> None:
        """Write down on which day a disagreement came on an agenda or was resolved."""
        row = {"tension": self.which.value, name: day}
        self.save(words.say_tension(self.t, self.which.label), Put("tensions", row))
