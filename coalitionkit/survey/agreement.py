"""Agreement inside a group: how far its answers stand together, from counts alone.

``counts`` are always those over **all** offered options, in their order, empty ones included. They
may be percentages that don't add up to 100. At small n van der Eijk's A is biased upward, so Tastle
and Wierman's Cns is the measure to show, beside the band of purely random answers at that n.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from coalitionkit.errors import UsageError
from coalitionkit.survey.intervals import Bounds

_MOST_WAYS = 50_000
_DRAWS = 20_000
_SEED = 20


def check_counts(counts: ArrayLike) -> NDArray[np.float64]:
    """Turn counts into an array, or raise UsageError with what is wrong with them."""
    numbers = np.asarray(counts, dtype=float)
    if numbers.ndim != 1 or numbers.size < 2:
        raise UsageError("Agreement needs a count for each offered option, two options or more.")
    if not np.isfinite(numbers).all() or (numbers < 0).any():
        raise UsageError("A count is missing, infinite or negative. Use 0 where nobody chose it.")
    if not numbers.any():
        raise UsageError("All counts are 0. Agreement needs at least one answer.")
    return numbers


def find_agreement(counts: ArrayLike) -> float:
    """Find van der Eijk's agreement A.

    Parameters
    ----------
    counts : array_like of float
        Answers per offered option, in order, empty ones included; not negative.

    Returns
    -------
    float
        -1 two opposite camps, 0 flat, 1 all on one option; ``(1 - A) / 2`` is polarization. At
        small n biased upward: random answers over five options average .27 at n = 5.

    Raises
    ------
    UsageError
        If a count is negative or missing, or all are 0.

    References
    ----------
    van der Eijk 2001, Quality & Quantity 35:325.

    Examples
    --------
    >>> find_agreement([5, 0, 0, 0, 5])
    -1.0
    """
    numbers = check_counts(counts)
    steps = np.unique(np.concatenate(([0.0], numbers)))
    layers = numbers[None, :] >= steps[1:, None]
    weights = np.diff(steps) * layers.sum(axis=1) / numbers.sum()
    values = [_find_layer_agreement(tuple(layer)) for layer in layers.tolist()]
    # Rounding of the weights may pass the ends by 1e-16.
    return float(np.clip(weights @ values, -1, 1))


@cache
def _find_layer_agreement(layer: tuple[bool, ...]) -> float:
    """Find A of one layer, in which every option is either full or empty."""
    options, full = len(layer), sum(layer)
    if full == 1:
        return 1.0
    triples = list(combinations(layer, 3))
    unimodal = sum(triple in ((True, True, False), (False, True, True)) for triple in triples)
    bimodal = triples.count((True, False, True))
    if unimodal + bimodal == 0:
        return 0.0
    shape = ((options - 2) * unimodal - (options - 1) * bimodal) / (
        (options - 2) * (unimodal + bimodal)
    )
    return shape * (1 - (full - 1) / (options - 1))


def _find_consensus_rows(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find Cns of many rows of counts at once."""
    shares = rows / rows.sum(axis=1, keepdims=True)
    steps = np.arange(rows.shape[1])
    means = shares @ steps
    nearness = 1 - np.abs(steps - means[:, None]) / (rows.shape[1] - 1)
    # Nearness is never below the share itself; rounding may make it 0, which has no logarithm.
    logs = np.log2(np.where(shares > 0, np.maximum(nearness, shares), 1))
    return np.asarray(np.clip(1 + (shares * logs).sum(axis=1), 0, 1))


def find_consensus(counts: ArrayLike) -> float:
    """Find Tastle and Wierman's consensus Cns, for options 1..K equally spaced.

    ``Cns = 1 + sum p log2(1 - |x - mean| / (K - 1))``.

    Parameters
    ----------
    counts : array_like of float
        Answers per offered option, in order, empty ones included; not negative.

    Returns
    -------
    float
        0 two halves at opposite ends, 1 all on one option; .434 for five options chosen alike.

    Raises
    ------
    UsageError
        If a count is negative or missing, or all are 0.

    References
    ----------
    Tastle & Wierman 2007, Int J Approximate Reasoning 45:531.

    Examples
    --------
    >>> round(find_consensus([0, 5, 5, 0, 0]), 4)
    0.8074
    """
    return float(_find_consensus_rows(check_counts(counts)[None, :])[0])


def _find_cumulative(counts: ArrayLike) -> NDArray[np.float64]:
    """Find the cumulative shares below each of the K - 1 borders between options."""
    numbers = check_counts(counts)
    return np.asarray((np.cumsum(numbers) / numbers.sum())[:-1])


def find_dispersion(counts: ArrayLike) -> float:
    """Find Leik's ordinal dispersion, ``D = 2 sum min(F, 1 - F) / (K - 1)``.

    Parameters
    ----------
    counts : array_like of float
        Answers per offered option, in order, empty ones included; not negative.

    Returns
    -------
    float
        0 all on one option, 1 two halves at opposite ends.

    Raises
    ------
    UsageError
        If a count is negative or missing, or all are 0.

    References
    ----------
    Leik 1966, Pacific Sociological Review 9:85.

    Examples
    --------
    >>> find_dispersion([0, 5, 5, 0, 0])
    0.25
    """
    below = _find_cumulative(counts)
    return float(np.clip(2 * np.minimum(below, 1 - below).mean(), 0, 1))


def find_consensus_ordinal(counts: ArrayLike) -> float:
    """Find Blair and Lacy's ordinal consensus, ``l2 = sum (F - 1/2)^2 / ((K - 1) / 4)``.

    Parameters
    ----------
    counts : array_like of float
        Answers per offered option, in order, empty ones included; not negative.

    Returns
    -------
    float
        0 two halves at opposite ends, 1 all on one option.

    Raises
    ------
    UsageError
        If a count is negative or missing, or all are 0.

    References
    ----------
    Blair & Lacy 2000, Sociological Methods & Research 28:251.

    Examples
    --------
    >>> find_consensus_ordinal([0, 5, 5, 0, 0])
    0.75
    """
    return float(np.clip(4 * ((_find_cumulative(counts) - 0.5) ** 2).mean(), 0, 1))


def _list_ways(n: int, options: int) -> NDArray[np.float64]:
    """List every way in which n answers may fall on the options, a row each."""
    bars = np.array(list(combinations(range(n + options - 1), options - 1)))
    ends = np.full((len(bars), 1), n + options - 1)
    edges = np.hstack([np.full_like(ends, -1), bars, ends])
    return np.asarray(np.diff(edges, axis=1) - 1, dtype=float)


@cache
def find_random_band(n: int, options: int = 5, low: float = 0.05, high: float = 0.95) -> Bounds:
    """Find the band in which Cns falls for purely random answers of n people.

    Exact, by counting out all ways to answer, while those are at most 50,000 (for five options up
    to n = 30); else from 20,000 random draws with a fixed seed.

    Parameters
    ----------
    n : int
        How many answered; at least 1.
    options : int
        K, how many options the item offers; at least 2.
    low, high : float
        The band's lower and upper share, 0 to 1.

    Returns
    -------
    Bounds
        Cns at those two shares of random groups, each 0..1.

    Raises
    ------
    UsageError
        If there is nobody, fewer than two options, or the shares are out of order.

    Examples
    --------
    >>> band = find_random_band(10)
    >>> round(band.low, 2), round(band.high, 2)
    (0.27, 0.66)
    """
    if n < 1 or options < 2 or not 0 <= low < high <= 1:
        raise UsageError("A band needs one person or more, two options or more, and low < high.")
    if comb(n + options - 1, options - 1) <= _MOST_WAYS:
        ways = _list_ways(n, options)
        logs = gammaln(n + 1) - gammaln(ways + 1).sum(axis=1)
        weights = np.exp(logs - n * np.log(options))
    else:
        rng = np.random.default_rng(_SEED)
        ways = rng.multinomial(n, np.full(options, 1 / options), size=_DRAWS).astype(float)
        weights = np.full(_DRAWS, 1 / _DRAWS)
    values = _find_consensus_rows(ways)
    order = values.argsort()
    reached = weights[order].cumsum()
    places = np.searchsorted(reached, np.array([low, high]) - 1e-9).clip(max=len(order) - 1)
    return Bounds(*values[order][places].tolist())


def bound_consensus(counts: ArrayLike, missing: int) -> Bounds:
    """Bound Cns by what those who did not answer could have said.

    The least value has the missing at the two ends, split in some way; the greatest has them all
    on one option.

    Parameters
    ----------
    counts : array_like of float
        Answers per offered option, in order, empty ones included; not negative.
    missing : int
        How many were asked and did not answer; 0 or more.

    Returns
    -------
    Bounds
        Within 0..1.

    Raises
    ------
    UsageError
        If a count is negative or missing, all are 0, or ``missing`` is negative.

    Examples
    --------
    >>> bounds = bound_consensus([0, 0, 4, 3, 0], missing=2)
    >>> round(bounds.low, 3), round(bounds.high, 3)
    (0.621, 0.829)
    """
    if missing < 0:
        raise UsageError(f"{missing} can't be missing. Use 0 or more.")
    numbers = check_counts(counts)
    split = np.zeros((missing + 1, numbers.size))
    split[:, 0] = np.arange(missing + 1)
    split[:, -1] = missing - split[:, 0]
    gathered = missing * np.eye(numbers.size)
    values = _find_consensus_rows(numbers + np.vstack([split, gathered]))
    return Bounds(float(values.min()), float(values.max()))
