"""Slides of every lesson, in a Chromium without a network."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from slides import check_slides

from coalitionkit.teach.handouts import list_lessons
from coalitionkit.teach.pages import write_pages


def test_every_lesson_has_slides_that_fit_and_can_be_read(tmp_path):
    made = [page.name for page in write_pages(tmp_path, papers=False) if page.shelf == "slides"]
    assert made == [f"slides/{path.stem}.html" for path in list_lessons()]
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        if not Path(path).exists():
            pytest.skip("no Chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_context(offline=True).new_page()
        for name in made:
            check_slides(page, tmp_path / name)
        browser.close()
