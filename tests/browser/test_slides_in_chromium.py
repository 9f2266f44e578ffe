"""Slides of every lesson and sheets to print, in a Chromium that reaches nothing."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Watch
from playwright.sync_api import Page
from pypdf import PdfReader
from slides import check_slides

from coalitionkit.teach import handouts
from coalitionkit.teach.pages import write_pages

pytestmark = pytest.mark.browser

# Those of the two hours, and one with lists and tables; tests/long has all.
LESSONS = ("00-start-here", "01-map-conflict", "case-home-visiting", "case-standing-meeting")


def list_serious(page: Page) -> list[str]:
    """List what axe calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handouts")
    lessons = [path for path in handouts.list_lessons() if path.stem in LESSONS]
    made = list(write_pages(folder, lessons=lessons, papers=False))
    assert sum(page.shelf == "slides" for page in made) == len(LESSONS)
    return folder


@pytest.mark.parametrize("lesson", LESSONS)
def test_slides_fit_can_be_read_from_the_back_and_ask_nobody(
    pages: Path, watched: tuple[Page, Watch], lesson: str
):
    page, watch = watched
    check_slides(page, pages / "slides" / f"{lesson}.html")
    assert list_serious(page) == []
    assert watch.refused == []
    assert watch.console == []


def test_a_picture_waits_for_its_guess_and_arrows_lead_through(
    pages: Path, watched: tuple[Page, Watch]
):
    page, _ = watched
    page.goto((pages / "slides" / "case-home-visiting.html").as_uri())
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    picture = page.locator(".slide.now .picture")
    assert not picture.is_visible()
    page.keyboard.press("ArrowRight")
    assert picture.is_visible()
    assert "no level that all accept" in picture.locator("figure").get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    assert page.locator(".slide.now").get_attribute("id") == "8"
    page.keyboard.press("ArrowLeft")
    assert page.locator(".slide.now").get_attribute("id") == "7"
    page.keyboard.press("n")
    assert page.locator(".slide.now .notes").is_visible()


def test_the_guide_names_slides_by_their_numbers(pages: Path, watched: tuple[Page, Watch]):
    page, _ = watched
    guide, told = handouts.read_guide(), 0
    hours = guide[guide.index("## Two hours") : guide.index("## One day")]
    lesson = ""
    for name, number, title in re.findall(
        r"`slides/([\w-]+)\.html`|[Ss]lide (\d+), \*([^*]+)\*", hours
    ):
        if name:
            lesson = name
            continue
        page.goto((pages / "slides" / f"{lesson}.html").as_uri())
        assert page.locator(f'[id="{number}"] :is(h1, h2)').text_content() == title
        told += 1
    assert told == 7


@pytest.mark.parametrize("name", sorted(handouts.read_handouts()))
def test_a_sheet_prints_on_its_pages(pages: Path, watched: tuple[Page, Watch], name: str):
    page, watch = watched
    page.goto((pages / f"{name}.html").as_uri())
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(printed) == (2 if name.startswith("paper-") else 1)
    assert list_serious(page) == []
    assert [round(float(side)) for side in printed[0].mediabox[2:]] == [612, 792]
    assert watch.refused == []
