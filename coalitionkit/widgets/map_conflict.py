"""Map the Conflict by hand: move a partner's range; what all accept and who clashes follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import ipywidgets

from coalitionkit.plays import map_conflict as play
from coalitionkit.record.edits import Put
from coalitionkit.report.blocks import to_html
from coalitionkit.report.figures.map_conflict import draw_ranges
from coalitionkit.widgets.base import RecordWidget, write_text
from coalitionkit.widgets.forms import build_issue_form, build_partner_form
from coalitionkit.widgets.parts import (
    fold,
    make_choice,
    make_slider,
    make_text,
    make_words,
    set_options,
    set_text,
    show_if,
)
from coalitionkit.words import map_conflict as told
from coalitionkit.words.widgets import forms
from coalitionkit.words.widgets import map_conflict as words


class ConflictMap(RecordWidget):
    """Move the range of a partner on an issue: what all accept, and who clashes, follow.

    A move is written down as where the partner stands today; earlier positions are kept.

    Parameters
    ----------
    record, coalition, language
        As for :class:`coalitionkit.widgets.base.RecordWidget`.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> ck.widgets.ConflictMap("home-visiting").issue.label
    'How much evidence must a model show to draw most of the money?'
    """

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make the choices, the three sliders, the picture, and the forms to add from."""
        say = words.say_controls(self.t)
        self.issue, self.partner = make_choice(say["issue"]), make_choice(say["partner"])
        self.heard = make_choice(say["heard"], words.say_heard(self.t))
        self.salience = make_choice(say["salience"], words.say_care(self.t))
        self.reason = make_text(say["reason"])
        self.sliders = {end: make_slider(say[end]) for end in play.ENDS}
        self.levels = {end: make_words() for end in play.ENDS}
        self.hint, self.first, self.words, self.picture = (ipywidgets.HTML() for _ in range(4))
        moves = [ipywidgets.HBox([self.sliders[end], self.levels[end]]) for end in play.ENDS]
        self._form = ipywidgets.VBox(
            [
                self.issue,
                ipywidgets.HBox([self.partner, self.heard]),
                ipywidgets.HBox([self.reason, self.salience]),
                self.hint,
                *moves,
            ]
        )
        adding = [
            build_partner_form(self, lambda new: self._go_to(self.partner, new)),
            build_issue_form(self, lambda new: self._go_to(self.issue, new)),
        ]
        titles = [say(self.t)["title"] for say in (forms.say_partner_form, forms.say_issue_form)]
        self.adding = fold(titles, adding)
        self._watch()
        return [self._form, self.first, self.words, self.picture, self.adding]

    def _watch(self) -> None:
        for control in (self.issue, self.partner):
            self.watch(control, lambda _: self._choose())
        self.watch(self.heard, lambda _: self._fill())
        for end, slider in self.sliders.items():
            self.watch(slider, partial(self._move, end))
        self.watch(self.salience, lambda care: self._tell(salience=care))
        self.watch(self.reason, lambda why: self._tell(reason=why))

    def show(self) -> None:
        """Fill the controls, the words and the picture from the record."""
        coalition, names = self.coalition, play.find_names(self.coalition)
        issues = [(names.issue(each), each) for each in coalition.issues["issue"]]
        partners = [(names.partner(each), each) for each in play.list_members(coalition)]
        set_options(self.issue, issues)
        set_options(self.partner, partners)
        ready = bool(issues and partners)
        show_if(ready, self._form, self.words, self.picture)
        show_if(not ready, self.first)
        if ready:
            self._show_stand(names)
            self._show_map(names)
        else:
            first = words.say_first_step(self.t, issues=bool(issues), partners=bool(partners))
            set_text(self.first, write_text(first))

    def _show_stand(self, names: play.Names) -> None:
        """Fill the sliders with where the chosen partner stands."""
        stand = self._find_stand()
        stops = [
            (told.say_level(self.t, self.issue.value, level, names), level)
            for level in play.list_stops(self.coalition, self.issue.value)
        ]
        for end, slider in self.sliders.items():
            set_options(slider, stops, getattr(stand, end))
            set_text(self.levels[end], write_text(str(slider.label)))
        set_options(self.salience, words.say_care(self.t), stand.salience)
        set_text(self.reason, stand.reason)
        lines = [words.say_how_to(self.t)]
        if not stand.is_mapped:
            lines.append(words.say_unmapped(self.t, self.partner.label))
        set_text(self.hint, write_text(*lines))

    def _show_map(self, names: play.Names) -> None:
        """Say and draw what all accept on the chosen issue, and who clashes."""
        issue = self.issue.value
        stood = self.coalition.positions["issue"].to_list()
        show_if(issue in stood, self.picture)
        if issue not in stood:
            first = words.say_first_step(self.t, issues=True, partners=True)
            set_text(self.words, write_text(first))
            return
        found = play.find_ranges(self.coalition, issue)
        lines = [told.say_zone(self.t, found.zone, names)]
        lines.append(words.say_apart(self.t, found.apart, names))
        if self._find_stand().setting != self._find_stand(any_setting=True).setting:
            lines.append(words.say_alone_counts(self.t))
        set_text(self.words, write_text(*lines))
        figure = draw_ranges(self.coalition, issue, found=found, language=self.t.language)
        set_text(self.picture, to_html(figure))

    def _find_stand(self, *, any_setting: bool = False) -> play.Stand:
        setting = None if any_setting else self.heard.value
        return play.find_stand(
            self.coalition, self.partner.value, self.issue.value, setting=setting
        )

    def _choose(self) -> None:
        """Go to another partner or issue, and to where it last said so."""
        if self.issue.value is not None and self.partner.value is not None:
            with self.quietly():
                self.heard.value = self._find_stand(any_setting=True).setting
        self._fill()

    def _go_to(self, control: ipywidgets.Dropdown, new: str) -> None:
        self.adding.selected_index = None
        control.value = new

    def _move(self, end: play.End, level: float) -> None:
        self._put(self._find_stand().move(end, level))

    def _tell(self, **told: Any) -> None:
        self._put(replace(self._find_stand(), **told))

    def _put(self, stand: play.Stand) -> None:
        """Write down where the partner stands today."""
        row = {
            "partner": self.partner.value,
            "issue": self.issue.value,
            "lowest": stand.lowest,
            "ideal": stand.ideal,
            "highest": stand.highest,
            "salience": stand.salience,
            "reason": stand.reason,
            "setting": self.heard.value,
            "as_of": dt.date.today(),
        }
        what = words.say_moved(self.t, self.partner.label, self.issue.label)
        self.save(what, Put("positions", row))
