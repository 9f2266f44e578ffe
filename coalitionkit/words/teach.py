"""What an exercise's check says: yes, not yet, not quite and the next hint."""

from __future__ import annotations

from coalitionkit.words.catalog import Translator


def say_right(t: Translator) -> str:
    """Say that an answer is right."""
    return t.text("Yes. That is what the record shows.")


def say_not_yet(t: Translator, task: str) -> str:
    """Say that there is no answer yet, and where it goes."""
    return t.text(
        "Not yet: nothing stands after “{task} =” in the cell above. Fill it in, run that cell, "
        "then run this one.",
        task=task,
    )


def say_unread(t: Translator) -> str:
    """Say that an answer is of a kind that can't be read."""
    return t.text("This answer can't be read. Keep the form that the cell had, and try again.")


def say_wrong(t: Translator, hint: str) -> str:
    """Say that an answer is not right, and give one hint."""
    return t.text("Not quite. {hint}", hint=hint)


def say_no_progress(t: Translator) -> str:
    """Say that progress could not be written down."""
    return t.text(
        "Your progress could not be saved beside this notebook. Your answer still counts."
    )
