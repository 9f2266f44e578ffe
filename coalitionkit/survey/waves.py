"""Two waves of play scores beside each other: changes with intervals, no p-values, no stars.

Whether any of this may be shown is for :mod:`coalitionkit.survey.disclosure` to say. The numbers of
leavers and joiners here are those of one play: who skipped its items in one wave is a leaver or a
joiner of that play, and one such person is given away by two means as surely as one who left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from coalitionkit.errors import UsageError
from coalitionkit.survey.intervals import (
    Interval,
    check_confidence,
    find_mean_interval,
    find_population_factor,
)


@dataclass(frozen=True)
class Matched:
    """How the people with a score in both waves changed.

    Attributes
    ----------
    n, up, same, down : int
        People in both waves, and how many of them moved which way.
    difference : float
        Mean of second minus first, in steps.
    interval : Interval or None
        Its t interval; None for fewer than two people.
    """

    n: int
    up: int
    same: int
    down: int
    difference: float
    interval: Interval | None


@dataclass(frozen=True)
class Unmatched:
    """How the two waves differ as groups, whoever is in them.

    Attributes
    ----------
    difference : float
        Mean of the second wave minus mean of the first, in steps.
    interval : Interval or None
        Welch's; None if a wave has fewer than two people.
    delta : float
        Cliff's delta of the second wave over the first, -1 to 1.
    """

    difference: float
    interval: Interval | None
    delta: float


@dataclass(frozen=True)
class WaveChange:
    """One play in two waves.

    Attributes
    ----------
    play : str
    first_n, second_n : int
        People with a score in each wave.
    overlap, leavers, joiners : int
        People with a score in both, only in the first, only in the second.
    first_mean, second_mean : float or None
        Over all with a score in that wave.
    leavers_first, stayers_first : float or None
        First-wave mean of those who left and of those in both waves.
    matched : Matched or None
        None if nobody is in both.
    unmatched : Unmatched or None
        None if a wave has nobody.
    """

    play: str
    first_n: int
    second_n: int
    overlap: int
    leavers: int
    joiners: int
    first_mean: float | None
    second_mean: float | None
    leavers_first: float | None
    stayers_first: float | None
    matched: Matched | None
    unmatched: Unmatched | None


def _check_values(values: ArrayLike, least: int) -> NDArray[np.float64]:
    numbers = np.asarray(values, dtype=float)
    if numbers.ndim != 1 or numbers.size < least or not np.isfinite(numbers).all():
        raise UsageError(f"Each side needs at least {least} value(s) and none missing.")
    return numbers


def find_cliffs_delta(first: ArrayLike, second: ArrayLike) -> float:
    """Find Cliff's delta: the share of pairs in which the first is greater, less the reverse.

    Parameters
    ----------
    first, second : array_like of float
        Values on an ordered scale; at least one each, none missing.

    Returns
    -------
    float
        -1 all of the first below all of the second, 1 all above, 0 as often above as below.

    Raises
    ------
    UsageError
        If a side is empty or has a missing value.

    References
    ----------
    Cliff 1993, Psychological Bulletin 114:494.

    Examples
    --------
    >>> find_cliffs_delta([1, 2, 3], [2, 3, 4])
    -0.5555555555555556
    """
    ours, theirs = _check_values(first, 1), np.sort(_check_values(second, 1))
    below = np.searchsorted(theirs, ours, side="left").sum()
    above = (theirs.size - np.searchsorted(theirs, ours, side="right")).sum()
    return float(below - above) / (ours.size * theirs.size)


def find_welch_interval(
    first: ArrayLike,
    second: ArrayLike,
    populations: tuple[int | None, int | None] = (None, None),
    confidence: float = 0.95,
) -> Interval:
    """Find Welch's interval of the mean of the second less the mean of the first.

    Parameters
    ----------
    first, second : array_like of float
        At least two values each, none missing.
    populations : tuple of int or None
        How many were asked each time, for the finite-population correction of each variance; None
        for a large population.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Interval
        The difference and its ends; all three alike where neither side has any variance left.

    Raises
    ------
    UsageError
        If a side has fewer than two values or a missing one, or more than were asked.

    References
    ----------
    Welch 1947, Biometrika 34:28.
    """
    check_confidence(confidence)
    sides = [_check_values(first, 2), _check_values(second, 2)]
    difference = float(sides[1].mean() - sides[0].mean())
    parts = np.array(
        [
            side.var(ddof=1) / side.size * find_population_factor(side.size, population)
            for side, population in zip(sides, populations, strict=True)
        ]
    )
    error = parts.sum()
    if error == 0:
        return Interval(difference, difference, difference)
    # Shares of the variance, whose squares can't underflow as those of tiny variances would.
    shares = parts / error
    freedom = 1 / sum(share**2 / (side.size - 1) for share, side in zip(shares, sides, strict=True))
    reach = float(stdtrit(freedom, (1 + confidence) / 2) * np.sqrt(error))
    return Interval(difference, difference - reach, difference + reach)


def _find_mean(scores: pd.Series) -> float | None:
    return float(scores.mean()) if len(scores) else None


def _compare_matched(changes: NDArray[np.float64], population: int | None) -> Matched | None:
    """Compare the waves person by person."""
    if not changes.size:
        return None
    # Means of two and of three answers may differ by rounding alone.
    same = np.isclose(changes, 0, atol=1e-9)
    return Matched(
        n=changes.size,
        up=int((~same & (changes > 0)).sum()),
        same=int(same.sum()),
        down=int((~same & (changes < 0)).sum()),
        difference=float(changes.mean()),
        interval=find_mean_interval(changes, population) if changes.size > 1 else None,
    )


def _compare_unmatched(
    first: pd.Series, second: pd.Series, populations: tuple[int | None, int | None]
) -> Unmatched | None:
    """Compare the waves as two groups."""
    if first.empty or second.empty:
        return None
    enough = min(len(first), len(second)) > 1
    return Unmatched(
        difference=float(second.mean() - first.mean()),
        interval=find_welch_interval(first, second, populations) if enough else None,
        delta=find_cliffs_delta(second, first),
    )


def _compare_play(
    play: str, first: pd.Series, second: pd.Series, invited: tuple[int | None, int | None]
) -> WaveChange:
    """Compare one play's scores, none missing."""
    stayers = first.index.intersection(second.index)
    leavers = first.index.difference(stayers)
    changes = second.loc[stayers].to_numpy() - first.loc[stayers].to_numpy()
    # No more people can be in both waves than were asked in the smaller one.
    known = [number for number in invited if number is not None]
    return WaveChange(
        play=play,
        first_n=len(first),
        second_n=len(second),
        overlap=len(stayers),
        leavers=len(leavers),
        joiners=len(second) - len(stayers),
        first_mean=_find_mean(first),
        second_mean=_find_mean(second),
        leavers_first=_find_mean(first.loc[leavers]),
        stayers_first=_find_mean(first.loc[stayers]),
        matched=_compare_matched(changes, min(known, default=None)),
        unmatched=_compare_unmatched(first, second, invited),
    )


def compare_waves(
    first: pd.DataFrame,
    second: pd.DataFrame,
    invited: tuple[int | None, int | None] = (None, None),
) -> Mapping[str, WaveChange]:
    """Compare two waves of one coalition's play scores.

    Parameters
    ----------
    first, second : DataFrame
        A row a respondent, indexed by the respondent's code, which is the same in each wave; a
        column a play, 1-5 or NaN. A column ``answered`` is passed over.
    invited : tuple of int or None
        How many were asked each time, for the finite-population correction: matched intervals
        take the smaller number. None takes the answers as samples of a large population.

    Returns
    -------
    mapping of str to WaveChange
        By play, in the order of the columns.

    Raises
    ------
    UsageError
        If the waves have different plays, a respondent stands twice, or more answered than were
        asked.
    """
    plays = [str(play) for play in first.columns if play != "answered"]
    if set(plays) != set(second.columns) - {"answered"}:
        raise UsageError("The two waves have different plays. Score both with one playbook.")
    if first.index.has_duplicates or second.index.has_duplicates:
        raise UsageError("A respondent stands twice in a wave. Compare one coalition at a time.")
    return {
        play: _compare_play(play, first[play].dropna(), second[play].dropna(), invited)
        for play in plays
    }
