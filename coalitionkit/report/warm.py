"""The warm parent: a process that has all imported, and copies itself for every report.

It is started by :mod:`coalitionkit.report.workers` and lives as long as its user. Forking it is
safe, which forking the user's process is not: it has no threads and has drawn nothing.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import select
import signal
import socket
import warnings
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

# What a report needs and would otherwise import for itself, every time.
WARM = (
    "coalitionkit.charts",
    "coalitionkit.charts.standalone",
    "coalitionkit.charts.survey",
    "coalitionkit.charts.waves",
    "coalitionkit.plays",
    "coalitionkit.record",
    "coalitionkit.report",
    "coalitionkit.report.engine",
    "coalitionkit.report.kernel",
    "coalitionkit.survey",
    "coalitionkit.words",
    "jinja2.ext",
    "tornado.platform.asyncio",
)


@dataclass(frozen=True)
class Task:
    """What a child runs: ``function(*arguments)``, with its user's environment and folder.

    ``memory`` is in bytes; 0 sets no limit.
    """

    function: Any
    arguments: tuple[Any, ...]
    environment: dict[str, str]
    folder: str
    memory: int


_asker: Connection | None = None


def is_child() -> bool:
    """Say whether this process is a child of the warm parent, made for one task."""
    return _asker is not None


def tell_asker(cell: int) -> None:
    """Tell whoever waits for this child which cell it comes to."""
    if _asker is not None:
        _asker.send(("cell", cell))


def main(*unset: str) -> None:
    """Get warm, then make a child for every socket that arrives on descriptor 0, until its end.

    Parameters
    ----------
    *unset : str
        Environment variables that were set for this process alone.
    """
    control = socket.socket(fileno=os.dup(0))
    with Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), 0)
    before = dict(os.environ)
    try:
        _get_warm()
    except BaseException as error:
        control.sendall(f"{type(error).__name__}: {error}".encode())
        raise
    for name in unset:
        os.environ.pop(name, None)
    own = {name: value for name, value in os.environ.items() if before.get(name) != value}
    control.sendall(b"warm")
    _serve(control, own)


def _get_warm() -> None:
    for name in WARM:
        importlib.import_module(name)
    from coalitionkit.charts import schemas
    from coalitionkit.playbook import load_playbook
    from coalitionkit.report.kernel import prepare_kernel

    schemas.keep_class_table()
    schemas.draw_something()
    prepare_kernel()
    load_playbook()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _rehearse()
    gc.collect()
    gc.freeze()


def _rehearse() -> None:
    """Do once what libraries look up or compile at first use; what it makes is thrown away."""
    import nbformat
    import papermill

    from coalitionkit.report.blocks import CHART_MIME
    from coalitionkit.report.export import export_html

    shown = {CHART_MIME: {"spec": {}, "alt": "", "caption": ""}, "text/plain": ""}
    outputs = [
        {"output_type": "display_data", "data": shown, "metadata": {}},
        {"output_type": "stream", "name": "stdout", "text": ""},
    ]
    tagged = {"tags": ["parameters"]}
    code = {"cell_type": "code", "execution_count": None, "source": "a = 1", "outputs": outputs}
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# A"},
        {"id": "b", "metadata": tagged, **code},
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
    told = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    notebook = nbformat.from_dict(told)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    papermill.execute_notebook(
        notebook, None, parameters={"a": 2}, kernel_name="python3", prepare_only=True
    )
    export_html(notebook, title="", language="en")


def _serve(control: socket.socket, own: dict[str, str]) -> None:
    """Fork for every socket that comes, tell each how its child ended, kill what nobody awaits."""
    woken, wake = socket.socketpair()
    woken.setblocking(False)
    wake.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *args: None)
    signal.set_wakeup_fd(wake.fileno())
    poller = select.poll()
    poller.register(control, select.POLLIN)
    poller.register(woken, select.POLLIN)
    children: dict[int, Connection] = {}
    while True:
        found = [descriptor for descriptor, _ in poller.poll()]
        # First who has gone: what comes after closes descriptors, and takes their numbers again.
        for pid, asker in children.items():
            if asker.fileno() in found:
                poller.unregister(asker)
                _kill(pid)
        if woken.fileno() in found:
            woken.recv(4096)
            _reap(children, poller)
        if control.fileno() in found:
            sent, received, *_ = socket.recv_fds(control, 1, 1)
            if not sent:  # the user's process has ended
                for pid in children:
                    _kill(pid)
                return
            asker = Connection(received[0])
            pid = os.fork()
            if pid == 0:
                for other in (control, woken, wake):
                    other.close()
                for connection in children.values():
                    connection.close()
                _work(asker, own)
            children[pid] = asker
            poller.register(asker, 0)  # wakes us only when the other end is closed


def _reap(children: dict[int, Connection], poller: select.poll) -> None:
    while children:
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None:
            return
        # What a report started and left behind ends with it.
        with suppress(OSError):
            os.killpg(ended.si_pid, signal.SIGKILL)
        _, status = os.waitpid(ended.si_pid, 0)
        asker = children.pop(ended.si_pid)
        with suppress(KeyError):
            poller.unregister(asker)
        with suppress(OSError):
            asker.send(("ended", os.waitstatus_to_exitcode(status)))
        asker.close()


def _kill(pid: int) -> None:
    # A child leads a group of its own from its first steps on.
    for kill in (os.killpg, os.kill):
        with suppress(OSError):
            kill(pid, signal.SIGKILL)


def _work(asker: Connection, own: dict[str, str]) -> NoReturn:
    """Do the one task of a child, and end."""
    global _asker
    code = 1
    try:
        _asker = asker
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        task: Task = asker.recv()
        os.environ.clear()
        os.environ.update(task.environment | own)
        os.chdir(task.folder)
        if task.memory:
            import resource  # Windows has none, and comes here never

            # What is reserved and never written, as a browser's engine does, doesn't count.
            resource.setrlimit(resource.RLIMIT_DATA, (task.memory, task.memory))
        try:
            told = ("done", task.function(*task.arguments))
        except Exception as error:
            told = ("failed", _make_portable(error))
        asker.send(told)
        code = 0
    finally:
        os._exit(code)


def _make_portable(error: Exception) -> Exception:
    """Give the error itself if it can travel between processes, else its words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
