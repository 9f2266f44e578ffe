"""Milliseconds per report in a small cohort and in a large one: it should be the same.

Run ``python tests/benchmarks/bench_groups.py [GROUPS, default 500]``. It builds cohorts of 20
groups until as many reports are done, half of them before the large cohort and half after, with a
template of four cells, two reports at a time. It prints, and judges nothing.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from concurrent.futures import Executor
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
SMALL = 20
CELLS = [
    "record = ''\ncoalition = ''\naudience = 'partners'\nwave = 0",
    "import coalitionkit as ck\n"
    "report = ck.report.open_report(record, coalition, wave=wave, audience=audience)",
    "report.coalition.name, report.survey.n",
    "report.coalition.waves",
]


def build(groups: int, executor: Executor, at: Path) -> tuple[float, float]:
    """Give the milliseconds that a report takes, and those of this process alone at work."""
    from nasty import write_notebook
    from tiny import answer_all, make_cohort

    from coalitionkit.report.batch import build_reports
    from coalitionkit.report.plan import Plan

    sheets = [answer_all("4")] * 5
    cohort = make_cohort(*((f"g{number:05d}", 6, sheets) for number in range(groups)))
    template = write_notebook(at / "template.ipynb", CELLS, tag="parameters")
    own, start = time.process_time(), time.perf_counter()
    with tempfile.TemporaryDirectory(dir=at) as out:
        entries = build_reports(cohort, Plan(Path(out), template=template), executor=executor)
        spent, own = time.perf_counter() - start, time.process_time() - own
    assert all(entry.outcome.state == "built" for entry in entries), entries[0].outcome
    return 1000 * spent / groups, 1000 * own / groups


def main(groups: int) -> None:
    """Build both, and print."""
    from coalitionkit.report.workers import find_parent, open_workers

    find_parent().wait()
    with open_workers(2) as executor, tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        build(SMALL, executor, at)
        rounds = max(1, groups // SMALL // 2)
        small = [build(SMALL, executor, at) for _ in range(rounds)]
        large = build(groups, executor, at)
        small += [build(SMALL, executor, at) for _ in range(rounds)]
    for count, spent, own in (
        (SMALL, *(statistics.mean(times) for times in zip(*small, strict=True))),
        (groups, *large),
    ):
        print(f"{count:5} groups  {spent:6.1f} ms a report; this process {own:6.1f} ms")
    middle = statistics.mean(spent for spent, _ in small)
    print(f"in the large cohort a report takes {large[0] / middle:.2f} times as long")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"peak memory of this process {peak} MB; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
