"""The log of check-ins by hand: who is overdue, what was heard, and what the map should now say."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets

from coalitionkit.errors import NeedsError
from coalitionkit.files import write_atomic
from coalitionkit.plays import communicate as play
from coalitionkit.plays.map_conflict import find_names, list_members
from coalitionkit.record.edits import Put
from coalitionkit.report.blocks import to_html
from coalitionkit.report.communicate import make_calendar
from coalitionkit.report.figures.communicate import draw_timeline
from coalitionkit.widgets.base import RecordWidget, write_list, write_text
from coalitionkit.widgets.communicate_changes import Changes
from coalitionkit.widgets.forms import build_issue_form, build_partner_form
from coalitionkit.widgets.parts import (
    find_today,
    fold,
    make_button,
    make_choice,
    make_day,
    make_text,
    set_options,
    set_text,
    show_if,
)
from coalitionkit.words import communicate as told
from coalitionkit.words.needs import say_needs
from coalitionkit.words.widgets import communicate as words
from coalitionkit.words.widgets import forms


class CheckinLog(RecordWidget):
    """Write down a talk with one partner; see who is overdue; write what changed to the map.

    Parameters
    ----------
    record, coalition, language
        As for :class:`coalitionkit.widgets.base.RecordWidget`.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> ck.widgets.CheckinLog("home-visiting").today.value
    datetime.date(2010, 3, 26)
    """

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make the form for a talk, the changes, the next talks, the words and the picture."""
        say = words.say_controls(self.t)
        day = find_today(self.coalition)
        self.today = make_day(say["today"], day)
        self.words, self.picture, self.next = (ipywidgets.HTML() for _ in range(3))
        self.first = ipywidgets.HTML(write_text(words.say_no_partner(self.t)))
        self.changes = Changes(self)
        save = make_button(say["calendar"], lambda: self.attempt(self._save_calendar))
        self.tabs = ipywidgets.Tab(
            [self._build_talk(), self.changes, ipywidgets.VBox([self.next, save])]
        )
        for place, title in enumerate(words.say_tabs(self.t)):
            self.tabs.set_title(place, title)
        adding = [build_partner_form(self, self._close), build_issue_form(self, self._close)]
        titles = [each(self.t)["title"] for each in (forms.say_partner_form, forms.say_issue_form)]
        self.adding = fold(titles, adding)
        self.watch(self.today, lambda day: self._fill() if day else None)
        return [self.today, self.first, self.tabs, self.words, self.picture, self.adding]

    def _build_talk(self) -> ipywidgets.VBox:
        say, yes_no = words.say_controls(self.t), words.say_yes_no(self.t)
        self.partner = make_choice(say["partner"])
        self.date = make_day(say["date"], self.today.value)
        self.mode = make_choice(say["mode"], words.say_modes(self.t))
        self.by = make_choice(say["by"], words.say_askers(self.t))
        self.alone, self.answered = (make_choice(say[k], yes_no[:2]) for k in ("alone", "answered"))
        self.asked = make_choice(say["asked"], words.say_asked(self.t))
        self.on_map = make_choice(say["on_map"], yes_no[::-1])
        self.changed = make_text(say["changed"])
        pairs = (
            (self.partner, self.date),
            (self.mode, self.by),
            (self.alone, self.answered),
            (self.asked, self.on_map),
        )
        rows = [ipywidgets.HBox(pair) for pair in pairs]
        return ipywidgets.VBox([*rows, self.changed, make_button(say["add"], self._add)])

    def show(self) -> None:
        """Fill the choices, who is overdue, the changes and the next talks from the record."""
        names = find_names(self.coalition)
        partners = [(names.partner(each), each) for each in list_members(self.coalition)]
        set_options(self.partner, partners)
        show_if(bool(partners), self.tabs, self.words, self.picture, self.today)
        show_if(not partners, self.first)
        self.changes.show(partners, self.today.value)
        if partners:
            self._show_overdue()

    def _show_overdue(self) -> None:
        """Say and draw who has not been heard for a month, and plan the next talks."""
        day, coalition = self.today.value, self.coalition
        try:
            found = play.find_contacts(coalition, as_of=day)
            coverage = play.measure_coverage(found)
            plan = play.plan_checkins(coalition, as_of=day, found=found)
            figure = draw_timeline(coalition, as_of=day, found=found, language=self.t.language)
        except NeedsError as error:
            show_if(False, self.picture)
            for place in (self.words, self.next):
                set_text(place, write_text(say_needs(self.t, error)))
            return
        title = told.say_timeline_title(self.t, coverage)
        set_text(self.words, write_text(f"{title}.", told.say_coverage(self.t, coverage, day)))
        set_text(self.picture, to_html(figure))
        lines = [words.say_next(self.t, row) for row in plan.to_dict("records")]
        set_text(self.next, write_list(lines))

    def _add(self) -> None:
        """Write down the talk."""
        partner = self.partner.value
        row = {
            "date": self.date.value,
            "partner": partner,
            "by": partner if self.by.value == "partner" else self.by.value,
            "mode": self.mode.value,
            "alone": self.alone.value,
            "answered": self.answered.value,
            "asked_what_changed": self.asked.value,
            "what_changed": self.changed.value,
            "was_on_map": self.on_map.value,
        }
        if self.save(words.say_talked(self.t, self.partner.label), Put("checkins", row)):
            self.changed.value = ""

    def _save_calendar(self) -> None:
        """Save the next talks beside the record."""
        told_by = make_calendar(self.coalition, "convener", self.t.language, as_of=self.today.value)
        if told_by is None:
            raise NeedsError("checkins", ("date", "partner", "by"))
        place = self.desk.place
        place.parent.mkdir(parents=True, exist_ok=True)
        path = place.parent / f"{place.name}-next-talks.ics"
        write_atomic(path, told_by)
        self.tell(words.say_calendar_saved(self.t, path.resolve()))

    def _close(self, _: str) -> None:
        self.adding.selected_index = None
