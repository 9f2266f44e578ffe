"""One coalition's report by a button: built beside the record, without anyone's own view."""

import datetime as dt
from pathlib import Path

import pytest
from controls import find

from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Put
from coalitionkit.widgets import ReportButton


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_record_of_one_partner_and_one_issue_gives_a_page_without_ones_own_view():
    issue = {"issue": "rent", "name": "How much rent help?", "low_end": "none", "high_end": "all"}
    own = {"rater": "zebulon", "date": dt.date(2026, 3, 2), "item": "S1", "answer": "5"}
    known = {"partner": "union", "name": "Tenants"}
    desk = open_desk("ours")
    desk.change(
        "begin", Put("partners", known), Put("issues", {**issue, "lowest": 1, "highest": 5})
    )
    desk.change("own view", Put("ratings", own))
    button = ReportButton("ours")
    assert "fewer than five answers" in button.hint.value
    find(button, "Build the report").click()
    assert "Building." in button.status.value
    assert button.button.disabled
    button.wait()
    page = Path("reports/ours-partners/ours/ours.html")
    assert str(page.resolve()) in button.status.value
    text = page.read_text(encoding="utf-8")
    assert "Not on record yet." in text
    assert "zebulon" not in text
    assert button.opener.layout.display == ""
    assert not button.button.disabled


def test_an_empty_record_says_what_to_do_first_in_spanish_too():
    button = ReportButton("ours", language="es")
    button.button.click()
    assert "Todavía no hay nada en el registro" in button.status.value
    assert not Path("reports").exists()


def test_a_folder_of_another_audience_is_a_failure_in_words():
    open_desk("ours").change("begin", Put("partners", {"partner": "union", "name": "Tenants"}))
    Path("reports/ours-partners").mkdir(parents=True)
    Path("reports/ours-partners/manifest.json").write_text('{"audience": "convener"}')
    button = ReportButton("ours")
    button.button.click()
    button.wait()
    assert "Nothing was built." in button.status.value
    assert "holds reports for convener" in button.status.value
