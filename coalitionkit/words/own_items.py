"""A coalition's own questions in words: which answer leads, each count, who is not in it."""

from __future__ import annotations

from coalitionkit.playbook import Item
from coalitionkit.survey.figures import Range, ShownItem
from coalitionkit.words.catalog import Translator
from coalitionkit.words.survey import say_dont_know, say_range


def say_own_note(t: Translator) -> str:
    """Say what these questions are and what is not made of them."""
    return t.text(
        "This coalition asked these beside the questionnaire. Only counts are shown: they are in "
        "no score, no finding and no next step."
    )


def say_own_hidden(t: Translator, *, public: bool) -> str:
    """Say why nothing of a question is shown."""
    return t.text("Not shown in public.") if public else t.text("Too few answered to show this.")


def say_own_title(t: Translator, item: Item, shown: ShownItem) -> str:
    """Title of a question's chart: the answer given most often."""
    counts = {value: count or 0 for value, count in (shown.counts or {}).items()}
    most = max(counts.values())
    leading = [value for value, count in counts.items() if count == most]
    if len(leading) > 1:
        return t.text("No one answer leads")
    return t.text(
        "Most often: “{answer}” ({count})",
        answer=item.options[leading[0]][t.language],
        count=say_range(t, Range(most, most), shown.n or 0),
    )


def say_own_counts(t: Translator, item: Item, shown: ShownItem) -> tuple[str, ...]:
    """Say each answer's count, in the order offered."""
    return tuple(
        t.text(
            "“{answer}”: {count}",
            answer=item.options[value][t.language],
            count=say_range(t, Range(count or 0, count or 0), shown.n or 0),
        )
        for value, count in (shown.counts or {}).items()
    )


def say_own_rest(t: Translator, shown: ShownItem) -> str:
    """Say who is in none of the counts, and what that could change; empty where nobody."""
    parts = [say_dont_know(t, shown)]
    if shown.does_not_apply:
        parts.append(
            t.plural("To {n} it does not apply.", "To {n} it does not apply.", shown.does_not_apply)
        )
    if shown.missing:
        parts.append(
            t.plural(
                "{n} person asked gave no answer here: any count could be {n} higher.",
                "{n} people asked gave no answer here: any count could be up to {n} higher.",
                shown.missing,
            )
        )
    return " ".join(part for part in parts if part)
