"""The HTML file as a reader meets it: opened from a disk, with no network, and on paper."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Page

from coalitionkit.charts import survey, theme
from coalitionkit.documents import Look
from coalitionkit.playbook import load_playbook
from coalitionkit.report.blocks import Bullets, Card, Figure, Grid, Heading, Paragraph
from coalitionkit.report.export import export_html
from coalitionkit.survey.figures import Range, ShownChange, ShownItem
from coalitionkit.words.catalog import Translator
from coalitionkit.words.survey import say_chart_labels

pytestmark = pytest.mark.browser

BOOK = load_playbook()
WORDS: dict[str, Any] = {
    "book": BOOK,
    "language": "en",
    "labels": say_chart_labels(Translator("en")),
}
ATTACK = "</script><script>alert(1)</script>"
HOSTILE = (
    ATTACK,
    '"><img src=x onerror=alert(1)>',
    "ائتلاف الأسرة 👩‍👧 קואליציה",
    "long" * 75,
)
WATERMARK = "Illustrative data: every number here is invented"


def make_item(item: str, n: int) -> ShownItem:
    """An item with ``n`` answers over its options, as a small group's sensitive item if it is."""
    found = BOOK.items[item]
    if found.sensitive and n < 10:
        return ShownItem(item, "split", n=n - 1, high=Range(0, 2), dont_know=1)
    marked = {"B": ("4", "5"), "T": ("0",), "N": ("a", "b")}[found.set]
    counts = {value: len(range(place, n, 6)) for place, value in enumerate(found.values)}
    high = sum(counts[value] for value in marked)
    rest = n - sum(counts.values())
    return ShownItem(
        item, "counts", n=n - rest, counts=counts, high=Range(high, high), dont_know=rest
    )


def make_figures(n: int, title: str = "Four of seven know the problem") -> list[Figure]:
    items = {item: make_item(item, n) for item in BOOK.items}
    change = ShownChange(
        first_wave=1,
        second_wave=2,
        first_n=9,
        second_n=8,
        overlap=7,
        plays={},
        items={"M1": (Range(3, 3), 9, Range(5, 5), 8), "S3": (Range(0, 2), 9, Range(6, 8), 8)},
        leavers={},
    )
    drawn = [
        survey.chart_plays(list(items.values()), title=title, **WORDS),
        survey.chart_items([items["S1"], items["S2"], items["S3"]], title=title, **WORDS),
        survey.chart_dose([items["T1"], items["T2"]], title=title, **WORDS),
        survey.chart_answers(items["D2"], title=title, **WORDS),
        survey.chart_changes(change, title=title, **WORDS),
    ]
    return [Figure(theme.to_spec(chart), title, title) for chart in drawn]


def write_page(folder: Path, *blocks: Any, own: str = "", **changes: str) -> Path:
    """Export blocks, and a user's own HTML output, to a file."""
    outputs = [new_output("display_data", data=block._repr_mimebundle_()) for block in blocks]
    cells = [new_code_cell("secret_code()", outputs=outputs)]
    if own:
        cells.append(new_markdown_cell(own))
    html = export_html(
        new_notebook(cells=cells), **({"title": "Maple", "language": "en"} | changes)
    )
    path = folder / "report.html"
    path.write_bytes(html.encode())
    return path


@pytest.fixture
def open_page(watched: tuple[Page, Any], tmp_path: Path) -> Callable[..., Page]:
    """Write a page, open it from the disk, and wait until every chart is drawn."""
    page, _ = watched

    def write_and_open(*blocks: Any, **changes: Any) -> Page:
        page.goto(write_page(tmp_path, *blocks, **changes).as_uri())
        page.wait_for_function(
            "() => [...document.querySelectorAll('figure.chart')]"
            ".every(figure => figure.querySelector('svg[aria-hidden]'))"
        )
        return page

    return write_and_open


@pytest.mark.parametrize("n", [5, 7, 25, 300])
def test_every_chart_is_drawn_with_no_network_and_no_fault(open_page, watched, n):
    page = open_page(Heading(1, "Maple"), *make_figures(n))
    _, watch = watched
    assert watch.refused == []
    assert watch.console == []
    drawn = page.eval_on_selector_all(
        "figure.chart svg", "found => found.map(svg => svg.querySelectorAll('path').length)"
    )
    assert len(drawn) == 5
    assert min(drawn) > 3
    assert page.locator(".words:visible").count() == 0


def test_seven_answers_are_seven_marks_in_each_row(open_page):
    items = [make_item(item.id, 7) for item in BOOK.items.values() if item.play in BOOK.plays]
    chart = survey.chart_plays(items, title="T", **WORDS)
    page = open_page(Heading(1, "Maple"), Figure(theme.to_spec(chart), "alt"))
    marks = page.locator(".mark-symbol.role-mark path").count()
    assert marks == 15 * 7


def test_no_chart_is_wider_than_the_text(open_page):
    page = open_page(Heading(1, "Maple"), *make_figures(7))
    wide = page.eval_on_selector_all(
        "figure.chart svg", "found => found.map(svg => svg.getBoundingClientRect().width)"
    )
    assert max(wide) <= 701
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_text_of_a_chart_is_cut_or_runs_into_other_text(open_page):
    page = open_page(Heading(1, "Maple"), *make_figures(7))
    boxes = page.eval_on_selector_all(
        "figure.chart svg",
        """found => found.map(svg => ({frame: svg.getBoundingClientRect(),
             texts: [...svg.querySelectorAll('text')].map(t => t.getBoundingClientRect())
                 .filter(box => box.width)}))""",
    )
    for chart in boxes:
        frame, texts = chart["frame"], chart["texts"]
        for place, box in enumerate(texts):
            assert box["left"] >= frame["left"] - 1
            assert box["right"] <= frame["right"] + 1
            assert box["bottom"] <= frame["bottom"] + 1
            for other in texts[place + 1 :]:
                across = min(box["right"], other["right"]) - max(box["left"], other["left"])
                down = min(box["bottom"], other["bottom"]) - max(box["top"], other["top"])
                assert across < 2 or down < 5, (box, other)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_typed_and_runs_nothing(open_page, watched, text):
    page = open_page(
        Heading(1, text),
        Paragraph(text),
        Grid(text, (text, "n"), ((text, text),)),
        Card(text, ((text, text),)),
        *make_figures(7, title=text),
        title=text,
        watermark=text,
    )
    _, watch = watched
    assert watch.dialogs == []
    assert watch.refused == []
    assert watch.console == []
    assert page.title() == text
    assert page.locator("h1").text_content() == text
    assert page.locator("figure").first.get_attribute("aria-label") == text
    lines = page.locator("figure svg").first.locator(".role-title-text text").text_content() or ""
    assert re.sub(r"\s", "", lines) == re.sub(r"\s", "", text)


def test_a_script_in_a_users_own_html_does_not_run(open_page, watched):
    own = "<script>alert(1)</script>\n\n<div onclick='alert(2)' id='b'>bold</div>"
    page = open_page(Heading(1, "Maple"), Paragraph("p"), own=own)
    page.locator("#b").click()
    _, watch = watched
    assert watch.dialogs == []


def test_a_chart_that_cannot_be_drawn_leaves_its_words(watched, tmp_path):
    page, _ = watched
    broken = Figure({"mark": "no such mark", "data": {"values": []}}, "Four of seven know")
    page.goto(write_page(tmp_path, Heading(1, "Maple"), broken).as_uri())
    page.wait_for_timeout(300)
    assert page.locator("p.words").is_visible()
    assert page.locator("p.words").text_content() == "Four of seven know"


def test_a_reader_with_no_scripts_reads_the_words(chromium, tmp_path):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(write_page(tmp_path, Heading(1, "Maple"), *make_figures(7)).as_uri())
    assert page.locator("p.words:visible").count() == 5
    context.close()


def test_the_page_passes_axe(open_page):
    blocks = [
        Heading(2, "Who"),
        Paragraph("All"),
        Paragraph("Small", kind="small"),
        Paragraph("Care", kind="warning"),
        Bullets(("a", "b")),
        Grid("Steps", ("step", "n"), (("a", "1"),), align="lr"),
        Card("Step", (("who", "you"),)),
    ]
    page = open_page(
        Heading(1, "Maple"), *blocks, *make_figures(7), watermark=WATERMARK, look=Look("The end")
    )
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()


def read_printed(page: Page) -> list[str]:
    """Print a page and read it back, a text for each sheet of paper."""
    reader = shutil.which("pdftotext")
    if reader is None:
        told = "no pdftotext: install the package poppler-utils"
        pytest.fail(told) if os.environ.get("CI") == "true" else pytest.skip(told)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    text = subprocess.run([reader, "-", "-"], input=printed, capture_output=True, check=True)
    return text.stdout.decode().split("\f")[:-1]


def test_the_watermark_is_on_every_printed_page_and_hides_nothing(open_page):
    page = open_page(
        Heading(1, "Maple"),
        *[figure for n in (5, 7, 25) for figure in make_figures(n)],
        watermark=WATERMARK,
    )
    band = page.locator(".watermark").bounding_box()
    heading = page.locator("h1").bounding_box()
    assert band is not None
    assert heading is not None
    assert heading["y"] >= band["y"] + band["height"]
    pages = read_printed(page)
    assert len(pages) > 2
    assert all(WATERMARK in text for text in pages)


def test_a_keyboards_first_stop_is_the_way_past_the_band(open_page):
    page = open_page(Heading(1, "Maple"), Paragraph("p"), watermark=WATERMARK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"
