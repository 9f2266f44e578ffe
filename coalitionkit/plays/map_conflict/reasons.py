"""Same goal, different reasons: who agrees for now, and the level past which one of them leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict.positions import Setting, find_positions
from coalitionkit.record.coalition import Coalition

End: TypeAlias = Literal["low", "high"]
# Kind and words, as the interests table has them.
Interests: TypeAlias = frozenset[tuple[str, str]]

# The kit's convention: ideals within a tenth of the scale are the same goal.
TOLERANCE = 0.1
_ROUNDING = 1e-9


@dataclass(frozen=True)
class BreakingPoint:
    """The level past which the first of two partners no longer goes along.

    Attributes
    ----------
    level : float
        In the issue's units; at this level both still accept.
    toward : {"low", "high"}
        The end of the scale that lies past it.
    leaves : tuple of str
        Whoever accepts nothing past it: one partner, or both where they stop at the same level.
    """

    level: float
    toward: End
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class SameGoal:
    """Two partners that back the same thing for different reasons.

    Attributes
    ----------
    issue, partner, other : str
    low, high : float
        The two ideals, the lower first, in the issue's units.
    reason, other_reason : str
        Empty where not recorded.
    interests, other_interests : frozenset of (kind, words)
        Needs, fears and values on record.
    reasons_differ, interests_differ : bool
        Reasons: both recorded, not in the same words. Interests: both recorded, none shared.
    breaking : BreakingPoint or None
        None where both accept every level of the scale.
    room : float
        How far the breaking point lies from the nearer ideal, as a share of the scale, 0-1; 1
        where there is none.
    """

    issue: str
    partner: str
    other: str
    low: float
    high: float
    reason: str
    other_reason: str
    interests: Interests
    other_interests: Interests
    reasons_differ: bool
    interests_differ: bool
    breaking: BreakingPoint | None
    room: float


def normalize_text(text: object) -> str:
    """Take away what makes no difference between two texts: case and spaces."""
    return " ".join(text.split()).casefold() if isinstance(text, str) else ""


def list_interests(coalition: Coalition) -> Mapping[str, Interests]:
    """List each partner's needs, fears and values as (kind, words as written)."""
    rows = coalition.interests
    found: dict[str, set[tuple[str, str]]] = {}
    for partner, kind, words in zip(rows["partner"], rows["kind"], rows["interest"], strict=True):
        if normalize_text(words):
            found.setdefault(partner, set()).add((str(kind), str(words)))
    return {partner: frozenset(interests) for partner, interests in found.items()}


def _fold(interests: Interests) -> set[tuple[str, str]]:
    return {(kind, normalize_text(words)) for kind, words in interests}


def find_same_goals(
    coalition: Coalition, *, setting: Setting | None = None, tolerance: float = TOLERANCE
) -> tuple[SameGoal, ...]:
    """Find pairs that agree on an issue while their reasons or interests differ.

    They agree where their ideals lie within ``tolerance`` and their ranges meet.

    Parameters
    ----------
    coalition : Coalition
    setting : {"alone", "meeting"}, optional
        As in :func:`find_positions`.
    tolerance : float
        Share of the scale, 0-1.

    Returns
    -------
    tuple of SameGoal
        Those whose reasons differ first, then those with the least room to the breaking point.

    Raises
    ------
    NeedsError
        If there is no position on an issue with a scale, or neither a reason nor an interest.
    """
    positions = find_positions(coalition, setting=setting)
    interests = list_interests(coalition)
    if not interests and not positions["reason"].map(normalize_text).astype(bool).any():
        raise NeedsError("positions", ("reason",))
    bold = dict(zip(coalition.issues["issue"], coalition.issues["bold_end"], strict=True))
    quo = dict(zip(coalition.issues["issue"], coalition.issues["status_quo"], strict=True))
    found = []
    for first, second in _pair_up(positions, tolerance):
        toward = _find_direction(first, second, bold[first.issue], quo[first.issue])
        goal = _compare(first, second, interests, toward)
        if goal.reasons_differ or goal.interests_differ:
            found.append(goal)
    found.sort(key=lambda goal: (not goal.reasons_differ, round(goal.room, 9)))
    return tuple(found)


@dataclass(frozen=True)
class _Stand:
    """One partner's position on one issue."""

    partner: str
    issue: str
    ideal: float
    lowest: float
    highest: float
    reason: str
    scale_low: float
    scale_high: float

    @property
    def scale(self) -> float:
        return self.scale_high - self.scale_low


def _pair_up(positions: pd.DataFrame, tolerance: float) -> Iterator[tuple[_Stand, _Stand]]:
    """Walk the pairs with the same goal."""
    columns = list(_Stand.__dataclass_fields__)
    for _, rows in positions.groupby("issue", sort=False):
        stands = [_Stand(*row) for row in rows[columns].itertuples(index=False, name=None)]
        for place, first in enumerate(stands):
            for second in stands[place + 1 :]:
                near = abs(first.ideal - second.ideal) <= (tolerance + _ROUNDING) * first.scale
                low = max(first.lowest, second.lowest)
                if near and low <= min(first.highest, second.highest):
                    yield first, second


def _find_direction(first: _Stand, second: _Stand, bold: float, quo: float) -> End | None:
    """Find which way the coalition would push: to the bold end, else away from today."""
    if pd.notna(bold):
        return "high" if bold >= (first.scale_low + first.scale_high) / 2 else "low"
    middle = (first.ideal + second.ideal) / 2
    if pd.notna(quo) and middle != quo:
        return "high" if middle > quo else "low"
    return None


def _compare(
    first: _Stand, second: _Stand, interests: Mapping[str, Interests], toward: End | None
) -> SameGoal:
    reasons = [normalize_text(each.reason) for each in (first, second)]
    wants, others = (interests.get(each.partner, frozenset()) for each in (first, second))
    breaking = find_breaking_point(first, second, toward)
    low, high = sorted((first.ideal, second.ideal))
    room = 1.0
    if breaking is not None:
        beyond = breaking.level - high if breaking.toward == "high" else low - breaking.level
        room = max(beyond, 0.0) / first.scale
    return SameGoal(
        issue=first.issue,
        partner=first.partner,
        other=second.partner,
        low=low,
        high=high,
        reason=first.reason if reasons[0] else "",
        other_reason=second.reason if reasons[1] else "",
        interests=wants,
        other_interests=others,
        reasons_differ=all(reasons) and reasons[0] != reasons[1],
        interests_differ=bool(wants and others) and not _fold(wants) & _fold(others),
        breaking=breaking,
        room=room,
    )


def find_breaking_point(first: _Stand, second: _Stand, toward: End | None) -> BreakingPoint | None:
    """Find the level past which the first of two partners leaves.

    Toward the bold end if that leaves either of them behind, else toward the other end; with no
    direction, the one nearer to their ideals.
    """
    up, down = _break_up(first, second), _break_down(first, second)
    if up is None or down is None:
        return up or down
    if toward is None:
        middle = (first.ideal + second.ideal) / 2
        return up if up.level - middle <= middle - down.level else down
    return up if toward == "high" else down


def _break_up(first: _Stand, second: _Stand) -> BreakingPoint | None:
    level = min(first.highest, second.highest)
    if level >= first.scale_high:
        return None
    leaves = tuple(each.partner for each in (first, second) if each.highest == level)
    return BreakingPoint(level, "high", leaves)


def _break_down(first: _Stand, second: _Stand) -> BreakingPoint | None:
    level = max(first.lowest, second.lowest)
    if level <= first.scale_low:
        return None
    leaves = tuple(each.partner for each in (first, second) if each.lowest == level)
    return BreakingPoint(level, "low", leaves)
