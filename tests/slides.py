"""What a lesson's slides have to be, checked in a browser."""

from __future__ import annotations

import io
from pathlib import Path

from playwright.sync_api import Page
from pypdf import PdfReader

# At 1280 x 720; smaller type can't be read from the back of a room.
SMALLEST = 12

# What of the slide in view runs over its end, px, and how small its smallest type is, px.
MEASURE = """() => {
  const slide = document.querySelector(".slide.now");
  const inside = slide.querySelector(".body");
  const types = [...slide.querySelectorAll(".body text, .body p, .body li, .body td, .body th")]
    .filter((one) => one.textContent.trim() && one.getBoundingClientRect().height)
    .map((one) => {
      const matrix = one.getScreenCTM && one.getScreenCTM();
      const scale = matrix ? Math.hypot(matrix.a, matrix.b) : 1;
      return scale * parseFloat(getComputedStyle(one).fontSize);
    });
  return [inside.scrollHeight - inside.clientHeight, Math.min(...types)];
}"""


def check_slides(page: Page, path: Path) -> None:
    """Check that a lesson's slides are few, fit, can be read, and print one a page."""
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(path.as_uri())
    count = page.locator(".slide").count()
    assert 4 <= count <= 15
    for number in range(1, count + 1):
        page.keyboard.type(str(number))
        page.keyboard.press("Enter")
        assert page.locator(".slide.now").get_attribute("id") == str(number)
        over, smallest = page.evaluate(MEASURE)
        assert over <= 1, f"{path.stem}, slide {number}: runs over by {over} px"
        assert smallest >= SMALLEST, f"{path.stem}, slide {number}: type of {smallest} px"
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == count
