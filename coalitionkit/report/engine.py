"""Run one report's notebook and write its files; what goes wrong ends this report alone."""

from __future__ import annotations

import copy
import subprocess
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import nbformat
import papermill
from jupyter_client.manager import AsyncKernelManager

from coalitionkit.errors import CoalitionkitError, UsageError
from coalitionkit.files import write_atomic
from coalitionkit.report.export import export_html

# Parameters that the kit itself fills in; each has an option of its own.
OWN_PARAMETERS = ("record", "coalition", "wave", "audience", "language", "drawn")


@dataclass(frozen=True)
class Job:
    """One report to build.

    Attributes
    ----------
    coalition, name : str
        The group's id, and its name as people say it.
    template : Path
    parameters : mapping
        For the template's parameters cell; plain JSON values.
    folder : Path
        Where the kernel runs: it holds this group's slice of the record and nothing else.
    out : Path
        The report's folder; files are called as it is.
    title, language, watermark, skip : str
        Of the HTML file.
    time_limit : int
        Seconds that one cell may take.
    calendar : bytes or None
        The next talks as an .ics file, to stand beside the page.
    """

    coalition: str
    name: str
    template: Path
    parameters: Mapping[str, Any]
    folder: Path
    out: Path
    title: str
    language: str
    watermark: str
    skip: str
    time_limit: int
    calendar: bytes | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one report.

    ``file`` is the HTML's path within the batch's folder; empty where none was built. Then
    ``cause`` says why, for the person at the terminal, and ``kind`` names the kind of failure, for
    files that go out: a template's own words may hold an answer or a path of this machine.
    """

    coalition: str
    name: str
    state: Literal["built", "failed"]
    file: str = ""
    cause: str = ""
    kind: str = ""
    seconds: float = 0.0


class QuietKernelManager(AsyncKernelManager):
    """Starts a kernel whose own output goes nowhere; what cells print is in the notebook.

    ipykernel may print a traceback of its own while it shuts down, after a report is whole. On the
    terminal it would stand among the outcomes and read like a failure.
    """

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await super()._async_launch_kernel(kernel_cmd, **kw, **quiet)


def read_parameters(template: Path) -> Mapping[str, str]:
    """Read the names of a template's parameters with what each is for.

    Raises
    ------
    UsageError
        If the file is not a notebook for Python.
    """
    try:
        found = papermill.inspect_notebook(str(template))
    except Exception as error:  # whatever papermill and nbformat make of a broken file
        raise UsageError(
            f"{template.name} can't be used as a template: {explain_failure(error)} "
            "Open it in JupyterLab, pick a Python kernel, and save it."
        ) from error
    return {name: str(told["help"]) for name, told in found.items()}


def clean_notebook(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take out what papermill leaves behind: times, paths of this machine, random cell ids."""
    clean = copy.deepcopy(notebook)
    clean.metadata.pop("papermill", None)
    for number, cell in enumerate(clean.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{number}"
    return clean


def explain_failure(error: BaseException) -> str:
    """Say in one line why a report failed."""
    if isinstance(error, papermill.PapermillExecutionError):
        told = f"{error.ename}: {error.evalue}" if error.evalue else error.ename
    elif isinstance(error, CoalitionkitError):
        told = str(error)
    else:
        told = f"{type(error).__name__}: {error}"
    return " ".join(told.split())[:500]


def fail(coalition: str, name: str, error: BaseException, seconds: float = 0.0) -> Outcome:
    """Make the outcome of a report that was not built."""
    kind = type(error).__name__
    if isinstance(error, papermill.PapermillExecutionError):
        kind = str(error.ename)
    elif isinstance(error, CoalitionkitError):
        kind = explain_failure(error)
    return Outcome(
        coalition, name, "failed", cause=explain_failure(error), kind=kind, seconds=seconds
    )


def run_report(job: Job) -> Outcome:
    """Build one report: run the notebook in a kernel of its own, then write HTML and notebook.

    Both files appear under their final names only when both are whole. Whatever goes wrong, a
    dead kernel too, ends as a failed outcome and never as an exception.
    """
    start = time.perf_counter()
    try:
        notebook = _run_notebook(job)
        page = export_html(
            notebook,
            title=job.title,
            language=job.language,
            watermark=job.watermark,
            skip=job.skip,
        )
        name = job.out.name
        write_atomic(job.out / f"{name}.ipynb", _write_notebook(notebook))
        if job.calendar:
            write_atomic(job.out / f"{name}.ics", job.calendar)
        write_atomic(job.out / f"{name}.html", page.encode())
    except Exception as error:  # a crashing group never stops the others
        spent = time.perf_counter() - start
        return fail(job.coalition, job.name, error, spent)
    spent = time.perf_counter() - start
    return Outcome(job.coalition, job.name, "built", f"{name}/{name}.html", seconds=spent)


def _write_notebook(notebook: nbformat.NotebookNode) -> bytes:
    return str(nbformat.writes(notebook)).encode()  # type: ignore[no-untyped-call]


def _run_notebook(job: Job) -> nbformat.NotebookNode:
    """Run the template in a fresh kernel and give the executed notebook, cleaned."""
    with warnings.catch_warnings():
        # papermill and nbformat warn about things that no user of a report can act on.
        warnings.simplefilter("ignore")
        notebook = papermill.execute_notebook(
            str(job.template),
            None,
            parameters=dict(job.parameters),
            kernel_name="python3",
            cwd=str(job.folder),
            progress_bar=False,
            log_output=False,
            request_save_on_cell_execute=False,
            execution_timeout=job.time_limit,
            kernel_manager_class=QuietKernelManager,
            extra_arguments=["--log-level=CRITICAL"],
        )
    return clean_notebook(notebook)
