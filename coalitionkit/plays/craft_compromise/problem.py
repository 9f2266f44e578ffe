"""The agenda finder's numbers: what each level is worth to each partner, and how bold it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coalitionkit.errors import NeedsError
from coalitionkit.plays.craft_compromise.inputs import Inputs

Reading: TypeAlias = Literal["hard", "tradable"]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Ints: TypeAlias = NDArray[np.int64]

# Values this close are the same: the solver can't tell them apart either.
TOLERANCE = 1e-6


@dataclass(frozen=True, eq=False)
class Problem:
    """One level is to be chosen for every issue.

    Attributes
    ----------
    partners, issues : tuple of str
    levels : tuple of array (levels of the issue)
        In the issue's own units.
    gains : tuple of array (partners, levels)
        Salience weight times utility: an agenda's utility, 0-1, is the sum over issues.
    fits : tuple of array (partners, levels)
        Whether the level is in the partner's range.
    points : tuple of array (levels)
        An agenda's boldness, 0-1, is the sum over issues.
    floors : array (partners)
        The least utility that keeps a partner: its walk-away; 0 under hard ranges.
    required : array (partners)
        Who must be on board.
    reading : {"hard", "tradable"}
    """

    partners: tuple[str, ...]
    issues: tuple[str, ...]
    levels: tuple[Floats, ...]
    gains: tuple[Floats, ...]
    fits: tuple[Bools, ...]
    points: tuple[Floats, ...]
    floors: Floats
    required: Bools
    reading: Reading

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many levels each issue has."""
        return tuple(len(levels) for levels in self.levels)

    def keep(self, kept: list[Bools]) -> Problem:
        """Give the same problem with only some of each issue's levels."""
        return replace(
            self,
            levels=tuple(row[mask] for row, mask in zip(self.levels, kept, strict=True)),
            gains=tuple(row[:, mask] for row, mask in zip(self.gains, kept, strict=True)),
            fits=tuple(row[:, mask] for row, mask in zip(self.fits, kept, strict=True)),
            points=tuple(row[mask] for row, mask in zip(self.points, kept, strict=True)),
        )


@dataclass(frozen=True, eq=False)
class Worth:
    """What some agendas are worth: a row each.

    Attributes
    ----------
    utilities : array (agendas, partners)
        0-1.
    on_board : array (agendas, partners)
        In range on every issue, or at the walk-away or above it, as the reading asks.
    boldness : array (agendas)
        0-1.
    """

    utilities: Floats
    on_board: Bools
    boldness: Floats


def value_level(level: Floats, *, ideal: float, lowest: float, highest: float) -> Floats:
    """Value levels to a partner: 1 at the ideal, falling in a straight line to 0 at the ends.

    At the ideal it is 1 even where the ideal is an end of the range. Outside of the range it is 0,
    and not acceptable under hard ranges (method.md, section 9).

    Parameters
    ----------
    level : array
    ideal, lowest, highest : float
        In the units of ``level``; lowest <= ideal <= highest.

    Returns
    -------
    array
        0-1.

    Examples
    --------
    >>> value_level(np.array([0.0, 2, 4, 7, 10]), ideal=4, lowest=0, highest=10).tolist()
    [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    below = (level - lowest) / max(ideal - lowest, TOLERANCE)
    above = (highest - level) / max(highest - ideal, TOLERANCE)
    values = np.where(level < ideal, below, above).clip(0.0, 1.0)
    return np.where(level == ideal, 1.0, values)


def weigh_issues(salience: Floats) -> Floats:
    """Turn saliences (partners, issues) into weights that sum to 1; alike where all are 0."""
    total = salience.sum(axis=1, keepdims=True)
    even = np.full_like(salience, 1 / salience.shape[1])
    return np.where(total > 0, salience / np.where(total > 0, total, 1.0), even)


def build_problem(
    inputs: Inputs,
    *,
    reading: Reading,
    walkaways: Mapping[str, float] | None = None,
    need_boldness: bool = True,
) -> Problem:
    """Build the problem under one reading.

    Parameters
    ----------
    inputs : Inputs
    reading : {"hard", "tradable"}
        ``hard``: on board is who is in range on every issue. ``tradable``: on board is whose
        utility is at its walk-away or above.
    walkaways : mapping of str to float, optional
        0-1, in place of those on record, partner by partner.
    need_boldness : bool
        Whether to stop where no issue has a status quo and a bold end.

    Returns
    -------
    Problem
        Under ``tradable`` a partner whose walk-away was not asked is left out.

    Raises
    ------
    NeedsError
        If boldness is needed and not on record, or, under ``tradable``, the walk-away of a
        must-have partner or all of them.
    """
    partners = inputs.partners
    floors = np.zeros(len(partners))
    if reading == "tradable":
        asked = {**inputs.walkaways, **(walkaways or {})}
        known = tuple(partner for partner in partners if partner in asked)
        if not known or inputs.must_have & set(partners) - set(known):
            raise NeedsError("walkaways", ("partner", "walkaway"))
        partners, floors = known, np.array([float(asked[partner]) for partner in known])
    levels, gains, fits = _value_levels(inputs, partners)
    points = _score_boldness(inputs)
    if need_boldness and not any(row.any() for row in points):
        raise NeedsError("issues", ("status_quo", "bold_end"))
    must_have = np.array([partner in inputs.must_have for partner in partners])
    return Problem(
        partners=partners,
        issues=tuple(inputs.issues.index),
        levels=levels,
        gains=gains,
        fits=fits,
        points=points,
        floors=floors,
        # Without a must-have partner an agenda is one that all accept.
        required=must_have if must_have.any() else np.ones(len(partners), dtype=bool),
        reading=reading,
    )


def _value_levels(
    inputs: Inputs, partners: tuple[str, ...]
) -> tuple[tuple[Floats, ...], tuple[Floats, ...], tuple[Bools, ...]]:
    cells = inputs.cells.set_index(["partner", "issue"]).to_dict("index")
    explicit: dict[tuple[str, str], dict[float, float]] = {}
    columns = (inputs.explicit[name] for name in ("partner", "issue", "level", "utility"))
    for partner, issue, level, utility in zip(*columns, strict=True):
        explicit.setdefault((partner, issue), {})[float(level)] = float(utility)
    silent = {"salience": 0.0}
    salience = [
        [cells.get((partner, issue), silent)["salience"] for issue in inputs.issues.index]
        for partner in partners
    ]
    weights = weigh_issues(np.array(salience, dtype=float))
    levels, gains, fits = [], [], []
    for place, issue in enumerate(inputs.issues.index):
        offered = _take_offered(inputs, issue)["level"].to_numpy(dtype=float)
        values, inside = np.zeros((2, len(partners), len(offered)))
        for number, partner in enumerate(partners):
            key = (partner, issue)
            if key in explicit:
                # A level without a row is one that the partner would not accept.
                values[number] = [explicit[key].get(level, 0.0) for level in offered]
                inside[number] = [level in explicit[key] for level in offered]
            else:
                place_of = {name: cells[key][name] for name in ("ideal", "lowest", "highest")}
                values[number] = value_level(offered, **place_of)
                inside[number] = offered == offered.clip(place_of["lowest"], place_of["highest"])
        levels.append(offered)
        gains.append(values * weights[:, place : place + 1])
        fits.append(inside.astype(bool))
    return tuple(levels), tuple(gains), tuple(fits)


def _take_offered(inputs: Inputs, issue: object) -> pd.DataFrame:
    return inputs.levels[inputs.levels["issue"] == issue]


def _score_boldness(inputs: Inputs) -> tuple[Floats, ...]:
    """Score each level, 0-1: the weighted way from the status quo to the bold end.

    An issue with neither a bold end nor agreed points counts for nothing; so does one that stands
    at its bold end. A level on the other side of the status quo scores below 0.
    """
    shares, weights = [], []
    for issue, scale in inputs.issues.iterrows():
        offered = _take_offered(inputs, issue)
        way = float(scale["bold_end"] - scale["status_quo"])
        if offered["boldness"].notna().all():
            shares.append(offered["boldness"].to_numpy(dtype=float) / 100)
        elif np.isfinite(way) and way != 0:
            shares.append((offered["level"].to_numpy(dtype=float) - scale["status_quo"]) / way)
        else:
            shares.append(np.zeros(len(offered)))
            weights.append(0.0)
            continue
        weights.append(float(scale["weight"]))
    total = sum(weights) or 1.0
    return tuple(share * weight / total for share, weight in zip(shares, weights, strict=True))


def weigh_agendas(problem: Problem, chosen: Ints) -> Worth:
    """Weigh agendas given as the place of each issue's level (agendas, issues)."""
    columns = range(len(problem.issues))
    utilities = sum(problem.gains[k].T[chosen[:, k]] for k in columns)
    fits = np.logical_and.reduce([problem.fits[k].T[chosen[:, k]] for k in columns])
    boldness = sum(problem.points[k][chosen[:, k]] for k in columns)
    return Worth(
        np.asarray(utilities),
        judge_board(problem, np.asarray(utilities), fits),
        np.asarray(boldness),
    )


def judge_board(problem: Problem, utilities: Floats, fits: Bools) -> Bools:
    """Say who is on board: in range everywhere, or at the walk-away or above."""
    if problem.reading == "hard":
        return fits
    return np.asarray(utilities >= problem.floors - TOLERANCE)
