"""The report's part on Craft Compromise: what all accept, what size costs, agendas side by side.

The partners' copy rests on ranges said in meetings and on no walk-away, and says of nobody who is
in or out; trades, gains and who might go alone are in the convener's copy only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays import craft_compromise as play
from coalitionkit.report.blocks import Block, Bullets, Grid, Heading, Paragraph, Section
from coalitionkit.report.build import Report
from coalitionkit.report.figures import craft_compromise as figures
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
    blocks += _build_or_need(report, headings["recorded"], _build_recorded)
    if report.survey.audience == "convener":
        blocks += _build_alone(report, found)
    return Section(tuple(blocks))


def _build_alone(report: Report, found: play.Agendas) -> list[Block]:
    """Build what the convener alone sees."""
    t, names = report.translator, _name_partners(report)
    headings = private.say_alone_headings(t)
    unasked = play.find_unasked(report.coalition)
    return [
        *_build_or_need(report, headings["trade"], _build_trade),
        *_list_told(private.say_not_asked(t, unasked, names)),
        *_list_told(_say_own_plans(report, found)),
        *_build_or_need(report, headings["difference"], _build_difference),
    ]


def _build_difference(report: Report) -> list[Block]:
    t = report.translator
    try:
        measured = play.measure_delivery(report.coalition)
    except UsageError:
        return [Paragraph(private.say_too_many(t))]
    lines = private.say_difference(t, measured, _name_partners(report))
    return [Paragraph(private.say_difference_note(t), kind="small"), Bullets(tuple(lines))]


def _build_or_need(
    report: Report, heading: str, build: Callable[[Report], list[Block]]
) -> list[Block]:
    """Build a part, or say in one sentence what it would take."""
    try:
        return [Heading(3, heading), *build(report)]
    except NeedsError as error:
        return [Heading(3, heading), Paragraph(say_needs(report.translator, error))]


def _name_partners(report: Report) -> Mapping[str, str]:
    people = report.coalition.partners
    return dict(zip(people["partner"], people["name"], strict=True))


def _build_all(report: Report, found: play.Agendas) -> list[Block]:
    t = report.translator
    room = play.find_room(report.coalition)
    blocks: list[Block] = [
        Paragraph(words.say_boldest(t, found), kind="lead"),
        Paragraph(words.say_considered(t, found, issues=found.issues)),
    ]
    convener = report.survey.audience == "convener"
    if convener:
        blocks.append(Paragraph(private.say_required(t, found, _name_partners(report))))
    chosen = found.agendas[0].levels if found.agendas else {}
    rows = []
    for row in room.to_dict("records"):
        levels = [row["status_quo"], row["lowest"], row["highest"]]
        levels += [chosen.get(row["issue"], float("nan")), row["bold_end"]]
        rows.append((row["name"], *(words.say_level(t, level) for level in levels)))
    caption, columns = words.say_room_caption(t), words.say_room_columns(t)
    blocks.append(Grid(caption, columns, tuple(rows), "lrrrrr"))
    if not found.agendas:
        moved = play.find_least_movement(report.coalition)
        issues = dict(zip(room["issue"], room["name"], strict=True))
        lines = words.say_movement(t, moved, issues)
        if convener:
            lines = private.say_who_moves(t, moved, issues, _name_partners(report))
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
    return [Grid(caption, columns, rows, "lrr")]


def _build_trade(report: Report) -> list[Block]:
    t = report.translator
    found = play.find_agendas(
        report.coalition, objective="maxmin", reading="tradable", seconds=figures.SECONDS
    )
    title = private.say_trade(t, found)
    if not found.agendas:
        return [Paragraph(title, kind="lead")]
    agenda = found.agendas[0]
    issues = dict(
        zip(report.coalition.issues["issue"], report.coalition.issues["name"], strict=True)
    )
    levels = tuple(
        f"{issues[issue]} {words.say_level(t, level)}" for issue, level in agenda.levels.items()
    )
    return [
        Paragraph(title, kind="lead"),
        Bullets(levels),
        figures.draw_gains(report.coalition, agenda, title=title, **report.drawing),
    ]


def _say_own_plans(report: Report, found: play.Agendas) -> str:
    """Say who might go alone, where there is an agenda to leave and more than one to leave it."""
    half = len(found.partners) // 2 + 1
    if not found.agendas or half < _WORTH_TRYING:
        return ""
    plans = play.find_own_plans(report.coalition, found.agendas[0].levels, at_least=half)
    return private.say_own_plans(report.translator, plans, _name_partners(report))


def _list_told(text: str) -> list[Block]:
    """Put a sentence in a paragraph; none where there is nothing to say."""
    return [Paragraph(text)] if text else []
