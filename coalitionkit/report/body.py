"""The report after page one: summary, plays, dose, waves, what is hidden, method, appendix."""

from __future__ import annotations

from coalitionkit import charts
from coalitionkit.playbook import Item
from coalitionkit.report.blocks import (
    Block,
    Bullets,
    Card,
    Figure,
    Grid,
    Heading,
    Paragraph,
    Section,
)
from coalitionkit.report.build import Report
from coalitionkit.report.findings import find_next_steps
from coalitionkit.survey.figures import ShownItem
from coalitionkit.words import body, method, next_steps, page_one, survey
from coalitionkit.words.catalog import say_quote


def make_heading(report: Report, name: str) -> Heading:
    """Make the heading of one of the report's own sections."""
    return Heading(2, body.say_body_headings(report.translator)[name])


# Where nothing may be shown page one says so, and a section would only say it again.
NOTHING = Section(())


def is_bare(report: Report) -> bool:
    """Whether there are no tables and charts to show: too few answers, or the public's copy."""
    return report.survey.n is None or report.survey.audience == "public"


def build_summary(report: Report) -> Section:
    """Build the next steps in full and one table of plays and questions."""
    if is_bare(report):
        return Section(tuple(_full_steps(report)))
    return Section((*_full_steps(report), make_heading(report, "summary"), _summary_table(report)))


def _full_steps(report: Report) -> list[Block]:
    t = report.translator
    labels = page_one.say_step_labels(t)
    cards: list[Block] = []
    for rule, evidence in find_next_steps(report.survey, report.coalition):
        step = next_steps.say_step(t, rule, evidence, book=report.book)
        lines = (
            (labels["finding"], step.finding),
            (labels["step"], step.step),
            (labels["who"], step.who),
            (labels["by"], step.by),
            (labels["not now"], step.not_now),
            (labels["tell"], step.tell),
            (labels["essay"], say_quote(t, step.essay)),
        )
        cards.append(Card(step.title, lines))
    return [make_heading(report, "steps"), *cards] if cards else []


def _summary_table(report: Report) -> Grid:
    """Build one row a question; a play's score stands beside its first, where means are shown."""
    t, shown, book = report.translator, report.survey, report.book
    columns = body.say_columns(t)
    scored = any(play.mean for play in shown.plays.values())
    names = ["play", "question", "high", "dont_know", *(["score"] if scored else [])]
    rows = []
    for play in book.plays.values():
        for place, item in enumerate(book.items_of(play.id)):
            first = place == 0
            cells = [
                play.title[t.language] if first else "",
                item.short[t.language],
                _say_count(report, shown.items[item.id]),
                _or_dash(shown.items[item.id].dont_know),
            ]
            if scored:
                cells.append(survey.say_play(t, shown.plays[play.id], book) if first else "")
            rows.append(tuple(cells))
    caption = body.say_summary_caption(t, shown)
    return Grid(caption, tuple(columns[name] for name in names), tuple(rows))


def _say_count(report: Report, item: ShownItem) -> str:
    t = report.translator
    if item.high is None or item.n is None:
        return "–"
    return survey.say_range(t, item.high, item.n)


def _or_dash(count: int | None) -> str:
    return "–" if count is None else str(count)


def build_dose(report: Report) -> Section:
    """Build the too-little/too-much questions, then those that stand alone."""
    t, shown, book = report.translator, report.survey, report.book
    if is_bare(report):
        return NOTHING
    blocks: list[Block] = [make_heading(report, "dose")]
    if shown.doses:
        blocks += _dose_figure(report)
        blocks.append(
            Bullets(
                tuple(
                    f"{book.items[dose.item].short[t.language]}: {survey.say_dose(t, dose)}"
                    for dose in shown.doses.values()
                )
            )
        )
    else:
        told = (report.say_item(item.id) for item in book.items.values() if item.set == "T")
        blocks.append(Bullets(tuple(told)))
    return Section((*blocks, *_build_alone(report)))


def _build_alone(report: Report) -> list[Block]:
    """Build the questions that stand alone: seating and the two signs."""
    t, shown, book = report.translator, report.survey, report.book
    alone = [item for item in book.items.values() if item.play in ("seating", "signs")]
    ordered = [shown.items[item.id] for item in alone if item.set == "B"]
    blocks: list[Block] = [
        make_heading(report, "alone"),
        report.draw_items(ordered, title=body.say_alone_title(t, ordered, book)),
    ]
    for item in alone:
        if item.set == "N":
            blocks.append(_figure_of_answers(report, item))
    return [*blocks, Bullets(tuple(report.say_item(item.id) for item in alone))]


def _figure_of_answers(report: Report, item: Item) -> Figure:
    t, shown = report.translator, report.survey.items[item.id]
    title = body.say_answers_title(t, item, shown)
    return report.draw(
        charts.survey.chart_answers, shown, title=title, text=f"{title}. {report.say_item(item.id)}"
    )


def _dose_figure(report: Report) -> list[Block]:
    t, shown = report.translator, report.survey
    doses = list(shown.doses.values())
    title = body.say_dose_title(t, doses, report.book)
    text = f"{title}. " + " ".join(survey.say_dose(t, dose) for dose in doses)
    return [
        report.draw(
            charts.survey.chart_dose,
            [shown.items[dose.item] for dose in doses],
            title=title,
            text=text,
        )
    ]


def build_not_shown(report: Report) -> Section:
    """Build the list of what is not shown, and the rule behind each."""
    t = report.translator
    told = tuple(
        method.say_hidden(t, hidden, report.book, report.survey.threshold)
        for hidden in report.survey.hidden
    )
    shown = Bullets(told) if told else Paragraph(body.say_nothing_hidden(t))
    return Section((make_heading(report, "not shown"), shown))


def build_method(report: Report) -> Section:
    """Build the method page."""
    told = tuple(Paragraph(line) for line in method.say_method(report.translator))
    return Section((make_heading(report, "method"), *told))


def build_appendix(report: Report) -> Section:
    """Build a table for each question: every option with its count, as far as may be shown."""
    heading = make_heading(report, "appendix")
    if is_bare(report):
        return NOTHING
    blocks: list[Block] = [heading]
    for item in report.book.asked.values():
        blocks += _appendix_item(report, item)
    return Section(tuple(blocks))


def _appendix_item(report: Report, item: Item) -> list[Block]:
    t, shown = report.translator, report.survey.asked[item.id]
    columns = body.say_columns(t)
    question = f"{item.id}. {item.question[t.language]}"
    if shown.form != "counts" or shown.counts is None:
        return [Heading(3, question), Paragraph(report.say_item(item.id))]
    rows = [(item.options[value][t.language], str(count)) for value, count in shown.counts.items()]
    rows.append((columns["dont_know"], _or_dash(shown.dont_know)))
    if item.na_label:
        rows.append((item.na_label[t.language], _or_dash(shown.does_not_apply)))
    rows.append((columns["unanswered"], _or_dash(shown.unanswered)))
    table = Grid("", (columns["answer"], columns["people"]), tuple(rows))
    if shown.mean is None:
        return [Heading(3, question), table]
    told = (
        f"{columns['mean']}: {survey.say_estimate(t, shown.mean)}. "
        f"{columns['spread']}: {survey.say_spread(t, shown)}."
    )
    return [Heading(3, question), table, Paragraph(told)]
