"""How long a person waits: from a slider's move to the redrawn picture, in the browser.

    python tests/benchmarks/bench_widgets.py

Starts a real JupyterLab and a headless Chromium. Prints the median and the worst over 30 moves of
each widget, on the home visiting case.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from lab import Lab, start_lab

MOVES = 30
LIMIT = 250  # ms
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
# Waits in the page itself, so that the test's own way there and back is not counted.
WATCH = """
([nth, key]) => new Promise((done, fail) => {
  const box = document.querySelector(".coalitionkit");
  const handle = box.querySelectorAll(".noUi-handle")[nth];
  const drawn = () => [...box.querySelectorAll("figure")].map((each) => each.outerHTML).join();
  const before = drawn(), start = performance.now();
  const late = setTimeout(() => fail(new Error("no redraw within 20 s")), 20000);
  const seen = new MutationObserver(() => {
    if (drawn() === before) return;
    seen.disconnect();
    clearTimeout(late);
    requestAnimationFrame(() => done(performance.now() - start));
  });
  seen.observe(box, {childList: true, subtree: true});
  handle.focus();
  handle.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
})
"""


def measure(lab: Lab, widget: str) -> list[float]:
    """Move the first slider to and fro; give each wait in ms."""
    with lab.open(f"import coalitionkit as ck\nck.widgets.{widget}('home-visiting')") as book:
        book.page.locator(".coalitionkit figure").first.wait_for(timeout=60_000)
        waits = []
        for number in range(MOVES + 2):
            key = "ArrowRight" if number % 2 == 0 else "ArrowLeft"
            waits.append(book.page.evaluate(WATCH, [0, key]))
            book.wait_idle()
        return waits[2:]  # the first makes the copy of the case


def main() -> None:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        with start_lab(browser, Path(folder)) as lab:
            for widget in ("ConflictMap", "AgendaBuilder"):
                waits = measure(lab, widget)
                median = statistics.median(waits)
                told = "within" if median < LIMIT else "over"
                print(
                    f"{widget}: median {median:.0f} ms, worst {max(waits):.0f} ms of {len(waits)} "
                    f"moves; {told} the limit of {LIMIT} ms"
                )
        browser.close()


if __name__ == "__main__":
    main()
