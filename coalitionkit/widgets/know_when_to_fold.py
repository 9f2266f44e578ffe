"""Know When to Fold 'Em by hand: dated facts, signs, a review, candidate fights, four ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import ipywidgets
import pandas as pd

from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.record.schema import BY_NAME
from coalitionkit.report.blocks import to_html
from coalitionkit.report.build import Report
from coalitionkit.report.know_when_to_fold import build_part
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.widgets.base import RecordWidget
from coalitionkit.widgets.know_when_to_fold_forms import Closings, Reviews, Signs, find_day
from coalitionkit.widgets.parts import are_same, set_text, take_tables
from coalitionkit.words.widgets import know_when_to_fold as words

# All but what signs and ways chosen are written to; the facts and the fights don't read those.
_GROUNDS = tuple(name for name in BY_NAME if name not in ("triggers", "closings"))


class FoldReview(RecordWidget):
    """Ask whether it is still the right fight: facts, signs, a review, new fights, four ways.

    Nothing here is a score: people decide. It is the convener's own page, so partners are named.

    Parameters
    ----------
    record, coalition, language
        As for :class:`coalitionkit.widgets.base.RecordWidget`.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> ck.widgets.FoldReview("home-visiting").signs.waiting.label
    'The bill becomes law or dies in committee'
    """

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make the four tabs."""
        self._survey = show_survey(self.coalition, audience="convener")
        self._grounds: Sequence[pd.DataFrame] = ()
        names = ("facts", "outside", "fights", "exits")
        self._parts = {name: ipywidgets.HTML() for name in names}
        self.facts, self.outside, self.fights, exits = self._parts.values()
        self.closing = ipywidgets.HTML()
        self.signs, self.reviews, self.closings = Signs(self), Reviews(self), Closings(self)
        self.tabs = ipywidgets.Tab(
            [
                ipywidgets.VBox([self.signs, self.facts]),
                ipywidgets.VBox([self.reviews, self.outside]),
                self.fights,
                ipywidgets.VBox([exits, self.closings, self.closing]),
            ]
        )
        for place, title in enumerate(words.say_tabs(self.t)):
            self.tabs.set_title(place, title)
        return [self.tabs]

    def show(self) -> None:
        """Fill the facts, the forms, the fights and the closing record from the record."""
        coalition = self.coalition
        for form in (self.signs, self.reviews, self.closings):
            form.show()
        closed = find_day(coalition, "closings", "date")
        set_text(self.closing, self.write_part("closing", closed))
        grounds = take_tables(coalition, _GROUNDS)
        if are_same(self._grounds, grounds):
            return
        self._grounds = grounds
        day = find_day(coalition, "reviews", "date")
        for name, place in self._parts.items():
            set_text(place, self.write_part(name, day))

    def write_part(self, name: str, day: dt.date) -> str:
        """Write one part of the play as HTML, read up to a day."""
        whole = limit_to_audience(self.coalition, "convener")
        report = Report(whole, self._survey, self.t.language, whole.book)
        return "".join(to_html(block) for block in build_part(report, name, day))
