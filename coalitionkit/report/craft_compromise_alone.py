"""The convener's own part on Craft Compromise: trades, gains, reasons, who makes the difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays import craft_compromise as play
from coalitionkit.report.blocks import Block, Bullets, Grid, Heading, Paragraph
from coalitionkit.report.build import Report
from coalitionkit.report.figures import craft_compromise as figures
from coalitionkit.words import craft_compromise as words
from coalitionkit.words import craft_compromise_alone as private
from coalitionkit.words.needs import say_needs

# With fewer than two nobody would leave together.
_WORTH_LEAVING = 2


def build_alone(report: Report, found: play.Agendas) -> list[Block]:
    """Build what the convener alone sees.

    Parameters
    ----------
    report : Report
    found : Agendas
        The boldest within everyone's range.
    """
    t, names = report.translator, name_partners(report)
    headings = private.say_alone_headings(t)
    unasked = play.find_unasked(report.coalition)
    return [
        *build_or_need(report, headings["trade"], _build_trade),
        *_list_told(private.say_not_asked(t, unasked, names)),
        *_list_told(_say_own_plans(report, found)),
        *build_or_need(report, headings["difference"], _build_difference),
    ]


def build_or_need(
    report: Report, heading: str, build: Callable[[Report], list[Block]]
) -> list[Block]:
    """Build a part, or say in one sentence what it would take."""
    try:
        return [Heading(3, heading), *build(report)]
    except NeedsError as error:
        return [Heading(3, heading), Paragraph(say_needs(report.translator, error))]


def name_partners(report: Report) -> Mapping[str, str]:
    """Give the partners' names by id."""
    people = report.coalition.partners
    return dict(zip(people["partner"], people["name"], strict=True))


def name_issues(report: Report) -> Mapping[str, str]:
    """Give the issues' names by id."""
    rows = report.coalition.issues
    return dict(zip(rows["issue"], rows["name"], strict=True))


def build_steps(report: Report, found: Mapping[str, play.Consent]) -> list[Block]:
    """Build how many partners took each step toward each agenda, and every reason by name."""
    t, names = report.translator, name_partners(report)
    rows = tuple(
        (name, *(str(consent.counts[step]) for step in play.STEPS), str(consent.n))
        for name, consent in found.items()
    )
    columns = private.say_consent_columns(t)
    align = "l" + "r" * (len(columns) - 1)
    blocks: list[Block] = [Grid(private.say_consent_caption(t), columns, rows, align)]
    told = [
        line
        for name, consent in found.items()
        for line in private.say_reasons(t, name, consent, names)
    ]
    return [*blocks, Bullets(tuple(told))] if told else blocks


def _build_trade(report: Report) -> list[Block]:
    """Build the best agenda by each measure, with trades, and what one of them gives to whom."""
    t = report.translator
    found: Mapping[str, play.Agendas] = {
        objective: play.find_agendas(
            report.coalition, objective=objective, reading="tradable", seconds=figures.SECONDS
        )
        for objective in play.OBJECTIVES
    }
    fair = found["maxmin"]
    title = private.say_trade(t, fair)
    if not fair.agendas:
        return [Paragraph(title, kind="lead")]
    agenda = fair.agendas[0]
    survival = play.count_survivals(
        report.coalition, agenda.levels, objective="maxmin", reading="tradable"
    )
    return [
        Paragraph(title, kind="lead"),
        _build_measures(report, found),
        Paragraph(
            private.say_measures_note(t, proven=all(each.is_proven for each in found.values())),
            kind="small",
        ),
        figures.draw_gains(report.coalition, agenda, title=title, **report.drawing),
        Paragraph(words.say_survival(t, survival)),
    ]


def _build_measures(report: Report, found: Mapping[str, play.Agendas]) -> Grid:
    """Build a column for each measure: the levels of the best agenda by it, and what it gives."""
    t = report.translator
    headings = private.say_measures(t)
    # By the product there may be none, where somebody can gain nothing.
    best = {name: each.agendas[0] for name, each in found.items() if each.agendas}
    shown = [(found[name], agenda) for name, agenda in best.items()]
    rows = [
        (told, *(words.say_level(t, agenda.levels[issue]) for _, agenda in shown))
        for issue, told in name_issues(report).items()
        if issue in found["maxmin"].agendas[0].levels
    ]
    counted = [
        (
            t.number(agenda.boldness, 0),
            t.number(min(agenda.surpluses.values()) * 100, 0),
            words.say_count_of(t, len(agenda.on_board), len(agenda.utilities)),
            private.say_ties(t, each),
        )
        for each, agenda in shown
    ]
    rows += zip(private.say_trade_rows(t), *counted, strict=True)
    columns = (words.say_room_columns(t)[0], *(headings[name] for name in best))
    caption = private.say_trade_caption(t, len(found["maxmin"].partners))
    return Grid(caption, columns, tuple(rows), "l" + "r" * len(best))


def _build_difference(report: Report) -> list[Block]:
    t = report.translator
    try:
        measured = play.measure_delivery(report.coalition)
    except UsageError:
        return [Paragraph(private.say_too_many(t))]
    lines = private.say_difference(t, measured, name_partners(report))
    return [Paragraph(private.say_difference_note(t), kind="small"), Bullets(tuple(lines))]


def _say_own_plans(report: Report, found: play.Agendas) -> str:
    """Say who might go alone, where there is an agenda to leave and more than one to leave it."""
    half = len(found.partners) // 2 + 1
    if not found.agendas or half < _WORTH_LEAVING:
        return ""
    plans = play.find_own_plans(report.coalition, found.agendas[0].levels, at_least=half)
    return private.say_own_plans(report.translator, plans, name_partners(report))


def _list_told(text: str) -> list[Block]:
    """Put a sentence in a paragraph; none where there is nothing to say."""
    return [Paragraph(text)] if text else []
