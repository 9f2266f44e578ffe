"""Papermill's engine of the kit: a notebook in a child of the warm parent.

Papermill loads this by its entry point while it is itself being imported: nothing here may import
papermill's other parts, nor a module that does.
"""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from papermill.engines import Engine, NotebookExecutionManager

from coalitionkit.report.warm import is_child, tell_asker
from coalitionkit.report.workers import Limits, find_parent


class WarmEngine(Engine):  # type: ignore[misc]
    """Papermill's engine ``coalitionkit``: each notebook in a child of a warm parent.

    ``papermill --engine coalitionkit IN OUT`` and ``papermill.execute_notebook(..., engine_name=
    "coalitionkit")`` give what a fresh kernel gives, without the wait for one.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        execution_timeout: float | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        """Run the notebook.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
        kernel_name : str
            Not used: it is always this Python.
        execution_timeout : float, optional
            Seconds that one cell may take; no limit if not given.
        seed : int, optional
            What random numbers start from; from somewhere new each time if not given.
        """
        if is_child():
            _run_seeded(nb_man, seed)
            return
        limits = Limits(execution_timeout or math.inf, math.inf, memory=0)
        nb_man.nb = find_parent().call(
            _run_alone, nb_man.nb, seed, folder=Path.cwd(), limits=limits
        )


def _run_alone(notebook: nbformat.NotebookNode, seed: int | None) -> nbformat.NotebookNode:
    manager = NotebookExecutionManager(notebook, progress_bar=False)
    _run_seeded(manager, seed)
    executed: nbformat.NotebookNode = manager.nb
    return executed


def _run_seeded(manager: NotebookExecutionManager, seed: int | None) -> None:
    """Run a notebook in this child, with random numbers of its own."""
    from coalitionkit.report.kernel import run_here

    random.seed(seed)
    np.random.seed(seed)
    run_here(manager, tell_asker)
