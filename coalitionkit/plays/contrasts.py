"""Five real coalitions in dates: which sourced facts began, turned and ended each of them.

Made for the case contrasts. No play can be run on these: nothing but dates and numbers is known.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Turn:
    """A turn of a coalition's life.

    Attributes
    ----------
    kind : {"began", "split", "lost", "won", "closed", "came back"}
    date : str
        As exact as the source: 2015, 2015-06 or 2015-06-26.
    at : float
        The same as a year and its part; the middle of what the source leaves open.
    """

    kind: str
    date: str
    at: float


# Each table, the name that people know, and the facts that are turns.
_TURNS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "tobacco_settlement": (
        "Tobacco control, 1997-98",
        {
            "Tobacco: secret talks leaked by Wall Street Journal": "split",
            "Tobacco: cloture failed": "lost",
        },
    ),
    "coalition_for_evidence_based_policy": (
        "Coalition for Evidence-Based Policy",
        {
            "Coalition for Evidence-Based Policy: launched": "began",
            "Coalition for Evidence-Based Policy: closed about": "closed",
        },
    ),
    "freedom_to_marry": (
        "Freedom to Marry",
        {
            "Freedom to Marry: founded": "began",
            "Freedom to Marry: Obergefell decision": "won",
            "Freedom to Marry: closed": "closed",
        },
    ),
    "climate_action_partnership": (
        "U.S. Climate Action Partnership",
        {
            "USCAP: launch": "began",
            "USCAP: BP and ConocoPhillips leave (Caterpillar a week earlier)": "split",
        },
    ),
    "health_care_for_america_now": (
        "Health Care for America Now",
        {
            "HCAN: ran": "began",
            "HCAN: planned to close right after the law; kept going for defense; disbanded": (
                "closed"
            ),
            "HCAN: came back together to defend the law": "came back",
        },
    ),
}
TABLES: tuple[str, ...] = tuple(_TURNS)


def place_date(date: str) -> float:
    """Place a date on a line of years; one without month or day stands in the middle of it.

    Examples
    --------
    >>> place_date("2015"), place_date("2015-07"), place_date("2015-01-01")
    (2015.5, 2015.5417, 2015.0013)
    """
    year, month, day = (int(part) for part in f"{date}-0-0".split("-")[:3])
    if not month:
        return year + 0.5
    days = calendar.monthrange(year, month)[1]
    part = (day - 0.5) / days if day else 0.5
    return round(year + (month - 1 + part) / 12, 4)


def find_turns(table: str, facts: pd.DataFrame) -> tuple[Turn, ...]:
    """Find the turns of one coalition among its sourced facts.

    Parameters
    ----------
    table : str
        One of ``TABLES``.
    facts : DataFrame
        That table of the case contrasts: ``date`` and ``fact``.

    Returns
    -------
    tuple of Turn
        In the order of their dates.
    """
    kinds = _TURNS[table][1]
    dates = dict(zip(facts["fact"], facts["date"].astype(str), strict=True))
    turns = [Turn(kind, dates[fact], place_date(dates[fact])) for fact, kind in kinds.items()]
    return tuple(sorted(turns, key=lambda turn: turn.at))


def name_coalition(table: str) -> str:
    """Name the coalition that a table is about."""
    return _TURNS[table][0]
