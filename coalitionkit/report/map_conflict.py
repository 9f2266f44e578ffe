"""The report's part on Map the Conflict: what the group's own map says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from coalitionkit.errors import NeedsError
from coalitionkit.plays import map_conflict as play
from coalitionkit.report.blocks import Block, Bullets, Grid, Heading, Paragraph, Section
from coalitionkit.report.build import Report
from coalitionkit.report.figures import map_conflict as figures
from coalitionkit.words import map_conflict as words
from coalitionkit.words.needs import say_needs

_Build: TypeAlias = Callable[[Report], list[Block]]

# What is left out is counted: a page is for the next meeting, the notebook for the rest.
_MOST = 3
_MOST_LISTED = 8


def build_map_conflict(report: Report) -> Section:
    """Build the part: what joins and divides, clashes and zones, reasons, how current the map is.

    The convener's copy adds what is private: influence, misreadings, how needs were learned, and
    where each issue would come out. The public's copy has none of it.
    """
    if report.survey.audience == "public":
        return Section(())
    blocks: list[Block] = []
    if report.survey.audience == "partners":
        blocks.append(Paragraph(words.say_meetings_only(report.translator), kind="small"))
    headings = words.say_headings(report.translator)
    needs: dict[str, str] = {}
    for name, builds in _list_parts(report):
        made: list[Block] = []
        for build in builds:
            try:
                made += build(report)
            except NeedsError as error:
                # Several parts may wait for the same table; it is asked for once.
                needs.setdefault(error.table, say_needs(report.translator, error))
        if made:
            blocks += [Heading(3, headings[name]), *made]
    if needs:
        blocks += [Heading(3, headings["needs"]), Bullets(tuple(needs.values()))]
    return Section(tuple(blocks))


def _list_parts(report: Report) -> list[tuple[str, list[_Build]]]:
    """List the parts by the name of their heading; each fact needs tables of its own."""
    parts: list[tuple[str, list[_Build]]] = [
        ("conflict", [_build_conflict, _say_about, _say_newest]),
        ("clashes", [_build_clashes, _say_pull, _say_spread, _say_moved]),
        ("reasons", [_build_reasons]),
        ("unlikely", [_build_unlikely]),
    ]
    if report.survey.audience != "convener":
        return [*parts, ("current", [_build_current])]
    return [
        *parts,
        ("current", [_build_current, _say_learned]),
        ("influence", [_build_influence, _say_torn]),
        ("gaps", [_build_gaps]),
        ("collective", [_build_collective]),
    ]


def _build_conflict(report: Report) -> list[Block]:
    """Build what joins the partners; apart from it, how much divides them."""
    t, coalition = report.translator, report.coalition
    conflicts = play.find_conflicts(coalition)
    blocks: list[Block] = [Paragraph(words.say_joining(t, conflicts), kind="lead")]
    if internal := words.say_internal(t, conflicts):
        blocks.append(Paragraph(internal))
    return blocks


def _say_about(report: Report) -> list[Block]:
    counts = play.count_about(report.coalition)
    return [Paragraph(words.say_about(report.translator, counts))]


def _say_newest(report: Report) -> list[Block]:
    # The day of a tension that was heard alone may give away who raised it.
    setting: play.Setting | None = None if report.survey.audience == "convener" else "meeting"
    day = figures.find_day(report.coalition)
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
    hardest = min(zones, key=lambda zone: (-zone.clashes, zone.room))
    blocks.append(figures.draw_ranges(coalition, hardest.issue, **report.drawing))
    if any(zone.clashes for zone in zones):
        blocks.append(figures.draw_clashes(coalition, **report.drawing))
    return blocks


def _say_pull(report: Report) -> list[Block]:
    names = play.find_names(report.coalition)
    told = words.say_pull(report.translator, play.find_convergence(report.coalition), names)
    return [Paragraph(told)] if told else []


def _say_spread(report: Report) -> list[Block]:
    spread = play.find_mapped_spread(report.coalition)
    return [Paragraph(words.say_spread(report.translator, spread))]


def _say_moved(report: Report) -> list[Block]:
    """Say on which issue the distance between partners changed most."""
    moved = play.find_spread_over_time(report.coalition)
    moved = moved.assign(change=(moved["newest"] - moved["first"]).abs())
    if not (moved["change"] > 0).any():
        return []
    most = moved.sort_values("change", ascending=False, kind="stable").iloc[0]
    row = {str(key): value for key, value in most.items()}
    names = play.find_names(report.coalition)
    return [Paragraph(words.say_spread_over_time(report.translator, row, names))]


def _build_reasons(report: Report) -> list[Block]:
    """Build the pairs with the sharpest breaking points, one an issue."""
    t, coalition = report.translator, report.coalition
    goals = play.find_same_goals(coalition)
    if not goals:
        return [Paragraph(words.say_no_same_goal(t))]
    first = {goal.issue: goal for goal in reversed(goals)}
    sharpest = [goal for goal in goals if first[goal.issue] is goal][:_MOST]
    names = play.find_names(coalition)
    lines = [words.say_same_goal(t, goal, names) for goal in sharpest]
    blocks: list[Block] = [Bullets(tuple(lines))]
    if more := len(goals) - len(sharpest):
        blocks.append(Paragraph(words.say_more_pairs(t, more), kind="small"))
    return [*blocks, Paragraph(words.say_reasons_question(t))]


def _build_unlikely(report: Report) -> list[Block]:
    t, coalition = report.translator, report.coalition
    pairs = play.find_unlikely_pairs(coalition)
    if not pairs:
        return [Paragraph(words.say_no_unlikely_pair(t))]
    names = play.find_names(coalition)
    lines = [words.say_unlikely_pair(t, pair, names) for pair in pairs[:_MOST]]
    blocks: list[Block] = [Bullets(tuple(lines))]
    if len(pairs) > _MOST:
        blocks.append(Paragraph(words.say_more_pairs(t, len(pairs) - _MOST), kind="small"))
    return blocks


def _build_current(report: Report) -> list[Block]:
    """Build what to ask again, partner by partner."""
    t, coalition = report.translator, report.coalition
    day, names, days = figures.find_day(coalition), play.find_names(coalition), figures.STALE_DAYS
    blocks: list[Block] = []
    if not coalition.positions.empty:
        blocks.append(figures.draw_cells(coalition, as_of=day, days=days, **report.drawing))
    stale = play.find_stale_cells(coalition, as_of=day, days=days)
    lines = words.say_stale(t, stale, names)
    if not lines:
        blocks.append(Paragraph(words.say_all_current(t, days)))
    else:
        blocks.append(Bullets(tuple(lines[:_MOST_LISTED])))
    if len(lines) > _MOST_LISTED:
        more = words.say_more_stale(t, len(lines) - _MOST_LISTED)
        blocks.append(Paragraph(more, kind="small"))
    return blocks


def _say_learned(report: Report) -> list[Block]:
    """Say how needs were learned. A copy without what was said alone can't tell."""
    t, coalition = report.translator, report.coalition
    lines = [words.say_learned(t, learned) for learned in play.count_learned(coalition)]
    silent = play.list_not_heard_alone(coalition)
    lines.append(words.say_not_heard_alone(t, silent, play.find_names(coalition)))
    return [Paragraph(" ".join(lines))]


def _build_influence(report: Report) -> list[Block]:
    """Build the two kinds of influence side by side, never added up."""
    t, names = report.translator, play.find_names(report.coalition)
    rows = play.compare_influence(report.coalition)
    rows = rows.sort_values("influence", ascending=False, kind="stable")
    cells = [
        (names.partner(partner), t.number(room, 2), t.number(outside, 2))
        for partner, room, outside in zip(
            rows["partner"], rows["influence"], rows["capability"], strict=True
        )
    ]
    grid = Grid("", words.say_influence_columns(t), tuple(cells), "lrr")
    blocks: list[Block] = [Paragraph(words.say_influence_title(t, rows, names)), grid]
    return blocks


def _say_torn(report: Report) -> list[Block]:
    mixed = play.find_ambivalence(report.coalition)
    most = mixed["ambivalence"].max()
    if not most > 0:
        return []
    torn = mixed.loc[mixed["ambivalence"] >= most - 1e-9, "partner"]
    names = play.find_names(report.coalition)
    return [Paragraph(words.say_torn(report.translator, list(torn), names))]


def _build_gaps(report: Report) -> list[Block]:
    t, names = report.translator, play.find_names(report.coalition)
    gaps = play.find_perception_gaps(report.coalition)
    missed = gaps[gaps["misses"] > 0].head(_MOST_LISTED).to_dict("records")
    if not missed:
        return [Paragraph(words.say_no_gap(t))]
    lines = [
        words.say_perception_gap(t, {str(key): value for key, value in row.items()}, names)
        for row in missed
    ]
    return [Bullets(tuple(lines))]


def _build_collective(report: Report) -> list[Block]:
    """Build where issues would come out; without influence on record, by salience alone."""
    t, coalition = report.translator, report.coalition
    weighed = not coalition.capability.empty
    found = play.find_collective_positions(coalition, with_capability=weighed)
    names = play.find_names(coalition)
    intro = words.say_collective_intro(t, with_capability=weighed)
    lines = tuple(words.say_collective(t, each, names) for each in found)
    return [Paragraph(intro), Bullets(lines)]
