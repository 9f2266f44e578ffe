"""The report's part on Craft Compromise: what all accept, what size costs, agendas side by side.

The partners' copy rests on ranges said in meetings and on no walk-away, and says of nobody who is
in or out; trades, gains, reasons and who might go alone are in the convener's copy only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays import craft_compromise as play
from coalitionkit.report.blocks import Block, Bullets, Grid, Heading, Paragraph, Section
from coalitionkit.report.build import Report
from coalitionkit.report.craft_compromise_alone import (
    build_alone,
    build_or_need,
    build_steps,
    name_issues,
    name_partners,
)
from coalitionkit.report.figures import craft_compromise as figures
from coalitionkit.survey.figures import BASE
from coalitionkit.words import craft_compromise as words
from coalitionkit.words import craft_compromise_alone as private
from coalitionkit.words.needs import say_needs

# With one or two partners a sentence says all that the picture would.
_WORTH_DRAWING = 3
_WORTH_TRYING = 2


def build_craft_compromise(report: Report) -> Section:
    """Build the part; the public's has nothing, since every figure counts partners."""
    if report.survey.audience == "public":
        return Section(())
    t = report.translator
    headings = words.say_headings(t)
    try:
        found = play.find_agendas(report.coalition, seconds=figures.SECONDS)
    except NeedsError as error:
        return Section((Heading(3, headings["all"]), Paragraph(say_needs(t, error))))
    if len(found.partners) < _WORTH_TRYING <= len(report.coalition.partners):
        told = words.say_considered(t, found, issues=found.issues)
        few = (Paragraph(told), Paragraph(words.say_too_few(t)))
        return Section((Heading(3, headings["all"]), *few))
    blocks: list[Block] = [Heading(3, headings["all"]), *_build_all(report, found)]
    if len(found.partners) >= _WORTH_DRAWING:
        blocks += [Heading(3, headings["size"]), *_build_size(report)]
    blocks += build_or_need(report, headings["recorded"], _build_recorded)
    blocks += build_or_need(report, headings["consent"], _build_consent)
    if report.survey.audience == "convener":
        blocks += build_alone(report, found)
    return Section(tuple(blocks))


def _build_all(report: Report, found: play.Agendas) -> list[Block]:
    t = report.translator
    room = play.find_room(report.coalition)
    blocks: list[Block] = [
        Paragraph(words.say_boldest(t, found), kind="lead"),
        Paragraph(words.say_considered(t, found, issues=found.issues)),
    ]
    convener = report.survey.audience == "convener"
    if convener:
        blocks.append(Paragraph(private.say_required(t, found, name_partners(report))))
    chosen = found.agendas[0].levels if found.agendas else {}
    rows = []
    for row in room.to_dict("records"):
        levels = [row["status_quo"], row["lowest"], row["highest"]]
        levels += [chosen.get(row["issue"], float("nan")), row["bold_end"]]
        rows.append((row["name"], *(words.say_level(t, level) for level in levels)))
    caption, columns = words.say_room_caption(t), words.say_room_columns(t)
    blocks.append(Grid(caption, columns, tuple(rows), "lrrrrr"))
    if found.agendas:
        survival = play.count_survivals(report.coalition, found.agendas[0].levels)
        blocks.append(Paragraph(words.say_survival(t, survival)))
    else:
        moved = play.find_least_movement(report.coalition)
        issues = dict(zip(room["issue"], room["name"], strict=True))
        lines = words.say_movement(t, moved, issues)
        if convener:
            lines = private.say_who_moves(t, moved, issues, name_partners(report))
        blocks.append(Bullets(tuple(lines)))
    return [*blocks, Paragraph(words.say_levels_note(t), kind="small")]


def _build_size(report: Report) -> list[Block]:
    t = report.translator
    frontier = play.trace_frontier(report.coalition, seconds=figures.SECONDS)
    if frontier["boldness"].isna().all():
        return [Paragraph(words.say_frontier(t, frontier))]
    return [figures.draw_frontier(report.coalition, frontier=frontier, **report.drawing)]


def _build_recorded(report: Report) -> list[Block]:
    t = report.translator
    try:
        weighed = play.weigh_recorded(report.coalition)
    except UsageError:
        return [Paragraph(words.say_odd_agenda(t))]
    rows = tuple(
        (
            name,
            t.number(agenda.boldness, 0),
            words.say_count_of(t, len(agenda.on_board), len(agenda.utilities)),
        )
        for name, agenda in weighed.items()
    )
    caption, columns = words.say_recorded_caption(t), words.say_recorded_columns(t)
    repairs = tuple(_say_repairs(report, weighed))
    return [Grid(caption, columns, rows, "lrr"), *([Bullets(repairs)] if repairs else [])]


def _say_repairs(report: Report, weighed: Mapping[str, play.Agenda]) -> Iterator[str]:
    """Say, for each agenda that fails, the smallest change after which it would hold."""
    issues = name_issues(report)
    for name, agenda in weighed.items():
        # Without a value someone who has to be on board is not.
        if math.isnan(agenda.value):
            repairs = play.find_repairs(report.coalition, agenda.levels)
            changes = [
                {k: level for k, level in repair.levels.items() if level != agenda.levels[k]}
                for repair in repairs
            ]
            yield words.say_repairs(report.translator, name, changes, issues)


def _build_consent(report: Report) -> list[Block]:
    """Build how far the partners go along with each agenda; the convener's copy has every step."""
    t = report.translator
    found = play.find_consent(report.coalition)
    if report.survey.audience == "convener":
        return build_steps(report, found)
    least = BASE[report.survey.audience]
    told = [
        words.say_consent(t, name, consent)
        if consent.n >= least
        else words.say_few_consent(t, name, least)
        for name, consent in found.items()
    ]
    return [Bullets(tuple(told))]
