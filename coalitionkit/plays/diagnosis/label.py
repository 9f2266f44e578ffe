"""Which state the logs point to, how surely, and what would help where they can't tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.playbook import read_rows
from coalitionkit.plays.diagnosis.evidence import (
    DEBATE,
    INDICATORS,
    OPENNESS,
    Rules,
    Tally,
    gather_evidence,
    take_meetings,
    tally_evidence,
)
from coalitionkit.plays.diagnosis.odds import (
    Beta,
    estimate_axis,
    estimate_cells,
    find_mode,
    weigh_tallies,
)
from coalitionkit.plays.map_conflict.positions import WIDE_SPREAD, find_mapped_spread
from coalitionkit.record.coalition import Coalition

# Conventions of method.md, section 10; none is a validated cut.
SURE, STEADY = 0.80, 0.80
FEWEST_MEETINGS, FEWEST_DECISIONS = 4, 8

_STATES: Mapping[str, str] = {
    "high/high": "in debate",
    "high/low": "stuck",
    "low/low": "closed to revisiting",
}


@dataclass(frozen=True)
class Diagnosis:
    """What the logs say up to a day.

    Attributes
    ----------
    as_of : date
    tallies : mapping
        Indicator -> how many records speak for it.
    cells : mapping
        Corner (debate first) -> probability.
    debate, openness : float
        Where the coalition most likely stands on each axis, 0-1; NaN without a record.
    steady : float
        Share (0-1) of the sensitivity table's variants with the same likeliest corner.
    meetings, decisions : int
    spread : float or None
        Mapped spread among must-have partners, 0-1; None where positions are not mapped.
    state : str
        ``in debate``, ``stuck``, ``closed to revisiting``, ``drifting``, ``agreed``, ``drifting or
        agreed``; empty for can't tell yet.
    nearest : tuple of str
        The state; or, where it can't be told, the two likeliest, and any as likely as the second.
    missing : tuple of str
        Why it can't be told: ``meetings``, ``decisions``, ``probability``, ``steadiness``.
    best_record : str
        The indicator whose next record would help most; empty where the state is told.
    """

    as_of: dt.date
    tallies: Mapping[str, Tally]
    cells: Mapping[str, float]
    debate: float
    openness: float
    steady: float
    meetings: int
    decisions: int
    spread: float | None
    state: str
    nearest: tuple[str, ...]
    missing: tuple[str, ...]
    best_record: str


@cache
def load_variants() -> tuple[Rules, ...]:
    """Load the sensitivity table: each row moves one convention, the others stay.

    Returns
    -------
    tuple of Rules
        The first is the method's own.
    """
    kinds = {field.name: str if field.name == "left_out" else float for field in fields(Rules)}
    return tuple(
        Rules(**{name: kind(row[name]) for name, kind in kinds.items()})  # type: ignore[arg-type]
        for row in read_rows("sensitivity")
    )


def name_state(cell: str, spread: float | None) -> str:
    """Name a corner; where debate is low and openness high, the map decides.

    Parameters
    ----------
    cell : str
        One of ``CELLS``.
    spread : float or None
        Mean pairwise distance of must-have partners' ideals as a share of the scale, 0-1; wide
        from .25 (a convention).

    Examples
    --------
    >>> name_state("high/low", None), name_state("low/high", 0.3), name_state("low/high", None)
    ('stuck', 'drifting', 'drifting or agreed')
    """
    if cell in _STATES:
        return _STATES[cell]
    if spread is None:
        return "drifting or agreed"
    return "drifting" if spread >= WIDE_SPREAD else "agreed"


def find_best_record(tallies: Mapping[str, Tally]) -> str:
    """Find the indicator whose next record would move the highest probability most.

    For each, the next record speaks for it with the chance its records give so far; what counts is
    the mean size of the move. The first of equals is taken, in the order E1, E2, E3, O1, O2.

    Examples
    --------
    >>> find_best_record({"E1": Tally(0, 30), "O1": Tally(1, 2)})
    'O2'
    """
    betas = weigh_tallies(tallies)
    now = max(estimate_cells(betas).values())
    moves = {name: _expect_move(name, betas, now) for name in INDICATORS}
    most = max(moves.values())
    return next(name for name, move in moves.items() if move > most - 1e-6)


def _expect_move(name: str, betas: Mapping[str, Beta], now: float) -> float:
    a, b = betas.get(name, (1.0, 1.0))
    after = [
        max(estimate_cells({**betas, name: beta}).values()) for beta in ((a + 1, b), (a, b + 1))
    ]
    chance = a / (a + b)
    return chance * abs(after[0] - now) + (1 - chance) * abs(after[1] - now)


def diagnose(coalition: Coalition, *, as_of: dt.date) -> Diagnosis:
    """Say which state a coalition's logs point to, or that it can't be told yet.

    Parameters
    ----------
    coalition : Coalition
        Meetings are needed; positions (when settled, when due), reviews and the map add to it.
    as_of : date
        Records after it are not looked at.

    Returns
    -------
    Diagnosis

    Raises
    ------
    NeedsError
        If there is no meeting by that day.
    """
    meetings = take_meetings(coalition, as_of=as_of)
    evidence = gather_evidence(coalition, meetings, as_of)
    decided = meetings["type"].astype(object) == "decision"
    return judge_evidence(
        evidence,
        as_of=as_of,
        meetings=int(meetings["date"].nunique()),
        decisions=int(decided.sum()),
        spread=find_spread(coalition),
    )


def find_spread(coalition: Coalition) -> float | None:
    """Find the mapped spread that tells drifting from agreed, 0-1; None where it can't tell.

    A narrow spread tells only where something was heard alone: what is said in the room can't show
    that partners agree, since quiet rooms are what is in question.
    """
    try:
        found = find_mapped_spread(coalition)
    except NeedsError:
        return None
    heard_alone = (coalition.positions["setting"].astype(object) == "alone").any()
    return found.spread if found.is_wide or heard_alone else None


def judge_evidence(
    evidence: pd.DataFrame, *, as_of: dt.date, meetings: int, decisions: int, spread: float | None
) -> Diagnosis:
    """Say which state the records of :func:`list_evidence` point to.

    A state is named if its corner has a probability of at least .80, is the likeliest in at least
    80% of the sensitivity table, and rests on at least 4 meetings and 8 decisions.

    Parameters
    ----------
    evidence : DataFrame
    as_of : date
    meetings, decisions : int
        How many are on record.
    spread : float or None
        Mapped spread, 0-1.
    """
    tallies = tally_evidence(evidence)
    betas = weigh_tallies(tallies)
    cells = estimate_cells(betas)
    steady = _measure_steadiness(evidence, find_mode(cells))
    bars = {
        "meetings": meetings >= FEWEST_MEETINGS,
        "decisions": decisions >= FEWEST_DECISIONS,
        "probability": max(cells.values()) >= SURE,
        "steadiness": steady >= STEADY - 1e-9,
    }
    missing = tuple(name for name, cleared in bars.items() if not cleared)
    nearest = _list_nearest(cells, spread)
    return Diagnosis(
        as_of=as_of,
        tallies=tallies,
        cells=cells,
        debate=estimate_axis(betas, DEBATE),
        openness=estimate_axis(betas, OPENNESS),
        steady=steady,
        meetings=meetings,
        decisions=decisions,
        spread=spread,
        state="" if missing else nearest[0],
        nearest=nearest if missing else nearest[:1],
        missing=missing,
        best_record=find_best_record(tallies) if missing else "",
    )


def _measure_steadiness(evidence: pd.DataFrame, mode: str) -> float:
    """Measure in what share (0-1) of the variants the likeliest corner stays the same."""
    if not mode:
        return 0.0
    variants = load_variants()
    counted = {(rules.share, rules.minutes): rules for rules in variants}
    tallies = {key: tally_evidence(evidence, rules) for key, rules in counted.items()}
    same = 0
    for rules in variants:
        betas = weigh_tallies(tallies[rules.share, rules.minutes], rules)
        same += find_mode(estimate_cells(betas, rules.cut)) == mode
    return same / len(variants)


def _list_nearest(cells: Mapping[str, float], spread: float | None) -> tuple[str, ...]:
    """List the two likeliest states, and any that are as likely as the second."""
    second = sorted(cells.values(), reverse=True)[1]
    ranked = sorted(cells, key=lambda cell: -cells[cell])
    return tuple(name_state(cell, spread) for cell in ranked if cells[cell] > second - 1e-9)
