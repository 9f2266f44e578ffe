"""The processes that build reports on this computer, side by side."""

from __future__ import annotations

import atexit
import math
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from coalitionkit.errors import CoalitionkitError
from coalitionkit.report.warm import Task

Result = TypeVar("Result")

# Alike in every process, so that a report is the same bytes each time; and one thread a library,
# since the reports share the cores. Each is unset again before a report could see it.
_QUIET = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_START = "import sys; from coalitionkit.report.warm import main; main(*sys.argv[1:])"


class ChildEndedError(CoalitionkitError):
    """A report's process ended before its report was whole."""


class TooLongError(CoalitionkitError):
    """A cell, or a whole report, took longer than it may."""


@dataclass(frozen=True)
class Limits:
    """What one report may take: seconds for a cell, seconds for all, bytes of memory."""

    cell: float = 300
    report: float = 1200
    memory: int = 2 << 30


def can_fork() -> bool:
    """Say whether reports can be forked here: on Linux; elsewhere each needs a fresh kernel."""
    return sys.platform == "linux"


class Parent:
    """The warm parent of this process, in a process of its own.

    Raises
    ------
    ChildEndedError
        If it can't be started.
    """

    def __init__(self) -> None:
        unset = [name for name in _QUIET if name not in os.environ]
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, *unset],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_QUIET | dict(os.environ),
                start_new_session=True,  # Ctrl-C at the terminal is for its user alone
            )
        self._lock = Lock()
        self._told = b""

    def runs(self) -> bool:
        """Say whether it is there."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it, and every child that still runs."""
        self._control.close()
        self._process.wait()

    def call(
        self, function: Callable[..., Result], *arguments: Any, folder: Path, limits: Limits
    ) -> Result:
        """Run a function in a new child, and wait for it.

        Parameters
        ----------
        function : callable
            Importable by name.
        *arguments
            Whatever can be pickled.
        folder : Path
            Where the child runs.
        limits : Limits

        Raises
        ------
        TooLongError
            The child has been killed.
        ChildEndedError
            The child died by itself.
        Exception
            What the function raised.
        """
        self.wait()
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"!"], [theirs.fileno()])
        with Connection(ours.detach()) as child:
            task = Task(function, arguments, dict(os.environ), str(folder), limits.memory)
            child.send(task)
            result: Result = _wait(child, limits)
            return result

    def wait(self) -> None:
        """Wait until it is warm."""
        with self._lock:
            self._told = self._told or self._control.recv(1 << 16)
            if self._told != b"warm":
                told = self._told.decode() or "It ended without a word."
                raise ChildEndedError(f"The process that builds reports did not start. {told}")


def _wait(child: Connection, limits: Limits) -> Any:
    """Give a child's result. Leaving before its end kills it."""
    end = time.monotonic() + limits.report
    due, cell = end, 0
    while True:
        left = max(0, min(due, end) - time.monotonic())
        if not child.poll(None if left == math.inf else left):
            if due < end:
                raise TooLongError(f"Cell {cell} took longer than {limits.cell:g} seconds.")
            raise TooLongError(f"The report took longer than {limits.report:g} seconds.")
        try:
            kind, value = child.recv()
        except (EOFError, OSError):
            kind, value = "ended", -signal.SIGKILL
        if kind == "cell":
            cell, due = value, time.monotonic() + limits.cell
        elif kind == "done":
            return value
        elif kind == "failed":
            raise value
        else:
            raise ChildEndedError(f"The report's process ended in cell {cell}: {_name(value)}.")


def _name(code: int) -> str:
    """Name how a process ended."""
    return f"exit status {code}" if code >= 0 else signal.Signals(-code).name


_parent: Parent | None = None
_parent_lock = Lock()


def find_parent() -> Parent:
    """Find this process's warm parent; it is started when first asked for, or after it died."""
    global _parent
    with _parent_lock:
        if _parent is None or not _parent.runs():
            _parent = Parent()
            atexit.register(_parent.close)
        return _parent


@contextmanager
def open_workers(count: int | None = None, *, fresh_kernels: bool = False) -> Iterator[Executor]:
    """Open what builds so many reports at a time; leave with ``with``.

    Parameters
    ----------
    count : int, optional
        How many; as many as this computer has cores if not given.
    fresh_kernels : bool
        Whether each report starts a kernel of its own, as where reports can't be forked.
    """
    count = count or os.cpu_count()
    executor: Executor
    if can_fork() and not fresh_kernels:
        find_parent()
        executor = ThreadPoolExecutor(count)  # each thread waits for one child
    else:
        # Papermill changes its process's folder, so each needs one.
        executor = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    finally:
        executor.shutdown()
