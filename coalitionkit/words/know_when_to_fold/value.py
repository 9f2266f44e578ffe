"""What an agenda on record is worth to must-have partners: for the convener alone."""

from __future__ import annotations

from coalitionkit.words.catalog import Translator, say_quote


def say_value_intro(t: Translator, agenda: str, stays: int, n: int) -> str:
    """Say how many must-have partners one agenda keeps; for the convener alone."""
    return t.plural(
        "{agenda}: {stays} of {n} stays.",
        "{agenda}: {stays} of {n} stay.",
        n,
        agenda=say_quote(t, agenda),
        stays=stays,
    )


def say_unweighed(t: Translator, agenda: str) -> str:
    """Say that an agenda on record can't be weighed, and what to do."""
    return t.text(
        "{agenda} has a level that its issue does not have: add it to the table “levels”.",
        agenda=say_quote(t, agenda),
    )


def say_stays_if(t: Translator, partner: str, issue: str, level: str) -> str:
    """Say what one move would keep a partner."""
    return t.text(
        "{partner} stays if {issue} moves to {level}.",
        partner=partner,
        issue=say_quote(t, issue),
        level=level,
    )


def say_leaves(t: Translator, partner: str) -> str:
    """Say that no single move would keep a partner."""
    return t.text("{partner}: no single move is enough.", partner=partner)
