"""The batch's own account: what was built for whom from what, and what was not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import coalitionkit
from coalitionkit.report.outcome import Outcome

# What a state of an outcome is called in the manifest, if not the same: it tells what stands in
# the folder, whichever run built it.
_TOLD = {"kept": "built"}


@dataclass(frozen=True)
class Entry:
    """One group's line: its outcome, and as much of its numbers as its audience may see.

    Attributes
    ----------
    outcome : Outcome
    wave, n, invited : int or None
        ``n`` is None where fewer than the threshold answered.
    data : str
        Follows from what is shown alone.
    made : mapping
        What its files follow from beside the record: kit's version, template's hash, options.
    files : mapping of str to str
        Each file's path within the batch's folder -> the hash of what was written.
    """

    outcome: Outcome
    wave: int | None = None
    n: int | None = None
    invited: int | None = None
    data: str = ""
    made: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The group's folder within the batch's; empty if it has no report."""
        return next((path.partition("/")[0] for path in self.files), "")

    def to_line(self) -> dict[str, Any]:
        """Give the line as plain JSON values.

        Nothing in it can be used to work out a hidden number.
        """
        outcome = self.outcome
        return {
            "coalition": outcome.coalition,
            "name": outcome.name,
            "outcome": _TOLD.get(outcome.state, outcome.state),
            "file": outcome.file or None,
            "cause": outcome.kind or None,
            "wave": self.wave,
            "n": self.n,
            "invited": self.invited,
            "data": self.data or None,
            "seconds": round(outcome.seconds, 2),
            "made": dict(self.made),
            "files": dict(self.files),
        }


def read_line(line: Mapping[str, Any]) -> Entry:
    """Read a line that :meth:`Entry.to_line` gave.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is none.
    """
    outcome = Outcome(
        str(line["coalition"]),
        str(line["name"]),
        line["outcome"],
        file=line["file"] or "",
        kind=line["cause"] or "",
        seconds=float(line["seconds"]),
    )
    return Entry(
        outcome,
        wave=line["wave"],
        n=line["n"],
        invited=line["invited"],
        data=line["data"] or "",
        made=dict(line["made"]),
        files={str(path): str(digest) for path, digest in line["files"].items()},
    )


def write_manifest(
    entries: Sequence[Entry], whole: Entry | None, *, cohort: str, audience: str, language: str
) -> bytes:
    """Write the manifest as JSON; ``whole`` is the line of the cohort's own report, if any."""
    told = {
        "coalitionkit": coalitionkit.__version__,
        "cohort": cohort,
        "audience": audience,
        "language": language,
        "cohort_report": whole.to_line() if whole else None,
        "reports": [entry.to_line() for entry in entries],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(path: Path) -> Sequence[Entry]:
    """Read a manifest's lines; none from one that is not there or that nobody can read."""
    try:
        told = json.loads(path.read_bytes())
        whole = told.get("cohort_report")
        return [read_line(line) for line in [*told["reports"], *([whole] if whole else [])]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
