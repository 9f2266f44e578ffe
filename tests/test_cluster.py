"""Reports on a Dask cluster: the same files, and a worker that dies costs a retry at most."""

import os
import signal
import sys

import pytest
from distributed import LocalCluster
from test_batch import write_template
from tiny import answer_all, make_cohort

from coalitionkit.errors import UsageError
from coalitionkit.report.batch import build_reports
from coalitionkit.report.cluster import open_cluster
from coalitionkit.report.plan import Plan
from coalitionkit.report.workers import open_workers

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

SHEETS = [answer_all("4")] * 6


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes of one thread each."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster


@pytest.fixture
def cohort():
    return make_cohort(*((name, 8, SHEETS) for name in ("ash", "elm", "oak")))


@pytest.fixture
def template(tmp_path):
    return write_template(
        tmp_path / "t.ipynb",
        "import coalitionkit as ck\nreport = ck.report.open_report(record, coalition, drawn=False)",
        "ck.report.build_page_one(report)",
        parameters="record = ''\ncoalition = ''",
    )


def read_pages(out):
    return {path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*.html"))}


def test_a_cluster_builds_the_same_reports_and_shares_no_disk(cluster, cohort, template, tmp_path):
    with open_cluster(cluster.scheduler_address) as executor:
        entries = build_reports(
            cohort, Plan(tmp_path / "away", template=template), executor=executor
        )
    assert [entry.outcome.state for entry in entries] == ["built"] * 3, entries
    with open_workers(2) as executor:
        build_reports(cohort, Plan(tmp_path / "here", template=template), executor=executor)
    assert read_pages(tmp_path / "away") == read_pages(tmp_path / "here")


def test_a_worker_that_dies_costs_a_retry_and_no_report(cluster, template, tmp_path):
    cohort = make_cohort(*((f"g{number}", 8, SHEETS) for number in range(6)))
    left = [next(iter(cluster.workers.values())).pid]

    def kill(outcome):
        if left:
            os.kill(left.pop(), signal.SIGKILL)

    plan = Plan(tmp_path / "out", template=template)
    with open_cluster(cluster.scheduler_address) as executor:
        entries = build_reports(cohort, plan, executor=executor, tell=kill)
    assert [entry.outcome.state for entry in entries] == ["built"] * 6, entries
    assert not left


def test_a_cluster_that_is_not_there_is_said_in_words(monkeypatch):
    import coalitionkit.report.cluster as cluster

    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(UsageError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        cluster.open_cluster("tcp://127.0.0.1:9").__enter__()
    with pytest.raises(UsageError, match="No Dask scheduler answers at nonsense"):
        cluster.open_cluster("nonsense://x").__enter__()
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'coalitionkit\[cluster\]'"):
        cluster.open_cluster("tcp://127.0.0.1:9").__enter__()
