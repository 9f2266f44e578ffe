"""The report's part for a coalition's own questions."""

from __future__ import annotations

from coalitionkit import charts
from coalitionkit.playbook import Item
from coalitionkit.report.blocks import Block, Bullets, Heading, Paragraph, Section
from coalitionkit.report.body import NOTHING, is_bare, make_heading
from coalitionkit.report.build import Report
from coalitionkit.words import own_items as words


def build_own(report: Report) -> Section:
    """Build each own question's counts; nothing where there is no such question to show."""
    if not report.survey.own:
        return NOTHING
    blocks: list[Block] = [
        make_heading(report, "own"),
        Paragraph(words.say_own_note(report.translator)),
    ]
    for item in report.book.own.values():
        blocks += _build_question(report, item)
    return Section(tuple(blocks))


def _build_question(report: Report, item: Item) -> list[Block]:
    """Build one question: its picture, for the public its counts as a list."""
    t, shown = report.translator, report.survey.own[item.id]
    question = Heading(3, item.question[t.language])
    if shown.counts is None:
        return [question, Paragraph(words.say_own_hidden(t, public=is_bare(report)))]
    counts = words.say_own_counts(t, item, shown)
    if is_bare(report):
        return [question, Bullets(counts)]
    title, rest = words.say_own_title(t, item, shown), words.say_own_rest(t, shown)
    text = f"{item.question[t.language]} {title}. {'; '.join(counts)}. {rest}".strip()
    figure = report.draw(charts.survey.chart_answers, shown, title=title, text=text)
    return [question, figure, *([Paragraph(rest)] if rest else [])]
