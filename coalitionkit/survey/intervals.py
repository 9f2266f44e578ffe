"""How far a figure may be off: by chance, and by those who did not answer.

A coalition of 12 with 10 answers is a nearly complete population, so intervals take the number
asked, and counts come with what the missing could change. There is no bootstrap: below 15 answers
the percentile bootstrap's nominal 95 % covered 86-92 %, the t interval 94-95 % (computed for this
kit).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri, stdtrit

from coalitionkit.errors import UsageError


class Bounds(NamedTuple):
    """The least and the greatest that a figure may be."""

    low: float
    high: float


class Interval(NamedTuple):
    """An estimate and the ends of its confidence interval, all in the unit of the estimate."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class CountBounds:
    """What a count would be whatever the missing think: ``low`` to ``high`` ``of`` those asked."""

    low: int
    high: int
    of: int


def check_confidence(confidence: float) -> None:
    """Refuse a confidence that is not strictly between 0 and 1.

    Raises
    ------
    UsageError
    """
    if not 0 < confidence < 1:
        raise UsageError(f"The confidence is {confidence}. Use a number between 0 and 1.")


def find_population_factor(answered: int, population: int | None) -> float:
    """Find the finite-population factor ``1 - n/N`` of a variance.

    Parameters
    ----------
    answered : int
        n, how many answered.
    population : int or None
        N, how many were asked. None takes the answers as a sample of a large population.

    Returns
    -------
    float
        1 for a large population, 0 where everyone answered.

    Raises
    ------
    UsageError
        If more answered than were asked.
    """
    if population is None:
        return 1.0
    if population < answered:
        raise UsageError(
            f"{answered} answered but only {population} were asked. Correct one of them."
        )
    return 1 - answered / population


def find_mean_interval(
    values: ArrayLike, population: int | None = None, confidence: float = 0.95
) -> Interval:
    """Find the t interval of a mean, with the finite-population correction.

    The standard error is ``sqrt((1 - n/N) s2/n)`` with ``s2`` over n - 1 (Cochran 1977, Sampling
    Techniques, chapter 2); n - 1 degrees of freedom.

    Parameters
    ----------
    values : array_like of float
        The n answers; at least two, all finite.
    population : int, optional
        N, how many were asked. None takes the answers as a sample of a large population.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Interval
        The mean and its ends. All three are the mean if everyone answered; near an end of a scale
        the interval may reach past that end.

    Raises
    ------
    UsageError
        With fewer than two values, a missing value, or more answers than were asked.

    Examples
    --------
    >>> interval = find_mean_interval([2, 3, 4, 4, 5], population=6)
    >>> round(interval.low, 2), round(interval.high, 2)
    (3.02, 4.18)
    """
    check_confidence(confidence)
    answers = np.asarray(values, dtype=float)
    if answers.size < 2 or not np.isfinite(answers).all():
        raise UsageError("A t interval needs at least two values and none missing.")
    factor = find_population_factor(answers.size, population)
    error = np.sqrt(factor * answers.var(ddof=1) / answers.size)
    reach = float(stdtrit(answers.size - 1, (1 + confidence) / 2) * error)
    mean = float(answers.mean())
    return Interval(mean, mean - reach, mean + reach)


def find_wilson_interval(count: int, answered: int, confidence: float = 0.95) -> Interval:
    """Find Wilson's score interval of a share.

    Without a finite-population correction: none is standard for it. What the missing of a small
    group could change is :func:`bound_count`.

    Parameters
    ----------
    count, answered : int
        k of n, with ``0 <= k <= n`` and n at least 1.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Interval
        The share and its ends, within 0..1.

    Raises
    ------
    UsageError
        If k is not within 0..n, or n is 0.

    References
    ----------
    Wilson 1927, J American Statistical Association 22:209.

    Examples
    --------
    >>> interval = find_wilson_interval(4, 10)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.168, 0.687)
    """
    check_confidence(confidence)
    if not 0 <= count <= answered or answered < 1:
        raise UsageError(f"{count} of {answered} is no share. Count 0 to n, of at least one.")
    z = float(ndtri((1 + confidence) / 2))
    share, weight = count / answered, z * z / answered
    center = (share + weight / 2) / (1 + weight)
    reach = float(np.sqrt(weight * share * (1 - share) + weight * weight / 4)) / (1 + weight)
    # Rounding may leave 1e-17 where the formula gives exactly 0 or 1.
    low = 0.0 if count == 0 else center - reach
    high = 1.0 if count == answered else center + reach
    return Interval(share, low, high)


def bound_count(count: int, answered: int, missing: int) -> CountBounds:
    """Bound a count by what those who did not answer could change.

    Parameters
    ----------
    count, answered : int
        k of the n who answered.
    missing : int
        m, how many were asked and did not answer.

    Returns
    -------
    CountBounds
        k to k + m, of n + m.

    Raises
    ------
    UsageError
        If k is not within 0..n, or m is negative.

    Examples
    --------
    >>> bound_count(5, 7, 2)
    CountBounds(low=5, high=7, of=9)
    """
    if not 0 <= count <= answered or missing < 0:
        raise UsageError(f"{count} of {answered} with {missing} missing can't be bounded.")
    return CountBounds(count, count + missing, answered + missing)
