"""Partners, levels and numbers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.plays.map_conflict import Names
from coalitionkit.words.catalog import Translator

# More names than this in one sentence are counted instead.
_NAMED = 3
_GROUPED = 10_000


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of the play's part of a report."""
    return {
        "conflict": t.text("What brought you together, and what you fight about"),
        "clashes": t.text("Where your ranges meet, and where they don't"),
        "reasons": t.text("Same goal, different reasons"),
        "unlikely": t.text("Unlikely pairs"),
        "current": t.text("How current the map is"),
        "influence": t.text("Influence in the room, and influence on the decision maker"),
        "gaps": t.text("Where partners misread each other"),
        "collective": t.text("Where each issue would come out"),
        "needs": t.text("Not on the map yet"),
    }


def say_partners(t: Translator, partners: Sequence[str], names: Names) -> str:
    """Name up to three partners; count more."""
    if len(partners) > _NAMED:
        return t.plural("{n} partner", "{n} partners", len(partners))
    return t.join([names.partner(partner) for partner in partners])


def say_number(t: Translator, level: float) -> str:
    """Write a level as people do: no decimals that say nothing, and years without a comma."""
    decimals = 0 if level == round(level) else 1 if level * 10 == round(level * 10) else 2
    return t.number(level, decimals) if abs(level) >= _GROUPED else f"{level:.{decimals}f}"


def say_level(t: Translator, issue: str, level: float, names: Names) -> str:
    """Write a level, with what it means where the record says so."""
    label = names.levels.get((issue, level))
    number = say_number(t, level)
    return t.text("{number} (“{label}”)", number=number, label=label) if label else number


def say_levels(t: Translator, issue: str, low: float, high: float, names: Names) -> str:
    """Write two levels, or one where they are the same."""
    if low == high:
        return say_level(t, issue, low, names)
    return t.text(
        "{low} to {high}",
        low=say_level(t, issue, low, names),
        high=say_level(t, issue, high, names),
    )
