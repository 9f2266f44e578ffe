"""A cohort's own report: what is common and what is local, with no group ranked.

Made from what each group's report may show the same audience, and from nothing else. So no
group's hidden figure is in any number here, and none is left over when shown ones are taken away.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

import coalitionkit
from coalitionkit.errors import NeedsError
from coalitionkit.playbook import Language, Playbook, load_playbook
from coalitionkit.plays import diagnosis as play
from coalitionkit.plays.communicate import find_last_day
from coalitionkit.record import Coalition, Cohort, load_cohort
from coalitionkit.record.audiences import Audience, limit_to_audience
from coalitionkit.report.blocks import Block, Bullets, Grid, Heading, Paragraph, Section
from coalitionkit.report.build import make_data_hash
from coalitionkit.report.cohort import compare_surveys, list_intake
from coalitionkit.report.findings import find_next_steps
from coalitionkit.survey.compare import FEWEST_GROUPS, compare_groups, count_response
from coalitionkit.survey.disclosure import show_cohort
from coalitionkit.survey.figures import ShownSurvey
from coalitionkit.words import cohort_report as words
from coalitionkit.words import next_steps
from coalitionkit.words.catalog import Translator
from coalitionkit.words.diagnosis import say_state


@dataclass(frozen=True)
class CohortReport:
    """A cohort's report, opened; ``build_cohort_head(report)`` and so on make its sections.

    Attributes
    ----------
    cohort : Cohort
        Limited to what the audience may see.
    surveys : mapping of str to ShownSurvey or None
        By group; None where it was not asked in the wave.
    audience : Audience
    wave : int
        0 for each group's newest.
    language : {"en", "es"}
    book : Playbook
    drawn : bool
        Whether charts are drawn in the notebook too.
    """

    cohort: Cohort
    surveys: Mapping[str, ShownSurvey | None]
    audience: Audience
    wave: int
    language: Language
    book: Playbook = field(default_factory=load_playbook)
    drawn: bool = False

    @cached_property
    def translator(self) -> Translator:
        """Puts words into the report's language."""
        return Translator(self.language)

    @property
    def asked(self) -> Iterator[tuple[Coalition, ShownSurvey]]:
        """The groups that were asked, with what may be shown of each."""
        for group in self.cohort:
            survey = self.surveys[group.id]
            if survey is not None:
                yield group, survey

    def make_heading(self, name: str) -> Heading:
        """Make the heading of one of the sections."""
        return Heading(2, words.say_headings(self.translator)[name])

    @property
    def data_hash(self) -> str:
        """Twelve characters that follow from what is shown, and from nothing that is not."""
        parts = "".join(make_data_hash(group, survey) for group, survey in self.asked)
        return hashlib.sha256(parts.encode()).hexdigest()[:12]


def limit_cohort(cohort: Cohort, audience: Audience) -> Cohort:
    """Leave out of every group's rows what an audience may not see."""
    parts = [limit_to_audience(group, audience).tables for group in cohort]
    tables = {
        name: pd.concat([part[name].astype(object) for part in parts])
        for name in cohort.tables
        if any(len(part[name]) for part in parts)
    }
    return Cohort(cohort.name, tables)


def open_cohort(
    record: str | Path | Cohort,
    *,
    wave: int = 0,
    audience: Audience = "partners",
    language: Language = "en",
    drawn: bool = True,
) -> CohortReport:
    """Open a cohort's report.

    Parameters
    ----------
    record : str, Path or Cohort
        A folder or workbook with the record, or the name of a cohort that ships with the kit.
    wave : int
        Which time of asking; 0 takes each group's newest.
    audience : {"partners", "convener", "public"}
        ``partners`` is for the groups and their funder: no group is named.
    language : {"en", "es"}
    drawn : bool
        Whether charts are drawn in the notebook too.

    Returns
    -------
    CohortReport

    Raises
    ------
    RecordError
        If the record has faults; all are listed.
    UsageError
        If there is no such cohort or audience, or nobody was asked in the wave.
    """
    cohort = record if isinstance(record, Cohort) else load_cohort(record)
    surveys = show_cohort(cohort, wave=wave, audience=audience)
    limited = limit_cohort(cohort, audience)
    return CohortReport(limited, surveys, audience, wave, language, drawn=drawn)


def build_cohort_head(report: CohortReport) -> Section:
    """Build who answered: over how many groups, and how many are in no number."""
    t = report.translator
    response = count_response(report.surveys.values())
    columns, parts = words.say_columns(t), words.say_parts(t)
    blocks: list[Block] = [
        Heading(1, words.say_title(t, report.cohort.name)),
        Paragraph(words.say_lead(t, len(report.cohort), report.wave), kind="lead"),
        report.make_heading("who"),
        Paragraph(" ".join(words.say_response(t, response))),
    ]
    if response.shown >= FEWEST_GROUPS and response.parts:
        rows = tuple((parts[name], str(count)) for name, count in response.parts.items())
        blocks.append(Grid("", (columns["part"], columns["groups"]), rows, "lr"))
    if response.left_out:
        blocks.append(Bullets(tuple(words.say_left_out(t, response, report.audience))))
    if report.audience == "convener":
        heading = Heading(3, words.say_headings(t)["intake"])
        blocks += [heading, *list_intake(report.cohort, t, wave=report.wave)]
    return Section(tuple(blocks))


def build_cohort_spread(report: CohortReport) -> Section:
    """Build the picture of how the groups spread on each question."""
    shown = [survey for _, survey in report.asked]
    blocks = compare_surveys(shown, language=report.language, drawn=report.drawn)
    return Section((report.make_heading("spread"), *blocks))


def build_cohort_steps(report: CohortReport) -> Section:
    """Build the steps that recur, each with how many groups have it on their page one."""
    t, columns = report.translator, words.say_columns(report.translator)
    heading = report.make_heading("steps")
    if report.audience == "public":
        return Section((heading, Paragraph(words.say_no_steps(t, report.audience))))
    groups = list(report.asked)
    if len(groups) < FEWEST_GROUPS:
        return Section((heading, Paragraph(words.say_too_few(t))))
    having: dict[str, list[str]] = {}
    for group, survey in groups:
        for rule, _ in find_next_steps(survey, group):
            having.setdefault(rule, []).append(group.name)
    if not having:
        return Section((heading, Paragraph(words.say_no_steps(t, report.audience))))
    named = report.audience == "convener"
    titles = next_steps.load_actions()
    rows = tuple(
        (
            titles[rule][f"title_{t.language}"],
            words.say_of(t, len(names), len(groups)),
            *([", ".join(names)] if named else []),
        )
        for rule, names in sorted(having.items(), key=_rank)
    )
    headings = (columns["step"], columns["groups"], *([columns["which"]] if named else []))
    note = Paragraph(words.say_steps_note(t), kind="small")
    return Section((heading, Grid("", headings, rows, "lrl"[: len(headings)]), note))


def _rank(step: tuple[str, Sequence[str]]) -> tuple[int, int]:
    """Order steps by how many have them, then by number."""
    rule, names = step
    return -len(names), int(rule[1:])


def _diagnose(report: CohortReport) -> list[play.Diagnosis]:
    """Read every meeting log that can be read."""
    found = []
    for group, _ in report.asked:
        try:
            found.append(play.diagnose(group, as_of=find_last_day(group)))
        except NeedsError:
            continue
    return found


def build_cohort_diagnosis(report: CohortReport) -> Section:
    """Build what the logs say, and under a heading of its own how often that is right.

    The public's copy has none of it: dissent counts partners.
    """
    if report.audience == "public":
        return Section(())
    t, columns = report.translator, words.say_columns(report.translator)
    found = _diagnose(report)
    heading = report.make_heading("words")
    if len(found) < FEWEST_GROUPS:
        told: Block = Paragraph(words.say_no_logs(t, len(found)))
    else:
        counts = Counter(each.state for each in found)
        rows = tuple(
            (
                say_state(t, state) if state else words.say_cant_tell(t),
                words.say_of(t, count, len(found)),
            )
            for state, count in sorted(counts.items(), key=lambda pair: (pair[0] == "", pair[0]))
        )
        told = Grid("", (columns["word"], columns["groups"]), rows, "lr")
    return Section((heading, told, *_list_rates(report, found)))


def _list_rates(report: CohortReport, found: Sequence[play.Diagnosis]) -> list[Block]:
    """List the error rates at each amount of records tried, with how many groups stand there."""
    t, columns = report.translator, words.say_columns(report.translator)
    rates = play.list_error_rates()
    at = Counter(
        (near[0].meetings, near[0].decisions)
        for each in found
        if (near := play.find_error_rates(each.meetings, each.decisions))
    )
    counted = len(found) >= FEWEST_GROUPS
    names = ["meetings", "decisions", "rightly", "wrongly", "no word fits"]
    rows = []
    for size in sorted({(rate.meetings, rate.decisions) for rate in rates}):
        here = [rate for rate in rates if (rate.meetings, rate.decisions) == size]
        named = [rate for rate in here if rate.rightly]
        between = [rate for rate in here if not rate.rightly]
        shares = (
            words.say_at_least(t, min(rate.rightly / rate.n for rate in named)),
            words.say_at_most(t, max(rate.wrongly / rate.n for rate in named)),
            words.say_at_most(t, max((rate.wrongly / rate.n for rate in between), default=0)),
        )
        rows.append((*map(str, size), *shares, *([str(at[size])] if counted else [])))
    headings = tuple(columns[name] for name in [*names, *(["groups"] if counted else [])])
    return [
        report.make_heading("rates"),
        Paragraph(words.say_rates_note(t, rates[0].n)),
        Grid("", headings, tuple(rows), "r" * len(headings)),
    ]


def build_cohort_limits(report: CohortReport) -> Section:
    """Build what can't be told, how the page is made, and the small print."""
    t = report.translator
    spreads = compare_groups((survey for _, survey in report.asked), book=report.book)
    limits = words.say_limits(t, spreads=spreads, book=report.book, compared=bool(spreads))
    small = words.say_small_print(
        t, report.audience, version=coalitionkit.__version__, data_hash=report.data_hash
    )
    return Section(
        (
            report.make_heading("limits"),
            Bullets(tuple(limits)),
            report.make_heading("method"),
            Paragraph(" ".join(words.say_method(t, report.audience))),
            Paragraph(" ".join(small), kind="small"),
        )
    )
