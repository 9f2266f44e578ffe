"""Markdown and pictures to Word (.docx) and PDF; the one door to pandoc and typst.

A document is a tree of blocks (``tree``), never text that a program would read again: so a name
with ``#import``, ``{{`` or ``$`` in it comes out as typed. Nothing here knows a coalition.
"""

from coalitionkit.documents.document import Document, check_tools
from coalitionkit.documents.look import Look, read_look
from coalitionkit.documents.markdown import read_markdown
from coalitionkit.documents.paper import write_pdf
from coalitionkit.documents.word import write_docx

__all__ = [
    "Document",
    "Look",
    "check_tools",
    "read_look",
    "read_markdown",
    "write_docx",
    "write_pdf",
]
