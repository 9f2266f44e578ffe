"""The report's part on Know When to Fold 'Em: dated facts, signs, fights to weigh, four ways.

The partners' copy names nobody: who stays away, who is silent and who would leave are counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress

from coalitionkit.errors import NeedsError
from coalitionkit.plays import know_when_to_fold as play
from coalitionkit.plays.communicate import find_last_day
from coalitionkit.plays.map_conflict import find_names, find_newest_conflict, find_zones
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
from coalitionkit.report.figures import know_when_to_fold as figures
from coalitionkit.report.know_when_to_fold_fights import build_fights, build_value, sees_all
from coalitionkit.words import know_when_to_fold as words
from coalitionkit.words.needs import say_needs

_MOST_CHANGES = 6


def build_know_when_to_fold(report: Report) -> Section:
    """Build the part: facts, signs, what changed outside, three fights, four ways from here."""
    if report.survey.audience == "public":
        return Section(())
    names = ["facts", "triggers", "outside", "fights"]
    if sees_all(report):
        names.append("value")
    if len(report.coalition.closings):
        names.append("closing")
    blocks: list[Block] = []
    for name in (*names, "exits"):
        heading = Heading(3, words.say_headings(report.translator)[name])
        blocks += [heading, *build_part(report, name)]
    return Section(tuple(blocks))


def build_part(report: Report, name: str, day: dt.date | None = None) -> list[Block]:
    """Build what stands below one heading, or say in one sentence what it would take.

    Parameters
    ----------
    report : Report
    name : str
        Of a heading, as in :func:`coalitionkit.words.know_when_to_fold.say_headings`.
    day : date, optional
        The last day to read; the record's last if not given.
    """
    parts: Mapping[str, Callable[[Report, dt.date], list[Block]]] = {
        "facts": _build_facts,
        "triggers": _build_triggers,
        "outside": _build_outside,
        "fights": build_fights,
        "value": build_value,
        "closing": _build_closing,
    }
    if name == "exits":
        return _build_exits(report)
    try:
        return parts[name](report, day or find_last_day(report.coalition))
    except NeedsError as error:
        return [Paragraph(say_needs(report.translator, error))]


def _build_exits(report: Report) -> list[Block]:
    title, ways = words.say_exits(report.translator)
    return [Card(title, ways), Paragraph(words.say_people_decide(report.translator), kind="small")]


def _build_facts(report: Report, day: dt.date) -> list[Block]:
    """List the dated facts; what is not on record is asked for once a table."""
    told: list[str] = []
    needed: dict[str, str] = {}
    for say in (
        *(_say_joining, _say_purpose, _say_newest, _say_zones, _say_absent, _say_unanswered),
        _say_update_time,
    ):
        try:
            told += say(report, day)
        except NeedsError as error:
            needed.setdefault(error.table, say_needs(report.translator, error))
    blocks: list[Block] = [Bullets(tuple(told))]
    blocks += [Paragraph(sentence, kind="small") for sentence in needed.values()]
    with suppress(NeedsError):  # the facts have asked for it
        blocks.append(figures.draw_attendance(report.coalition, as_of=day, **report.drawing))
    return blocks


def _say_joining(report: Report, day: dt.date) -> list[str]:
    texts = report.coalition.coalitions["joining_conflict"]
    return [words.say_joining(report.translator, next(iter(texts), ""))]


def _say_purpose(report: Report, day: dt.date) -> list[str]:
    purpose = play.find_purpose(report.coalition, as_of=day)
    return [words.say_purpose(report.translator, purpose)]


def _say_newest(report: Report, day: dt.date) -> list[str]:
    # By its day, one that was heard alone would name who said it.
    newest = (
        find_newest_conflict(report.coalition, as_of=day)
        if sees_all(report)
        else find_newest_conflict(report.coalition, as_of=day, setting="meeting")
    )
    name = newest.name or newest.id
    return [words.say_newest(report.translator, name, newest.day, newest.count_months(day))]


def _say_zones(report: Report, day: dt.date) -> list[str]:
    zones = find_zones(report.coalition)
    shared = sum(not zone.is_empty for zone in zones)
    said = words.say_zones(report.translator, shared, len(zones), all_settings=sees_all(report))
    return [said]


def _say_absent(report: Report, day: dt.date) -> list[str]:
    absent = play.find_absent(report.coalition, as_of=day)["partner"]
    named = _name(report, list(absent)) if sees_all(report) else []
    return [words.say_absent(report.translator, len(absent), named)]


def _name(report: Report, partners: list[str]) -> list[str]:
    names = find_names(report.coalition)
    return [names.partner(partner) for partner in partners]


def _say_unanswered(report: Report, day: dt.date) -> list[str]:
    talks = play.compare_unanswered(report.coalition, as_of=day)
    return [words.say_unanswered(report.translator, talks)]


def _say_update_time(report: Report, day: dt.date) -> list[str]:
    spent = play.count_update_time(report.coalition, as_of=day)
    return [words.say_update_time(report.translator, spent)]


def _build_triggers(report: Report, day: dt.date) -> list[Block]:
    t = report.translator
    triggers = play.find_triggers(report.coalition, as_of=day)
    due = play.count_triggers_due(report.coalition, as_of=day)
    rows = tuple(words.say_trigger(t, row) for row in triggers.to_dict("records"))
    table = Grid("", words.say_trigger_columns(t), rows)
    return [Paragraph(words.say_triggers(t, due), kind="lead"), table]


def _build_outside(report: Report, day: dt.date) -> list[Block]:
    t = report.translator
    changes = play.find_changes_outside(report.coalition, as_of=day).head(_MOST_CHANGES)
    if changes.empty:
        return [Paragraph(words.say_nothing_outside(t))]
    return [Bullets(tuple(words.say_outside(t, row) for row in changes.to_dict("records")))]


def _build_closing(report: Report, day: dt.date) -> list[Block]:
    t = report.translator
    closing = play.find_closing(report.coalition, as_of=day)
    own = closing.partners
    rows = tuple(
        zip(
            _name(report, list(own["partner"])),
            own["takes_along"],
            own["next_fight"],
            own["thanks"],
            strict=True,
        )
    )
    blocks: list[Block] = [Bullets(tuple(words.say_closing(t, closing)))]
    return [*blocks, Grid("", words.say_closing_columns(t), rows)] if rows else blocks
