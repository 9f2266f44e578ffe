"""JupyterLab on this computer alone: which notebook to open, and how to start it offline."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from coalitionkit.errors import UsageError
from coalitionkit.files import find_shipped

FIRST = "00-start-here"
_BOOKS, _EXERCISES = "notebooks", "exercises"
# Turns off what asks about news and newer versions, and would call out.
_SETTINGS = Path(__file__).with_name("jupyter")
# So would the shop of extensions; this lists what is installed.
_OFFLINE = ("--LabApp.extension_manager=readonly",)
# The address to open is said at any level.
_QUIET = ("--log-level=WARN", "--LabApp.log_level=WARN")


def open_books() -> Path:
    """Find the folder of lessons that a person may change.

    In a clone that is its own ``notebooks``. From a wheel, whose files are nobody's to change, the
    lessons are copied to ``notebooks`` here, and the exercises beside them, without their
    solutions; one that is there already is left as it is.

    Returns
    -------
    Path
    """
    shipped = find_shipped(_BOOKS)
    if shipped.parent.name != "shipped":
        return shipped
    here = Path.cwd()
    mine = here if here.name == _BOOKS else here / _BOOKS
    _copy(shipped, mine, shipped.rglob("*.ipynb"))
    exercises = find_shipped(_EXERCISES)
    _copy(exercises, mine.parent / _EXERCISES, exercises.glob("*.ipynb"))
    return mine


def _copy(top: Path, to: Path, sources: Iterable[Path]) -> None:
    for source in sorted(sources):
        copy = to / source.relative_to(top)
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)


def find_notebook(name: str = "") -> Path:
    """Find a notebook to open.

    Parameters
    ----------
    name : str
        A notebook's path, or the beginning of a lesson's name, such as ``04``. Empty is the first
        lesson.

    Returns
    -------
    Path
        An absolute path.

    Raises
    ------
    UsageError
        If there is no such notebook; the message lists the lessons.
    """
    given = Path(name)
    if given.suffix == ".ipynb" and given.is_file():
        return given.resolve()
    lessons = sorted(open_books().resolve().glob("*.ipynb"))
    begin = given.stem if given.suffix == ".ipynb" else name
    found = next((path for path in lessons if path.stem.startswith(begin or FIRST)), None)
    if found is None:
        told = f"There is no notebook {name or FIRST!r}."
        raise UsageError(f"{told} The lessons: {', '.join(p.stem for p in lessons) or 'none yet'}.")
    return found


def plan_lab(notebook: Path) -> list[str]:
    """List the options that start JupyterLab on a notebook, offline, on this computer alone.

    Parameters
    ----------
    notebook : Path
        An absolute path.

    Returns
    -------
    list of str
        The browser's list of files begins beside the folder ``notebooks``, where your own
        records are too; for a notebook elsewhere, in its own folder.
    """
    books = next((place for place in notebook.parents if place.name == _BOOKS), None)
    top = books.parent if books else notebook.parent
    options = [str(notebook), f"--ServerApp.root_dir={top}", *_OFFLINE, *_QUIET]
    # As root, as in most containers, Jupyter starts only when told that this is meant.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    return options


def join_settings(others: str = "") -> str:
    """Join the kit's settings of JupyterLab with those of ``JUPYTER_CONFIG_PATH``.

    They hold for this start alone; nobody's own settings are written.
    """
    return os.pathsep.join(path for path in (str(_SETTINGS), others) if path)
