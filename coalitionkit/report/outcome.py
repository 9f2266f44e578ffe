"""What became of one report, in words for the person at the terminal and for files that go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import papermill

from coalitionkit.errors import CoalitionkitError


@dataclass(frozen=True)
class Outcome:
    """What became of one report.

    It was ``built`` or ``failed``; or it was built earlier and ``kept`` as it is what would be
    built today; or somebody ``changed`` its files, or it is ``outdated``, and it was not built;
    or its turn has not come yet (``unfinished``), or its group is ``gone`` from the record.

    ``file`` is the main file's path within the batch's folder; empty where none was built. Then
    ``cause`` says why, for the person at the terminal, and ``kind`` names the kind of failure, for
    files that go out: a template's own words may hold an answer or a path of this machine.
    """

    coalition: str
    name: str
    state: Literal["built", "kept", "changed", "outdated", "failed", "unfinished", "gone"]
    file: str = ""
    cause: str = ""
    kind: str = ""
    seconds: float = 0.0

    @property
    def is_current(self) -> bool:
        """Whether a report stands and there is nothing newer to build."""
        return self.state in {"built", "kept", "changed"}


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
