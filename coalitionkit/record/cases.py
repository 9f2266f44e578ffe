"""Cases and cohorts that ship with the kit, and records of your own, by name or by path."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from coalitionkit.errors import NotShippedError, UsageError
from coalitionkit.files import find_shipped, is_shipped
from coalitionkit.record.cells import suggest
from coalitionkit.record.coalition import Coalition, Cohort
from coalitionkit.record.reading import read_record
from coalitionkit.record.writing import find_mine

_SHELVES = ("cases", "cohorts")


def list_shipped(shelf: str) -> tuple[str, ...]:
    """List the names of the cases or the cohorts that ship with the kit.

    Parameters
    ----------
    shelf : {"cases", "cohorts"}
    """
    try:
        folder = find_shipped("data", shelf)
    except NotShippedError:
        return ()
    return tuple(sorted(place.name for place in folder.iterdir() if _is_record(place)))


def _is_record(place: Path) -> bool:
    return (place / "coalitions.csv").is_file()


def load_case(name: str) -> Coalition:
    """Load a case that ships with the kit: its one coalition, or the first of several.

    Parameters
    ----------
    name : str
        Such as ``"home-visiting"``.

    Raises
    ------
    UsageError
        If there is no such case; the message lists those that exist.
    """
    names = list_shipped("cases")
    if name not in names:
        told = f"There is no case {name!r}. {suggest(name, names)}".strip()
        raise UsageError(f"{told} The cases: {', '.join(names) or 'none'}.")
    return next(iter(read_record(find_shipped("data", "cases", name))))


def load_cohort(name_or_path: str | Path) -> Cohort:
    """Load a cohort: one that ships with the kit, or a record of your own.

    Parameters
    ----------
    name_or_path : str or Path
        A folder of CSV files, an .xlsx workbook, or the name of a shipped cohort or case. Where
        a folder here has a shipped one's name, the folder is meant.

    Raises
    ------
    RecordError
        If the record has faults; all are listed.
    UsageError
        If there is nothing of that name; the message lists what ships.
    """
    path = Path(name_or_path)
    if path.exists():
        return read_record(path)
    name = str(name_or_path)
    place = find_shipped_record(name)
    if place is None:
        shipped = [name for shelf in _SHELVES for name in list_shipped(shelf)]
        told = f"There is no record at {name!r}, and nothing of that name ships with the kit."
        told = f"{told} {suggest(name, (*shipped, *_list_near(path)))}".strip()
        raise UsageError(f"{told} Shipped: {', '.join(sorted(shipped)) or 'nothing'}.")
    return read_record(place)


def find_shipped_record(name: str) -> Path | None:
    """Find the case or cohort of that name that ships with the kit; None if there is none."""
    shelves = [shelf for shelf in _SHELVES if name in list_shipped(shelf)]
    return find_shipped("data", shelves[0], name) if shelves else None


def load_to_change(name_or_path: str | Path) -> tuple[Cohort, Path | None]:
    """Load a record that will be written to.

    Parameters
    ----------
    name_or_path : str or Path
        As in :func:`load_cohort`.

    Returns
    -------
    Cohort
        Of a record that ships with the kit your copy in ``my-coalitions/``, if there is one.
    Path or None
        For a record that ships with the kit, where your copy is or will be.

    Raises
    ------
    RecordError, UsageError
        As in :func:`load_cohort`.
    """
    cohort = load_cohort(name_or_path)
    if cohort.folder is None or not is_shipped(cohort.folder):
        return cohort, None
    mine = find_mine(cohort.folder)
    return (load_cohort(mine) if mine.exists() else cohort), mine


def _list_near(path: Path) -> Iterator[str]:
    """List what stands beside a path that isn't there and may be the record that was meant."""
    with contextlib.suppress(OSError):
        for place in path.parent.iterdir():
            if place.is_dir() or place.suffix == ".xlsx":
                yield str(place)
