"""The exercises in an nbgrader course, by its own generate and autograde."""

import os
import subprocess
import sys
from pathlib import Path

from coalitionkit.files import find_shipped
from coalitionkit.teach.checks import load_tasks

SOLUTIONS = sorted((find_shipped("exercises") / "solutions").glob("*.ipynb"))


def grade(course, *words):
    # nbgrader runs alembic by its bare name.
    scripts = str(Path(sys.executable).parent)
    path = os.pathsep.join((scripts, os.environ["PATH"]))
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words, f"--CourseDirectory.root={course}"],
        cwd=course,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def test_nbgrader_gives_full_marks_to_the_solution_and_none_to_the_untouched_copy(tmp_path):
    """Its own generate and autograde, on ``solutions/`` as a course's source."""
    from nbgrader.api import Gradebook

    source = tmp_path / "source" / "coalitions"
    source.mkdir(parents=True)
    for path in SOLUTIONS:
        (source / path.name).write_bytes(path.read_bytes())
    grade(tmp_path, "generate_assignment", "coalitions")
    for who, folder in (("solver", source), ("idler", tmp_path / "release" / "coalitions")):
        handed = tmp_path / "submitted" / who / "coalitions"
        handed.mkdir(parents=True)
        for path in sorted(Path(folder).glob("*.ipynb")):
            (handed / path.name).write_bytes(path.read_bytes())
    grade(tmp_path, "autograde", "coalitions")
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        whole = sum(
            cell.max_score
            for notebook in book.find_assignment("coalitions").notebooks
            for cell in notebook.grade_cells
            if cell.cell_type == "code"
        )
        assert whole >= len(load_tasks())
        scores = {
            who: sum(
                grade.auto_score or 0
                for notebook in book.find_submission("coalitions", who).notebooks
                for grade in notebook.grades
            )
            for who in ("solver", "idler")
        }
    assert scores == {"solver": whole, "idler": 0}
