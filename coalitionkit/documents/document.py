"""A document before it is written, and the programs that write it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from coalitionkit.documents.look import Look
from coalitionkit.documents.tree import Node
from coalitionkit.errors import UsageError

INSTALL = 'pip install "coalitionkit[documents]"'


@dataclass(frozen=True)
class Document:
    """What is written to a file.

    Attributes
    ----------
    title : str
        Of the file's properties and of the window; the page's own name is a heading of ``blocks``.
    language : str
        Such as ``en``.
    blocks : tuple of Node
        From ``documents.tree``, or :func:`read_markdown`.
    watermark : str
        At the head of every page; empty for none.
    look : Look
    """

    title: str
    language: str
    blocks: tuple[Node, ...]
    watermark: str = ""
    look: Look = field(default_factory=Look)


def check_tools() -> None:
    """Stop before anything is built where the programs for Word and PDF are not installed.

    Raises
    ------
    UsageError
        Says what to install.
    """
    if find_spec("pypandoc") is None or find_spec("typst") is None:
        raise UsageError(f"Word and PDF files need two more packages. Install them: {INSTALL}")


def run_pandoc(arguments: list[str], data: bytes) -> bytes:
    """Run pandoc on bytes; it may read no other file and reach no network.

    Raises
    ------
    UsageError
        If pandoc is not installed, or can't do it; the message is pandoc's.
    """
    check_tools()
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--sandbox", *arguments, "--output=-"]
    # A fixed clock: the same document gives the same bytes.
    steady = {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}
    done = subprocess.run(command, input=data, capture_output=True, env=steady, check=False)
    if done.returncode:
        raise UsageError(f"pandoc: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def write_tree(blocks: list[Any], language: str) -> bytes:
    """Write blocks as the JSON that pandoc reads."""
    meta = {"lang": {"t": "MetaString", "c": language}}
    version = [1, 23, 1]
    return json.dumps({"pandoc-api-version": version, "meta": meta, "blocks": blocks}).encode()
