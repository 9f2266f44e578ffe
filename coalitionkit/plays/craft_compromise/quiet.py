"""Keep a library's own printing off the page: HiGHS writes some notes past every option."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hush() -> Iterator[None]:
    """Send what compiled code writes to standard output nowhere, for as long as this lasts.

    Where there is no standard output there is nothing to do. Other threads' output is lost, too.
    """
    if sys.stdout is not None:
        sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:
        yield
        return
    _flush_c()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        # What still waits in C's own buffer would come out after all.
        _flush_c()
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _flush_c() -> None:
    ctypes.CDLL("ucrtbase" if os.name == "nt" else None).fflush(None)
