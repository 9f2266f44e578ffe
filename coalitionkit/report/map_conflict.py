"""The report's part on Map the Conflict: what the group's own map says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from coalitionkit import charts
from coalitionkit.charts import map_conflict as pictures
from coalitionkit.errors import NeedsError
from coalitionkit.plays import map_conflict as play
from coalitionkit.plays.communicate import find_last_day
from coalitionkit.report.blocks import Block, Bullets, Figure, Grid, Heading, Paragraph, Section
from coalitionkit.report.build import Report
from coalitionkit.words import map_conflict as words
from coalitionkit.words.needs import say_needs

# What is left out is counted: a page is for the next meeting, the notebook for the rest.
_MOST = 3
_MOST_LISTED = 8
STALE_DAYS = 90


def build_map_conflict(report: Report) -> Section:
    """Build the part: what joins and divides, clashes and zones, reasons, how current the map is.

    The convener's copy adds what is private: influence, misreadings, how needs were learned, and
    where each issue would come out. The public's copy has none of it.
    """
    if report.survey.audience == "public":
        return Section(())
    parts = [
        ("conflict", _build_conflict),
        ("clashes", _build_clashes),
        ("reasons", _build_reasons),
        ("unlikely", _build_unlikely),
        ("current", _build_current),
    ]
    if report.survey.audience == "convener":
        parts += [
            ("influence", _build_influence),
            ("gaps", _build_gaps),
            ("collective", _build_collective),
        ]
    blocks: list[Block] = []
    for name, build in parts:
        heading = Heading(3, words.say_headings(report.translator)[name])
        blocks += [heading, *_build_or_need(report, build)]
    return Section(tuple(blocks))


def _build_or_need(report: Report, build: Callable[[Report], list[Block]]) -> list[Block]:
    """Build a part, or say in one sentence what it would take."""
    try:
        return build(report)
    except NeedsError as error:
        return [Paragraph(say_needs(report.translator, error))]


def _find_day(report: Report) -> dt.date:
    """Find the day from which ages count: the record's last, else the map's own last."""
    try:
        return find_last_day(report.coalition)
    except NeedsError:
        days = report.coalition.positions["as_of"].dropna()
        if days.empty:
            raise
        return pd.Timestamp(days.max()).date()


def _build_conflict(report: Report) -> list[Block]:
    """Build what joins the partners; then, apart from it, what they fight about."""
    t, coalition = report.translator, report.coalition
    conflicts = play.find_conflicts(coalition)
    blocks: list[Block] = [Paragraph(words.say_joining(t, conflicts), kind="lead")]
    if internal := words.say_internal(t, conflicts):
        blocks.append(Paragraph(internal))
    for build in (_say_about, _say_newest):
        blocks += _build_or_need(report, build)
    return blocks


def _say_about(report: Report) -> list[Block]:
    counts = play.count_about(report.coalition)
    return [Paragraph(words.say_about(report.translator, counts))]


def _say_newest(report: Report) -> list[Block]:
    # The day of a tension that was heard alone may give away who raised it.
    setting: play.Setting | None = None if report.survey.audience == "convener" else "meeting"
    day = _find_day(report)
    newest = play.find_newest_conflict(report.coalition, as_of=day, setting=setting)
    return [Paragraph(words.say_newest(report.translator, newest, day))]


def _build_clashes(report: Report) -> list[Block]:
    t, coalition = report.translator, report.coalition
    names = play.find_names(coalition)
    zones = play.find_zones(coalition)
    crossed = play.find_empty_ranges(coalition).to_dict("records")
    told = [
        words.say_empty_range(t, {str(key): value for key, value in row.items()}, names)
        for row in crossed
    ]
    blocks: list[Block] = [Paragraph(line, kind="warning") for line in told]
    blocks.append(Bullets(tuple(words.say_zone(t, zone, names) for zone in zones)))
    # The hardest issue: most clashes, else the narrowest zone.
    hardest = min(zones, key=lambda zone: (-zone.clashes, _measure_room(coalition, zone)))
    blocks.append(_draw_ranges(report, hardest.issue, names))
    clashes = play.find_clashes(coalition)
    if clashes["clash"].any():
        blocks.append(_draw_clashes(report, clashes, names))
    return [*blocks, *_build_or_need(report, _say_spread)]


def _measure_room(coalition: play.Coalition, zone: play.Zone) -> float:
    """Measure a zone as a share of its scale."""
    found = play.find_ranges(coalition, zone.issue)
    return (zone.high - zone.low) / (found.highest - found.lowest)
