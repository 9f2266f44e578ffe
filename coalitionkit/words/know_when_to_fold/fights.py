"""The worksheet of candidate fights in words: names for the convener, counts for all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coalitionkit.plays.know_when_to_fold import Fight
from coalitionkit.words.catalog import Translator
from coalitionkit.words.seating import say_assets

_MOST_NAMES = 6


def say_fights_intro(t: Translator, *, named: bool) -> str:
    """Say where the candidates come from, and what they rest on."""
    where = (
        t.text("Positions told alone and in meetings count.")
        if named
        else t.text(
            "Only what was said in meetings counts here: who has not spoken to it there must be "
            "heard first."
        )
    )
    return t.text(
        "A place to begin: issues from your record, those not settled first. Put your own in their "
        "place. {where}",
        where=where,
    )


def say_fight_columns(t: Translator) -> tuple[str, str, str, str, str]:
    """Give the headings of the worksheet."""
    return (
        t.text("Fight"),
        t.text("Who gains"),
        t.text("Who leaves"),
        t.text("Who must join or be heard"),
        t.text("Can it hold?"),
    )


def say_fight(
    t: Translator, fight: Fight, names: Mapping[str, str], level: str, *, named: bool
) -> tuple[str, str, str, str, str]:
    """Say one row of the worksheet.

    Parameters
    ----------
    t : Translator
    fight : Fight
    names : mapping of str to str
        Partners' names by id.
    level : str
        The level up to which it holds, in words; not read where it does not.
    named : bool
        Whether partners may be named: for the convener alone.
    """
    return (
        fight.name,
        _say_who(t, fight.gains, names, named=named),
        _say_who(t, fight.leaves, names, named=named),
        _say_needed(t, fight, names, named=named),
        _say_holds(t, fight, level, named=named),
    )


def _say_who(
    t: Translator, partners: Sequence[str], names: Mapping[str, str], *, named: bool
) -> str:
    if not partners:
        return t.text("nobody")
    if named and len(partners) <= _MOST_NAMES:
        return t.join([names.get(partner, partner) for partner in partners])
    return t.plural("{n} partner", "{n} partners", len(partners))


def _say_needed(t: Translator, fight: Fight, names: Mapping[str, str], *, named: bool) -> str:
    """Say who was not heard yet, and for the convener which must-have partners are missing."""
    unheard = _say_who(t, fight.unknown, names, named=named)
    if not named or not fight.needed:
        return unheard
    missing = t.join([names.get(partner, partner) for partner in fight.needed])
    return t.text("{unheard}; must-have: {missing}", unheard=unheard, missing=missing)


def _say_holds(t: Translator, fight: Fight, level: str, *, named: bool) -> str:
    if not fight.holds or fight.agenda is None:
        return (
            t.text("No level past today's keeps every must-have partner.")
            if named
            else t.text("No level past today's is accepted by all who spoke to it.")
        )
    share = t.number(fight.agenda.boldness, 0)
    if fight.unknown:
        return t.text(
            "By those heard, up to {level}: {share}% of the way.", level=level, share=share
        )
    return t.text("Up to {level}: {share}% of the way.", level=level, share=share)


def say_empty_chairs(t: Translator, assets: list[str]) -> str:
    """Say what is needed and held by nobody, whatever the fight."""
    return t.text(
        "Needed for any of them and held by nobody yet: {assets}.", assets=say_assets(t, assets)
    )


def say_fights_title(t: Translator, fights: Sequence[Fight]) -> str:
    """Say how many of the candidates could hold."""
    return t.plural(
        "{holds} of {n} candidate fight could hold past today's level",
        "{holds} of {n} candidate fights could hold past today's level",
        len(fights),
        holds=sum(fight.holds for fight in fights),
    )


def say_fight_row(t: Translator, row: Mapping[Any, Any]) -> str:
    """Say one bar of the chart, for those who can't see it."""
    return t.text(
        "{name}: gain, {gains}; neither gain nor leave, {neither}; accept no step, {leaves}; not "
        "heard on it, {unknown}.",
        **row,
    )


def say_chart_labels(t: Translator) -> Mapping[str, str]:
    """Give the words that the play's charts need."""
    return {
        "gains": t.text("gains"),
        "neither": t.text("neither gains nor leaves"),
        "leaves": t.text("accepts no step"),
        "unknown": t.text("not heard on it"),
        "partners": t.text("number of partners"),
        "attended": t.text("came"),
        "listed": t.text("on the list"),
    }


def say_attendance_row(t: Translator, row: Mapping[Any, Any]) -> str:
    """Say one meeting of the chart, for those who can't see it."""
    return t.text("{day}: {attended} of {listed} came.", **row)
