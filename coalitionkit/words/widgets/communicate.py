"""What the log of check-ins says: a talk, what it changes on the map, and the next talks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coalitionkit.plays.map_conflict import Names, Stand
from coalitionkit.words.catalog import Translator
from coalitionkit.words.communicate import say_fields
from coalitionkit.words.map_conflict import say_level
from coalitionkit.words.widgets.map_conflict import say_care


def say_controls(t: Translator) -> Mapping[str, str]:
    """Name the controls."""
    return {
        "today": t.text("Read up to"),
        "partner": t.text("Partner"),
        "date": t.text("Day of the talk"),
        "mode": t.text("How"),
        "alone": t.text("Alone with it"),
        "by": t.text("Who asked for it"),
        "answered": t.text("Did it answer"),
        "asked": t.text("“What's changed?”"),
        "changed": t.text("What had changed"),
        "on_map": t.text("On the map already"),
        "add": t.text("Write this talk down"),
        "issue": t.text("Issue"),
        "field": t.text("What changed"),
        "after": t.text("It is now"),
        "list": t.text("Put it on the list of changes"),
        "waiting": t.text("Change heard"),
        "confirm": t.text("Yes, write it to the map"),
        "calendar": t.text("Save the next talks as a calendar file"),
    }


def say_tabs(t: Translator) -> tuple[str, str, str]:
    """Name the log's three parts."""
    return t.text("A talk"), t.text("What it changes on the map"), t.text("Next talks")


def say_modes(t: Translator) -> Sequence[tuple[str, str]]:
    """Say how a talk can be held, each with its value."""
    return (
        (t.text("in person"), "in person"),
        (t.text("by video"), "video"),
        (t.text("by phone"), "phone"),
        (t.text("by mail"), "mail"),
    )


def say_askers(t: Translator) -> Sequence[tuple[str, str]]:
    """Say who can ask for a talk, each with its value."""
    return (t.text("you, the convener"), "convener"), (t.text("the partner itself"), "partner")


def say_yes_no(t: Translator) -> Sequence[tuple[str, object]]:
    """Say yes, no and not said, each with its value."""
    return (t.text("yes"), True), (t.text("no"), False), (t.text("not said"), "")


def say_asked(t: Translator) -> Sequence[tuple[str, object]]:
    """Say whether what had changed was asked, each with its value."""
    return (t.text("was asked"), True), (t.text("was not asked"), False), (t.text("not said"), "")


def say_no_partner(t: Translator) -> str:
    """Say what to do first."""
    return t.text("Add a first partner below. Then write down a talk with it.")


def say_no_issue(t: Translator) -> str:
    """Say that there is no map yet."""
    return t.text("Add a first issue below. Then a change can be written to the map.")


def say_change_hint(t: Translator, partner: str, before: str) -> str:
    """Say what the map holds, before a change to it is listed."""
    return t.text("The map says of {partner}: {before}.", partner=partner, before=before)


def say_nothing_new(t: Translator) -> str:
    """Say that what was entered is on the map as it is."""
    return t.text("The map says that already. Nothing was listed.")


def say_side_by_side(t: Translator) -> tuple[str, tuple[str, str, str]]:
    """Caption the table of before and after, and give its headings."""
    return (
        t.text("Before and after. Nothing is written until you say yes."),
        (t.text("On the map"), t.text("Before"), t.text("After")),
    )


def say_unmapped(t: Translator) -> str:
    """Say that the map holds nothing yet."""
    return t.text("not on the map")


def say_stand(t: Translator, stand: Stand, issue: str, names: Names) -> Mapping[str, str]:
    """Say where a partner stands, field by field."""
    if not stand.is_mapped:
        return dict.fromkeys(say_fields(t), say_unmapped(t))
    levels = {
        end: say_level(t, issue, getattr(stand, end), names)
        for end in ("ideal", "lowest", "highest")
    }
    care = next(label for label, value in say_care(t) if value == stand.salience)
    return {**levels, "salience": care, "reason": stand.reason or t.text("not said")}


def say_waiting(t: Translator, row: Mapping[Any, Any]) -> str:
    """Name a change that waits."""
    return t.text(
        "{date}, {partner}: {field}",
        date=t.date(row["date"].date()),
        partner=row["name"],
        field=say_fields(t)[row["field"]],
    )


def say_list_heading(t: Translator, count: int) -> str:
    """Say how many changes wait."""
    if not count:
        return t.text("No change waits to be written to the map.")
    return t.plural(
        "{n} change was heard and is not on the map yet.",
        "{n} changes were heard and are not on the map yet.",
        count,
    )


def say_talked(t: Translator, partner: str) -> str:
    """Say what was done, for Undo."""
    return t.text("the talk with {partner}", partner=partner)


def say_listed(t: Translator, partner: str) -> str:
    """Say what was listed, for Undo."""
    return t.text("the change heard from {partner}", partner=partner)


def say_written(t: Translator, change: str) -> str:
    """Say what was written to the map, for Undo."""
    return t.text("writing to the map: {change}", change=change)


def say_next(t: Translator, row: Mapping[Any, Any]) -> str:
    """Say when to talk with a partner next."""
    name, day = row["name"], t.date(row["date"].date())
    if row["overdue"]:
        return t.text("{date}: {partner}, overdue", date=day, partner=name)
    return t.text("{date}: {partner}", date=day, partner=name)


def say_calendar_saved(t: Translator, path: Path) -> str:
    """Say where the calendar file is."""
    return t.text(
        "Saved: {path}. Open it with your calendar program. It names your partners: keep it to "
        "yourself.",
        path=path,
    )
