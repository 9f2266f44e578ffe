"""Moving a range: the levels to choose from, and a range that stays one when an end is moved."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, cast

import pandas as pd

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays.map_conflict.positions import Setting
from coalitionkit.record.coalition import Coalition

End: TypeAlias = Literal["lowest", "ideal", "highest"]
ENDS: tuple[End, ...] = ("lowest", "ideal", "highest")
# A hand can aim at no more places along a scale.
_MOST_STOPS = 40


@dataclass(frozen=True)
class Stand:
    """Where a partner stands on an issue, as it can be moved.

    Attributes
    ----------
    lowest, ideal, highest : float
        In the issue's units; never crossed.
    salience : int
        0-3.
    reason : str
    setting : {"alone", "meeting"}
    is_mapped : bool
        Whether it is on record; if not, these are only where to begin.
    """

    lowest: float
    ideal: float
    highest: float
    salience: int
    reason: str
    setting: Setting
    is_mapped: bool

    def move(self, end: End, level: float) -> Stand:
        """Move one of the three; the others give way, so that lowest <= ideal <= highest.

        Examples
        --------
        >>> stand = Stand(2, 3, 5, 1, "", "alone", True)
        >>> moved = stand.move("lowest", 4)
        >>> moved.lowest, moved.ideal, moved.highest
        (4, 4, 5)
        """
        lowest = level if end == "lowest" else min(self.lowest, level)
        highest = level if end == "highest" else max(self.highest, level)
        ideal = level if end == "ideal" else min(max(self.ideal, lowest), highest)
        return replace(self, lowest=lowest, ideal=ideal, highest=highest)

    def change(self, field: str, after: str) -> Stand:
        """Give the stand after a change that was heard, as written in the table of changes.

        Parameters
        ----------
        field : {"ideal", "lowest", "highest", "salience", "reason"}
        after : str

        Raises
        ------
        UsageError
            If a number is needed and ``after`` is none.

        Examples
        --------
        >>> Stand(2, 3, 5, 1, "", "alone", True).change("highest", "4").highest
        4.0
        """
        if field == "reason":
            return replace(self, reason=after)
        try:
            number = float(after)
        except ValueError:
            raise UsageError(f"{field}: found {after!r}; allowed: a number.") from None
        if field == "salience":
            return replace(self, salience=round(number))
        return self.move(cast(End, field), number)


def find_stand(
    coalition: Coalition, partner: str, issue: str, *, setting: Setting | None = None
) -> Stand:
    """Find where a partner stands on an issue: its newest position, or the whole scale.

    Parameters
    ----------
    coalition : Coalition
    partner, issue : str
        Their ids; the issue is on record.
    setting : {"alone", "meeting"}, optional
        Which to take of two positions of the same day; by default the one said alone.

    Returns
    -------
    Stand

    Raises
    ------
    NeedsError
        If there is no position, and no scale of the issue either.
    """
    rows = coalition.positions
    rows = rows[(rows["partner"] == partner) & (rows["issue"] == issue)]
    rows = rows.dropna(subset=list(ENDS))
    if rows.empty:
        scale = _take_scale(coalition, issue)
        low, high = float(scale["lowest"]), float(scale["highest"])
        begin = low if pd.isna(scale["status_quo"]) else float(scale["status_quo"])
        return Stand(low, begin, high, 1, "", setting or "alone", False)
    first = (rows["setting"] == (setting or "alone")).astype(int)
    row = rows.assign(_first=first).sort_values(["as_of", "_first"], na_position="first").iloc[-1]
    care = row["salience"]
    return Stand(
        lowest=float(row["lowest"]),
        ideal=float(row["ideal"]),
        highest=float(row["highest"]),
        salience=1 if pd.isna(care) else int(care),
        reason=str(row["reason"] or ""),
        setting="meeting" if row["setting"] == "meeting" else "alone",
        is_mapped=True,
    )


def list_stops(coalition: Coalition, issue: str) -> tuple[float, ...]:
    """List the levels of an issue that a hand can choose.

    They are its named levels where it has any, else at most 40 even steps; and always the scale's
    ends, today's level and every level that is on record.

    Parameters
    ----------
    coalition : Coalition
    issue : str
        Its id.

    Returns
    -------
    tuple of float
        From low to high, in the issue's units.

    Raises
    ------
    NeedsError
        If the issue has no scale on record.
    """
    scale = _take_scale(coalition, issue)
    levels, positions = coalition.levels, coalition.positions
    low, high = float(scale["lowest"]), float(scale["highest"])
    shared = levels["partner"].astype(object).fillna("") == ""
    named = levels.loc[(levels["issue"] == issue) & shared, "level"]
    stood = positions.loc[positions["issue"] == issue, list(ENDS)].to_numpy().ravel()
    steps = named if len(named) else _list_steps(low, high)
    known: Iterable[float] = [low, high, scale["status_quo"], *steps, *stood]
    return tuple(sorted({float(level) for level in known if pd.notna(level)}))


def reach_around(stops: Sequence[float], ideal: float, steps: int) -> tuple[float, float]:
    """Give the range that lies so many stops to either side of an ideal, within the scale.

    Examples
    --------
    >>> reach_around((1.0, 2.0, 3.0, 4.0, 5.0), 2.0, 2)
    (1.0, 4.0)
    """
    place = stops.index(ideal)
    return stops[max(place - steps, 0)], stops[min(place + steps, len(stops) - 1)]


def count_reach(stops: Sequence[float], stand: Stand) -> int | None:
    """Count the stops to either side that a stand accepts; None where its sides differ.

    All stops is the whole scale.

    Examples
    --------
    >>> count_reach((1.0, 2.0, 3.0), Stand(1, 1, 2, 1, "", "alone", True))
    1
    """
    accepted = (stand.lowest, stand.highest)
    if accepted == (stops[0], stops[-1]):
        return len(stops)
    tried = (steps for steps in range(len(stops)))
    return next(
        (steps for steps in tried if reach_around(stops, stand.ideal, steps) == accepted), None
    )


def _take_scale(coalition: Coalition, issue: str) -> dict[str, Any]:
    rows = coalition.issues
    rows = rows[rows["issue"] == issue].dropna(subset=["lowest", "highest"])
    if rows.empty:
        raise NeedsError("issues", ("issue", "lowest", "highest"))
    return {str(name): value for name, value in rows.iloc[0].items()}


def _list_steps(low: float, high: float) -> list[float]:
    """List even steps between two ends, as round as 1, 2 and 5."""
    width = high - low
    if width <= 0:
        return [low]
    power = 10.0 ** math.floor(math.log10(width / _MOST_STOPS))
    step = next(each * power for each in (1, 2, 5, 10) if width <= each * power * _MOST_STOPS)
    # A scale of few whole numbers is one of choices; nothing lies between them.
    if width <= _MOST_STOPS and low == int(low) and high == int(high) and width > 1:
        step = 1.0
    first = math.ceil(low / step)
    return [round(at * step, 9) for at in range(first, math.floor(high / step + 1e-9) + 1)]
