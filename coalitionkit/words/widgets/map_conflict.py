"""What the widget of Map the Conflict says: moving a range, and who then clashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.plays.map_conflict import Names
from coalitionkit.words.catalog import Translator
from coalitionkit.words.map_conflict import say_partners

# More clashing pairs than this are counted.
_LISTED = 6


def say_controls(t: Translator) -> Mapping[str, str]:
    """Name the controls."""
    return {
        "issue": t.text("Issue"),
        "partner": t.text("Partner"),
        "heard": t.text("Where it said so"),
        "salience": t.text("How much it cares"),
        "reason": t.text("Why (optional)"),
        "lowest": t.text("Lowest it accepts"),
        "ideal": t.text("Likes best"),
        "highest": t.text("Highest it accepts"),
    }


def say_heard(t: Translator) -> Sequence[tuple[str, str]]:
    """Say where a position can be heard, each with its value."""
    return ((t.text("to you alone"), "alone"), (t.text("in a meeting"), "meeting"))


def say_care(t: Translator) -> Sequence[tuple[str, int]]:
    """Say how much a partner can care, each with its value."""
    return (
        (t.text("0: not at all"), 0),
        (t.text("1: a little"), 1),
        (t.text("2: much"), 2),
        (t.text("3: most of all"), 3),
    )


def say_how_to(t: Translator) -> str:
    """Say what moving does."""
    return t.text(
        "Each move is written down as where the partner stands today. Earlier positions are kept."
    )


def say_unmapped(t: Translator, partner: str) -> str:
    """Say that a partner is not on the map for an issue yet."""
    return t.text(
        "{partner} is not on the map for this issue yet. The first move writes down all that these "
        "controls show.",
        partner=partner,
    )


def say_first_step(t: Translator, *, issues: bool, partners: bool) -> str:
    """Say what to add first, where there is no issue or no partner; else what to do."""
    if not issues and not partners:
        return t.text("Add a first issue and a first partner below. Then move the partner's range.")
    if not issues:
        return t.text("Add a first issue below.")
    if not partners:
        return t.text("Add a first partner below.")
    return t.text("Nobody stands on this issue yet. Choose a partner and move its range.")


def say_apart(t: Translator, apart: Sequence[tuple[str, str]], names: Names) -> str:
    """Say which pairs have no level in common; empty where all pairs have one."""
    if not apart:
        return ""
    told = [say_partners(t, pair, names) for pair in apart[:_LISTED]]
    more = len(apart) - len(told)
    if more:
        told.append(t.plural("{n} more pair", "{n} more pairs", more))
    return t.text("No level in common: {pairs}.", pairs="; ".join(told))


def say_alone_counts(t: Translator) -> str:
    """Say which of two positions of one day the map takes."""
    return t.text(
        "Kept as said in a meeting. The map goes on showing what the partner said to you alone on "
        "the same day."
    )


def say_moved(t: Translator, partner: str, issue: str) -> str:
    """Say what was done, for Undo."""
    return t.text("where {partner} stands on “{issue}”", partner=partner, issue=issue)
