"""Arrows run one way, and each outside library has one door (design.md, "Rooms")."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "coalitionkit"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

LEVELS = {
    "errors": 0,
    "files": 1,
    "documents": 1,
    "playbook": 2,
    "record": 3,
    "survey": 4,
    "plays": 4,
    "words": 5,
    "charts": 6,
    "report": 7,
    "teach": 8,
    "widgets": 9,
    "cli": 10,
    "__main__": 11,
}
DOORS = {
    "altair": {"charts"},
    "vl_convert": {"charts", "report"},
    "ipywidgets": {"widgets"},
    "anywidget": {"widgets"},
    "papermill": {"report"},
    "nbconvert": {"report"},
    "nbformat": {"report", "teach"},
    "gettext": {"words"},
    "babel": {"words"},
    "nbgrader": {"teach"},
    "openpyxl": {"record", "survey"},
    "click": {"cli"},
    "tqdm": {"cli"},
    "jupyterlab": {"cli"},
    "pypandoc": {"documents"},
    "typst": {"documents"},
}
# The name that the charts' own version needs is no arrow: the package's top holds no room.
TOP = "coalitionkit"


def find_room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def list_imports(path: Path) -> list[str]:
    """Every module that a file imports, those inside functions too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            pytest.fail(f"{path}: relative import; name the room in full")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_rooms_to_its_left(path):
    room = find_room(path)
    if room == "__init__":
        assert not [name for name in list_imports(path) if name.startswith(TOP)]
        return
    for name in list_imports(path):
        parts = name.split(".")
        if parts[0] != TOP or len(parts) == 1 or parts[1].startswith("__version"):
            continue
        assert parts[1] in LEVELS, f"{name}: no such room"
        allowed = parts[1] == room or LEVELS[parts[1]] < LEVELS[room]
        assert allowed, f"{path.name} in {room} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_an_outside_library_has_one_door(path):
    room = find_room(path)
    for name in list_imports(path):
        library = name.split(".")[0]
        assert room in DOORS.get(library, {room}), f"{room} imports {library}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_can_be_read_in_a_sitting(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 60, node.name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints(path):
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "print" not in calls
