"""The map, the seating and the agenda, worked by hand in a real JupyterLab."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest
from lab import Book, Lab
from playwright.sync_api import expect

from coalitionkit.record import load_cohort

pytestmark = pytest.mark.browser


def wait_for_rows(book: Book, table: str, partner: str) -> pd.DataFrame:
    """Wait until a row of today's of this partner is on disk; give all of today's rows."""
    for _ in range(100):
        rows = load_cohort(book.folder / "my-coalitions/home-visiting").table(table)
        today = rows[rows["as_of"] == str(dt.date.today())]
        if partner in set(today["partner"]):
            break
        book.page.wait_for_timeout(200)
    return today


def test_moving_a_range_moves_words_picture_and_record_and_outlives_the_kernel(lab: Lab):
    with lab.open("import coalitionkit as ck\nck.widgets.ConflictMap('home-visiting')") as book:
        book.wait_for("all 9 on the map accept")
        book.slide("Lowest it accepts", 2)
        book.wait_for("Nothing below 6")
        picture = book.page.locator('figure[role="img"]')
        expect(picture).to_have_attribute("aria-label", re.compile("no level that all accept"))
        book.choose("Partner", "School-Readiness Model")
        book.choose("How much it cares", "1: a little")
        today = wait_for_rows(book, "positions", "readiness").set_index("partner")
        assert today.loc["nurse", "lowest"] == 6
        assert today.loc["readiness", "salience"] == 1
        book.restart()
        book.wait_for("Nothing below 6")
        assert book.refused == []


def test_an_emptied_chair_changes_words_and_picture_only_and_a_tick_is_on_disk(lab: Lab):
    with lab.open("import coalitionkit as ck\nck.widgets.SeatingChart('home-visiting')") as book:
        book.wait_for("Without RCT Nurse Model, nobody would carry trial evidence.")
        book.press("RCT Nurse Model")
        book.wait_for("Budget-minded Evidence Group alone would carry budget office ear.")
        book.wait_for("RCT Nurse Model: chair empty")
        assert not (book.folder / "my-coalitions").exists()
        book.page.get_by_role("tab", name="What each brings").click()
        book.page.get_by_role("checkbox", name="tribal voice").check()
        book.wait_for("Saved at")
        rows = load_cohort(book.folder / "my-coalitions/home-visiting").table("assets")
        assert "nurse" in set(rows.loc[rows["asset"] == "tribal-voice", "partner"])
        assert book.refused == []


def test_a_level_set_moves_words_and_picture_and_a_repair_is_on_disk(lab: Lab):
    with lab.open("import coalitionkit as ck\nck.widgets.AgendaBuilder('home-visiting')") as book:
        book.wait_for("Boldness 0 of 100")
        grip = book.page.locator(".noUi-handle").first
        grip.focus()
        grip.press("ArrowRight")
        book.wait_for("Any study rated high or moderate")
        book.press("Try the smallest repair")
        book.wait_for("The fewest changes that make it hold")
        book.wait_for("It holds.")
        book.choose("Picture", "How bold, with how many")
        book.wait_for("greatest boldness")
        rows = load_cohort(book.folder / "my-coalitions/home-visiting").table("agendas")
        draft = rows[rows["agenda"] == "draft"].set_index("issue")["level"]
        assert draft["bar"] == 5
        book.restart()
        book.wait_for("It holds.")
        assert book.refused == []
