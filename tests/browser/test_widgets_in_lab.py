"""Widgets in a real JupyterLab that reaches nothing beyond this computer."""

from __future__ import annotations

import pytest
from lab import Lab

from coalitionkit.record import load_cohort

pytestmark = pytest.mark.browser


def test_a_newcomer_gets_a_picture_that_a_restart_brings_back(lab: Lab):
    with lab.open("import coalitionkit as ck\nck.widgets.QuickStart()") as book:
        book.type("What problem could none of you solve alone?", "Families lose their home")
        for name in ("Tenants' Union", "Landlords"):
            book.type("Add a partner by its name", name)
            book.page.get_by_text(name, exact=True).wait_for()
        book.type("One question you differ on", "How much rent help?")
        book.type("One end of the answers", "none")
        book.type("The other end", "all who qualify")
        book.wait_for("choose where a first partner stands")
        book.choose("Likes best", "5 (“all who qualify”)", nth=0)
        book.wait_for("One is in place")
        book.choose("Likes best", "1 (“none”)", nth=1)
        book.wait_for("no level that all accept")
        picture = book.page.locator("figure[role=img]")
        assert "no level that all accept" in picture.get_attribute("aria-label")
        # By keyboard alone: two steps, for both, and they meet halfway.
        for nth in (0, 1):
            choice = book.find("Could move", nth).locator("select")
            choice.focus()
            choice.press("ArrowDown")
        book.wait_for("all 2 on the map accept 3")
        choice.press("x")  # which would cut the cell, outside of a widget
        assert book.page.locator(".jp-CodeCell").count() == 1
        assert book.list_serious() == []
        book.restart()
        book.wait_for("all 2 on the map accept 3")
        (coalition,) = load_cohort(book.folder / "my-coalitions" / "my-coalition")
        assert coalition.coalitions["joining_conflict"].item() == "Families lose their home"
        assert list(coalition.positions["ideal"]) == [5, 1]
        assert not book.page.get_by_text("Jupyter news").count()
        assert book.refused == []


def test_ones_own_view_is_kept_and_headed_as_such_and_a_restart_brings_it_back(lab: Lab):
    with lab.open("import coalitionkit as ck\nck.widgets.Scorecard()") as book:
        book.page.get_by_text("2. I could guess", exact=True).click()
        book.wait_for("The problem we share is clear: 2. I could guess")
        # By keyboard alone: the arrow goes to the next answer.
        book.page.get_by_role("radio", name="2. I could guess").press("ArrowDown")
        book.wait_for("The problem we share is clear: 3. I know, but other partners")
        picture = book.page.locator("figure[role=img]")
        assert "n = 1, not a survey" in picture.get_attribute("aria-label")
        assert book.list_serious() == []
        book.restart()
        book.wait_for("The problem we share is clear: 3. I know, but other partners")
        ratings = load_cohort(book.folder / "my-coalitions" / "my-coalition").table("ratings")
        assert list(ratings["answer"]) == ["3"]
        assert book.refused == []
