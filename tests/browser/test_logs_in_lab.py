"""Talks, meetings and the last play written down by hand in a real JupyterLab."""

from __future__ import annotations

import pytest
from lab import Lab

from coalitionkit.record import load_cohort

pytestmark = pytest.mark.browser


def test_a_talk_is_on_disk_and_a_change_goes_to_the_map_when_confirmed(lab: Lab):
    with lab.open("import coalitionkit as ck\nck.widgets.CheckinLog('home-visiting')") as book:
        book.wait_for("1 of 9 partners")
        book.press("Write this talk down")
        book.wait_for("Saved at")
        book.page.get_by_role("tab", name="What it changes on the map").click()
        book.wait_for("Before and after")
        book.press("Yes, write it to the map")
        book.wait_for("2 changes were heard and are not on the map yet.")
        rows = load_cohort(book.folder / "my-coalitions/home-visiting").table("changes")
        assert rows["written_on"].isna().sum() == 2
        assert book.list_serious() == []
        assert book.refused == []


def test_an_agenda_item_and_a_disagreement_are_on_disk_and_the_reading_says_what_would_help(
    lab: Lab,
):
    with lab.open("import coalitionkit as ck\nck.widgets.MeetingLog()") as book:
        book.type("What it was", "Who gets the credit")
        book.type("Minutes it took", "30")
        book.press("Write this agenda item down")
        book.wait_for("What would help most")
        book.page.get_by_role("tab", name="Disagreements").click()
        book.type("The disagreement", "Whose logo stands first")
        book.press("Write this disagreement down")
        book.wait_for("still waits")
        record = load_cohort(book.folder / "my-coalitions/my-coalition")
        assert list(record.table("meetings")["minutes"]) == [30]
        assert list(record.table("tensions")["name"]) == ["Whose logo stands first"]
        assert book.list_serious() == []
        assert book.refused == []


def test_a_sign_and_a_way_are_on_disk_and_your_part_outlives_a_restart(lab: Lab):
    cells = ["ck.widgets.FoldReview('home-visiting')", "ck.widgets.YourPart()"]
    with lab.open("import coalitionkit as ck", *cells) as book:
        book.wait_for("25 of 27")
        book.type("A new sign", "The fund is cut")
        book.find("The day to check it").locator("input").fill("2010-09-01")
        book.press("Write this sign down")
        book.wait_for("not due yet")
        book.page.get_by_role("tab", name="Candidate fights").click()
        book.wait_for("3 of 3 candidate fights")
        book.page.get_by_role("tab", name="Four ways").click()
        book.choose("The way chosen", "Close, on a date")
        book.press("Write down the way and what was won")
        book.wait_for("Way chosen: Close, on a date.")
        book.type("One hard question", "Who reads the evidence?")
        book.press("Write it down")
        book.wait_for("and a talk alone. Look again on")
        assert book.list_serious() == []
        book.restart()
        book.page.get_by_label("Done", exact=True).check()
        book.wait_for("Saved at")
        record = load_cohort(book.folder / "my-coalitions/my-coalition")
        assert list(record.table("intentions")["done"]) == [True]
        record = load_cohort(book.folder / "my-coalitions/home-visiting")
        assert "The fund is cut" in set(record.table("triggers")["condition"])
        assert list(record.table("closings")["exit"]) == ["sunset"]
        assert book.refused == []


def test_a_report_is_built_while_the_kernel_stays_free(lab: Lab):
    with lab.open("import coalitionkit as ck\nck.widgets.ReportButton('home-visiting')") as book:
        book.press("Build the report")
        book.wait_for("Building.")
        book.page.get_by_text("The report is built.").wait_for(timeout=90_000)
        pages = list((book.folder / "reports/home-visiting-partners").glob("*/*.html"))
        assert len(pages) == 1
        assert book.list_serious() == []
        assert book.refused == []
