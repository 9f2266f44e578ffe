"""Reports on a Dask cluster: the same function, with all it needs sent along and all it made back.

Workers need no disk in common with this computer. Each report runs in a process of its own there
too, and a report whose worker dies is built by another.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coalitionkit.errors import UsageError
from coalitionkit.files import write_atomic
from coalitionkit.report.engine import Job, run_report
from coalitionkit.report.inputs import hash_kit
from coalitionkit.report.outcome import Outcome

# Seconds to wait for a scheduler to answer, and for its first worker.
_PATIENCE = 20


@dataclass(frozen=True)
class Parcel:
    """A job with what it reads: the template, and every file of its folder."""

    job: Job
    template: bytes
    folder: Mapping[str, bytes]


@dataclass(frozen=True)
class Answer:
    """What comes back: the outcome, the report's files, and those that its folder then held."""

    outcome: Outcome
    out: Mapping[str, bytes]
    folder: Mapping[str, bytes]


def build_away(parcel: Parcel) -> Answer:
    """Build a report on a computer that has neither the record nor the batch's folder."""
    with tempfile.TemporaryDirectory(prefix="coalitionkit-") as here:
        folder, template = Path(here, "run"), Path(here, "template.ipynb")
        job = replace(
            parcel.job,
            template=template,
            folder=folder,
            out=Path(here, "out", parcel.job.out.name),
        )
        folder.mkdir()
        template.write_bytes(parcel.template)
        _unpack(parcel.folder, folder)
        outcome = run_report(job)
        return Answer(outcome, _pack(job.out), _pack(folder))


def _pack(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _unpack(files: Mapping[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        write_atomic(folder / name, data)


class ClusterExecutor(Executor):
    """Sends jobs to a cluster; what comes back is put where the job would have written it.

    Parameters
    ----------
    pool : Executor
        The cluster's own.
    """

    def __init__(self, pool: Executor) -> None:
        self._pool = pool

    def submit(  # type: ignore[override]
        self, function: Callable[[Job], Outcome], /, job: Job
    ) -> Future[Outcome]:
        """Send a job; the function is always :func:`coalitionkit.report.engine.run_report`."""
        told: Future[Outcome] = Future()
        parcel = Parcel(job, job.template.read_bytes(), _pack(job.folder))

        def take(answered: Future[Answer]) -> None:
            try:
                answer = answered.result()
                shutil.rmtree(job.out, ignore_errors=True)
                _unpack(answer.out, job.out)
                _unpack(answer.folder, job.folder)
                told.set_result(answer.outcome)
            except BaseException as error:
                told.set_exception(error)

        self._pool.submit(build_away, parcel).add_done_callback(take)
        return told


@contextmanager
def open_cluster(address: str) -> Iterator[Executor]:
    """Open a Dask cluster for reports; leave with ``with``.

    Parameters
    ----------
    address : str
        The scheduler's, such as ``tcp://10.0.0.5:8786``; ``tls://`` where the network is shared.

    Raises
    ------
    UsageError
        If Dask is not installed, no scheduler answers, it has no worker, or a worker has another
        kit than this computer.
    """
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "--scheduler needs Dask. Install it: pip install 'coalitionkit[cluster]'"
        ) from None
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout=_PATIENCE, set_as_default=False
        )
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            f"No Dask scheduler answers at {address}. Start one with: dask scheduler"
        ) from error
    with client:
        _check_workers(client, address)
        # A task is a report, and no two are alike: nothing is to be looked up in place of it.
        yield ClusterExecutor(client.get_executor(pure=False))


def _check_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise UsageError(
            f"The Dask scheduler at {address} has no worker. Start one with: dask worker {address}"
        ) from error
    kits = client.run(hash_kit, on_error="return")
    others = sorted(worker for worker, kit in kits.items() if kit != hash_kit())
    if others:
        raise UsageError(
            f"Another coalitionkit, or other libraries, than here: {', '.join(others)}. Reports "
            "would differ from one worker to the next. Install the same on each."
        )
