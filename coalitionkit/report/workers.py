"""The processes that build reports on this computer, side by side."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor


def open_workers(count: int | None = None) -> ProcessPoolExecutor:
    """Open processes that each build one report at a time; leave with ``with``.

    Parameters
    ----------
    count : int, optional
        How many; as many as this computer has cores if not given.
    """
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count or os.cpu_count(), mp_context=context)
