"""Headings, labels and small parts that the play's sentences share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.words.catalog import Translator


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of the play's parts."""
    return {
        "waits": t.text("How long disagreements wait"),
        "voices": t.text("How disagreement is voiced"),
        "settings": t.text("Said alone, and said in meetings"),
        "newcomers": t.text("Do newcomers speak up?"),
    }


def say_percent(t: Translator, share: float) -> str:
    """Say a share as a whole percentage."""
    return t.text("{number}%", number=t.number(100 * share, 0))


def say_days(t: Translator, days: int) -> str:
    """Say a number of days."""
    return t.plural("{n} day", "{n} days", days)


def say_chart_labels(t: Translator) -> Mapping[str, str]:
    """Give the words that the play's charts need."""
    return {
        "reached": t.text("on an agenda"),
        "waiting": t.text("still waits"),
        "settled": t.text("settled without one"),
        "days": t.text("days since first heard"),
        "alone": t.text("told alone"),
        "in_meeting": t.text("on record in meetings"),
        "scale": t.text("each issue's scale, low end to high end"),
    }


def say_chart_text(title: str, told: Sequence[str]) -> str:
    """Join a chart's finding and its rows, for those who can't see it."""
    return " ".join([f"{title}.", *told])
