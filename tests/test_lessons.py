"""Every lesson has the one form, and its cells can be run in any order."""

import copy

import nbformat
import pytest
from lessons import LESSONS, find_faults, list_code, read, read_minutes, run_cells

TEXTS = {
    "title": (
        "# A lesson\n\n**Play:** none · **Time:** about 30 minutes · **You need:** nothing.\n\n"
        "**You will be able to**\n- see.\n\nPress Shift+Enter. [Back](00-start-here.ipynb)."
    ),
    "idea": "## 1. The idea\n\nThe record is invented.",
    "your-turn": "## Your turn\n\nTry.",
    "doors": "## Three doors\n\nYou run it.",
    "take-away": "## Take away\n\n- One.\n- Two.\n- Three.",
    "sources": "## Sources\n\nZach Laris, “Neither Kumbaya Nor Cartel”.",
}


def write_lesson(folder, change=lambda lesson: None):
    """Write a lesson without a fault, then changed."""
    make = nbformat.v4
    cells = {name: make.new_markdown_cell(text) for name, text in TEXTS.items()}
    folded = {"jupyter": {"source_hidden": True}}
    code = {
        "setup": "# Press Shift+Enter\nimport coalitionkit as ck",
        "show": "# The version\nck.__version__",
        "check": "# The kit's own test\nassert ck.__version__",
    }
    cells |= {
        name: make.new_code_cell(text, metadata={**copy.deepcopy(folded), "tags": [name]})
        for name, text in code.items()
    }
    order = ["title", "setup", "idea", "show", "your-turn", "doors", "take-away", "check"]
    lesson = make.new_notebook(
        cells=[cells[name] for name in [*order, "sources"]],
        metadata={
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            }
        },
    )
    for name in [*order, "sources"]:
        cells[name].id = name
    change(lesson)
    (folder / "00-start-here.ipynb").write_text("{}", encoding="utf-8")
    path = folder / "09-a-lesson.ipynb"
    nbformat.write(lesson, path)
    return path


def test_a_lesson_in_the_form_has_no_fault(tmp_path):
    assert find_faults(write_lesson(tmp_path)) == []


FAULTS = {
    "strip outputs": lambda n: n.cells[3].update(execution_count=3),
    "has no other metadata": lambda n: n.cells[3].metadata.update(scrolled=True),
    "text has no metadata": lambda n: n.cells[2].metadata.update(tags=["note"]),
    "slideshow is one of": lambda n: n.cells[2].metadata.update(slideshow={"slide_type": "slide"}),
    "one tag of": lambda n: n.cells[3].metadata.update(tags=["hide"]),
    "code is folded": lambda n: n.cells[3].metadata.pop("jupyter"),
    "metadata: allowed": lambda n: n.metadata.update(widgets={}),
    "readable word": lambda n: n.cells[3].update(id="a1b2c3d4"),
    "says in words": lambda n: n.cells[3].update(source="ck.__version__"),
    "sees a formula": lambda n: n.cells[2].update(source="## 1. From $1 to $2"),
    "imports ck and pandas": lambda n: n.cells[3].update(source="import os"),
    "no definitions": lambda n: n.cells[3].update(source="def f():\n    return 1"),
    "no formula": lambda n: n.cells[3].update(source="1 + 2"),
    "too many lines": lambda n: n.cells[3].update(source="ck\n" * 6),
    "comes right after": lambda n: n.cells.insert(4, n.cells.pop(7)),
    "one H1": lambda n: n.cells[2].update(source="# Again\n\n## 1. The idea"),
    "N from 5 to 40": lambda n: n.cells[0].update(source=TEXTS["title"].replace("30", "90")),
    "has the sections": lambda n: n.cells[5].update(source="## Four doors"),
    "three lines": lambda n: n.cells[6].update(source="## Take away\n\n- One."),
    "who says": lambda n: n.cells[2].update(source="## 1. X\n\n“One two three four five six.”"),
    "whose quotation": lambda n: n.cells[2].update(source="## 1. X\n\n> Words."),
    "only with the essay's author": lambda n: n.cells[2].update(source="## 1. A cartel"),
    "leads nowhere": lambda n: n.cells[2].update(source="## 1. X\n\n[There](nowhere.ipynb)"),
    "two dollar signs": lambda n: n.cells[2].update(source="## 1. X\n\nFrom $1 to $2."),
    "a path of one machine": lambda n: n.cells[2].update(source="## 1. X\n\nSee /home/me/x."),
    "says that the case's record": lambda n: (
        n.cells[2].update(source="## 1. X")
        or n.cells[3].update(source='ck.load_case("home-visiting")')
    ),
}


@pytest.mark.parametrize("told", FAULTS)
def test_a_fault_in_the_form_is_found(tmp_path, told):
    found = find_faults(write_lesson(tmp_path, FAULTS[told]))
    assert any(told in fault for fault in found), found


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_has_the_form(path):
    assert find_faults(path) == []


def test_start_here_lists_every_lesson_with_its_minutes():
    """Where to go next by time: a row a lesson in the table of notebooks/00-start-here.ipynb."""
    start, *others = LESSONS
    told = "\n".join(cell.source for cell in read(start).cells)
    for path in others:
        assert f"]({path.name}) | {read_minutes(read(path))} |" in told, path.name


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_after_setup_cells_can_be_run_from_the_last_to_the_first(path, tmp_path):
    """So each needs nothing but the setup. All other orders: tests/long/test_lessons_long.py."""
    setup, rest = list_code(path)
    assert run_cells([setup, *reversed(rest)], tmp_path / "notebooks") == []


def test_an_error_that_a_learner_could_not_read_is_found(tmp_path):
    path = write_lesson(tmp_path, lambda n: n.cells[3].update(source="later"))
    assert run_cells(list_code(path)[1], tmp_path / "notebooks") == [
        "show: NameError: name 'later' is not defined",
        "check: NameError: name 'ck' is not defined",
    ]


def test_an_error_of_the_kit_is_for_the_learner(tmp_path):
    path = write_lesson(tmp_path, lambda n: n.cells[3].update(source='ck.load_case("nowhere")'))
    assert run_cells(read(path).cells[1:4:2], tmp_path / "notebooks") == []
