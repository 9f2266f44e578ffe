"""Who is where: a plain file beside the exercises that a facilitator can gather. No grades."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coalitionkit.errors import UsageError
from coalitionkit.files import write_atomic
from coalitionkit.record.writing import pack_csv

FILE = "my-progress.csv"
_HEADINGS = ("task", "tries", "last_tried", "done")


@dataclass(frozen=True)
class Progress:
    """One learner's progress: tasks tried and done, and the day of the last try."""

    who: str
    tried: int
    done: int
    last_tried: str


def note(task: str, *, done: bool, day: dt.date, folder: Path | None = None) -> int:
    """Write down that a task was tried; once done, it stays done.

    Returns
    -------
    int
        How often the task has been tried since it was last done.

    Raises
    ------
    OSError
        If the file can't be written.
    """
    path = (folder or Path()) / FILE
    rows = {row["task"]: row for row in _read(path)}
    before = rows.get(task, {"tries": "0", "done": "no"})
    tries = int(before["tries"]) + 1
    finished = "yes" if done or before["done"] == "yes" else "no"
    rows[task] = {
        "task": task,
        "tries": "0" if done else str(tries),
        "last_tried": day.isoformat(),
        "done": finished,
    }
    cells = [[row[name] for name in _HEADINGS] for row in rows.values()]
    write_atomic(path, pack_csv(_HEADINGS, cells))
    return tries


def _read(path: Path) -> Sequence[Mapping[str, str]]:
    """Read a progress file; one that someone has damaged counts as empty."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    whole = [row for row in rows if all(isinstance(row.get(name), str) for name in _HEADINGS)]
    return [row for row in whole if row["tries"].isdigit()]


def gather(folder: Path) -> tuple[Progress, ...]:
    """Gather the progress files in a folder and the folders in it, one a learner.

    Parameters
    ----------
    folder : Path
        Holds a folder for each learner, or files called after them, such as ``ana.csv``.

    Raises
    ------
    UsageError
        If there is no such folder, or no progress file in it.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.")
    paths = sorted([*folder.glob("*.csv"), *folder.glob(f"*/{FILE}")])
    found = []
    for path in paths:
        rows = _read(path)
        if not rows:
            continue
        who = path.parent.name if path.name == FILE and path.parent != folder else path.stem
        done = sum(row["done"] == "yes" for row in rows)
        found.append(Progress(who, len(rows), done, max(row["last_tried"] for row in rows)))
    if not found:
        raise UsageError(
            f"No progress file in {folder}. Ask each learner for {FILE}, which stands beside "
            "their exercises, and put each in a folder of its own."
        )
    return tuple(found)
