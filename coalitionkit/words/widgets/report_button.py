"""What the button says that builds one coalition's report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coalitionkit.playbook import Language
from coalitionkit.words.catalog import Translator


def say_controls(t: Translator) -> Mapping[str, str]:
    """Name the controls."""
    return {
        "audience": t.text("Who will read it"),
        "language": t.text("In which language"),
        "build": t.text("Build the report"),
        "open": t.text("Open the report"),
    }


def say_languages(t: Translator) -> Mapping[Language, str]:
    """Name the languages."""
    return {"en": t.text("English"), "es": t.text("Spanish")}


def say_few(t: Translator) -> str:
    """Say what the report holds when few have answered."""
    return t.text(
        "With fewer than five answers no figure of the survey is shown. The report then says what "
        "it would take: invite more people, and build it again. The map and the logs are in it "
        "all the same, as far as its readers may see them. Your own view is in no report."
    )


def say_building(t: Translator) -> str:
    """Say that it is being built."""
    return t.text("Building. This takes about half a minute; go on working.")


def say_built(t: Translator, path: Path) -> tuple[str, str]:
    """Say where the report is."""
    return t.text("The report is built."), t.text(
        "Open this file in a browser: {place}", place=path
    )


def say_nothing(t: Translator) -> str:
    """Say that the record is empty."""
    return t.text("There is nothing on record yet. Add a partner first, in any of the widgets.")
