"""One group's report, opened for one audience in one language: what every section is made from."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypedDict

from coalitionkit import charts
from coalitionkit.charts.theme import Chart
from coalitionkit.playbook import Language, Playbook
from coalitionkit.record import Coalition, load_cohort
from coalitionkit.record.audiences import Audience, limit_book, limit_to_audience
from coalitionkit.report.blocks import Figure
from coalitionkit.report.receipts import leave_receipt
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.figures import ShownItem, ShownSurvey
from coalitionkit.words.catalog import Translator
from coalitionkit.words.survey import say_chart_labels, say_chart_text, say_item


class Drawing(TypedDict):
    """What a report hands to every function of ``report.figures``."""

    language: Language
    drawn: bool


def make_data_hash(coalition: Coalition, survey: ShownSurvey) -> str:
    """Give twelve characters that follow from what is shown, and from nothing that is not.

    Answers that may not be shown don't move it; so it can't be used to guess them.
    """
    shown = [coalition.name, dataclasses.asdict(survey)]
    text = json.dumps(shown, sort_keys=True, default=dt.date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Report:
    """A group's report, opened; ``build_page_one(report)`` and so on make its sections.

    Attributes
    ----------
    coalition : Coalition
        Limited to what the audience may see.
    survey : ShownSurvey
    language : {"en", "es"}
    book : Playbook
    drawn : bool
        Whether charts are drawn in the notebook too, for a person at it.
    """

    coalition: Coalition
    survey: ShownSurvey
    language: Language
    book: Playbook
    drawn: bool = False

    @cached_property
    def translator(self) -> Translator:
        """Puts words into the report's language."""
        return Translator(self.language)

    @property
    def drawing(self) -> Drawing:
        """How its pictures are made: ``draw_ranges(report.coalition, issue, **report.drawing)``."""
        return {"language": self.language, "drawn": self.drawn}

    def draw(self, chart: Callable[..., Chart], shown: object, *, title: str, text: str) -> Figure:
        """Draw a chart of what is shown, with the words for those who can't see it.

        Parameters
        ----------
        chart : callable
            One of ``charts.survey``'s.
        shown : object
            What it draws.
        title : str
            The finding.
        text : str
            The finding and every count.
        """
        made = chart(
            shown,
            book=self.book,
            language=self.language,
            title=title,
            labels=say_chart_labels(self.translator),
        )
        return Figure(charts.to_spec(made), text, drawn=self.drawn)

    def draw_items(self, items: Sequence[ShownItem], *, title: str) -> Figure:
        """Draw items as steps; the words say each count."""
        text = say_chart_text(self.translator, title, items, self.book)
        return self.draw(charts.survey.chart_items, items, title=title, text=text)

    def say_item(self, item: str) -> str:
        """Say one item in full, as far as this copy may."""
        asked, shown = self.book.asked[item], self.survey.asked[item]
        return say_item(self.translator, asked, shown, self.survey.invited)

    @property
    def from_partners(self) -> bool:
        """Whether one invited person per partner answers, so that answers count partners."""
        return bool(self.coalition.coalitions["answers_from"].iloc[0] != "people")

    @cached_property
    def data_hash(self) -> str:
        """Twelve characters that follow from what is shown."""
        return make_data_hash(self.coalition, self.survey)


def open_report(
    record: str | Path,
    coalition: str = "",
    *,
    wave: int = 0,
    audience: Audience = "partners",
    language: Language = "en",
    drawn: bool = True,
) -> Report:
    """Open one group's report.

    Parameters
    ----------
    record : str or Path
        A folder or workbook with the record, or the name of a cohort that ships with the kit.
    coalition : str
        The group's id; empty takes the first.
    wave : int
        Which time of asking; 0 takes the newest.
    audience : {"partners", "convener", "public"}
    language : {"en", "es"}
    drawn : bool
        Whether charts are drawn in the notebook too.

    Returns
    -------
    Report

    Raises
    ------
    RecordError
        If the record has faults; all are listed.
    UsageError
        If there is no such cohort, coalition, wave or audience.
    """
    cohort = load_cohort(record)
    group = cohort[coalition or cohort.ids[0]]
    survey = show_survey(group, wave=wave or None, audience=audience)
    leave_receipt(group.id, audience, survey.wave, make_data_hash(group, survey))
    limited, book = limit_to_audience(group, audience), limit_book(group, audience)
    return Report(limited, survey, language, book, drawn)
