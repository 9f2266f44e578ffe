"""Arrange the seating by hand: empty a chair, and see in words what goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import ipywidgets

from coalitionkit.errors import NeedsError
from coalitionkit.plays import seating as play
from coalitionkit.record import Coalition
from coalitionkit.report.blocks import to_html
from coalitionkit.report.figures.seating import draw_matrix
from coalitionkit.widgets.base import RecordWidget, write_list, write_text
from coalitionkit.widgets.parts import set_text, show_if
from coalitionkit.widgets.seating_tables import Brings, Places, Ties, list_names
from coalitionkit.words import seating as told
from coalitionkit.words.widgets import seating as words


class SeatingChart(RecordWidget):
    """Empty a chair, and see what goes with it; tick what each partner brings.

    Emptying a chair is tried out only. That a partner left is written down by a button of its own.

    Parameters
    ----------
    record, coalition, language
        As for :class:`coalitionkit.widgets.base.RecordWidget`.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> chart = ck.widgets.SeatingChart("home-visiting")
    >>> chart.chairs["nurse"].description
    'RCT Nurse Model'
    """

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make a toggle a partner, the parts that write, the words and the picture."""
        self.chairs: dict[str, ipywidgets.ToggleButton] = {}
        self._row = ipywidgets.Box(layout={"flex_flow": "row wrap", "width": "100%"})
        hint = ipywidgets.HTML(write_text(words.say_try_out(self.t)))
        self.brings, self.ties, self.places = Brings(self), Ties(self), Places(self)
        self.tabs = ipywidgets.Tab(
            [ipywidgets.VBox([hint, self._row]), self.brings, self.ties, self.places]
        )
        for place, title in enumerate(words.say_tabs(self.t)):
            self.tabs.set_title(place, title)
        self.words, self.picture = ipywidgets.HTML(), ipywidgets.HTML()
        return [self.tabs, self.words, self.picture]

    def show(self) -> None:
        """Fill every part from the record."""
        for part in (self.brings, self.ties, self.places):
            part.show()
        names = list_names(self)
        if [partner for _, partner in names] != list(self.chairs):
            kept = {partner for partner, chair in self.chairs.items() if chair.value}
            self.chairs = {
                partner: self._make_chair(name, partner in kept) for name, partner in names
            }
            self._row.children = list(self.chairs.values())
        self._show_table()

    def _make_chair(self, name: str, empty: bool) -> ipywidgets.ToggleButton:
        chair = ipywidgets.ToggleButton(
            value=empty,
            description=words.say_chair(self.t, name, empty=empty),
            layout={"width": "auto", "max_width": "100%"},
        )
        self.watch(chair, partial(self._empty, chair, name))
        return chair

    def _empty(self, chair: ipywidgets.ToggleButton, name: str, empty: bool) -> None:
        chair.description = words.say_chair(self.t, name, empty=empty)
        chair.button_style = "warning" if empty else ""
        self._show_table()

    def _show_table(self) -> None:
        """Say and draw what is carried with the chairs as they are."""
        emptied = {partner: name for name, partner in list_names(self) if self._is_empty(partner)}
        if self.chairs and len(emptied) == len(self.chairs):
            self._show_only(words.say_nobody_left(self.t))
            return
        tried = play.leave_out(self.coalition, emptied)
        try:
            figure = draw_matrix(tried, language=self.t.language)
        except NeedsError as error:
            first = words.say_first_asset if self.chairs else words.say_first_partner
            self._show_only(self.say(error), first(self.t))
            return
        lines = [*self._say_losses(emptied), *self._say_chairs(tried)]
        names = list(emptied.values())
        head = write_text(words.say_if_left(self.t, names)) if names else ""
        set_text(self.words, head + write_list(lines))
        set_text(self.picture, to_html(figure))
        show_if(True, self.picture)

    def _show_only(self, *lines: str) -> None:
        set_text(self.words, write_text(*lines))
        show_if(False, self.picture)

    def _is_empty(self, partner: str) -> bool:
        return partner in self.chairs and bool(self.chairs[partner].value)

    def _say_losses(self, emptied: dict[str, str]) -> list[str]:
        """Say what goes with the emptied chairs; with none, what each chair would take along."""
        coalition = self.coalition
        known = not coalition.ties.empty
        if not emptied:
            absences = play.find_absences(coalition)
            ties = play.find_ties(coalition) if known else None
            return told.say_absences(self.t, absences, ties) or [told.say_no_absence(self.t)]
        losses = play.find_losses(coalition, emptied)
        unreached = play.find_unreached(coalition, emptied) if known else ()
        return words.say_losses(self.t, losses, unreached)

    def _say_chairs(self, tried: Coalition) -> list[str]:
        """Say which needs nobody carries; without a list of needs, that there is none."""
        try:
            chairs = play.find_empty_chairs(tried)
        except NeedsError as error:
            return [self.say(error)]
        needed = len(self.coalition.needs)
        return [told.say_empty_chairs(self.t, chairs, needed=needed)]
