"""The batch's front page in words."""

from __future__ import annotations

from coalitionkit.words.catalog import Translator


def say_index(t: Translator, *, cohort: str, built: int, groups: int) -> dict[str, str]:
    """Give the front page's title, headings and notes."""
    return {
        "title": t.text("Reports of {cohort}", cohort=cohort),
        "summary": t.plural(
            "{built} of {n} report was built.",
            "{built} of {n} reports were built.",
            groups,
            built=built,
        ),
        "group": t.text("Coalition"),
        "answers": t.text("Answers"),
        "wave": t.text("Wave"),
        "too few": t.text("too few to show"),
        "care": t.text(
            "The order is that of the record, not a ranking. Each coalition sees its own page "
            "before anyone else does."
        ),
        "skip": say_skip(t),
    }


def say_skip(t: Translator) -> str:
    """Word the link that takes a keyboard past the watermark."""
    return t.text("Skip to the report")
