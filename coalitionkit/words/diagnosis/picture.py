"""The square and the error rates in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from coalitionkit.plays.diagnosis import CELLS, Diagnosis, ErrorRate, name_state
from coalitionkit.words.catalog import Translator
from coalitionkit.words.diagnosis.state import say_percent, say_state


def say_error_rates(t: Translator, rates: Sequence[ErrorRate]) -> str:
    """Say how often invented coalitions with this much on record were named rightly.

    Parameters
    ----------
    t : Translator
    rates : sequence of ErrorRate
        From ``find_error_rates``; empty where less is on record than was tried.
    """
    named = [rate for rate in rates if rate.rightly]
    if not named:
        return t.text("With so little on record, how often the reading is right was not tried.")
    shares = [round(100 * rate.rightly / rate.n) for rate in named]
    told = t.text(
        "Tried on invented coalitions with {meetings} meetings and {decisions} decisions, {n} of "
        "each kind: {low} to {high} of 100 got the right word, {wrong} of 100 a wrong one, "
        "and the rest “can't tell yet”.",
        meetings=named[0].meetings,
        decisions=named[0].decisions,
        n=named[0].n,
        low=min(shares),
        high=max(shares),
        wrong=_say_most(t, max(rate.wrongly / rate.n for rate in named)),
    )
    between = [rate for rate in rates if not rate.rightly]
    if not between:
        return told
    half = t.text(
        "Where everything happened half of the time, so that no word fits, {wrong} of 100 got one "
        "all the same.",
        wrong=_round_up(t, max(rate.wrongly / rate.n for rate in between)),
    )
    return f"{told} {half}"


def _say_most(t: Translator, share: float) -> str:
    """Give the most that a share comes to, as of 100."""
    rounded = _round_up(t, share)
    return t.text("at most {number}", number=rounded) if share else rounded


def _round_up(t: Translator, share: float) -> str:
    """Give a share as of 100, never less than it is and never as none at all."""
    return str(int(-(-share * 100 // 1))) if share else t.text("under 1")


def say_rates_caption(t: Translator) -> str:
    """Caption the table of error rates."""
    return t.text("Invented coalitions with a planted state, and what the reading called them")


def say_rates_columns(t: Translator) -> tuple[str, ...]:
    """Give the headings of the table of error rates."""
    return (
        t.text("Planted"),
        t.text("Meetings"),
        t.text("Decisions"),
        t.text("Right word"),
        t.text("Can't tell yet"),
        t.text("Wrong word"),
        t.text("Tried"),
    )


def say_kind(t: Translator, kind: str) -> str:
    """Say what was planted."""
    return t.text("in between") if kind == "in between" else say_state(t, kind)


def say_chart_labels(t: Translator, found: Diagnosis) -> Mapping[str, str]:
    """Give the words of the square: its axes, its corners with their probabilities."""
    corners = {cell: "\n".join(_say_corner(t, found, cell)) for cell in CELLS}
    return {
        **corners,
        "debate": t.text("debate: 0 none to 1 always"),
        "openness": t.text("openness to revisiting: 0 none to 1 always"),
        "no record": t.text("no record of openness"),
    }


def say_quarter(t: Translator, row: Mapping[Any, Any]) -> str:
    """Name a quarter: ``2025, quarter 2``."""
    return t.text("{year}, quarter {number}", year=row["start"].year, number=row["start"].quarter)


def say_quarter_line(t: Translator, row: Mapping[Any, Any]) -> str:
    """Say a quarter and, on a second line, its meetings and decisions."""
    meetings = t.plural("{n} meeting", "{n} meetings", int(row["meetings"]))
    decisions = t.plural("{n} decision", "{n} decisions", int(row["decisions"]))
    return f"{say_quarter(t, row)}\n{meetings}, {decisions}"


def _say_corner(t: Translator, found: Diagnosis, cell: str) -> tuple[str, str]:
    return say_state(t, name_state(cell, found.spread)), say_percent(t, found.cells[cell])


def say_chart_text(t: Translator, title: str, found: Diagnosis, path: pd.DataFrame) -> str:
    """Say the square for those who can't see it: its finding, corners, then each quarter."""
    corners = [" ".join(_say_corner(t, found, cell)) for cell in CELLS]
    chances = t.text("Probabilities: {list}.", list=", ".join(corners))
    return " ".join([title, chances, *(_say_place(t, row) for row in path.to_dict("records"))])


def _say_place(t: Translator, row: Mapping[Any, Any]) -> str:
    quarter, debate = say_quarter(t, row), t.number(row["debate"], 2)
    if pd.isna(row["openness"]):
        return t.text(
            "{quarter}: debate {debate}, no record of openness.", quarter=quarter, debate=debate
        )
    return t.text(
        "{quarter}: debate {debate}, openness {openness}.",
        quarter=quarter,
        debate=debate,
        openness=t.number(row["openness"], 2),
    )
