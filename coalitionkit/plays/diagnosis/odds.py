"""From tallies to probabilities: how likely each corner of the two axes is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import betainc

from coalitionkit.plays.diagnosis.evidence import DEBATE, OPENNESS, Rules, Tally

# Debate, then openness: in debate, stuck, drifting or agreed, closed to revisiting.
CELLS = ("high/high", "high/low", "low/high", "low/low")

_BINS = 200
Floats = npt.NDArray[np.float64]
Beta = tuple[float, float]


def weigh_tally(tally: Tally, rules: Rules | None = None) -> Beta:
    """Give the parameters of an indicator's Beta after its records.

    Records that hang together count for fewer: n_eff = n / (1 + (m - 1) rho) with m records to a
    meeting, and k is scaled alike (the design effect; Kish 1965).

    Examples
    --------
    >>> weigh_tally(Tally(1, 8, 2.0), Rules(rho=0.0)), weigh_tally(Tally(6, 12, 2.0))
    ((2.0, 8.0), (6.0, 6.0))
    """
    used = rules or Rules()
    shrink = 1.0 / (1.0 + (tally.per_meeting - 1.0) * used.rho)
    return used.prior + tally.k * shrink, used.prior + (tally.n - tally.k) * shrink


@lru_cache(maxsize=1024)
def _cut_into_bins(beta: Beta) -> Floats:
    masses: Floats = np.diff(betainc(*beta, np.linspace(0.0, 1.0, _BINS + 1)))
    masses.flags.writeable = False
    return masses


@lru_cache(maxsize=8192)
def find_chance_above(betas: tuple[Beta, ...], cut: float) -> float:
    """Find the chance that the mean of independent Beta variables lies above a cut.

    All but the last are cut into 200 bins and added up; the last is taken exactly. So it needs no
    random draws: the same records give the same number everywhere. Off by less than .001 for up to
    500 records an indicator (a test holds it to scipy's integrals).

    Parameters
    ----------
    betas : tuple of (a, b)
        Up to three; none stands for a flat prior on the mean itself.
    cut : float
        0-1.

    Returns
    -------
    float
        0-1.

    Examples
    --------
    >>> round(find_chance_above(((2.0, 1.0),), 0.5), 6), find_chance_above((), 0.5)
    (0.75, 0.5)
    """
    if not betas:
        return 1.0 - cut
    *others, last = betas
    masses, start = np.ones(1), 0.0
    for beta in others:
        masses = np.convolve(masses, _cut_into_bins(beta))
        start += 0.5 / _BINS
    sums = start + np.arange(len(masses)) / _BINS
    left = np.clip(len(betas) * cut - sums, 0.0, 1.0)
    above: float = float(masses @ (1.0 - betainc(*last, left)))
    return min(max(above, 0.0), 1.0)


def weigh_tallies(tallies: Mapping[str, Tally], rules: Rules | None = None) -> Mapping[str, Beta]:
    """Give the Beta of each indicator that has records and is not left out; others have none."""
    used = rules or Rules()
    kept = {name: tally for name, tally in tallies.items() if tally.n and name != used.left_out}
    return {name: weigh_tally(tally, used) for name, tally in kept.items()}


def _list_axis(betas: Mapping[str, Beta], axis: tuple[str, ...]) -> tuple[Beta, ...]:
    # In one order whichever indicator is which, so that equal evidence is computed once.
    return tuple(sorted(betas[name] for name in axis if name in betas))


def estimate_axis(betas: Mapping[str, Beta], axis: tuple[str, ...]) -> float:
    """Estimate where a coalition stands on an axis, 0-1; NaN without a record.

    Parameters
    ----------
    betas : mapping
        From :func:`weigh_tallies`.
    axis : tuple of str
        ``DEBATE`` or ``OPENNESS``.
    """
    known = _list_axis(betas, axis)
    return sum(a / (a + b) for a, b in known) / len(known) if known else float("nan")


def estimate_cells(betas: Mapping[str, Beta], cut: float = 0.5) -> Mapping[str, float]:
    """Estimate how likely each corner is: debate low or high, openness low or high.

    theta_j ~ Beta(1 + k, 1 + n - k); an axis is the mean of the thetas of its indicators that have
    records, flat if none has; low ends at the cut (method.md, section 10).

    Parameters
    ----------
    betas : mapping
        From :func:`weigh_tallies`.
    cut : float
        0-1.

    Returns
    -------
    mapping
        ``high/high``, ``high/low``, ``low/high``, ``low/low`` (debate first) -> probability; they
        add up to 1.

    Examples
    --------
    >>> estimate_cells({})["low/low"]
    0.25
    """
    debate = find_chance_above(_list_axis(betas, DEBATE), cut)
    openness = find_chance_above(_list_axis(betas, OPENNESS), cut)
    high = (debate * openness, debate * (1 - openness))
    low = ((1 - debate) * openness, (1 - debate) * (1 - openness))
    return dict(zip(CELLS, high + low, strict=True))


def find_mode(cells: Mapping[str, float]) -> str:
    """Find the one corner that is likelier than every other; empty where two are alike.

    Examples
    --------
    >>> find_mode({"low/low": 0.5, "high/high": 0.5}), find_mode({"low/low": 0.6, "high/low": 0.4})
    ('', 'low/low')
    """
    first, second = sorted(cells.values(), reverse=True)[:2]
    if first - second < 1e-9:
        return ""
    return max(cells, key=cells.__getitem__)
