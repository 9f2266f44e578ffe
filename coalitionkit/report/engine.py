"""Run one report's notebook and write its files; what goes wrong ends this report alone.

Where reports can be forked, each runs in a child of the warm parent; elsewhere, and where a user
wishes it, in a fresh kernel. Both show the same.
"""

from __future__ import annotations

import subprocess
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.manager import AsyncKernelManager
from papermill.engines import papermill_engines
from papermill.execute import raise_for_execution_errors
from papermill.utils import chdir

from coalitionkit.errors import CoalitionkitError, UsageError
from coalitionkit.files import write_atomic
from coalitionkit.report.formats import Pages, write_files
from coalitionkit.report.outcome import Outcome, explain_failure, fail
from coalitionkit.report.warm import is_child
from coalitionkit.report.warm_engine import WarmEngine
from coalitionkit.report.workers import Limits, can_fork, find_parent

# Parameters that the kit itself fills in; each has an option of its own.
OWN_PARAMETERS = ("record", "coalition", "wave", "audience", "language", "drawn")


# Also where the kit is used from a folder and was never installed.
papermill_engines.register("coalitionkit", WarmEngine)


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
    pages : Pages
        How its files are written.
    limits : Limits
        What it may take.
    seed : int
        What random numbers start from, 0 to 2**32 - 1.
    fresh_kernel : bool
        Whether it starts a kernel of its own, forked or not being all the same to a reader.
    calendar : bytes or None
        The next talks as an .ics file, to stand beside the page.
    """

    coalition: str
    name: str
    template: Path
    parameters: Mapping[str, Any]
    folder: Path
    out: Path
    pages: Pages
    limits: Limits = field(default_factory=Limits)
    seed: int = 0
    fresh_kernel: bool = False
    calendar: bytes | None = None


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
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{number}"
    return notebook


def run_report(job: Job) -> Outcome:
    """Build one report, in a process of its own.

    Its files appear under their final names only when all are whole. Whatever goes wrong, a dead
    process too, ends as a failed outcome and never as an exception.
    """
    start = time.perf_counter()
    if job.fresh_kernel or is_child() or not can_fork():
        return build_report(job)
    try:
        return find_parent().call(build_report, job, folder=job.folder, limits=job.limits)
    except Exception as error:  # a crashing group never stops the others
        return fail(job.coalition, job.name, error, time.perf_counter() - start)


def build_report(job: Job) -> Outcome:
    """Build one report in this process: run the notebook, then write its files."""
    start = time.perf_counter()
    try:
        notebook = _run_notebook(job)
        files = write_files(notebook, job.pages)
        name = job.out.name
        if job.calendar:
            write_atomic(job.out / f"{name}.ics", job.calendar)
        for ending, data in files.items():
            write_atomic(job.out / f"{name}.{ending}", data)
    except Exception as error:  # a crashing group never stops the others
        spent = time.perf_counter() - start
        return fail(job.coalition, job.name, error, spent)
    spent = time.perf_counter() - start
    main = next(iter(files))
    return Outcome(job.coalition, job.name, "built", f"{name}/{name}.{main}", seconds=spent)


def _run_notebook(job: Job) -> nbformat.NotebookNode:
    """Run the template and give the executed notebook, cleaned.

    Raises
    ------
    CoalitionkitError
        If a cell ended the notebook before its last.
    """
    with warnings.catch_warnings():
        # papermill and nbformat warn about things that no user of a report can act on.
        warnings.simplefilter("ignore")
        notebook = papermill.execute_notebook(
            job.template,
            None,
            parameters=dict(job.parameters),
            kernel_name="python3",
            prepare_only=True,  # executed there, it would be written out in full to nowhere
        )
        with chdir(job.folder):
            notebook = papermill_engines.execute_notebook_with_engine(
                nb=notebook,
                kernel_name="python3",
                progress_bar=False,
                execution_timeout=job.limits.cell,
                **choose_kernel(job),
            )
        raise_for_execution_errors(notebook, None)
    if notebook.metadata.papermill.exception:  # papermill takes sys.exit() for a good end
        raise CoalitionkitError("A cell ended the notebook before its last.")
    return clean_notebook(notebook)


def choose_kernel(job: Job) -> Mapping[str, Any]:
    """Give what papermill needs to run a notebook here, or in a fresh kernel."""
    if is_child():
        return {"engine_name": "coalitionkit", "seed": job.seed}
    seeds = [f"__import__('{name}.seed({job.seed})" for name in ("random')", "numpy').random")]
    return {
        "engine_name": None,
        "kernel_manager_class": QuietKernelManager,
        "extra_arguments": [
            "--log-level=CRITICAL",
            "--InteractiveShell.enable_tip=False",  # picked by chance, it would move the seed
            f"--IPKernelApp.exec_lines={seeds}",
        ],
    }
