"""Time the agenda finder on random coalitions, beside the same program written plainly in scipy.

Run ``python tests/benchmarks/bench_agendas.py [--instances N] [--sizes small middle large]``. Each
size runs on so many seeded instances (positions from two latent dimensions; every third partner is
a must-have, all others join if they can). Every gap is printed; for the Nash product it is a
difference of log products. Only the Nash product has no plain form: it is no linear program.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

sys.path.insert(0, str(Path(__file__).parent.parent))

from agenda_instances import make_problem

from coalitionkit.plays.craft_compromise.agendas import solve_goal
from coalitionkit.plays.craft_compromise.goals import OBJECTIVES, Goal, set_goal
from coalitionkit.plays.craft_compromise.problem import Problem

# Partners, issues, levels; seconds allowed; what is promised.
SIZES = {
    "small": ((12, 6, 7), 10.0, "under 0.3 s"),
    "middle": ((25, 8, 7), 10.0, "proven in under 2 s"),
    "large": ((60, 20, 9), 9.0, "a gap of at most 15% in 10 s"),
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
    if problem.reading == "hard":
        fits = np.concatenate(problem.fits, axis=1)[goal.must]
        ends = np.concatenate([[0], np.cumsum(problem.sizes)])
        for first, last in zip(ends, ends[1:], strict=False):
            inside = np.zeros((len(fits), levels + 1))
            inside[:, first:last] = fits[:, first:last]
            limits.append(LinearConstraint(inside, 1.0, np.inf))
    one = np.zeros((len(problem.sizes), levels + 1))
    for row, (size, end) in zip(one, zip(problem.sizes, np.cumsum(problem.sizes), strict=True)):
        row[end - size : end] = 1.0
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
    for reading in ("tradable", "hard"):
        for objective in OBJECTIVES:
            taken, gaps, ratios, listed = [], [], [], 0
            for seed in range(instances):
                problem = make_problem(*shape, seed=seed, reading=reading, must_share=0.35)
                goal = set_goal(problem, objective, at_least=None, essential_only=True)
                start = time.perf_counter()
                choices, solved = solve_goal(problem, goal, seconds=seconds)
                taken.append(time.perf_counter() - start)
                gaps.append(measure_gap(objective, len(choices), solved.value, solved.bound))
                listed += solved.all_listed
                if objective != "nash":
                    ratios.append(run_plain(problem, goal, seconds) / taken[-1])
            told = " ".join("none" if np.isnan(gap) else f"{gap:.3f}" for gap in gaps)
            ratio = f"; plain takes {statistics.median(ratios):.2f} times as long" if ratios else ""
            print(
                f"{reading:8} {objective:8} median {statistics.median(taken):6.3f} s, "
                f"longest {max(taken):6.3f} s; all ties listed in {listed} of {instances}{ratio}\n"
                f"    gaps: {told}",
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
