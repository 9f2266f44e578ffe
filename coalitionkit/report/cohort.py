"""A whole cohort for whoever runs it: what came in, and what is common; no group is ranked."""

from __future__ import annotations

from collections.abc import Sequence

from coalitionkit import charts
from coalitionkit.charts.compare import chart_spread
from coalitionkit.playbook import Language, load_playbook
from coalitionkit.record import Cohort
from coalitionkit.record.intake import describe_intake
from coalitionkit.report.blocks import (
    Block,
    Bullets,
    Figure,
    Grid,
    Heading,
    Paragraph,
    Section,
)
from coalitionkit.survey.compare import compare_groups
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.figures import ShownSurvey
from coalitionkit.words import compare as words
from coalitionkit.words.catalog import Translator


def build_intake(cohort: Cohort, *, language: Language = "en") -> Section:
    """Build the table of who was asked and who answered, a row a coalition and wave.

    Parameters
    ----------
    cohort : Cohort
    language : {"en", "es"}

    Returns
    -------
    Section
        Where fewer than five answered it says only that.
    """
    return Section(tuple(list_intake(cohort, Translator(language))))


def list_intake(cohort: Cohort, t: Translator, *, wave: int = 0) -> tuple[Block, ...]:
    """List who was asked and who answered, in one wave or in all (0)."""
    names = {group.id: group.name for group in cohort}
    rows = tuple(
        (
            names[row["coalition"]],
            str(row["wave"]),
            str(row["asked"]),
            words.say_answered(t, row["answered"]),
            str(row["dropped"]),
            row["why"] or "–",
        )
        for row in describe_intake(cohort).to_dict("records")
        if wave in (0, row["wave"])
    )
    grid = Grid("", words.say_intake_columns(t), rows, "lrrrrl")
    return grid, Paragraph(words.say_intake_note(t), kind="small")


def build_comparison(cohort: Cohort, *, language: Language = "en", drawn: bool = True) -> Section:
    """Build the picture of how the groups spread on each question, and what is common and local.

    Parameters
    ----------
    cohort : Cohort
        Each group's newest wave is taken.
    language : {"en", "es"}
    drawn : bool
        Whether the chart shows itself drawn in a notebook.

    Returns
    -------
    Section
        Made of the figures that each group's partners may see, and of nothing else; it names no
        group. With fewer than five such groups it says why there is nothing to compare.
    """
    surveys = [show_survey(group) for group in cohort]
    return Section(compare_surveys(surveys, language=language, drawn=drawn))


def compare_surveys(
    surveys: Sequence[ShownSurvey], *, language: Language, drawn: bool
) -> tuple[Block, ...]:
    """Compare what may be shown of each group, all for one audience."""
    t, book = Translator(language), load_playbook()
    spreads = compare_groups(surveys, book=book)
    if not spreads:
        return (Paragraph(words.say_too_few_groups(t)),)
    title = words.say_spread_title(t, spreads)
    chart = chart_spread(
        spreads,
        names={spread.item: book.items[spread.item].short[language] for spread in spreads},
        title=title,
        labels=words.say_chart_labels(t),
    )
    text = words.say_spread_text(t, title, spreads, book)
    blocks: list[Block] = [
        Figure(charts.to_spec(chart), text, words.say_spread_note(t), drawn=drawn)
    ]
    for reach, heading in words.say_reach_headings(t).items():
        found = [words.say_row(t, spread, book) for spread in spreads if spread.reach == reach]
        listed = Bullets(tuple(found)) if found else Paragraph(words.say_nothing_low(t))
        blocks += [Heading(3, heading), listed]
    return (*blocks, Paragraph(words.say_reach_note(t), kind="small"))
