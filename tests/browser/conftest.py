"""A Chromium that can reach nothing: what passes here works with no network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lab import Lab, start_lab
from playwright.sync_api import Browser, Page, Route, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass
class Watch:
    """What a page tried to reach, said on its console, and asked in dialogs."""

    refused: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests: the system's, else Playwright's own."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        if not Path(path).exists():
            told = "no Chromium: install the package chromium, or run `playwright install chromium`"
            if os.environ.get("CI") == "true":
                pytest.fail(told)
            pytest.skip(told)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def watched(chromium: Browser) -> Iterator[tuple[Page, Watch]]:
    """A page that loads only files named by a test, and notes all else that it tries."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    watch = Watch()

    def decide(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.hostname in ("127.0.0.1", "localhost") or (
            url.scheme == "file" and route.request.is_navigation_request()
        ):
            route.continue_()
        else:
            watch.refused.append(route.request.url)
            route.abort()

    page.route("**/*", decide)
    page.on("console", lambda said: watch.console.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: watch.console.append(f"error: {error}"))

    def dismiss(dialog: object) -> None:
        watch.dialogs.append(str(dialog))
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", dismiss)
    yield page, watch
    page.close()


@pytest.fixture(scope="session")
def lab(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One JupyterLab for all tests; each notebook gets a folder and a kernel of its own."""
    with start_lab(chromium, tmp_path_factory.mktemp("lab")) as started:
        yield started
