"""How the map was learned, how current it is, and who misreads whom, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from coalitionkit.plays.map_conflict import Learned, Names
from coalitionkit.words.catalog import Translator
from coalitionkit.words.map_conflict.names import say_partners


def say_learned(t: Translator, learned: Learned) -> str:
    """Say how they were learned, as in ``6 of 9 needs were learned face to face``."""
    told = {
        "need": _say_needs_learned,
        "fear": _say_fears_learned,
        "value": _say_values_learned,
    }[learned.kind](t, learned)
    if not learned.unknown:
        return told
    unknown = t.plural(
        "For {n} it is not recorded how.", "For {n} it is not recorded how.", learned.unknown
    )
    return f"{told} {unknown}"


def _say_needs_learned(t: Translator, learned: Learned) -> str:
    return t.plural(
        "{count} of {n} need was learned face to face.",
        "{count} of {n} needs were learned face to face.",
        learned.total,
        count=learned.in_person,
    )


def _say_fears_learned(t: Translator, learned: Learned) -> str:
    return t.plural(
        "{count} of {n} fear was learned face to face.",
        "{count} of {n} fears were learned face to face.",
        learned.total,
        count=learned.in_person,
    )


def _say_values_learned(t: Translator, learned: Learned) -> str:
    return t.plural(
        "{count} of {n} value was learned face to face.",
        "{count} of {n} values were learned face to face.",
        learned.total,
        count=learned.in_person,
    )


def say_not_heard_alone(t: Translator, partners: Sequence[str], names: Names) -> str:
    """Say of whom nothing was learned in private."""
    if not partners:
        return t.text("From every partner something was learned in private.")
    return t.text(
        "Nothing on the map was learned in private from {partners}.",
        partners=t.join([names.partner(partner) for partner in partners]),
    )


def say_cells_title(t: Translator, cells: pd.DataFrame, days: int) -> str:
    """Title of the picture of the map's age: how many positions are older than so many days.

    Parameters
    ----------
    t : Translator
    cells : DataFrame
        From :func:`coalitionkit.plays.map_conflict.find_cells`.
    days : int
    """
    known = int((cells["state"] != "missing").sum())
    old = int(cells["state"].isin(["stale", "undated"]).sum())
    told = t.plural(
        "{old} of {n} position is older than {days} days or has no date",
        "{old} of {n} positions are older than {days} days or have no date",
        known,
        old=old,
        days=days,
    )
    missing = len(cells) - known
    if not missing:
        return told
    return f"{told}; " + t.plural("{n} is not on the map", "{n} are not on the map", missing)


def say_cells(t: Translator, cells: pd.DataFrame, names: Names, days: int) -> str:
    """Say, issue by issue, how many positions are old, for those who can't see the picture."""
    told = []
    for issue, rows in cells.groupby("issue", sort=False):
        old = int(rows["state"].isin(["stale", "undated"]).sum())
        known = int((rows["state"] != "missing").sum())
        told.append(
            t.text("“{issue}”: {old} of {n}.", issue=names.issue(str(issue)), old=old, n=known)
        )
    return " ".join([f"{say_cells_title(t, cells, days)}.", *told])


def say_no_gap(t: Translator) -> str:
    """Say that nobody misread anybody."""
    return t.text("Whatever one partner named of another, that one had said, and nothing else.")


def say_stale(t: Translator, stale: pd.DataFrame, names: Names) -> list[str]:
    """List the partners to ask again, the oldest entry first.

    Parameters
    ----------
    t : Translator
    stale : DataFrame
        From :func:`coalitionkit.plays.map_conflict.find_stale_cells`.
    names : Names
    """
    told = []
    for partner, rows in stale.groupby("partner", sort=False):
        counted = t.plural(
            "{partner}: {n} entry to ask about again",
            "{partner}: {n} entries to ask about again",
            len(rows),
            partner=names.partner(str(partner)),
        )
        if rows["age"].isna().all():
            told.append(t.text("{counted}, none with a date.", counted=counted))
            continue
        told.append(
            t.plural(
                "{counted}, the oldest from {n} day ago.",
                "{counted}, the oldest from {n} days ago.",
                int(rows["age"].max()),
                counted=counted,
            )
        )
    return told


def say_all_current(t: Translator, days: int) -> str:
    """Say that nothing is stale."""
    return t.text("Every entry of the map is at most {days} days old.", days=days)


def say_more_stale(t: Translator, more: int) -> str:
    """Say how many partners more have stale entries than are listed."""
    return t.plural(
        "{n} more partner has entries to ask about again.",
        "{n} more partners have entries to ask about again.",
        more,
    )


def say_perception_gap(t: Translator, row: Mapping[str, object], names: Names) -> str:
    """Say what one partner named of what another said, and what it made up.

    Parameters
    ----------
    t : Translator
    row : mapping
        A row of :func:`coalitionkit.plays.map_conflict.find_perception_gaps`.
    names : Names
    """
    told = t.text(
        "{partner} on {other}: named {hits} of the {said} things that {other} said",
        partner=names.partner(str(row["partner"])),
        other=names.partner(str(row["on_partner"])),
        hits=row["hits"],
        said=row["said"],
    )
    wrong = int(str(row["wrong"]))
    if not wrong:
        return f"{told}."
    return f"{told}; " + t.plural(
        "{n} thing it named was never said.", "{n} things it named were never said.", wrong
    )


def say_influence_columns(t: Translator) -> tuple[str, str, str]:
    """Give the headings of the table of influence."""
    return (
        t.text("Partner"),
        t.text("In the room (1 is average)"),
        t.text("On the decision maker (0 to 1)"),
    )


def say_influence_title(t: Translator, rows: pd.DataFrame, names: Names) -> str:
    """Say who leads in the room and who has the decision maker's ear.

    Parameters
    ----------
    t : Translator
    rows : DataFrame
        From :func:`coalitionkit.plays.map_conflict.compare_influence`.
    names : Names
    """
    room = list(rows.loc[rows["room_rank"] == 1, "partner"])
    outside = list(rows.loc[rows["decision_rank"] == 1, "partner"])
    return t.text(
        "Most influence in the room: {room}. Most on the decision maker: {outside}.",
        room=say_partners(t, room, names),
        outside=say_partners(t, outside, names),
    )


def say_torn(t: Translator, partners: Iterable[str], names: Names) -> str:
    """Say who stands with the same partners on one issue and against them on the next."""
    return t.text(
        "Most often with a partner on one issue and against it on another: {partners}. They can "
        "carry messages both ways.",
        partners=say_partners(t, list(partners), names),
    )


def say_map_labels(t: Translator) -> Mapping[str, str]:
    """Give the words that charts of the map need."""
    return {
        "range": t.text("accepts"),
        "ideal": t.text("likes best"),
        "zone": t.text("all accept"),
        "status quo": t.text("today"),
        "clashes": t.text("issues without a level in common"),
        "shared": t.text("no issue in common"),
        "current": t.text("{days} days old or less"),
        "stale": t.text("older than {days} days"),
        "undated": t.text("no date"),
        "missing": t.text("not on the map"),
        "age": t.text("age in days"),
    }
