"""The report's part on Communicate Constantly: who has not been heard, and the next talks."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.playbook import Language
from coalitionkit.plays import communicate as play
from coalitionkit.record import Coalition
from coalitionkit.record.audiences import Audience
from coalitionkit.report.blocks import Block, Bullets, Grid, Heading, Paragraph, Section
from coalitionkit.report.build import Report
from coalitionkit.report.figures import communicate as figures
from coalitionkit.words import communicate as words
from coalitionkit.words.catalog import Translator
from coalitionkit.words.needs import say_needs

_MOST_PLANNED = 10


def build_communicate(report: Report, as_of: dt.date | None = None) -> Section:
    """Build the part: silences, the next talks, the months, and for the convener the news.

    The partners' copy has dates of talks and not what was said, nor who left a call unanswered.
    The public's copy has none of it.

    Parameters
    ----------
    report : Report
    as_of : date, optional
        The day up to which the log is read; the record's last day if not given.
    """
    if report.survey.audience == "public":
        return Section(())
    t = report.translator
    headings = words.say_headings(t)
    try:
        day = as_of or play.find_last_day(report.coalition)
        heard = _build_heard(report, day)
    except NeedsError as error:
        return Section((Heading(3, headings["heard"]), Paragraph(say_needs(t, error))))
    blocks = [
        Heading(3, headings["heard"]),
        *heard,
        Heading(3, headings["months"]),
        *_build_months(report, day),
    ]
    if report.survey.audience == "convener":
        blocks += [Heading(3, headings["news"]), *_build_news(report, day)]
    return Section(tuple(blocks))


def _build_heard(report: Report, day: dt.date) -> list[Block]:
    t, coalition = report.translator, report.coalition
    contacts = play.find_contacts(coalition, as_of=day)
    coverage = play.measure_coverage(contacts)
    lines = words.say_starters(t, play.find_starters(coalition, as_of=day))
    lines += _say_convener_talks(report, day)
    blocks: list[Block] = [Paragraph(words.say_coverage(t, coverage, day), kind="lead")]
    if len(contacts):
        blocks.append(figures.draw_timeline(coalition, as_of=day, **report.drawing))
    return [*blocks, *_plan(report, day), *([Bullets(tuple(lines))] if lines else [])]


def _say_convener_talks(report: Report, day: dt.date) -> list[str]:
    try:
        asked = play.find_convener_talks(report.coalition, as_of=day)
    except NeedsError as error:
        return [say_needs(report.translator, error)]
    return [words.say_convener_talks(report.translator, asked)]


def _plan(report: Report, day: dt.date) -> list[Block]:
    """Build the table of the talks that are overdue; none if nobody is silent for a month."""
    t = report.translator
    plan = play.plan_checkins(report.coalition, as_of=day)
    overdue = plan[plan["overdue"]]
    if overdue.empty:
        return []
    columns = words.say_plan_columns(t)
    shown = ["partner", "last", "days", "date"]
    if report.survey.audience == "convener":
        shown.insert(3, "unanswered")
    listed = overdue.head(_MOST_PLANNED).to_dict("records")
    cells = [
        {
            "partner": row["name"],
            "last": words.say_no_talk(t) if pd.isna(row["last"]) else t.date(row["last"].date()),
            "days": str(row["days_since"]),
            "unanswered": str(row["unanswered"]),
            "date": t.date(row["date"].date()),
        }
        for row in listed
    ]
    return [
        Grid(
            words.say_plan_caption(t, len(listed), len(overdue)),
            tuple(columns[name] for name in shown),
            tuple(tuple(row[name] for name in shown) for row in cells),
            "".join("r" if name in ("days", "unanswered") else "l" for name in shown),
        ),
        Paragraph(words.say_calendar_file(t), kind="small"),
    ]


def _build_months(report: Report, day: dt.date) -> list[Block]:
    t = report.translator
    months = play.find_monthly_reach(report.coalition, as_of=day)
    if len(months) < figures.LEAST_MONTHS:
        return [Paragraph(words.say_no_months(t))]
    pattern = play.find_pattern(list(months["share"]))
    return [
        figures.draw_months(report.coalition, as_of=day, **report.drawing),
        Paragraph(words.say_months_note(t, pattern)),
    ]


def _build_news(report: Report, day: dt.date) -> list[Block]:
    """Build what the convener alone sees: news off the map, and changes that wait."""
    t, coalition = report.translator, report.coalition
    blocks: list[Block] = []
    try:
        blocks.append(Paragraph(words.say_news(t, play.count_news(coalition, as_of=day))))
    except NeedsError as error:
        blocks.append(Paragraph(say_needs(t, error)))
    try:
        waiting = play.find_unwritten(coalition, as_of=day)
    except NeedsError as error:
        return [*blocks, Paragraph(say_needs(t, error))]
    return [*blocks, Bullets(tuple(words.say_unwritten(t, waiting)))]


def make_calendar(
    coalition: Coalition, audience: Audience, language: Language, *, as_of: dt.date | None = None
) -> bytes | None:
    """Make a calendar file of the next talks, to go beside the page; none without a check-in log.

    The public's copy has none: it would name partners. ``as_of`` is the last day to read; the
    record's last if not given.
    """
    if audience == "public":
        return None
    try:
        day = as_of or play.find_last_day(coalition)
        plan = play.plan_checkins(coalition, as_of=day)
    except NeedsError:
        return None
    titles, note = words.say_calendar(Translator(language), plan)
    return play.write_calendar(plan, coalition=coalition.id, as_of=day, titles=titles, note=note)
