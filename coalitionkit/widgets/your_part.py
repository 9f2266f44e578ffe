"""Your part: one hard question, one talk alone, one date, written to your own record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

import ipywidgets

from coalitionkit.plays.map_conflict import find_names
from coalitionkit.record.edits import Put
from coalitionkit.widgets.base import RecordWidget, write_text
from coalitionkit.widgets.parts import (
    make_button,
    make_choice,
    make_day,
    make_text,
    set_options,
    set_text,
)
from coalitionkit.widgets.seating_tables import list_names
from coalitionkit.words.widgets import forms
from coalitionkit.words.widgets import your_part as words

_TWO_WEEKS = dt.timedelta(days=14)


class YourPart(RecordWidget):
    """Write down one hard question, one talk alone and one date; say later that it is done.

    It is the convener's own: no report holds it.

    Parameters
    ----------
    record, coalition, language
        As for :class:`coalitionkit.widgets.base.RecordWidget`.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> ck.widgets.YourPart("home-visiting").talk_with.options[1][0]
    'RCT Nurse Model'
    """

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make the three fields, the button and the list."""
        say = words.say_controls(self.t)
        self.question = make_text(say["question"])
        self.talk_with = make_choice(say["talk_with"])
        self.by = make_day(say["by"], dt.date.today() + _TWO_WEEKS)
        self.place, self.list = ipywidgets.HTML(), ipywidgets.VBox()
        self._listed: list[dict[Any, Any]] = []
        hint = ipywidgets.HTML(write_text(words.say_hint(self.t)))
        write = make_button(say["write"], self._write)
        return [hint, self.question, self.talk_with, self.by, write, self.place, self.list]

    def show(self) -> None:
        """Fill the choice, and the list of what is written down, from the record."""
        set_options(self.talk_with, [(words.say_someone(self.t), ""), *list_names(self)])
        rows = self.coalition.intentions.sort_values("date_written", ascending=False)
        told = words.say_place(self.t, self.desk.place.resolve(), len(rows))
        set_text(self.place, write_text(told))
        listed = rows.astype({"done": object}).fillna({"done": False}).to_dict("records")
        if listed != self._listed:
            self._listed = listed
            self.list.children = [self._make_line(row) for row in listed]

    def _make_line(self, row: dict[Any, Any]) -> ipywidgets.HBox:
        """Make one line of the list: what, with whom, by when, and whether it is done."""
        partner = find_names(self.coalition).partner(row["talk_with"]) if row["talk_with"] else ""
        text = ipywidgets.HTML(write_text(words.say_line(self.t, row, partner)))
        text.layout.flex = "1 1 auto"
        done = ipywidgets.Checkbox(
            value=bool(row["done"]),
            description=words.say_controls(self.t)["done"],
            tooltip=row["question"],
            indent=False,
            layout={"width": "90px", "flex": "0 0 auto"},
        )
        self.watch(done, partial(self._tick, row["date_written"].date()))
        return ipywidgets.HBox([text, done])

    def _write(self) -> None:
        """Write the three down; on the same day, in place of what was written before."""
        question = self.question.value.strip()
        if not question or self.by.value is None:
            self.tell(forms.say_incomplete(self.t), wrong=True)
            return
        row = {
            "date_written": dt.date.today(),
            "question": question,
            "talk_with": self.talk_with.value,
            "by": self.by.value,
            "done": None,
        }
        self.save(words.say_written(self.t), Put("intentions", row))

    def _tick(self, day: dt.date, done: bool) -> None:
        row = {"date_written": day, "done": done}
        self.save(words.say_ticked(self.t), Put("intentions", row))
