"""The report's part on debate and openness: the word, its signals, and how often it is right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays import diagnosis as play
from coalitionkit.plays.communicate import find_last_day
from coalitionkit.report.blocks import (
    Block,
    Bullets,
    Card,
    Grid,
    Heading,
    Paragraph,
    Section,
)
from coalitionkit.report.build import Report
from coalitionkit.report.figures import diagnosis as figures
from coalitionkit.words import diagnosis as words
from coalitionkit.words.needs import say_needs
from coalitionkit.words.survey import say_item

# Shown beside the reading, never mixed in: safe to disagree, updates or debate, reopening.
_BESIDE = ("S3", "D1", "D2")


def build_diagnosis(report: Report) -> Section:
    """Build the part: the word with its probability, the square, and each signal's records.

    The public's copy has none of it: dissent counts partners.
    """
    if report.survey.audience == "public":
        return Section(())
    heading = Heading(2, words.say_headings(report.translator)["state"])
    try:
        day = find_last_day(report.coalition)
        found = play.diagnose(report.coalition, as_of=day)
    except NeedsError as error:
        return Section((heading, Paragraph(say_needs(report.translator, error))))
    square = figures.draw_square(report.coalition, found=found, **report.drawing)
    blocks = [heading, *_build_state(report, found), square]
    return Section((*blocks, *_build_signals(report, found), *_build_beside(report, day)))


def _build_state(report: Report, found: play.Diagnosis) -> list[Block]:
    t = report.translator
    lead = Paragraph(words.say_diagnosis(t, found), kind="lead")
    if found.state:
        return [lead, Paragraph(words.say_meaning(t, found.state))]
    told = [*words.say_missing(t, found), words.say_best_record(t, found.best_record)]
    return [lead, Paragraph(" ".join(told))]


def _build_signals(report: Report, found: play.Diagnosis) -> list[Block]:
    """Build each signal's count, and a card for each that fewer than half of its records meet."""
    t = report.translator
    counted = [words.say_signal(t, name, tally) for name, tally in found.tallies.items()]
    evidence = play.list_evidence(report.coalition, as_of=found.as_of)
    missed = evidence[~play.mark_met(evidence)]
    cards = [
        _build_card(report, name, missed[missed["indicator"] == name])
        for name, tally in found.tallies.items()
        if 2 * tally.k < tally.n
    ]
    return [Heading(3, words.say_headings(t)["signals"]), Bullets(tuple(counted)), *cards]


def _build_card(report: Report, indicator: str, rows: pd.DataFrame) -> Card:
    t = report.translator
    terms = words.say_headings(t)
    lines = (
        (terms["records"], words.say_records(t, rows, _name_issues(report))),
        (terms["innocent"], words.say_innocent(t, indicator)),
        (terms["ask"], words.say_question(t, indicator)),
    )
    return Card(words.say_signal_name(t, indicator), lines)


def _name_issues(report: Report) -> Mapping[str, str]:
    issues = report.coalition.issues
    return dict(zip(issues["issue"], issues["name"], strict=True))


def _build_beside(report: Report, day: dt.date) -> list[Block]:
    """Build what is shown beside the reading: what items defend, and what people said."""
    t, survey = report.translator, report.survey
    told = []
    try:
        told.append(words.say_aims(t, play.count_aims(report.coalition, as_of=day)))
    except NeedsError as error:
        told.append(say_needs(t, error))
    if survey.n is not None:
        told += [
            say_item(t, report.book.items[item], survey.items[item], survey.invited)
            for item in _BESIDE
        ]
    return [Heading(3, words.say_headings(t)["beside"]), Bullets(tuple(told))]


def build_error_rates(report: Report) -> Section:
    """Build the appendix on how often the reading is right, at this amount of evidence."""
    if report.survey.audience == "public":
        return Section(())
    t = report.translator
    try:
        found = play.diagnose(report.coalition, as_of=find_last_day(report.coalition))
    except NeedsError:
        return Section(())
    rates = play.find_error_rates(found.meetings, found.decisions)
    told = (
        Heading(3, words.say_headings(t)["rates"]),
        Paragraph(words.say_error_rates(t, rates)),
        Paragraph(words.say_rules(t)),
    )
    return Section((*told, _list_rates(report, rates)) if rates else told)


def _list_rates(report: Report, rates: Sequence[play.ErrorRate]) -> Grid:
    """List the planted kinds at this amount of evidence; all amounts ship with the kit."""
    t = report.translator
    rows = []
    for rate in rates:
        numbers = (rate.meetings, rate.decisions, rate.rightly, rate.cant_tell, rate.wrongly)
        rows.append((words.say_kind(t, rate.kind), *map(str, (*numbers, rate.n))))
    columns = words.say_rates_columns(t)
    return Grid(words.say_rates_caption(t), columns, tuple(rows), "l" + "r" * (len(columns) - 1))
