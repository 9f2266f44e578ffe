"""The HTML file as text: what is in it, what is left out, and that nothing leaves its place."""

from __future__ import annotations

import base64
import copy
import json
import re
import subprocess
from html.parser import HTMLParser
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from coalitionkit.documents import Look
from coalitionkit.report import export
from coalitionkit.report.blocks import (
    CHART_MIME,
    Bullets,
    Card,
    Figure,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Section,
)
from coalitionkit.report.export import export_html

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- </main> $title ${body} {{ title }}",
    "ائتلاف الأسرة 👩‍👧 קואליציה",
    "long" * 75,
)
SPEC = {"mark": "bar", "data": {"values": [{"a": HOSTILE[0]}]}, "title": HOSTILE[2]}
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)


class Page(HTMLParser):
    """Tags with their attributes, and text by the tag it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br", "link"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))

    def find(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def text(self, tag: str) -> str:
        return "".join(data for name, data in self.texts if name == tag)


def make_notebook(*blocks: Any) -> nbformat.NotebookNode:
    outputs = [new_output("display_data", data=block._repr_mimebundle_()) for block in blocks]
    return new_notebook(cells=[new_code_cell("secret_code()", outputs=outputs)])


def export_page(notebook: nbformat.NotebookNode, **changes: Any) -> str:
    return export_html(notebook, **({"title": "Maple", "language": "en"} | changes))


def check_headings(html: str) -> list[str]:
    """Every fault of a page's headings: one h1, and no level left out on the way down."""
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
    faults = [] if levels.count(1) == 1 else [f"{levels.count(1)} headings of level 1"]
    for above, below in zip([0, *levels], levels, strict=False):
        if below > above + 1:
            faults.append(f"level {below} after {above}")
    return faults


def test_headings_out_of_order_are_found():
    assert check_headings("<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>") == []
    assert check_headings("<h1>a</h1><h3>c</h3><h1>d</h1>") == [
        "2 headings of level 1",
        "level 3 after 1",
    ]


def test_the_file_is_a_page_with_language_title_and_no_code():
    html = export_page(make_notebook(Heading(1, "Maple"), Heading(2, "Who")), language="es")
    page = Page(html)
    assert html.startswith("<!doctype html>")
    assert page.find("html") == [{"lang": "es"}]
    assert page.text("title") == "Maple"
    assert "secret_code" not in html
    assert check_headings(html) == []
    assert [attrs["href"] for attrs in page.find("a")] == ["#report"]
    assert page.find("main")[0]["id"] == "report"


def test_nothing_is_fetched_from_anywhere():
    page = Page(export_page(make_notebook(Heading(1, "A"), Figure(SPEC, "alt"))))
    for tag, attrs in page.tags:
        for name in ("src", "href", "data", "action"):
            target = attrs.get(name) or "#"
            assert target.startswith(("#", "data:")), (tag, target)
    policy = next(a["content"] for a in page.find("meta") if a.get("http-equiv"))
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'unsafe-inline'" not in policy


def test_a_page_without_charts_carries_no_script():
    page = Page(export_page(make_notebook(Heading(1, "A"), Paragraph("b"))))
    assert page.find("script") == []


def test_vega_is_there_once_however_many_charts():
    figures = [Figure(SPEC, f"alt {number}") for number in range(3)]
    page = Page(export_page(make_notebook(Heading(1, "A"), *figures)))
    data = [attrs for attrs in page.find("script") if attrs.get("type") == "application/json"]
    assert len(data) == 3
    assert len(page.find("script")) == 3 + 2


def test_a_figure_says_its_finding_once_and_keeps_it_when_it_cannot_be_drawn():
    page = Page(export_page(make_notebook(Figure(SPEC, "Four of seven", "Wave 1"))))
    figure = page.find("figure")[0]
    assert (figure["role"], figure["aria-label"]) == ("img", "Four of seven")
    assert page.find("figcaption")[0]["id"] == figure["aria-describedby"]
    assert page.text("figcaption") == "Wave 1"
    assert "Four of seven" in page.text("p")


def test_a_charts_data_comes_out_as_it_went_in():
    page = Page(export_page(make_notebook(Figure(SPEC, "alt"))))
    assert json.loads(page.text("script").split("const n=")[0].strip()) == SPEC


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_out_as_typed_and_starts_no_element(text):
    blocks = [
        Heading(1, text),
        Paragraph(text, kind="lead"),
        Bullets((text,)),
        Grid(text, (text, "b"), ((text, text),), align="lr"),
        Card(text, ((text, text),)),
        Figure(SPEC, text, text),
    ]
    plain = Page(
        export_page(
            make_notebook(*[type(block)(**_replace_text(block, text)) for block in blocks]),
            title="x",
            watermark="x",
            look=Look("x"),
        )
    )
    page = Page(export_page(make_notebook(*blocks), title=text, watermark=text, look=Look(text)))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    for tag in ("title", "h1", "li", "caption", "td", "dd", "dt", "figcaption"):
        assert text in page.text(tag), tag
    assert page.find("figure")[0]["aria-label"] == text


def _replace_text(block: Any, text: str) -> dict[str, Any]:
    """The same block's fields with ``x`` for the text."""

    def change(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(change(part) for part in value)
        return "x" if value == text else value

    return {name: change(value) for name, value in vars(block).items()}


def test_a_users_own_outputs_come_out():
    table = pd.DataFrame({"partner": ["Ash"], "n": [3]})
    image = new_output(
        "display_data", data={"image/png": PIXEL}, metadata={"image/png": {"alt": 'a "dot"'}}
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    outputs = [
        new_output("execute_result", data={"text/html": table._repr_html_(), "text/plain": "t"}),
        new_output("stream", name="stdout", text="printed <b>\n"),
        new_output("display_data", data={"image/svg+xml": svg}),
        new_output("display_data", data={"text/markdown": "*said*", "text/plain": "said"}),
        new_output("display_data", data={"text/plain": "<plain>"}),
        image,
    ]
    cells = [new_markdown_cell("# Own *title*\n\n- point"), new_code_cell("x", outputs=outputs)]
    html = export_page(new_notebook(cells=cells))
    page = Page(html)
    assert "Ash" in page.text("td")
    assert "printed <b>" in page.text("pre")
    assert "<plain>" in page.text("pre")
    assert page.text("em") == "titlesaid"
    assert page.find("img")[1]["alt"] == 'a "dot"'
    encoded = (page.find("img")[0]["src"] or "").split(",")[1]
    assert base64.b64decode(encoded).decode().strip() == svg
    assert check_headings(html) == []


def test_stderr_is_left_out_and_an_error_is_one_plain_line():
    outputs = [
        new_output("stream", name="stderr", text="FutureWarning at /home/ada"),
        new_output("error", ename="KeyError", evalue="<b>", traceback=["/home/ada/x.py"]),
    ]
    page = Page(export_page(new_notebook(cells=[new_code_cell("x", outputs=outputs)])))
    assert "KeyError: <b>" in page.text("pre")
    assert not any("/home/ada" in data for _, data in page.texts)


def test_scripts_and_widgets_of_outputs_have_plain_text_in_their_place():
    data = {
        "application/javascript": "alert(1)",
        "application/vnd.jupyter.widget-view+json": {"model_id": "a"},
        "text/plain": "a slider",
    }
    cell = new_code_cell("x", outputs=[new_output("display_data", data=data)])
    html = export_page(new_notebook(cells=[cell]))
    assert "alert(1)" not in html
    assert "a slider" in html


def test_the_same_notebook_gives_the_same_file_and_is_not_changed():
    notebook = make_notebook(Heading(1, "A"), Figure(SPEC, "alt", "c"), Figure(SPEC, "alt", "c"))
    before = copy.deepcopy(notebook)
    first = export_page(notebook)
    for cell in notebook.cells:
        cell["id"] = "another-id"
    assert export_page(notebook) == first
    assert notebook.cells[0].outputs == before.cells[0].outputs


def test_the_watermark_and_footer_are_there_only_if_asked_for():
    plain = Page(export_page(make_notebook(Heading(1, "A"))))
    assert not plain.find("aside")
    assert not plain.find("footer")
    page = Page(
        export_page(make_notebook(Heading(1, "A")), watermark="Illustrative", look=Look("f"))
    )
    assert page.find("aside") == [{"class": "watermark"}]
    assert "Illustrative" in page.text("p")


def test_a_notebook_with_charts_is_valid_and_survives_writing():
    notebook = make_notebook(Figure(SPEC, "alt"))
    nbformat.validate(notebook)
    again = nbformat.reads(nbformat.writes(notebook), as_version=4)
    assert again.cells[0].outputs[0].data[CHART_MIME]["spec"] == SPEC


def test_a_section_shows_each_block_as_an_output_of_its_own(monkeypatch):
    shown: list[object] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    blocks = (Heading(1, "A"), Paragraph("b"), PageBreak())
    Section(blocks)._ipython_display_()
    assert shown == list(blocks)


def test_a_grid_heads_its_columns_and_rows():
    html = Grid("", ("item", "n"), (("S3", "2"),), align="lr")._repr_mimebundle_()["text/html"]
    page = Page(html)
    assert [attrs.get("scope") for attrs in page.find("th")] == ["col", "col", "row"]
    assert page.find("td") == [{"class": "number"}]
    assert not page.find("caption")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Heading(7, "a"),
        lambda: Grid("", ("a",), (("b", "c"),)),
        lambda: Grid("", ("a",), (("b",),), align="lr"),
    ],
)
def test_a_block_that_makes_no_sense_is_refused(make):
    with pytest.raises(ValueError, match="allowed"):
        make()


def test_vega_is_made_once_and_then_read_from_the_cache(tmp_path, monkeypatch):
    export.load_vega.cache_clear()
    monkeypatch.setattr(export, "user_cache_path", lambda name: tmp_path / name)
    first = export.load_vega()
    assert "vegaEmbed" in first
    export.load_vega.cache_clear()

    def fail(*args: object, **kwargs: object) -> None:
        raise AssertionError("made a second time")

    monkeypatch.setattr(subprocess, "run", fail)
    assert export.load_vega() == first
    export.load_vega.cache_clear()


def test_vega_is_there_where_the_cache_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(export, "user_cache_path", lambda name: tmp_path / "file" / name)
    export.load_vega.cache_clear()
    assert "vegaEmbed" in export.load_vega()
    export.load_vega.cache_clear()
