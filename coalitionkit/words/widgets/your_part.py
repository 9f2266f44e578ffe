"""What the card of your own part says: a question, a talk alone, a date, and where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coalitionkit.words.catalog import Translator


def say_controls(t: Translator) -> Mapping[str, str]:
    """Name the controls."""
    return {
        "question": t.text("One hard question"),
        "talk_with": t.text("One talk alone, with"),
        "by": t.text("I look again on"),
        "write": t.text("Write it down"),
        "done": t.text("Done"),
    }


def say_hint(t: Translator) -> str:
    """Say how to fill it in, and that nobody else sees it."""
    return t.text(
        "The question in the words you will use. One card a day: writing again today replaces it. "
        "It is for you alone, and no report holds it."
    )


def say_someone(t: Translator) -> str:
    """Say that the talk is with someone who is not on record."""
    return t.text("someone who isn't on record")


def say_place(t: Translator, place: Path, count: int) -> str:
    """Say where it is written, or that nothing is yet."""
    if not count:
        return t.text("Nothing is written down yet.")
    return t.text("Written down in the table “intentions”, in the folder {place}:", place=place)


def say_line(t: Translator, row: Mapping[Any, Any], partner: str) -> str:
    """Say one card: what, with whom, until when, and when it was written."""
    told = {
        "day": t.date(row["date_written"].date()),
        "by": t.date(row["by"].date()),
        "question": row["question"],
    }
    if not partner:
        return t.text("{day}: “{question}”, and a talk alone. Look again on {by}.", **told)
    return t.text(
        "{day}: “{question}”, and a talk alone with {partner}. Look again on {by}.",
        partner=partner,
        **told,
    )


def say_written(t: Translator) -> str:
    """Say what was written down, for Undo."""
    return t.text("your part")


def say_ticked(t: Translator) -> str:
    """Say what was ticked, for Undo."""
    return t.text("whether your part is done")
