"""The report's part for each play: what people answered, then what the record shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coalitionkit.report.blocks import Block, Bullets, Grid, Heading, Paragraph, Section
from coalitionkit.report.body import NOTHING, make_heading
from coalitionkit.report.build import Report
from coalitionkit.report.communicate import build_communicate
from coalitionkit.report.craft_compromise import build_craft_compromise
from coalitionkit.report.know_when_to_fold import build_know_when_to_fold
from coalitionkit.report.map_conflict import build_map_conflict
from coalitionkit.report.surface_tension import build_surface_tension
from coalitionkit.survey.figures import ShownItem
from coalitionkit.words import body, survey
from coalitionkit.words.catalog import say_quote

_FROM_RECORD: Mapping[str, Callable[[Report], Section]] = {
    "map_conflict": build_map_conflict,
    "communicate": build_communicate,
    "surface_tension": build_surface_tension,
    "craft_compromise": build_craft_compromise,
    "know_when_to_fold": build_know_when_to_fold,
}


def build_plays(report: Report) -> Section:
    """Build a part for each play: its picture, and each question in a sentence."""
    if report.survey.audience == "public":
        return NOTHING if report.survey.n is None else _build_public(report)
    blocks: list[Block] = []
    for play in report.book.plays:
        blocks += _build_play(report, play)
    return Section(tuple(blocks))


def _build_public(report: Report) -> Section:
    """Build the list of the counts that are large enough for the public."""
    told = tuple(
        report.say_item(item.item)
        for item in report.survey.items.values()
        if survey.has_public_count(report.book.items[item.item], item)
    )
    shown = Bullets(told) if told else Paragraph(body.say_nothing_public(report.translator))
    return Section((make_heading(report, "public"), shown))


def _build_play(report: Report, play: str) -> list[Block]:
    t, book = report.translator, report.book
    head: list[Block] = [
        Heading(2, book.plays[play].title[t.language]),
        Paragraph(say_quote(t, book.plays[play].essay[t.language]), kind="quote"),
    ]
    return [*head, *_build_answers(report, play), *_FROM_RECORD[play](report).blocks]


def _build_answers(report: Report, play: str) -> list[Block]:
    """Build what people answered on a play; nothing where too few did."""
    t, shown, book = report.translator, report.survey, report.book
    if shown.n is None:
        return []
    items = [shown.items[item.id] for item in book.items_of(play)]
    return [
        report.draw_items(items, title=body.say_play_title(t, play, items, book)),
        Bullets(tuple(report.say_item(item.item) for item in items)),
        *_build_score(report, play),
        *_table_of_means(report, items),
    ]


def _build_score(report: Report, play: str) -> list[Block]:
    """Build a play's average, or why there is none; page one has said it where few answered."""
    shown = report.survey.plays[play]
    if shown.why_not == "counts only":
        return []
    return [Paragraph(survey.say_average(report.translator, shown, report.book))]


def _table_of_means(report: Report, items: list[ShownItem]) -> list[Block]:
    """Build averages with the agreement beside each, where averages may be shown."""
    t, columns = report.translator, body.say_columns(report.translator)
    known = [item for item in items if item.mean]
    if not known:
        return []
    names = ["question", "mean", "spread", *(["share"] if known[0].share else [])]
    rows = []
    for item in known:
        assert item.mean is not None
        cells = [
            report.book.items[item.item].short[t.language],
            survey.say_estimate(t, item.mean),
            survey.say_spread(t, item),
            *([survey.say_share(t, item)] if known[0].share else []),
        ]
        rows.append(tuple(cells))
    return [Grid("", tuple(columns[name] for name in names), tuple(rows))]
