"""Craft Compromise by hand: set a level on each issue; who stays and how bold it is follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import ipywidgets
import pandas as pd

from coalitionkit.errors import CoalitionkitError
from coalitionkit.plays import craft_compromise as play
from coalitionkit.plays.craft_compromise import drafts
from coalitionkit.plays.craft_compromise.agendas import find_not_asked, weigh_levels
from coalitionkit.plays.craft_compromise.building import build_problem
from coalitionkit.plays.craft_compromise.inputs import Inputs, take_inputs
from coalitionkit.plays.craft_compromise.problem import Problem, Reading
from coalitionkit.plays.map_conflict import Names, find_names
from coalitionkit.report.blocks import to_html
from coalitionkit.report.figures.craft_compromise import SECONDS, draw_frontier, draw_gains
from coalitionkit.widgets.agenda_parts import DRAFT, Finder, Least, Shelf, put_levels
from coalitionkit.widgets.base import RecordWidget, write_list, write_text
from coalitionkit.widgets.parts import (
    LevelRow,
    are_same,
    make_button,
    make_choice,
    set_text,
    show_if,
    take_tables,
)
from coalitionkit.words import craft_compromise_alone as private
from coalitionkit.words.map_conflict import say_level
from coalitionkit.words.widgets import craft_compromise as words

# What an agenda's worth rests on.
_GROUNDS = ("issues", "levels", "partners", "positions", "walkaways")


class AgendaBuilder(RecordWidget):
    """Set a level on each issue: who stays, what each gains, how bold it is, and what repairs it.

    The levels are kept as the agenda ``draft``. For the convener alone: it shows walk-aways.

    Parameters
    ----------
    record, coalition, language
        As for :class:`coalitionkit.widgets.base.RecordWidget`.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> builder = ck.widgets.AgendaBuilder("home-visiting")
    >>> builder.rows["bar"].slider.label
    '1 (“Reviewed: 26 of 26 models”)'
    """

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make the parts, the choice of reading, the words and the picture."""
        say = words.say_controls(self.t)
        self.rows: dict[str, LevelRow] = {}
        self._rows = ipywidgets.VBox()
        self.reading = make_choice(say["reading"], words.say_readings(self.t))
        self.which = make_choice(say["picture"], words.say_pictures(self.t))
        self.explained, self.words, self.told, self.picture = (ipywidgets.HTML() for _ in range(4))
        self.finder, self.least = Finder(self, self._find), Least(self)
        self.shelf = Shelf(self, self._take_levels, self._load)
        draft = ipywidgets.HTML(write_text(words.say_draft(self.t)))
        repair = make_button(say["repair"], lambda: self.attempt(self._repair))
        levels = ipywidgets.VBox([draft, self._rows, repair])
        self.tabs = ipywidgets.Tab([levels, self.finder, self.shelf, self.least])
        for place, title in enumerate(words.say_tabs(self.t)):
            self.tabs.set_title(place, title)
        self._grounds: list[pd.DataFrame] = []
        self._inputs: Inputs | None = None
        self._frontiers: dict[str, pd.DataFrame] = {}
        self._problems: dict[str, Problem] = {}
        self.watch(self.reading, lambda _: self._fill())
        self.watch(self.which, lambda _: self._fill())
        alone = write_text(words.say_convener_only(self.t), style="font-weight:600")
        self._shown = [self.reading, self.explained, self.which, self.picture]
        top = [ipywidgets.HTML(alone), self.reading, self.explained]
        return [*top, self.tabs, self.words, self.told, self.which, self.picture]

    def show(self) -> None:
        """Fill the levels, the words and the picture from the record."""
        self.shelf.show()
        self.least.show()
        set_text(self.explained, write_text(words.say_reading(self.t, self.reading.value)))
        try:
            inputs = self._take_inputs()
        except CoalitionkitError as error:
            show_if(False, *self._shown, self._rows)
            set_text(self.words, write_text(self.say(error), words.say_first_step(self.t)))
            return
        show_if(True, *self._shown, self._rows)
        names = find_names(self.coalition)
        levels = drafts.take_levels(self.coalition, DRAFT, inputs)
        self._show_levels(inputs, levels, names)
        self._show_worth(inputs, levels, names)

    def _show_levels(self, inputs: Inputs, levels: Mapping[str, float], names: Names) -> None:
        offered = drafts.list_levels(inputs)
        if list(self.rows) != list(offered):
            self.rows = {issue: LevelRow() for issue in offered}
            for issue, row in self.rows.items():
                self.watch(row.slider, partial(self._set, issue))
            self._rows.children = list(self.rows.values())
        for issue, row in self.rows.items():
            stops = [(say_level(self.t, issue, level, names), level) for level in offered[issue]]
            row.show(names.issue(issue), stops, levels[issue])

    def _show_worth(self, inputs: Inputs, levels: Mapping[str, float], names: Names) -> None:
        """Say what the agenda gives, to whom, and draw it."""
        try:
            agenda = self._weigh(levels, self.reading.value)
        except CoalitionkitError as error:
            set_text(self.words, write_text(self.say(error)))
            show_if(False, self.picture)
            return
        hard = self.reading.value == "hard"
        outside = drafts.find_outside(inputs, levels)
        leavers = words.say_leavers(
            self.t, agenda, outside if hard else outside[:0], list(inputs.must_have), names
        )
        lines = [words.say_weighed(self.t, agenda), self._say_place(agenda)]
        left_out = list(inputs.unmapped["partner"].unique())
        notes = [words.say_left_out(self.t, left_out, names)]
        if not hard:
            unasked = find_not_asked(inputs, self._build("tradable"))
            notes.append(private.say_not_asked(self.t, unasked, names.partners))
        head, tail = write_text(" ".join(line for line in lines if line)), write_text(*notes)
        set_text(self.words, head + write_list(leavers) + tail)
        self._draw(agenda, levels)

    def _draw(self, agenda: play.Agenda, levels: Mapping[str, float]) -> None:
        """Draw the picture that is asked for, or say what it would take."""
        try:
            if self.which.value == "gains":
                tradable = self.reading.value == "tradable"
                shown = agenda if tradable else self._weigh(levels, "tradable")
                figure = draw_gains(self.coalition, shown, language=self.t.language)
            else:
                own = (len(agenda.on_board), agenda.boldness) if agenda.on_board else None
                figure = draw_frontier(
                    self.coalition, frontier=self._trace(), own=own, language=self.t.language
                )
        except CoalitionkitError as error:
            set_text(self.picture, write_text(self.say(error)))
        else:
            set_text(self.picture, to_html(figure))
        show_if(True, self.picture)

    def _build(self, reading: Reading) -> Problem:
        """Build what levels are weighed in, once for all of them."""
        if reading not in self._problems:
            self._problems[reading] = build_problem(
                self._take_inputs(), reading=reading, need_boldness=False
            )
        return self._problems[reading]

    def _weigh(self, levels: Mapping[str, float], reading: Reading) -> play.Agenda:
        return weigh_levels(self._build(reading), levels)

    def _say_place(self, agenda: play.Agenda) -> str:
        try:
            return words.say_place(self.t, drafts.place_on_frontier(agenda, self._trace()))
        except CoalitionkitError as error:
            return self.say(error)

    def _take_inputs(self) -> Inputs:
        """Take what agendas rest on, again only if it has changed; the levels set don't count."""
        grounds = take_tables(self.coalition, _GROUNDS)
        if self._inputs is None or not are_same(self._grounds, grounds):
            self._inputs = None
            self._grounds, self._frontiers, self._problems = grounds, {}, {}
            self._inputs = take_inputs(self.coalition)
        return self._inputs

    def _trace(self) -> pd.DataFrame:
        """Trace the frontier of the chosen reading, once for all levels."""
        reading = self.reading.value
        if reading not in self._frontiers:
            self._frontiers[reading] = play.trace_frontier(
                self.coalition, reading=reading, seconds=SECONDS
            )
        return self._frontiers[reading]

    def _take_levels(self) -> dict[str, float]:
        return {issue: row.slider.value for issue, row in self.rows.items()}

    def _set(self, issue: str, level: float) -> None:
        set_text(self.told, "")
        self._save("level", {**self._take_levels(), issue: level})

    def _save(self, what: str, levels: Mapping[str, float], name: str = "") -> bool:
        return self.save(words.say_done(self.t, what, name), *put_levels(DRAFT, levels))

    def _load(self, agenda: str) -> None:
        set_text(self.told, "")
        levels = drafts.take_levels(self.coalition, agenda, self._take_inputs())
        self._save("load", levels, agenda)
        self.tabs.selected_index = 0

    def _find(self, goal: Any) -> None:
        """Look for an agenda, and put it in the draft's place."""
        reading = self.reading.value
        kept = None
        if goal == "boldest for all":
            goal, kept = "boldness", len(self._weigh(self._take_levels(), reading).utilities)
        found = play.find_agendas(
            self.coalition, objective=goal, reading=reading, at_least=kept, seconds=SECONDS
        )
        self._take("find", words.say_found(self.t, found), found.agendas)

    def _repair(self) -> None:
        """Make the smallest edits that make the draft hold."""
        levels = self._take_levels()
        repairs = play.find_repairs(self.coalition, levels, reading=self.reading.value)
        changed = bool(repairs) and dict(repairs[0].levels) != levels
        self._take("repair", words.say_repaired(self.t, repairs, changed=changed), repairs)

    def _take(self, what: str, head: str, agendas: Sequence[play.Agenda]) -> None:
        """Take the first of some agendas as the draft and say what changed; or who must move."""
        names, before = find_names(self.coalition), self._take_levels()
        if agendas:
            lines = words.say_changes(self.t, before, agendas[0].levels, names)
            self._save(what, agendas[0].levels)
        else:
            moved = play.find_least_movement(self.coalition, reading=self.reading.value)
            lines = private.say_who_moves(self.t, moved, names.issues, names.partners)
        set_text(self.told, write_text(head) + write_list(lines))
