"""From what is on record to the agenda finder's numbers, and the same numbers a little off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from coalitionkit.errors import NeedsError
from coalitionkit.plays.craft_compromise.inputs import POSITION_COLUMNS, Inputs
from coalitionkit.plays.craft_compromise.problem import (
    Bools,
    Floats,
    Ints,
    Problem,
    Reading,
    value_level,
    weigh_issues,
)


@dataclass(frozen=True, eq=False)
class Numbers:
    """What the partners said, as numbers, before it is weighed.

    Attributes
    ----------
    partners, issues : tuple of str
    levels : tuple of array (levels of the issue)
        In the issue's own units.
    ideal, lowest, highest, salience : array (partners, issues)
        NaN, and salience 0, where a partner said what each level is worth and nothing else.
    told : mapping of (int, int) to array (levels)
        By the partner's and the issue's place: what it said each level is worth, 0-1; NaN where it
        would not accept the level.
    shares : tuple of array (levels)
        How far each level lies on the way from the status quo (0) to the bold end (1).
    weights : array (issues)
        How much each issue counts in boldness; 0 without a bold end.
    floors : array (partners)
        The least utility that keeps a partner, 0-1; 0 under hard ranges.
    required : array (partners)
        Who must be on board.
    reading : {"hard", "tradable"}
    """

    partners: tuple[str, ...]
    issues: tuple[str, ...]
    levels: tuple[Floats, ...]
    ideal: Floats
    lowest: Floats
    highest: Floats
    salience: Floats
    told: Mapping[tuple[int, int], Floats]
    shares: tuple[Floats, ...]
    weights: Floats
    floors: Floats
    required: Bools
    reading: Reading


def build_problem(
    inputs: Inputs,
    *,
    reading: Reading,
    walkaways: Mapping[str, float] | None = None,
    need_boldness: bool = True,
) -> Problem:
    """Build the problem under one reading; the parameters are those of :func:`take_numbers`."""
    numbers = take_numbers(inputs, reading=reading, walkaways=walkaways)
    problem = assemble(numbers)
    if need_boldness and not any(row.any() for row in problem.points):
        raise NeedsError("issues", ("status_quo", "bold_end"))
    return problem


def take_numbers(
    inputs: Inputs, *, reading: Reading, walkaways: Mapping[str, float] | None = None
) -> Numbers:
    """Take the numbers out of what is on record, for one reading.

    Parameters
    ----------
    inputs : Inputs
    reading : {"hard", "tradable"}
        ``hard``: on board is who is in range on every issue. ``tradable``: on board is whose
        utility is at its walk-away or above.
    walkaways : mapping of str to float, optional
        0-1, in place of those on record, partner by partner.

    Returns
    -------
    Numbers
        Under ``tradable`` a partner whose walk-away was not asked is left out.

    Raises
    ------
    NeedsError
        If, under ``tradable``, the walk-away of a must-have partner is not on record, or none is.
    """
    partners = inputs.partners
    floors = np.zeros(len(partners))
    if reading == "tradable":
        asked = {**inputs.walkaways, **(walkaways or {})}
        known = tuple(partner for partner in partners if partner in asked)
        if not known or inputs.must_have & set(partners) - set(known):
            raise NeedsError("walkaways", ("partner", "walkaway"))
        partners, floors = known, np.array([float(asked[partner]) for partner in known])
    must_have = np.array([partner in inputs.must_have for partner in partners])
    levels, shares, weights = _take_levels(inputs)
    return Numbers(
        partners=partners,
        issues=tuple(inputs.issues.index),
        levels=levels,
        **_take_positions(inputs, partners),
        told=_take_told(inputs, partners, levels),
        shares=shares,
        weights=weights,
        floors=floors,
        # Without a must-have partner an agenda is one that all accept.
        required=must_have if must_have.any() else np.ones(len(partners), dtype=bool),
        reading=reading,
    )


def _take_positions(inputs: Inputs, partners: tuple[str, ...]) -> dict[str, Floats]:
    silent = np.array([np.nan, np.nan, np.nan, 0.0])
    cells = [
        [inputs.cells.get((partner, issue), silent) for issue in inputs.issues.index]
        for partner in partners
    ]
    return dict(zip(POSITION_COLUMNS, np.moveaxis(np.array(cells), 2, 0), strict=True))


def _take_told(
    inputs: Inputs, partners: tuple[str, ...], levels: tuple[Floats, ...]
) -> dict[tuple[int, int], Floats]:
    """Take what levels are worth to whom; a level without a row is one it would not accept."""
    return {
        (row, k): np.array([inputs.explicit[partner, issue].get(x, np.nan) for x in levels[k]])
        for row, partner in enumerate(partners)
        for k, issue in enumerate(inputs.issues.index)
        if (partner, issue) in inputs.explicit
    }


def _take_levels(inputs: Inputs) -> tuple[tuple[Floats, ...], tuple[Floats, ...], Floats]:
    """Take each issue's levels, their way to the bold end, and the issue's weight in boldness.

    An issue with neither a bold end nor agreed points counts for nothing; so does one that stands
    at its bold end. A level on the other side of the status quo scores below 0.
    """
    names = ["status_quo", "bold_end", "weight"]
    levels, shares, weights = [], [], []
    for issue, scale in zip(inputs.issues.index, inputs.issues[names].to_numpy(float), strict=True):
        status_quo, bold_end, weight = scale
        offered, points = inputs.levels[issue].T
        way = bold_end - status_quo
        if not np.isnan(points).any():
            share = points / 100
        elif np.isfinite(way) and way != 0:
            share = (offered - status_quo) / way
        else:
            share, weight = np.zeros(len(offered)), 0.0
        levels.append(offered)
        shares.append(share)
        weights.append(weight)
    return tuple(levels), tuple(shares), np.array(weights)


def assemble(numbers: Numbers) -> Problem:
    """Weigh the numbers: what each level is worth to each partner, and how bold it is."""
    weights = weigh_issues(numbers.salience)
    counts = numbers.weights / (numbers.weights.sum() or 1.0)
    gains, fits = [], []
    for k, levels in enumerate(numbers.levels):
        ideal, lowest, highest = (
            grid[:, [k]] for grid in (numbers.ideal, numbers.lowest, numbers.highest)
        )
        values = value_level(levels, ideal=ideal, lowest=lowest, highest=highest)
        inside = (levels >= lowest) & (levels <= highest)
        for (partner, issue), worth in numbers.told.items():
            if issue == k:
                values[partner], inside[partner] = np.nan_to_num(worth), ~np.isnan(worth)
        gains.append(values * weights[:, [k]])
        fits.append(inside)
    return Problem(
        partners=numbers.partners,
        issues=numbers.issues,
        levels=numbers.levels,
        gains=tuple(gains),
        fits=tuple(fits),
        points=tuple(share * count for share, count in zip(numbers.shares, counts, strict=True)),
        floors=numbers.floors,
        required=numbers.required,
        reading=numbers.reading,
    )


def shake(numbers: Numbers, rng: np.random.Generator, off_by: float) -> Numbers:
    """Multiply every number that was said by an even random one, 1 - ``off_by`` to 1 + ``off_by``.

    Ends of ranges move as seen from the ideal. Under hard ranges an end that then lies between two
    levels goes to one of them, the nearer the likelier: people say ends in levels, and one that is
    off by a hair would else shut out the level that was said.

    Parameters
    ----------
    numbers : Numbers
    rng : Generator
        Used alike whatever the order of partners and issues.
    off_by : float
        0-1.
    """
    rows, columns = (_rank(names) for names in (numbers.partners, numbers.issues))

    def draw(count: int, low: float = 1 - off_by, high: float = 1 + off_by) -> Floats:
        drawn = rng.uniform(low, high, (count, len(rows), len(columns)))
        return np.asarray(drawn[:, rows][:, :, columns])

    salience, down, up = draw(3)
    ends = [numbers.lowest, numbers.highest]
    lots = draw(2, 0.0, 1.0)
    for place, factors in enumerate((down, up)):
        if numbers.reading == "hard":
            ends[place] = _settle_ends(numbers, ends[place], factors, lots[place])
        else:
            ends[place] = numbers.ideal + (ends[place] - numbers.ideal) * factors
    spread = rng.uniform(1 - off_by, 1 + off_by, (2, max(len(rows), len(columns))))
    return replace(
        numbers,
        salience=numbers.salience * salience,
        lowest=ends[0],
        highest=ends[1],
        told={
            key: (worth * rng.uniform(1 - off_by, 1 + off_by, len(worth))).clip(0.0, 1.0)
            for key, worth in sorted(
                numbers.told.items(), key=lambda item: (rows[item[0][0]], columns[item[0][1]])
            )
        },
        weights=numbers.weights * spread[0][columns],
        floors=numbers.floors * spread[1][rows],
    )


def _rank(names: tuple[str, ...]) -> Ints:
    """Give each name's place in the alphabet."""
    return np.argsort(np.argsort(np.array(names, dtype=str)))


def _settle_ends(numbers: Numbers, ends: Floats, factors: Floats, lots: Floats) -> Floats:
    """Move ends away from the ideal by a factor, and put each on one of the two levels beside it.

    Parameters
    ----------
    numbers : Numbers
    ends, factors, lots : array (partners, issues)
        ``lots`` are even random numbers, 0-1, that decide between two levels.
    """
    settled = ends.copy()
    for k, levels in enumerate(numbers.levels):
        ideal, end = numbers.ideal[:, [k]], ends[:, [k]]
        between = (levels >= np.minimum(ideal, end)) & (levels <= np.maximum(ideal, end))
        # The outermost level that is inside; without one the end shuts out nothing and stays.
        away = np.where(between, np.abs(levels - ideal), -1.0)
        last = levels[away.argmax(axis=1)]
        moved = ideal[:, 0] + (last - ideal[:, 0]) * factors[:, k]
        above = np.searchsorted(levels, moved).clip(1, max(len(levels) - 1, 1))
        low, high = levels[above - 1], levels[np.minimum(above, len(levels) - 1)]
        share = (moved - low) / np.where(high > low, high - low, 1.0)
        chosen = np.where(lots[:, k] < share, high, low)
        settled[:, k] = np.where(between.any(axis=1), chosen, ends[:, k])
    return settled
