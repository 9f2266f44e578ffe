"""A lesson as slides: one HTML file, made from the lesson's own notebook, that asks no network.

Headings begin slides, pictures fill them, and of the text only what a room can read at a glance
stands on them: quotations, the sentences that open in bold, short lists and tables. All else is a
slide's notes. A cell's ``slideshow`` metadata, as Jupyter knows it, overrides this: ``skip`` leaves
the cell out, ``notes`` sends its text to the notes, and ``fragment`` lets its picture wait for the
next key.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template

import nbformat
from nbconvert.filters.markdown import markdown2html
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode

from coalitionkit.report.engine import QuietKernelManager
from coalitionkit.report.export import read_page, write_policy
from coalitionkit.report.slide_texts import (
    LONG,
    count_letters,
    find_picture,
    find_shape,
    split_blocks,
    take_text,
)

# In characters: when a slide is full, and from when on a table's type is smaller.
_FULL = 960
_DENSE, _DENSER, _MANY_ROWS = 620, 900, 8
# From this height on, as a share of its width, a picture has its question beside it.
_TALL = 0.5
# Sections that a room has no use for.
_SKIPPED = (
    "Sources",
    "If you get stuck",
    "Glossary",
    "Where to go next",
    "Who can see what you type",
)
# Cells that no slide shows.
_UNSHOWN = {"setup", "check", "parameters"}
# What only makes sense at the notebook.
_AT_THE_NOTEBOOK = re.compile(
    r"^\*\*(?:Play:|How this page works|Write one sentence).*$"
    r"|Double-click here, type, then press Shift\+Enter\. ?",
    re.MULTILINE,
)
# Never shortened, and on a slide of its own: what may hurt is said before it is shown.
_NOTE = "**Before you begin.**"


@dataclass
class Slide:
    """One slide.

    Attributes
    ----------
    title : str
        Plain text.
    section : str
        The heading above it, where that is another one.
    text : list of str
        HTML: what stands on the slide, top to bottom.
    picture : str
        HTML: a figure, a table or a few lines; empty for none.
    asked : str
        HTML: a question about the picture, to stand below it; empty for none.
    held : bool
        Whether the picture waits for the next key, since the text asks for a guess first.
    in_widget : bool
        Whether the section is worked in a widget, which no slide shows.
    notes : list of str
        HTML: what to say.
    """

    title: str
    section: str = ""
    text: list[str] = field(default_factory=list)
    picture: str = ""
    asked: str = ""
    held: bool = False
    in_widget: bool = False
    notes: list[str] = field(default_factory=list)


def run_lesson(path: Path) -> NotebookNode:
    """Run a lesson in an empty folder for its pictures; what it has of widgets stays out.

    Parameters
    ----------
    path : Path

    Returns
    -------
    NotebookNode
        With outputs.
    """
    lesson: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    for cell in lesson.cells:
        if {"widget", "check"} & set(cell.metadata.get("tags", [])):
            cell.source = ""
    run = ExecutePreprocessor(  # type: ignore[no-untyped-call]
        timeout=600,
        kernel_name="python3",
        kernel_manager_class=QuietKernelManager,
        extra_arguments=["--log-level=CRITICAL"],
    )
    with tempfile.TemporaryDirectory() as folder:
        run.preprocess(lesson, {"metadata": {"path": folder}})
    return lesson


def find_slides(lesson: NotebookNode) -> tuple[Slide, ...]:
    """Find a lesson's slides.

    Parameters
    ----------
    lesson : NotebookNode
        Executed, so that its pictures are there.

    Returns
    -------
    tuple of Slide
        The first is the title. What is done in a widget has no slide.
    """
    slides: list[Slide] = [Slide("")]
    for cell in lesson.cells:
        kind = cell.metadata.get("slideshow", {}).get("slide_type", "")
        tags = set(cell.metadata.get("tags", []))
        if kind == "skip" or _UNSHOWN & tags:
            continue
        if "widget" in tags:
            slides[-1].text.clear()
            slides[-1].in_widget = True
        elif cell.cell_type == "code":
            _hang(slides, cell, held=kind == "fragment")
        else:
            _read_text(slides, cell.source, noted=kind == "notes")
    shown = (slide for slide in slides if slide.text or slide.picture)
    return tuple(slide for slide in shown if slide.section not in _SKIPPED)


def _read_text(slides: list[Slide], source: str, *, noted: bool) -> None:
    """Read a cell of Markdown: what belongs on slides goes there, all else to the notes."""
    for block in split_blocks(_AT_THE_NOTEBOOK.sub("", source)):
        heading = re.match(r"(#+) (?:\d+\. )?(.+)", block)
        if heading:
            section = "" if len(heading[1]) == 1 else heading[2]
            slides.append(Slide(heading[2], section))
            continue
        if block.startswith(_NOTE):
            told = markdown2html(block.removeprefix(_NOTE).strip())
            slides.append(Slide(_NOTE.strip("*."), slides[-1].section, text=[told]))
            continue
        last, whole = slides[-1], markdown2html(block)
        seen = "" if noted or last.in_widget else take_text(block)
        if seen and last.picture and not _is_apart(seen):
            # A question is for the next picture, or stands below this one; all else is to be said.
            last.asked = seen if _is_lead(seen) and seen == whole else last.asked
            last.notes.append(whole)
            continue
        if seen and (last.picture or _is_full(last, seen)):
            last = Slide(last.section or last.title, last.section)
            slides.append(last)
        if seen:
            last.text.append(seen)
        if seen != whole:
            last.notes.append(whole)


def _is_apart(html: str) -> bool:
    """Say whether a text has a slide of its own after a picture: answers to guesses, a table."""
    return html.startswith(("<ol", "<table"))


def _is_full(slide: Slide, more: str) -> bool:
    """Say whether a slide has no room for more; each line and row takes some of its own."""
    html = "".join((*slide.text, more))
    lines = len(re.findall(r"<(?:p|li|tr|h3)\b", html))
    return bool(slide.text) and count_letters(html) + 60 * lines > _FULL


def _hang(slides: list[Slide], cell: NotebookNode, *, held: bool) -> None:
    """Hang a picture on the newest slide, or on one of its own where that has one or is full.

    The last question asked before it comes along.
    """
    picture = find_picture(cell)
    if not picture:
        return
    said, last = cell.source.partition("\n")[0].removeprefix("# "), slides[-1]
    if last.picture or sum(map(len, last.text)) > LONG:
        lead = last.asked
        if not last.picture and _is_lead(last.text[-1]):
            lead = last.text.pop()
        last.asked = ""
        slides.append(Slide(said, last.section, text=[lead] if lead else []))
    elif last.title == last.section and any(slide.section == last.section for slide in slides[:-1]):
        last.title = said
    slides[-1].picture = picture
    slides[-1].held = held or any(_asks(text) for text in slides[-1].text)


def _is_lead(text: str) -> bool:
    return _asks(text) and text.startswith("<p") and len(text) <= LONG


def _asks(text: str) -> bool:
    """Say whether a text asks for a guess before the picture comes."""
    return bool(re.search(r"\?|\b[Gg]uess(es)?\b|\b[Pp]redict\b", text))


def export_slides(lesson: NotebookNode, *, title: str, mark: str, keys: str) -> str:
    """Write an executed lesson's slides as one HTML file.

    Parameters
    ----------
    lesson : NotebookNode
    title : str
        Of the browser's tab.
    mark : str
        At the foot of each slide: what of it is invented.
    keys : str
        Which keys go on, go back and show the notes.

    Returns
    -------
    str
    """
    slides = find_slides(lesson)
    script = read_page("slides/slides.js")
    return Template(read_page("slides/slides.html")).substitute(
        policy=write_policy((script,)),
        title=escape(title),
        style=read_page("slides/slides.css"),
        body="\n".join(
            _write(slide, number, len(slides), mark) for number, slide in enumerate(slides, 1)
        ),
        keys=escape(keys),
        script=script,
    )


def _write(slide: Slide, number: int, count: int, mark: str) -> str:
    """Write one slide."""
    level = "h1" if number == 1 else "h2"
    above = slide.section if slide.section != slide.title else ""
    section = f'<p class="section">{escape(above)}</p>' if above else ""
    kinds = ["slide", *(["first"] if number == 1 else []), *_find_kinds(slide)]
    held = " held" if slide.held else ""
    text = f'<div class="text">{"".join(slide.text)}</div>' if slide.text else ""
    picture = f'<div class="picture{held}">{slide.picture}</div>' if slide.picture else ""
    asked = f'<div class="text asked">{slide.asked}</div>' if slide.asked else ""
    notes = f'<aside class="notes">{"".join(slide.notes)}</aside>' if slide.notes else ""
    return (
        f'<section class="{" ".join(kinds)}" id="{number}">{section}'
        f"<{level}>{escape(slide.title)}</{level}>"
        f'<div class="body">{text}{picture}{asked}</div>'
        f"<footer><span>{escape(mark)}</span><span>{number} / {count}</span></footer>{notes}"
        "</section>"
    )


def _find_kinds(slide: Slide) -> list[str]:
    """Find how a slide is laid out: words alone, a tall picture, a table of small type."""
    letters = count_letters(slide.picture or "".join(slide.text))
    if not slide.picture:
        return ["words", *(["dense"] if letters > _FULL else [])]
    if "<svg" in slide.picture:
        return ["tall"] if find_shape(slide.picture) > _TALL else []
    if letters > _DENSER:
        return ["densest"]
    return ["dense"] if letters > _DENSE or slide.picture.count("<tr>") > _MANY_ROWS else []
