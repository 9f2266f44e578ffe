"""Exercises: one source, learner copies made by nbgrader's preprocessors, graded as it grades."""

import nbformat
import pytest
from click.testing import CliRunner

from coalitionkit.cli import main
from coalitionkit.errors import UsageError
from coalitionkit.files import find_shipped
from coalitionkit.teach.checks import load_tasks
from coalitionkit.teach.exercises import find_stale, make_learner_copy, write_copies

FOLDER = find_shipped("exercises")
SOLUTIONS = sorted((FOLDER / "solutions").glob("*.ipynb"))


def read(path):
    return nbformat.read(path, as_version=4)


def test_the_learner_copies_are_what_their_solutions_give():
    assert find_stale(FOLDER) == ()


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_a_learner_copy_holds_no_answer_and_keeps_its_cells(path):
    solution, copy = read(path), read(FOLDER / path.name)
    assert [cell.id for cell in copy.cells] == [cell.id for cell in solution.cells]
    text = "\n".join(cell.source for cell in copy.cells)
    for mark in ("SOLUTION", "HIDDEN", "is_right"):
        assert mark not in text
    for cell in copy.cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            task = cell.metadata.nbgrader.grade_id
            assert cell.source.startswith((f'{task} = ""', f"{task} = ...", f"{task} = {{}}"))
            assert "\n" not in cell.source


def test_every_task_is_graded_in_one_exercise_and_every_graded_cell_asserts():
    graded = []
    for path in SOLUTIONS:
        for cell in read(path).cells:
            told = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and told.get("grade"):
                task = told.grade_id.removesuffix("_check")
                hidden = cell.source.partition("### BEGIN HIDDEN TESTS\n")[2]
                assert f'assert ck.teach.is_right("{task}", {task})' in hidden
                graded.append(task)
    assert sorted(graded) == sorted(load_tasks())


def test_a_stale_missing_or_extra_copy_is_named(tmp_path):
    (tmp_path / "solutions").mkdir()
    for path in SOLUTIONS:
        (tmp_path / "solutions" / path.name).write_bytes(path.read_bytes())
    assert len(find_stale(tmp_path)) == len(SOLUTIONS)
    made = write_copies(tmp_path)
    assert find_stale(tmp_path) == ()
    made[0].write_text("{}", encoding="utf-8")
    (tmp_path / "99-old.ipynb").write_text("{}", encoding="utf-8")
    assert find_stale(tmp_path) == (made[0].name, "99-old.ipynb")
    write_copies(tmp_path)
    assert not (tmp_path / "99-old.ipynb").exists()
    with pytest.raises(UsageError, match="no notebooks"):
        write_copies(tmp_path / "nowhere")


def test_a_solution_outside_a_solution_cell_is_refused():
    cell = nbformat.v4.new_code_cell("### BEGIN SOLUTION\nx = 1\n### END SOLUTION")
    with pytest.raises(UsageError, match="nbgrader refuses"):
        make_learner_copy(nbformat.v4.new_notebook(cells=[cell]))


def test_the_command_checks_and_gathers(tmp_path):
    run = CliRunner().invoke
    assert run(main, ["exercises", "--check"]).output.strip().endswith("its solution gives.")
    done = run(main, ["exercises", "--progress", str(tmp_path)])
    assert done.exit_code == 2
    assert "No progress file" in done.output
