"""What the button says that builds every report of a cohort."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coalitionkit.record.audiences import Audience
from coalitionkit.words.catalog import Translator


def say_controls(t: Translator) -> Mapping[str, str]:
    """Label the controls."""
    return {
        "audience": t.text("Who will read them"),
        "build": t.text("Build all reports"),
        "open": t.text("Open index.html"),
        "progress": t.text("Built"),
    }


def say_audiences(t: Translator) -> Mapping[Audience, str]:
    """Say who each audience is, as a choice."""
    return {
        "partners": t.text("the partners (nothing private)"),
        "convener": t.text("the convener alone (with what is private)"),
        "public": t.text("the public (no partner named or counted)"),
    }


def say_building(t: Translator, done: int, groups: int) -> str:
    """Say how far it is."""
    return t.plural("{done} of {n} report.", "{done} of {n} reports.", groups, done=done)


def say_failed(t: Translator, name: str, cause: str) -> str:
    """Name a failure, as it happens."""
    return t.text("{coalition}: not built. {cause}", coalition=name, cause=cause)


def say_built(t: Translator, built: int, groups: int, index: Path) -> tuple[str, str]:
    """Say what was built, and where to open it."""
    count = t.plural(
        "{built} of {n} report was built.",
        "{built} of {n} reports were built.",
        groups,
        built=built,
    )
    return count, t.text("Open this file in a browser: {place}", place=index)


def say_not_opened(t: Translator) -> str:
    """Say that no browser could be opened from here."""
    return t.text("No browser could be opened from here. Open the file by hand.")


def say_not_built(t: Translator, why: str) -> str:
    """Say that nothing was built, and why."""
    return t.text("Nothing was built. {why}", why=why)
