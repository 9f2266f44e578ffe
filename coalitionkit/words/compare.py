"""A cohort in words: what came in, what is common, what is local."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.playbook import Playbook
from coalitionkit.survey.compare import FEWEST_GROUPS, ItemSpread
from coalitionkit.survey.figures import BASE
from coalitionkit.words.catalog import Translator


def say_intake_columns(t: Translator) -> tuple[str, ...]:
    """Give the headings of the intake table."""
    return (
        t.text("Coalition"),
        t.text("Wave"),
        t.text("Asked"),
        t.text("Answered"),
        t.text("Dropped"),
        t.text("Why"),
    )


def say_answered(t: Translator, answered: int) -> str:
    """Say how many answered; how few is not told, not even here."""
    return t.text("fewer than five") if answered < BASE["partners"] else str(answered)


def say_intake_note(t: Translator) -> str:
    """Say why nothing is ever dropped in silence."""
    return t.text(
        "No answer is dropped in silence: a record with a fault is refused whole, with the place "
        "of each fault."
    )


def say_chart_labels(t: Translator) -> Mapping[str, str]:
    """Name the axis and the right column."""
    return {
        "share": t.text("share of answers at step 4 or 5"),
        "low": t.text("below half"),
        "of": t.text("{low} of {groups}"),
    }


def say_spread_title(t: Translator, spreads: Sequence[ItemSpread]) -> str:
    """Say what the picture shows."""
    common = sum(spread.reach == "common" for spread in spreads)
    return t.plural(
        "{common} of {n} question is below half in at least half of the groups",
        "{common} of {n} questions are below half in at least half of the groups",
        len(spreads),
        common=common,
    )


def say_spread_text(
    t: Translator, title: str, spreads: Sequence[ItemSpread], book: Playbook
) -> str:
    """Say every row, for those who can't see the picture."""
    told = [
        t.text(
            "{question}: below half in {low} of {groups} groups.",
            question=book.items[spread.item].short[t.language],
            low=spread.low,
            groups=spread.groups,
        )
        for spread in spreads
    ]
    return " ".join([f"{title}.", *told])


def say_spread_note(t: Translator) -> str:
    """Say how to read the circles, and what they keep to themselves."""
    return t.text(
        "A circle's number is how many groups stand there, to the nearest tenth. A count that may "
        "be shown only as a range stands in the middle of it. No group is named, and the rows "
        "stand in the order of the questionnaire."
    )


def say_reach_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings over what is common and what is local."""
    return {
        "common": t.text("Common: below half in at least half of the groups"),
        "local": t.text("Local: below half in some groups"),
    }


def say_reach_note(t: Translator) -> str:
    """Say what to do with either, and whose line half is."""
    return t.text(
        "What is common belongs in the room, for all. What is local belongs in a talk with that "
        "group, over its own report. The line at half is this kit's convention."
    )


def say_row(t: Translator, spread: ItemSpread, book: Playbook) -> str:
    """Say one question's row."""
    told = t.text(
        "{question}: {low} of {groups} groups",
        question=book.items[spread.item].short[t.language],
        low=spread.low,
        groups=spread.groups,
    )
    if not spread.open:
        return told
    more = t.text("({open} more can not be told from a range)", open=spread.open)
    return f"{told} {more}"


def say_too_few_groups(t: Translator) -> str:
    """Say why nothing is compared."""
    return t.text(
        "Fewer than {n} groups have figures that may be shown, so nothing is compared: each could "
        "work out the others.",
        n=FEWEST_GROUPS,
    )


def say_nothing_low(t: Translator) -> str:
    """Say that no question is below half anywhere."""
    return t.text("None.")
