"""What a talk changes on the map: listed, shown before and after, then written through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import ipywidgets

from coalitionkit.errors import NeedsError
from coalitionkit.plays.communicate import find_unwritten
from coalitionkit.plays.map_conflict import Stand, find_names, find_stand, list_stops
from coalitionkit.record.cells import format_number
from coalitionkit.record.edits import Drop, Put
from coalitionkit.report.blocks import Grid, to_html
from coalitionkit.widgets.base import RecordWidget, write_text
from coalitionkit.widgets.parts import (
    make_button,
    make_choice,
    make_text,
    set_options,
    set_text,
    show_if,
)
from coalitionkit.words import communicate as told
from coalitionkit.words.map_conflict import say_level
from coalitionkit.words.widgets import communicate as words
from coalitionkit.words.widgets.map_conflict import say_care


class Changes(ipywidgets.VBox):  # type: ignore[misc]
    """Changes heard in talks, until they are on the map.

    Parameters
    ----------
    widget : RecordWidget
        Whose record it is.
    """

    def __init__(self, widget: RecordWidget) -> None:
        self._widget, self.t = widget, widget.t
        say = words.say_controls(self.t)
        self.partner, self.issue = make_choice(say["partner"]), make_choice(say["issue"])
        fields = [(label, field) for field, label in told.say_fields(self.t).items()]
        self.field = make_choice(say["field"], fields)
        self.after, self.reason = make_choice(say["after"]), make_text(say["after"])
        self.waiting = make_choice(say["waiting"])
        self.hint, self.count, self.table = (ipywidgets.HTML() for _ in range(3))
        self._rows: list[dict[Any, Any]] = []
        for control in (self.partner, self.issue, self.field):
            widget.watch(control, lambda _: self._show_form())
        widget.watch(self.waiting, lambda _: self._show_waiting())
        self._form = ipywidgets.VBox(
            [
                self.partner,
                self.issue,
                self.field,
                self.hint,
                self.after,
                self.reason,
                make_button(say["list"], self._list),
            ]
        )
        confirm = make_button(say["confirm"], lambda: widget.attempt(self._write))
        self._review = ipywidgets.VBox([self.waiting, self.table, confirm])
        super().__init__([self._form, self.count, self._review])

    def show(self, partners: Sequence[tuple[str, str]], day: dt.date) -> None:
        """Fill the choices and the list from the record, read up to a day."""
        self._day = day
        issues = self._widget.coalition.issues
        set_options(self.partner, partners)
        set_options(self.issue, list(zip(issues["name"], issues["issue"], strict=True)))
        ready = bool(partners) and not issues.empty
        show_if(ready, self._form, self._review)
        if not ready:
            set_text(self.count, write_text(words.say_no_issue(self.t)))
            return
        try:
            self._rows = find_unwritten(self._widget.coalition, as_of=day).to_dict("records")
        except NeedsError:
            self._rows = []
        set_text(self.count, write_text(words.say_list_heading(self.t, len(self._rows))))
        listed = [(words.say_waiting(self.t, row), place) for place, row in enumerate(self._rows)]
        set_options(self.waiting, listed)
        self._show_form()
        self._show_waiting()

    def _show_form(self) -> None:
        """Show what the map says, and what can be said instead."""
        issue, field = self.issue.value, self.field.value
        names = find_names(self._widget.coalition)
        stand = find_stand(self._widget.coalition, self.partner.value, issue)
        before = words.say_stand(self.t, stand, issue, names)[field]
        set_text(self.hint, write_text(words.say_change_hint(self.t, self.partner.label, before)))
        show_if(field == "reason", self.reason)
        show_if(field != "reason", self.after)
        if field == "salience":
            set_options(self.after, say_care(self.t))
        elif field != "reason":
            stops = list_stops(self._widget.coalition, issue)
            levels = [(say_level(self.t, issue, stop, names), stop) for stop in stops]
            set_options(self.after, levels)

    def _show_waiting(self) -> None:
        """Show the chosen change before and after, side by side."""
        show_if(bool(self._rows), self._review)
        if not self._rows:
            return
        row = self._rows[self.waiting.value]
        names = find_names(self._widget.coalition)
        before, after = self._try_out(row)
        caption, headings = words.say_side_by_side(self.t)
        sides = [words.say_stand(self.t, stand, row["issue"], names) for stand in (before, after)]
        fields = told.say_fields(self.t)
        lines = tuple((fields[name], *(side[name] for side in sides)) for name in fields)
        set_text(self.table, write_text(names.issue(row["issue"])))
        self.table.value += to_html(Grid(caption, headings, lines))

    def _try_out(self, row: dict[Any, Any]) -> tuple[Stand, Stand]:
        before = find_stand(self._widget.coalition, row["partner"], row["issue"])
        return before, before.change(row["field"], row["after"])

    def _list(self) -> None:
        """List a change that was heard; the map stays as it is."""
        issue, field = self.issue.value, self.field.value
        stand = find_stand(self._widget.coalition, self.partner.value, issue)
        before = getattr(stand, field) if stand.is_mapped else ""
        after = self.reason.value.strip() if field == "reason" else self.after.value
        if after == before or after == "":
            self._widget.tell(words.say_nothing_new(self.t), wrong=True)
            return
        row = {
            "date": self._day,
            "partner": self.partner.value,
            "issue": issue,
            "field": field,
            "before": _to_text(before) or words.say_unmapped(self.t),
            "after": _to_text(after),
        }
        self._widget.save(words.say_listed(self.t, self.partner.label), Put("changes", row))
        self.reason.value = ""

    def _write(self) -> None:
        """Write the chosen change to the map, as where the partner stands on the day read."""
        row = self._rows[self.waiting.value]
        _, stand = self._try_out(row)
        key = {name: row[name] for name in ("date", "partner", "issue", "field", "before", "after")}
        invented = self._widget.coalition.illustrative or None
        position = {
            **{name: row[name] for name in ("partner", "issue")},
            **{name: getattr(stand, name) for name in ("lowest", "ideal", "highest", "salience")},
            "reason": stand.reason,
            "setting": "alone",
            "as_of": self._day,
        }
        self._widget.save(
            words.say_written(self.t, words.say_waiting(self.t, row)),
            Drop("changes", key),
            Put("changes", {**key, "written_on": self._day, "illustrative": invented}),
            Put("positions", position),
        )


def _to_text(value: float | str) -> str:
    """Write a level or a reason as the table of changes holds it."""
    return value if isinstance(value, str) else format_number(value)
