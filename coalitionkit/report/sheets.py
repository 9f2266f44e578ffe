"""A sheet of Markdown as one HTML page to print: no script, nothing fetched."""

from __future__ import annotations

import re
from html import escape
from string import Template

from nbconvert.filters.markdown import markdown2html

from coalitionkit.report.export import read_page, write_policy

# A sheet of fewer letters has room for larger type, and to write by hand.
_ROOMY = 2350


def export_sheet(markdown: str, *, title: str, language: str, skip: str) -> str:
    """Write a sheet as one HTML page.

    Parameters
    ----------
    markdown : str
        The kit's own words: raw HTML in it is kept.
    title : str
        Of the browser's tab.
    language : str
        Such as ``en``.
    skip : str
        The link that takes a keyboard to the text.

    Returns
    -------
    str
    """
    # Links within a sheet are written as GitHub names headings, in small letters.
    body = re.sub(r'id="[^"]+"', lambda name: name[0].lower(), markdown2html(markdown))
    names = ["sheet.css", *(["roomy.css"] if len(markdown) < _ROOMY else [])]
    return Template(read_page("shell.html")).substitute(
        language=escape(language),
        policy=write_policy(()),
        title=escape(title),
        style="\n".join(read_page(name) for name in ("style.css", *names)),
        skip=escape(skip),
        watermark="",
        body=body,
        footer="",
        scripts="",
    )
