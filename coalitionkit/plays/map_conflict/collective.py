"""Where the coalition would come out as a whole, and how far that depends on the weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict.influence import find_influence_on_decision_maker
from coalitionkit.plays.map_conflict.positions import Floats, Setting, find_positions
from coalitionkit.record.coalition import Coalition

# Each weight is a guess, so each is moved by a quarter both ways (method.md, section 5).
MOVED = 0.25
# Half of a sum of floats is met to within this share of it.
_CLOSE = 1e-9


@dataclass(frozen=True)
class Interval:
    """Two levels and all between them; a point where they are equal."""

    low: float
    high: float


@dataclass(frozen=True)
class CollectivePosition:
    """Where one issue would come out, in its own units.

    Attributes
    ----------
    issue : str
    mean : float
        The compromise mean.
    mean_moved : Interval
        Where the mean can lie when any one weight moves by a quarter.
    median : Interval
        The weighted median: an interval where the weights on both sides are equal.
    median_moved : Interval
        The same when any one weight moves by a quarter.
    partners : int
        How many partners stand behind it.
    left_out : int
        How many have a position and no weight on record.
    """

    issue: str
    mean: float
    mean_moved: Interval
    median: Interval
    median_moved: Interval
    partners: int
    left_out: int


def compute_compromise_mean(levels: Floats, weights: Floats) -> float:
    """Give the mean level, weighted: sum(c s x) / sum(c s) (van den Bos 1991; Achen 2006).

    Parameters
    ----------
    levels, weights : array, shape (n,)
        Weights at least 0; where all are 0 they count alike.
    """
    return float(np.average(levels, weights=_or_equal(weights)))


def compute_weighted_median(levels: Floats, weights: Floats) -> Interval:
    """Give the weighted median, as an interval where half the weight lies on each side.

    Parameters
    ----------
    levels, weights : array, shape (n,)
        Weights at least 0; where all are 0 they count alike.

    Examples
    --------
    >>> compute_weighted_median(np.array([1.0, 2, 4]), np.array([1.0, 1, 2]))
    Interval(low=2.0, high=4.0)
    """
    used = _or_equal(weights)
    counted = used > 0
    order = np.argsort(levels[counted], kind="stable")
    ranked, below = levels[counted][order], np.cumsum(used[counted][order])
    half, close = below[-1] / 2, _CLOSE * below[-1]
    low = ranked[np.argmax(below >= half - close)]
    high = ranked[np.argmax(below > half + close)]
    return Interval(float(low), float(high))


def _or_equal(weights: Floats) -> Floats:
    return weights if weights.sum() > 0 else np.ones_like(weights)


def measure_collective(
    issue: str, levels: Floats, weights: Floats, *, left_out: int = 0
) -> CollectivePosition:
    """Measure where one issue would come out, and what moving any one weight by 25% does.

    Parameters
    ----------
    issue : str
    levels : array, shape (n,)
        Ideals, in the issue's units.
    weights : array, shape (n,)
        Capability times salience, or salience alone; at least 0.
    left_out : int
        How many were left out for want of a weight.
    """
    used = _or_equal(weights)
    moved = [used]
    for place in range(len(used)):
        for factor in (1 - MOVED, 1 + MOVED):
            each = used.copy()
            each[place] *= factor
            moved.append(each)
    means = [compute_compromise_mean(levels, each) for each in moved]
    medians = [compute_weighted_median(levels, each) for each in moved]
    return CollectivePosition(
        issue=issue,
        mean=means[0],
        mean_moved=Interval(min(means), max(means)),
        median=medians[0],
        median_moved=Interval(
            min(each.low for each in medians), max(each.high for each in medians)
        ),
        partners=len(levels),
        left_out=left_out,
    )


def find_collective_positions(
    coalition: Coalition, *, setting: Setting | None = None, with_capability: bool = True
) -> tuple[CollectivePosition, ...]:
    """Find where each issue would come out if all pulled with the weight they have.

    Parameters
    ----------
    coalition : Coalition
    setting : {"alone", "meeting"}, optional
        As in :func:`find_positions`.
    with_capability : bool
        Weigh by influence on the decision maker times salience, which is private; or else by
        salience alone.

    Returns
    -------
    tuple of CollectivePosition
        One an issue on which a partner with a weight stands, in the order of the issues table.

    Raises
    ------
    NeedsError
        If no position has a salience; with capability, if that table is empty.
    """
    rows = find_positions(coalition, setting=setting)
    weights = rows["salience"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    if np.isnan(weights).all():
        raise NeedsError("positions", ("ideal", "salience"))
    if with_capability:
        known = find_influence_on_decision_maker(coalition).set_index("partner")["capability"]
        weights = weights * rows["partner"].map(known).to_numpy(dtype=float)
    found = []
    for issue, group in rows.assign(_weight=weights).groupby("issue", sort=False):
        weighed = group[group["_weight"].notna()]
        if weighed.empty:
            continue
        levels, used = weighed["ideal"].to_numpy(dtype=float), weighed["_weight"].to_numpy()
        missing = len(group) - len(weighed)
        found.append(measure_collective(str(issue), levels, used, left_out=missing))
    return tuple(found)
