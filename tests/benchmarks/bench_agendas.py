"""Time the agenda finder on random coalitions, beside the same program written plainly in scipy.

Run ``python tests/benchmarks/bench_agendas.py [--instances N] [--sizes small middle large]``. Each
size runs on so many seeded instances, with positions from two latent dimensions. Every gap is
printed, and "none" where it is proven that no agenda holds; for the Nash product a gap is a
difference of log products. The plain form is written for boldness, max-min and total with all on
board; the Nash product is no linear program.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

sys.path.insert(0, str(Path(__file__).parent.parent))

from agenda_instances import make_problem

from coalitionkit.plays.craft_compromise.agendas import solve_goal
from coalitionkit.plays.craft_compromise.goals import OBJECTIVES, Goal, set_goal
from coalitionkit.plays.craft_compromise.problem import Problem, Reading

# Partners, issues, levels; seconds allowed; what is promised.
SIZES = {
    "small": ((12, 6, 7), 10.0, "under 0.3 s"),
    "middle": ((25, 8, 7), 10.0, "proven in under 2 s"),
    "large": ((60, 20, 9), 8.5, "a gap of at most 15% in 10 s"),
}
CLOSE = 0.15
# Reading, share of must-have partners, share of all who have to be on board.
FORMS: dict[str, tuple[Reading, float, float]] = {
    "tradable, all on board": ("tradable", 0.0, 1.0),
    "tradable, at least 60%": ("tradable", 0.15, 0.6),
    "hard ranges, at least 60%": ("hard", 0.05, 0.6),
}


def run_plain(problem: Problem, goal: Goal, seconds: float) -> float:
    """Solve boldness, max-min or total as a textbook writes it, and give its time.

    Every level of every issue, a row a partner; no level left out, no list of ties.
    """
    start = time.perf_counter()
    worth = np.concatenate(problem.gains, axis=1)[goal.must]
    floors = problem.floors[goal.must]
    levels = worth.shape[1]
    cost = np.zeros(levels + 1)
    high = np.ones(levels + 1)
    rows = np.hstack([worth, np.zeros((len(worth), 1))])
    if goal.objective == "boldness":
        cost[:levels] = np.concatenate(problem.points)
    elif goal.objective == "total":
        cost[:levels] = worth.sum(axis=0)
    else:
        cost[levels], rows[:, levels] = 1.0, -1.0
    limits = [LinearConstraint(rows, floors, np.inf)]
    ends = np.concatenate([[0], np.cumsum(problem.sizes)])
    if problem.reading == "hard":
        fits = np.concatenate(problem.fits, axis=1)[goal.must]
        for first, last in pairwise(ends):
            inside = np.zeros((len(fits), levels + 1))
            inside[:, first:last] = fits[:, first:last]
            limits.append(LinearConstraint(inside, 1.0, np.inf))
    one = np.zeros((len(problem.sizes), levels + 1))
    for row, (first, last) in zip(one, pairwise(ends), strict=True):
        row[first:last] = 1.0
    limits.append(LinearConstraint(one, 1.0, 1.0))
    whole = np.r_[np.ones(levels), 0]
    options = {"time_limit": seconds, "mip_rel_gap": 0.0}
    bounds = Bounds(np.zeros(levels + 1), high)
    milp(-cost, integrality=whole, bounds=bounds, constraints=limits, options=options)
    return time.perf_counter() - start


def run_size(name: str, instances: int) -> None:
    """Print every objective's times, gaps and ratio to the plain form, for one size."""
    shape, seconds, promise = SIZES[name]
    print(f"\n{shape[0]} partners x {shape[1]} issues x {shape[2]} levels; promised: {promise}")
    for told_form, (reading, must_share, share) in FORMS.items():
        print(told_form)
        for objective in OBJECTIVES:
            taken, gaps, ratios, listed = [], [], [], 0
            for seed in range(instances):
                problem = make_problem(
                    *shape, seed=seed, reading=reading, must_share=must_share, most_asked=0.14
                )
                at_least = round(share * shape[0]) if share < 1 else None
                goal = set_goal(problem, objective, at_least=at_least, essential_only=False)
                start = time.perf_counter()
                choices, solved = solve_goal(problem, goal, seconds=seconds)
                taken.append(time.perf_counter() - start)
                gaps.append(measure_gap(objective, len(choices), solved.value, solved.bound))
                listed += solved.all_listed
                if objective != "nash" and at_least is None:
                    ratios.append(run_plain(problem, goal, seconds) / taken[-1])
            close = sum(not gap > CLOSE for gap in gaps)  # "none" is not a number, and proven
            told = " ".join("none" if np.isnan(gap) else f"{gap:.3f}" for gap in gaps)
            ratio = f"; plain takes {statistics.median(ratios):.2f} times as long" if ratios else ""
            print(
                f"  {objective:8} median {statistics.median(taken):6.3f} s, "
                f"longest {max(taken):6.3f} s; all ties listed in {listed} of {instances}{ratio}\n"
                f"      gaps: {told} (at most {CLOSE:g} in {close} of {instances})",
                flush=True,
            )


def measure_gap(objective: str, found: int, value: float, bound: float) -> float:
    """Measure how much better an agenda could be; NaN where it is proven that there is none."""
    if not found:
        return float("nan") if bound == -np.inf else float("inf")
    gap = max(bound - value, 0.0)
    return gap if objective == "nash" else gap / max(abs(value), 1e-6)


def main() -> None:
    """Print all sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=20)
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), default=list(SIZES))
    chosen = parser.parse_args()
    print(f"one core of {os.cpu_count()}; load before: {os.getloadavg()[0]:.1f}")
    for name in chosen.sizes:
        run_size(name, chosen.instances)


if __name__ == "__main__":
    main()
