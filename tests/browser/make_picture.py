"""Make the picture of page one that README opens with: ``python tests/browser/make_picture.py``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

TOP = Path(__file__).parent.parent.parent


def main() -> None:
    """Build the show-piece's report, and photograph its first page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run(
            [
                sys.executable,
                "-m",
                "coalitionkit",
                "report",
                "spring-cohort",
                "--only",
                "maple-county",
                "--out",
                folder,
            ],
            check=True,
        )
        page_file = next(Path(folder).rglob("Maple*.html"))
        path = shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 860, "height": 1100})
        page.goto(page_file.as_uri())
        page.wait_for_function("document.querySelectorAll('figure.chart svg').length > 5")
        end = page.evaluate(
            "document.querySelector('.page-break').getBoundingClientRect().top + scrollY"
        )
        page.screenshot(
            path=TOP / "data" / "page-one.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": 860, "height": end},
        )
        browser.close()


if __name__ == "__main__":
    main()
