"""The batch with its notebooks run in this process: the same template, sections and files.

A fresh kernel a report costs seconds; hundreds of small cohorts are compared this way, and every
few of them through real kernels too.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import Executor, Future
from pathlib import Path

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from coalitionkit.report import engine


def run_notebook(job: engine.Job) -> nbformat.NotebookNode:
    """Run the template's cells one after another in a new namespace."""
    main = sys.modules["__main__"]
    shell = InteractiveShell.instance()
    shell.reset(new_session=True)
    notebook = nbformat.read(job.template, as_version=4)
    here = Path.cwd()
    os.chdir(job.folder)
    try:
        for cell in notebook.cells:
            source = cell.source
            if "parameters" in cell.metadata.get("tags", []):
                source += "".join(f"\n{name} = {value!r}" for name, value in job.parameters.items())
                cell.source = source
            with capture_output() as said:
                result = shell.run_cell(source)
            result.raise_error()
            cell.outputs = [
                nbformat.v4.new_output("display_data", output.data) for output in said.outputs
            ]
    finally:
        os.chdir(here)
        # IPython puts itself there; a process pool started later needs the real one.
        sys.modules["__main__"] = main
    return engine.clean_notebook(notebook)


class InProcess(Executor):
    """Runs each report at once, here."""

    def submit(self, function, job):
        """Run the report; the function is always the engine's."""
        assert function is engine.run_report
        kept = engine._run_notebook
        engine._run_notebook = run_notebook
        future = Future()
        try:
            future.set_result(engine.build_report(job))
        finally:
            engine._run_notebook = kept
        return future
