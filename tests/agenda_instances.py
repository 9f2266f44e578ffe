"""Random agenda problems: positions from two latent dimensions, as real ones tend to be."""

from __future__ import annotations

import numpy as np

from coalitionkit.plays.craft_compromise.problem import (
    Problem,
    Reading,
    value_level,
    weigh_issues,
)


def make_problem(
    partners: int,
    issues: int,
    levels: int,
    *,
    seed: int,
    reading: Reading,
    must_share: float = 0.0,
    most_asked: float = 0.35,
) -> Problem:
    """Partners stand on two hidden dimensions; each issue leans on both, with some noise.

    Ranges and walk-aways are coarse numbers, so that ties are common. Without a must-have partner
    all are required.
    """
    rng = np.random.default_rng(seed)
    scale = np.arange(levels, dtype=float)
    middle, top = (levels - 1) / 2, levels - 1
    hidden = rng.normal(size=(partners, 2)) @ rng.normal(size=(issues, 2)).T / np.sqrt(2)
    noisy = hidden + rng.normal(scale=0.4, size=(partners, issues))
    ideal = np.round(middle + noisy * top / 5).clip(0, top)
    widest = max(2, levels // 2 + 1)
    lowest = (ideal - rng.integers(1, widest, ideal.shape)).clip(0, top)
    highest = (ideal + rng.integers(1, widest, ideal.shape)).clip(0, top)
    weights = weigh_issues(rng.integers(0, 4, ideal.shape).astype(float))
    status_quo = top // 3
    bold = (scale - status_quo) / max(top - status_quo, 1)
    counts = rng.integers(1, 4, issues)
    gains, fits = [], []
    for k in range(issues):
        ends = zip(ideal[:, k], lowest[:, k], highest[:, k], strict=True)
        values = [value_level(scale, ideal=i, lowest=low, highest=high) for i, low, high in ends]
        gains.append(np.array(values) * weights[:, k : k + 1])
        fits.append((scale >= lowest[:, k : k + 1]) & (scale <= highest[:, k : k + 1]))
    asked = np.round(rng.uniform(most_asked / 7, most_asked, partners), 2)
    must = rng.random(partners) < must_share
    return Problem(
        partners=tuple(f"p{i}" for i in range(partners)),
        issues=tuple(f"k{k}" for k in range(issues)),
        levels=(scale,) * issues,
        gains=tuple(gains),
        fits=tuple(fits),
        points=tuple(bold * count / counts.sum() for count in counts),
        floors=asked if reading == "tradable" else np.zeros(partners),
        required=must if must.any() else np.ones(partners, dtype=bool),
        reading=reading,
    )


def make_small(seed: int) -> tuple[Problem, int]:
    """A problem small enough to look at every agenda, and a number of partners to ask for."""
    rng = np.random.default_rng([seed, 7])
    partners, issues, levels = (int(rng.integers(2, end)) for end in (7, 5, 6))
    problem = make_problem(
        partners,
        issues,
        levels,
        seed=seed,
        reading="tradable" if seed % 2 else "hard",
        must_share=0.4 if seed % 4 < 2 else 0.0,
    )
    return problem, int(rng.integers(1, partners + 1))


def list_goals(problem: Problem, at_least: int) -> list[tuple[int | None, bool]]:
    """Ways to say who must be on board: all, so many, must-have partners only."""
    ways: list[tuple[int | None, bool]] = [(None, False), (at_least, False)]
    return ways if problem.required.all() else [*ways, (None, True)]
