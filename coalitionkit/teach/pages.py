"""All that a facilitator prints and shows, in one folder that opens with no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from coalitionkit.documents import Document, read_markdown, write_docx, write_pdf
from coalitionkit.documents.tree import Node, change_nodes
from coalitionkit.files import write_atomic
from coalitionkit.report.sheets import export_sheet
from coalitionkit.report.slides import export_slides, run_lesson
from coalitionkit.teach.handouts import BOX, list_lessons, read_guide, read_handouts, read_keys
from coalitionkit.words import teach as words
from coalitionkit.words.catalog import Translator

GUIDE = "facilitator-guide"
CARD = "facilitator-card"


class Page(NamedTuple):
    """A page that was written: its shelf, its file's name within the folder, and its title."""

    shelf: str
    name: str
    title: str


def write_pages(
    out: Path, *, lessons: Sequence[Path] | None = None, papers: bool = True
) -> Iterator[Page]:
    """Write guide, card, handouts, answer keys and slides, and an index of them.

    Parameters
    ----------
    out : Path
        Made if missing. Files of the same names are replaced.
    lessons : sequence of Path, optional
        Of which to make slides, which takes some seconds each; by default all.
    papers : bool
        Whether to write each sheet as PDF and Word too, where the programs for them are installed.

    Yields
    ------
    Page
        Each as it is written; the index after the last.
    """
    t = Translator("en")
    both = find_spec("pypandoc") is not None and find_spec("typst") is not None
    made: list[Page] = []
    for shelf, folder, texts in _list_sheets():
        for name, text in texts.items():
            title = text.partition("\n")[0].removeprefix("# ")
            _write_sheet(out / folder, name, text, title, t, papers=both and papers)
            made.append(Page(shelf, f"{folder}{name}.html", title))
            yield made[-1]
    for path in list_lessons() if lessons is None else lessons:
        lesson = run_lesson(path)
        title = lesson.cells[0].source.partition("\n")[0].removeprefix("# ")
        page = export_slides(
            lesson, title=title, mark=_find_mark(t, path), keys=words.say_slides_keys(t)
        )
        write_atomic(out / "slides" / f"{path.stem}.html", page.encode())
        made.append(Page("slides", f"slides/{path.stem}.html", title))
        yield made[-1]
    write_atomic(out / "index.html", _write_index(made, t).encode())


def _list_sheets() -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """List the sheets: their shelf, their folder, and Markdown by name."""
    handouts = dict(read_handouts())
    first = {GUIDE: read_guide(), CARD: handouts.pop(CARD)}
    return ("guide", "", first), ("handouts", "", handouts), ("answers", "answers/", read_keys())


def _write_sheet(
    folder: Path, name: str, text: str, title: str, t: Translator, *, papers: bool
) -> None:
    """Write a sheet as HTML, and as PDF and Word."""
    language = "es" if name.endswith("-es") else "en"
    page = export_sheet(text, title=title, language=language, skip=words.say_skip(t))
    write_atomic(folder / f"{name}.html", page.encode())
    if not papers:
        return
    # Not every font has the box.
    blocks = change_nodes(read_markdown(text.replace(BOX, "[\N{NO-BREAK SPACE}]")), _make_room)
    document = Document(title, language, tuple(blocks))
    writers: dict[str, Callable[[Document], bytes]] = {"pdf": write_pdf, "docx": write_docx}
    for ending, write in writers.items():
        write_atomic(folder / f"{name}.{ending}", write(document))


def _make_room(node: Node) -> Node:
    """Make the empty cells of a table tall and wide enough to write in by hand."""
    if node["t"] != "Table":
        return node
    cells = [cell for body in node["c"][4] for row in body[3] for cell in row[1]]
    empty = [cell for cell in cells if not cell[4]]
    for cell in empty:
        blank: Node = {"t": "Str", "c": "\N{NO-BREAK SPACE}"}
        cell[4] = [{"t": "Plain", "c": [blank, *({"t": "LineBreak"}, blank) * 2]}]
    columns = node["c"][2]
    if empty:
        # Where few columns leave room, the first holds what is asked.
        first = 0.45 if len(columns) < 4 else 1 / len(columns)
        other = (1 - first) / (len(columns) - 1)
        for place, column in enumerate(columns):
            column[1] = {"t": "ColWidth", "c": other if place else first}
    return node


def _find_mark(t: Translator, path: Path) -> str:
    """Find what stands at the foot of a lesson's slides; nothing where all of it is fact."""
    source = path.read_text(encoding="utf-8")
    invented = "load_case" in source or "open_report" in source
    return words.say_slides_mark(t) if invented else ""


def _write_index(made: Sequence[Page], t: Translator) -> str:
    """Write the page that leads to all others."""
    names = words.name_shelves(t)
    lines = [f"# {names['title']}"]
    for shelf in ("guide", "handouts", "slides", "answers"):
        pages = [page for page in made if page.shelf == shelf]
        if pages:
            lines += [f"## {names[shelf]}"]
            lines += ["\n".join(f"- [{escape(page.title)}]({page.name})" for page in pages)]
    skip = words.say_skip(t)
    return export_sheet("\n\n".join(lines), title=names["title"], language="en", skip=skip)
