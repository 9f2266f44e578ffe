"""Unlikely pairs: they back the same agenda and clash on most else; and what they settled.

"Fusing unexpected allies is the steam, not the engine": beside each pair stands the conflict that
they settled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict.clashes import compare_ranges
from coalitionkit.plays.map_conflict.positions import (
    Setting,
    find_positions,
    scale_ideals,
    take_settings,
)
from coalitionkit.record.coalition import Coalition

_Pair: TypeAlias = tuple[str, str]
# By partner and issue.
_Days: TypeAlias = Mapping[tuple[str, str], dt.date]
_Ideals: TypeAlias = Mapping[tuple[str, str], float]
_Levels: TypeAlias = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class SettledConflict:
    """An issue on which two partners stood apart and settled.

    Attributes
    ----------
    issue : str
    first_gap : float
        How far apart their first ideals on record were, as a share of the scale, 0-1.
    settled_on : date or None
        The later of the two partners' dates; None where none is recorded.
    """

    issue: str
    first_gap: float
    settled_on: dt.date | None


@dataclass(frozen=True)
class UnlikelyPair:
    """Two partners that back the same agenda and clash on most other issues.

    Attributes
    ----------
    partner, other : str
    agenda : str
        Its id; empty where it is made of the issues that both have settled.
    backed : tuple of str
        The issues of the agenda on which both stand.
    clashes, others : int
        On how many of the other issues on which both stand their ranges are apart.
    settled : SettledConflict or None
        Of the issues backed, the one on which they stood farthest apart at first; one that both
        have settled before any other. None where they never stood apart.
    """

    partner: str
    other: str
    agenda: str
    backed: tuple[str, ...]
    clashes: int
    others: int
    settled: SettledConflict | None


def find_unlikely_pairs(
    coalition: Coalition, *, setting: Setting | None = None
) -> tuple[UnlikelyPair, ...]:
    """Find pairs that back the same agenda and clash on most other issues.

    A partner backs an agenda if it accepts its level on every issue on which it stands. The issues
    that two partners have settled, and on which they still have a level in common, count as an
    agenda of theirs. A pair is told once, with the first agenda of the record that it backs.

    Parameters
    ----------
    coalition : Coalition
    setting : {"alone", "meeting"}, optional
        As in :func:`find_positions`; what was settled, and how far apart partners began, is read
        from all positions.

    Returns
    -------
    tuple of UnlikelyPair
        The largest share of clashes first.

    Raises
    ------
    NeedsError
        If there is no position on an issue with a scale, or neither an agenda nor an issue that
        is settled.
    """
    positions = find_positions(coalition, setting=setting)
    history = take_settings(coalition, None)
    settled, first = _list_settled(history), _list_first_ideals(history)
    agendas = _list_agendas(coalition)
    if not agendas and not settled:
        raise NeedsError("agendas", ("agenda", "issue", "level"))
    refuses = _list_refusals(positions, agendas)
    found = []
    for pair, clashes in _list_clashes(positions).items():
        for agenda, covered in _list_backed(pair, clashes, agendas, refuses, settled):
            rest = [clash for issue, clash in clashes.items() if issue not in covered]
            if sum(rest) * 2 > len(rest):
                backed = tuple(issue for issue in clashes if issue in covered)
                conflict = _find_settled(pair, backed, settled, first)
                found.append(UnlikelyPair(*pair, agenda, backed, sum(rest), len(rest), conflict))
                break
    found.sort(key=lambda pair: (-pair.clashes / pair.others, -pair.clashes))
    return tuple(found)


def _list_settled(history: pd.DataFrame) -> _Days:
    """List when each partner settled each issue, the newest day where there are several."""
    rows = history[history["settled_on"].notna()]
    rows = rows.sort_values("settled_on", kind="stable")
    keys = zip(rows["partner"], rows["issue"], strict=True)
    return {key: day.date() for key, day in zip(keys, rows["settled_on"], strict=True)}


def _list_first_ideals(history: pd.DataFrame) -> _Ideals:
    """List each partner's first ideal on each issue, 0 to 1 on its scale."""
    first = history.assign(_share=scale_ideals(history)).drop_duplicates(["partner", "issue"])
    keys = zip(first["partner"], first["issue"], strict=True)
    return dict(zip(keys, first["_share"], strict=True))


def _list_agendas(coalition: Coalition) -> _Levels:
    agendas: dict[str, dict[str, float]] = {}
    rows = coalition.agendas.dropna(subset=["level"])
    for agenda, issue, level in zip(rows["agenda"], rows["issue"], rows["level"], strict=True):
        agendas.setdefault(agenda, {})[issue] = level
    return agendas


def _list_refusals(positions: pd.DataFrame, agendas: _Levels) -> set[tuple[str, str]]:
    """List who refuses which agenda: partner and agenda."""
    ranges = positions[["partner", "issue", "lowest", "highest"]]
    return {
        (partner, agenda)
        for partner, issue, lowest, highest in ranges.itertuples(index=False, name=None)
        for agenda, levels in agendas.items()
        if issue in levels and not lowest <= levels[issue] <= highest
    }


def _list_clashes(positions: pd.DataFrame) -> Mapping[_Pair, Mapping[str, bool]]:
    """List for each pair the issues on which both stand, and whether they clash there."""
    rows = compare_ranges(positions)[["partner", "other", "issue", "clash"]]
    pairs: dict[_Pair, dict[str, bool]] = {}
    for partner, other, issue, clash in rows.itertuples(index=False, name=None):
        pairs.setdefault((partner, other), {})[issue] = bool(clash)
    return pairs


def _list_backed(
    pair: _Pair,
    clashes: Mapping[str, bool],
    agendas: _Levels,
    refuses: set[tuple[str, str]],
    settled: _Days,
) -> Iterator[tuple[str, set[str]]]:
    """Walk the agendas that both back: the id (empty for what they settled) and its issues."""
    for agenda, levels in agendas.items():
        backed = not any((partner, agenda) in refuses for partner in pair)
        if backed and any(issue in levels for issue in clashes):
            yield agenda, set(levels)
    both = {
        issue
        for issue, clash in clashes.items()
        if not clash and all((partner, issue) in settled for partner in pair)
    }
    if both:
        yield "", both


def _find_settled(
    pair: _Pair, backed: tuple[str, ...], settled: _Days, first: _Ideals
) -> SettledConflict | None:
    """Find the conflict that the pair settled: the widest at first of the issues it backs."""
    found = []
    for issue in backed:
        gap = abs(first[pair[0], issue] - first[pair[1], issue])
        days = [settled[partner, issue] for partner in pair if (partner, issue) in settled]
        day = max(days) if len(days) == 2 else None
        if gap > 0:
            found.append(SettledConflict(issue, gap, day))
    return max(found, key=lambda each: (each.settled_on is not None, each.first_gap), default=None)
