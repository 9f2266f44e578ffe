"""From month to month: the share of partners talked with, a run or XmR chart, and a trend.

A run chart under ten months, with the median; from ten an XmR chart, with limits. Kendall's rank
test says whether the months rise or fall: exact up to ten, ties included, the normal
approximation above.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

import numpy as np
import pandas as pd

from coalitionkit.plays.communicate.talks import list_months, read_log
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

MONTHS_FOR_LIMITS = 10
_EXACT = 10
# 3 / d2 and D4 for moving ranges of two (Wheeler & Chambers 1992; NIST 6.3.2.2).
_TO_LIMITS = 2.66
_TO_RANGE_LIMIT = 3.268


@dataclass(frozen=True)
class Trend:
    """Whether values rise or fall over time.

    Attributes
    ----------
    n : int
    s : int
        Kendall's S: later values that are higher, minus those that are lower, over all pairs.
    z : float or None
        Normal score with the correction for continuity; None where the test is exact.
    p : float
        Two-sided, 0-1.
    """

    n: int
    s: int
    z: float | None
    p: float

    @property
    def direction(self) -> Literal["rising", "falling", "unclear"]:
        """Rising or falling where p is under .05 (the kit's convention), else unclear."""
        if self.p >= 0.05:
            return "unclear"
        return "rising" if self.s > 0 else "falling"


@dataclass(frozen=True)
class Pattern:
    """What to draw around a row of monthly values.

    Attributes
    ----------
    kind : {"run", "xmr"}
        Under ten values a run chart; from ten an XmR chart.
    center : float
        The median of a run chart, the mean of an XmR chart, in the values' unit.
    lower, upper : float or None
        An XmR chart's limits: mean -/+ 2.66 times the mean moving range.
    range_center, range_limit : float or None
        The mean moving range, and 3.268 times it.
    outside : tuple of int
        Places (from 0) of values outside the limits, or whose step from the value before is over
        the range limit.
    trend : Trend
    """

    kind: Literal["run", "xmr"]
    center: float
    lower: float | None
    upper: float | None
    range_center: float | None
    range_limit: float | None
    outside: tuple[int, ...]
    trend: Trend


def find_monthly_reach(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Find the share of partners talked with in each whole calendar month.

    A partner counts in a month that it belonged to from the first week to the end. The month in
    progress is left out, and so is the log's first if it began after its first week.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last day to read.

    Returns
    -------
    DataFrame
        ``month`` (its first day), ``members``, ``reached`` (counts) and ``share`` (0-1), in order.
        Empty while no month is over.

    Raises
    ------
    NeedsError
        If there are no partners, or no check-in is dated that day or before.
    """
    partners = take_rows(coalition, "partners", "partner", "name")
    log = read_log(coalition, as_of)
    talks = log[log["answered"].fillna(True) & log["alone"].fillna(True)]
    rows = []
    for month in list_months(log["date"].min(), as_of):
        first_week = month.start_time + pd.Timedelta(days=6)
        end = month.end_time.normalize()
        here = ~(partners["joined"] > first_week) & ~(partners["left"] <= end)
        members = set(partners.loc[here, "partner"])
        heard = set(talks.loc[talks["date"].dt.to_period("M") == month, "partner"]) & members
        if members:
            share = len(heard) / len(members)
            rows.append((month.start_time, len(members), len(heard), share))
    return pd.DataFrame(rows, columns=["month", "members", "reached", "share"])


def find_pattern(values: Sequence[float]) -> Pattern:
    """Find a row of values' center, limits and trend, by how many there are.

    Parameters
    ----------
    values : sequence of float
        In order of time, at least one.

    Returns
    -------
    Pattern

    Raises
    ------
    ValueError
        If there is no value.

    Examples
    --------
    >>> nist = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    >>> found = find_pattern(nist)
    >>> found.kind, round(found.center, 2), round(found.upper, 1), found.outside
    ('xmr', 50.81, 55.8, ())
    """
    if not len(values):
        raise ValueError("values: found none; allowed: at least one.")
    trend = find_trend(values)
    if len(values) < MONTHS_FOR_LIMITS:
        center = float(np.median(values))
        return Pattern("run", center, None, None, None, None, (), trend)
    mean = float(np.mean(values))
    steps = [abs(after - before) for before, after in pairwise(values)]
    moving = float(np.mean(steps))
    lower, upper = mean - _TO_LIMITS * moving, mean + _TO_LIMITS * moving
    limit = _TO_RANGE_LIMIT * moving
    outside = tuple(
        place
        for place, (value, step) in enumerate(zip(values, [0.0, *steps], strict=True))
        if not lower <= value <= upper or step > limit
    )
    return Pattern("xmr", mean, lower, upper, moving, limit, outside, trend)


def find_trend(values: Sequence[float]) -> Trend:
    """Test whether values rise or fall over time (Mann 1945; Kendall 1975).

    Up to ten values the p-value is exact, over all orders of the values, ties included; above,
    S is compared with a normal distribution whose variance is corrected for ties.

    Parameters
    ----------
    values : sequence of float
        In order of time.

    Returns
    -------
    Trend

    Examples
    --------
    >>> find_trend([1, 2, 3, 4, 5])
    Trend(n=5, s=10, z=None, p=0.016666666666666666)
    """
    n = len(values)
    s = sum((after > before) - (after < before) for before, after in combinations(values, 2))
    ties = list(Counter(values).values())
    if n <= _EXACT:
        return Trend(n, s, None, _find_exact_p(s, n, ties))
    variance = _spread(n) - sum(_spread(tied) for tied in ties)
    z = (s - np.sign(s)) / math.sqrt(variance) if variance else 0.0
    return Trend(n, s, float(z), math.erfc(abs(z) / math.sqrt(2)))


def _spread(n: int) -> float:
    return n * (n - 1) * (2 * n + 5) / 18


def _find_exact_p(s: int, n: int, ties: Sequence[int]) -> float:
    """Find how often a random order of the values gives an S as far from 0.

    The pairs out of order in all orders of values with ties are counted by the q-multinomial
    coefficient, the product of (1 - q^i) over all i up to n, divided by those of each tie.
    """
    pairs = math.comb(n, 2) - sum(math.comb(tied, 2) for tied in ties)
    counts = [1] + [0] * pairs
    for i in range(1, n + 1):
        for k in range(pairs, i - 1, -1):
            counts[k] -= counts[k - i]
    for i in (i for tied in ties for i in range(1, tied + 1)):
        for k in range(i, pairs + 1):
            counts[k] += counts[k - i]
    far = sum(count for k, count in enumerate(counts) if abs(pairs - 2 * k) >= abs(s))
    return far / sum(counts)
