"""What the scorecard says around the questionnaire: who scores, and where the view stays."""

from __future__ import annotations

from collections.abc import Mapping

from coalitionkit.words.catalog import Translator


def say_controls(t: Translator) -> Mapping[str, str]:
    """Name the controls."""
    return {
        "rater": t.text("Whose view"),
        "newcomer": t.text("Add someone, by a name or nickname"),
    }


def say_me(t: Translator) -> str:
    """Name the one who scores before anyone else is named."""
    return t.text("me")


def say_about(t: Translator) -> tuple[str, str]:
    """Say how to answer, and where the answers stay."""
    return (
        t.text(
            "Think of the past three months unless a question says otherwise. There is no right "
            "answer, and you may skip any. The questions are a pilot, not validated."
        ),
        t.text("Your view enters no report, no average and no group's figures."),
    )


def say_answered(t: Translator, rater: str, question: str) -> str:
    """Say what was done, for Undo."""
    return t.text("{rater}'s answer to “{question}”", rater=rater, question=question)
