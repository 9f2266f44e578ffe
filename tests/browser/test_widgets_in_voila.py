"""The same widgets as an app without code, served by Voila, with no network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lab import open_app
from playwright.sync_api import Browser, expect

from coalitionkit.record import load_cohort

pytestmark = pytest.mark.browser

CELLS = (
    "import coalitionkit as ck\nck.widgets.QuickStart()",
    "ck.widgets.Scorecard()",
    "ck.widgets.AgendaBuilder('home-visiting')",
)


def test_an_app_shows_the_widgets_and_keeps_what_is_typed(chromium: Browser, tmp_path: Path):
    with open_app(chromium, tmp_path, *CELLS) as app:
        expect(app.page.locator(".coalitionkit")).to_have_count(len(CELLS), timeout=90_000)
        assert app.page.locator(".jp-InputArea-editor").count() == 0
        app.type("What problem could none of you solve alone?", "Families lose their home")
        app.wait_for("Saved at")
        app.page.get_by_text("2. I could guess", exact=True).click()
        picture = app.page.locator("figure[role=img]").filter(has_text="Map the Conflict")
        expect(picture).to_have_attribute(
            "aria-label", re.compile("2. I could guess"), timeout=90_000
        )
        (coalition,) = load_cohort(tmp_path / "my-coalitions" / "my-coalition")
        assert coalition.coalitions["joining_conflict"].item() == "Families lose their home"
        assert list(coalition.ratings["answer"]) == ["2"]
        app.take_picture(tmp_path / "voila.png")
        assert app.list_serious() == []
        # Voila itself asks for icons that nothing here uses, and does without them.
        assert all("/@fortawesome/" in address for address in app.refused)
