"""Learner copies of the exercises, made from the solutions by nbgrader's own preprocessors.

``exercises/solutions/`` is the only source. The one door to nbgrader.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path

import nbformat
from traitlets.config import Config

from coalitionkit.errors import UsageError
from coalitionkit.files import write_atomic

# In place of a solution stands nothing: the line above it already says what to fill in.
STUBS = Config({"ClearSolutions": {"code_stub": {"python": ""}, "text_stub": "*Your answer:*"}})


def make_learner_copy(solution: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take solutions, hidden tests and outputs out of a notebook; cell ids stay as they are.

    Raises
    ------
    UsageError
        If nbgrader is not installed, or it refuses the notebook's markers or metadata.
    """
    try:
        from nbgrader.preprocessors import (
            CheckCellMetadata,
            ClearHiddenTests,
            ClearMarkScheme,
            ClearOutput,
            ClearSolutions,
            LockCells,
        )
    except ImportError as error:
        raise UsageError(
            "Learner copies are made by nbgrader. Install it: pip install 'coalitionkit[teach]'."
        ) from error
    made = copy.deepcopy(solution)
    steps = (LockCells, ClearSolutions, ClearOutput, ClearHiddenTests, ClearMarkScheme)
    try:
        for step in (*steps, CheckCellMetadata):
            made, _ = step(config=STUBS).preprocess(made, {})
    except Exception as error:  # nbgrader raises plain RuntimeErrors and its own kinds
        raise UsageError(f"nbgrader refuses it: {error}") from error
    for cell in made.cells:
        cell.source = cell.source.rstrip()
    return made


def make_copies(folder: Path) -> Mapping[Path, bytes]:
    """Make every learner copy of a folder of exercises, as bytes by path.

    Parameters
    ----------
    folder : Path
        Holds ``solutions/`` with the source notebooks.

    Raises
    ------
    UsageError
        If there are no solutions, or one can't be made into a copy; it is named.
    """
    sources = sorted((folder / "solutions").glob("*.ipynb"))
    if not sources:
        raise UsageError(f"There are no notebooks in {folder / 'solutions'}.")
    made = {}
    for source in sources:
        notebook = nbformat.read(source, as_version=4)  # type: ignore[no-untyped-call]
        try:
            text = nbformat.writes(make_learner_copy(notebook))  # type: ignore[no-untyped-call]
        except UsageError as error:
            raise UsageError(f"{source.name}: {error}") from error
        made[folder / source.name] = f"{text}\n".encode()
    return made


def write_copies(folder: Path) -> tuple[Path, ...]:
    """Write every learner copy beside ``solutions/``; a copy without a solution is taken away."""
    made = make_copies(folder)
    for path in folder.glob("*.ipynb"):
        if path not in made:
            path.unlink()
    for path, data in made.items():
        write_atomic(path, data)
    return tuple(made)


def find_stale(folder: Path) -> tuple[str, ...]:
    """List learner copies that are missing, or not what their solution gives."""
    made = make_copies(folder)
    stale = {
        path.name for path, data in made.items() if not path.is_file() or path.read_bytes() != data
    }
    stale |= {path.name for path in folder.glob("*.ipynb") if path not in made}
    return tuple(sorted(stale))
