"""The report's part on the seating: who brings what, whose calls are taken, why each is here."""

from __future__ import annotations

from collections.abc import Callable

from coalitionkit.errors import NeedsError
from coalitionkit.plays import seating as play
from coalitionkit.record.needs import take_rows
from coalitionkit.report.blocks import Block, Bullets, Grid, Heading, Paragraph, Section
from coalitionkit.report.build import Report
from coalitionkit.report.figures import seating as figures
from coalitionkit.words import seating as words
from coalitionkit.words.needs import say_needs

# With one or two partners a sentence says all that the picture would.
_WORTH_DRAWING = 3


def build_seating(report: Report) -> Section:
    """Build the part: what nobody carries, what leaves with a partner, who is reached, and why.

    The convener's copy has a table of shares, too; the public's has none of it all.
    """
    if report.survey.audience == "public":
        return Section(())
    headings = words.say_headings(report.translator)
    blocks: list[Block] = []
    for name, build in (("brings", _build_brings), ("reach", _build_reach), ("why", _build_why)):
        blocks += [Heading(3, headings[name]), *_build_or_need(report, build)]
    return Section((Heading(2, headings["seating"]), *blocks))


def _build_or_need(report: Report, build: Callable[[Report], list[Block]]) -> list[Block]:
    """Build a part, or say in one sentence what it would take."""
    try:
        return build(report)
    except NeedsError as error:
        return [Paragraph(say_needs(report.translator, error))]


def _build_brings(report: Report) -> list[Block]:
    t, coalition = report.translator, report.coalition
    needed = len(take_rows(coalition, "needs", "asset"))
    chairs = play.find_empty_chairs(coalition)
    absences = play.find_absences(coalition)
    ties = None if coalition.ties.empty else play.find_ties(coalition)
    lines = words.say_absences(t, absences, ties) or [words.say_no_absence(t)]
    thin = words.say_thin(t, absences)
    blocks: list[Block] = [
        Paragraph(words.say_empty_chairs(t, chairs, needed=needed), kind="lead"),
        figures.draw_matrix(coalition, **report.drawing),
        Bullets(tuple(lines)),
        *([Paragraph(thin)] if thin else []),
    ]
    # Side by side and in numbers it reads as a ranking of the partners.
    return [*blocks, *_list_shares(report)] if report.survey.audience == "convener" else blocks


def _list_shares(report: Report) -> list[Block]:
    """Build the table of those who carry something, and count the others."""
    t = report.translator
    columns = words.say_contribution_columns(t)
    found = play.find_contributions(report.coalition)
    rows = [
        (row["name"], str(row["carries"]), t.number(row["unique"]), t.number(row["shared"]))
        for row in found[found["carries"] > 0].to_dict("records")
    ]
    caption = words.say_contribution_caption(t)
    table = Grid(caption, tuple(columns.values()), tuple(rows), "lrrr")
    others = len(found) - len(rows)
    told = [Paragraph(words.say_carry_none(t, others), kind="small")] if others else []
    return [table, *told] if rows else [*told]


def _build_reach(report: Report) -> list[Block]:
    t, coalition = report.translator, report.coalition
    by_size = play.find_reach_by_size(coalition)
    told = [
        words.say_reach(t, play.count_reach(coalition)),
        words.say_unreached(t, play.find_policymakers(coalition)),
        words.say_reach_by_size(t, by_size),
    ]
    blocks: list[Block] = [Paragraph(" ".join(line for line in told if line))]
    reached = by_size["reached"]
    if (reached < reached.max()).sum() + 1 < _WORTH_DRAWING:
        return blocks
    return [*blocks, figures.draw_reach(coalition, **report.drawing)]


def _build_why(report: Report) -> list[Block]:
    unexplained = play.find_unexplained(report.coalition)
    return [Paragraph(words.say_unexplained(report.translator, unexplained))]
