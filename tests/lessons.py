"""The form that every lesson has, and its cells run in any order in one shell."""

from __future__ import annotations

import ast
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from coalitionkit.errors import CoalitionkitError

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("*.ipynb"))

TAGS = {"setup", "show", "widget", "check", "parameters"}
# How coalitionkit.report.slides takes a cell that isn't like the others.
SLIDE_TYPES = ("skip", "notes", "fragment")
IMPORTS = {("coalitionkit", "ck"), ("pandas", "pd")}
MOST_CELLS, MOST_LINES, MOST_CHECKS = 25, 5, 25
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
}
# Whoever is quoted at length is named in the same cell.
SPEAKERS = ("laris", "essay", "playbook", "record", "questionnaire", "report")


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def find_faults(path: Path) -> list[str]:
    """List where a notebook leaves the form, each as a line that says what to do."""
    lesson = read(path)
    nbformat.validate(lesson)
    rules: tuple[Callable[[nbformat.NotebookNode, Path], Iterable[str]], ...] = (
        _check_stored,
        _check_ids,
        _check_code,
        _check_order,
        _check_title,
        _check_sections,
        _check_quotations,
        _check_links,
    )
    return [fault for rule in rules for fault in rule(lesson, path)]


def _check_stored(lesson: nbformat.NotebookNode, path: Path) -> Iterator[str]:
    if (lesson.nbformat, lesson.nbformat_minor) != (4, 5):
        yield "nbformat is not 4.5"
    if lesson.metadata != METADATA:
        yield f"metadata: allowed is {METADATA} and nothing else"
    if path.read_text(encoding="utf-8") != nbformat.writes(lesson) + "\n":
        yield "not stored as Jupyter saves it: write it with nbformat.write"
    for cell in lesson.cells:
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            yield f"{cell.id}: strip outputs and counts"
        if not cell.source.strip():
            yield f"{cell.id}: empty"
    if len(lesson.cells) > MOST_CELLS:
        yield f"{len(lesson.cells)} cells; at most {MOST_CELLS}"


def _check_ids(lesson: nbformat.NotebookNode, path: Path) -> Iterator[str]:
    ids = [cell.id for cell in lesson.cells]
    yield from (f"{name}: id used twice" for name in sorted(set(ids)) if ids.count(name) > 1)
    for name in ids:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", name) or re.fullmatch(r"[0-9a-f-]{6,}", name):
            yield f"{name}: an id is a readable word, such as worked-1"


def _check_code(lesson: nbformat.NotebookNode, path: Path) -> Iterator[str]:
    for cell in lesson.cells:
        slide = cell.metadata.get("slideshow", {"slide_type": "skip"})
        if slide not in [{"slide_type": kind} for kind in SLIDE_TYPES]:
            yield f"{cell.id}: slideshow is one of {SLIDE_TYPES}"
        if cell.cell_type != "code":
            if set(cell.metadata) - {"slideshow"}:
                yield f"{cell.id}: text has no metadata"
            if cell.source.count("$") > 1:
                yield f"{cell.id}: between two dollar signs JupyterLab sees a formula"
            continue
        tags = cell.metadata.get("tags", [])
        if len(tags) != 1 or not set(tags) <= TAGS:
            yield f"{cell.id}: one tag of {sorted(TAGS)}, found {tags}"
        shown = {name: told for name, told in cell.metadata.items() if name != "slideshow"}
        if {**shown, "tags": None} != {"jupyter": {"source_hidden": True}, "tags": None}:
            yield f"{cell.id}: code is folded, and has no other metadata"
        # A reader sees a folded cell's first line.
        if not cell.source.startswith("# "):
            yield f"{cell.id}: begins with a comment that says in words what it shows"
        is_check = "check" in tags
        lines = [line for line in cell.source.splitlines() if not re.match(r"\s*(#|$)", line)]
        if len(lines) > (MOST_CHECKS if is_check else MOST_LINES):
            yield f"{cell.id}: too many lines; the package computes"
        for node in ast.walk(ast.parse(cell.source)):
            yield from (f"{cell.id}: {fault}" for fault in _check_node(node, is_check))


def _check_node(node: ast.AST, is_check: bool) -> Iterator[str]:
    if isinstance(
        node, ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.For | ast.While | ast.Try
    ):
        yield "no definitions, loops or error handling: notebooks tell, the package computes"
    if isinstance(node, ast.ImportFrom):
        yield "imports ck and pandas only"
    if isinstance(node, ast.Import) and not {(n.name, n.asname) for n in node.names} <= IMPORTS:
        yield "imports ck and pandas only"
    if isinstance(node, ast.BinOp) and not is_check:
        yield "no formula: the package computes"
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
        yield "no print: show the thing itself"


def _check_order(lesson: nbformat.NotebookNode, path: Path) -> Iterator[str]:
    cells = lesson.cells
    tags = [next(iter(cell.metadata.get("tags", [])), "text") for cell in cells]
    if tags[:2] != ["text", "setup"] or tags.count("setup") != 1:
        yield "first the title, then the one setup cell"
    if [tag for tag in tags if tag != "text"][-1] != "check":
        yield "the last code cell is tagged check and holds the numbers told"
    for place, (cell, tag) in enumerate(zip(cells, tags, strict=True)):
        later = [following for following in tags[place + 1 :] if following != "show"]
        if tag == "show" and later[:1] != ["text"]:
            yield f"{cell.id}: text on what it shows comes right after"


def _check_title(lesson: nbformat.NotebookNode, path: Path) -> Iterator[str]:
    text = _join_text(lesson)
    title = lesson.cells[0].source
    if not title.startswith("# ") or len(re.findall(r"^# ", text, flags=re.MULTILINE)) != 1:
        yield "one H1, at the top of the first cell"
    for wanted in ("**Play:** ", "**You need:** ", "**You will be able to**", "Shift+Enter"):
        if wanted not in title:
            yield f"the first cell says {wanted.strip()}"
    if not 5 <= read_minutes(lesson) <= 40:
        yield "the first cell says **Time:** about N minutes, with N from 5 to 40"
    if path.name != "00-start-here.ipynb" and "00-start-here.ipynb" not in text:
        yield "says the way back to 00-start-here.ipynb"


def read_minutes(lesson: nbformat.NotebookNode) -> int:
    """Read how long a lesson says it takes; 0 if it doesn't."""
    told = re.search(r"\*\*Time:\*\* about (\d+) minutes", lesson.cells[0].source)
    return int(told[1]) if told else 0


def _check_sections(lesson: nbformat.NotebookNode, path: Path) -> Iterator[str]:
    headings = re.findall(r"^## (.+)$", _join_text(lesson), flags=re.MULTILINE)
    numbers = [int(told[1]) for told in (re.match(r"(\d+)\. ", line) for line in headings) if told]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        yield f"sections are numbered ## 1., ## 2. and so on; found {numbers}"
    wanted = ["Your turn", "Take away", "Sources"]
    if not path.name.startswith(("00-", "facilitator-")):
        wanted.insert(1, "Three doors")
    if [line for line in headings if line in wanted] != wanted:
        yield f"has the sections {wanted}, each once and in this order"
    if "load_case" in str(lesson) and not re.search("illustrative|invented", _join_text(lesson)):
        yield "says that the case's record is invented"
    taken = _join_text(lesson).partition("## Take away")[2].partition("\n## ")[0]
    if len(re.findall(r"^(?:- |\d\. )", taken, flags=re.MULTILINE)) != 3:
        yield "the take-away is a list of three lines"
    if "Neither Kumbaya Nor Cartel" not in _join_text(lesson).partition("## Sources")[2]:
        yield "the sources name the essay"


def _check_quotations(lesson: nbformat.NotebookNode, path: Path) -> Iterator[str]:
    for cell in lesson.cells:
        if cell.cell_type != "markdown":
            continue
        told = cell.source.lower()
        named = any(speaker in told for speaker in SPEAKERS)
        quoted = re.findall(r"“([^”]+)”|\"([^\"\n]+)\"", cell.source)
        for words in (first or second for first, second in quoted):
            if len(words.split()) >= 6 and not named:
                yield f"{cell.id}: who says “{words}”?"
        if re.search(r"^> ", cell.source, flags=re.MULTILINE) and not named:
            yield f"{cell.id}: whose quotation is this?"
        # One is a spiritual, the other an antitrust word: they are the essay's, never the kit's.
        if re.search("kumbaya|cartel", told) and "laris" not in told and "essay" not in told:
            yield f"{cell.id}: “kumbaya” and “cartel” only with the essay's author"


def _check_links(lesson: nbformat.NotebookNode, path: Path) -> Iterator[str]:
    text = _join_text(lesson)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in link:
            if not link.startswith("https://"):
                yield f"{link}: https only"
        elif not (path.parent / link.partition("#")[0]).exists():
            yield f"{link}: leads nowhere"
    for line in text.splitlines():
        if line.count("$") > 1:
            yield f"between two dollar signs JupyterLab sees a formula: {line[:60]}"
    if re.search(r"!\[[^\]]*\]\(http|<script|<img", text):
        yield "nothing from the network, and no HTML"
    if re.search(r"(^|[\s(\"'`])/(home|work|tmp|Users|usr)/|[A-Z]:\\", str(lesson)):
        yield "names a path of one machine"


def _join_text(lesson: nbformat.NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")


def list_code(path: Path) -> tuple[nbformat.NotebookNode, list[nbformat.NotebookNode]]:
    """List a lesson's code cells: the setup, and the others."""
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    return cells[0], cells[1:]


def run_cells(cells: Iterable[nbformat.NotebookNode], folder: Path) -> list[str]:
    """Run cells one after another in a new namespace, as if from a folder of notebooks.

    Returns
    -------
    list of str
        A line for each error that a learner couldn't read, and for each word on stderr.
    """
    main = sys.modules["__main__"]
    here = Path.cwd()
    folder.mkdir(parents=True, exist_ok=True)
    shell = InteractiveShell.instance()
    shell.reset(new_session=True)
    found = []
    os.chdir(folder)
    try:
        for cell in cells:
            with warnings.catch_warnings(), capture_output() as said:
                warnings.simplefilter("error")
                error = shell.run_cell(cell.source).error_in_exec
            if error is not None and not isinstance(error, CoalitionkitError):
                found.append(f"{cell.id}: {type(error).__name__}: {error}")
            elif said.stderr:
                found.append(f"{cell.id}: on stderr: {said.stderr}")
    finally:
        os.chdir(here)
        # IPython puts itself there; a process pool started later needs the real one.
        sys.modules["__main__"] = main
    return found
