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


def say_slides_mark(t: Translator) -> str:
    """Say at the foot of a slide what of it is invented."""
    return t.text(
        "Illustrative: partners and numbers are invented, except where a source stands beside them."
    )


def say_slides_keys(t: Translator) -> str:
    """Say how to move through slides."""
    return t.text(
        "Right arrow or click: on. Left arrow: back. A number and Enter: to that slide. "
        "N: what to say."
    )


def say_skip(t: Translator) -> str:
    """Name the link that takes a keyboard to the text."""
    return t.text("Skip to the text")


def name_shelves(t: Translator) -> dict[str, str]:
    """Name the parts of what a facilitator prints and shows."""
    return {
        "title": t.text("For the facilitator: to print and to show"),
        "guide": t.text("Before you begin"),
        "handouts": t.text("Sheets for the tables"),
        "slides": t.text("Slides, one page a lesson"),
        "answers": t.text("Answer keys: not for learners"),
    }


def say_pages_made(t: Translator, count: int, place: str) -> str:
    """Say how many pages were made, and which to open."""
    return t.plural(
        "{n} page was made. Open {place} in a browser; nothing in it needs the network.",
        "{n} pages were made. Open {place} in a browser; nothing in it needs the network.",
        count,
        place=place,
    )
