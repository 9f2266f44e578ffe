"""The files of one report, from its executed notebook: HTML, Word, PDF, the notebook itself."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import nbformat

from coalitionkit.documents import Document, Look, check_tools, write_docx, write_pdf
from coalitionkit.report.collect import collect_blocks
from coalitionkit.report.export import export_html

Format = Literal["html", "docx", "pdf", "ipynb"]
# In the order of which stands for the report, where one file must.
FORMATS: tuple[Format, ...] = get_args(Format)
JUST_HTML: tuple[Format, ...] = ("html",)


def check_formats(formats: Collection[Format]) -> None:
    """Stop before anything is built if a format needs what is not installed.

    Raises
    ------
    UsageError
        Says what to install.
    """
    if {"docx", "pdf"} & set(formats):
        check_tools()


@dataclass(frozen=True)
class Pages:
    """How a report's files are written.

    Attributes
    ----------
    title, language : str
    watermark : str
        At the head of every page; empty for none.
    words : mapping of str to str
        From :func:`coalitionkit.words.index.say_file_words`.
    formats : tuple of {"html", "docx", "pdf", "ipynb"}
    look : Look
        Whose report it is, and its colors.
    """

    title: str
    language: str
    watermark: str
    words: Mapping[str, str]
    formats: tuple[Format, ...] = JUST_HTML
    look: Look = field(default_factory=Look)


def write_files(notebook: nbformat.NotebookNode, pages: Pages) -> dict[Format, bytes]:
    """Write a report in each of the formats.

    Parameters
    ----------
    notebook : NotebookNode
        Executed and cleaned.
    pages : Pages

    Returns
    -------
    dict
        Format -> the whole file, in the order of ``FORMATS``.

    Raises
    ------
    UsageError
        If Word or PDF can't be written.
    """
    files: dict[Format, bytes] = {}
    if "html" in pages.formats:
        page = export_html(
            notebook,
            title=pages.title,
            language=pages.language,
            watermark=pages.watermark,
            look=pages.look,
            skip=pages.words["skip"],
        )
        files["html"] = page.encode()
    if {"docx", "pdf"} & set(pages.formats):
        blocks = collect_blocks(notebook, no_words=pages.words["no words"])
        document = Document(pages.title, pages.language, blocks, pages.watermark, pages.look)
        if "docx" in pages.formats:
            files["docx"] = write_docx(document)
        if "pdf" in pages.formats:
            files["pdf"] = write_pdf(document)
    if "ipynb" in pages.formats:
        files["ipynb"] = _write_notebook(notebook)
    return files


def _write_notebook(notebook: nbformat.NotebookNode) -> bytes:
    """Write a notebook that has no line breaks: nbformat's own way takes ten times as long."""
    nbformat.validate(notebook)
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True).encode()
