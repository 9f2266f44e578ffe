"""Two Dask worker processes against one, on the same batch.

Run ``python tests/benchmarks/bench_cluster.py [ROUNDS, default 5]``. In each round a cluster of one
worker and a cluster of two build the same 24 groups and the cohort's report, one after the other,
so that a busy machine slows both alike; no round starts later than 90 seconds after the first.
Start-up is stated apart. It prints the ratio, and judges nothing.
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from distributed import LocalCluster

from coalitionkit.record import Cohort
from coalitionkit.report.batch import build_reports
from coalitionkit.report.cluster import open_cluster
from coalitionkit.report.plan import Plan
from coalitionkit.teach.synthetic import make_five_hundred

GROUPS = 24
ENOUGH = 90


def draw_cohort(count: int) -> Cohort:
    """Draw so many groups."""
    many = make_five_hundred(seed=11)
    tables = {name: many.table(name) for name in ("coalitions", "partners", "waves", "responses")}
    ids = many.ids[:count]
    kept = {name: rows[rows["coalition"].isin(ids)] for name, rows in tables.items()}
    return Cohort("cluster", kept)


def time_batch(cluster: LocalCluster, cohort: Cohort) -> float:
    """Give the seconds that a batch takes, from an open record to the last report in its place."""
    with tempfile.TemporaryDirectory() as out, open_cluster(cluster.scheduler_address) as executor:
        start = time.perf_counter()
        entries = build_reports(cohort, Plan(Path(out)), executor=executor)
        spent = time.perf_counter() - start
    wrong = [entry.outcome.cause for entry in entries if entry.outcome.state != "built"]
    assert not wrong, wrong
    return spent


def measure(rounds: int) -> None:
    """Time the two clusters in turn, and print."""
    cohort = draw_cohort(GROUPS)
    few = draw_cohort(4)
    with ExitStack() as stack:
        clusters = []
        for count in (1, 2):
            start = time.perf_counter()
            cluster = LocalCluster(
                n_workers=count,
                threads_per_worker=1,
                processes=True,
                dashboard_address=":0",
                silence_logs=logging.CRITICAL,
            )
            clusters.append(stack.enter_context(cluster))
            time_batch(cluster, few)  # each worker has its warm parent from here on
            print(f"{count} worker(s): started and warm in {time.perf_counter() - start:.1f} s")
        spent: list[list[float]] = []
        while len(spent) < rounds and sum(map(sum, spent)) < ENOUGH:
            spent.append([time_batch(cluster, cohort) for cluster in clusters])
            one, two = spent[-1]
            print(f"one {one:.2f} s, two {two:.2f} s, {one / two:.2f} times", flush=True)
    ratio = statistics.median(one / two for one, two in spent)
    print(f"two workers are {ratio:.2f} times as fast as one, on {GROUPS} groups")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
