"""A real JupyterLab on this computer, whose widgets a test drives as a person does."""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import nbformat
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

LAPTOP = {"width": 1280, "height": 720}
_PATIENCE = 60_000  # ms; two slow cores start a kernel in a few seconds


@dataclass
class Book:
    """A notebook that is open in JupyterLab, its cells run.

    Attributes
    ----------
    page : Page
    folder : Path
        The kernel's working folder: records go to ``my-coalitions`` in it.
    refused : list of str
        What the page tried to reach beyond this computer; each was aborted.
    """

    page: Page
    folder: Path
    refused: list[str] = field(default_factory=list)

    def wait_idle(self) -> None:
        """Wait until the kernel has nothing left to do."""
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("Idle", timeout=_PATIENCE)

    def run_all(self) -> None:
        """Run all cells, and wait for them."""
        self.wait_idle()
        self.page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        self.wait_idle()

    def restart(self) -> None:
        """Restart the kernel and run all cells again; what was kept must be on disk."""
        self.page.evaluate(
            "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
        )
        self.run_all()

    def find(self, label: str, nth: int = -1) -> Locator:
        """Find the control that has this visible label: its box, with the label in it."""
        exact = re.compile(rf"^\s*{re.escape(label)}\s*$")
        labels = self.page.locator(".widget-label, .widget-label-basic").filter(has_text=exact)
        return labels.nth(nth).locator("..")

    def type(self, label: str, text: str) -> None:
        """Type into a text field, and leave it with Tab."""
        field = self.find(label).locator("input, textarea")
        field.fill(text)
        field.press("Tab")

    def choose(self, label: str, option: str, nth: int = -1) -> None:
        """Choose from a dropdown or a row of choices."""
        box = self.find(label, nth)
        if box.locator("select").count():
            box.locator("select").select_option(label=option)
        else:
            box.get_by_text(option, exact=True).click()

    def slide(self, label: str, steps: int, handle: int = 0) -> None:
        """Move a slider with the arrow keys, as many steps up (or down, if negative)."""
        grip = self.find(label).locator(".noUi-handle").nth(handle)
        grip.focus()
        for _ in range(abs(steps)):
            grip.press("ArrowRight" if steps > 0 else "ArrowLeft")

    def press(self, name: str, nth: int = 0) -> None:
        """Press the button with this name."""
        self.page.get_by_role("button", name=name, exact=True).nth(nth).click()

    def wait_for(self, words: str) -> None:
        """Wait until an output holds these words."""
        outputs = self.page.locator(".jp-OutputArea").filter(has_text=words)
        expect(outputs.first).to_be_visible(timeout=_PATIENCE)

    def read(self) -> str:
        """Read all outputs' text."""
        return "\n".join(self.page.locator(".jp-OutputArea").all_inner_texts())

    def list_serious(self) -> list[str]:
        """List what axe calls serious or critical in the widgets, with where it is."""
        found = Axe().run(self.page, context=".jp-OutputArea .coalitionkit").response["violations"]
        return [
            f"{fault['id']}: {node['html'][:300]}"
            for fault in found
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
        ]

    def take_picture(self, path: Path, words: str = "") -> None:
        """Take a picture of the window, 1280 x 720; scroll first to where the words are."""
        if words:
            place = self.page.locator(".jp-OutputArea").get_by_text(words).first
            place.evaluate("element => element.scrollIntoView({block: 'start'})")
        self.page.screenshot(path=path)


@dataclass
class Lab:
    """A running JupyterLab, started by ``coalitionkit lab``."""

    browser: Browser
    top: Path
    address: str
    token: str

    @contextmanager
    def open(self, *cells: str, name: str = "book", language: str = "en-US") -> Iterator[Book]:
        """Open a notebook made of these cells, run them, and close it afterward.

        Parameters
        ----------
        *cells : str
            The code of each cell.
        name : str
            The notebook's name, and that of a fresh folder for it.
        """
        folder = self.top / f"{name}-{secrets.token_hex(3)}"
        folder.mkdir()
        write_notebook(folder / f"{name}.ipynb", cells)
        page = self.browser.new_page(viewport=LAPTOP, locale=language)
        book = Book(page, folder)
        page.route("**/*", lambda route: _stay_here(route, book.refused))
        where = quote(f"{folder.name}/{name}.ipynb")
        page.goto(f"{self.address}/lab/workspaces/{folder.name}/tree/{where}?token={self.token}")
        page.wait_for_selector(".jp-Notebook", timeout=_PATIENCE)
        page.evaluate("() => jupyterapp.commands.execute('application:toggle-left-area')")
        book.run_all()
        try:
            yield book
        finally:
            page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
            page.close()


def _stay_here(route: Route, refused: list[str]) -> None:
    url = urlsplit(route.request.url)
    if url.hostname in ("127.0.0.1", "localhost") or url.scheme in ("data", "blob"):
        route.continue_()
    else:
        refused.append(route.request.url)
        route.abort()


@contextmanager
def start_lab(browser: Browser, top: Path) -> Iterator[Lab]:
    """Start JupyterLab in an empty folder with ``coalitionkit lab``; no setting of yours counts."""
    write_notebook(top / "first.ipynb", ())
    token = secrets.token_hex()
    words = ["coalitionkit", "lab", "first.ipynb", "--no-browser", "--expose-app-in-browser"]
    words += [f"--IdentityProvider.token={token}", "--ip=127.0.0.1", "--ServerApp.port_retries=0"]
    with _serve(words, top, f"/api/status?token={token}") as address:
        yield Lab(browser, top, address, token)


@contextmanager
def open_app(browser: Browser, top: Path, *cells: str) -> Iterator[Book]:
    """Open a notebook of these cells as an app without code, served by Voila."""
    write_notebook(top / "app.ipynb", cells)
    with _serve(["voila", "app.ipynb", "--no-browser"], top, "/voila/static/") as address:
        page = browser.new_page(viewport=LAPTOP)
        book = Book(page, top)
        page.route("**/*", lambda route: _stay_here(route, book.refused))
        page.goto(address, wait_until="commit", timeout=_PATIENCE)
        yield book
        page.close()


def write_notebook(path: Path, cells: Sequence[str]) -> None:
    """Write a notebook of these cells, their code folded as in the lessons."""
    folded = {"jupyter": {"source_hidden": True}}
    code = [nbformat.v4.new_code_cell(cell, metadata=folded) for cell in cells]
    made = nbformat.v4.new_notebook(cells=code)
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    nbformat.write(made, path)


@contextmanager
def _serve(words: Sequence[str], top: Path, path: str) -> Iterator[str]:
    """Run a server on this computer alone, with nobody's settings, until it answers at a path."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    with (top / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", *words, f"--port={port}"],
            cwd=top,
            env={**os.environ, **{name: str(top / ".settings" / name.lower()) for name in own}},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(server, f"{address}{path}", top / "server.log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urlopen(address, timeout=5):
                return
        except HTTPError:
            return  # it answers
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"The server did not start:\n{log.read_text(errors='replace')}")
