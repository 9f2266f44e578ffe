"""The report's part on Surface Tension: what the group's own log of disagreements says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from coalitionkit.errors import NeedsError
from coalitionkit.plays import surface_tension as play
from coalitionkit.plays.communicate import find_last_day
from coalitionkit.plays.map_conflict import Setting, find_names
from coalitionkit.report.blocks import Block, Bullets, Heading, Paragraph, Section
from coalitionkit.report.build import Report
from coalitionkit.report.figures import surface_tension as figures
from coalitionkit.words import surface_tension as words
from coalitionkit.words.needs import say_needs


def build_surface_tension(report: Report) -> Section:
    """Build the part: waits, voices, and for the convener what stays private.

    The partners' copy lists only what was first heard in a meeting; what was heard alone is
    counted, and its days are not shown: beside the days of talks they would name who said it.
    The public's copy has none of it.
    """
    if report.survey.audience == "public":
        return Section(())
    parts = [("waits", _build_waits), ("voices", _build_voices)]
    if _sees_all(report):
        parts += [("settings", _build_settings), ("newcomers", _build_newcomers)]
    blocks: list[Block] = []
    for name, build in parts:
        blocks += [_heading(report, name), *_build_or_need(report, build)]
    return Section(tuple(blocks))


def _sees_all(report: Report) -> bool:
    """Say whether this copy holds what was heard alone."""
    return report.survey.audience == "convener"


def _heading(report: Report, name: str) -> Heading:
    return Heading(3, words.say_headings(report.translator)[name])


def _build_or_need(report: Report, build: Callable[[Report, dt.date], list[Block]]) -> list[Block]:
    """Build a part, or say in one sentence what it would take."""
    try:
        return build(report, find_last_day(report.coalition))
    except NeedsError as error:
        return [Paragraph(say_needs(report.translator, error))]


def _build_waits(report: Report, day: dt.date) -> list[Block]:
    t = report.translator
    waits = play.find_lead_times(report.coalition, as_of=day)
    told = play.summarize_lead_times(waits)
    old = play.count_old_tensions(report.coalition, as_of=day)
    lines = words.say_waits(t, told, old=old)
    listed = waits
    if not _sees_all(report):
        listed = waits[waits["setting"] == "meeting"]
        lines.append(words.say_heard_alone(t, len(waits) - len(listed)))
    blocks: list[Block] = [Paragraph(" ".join(line for line in lines if line))]
    waiting = listed[(listed["state"] == "waiting") & (listed["name"] != "")]
    if len(waiting):
        longest = waiting.sort_values("days", kind="stable").iloc[-1]
        told_of = words.say_oldest(
            t, str(longest["name"]), int(longest["days"]), in_meeting=not _sees_all(report)
        )
        blocks.append(Paragraph(told_of, kind="lead"))
    if len(listed):
        setting: Setting | None = None if _sees_all(report) else "meeting"
        drawing = figures.draw_lead_times(
            report.coalition, as_of=day, setting=setting, **report.drawing
        )
        blocks.append(drawing)
    kinds = words.say_kinds(t, play.count_kinds(waits))
    return [*blocks, Bullets(tuple(kinds))]


def _build_voices(report: Report, day: dt.date) -> list[Block]:
    """Build how disagreement is voiced; each of its three facts needs tables of its own."""
    return [
        block
        for build in (_say_voicing, _say_dissent, _say_gap)
        for block in _build_or_need(report, build)
    ]


def _say_voicing(report: Report, day: dt.date) -> list[Block]:
    voicing = play.count_voicing(report.coalition, as_of=day)
    heard = len(play.find_lead_times(report.coalition, as_of=day))
    return [Paragraph(" ".join(words.say_voicing(report.translator, voicing, heard)))]


def _say_dissent(report: Report, day: dt.date) -> list[Block]:
    dissent = play.count_dissent(report.coalition, as_of=day)
    return [Paragraph(words.say_dissent(report.translator, dissent))]


def _say_gap(report: Report, day: dt.date) -> list[Block]:
    gap = play.find_gap(report.coalition, as_of=day)
    all_settings = report.survey.audience == "convener"
    return [Paragraph(" ".join(words.say_gap(report.translator, gap, all_settings=all_settings)))]


def _build_settings(report: Report, day: dt.date) -> list[Block]:
    t = report.translator
    compared = play.compare_settings(report.coalition)
    listed = min(int((compared["distance"] > 0).sum()), figures.MOST_ROWS)
    told = Paragraph(" ".join(words.say_settings(t, compared, listed)))
    return [told, figures.draw_settings(report.coalition, **report.drawing)] if listed else [told]


def _build_newcomers(report: Report, day: dt.date) -> list[Block]:
    newcomers = play.find_newcomers(report.coalition, as_of=day)
    unsigned = int((report.coalition.tensions["raised_by"] == "").sum())
    names = find_names(report.coalition).partners
    told = words.say_newcomers(report.translator, newcomers, names, unsigned)
    return [Paragraph(" ".join(told))]
