"""What the short forms say, by which a partner or an issue is added."""

from __future__ import annotations

from collections.abc import Mapping

from coalitionkit.words.catalog import Translator


def say_partner_form(t: Translator) -> Mapping[str, str]:
    """Name the controls by which a partner is added."""
    return {
        "title": t.text("Add a partner"),
        "name": t.text("Its name"),
        "add": t.text("Add this partner"),
    }


def say_issue_form(t: Translator) -> Mapping[str, str]:
    """Name the controls by which an issue is added."""
    return {
        "title": t.text("Add an issue"),
        "name": t.text("The question"),
        "low_end": t.text("The low end means"),
        "high_end": t.text("The high end means"),
        "steps": t.text("Levels, low to high"),
        "status_quo": t.text("Today's level"),
        "bold_end": t.text("The bold end"),
        "unsaid": t.text("not said"),
        "low": t.text("the low end"),
        "high": t.text("the high end"),
        "add": t.text("Add this issue"),
    }


def say_incomplete(t: Translator) -> str:
    """Say that a form lacks an answer."""
    return t.text("Fill in every line first. Nothing was added.")


def say_taken(t: Translator, name: str) -> str:
    """Say that there is one of that name already."""
    return t.text("“{name}” is there already. Nothing was added.", name=name)


def say_added(t: Translator, name: str) -> str:
    """Say what was added, for Undo."""
    return t.text("adding “{name}”", name=name)
