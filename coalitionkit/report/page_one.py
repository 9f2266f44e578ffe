"""Page one, exactly in the order that a group reads it."""

from __future__ import annotations

import coalitionkit
from coalitionkit import charts
from coalitionkit.report import findings
from coalitionkit.report.blocks import (
    Block,
    Bullets,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Section,
)
from coalitionkit.report.build import Report
from coalitionkit.words import next_steps, page_one, survey

BLANK = "________________"


def build_page_one(report: Report) -> Section:
    """Build page one; for fewer than five answers, the page that says so and what to do."""
    blocks = _head(report)
    if report.survey.n is None:
        blocks += _talks(report)
    else:
        blocks += [*_working(report), *_standing_out(report)]
    blocks += _unclear(report)
    steps, rule = _steps(report)
    blocks += steps
    if report.survey.n is not None:
        blocks += _picture(report)
    blocks += _question(report, rule)
    blocks += [*_small_print(report), PageBreak()]
    return Section(tuple(blocks))


def _headings(report: Report) -> dict[str, str]:
    return dict(page_one.say_headings(report.translator))


def _head(report: Report) -> list[Block]:
    t, shown = report.translator, report.survey
    told = survey.say_allows(t, shown, from_partners=report.from_partners)
    return [
        Heading(1, report.coalition.name),
        Paragraph(page_one.say_wave(t, shown), kind="lead"),
        Heading(2, _headings(report)["who"]),
        Paragraph(" ".join(told)),
    ]


def _talks(report: Report) -> list[Block]:
    if report.survey.audience == "public":
        return []
    return [
        Heading(2, _headings(report)["talks"]),
        Bullets(tuple(page_one.say_talks(report.translator))),
    ]


def _working(report: Report) -> list[Block]:
    strong = findings.find_working(report.survey, report.book)
    heading = Heading(2, _headings(report)["working"])
    if not strong:
        return [heading, Paragraph(page_one.say_nothing_working(report.translator))]
    return [heading, Bullets(tuple(report.say_item(item.item) for item in strong))]


def _standing_out(report: Report) -> list[Block]:
    t, shown = report.translator, report.survey
    heading = Heading(2, _headings(report)["standing out"])
    said = [
        f"{report.book.items[found.item].short[t.language]}: "
        + survey.say_dose(t, shown.doses[found.item])
        if found.kind == "dose"
        else report.say_item(found.item)
        for found in findings.find_standing_out(shown, report.book)
    ]
    if not said:
        return [heading, Paragraph(page_one.say_nothing_standing_out(t))]
    return [heading, Bullets(tuple(said))]


def _unclear(report: Report) -> list[Block]:
    found = findings.find_unclear(report.survey, report.coalition, report.book)
    if not found:
        return []
    said = (
        page_one.say_unclear(report.translator, unclear, report.survey, report.book)
        for unclear in found
    )
    return [Heading(2, _headings(report)["unclear"]), Bullets(tuple(said))]


def _steps(report: Report) -> tuple[list[Block], str]:
    """Build the steps, and name the first rule: it gives the question for the next meeting."""
    t = report.translator
    heading = Heading(2, _headings(report)["steps"])
    found = findings.find_next_steps(report.survey, report.coalition)
    if not found:
        if report.survey.n is None:
            return [], ""
        return [heading, Paragraph(page_one.say_no_step(t, report.survey.audience))], ""
    labels = page_one.say_step_labels(t)
    worded = [next_steps.say_step(t, rule, evidence, book=report.book) for rule, evidence in found]
    table = Grid(
        caption="",
        headings=(labels["step"], labels["who"], labels["by"]),
        rows=tuple((step.title, BLANK, f"{BLANK} {step.by}") for step in worded),
    )
    return [heading, table], found[0][0]


def _picture(report: Report) -> list[Block]:
    t, shown = report.translator, report.survey
    items = [
        item for item in shown.items.values() if report.book.items[item.item].play in shown.plays
    ]
    title = page_one.say_picture_title(t, shown)
    return [
        Heading(2, _headings(report)["picture"]),
        report.draw(
            charts.survey.chart_plays,
            items,
            title=title,
            text=survey.say_chart_text(t, title, items, report.book),
        ),
    ]


def _question(report: Report, rule: str) -> list[Block]:
    if report.survey.audience == "public":
        return []
    question = next_steps.say_question(report.translator, rule)
    return [Heading(2, _headings(report)["question"]), Paragraph(question, kind="lead")]


def _small_print(report: Report) -> list[Block]:
    lines = page_one.say_small_print(
        report.translator,
        report.survey,
        version=coalitionkit.__version__,
        data_hash=report.data_hash,
    )
    return [Paragraph(" ".join(lines), kind="small")]
