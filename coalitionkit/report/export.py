"""An executed notebook as one HTML file: no code in it, nothing fetched, charts drawn on opening.

Text, tables and pictures go through nbconvert with the template in ``html/body``; the page around
them is ``html/shell.html``. Charts stay data, and one copy of Vega at the end of the page draws
them. The page forbids every script but its own two, and every connection.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from html import escape
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Any

from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbformat import NotebookNode
from platformdirs import user_cache_path
from traitlets.config import Config

from coalitionkit.documents import Look
from coalitionkit.files import write_atomic
from coalitionkit.report.blocks import CHART_MIME

_PLAIN = Look()
_HTML = Path(__file__).parent / "html"

# What an output is shown as, best first. Scripts and widgets are not: the page forbids them.
_PRIORITY = (
    CHART_MIME,
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/latex",
    "text/plain",
)
_MAKE_VEGA = (
    "import sys, vl_convert; sys.stdout.buffer.write(vl_convert.javascript_bundle().encode())"
)

_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_EMPTY = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def export_html(
    notebook: NotebookNode,
    *,
    title: str,
    language: str,
    watermark: str = "",
    look: Look = _PLAIN,
    skip: str = "Skip to the report",
) -> str:
    """Write an executed notebook as one HTML file that opens with no network.

    Code and what went to stderr are left out. The same notebook gives the same text.

    Parameters
    ----------
    notebook : NotebookNode
        Executed. Its headings are the page's: one of level 1.
    title : str
        Of the browser's tab.
    language : str
        Such as ``en``.
    watermark : str
        A band on the screen and at the head of every printed page; empty for none.
    look : Look
        Its logo stands above the report, its organization below.
    skip : str
        The link that takes a keyboard past the band.

    Returns
    -------
    str
        To be written as UTF-8 with its line ends kept.
    """
    light, figures = _set_charts_aside(notebook)
    exporter = make_exporter()
    body, _ = TemplateExporter.from_notebook_node(exporter, light)
    if not _is_whole(body):
        # Nbconvert's own way parses it all and writes it again, closing what was left open.
        body, _ = exporter.from_notebook_node(light)
    for mark, figure in figures.items():
        body = body.replace(mark, figure)
    scripts = (load_vega(), read_page("draw.js")) if figures else ()
    return Template(read_page("shell.html")).substitute(
        language=escape(language),
        policy=write_policy(scripts),
        title=escape(title),
        style=_write_style(look),
        skip=escape(skip),
        watermark=_wrap("aside", "watermark", watermark),
        body=_write_brand(look) + body.strip(),
        footer=_wrap("footer", "footer", look.organization),
        scripts="".join(f"<script>{script}</script>\n" for script in scripts),
    )


def _set_charts_aside(notebook: NotebookNode) -> tuple[NotebookNode, Mapping[str, str]]:
    """Put a mark in the place of every chart, and give what each mark stands for.

    Nbconvert would copy, escape and parse each chart's rows several times over.
    """
    figures: list[str] = []
    cells = []
    for cell in notebook.cells:
        light = copy.copy(cell)
        if "outputs" in cell:
            light["outputs"] = [_set_chart_aside(output, figures) for output in cell.outputs]
        cells.append(light)
    # A mark follows from all that is written, so that nothing written can hold one.
    digest = hashlib.sha256("".join(figures).encode()).hexdigest()
    marks = {f"<!--{digest} {number}-->": figure for number, figure in enumerate(figures, start=1)}
    for cell in cells:
        for output in cell.get("outputs", ()):
            if CHART_MIME in output.get("data", ()):
                output["data"][CHART_MIME] = f"<!--{digest} {output['data'][CHART_MIME]}-->"
    whole = copy.copy(notebook)
    whole["cells"] = cells
    return whole, marks


def _set_chart_aside(output: NotebookNode, figures: list[str]) -> NotebookNode:
    """Give an output with its chart's number for its chart; add the figure to the rest."""
    if CHART_MIME not in output.get("data", ()):
        return output
    light = copy.copy(output)
    light["data"] = copy.copy(output["data"])
    light["data"][CHART_MIME] = len(figures) + 1
    figures.append(_write_figure(output["data"][CHART_MIME], len(figures) + 1))
    return light


def _write_figure(chart: Mapping[str, Any], number: int) -> str:
    """Write one chart as a figure: its words, its data, and the place where it is drawn.

    ``chart`` has ``spec``, ``alt`` and ``caption``, as a
    :class:`coalitionkit.report.blocks.Figure` shows.
    """
    name = f"caption-{number}"
    alt, caption = escape(chart["alt"]), escape(chart["caption"])
    described = f' aria-describedby="{name}"' if caption else ""
    told = f'<figcaption id="{name}">{caption}</figcaption>' if caption else ""
    return (
        f'<figure class="chart" role="img" aria-label="{alt}"{described}>'
        f'<div class="drawing"></div><p class="words">{alt}</p>{told}'
        f'<script type="application/json">{_write_data(chart["spec"])}</script></figure>'
    )


def _is_whole(html: str) -> bool:
    """Say whether every element is closed in its turn, and every image has words."""
    open_: list[str] = []
    for close, name, attributes in _TAG.findall(html):
        name = name.lower()
        if name == "img" and not re.search(r"\salt\s*=", attributes, re.IGNORECASE):
            return False
        if name in _EMPTY or attributes.endswith("/"):
            continue
        if not close:
            open_.append(name)
        elif not open_ or open_.pop() != name:
            return False
    return not open_ and html.count("<") == len(_TAG.findall(html)) + html.count("<!--")


@cache
def load_vega() -> str:
    """Load the one script that draws charts: Vega, Vega-Lite and Vega-Embed in one.

    It is made once per version, in a process of its own (vl-convert used before a fork hangs the
    child), and kept in the user's cache folder where that can be written.

    Returns
    -------
    str
        JavaScript, some 900 KB.
    """
    path = user_cache_path("coalitionkit") / f"vega-{version('vl-convert-python')}.js"
    with suppress(OSError):
        return path.read_text(encoding="utf-8")
    made = subprocess.run([sys.executable, "-c", _MAKE_VEGA], capture_output=True, check=True)
    # A home that can't be written costs a second per process, not the report.
    with suppress(OSError):
        write_atomic(path, made.stdout)
    return made.stdout.decode()


def read_page(name: str) -> str:
    """Read a file of ``html/``."""
    return (_HTML / name).read_text(encoding="utf-8").strip()


def _wrap(tag: str, style: str, text: str) -> str:
    return f'<{tag} class="{style}"><p>{escape(text)}</p></{tag}>\n' if text else ""


def _write_style(look: Look) -> str:
    colors = {"heading": look.heading_color, "fill": look.fill_color, "fill-ink": look.fill_ink}
    told = " ".join(f"--{name}: {color};" for name, color in colors.items())
    return f"{read_page('style.css')}\n:root {{ {told} }}"


def _write_brand(look: Look) -> str:
    """Write the logo as a picture within the page; an SVG's scripts don't run there."""
    if not look.logo:
        return ""
    kind = "svg+xml" if look.logo_kind == "svg" else look.logo_kind
    address = f"data:image/{kind};base64,{base64.b64encode(look.logo).decode()}"
    return f'<p class="brand"><img src="{address}" alt="{escape(look.organization)}"></p>\n'


def _write_data(spec: Mapping[str, Any]) -> str:
    """Write a chart's data so that nothing in it can end the script element it stands in."""
    return json.dumps(spec, sort_keys=True).replace("<", "\\u003c")


def write_policy(scripts: tuple[str, ...]) -> str:
    """Write the page's Content-Security-Policy: its own scripts by hash, and no connection."""
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()) for script in scripts)
    allowed = " ".join(f"'sha256-{found.decode()}'" for found in hashes) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


@cache
def make_exporter() -> HTMLExporter:
    """Make the exporter of bodies; one per process, since making it takes longer than using it."""
    return HTMLExporter(  # type: ignore[no-untyped-call]
        config=Config(
            {
                "NbConvertBase": {"display_data_priority": list(_PRIORITY)},
                "HTMLExporter": {"default_preprocessors": []},
            }
        ),
        extra_template_basedirs=[str(_HTML)],
        template_name="body",
        exclude_input=True,
        exclude_anchor_links=True,
        embed_images=True,
        require_js_url="",
        mathjax_url="",
        mermaid_js_url="",
    )
