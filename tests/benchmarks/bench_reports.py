"""Seconds per report: the batch as users run it, start-up stated apart.

Run ``python tests/benchmarks/bench_reports.py``. It prints, and judges nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Build the sample cohort twice in one pool; the second run is past every start-up."""
    start = time.perf_counter()
    from coalitionkit.record import load_cohort
    from coalitionkit.report.batch import build_reports
    from coalitionkit.report.plan import Plan
    from coalitionkit.report.workers import open_workers

    print(f"imports            {time.perf_counter() - start:6.2f} s")
    start = time.perf_counter()
    cohort = load_cohort("spring-cohort")
    print(f"load the cohort    {time.perf_counter() - start:6.2f} s")
    with (
        open_workers(2) as executor,
        tempfile.TemporaryDirectory() as at,
    ):
        for name in ("first batch", "second batch"):
            start = time.perf_counter()
            entries = build_reports(cohort, Plan(Path(at) / name), executor=executor)
            spent = time.perf_counter() - start
            assert all(entry.outcome.state == "built" for entry in entries)
            print(
                f"{name:18} {spent:6.2f} s, {spent / len(entries):5.2f} s a report, two at a time"
            )


if __name__ == "__main__":
    sys.exit(main())
