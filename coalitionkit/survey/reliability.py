"""How well raters or items go together: r_wg in one group, Cronbach's alpha over many.

A play is a checklist of behaviors, so alpha says little about it and its items are always shown.
Alpha is for answers pooled over coalitions, 20 people or more: at n = 8 and six items an alpha of
.70 has an interval from .20 to .93, at three items from -.01.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import fdtri

from coalitionkit.errors import UsageError
from coalitionkit.survey.agreement import check_counts
from coalitionkit.survey.intervals import Interval, check_confidence


@dataclass(frozen=True)
class Rwg:
    """Within-group agreement: ``value`` in 0..1; ``split`` if the spread exceeds random answers."""

    value: float
    split: bool


def find_rwg(counts: ArrayLike) -> Rwg:
    """Find within-group agreement against answers spread evenly, ``1 - s2 / ((K^2 - 1) / 12)``.

    Parameters
    ----------
    counts : array_like of float
        Numbers of answers (not shares: the variance divides by n - 1) per offered option, in
        order, empty ones included; more than one answer in all.

    Returns
    -------
    Rwg
        Truncated at 0; ``split`` says that the variance exceeds that of answers spread evenly, as
        in a group of two camps, which the truncated value would hide.

    Raises
    ------
    UsageError
        If a count is negative or missing, or there is one answer or fewer.

    References
    ----------
    James, Demaree & Wolf 1984, J Applied Psychology 69:85.

    Examples
    --------
    >>> find_rwg([5, 0, 0, 0, 5])
    Rwg(value=0.0, split=True)
    """
    numbers = check_counts(counts)
    total = numbers.sum()
    if total <= 1:
        raise UsageError("Within-group agreement needs the answers of at least two people.")
    steps = np.arange(numbers.size)
    deviations = (steps - numbers @ steps / total) ** 2
    ratio = float(numbers @ deviations / (total - 1)) / ((numbers.size**2 - 1) / 12)
    # Answers spread evenly over many give a ratio of 1 plus rounding; that is no split.
    return Rwg(max(0.0, 1 - ratio), ratio > 1 + 1e-12)


def find_alpha(answers: ArrayLike) -> float:
    """Find Cronbach's alpha, ``k/(k-1) (1 - sum s2_i / s2_T)``.

    Parameters
    ----------
    answers : array_like of float, shape (n, k)
        A row a person, a column an item; none missing, so drop people who skipped an item first
        and say how many.

    Returns
    -------
    float
        At most 1; negative where items go against each other.

    Raises
    ------
    UsageError
        With fewer than two people or two items, a missing answer, or totals that are all alike.

    References
    ----------
    Cronbach 1951, Psychometrika 16:297.

    Examples
    --------
    >>> round(find_alpha([[1, 2], [2, 2], [4, 5], [5, 4]]), 3)
    0.911
    """
    table = np.asarray(answers, dtype=float)
    if table.ndim != 2 or min(table.shape) < 2 or not np.isfinite(table).all():
        raise UsageError("Alpha needs two people or more, two items or more, and none missing.")
    total = table.sum(axis=1).var(ddof=1)
    if np.isclose(total, 0):
        raise UsageError("Everyone has the same total, so alpha has no value.")
    items = table.shape[1]
    return float(items / (items - 1) * (1 - table.var(axis=0, ddof=1).sum() / total))


def find_feldt_interval(
    alpha: float, people: int, items: int, confidence: float = 0.95
) -> Interval:
    """Find Feldt's interval of Cronbach's alpha.

    ``1 - (1 - alpha) F`` at F's upper and lower points with n - 1 and (n - 1)(k - 1) degrees of
    freedom.

    Parameters
    ----------
    alpha : float
        At most 1.
    people, items : int
        n and k, two or more of each.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Interval
        Alpha and its ends.

    Raises
    ------
    UsageError
        If alpha exceeds 1, or there are fewer than two people or items.

    References
    ----------
    Feldt, Woodruff & Salih 1987, Applied Psychological Measurement 11:93.

    Examples
    --------
    >>> interval = find_feldt_interval(0.7327, people=12, items=11)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.435, 0.909)
    """
    check_confidence(confidence)
    if not alpha <= 1 or people < 2 or items < 2:
        raise UsageError("Feldt's interval needs alpha up to 1 and two people and items or more.")
    freedom = (people - 1, (people - 1) * (items - 1))
    tail = (1 - confidence) / 2
    return Interval(
        alpha,
        1 - (1 - alpha) * float(fdtri(*freedom, 1 - tail)),
        1 - (1 - alpha) * float(fdtri(*freedom, tail)),
    )
