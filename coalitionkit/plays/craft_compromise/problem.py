"""The agenda finder's numbers: what each level is worth to each partner, and how bold it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

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


def value_level(
    level: Floats, *, ideal: float | Floats, lowest: float | Floats, highest: float | Floats
) -> Floats:
    """Value levels to a partner: 1 at the ideal, falling in a straight line to 0 at the ends.

    At the ideal it is 1 even where the ideal is an end of the range. Outside of the range it is 0,
    and not acceptable under hard ranges (method.md, section 9).

    Parameters
    ----------
    level : array
    ideal, lowest, highest : float or array
        In the units of ``level``; lowest <= ideal <= highest. Arrays are matched as numpy does.

    Returns
    -------
    array
        0-1.

    Examples
    --------
    >>> value_level(np.array([0.0, 2, 4, 7, 10]), ideal=4, lowest=0, highest=10).tolist()
    [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    below = (level - lowest) / np.maximum(ideal - lowest, TOLERANCE)
    above = (highest - level) / np.maximum(highest - ideal, TOLERANCE)
    values = np.where(level < ideal, below, above).clip(0.0, 1.0)
    return np.where(level == ideal, 1.0, values)


def weigh_issues(salience: Floats) -> Floats:
    """Turn saliences (partners, issues) into weights that sum to 1; alike where all are 0."""
    total = salience.sum(axis=1, keepdims=True)
    even = np.full_like(salience, 1 / salience.shape[1])
    return np.where(total > 0, salience / np.where(total > 0, total, 1.0), even)


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
