"""What every widget says: where answers are kept, what was saved, and what can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from coalitionkit.words.catalog import Translator


def say_buttons(t: Translator) -> Mapping[str, str]:
    """Name the buttons that every widget has."""
    return {
        "undo": t.text("Undo"),
        "again": t.text("Start again"),
        "sure": t.text("Yes, start again"),
        "keep": t.text("No, keep it"),
    }


def say_private(t: Translator, place: Path) -> tuple[str, str, str]:
    """Say where answers are kept, who can see them, and how to delete them."""
    return (
        t.text("Kept on this computer only, in the folder {place}.", place=place),
        t.text("Anyone who can open this computer's files can read it. Nothing is sent anywhere."),
        t.text("To delete it, delete that folder. Undo's history is in it and goes with it."),
    )


def say_saved(t: Translator, now: dt.datetime) -> str:
    """Say that the last change is on disk."""
    return t.text("Saved at {time}.", time=now.strftime("%H:%M:%S"))


def say_other(t: Translator) -> str:
    """Say that another tab or program wrote to the same record."""
    return t.text(
        "Another tab or program changed this record too. Its changes are kept, and shown here now."
    )


def say_not_saved(t: Translator, why: str) -> str:
    """Say that a change was not taken, and why."""
    return t.text("Not saved. {why}", why=why)


def say_undone(t: Translator, what: str) -> str:
    """Say what was taken back."""
    if not what:
        return t.text("There is nothing to take back.")
    return t.text("Taken back: {what}.", what=what)


def say_sure(t: Translator) -> str:
    """Ask before beginning anew."""
    return t.text("Start again with an empty page? What you have is set aside, not deleted.")


def say_aside(t: Translator, aside: Path | None) -> str:
    """Say where the record is that was set aside."""
    if aside is None:
        return t.text("There was nothing to set aside yet.")
    return t.text("Begun anew. What you had is in the folder {place}.", place=aside)


def say_invented(t: Translator) -> str:
    """Say that what is shown is invented."""
    return t.text("Illustrative: these partners and numbers are invented for teaching.")
