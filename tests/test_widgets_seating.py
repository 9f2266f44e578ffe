"""Emptying a chair by hand: what goes with it in words, and what is written down."""

import datetime as dt

import ipywidgets
import pytest
from controls import find, list_controls

from coalitionkit.plays.seating import find_losses, find_unreached, leave_out, list_seated
from coalitionkit.record import load_case, load_cohort
from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Put
from coalitionkit.widgets import SeatingChart

HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def read(record="home-visiting"):
    (coalition,) = load_cohort(f"my-coalitions/{record}")
    return coalition


def list_assets(coalition, partner):
    return set(coalition.assets.loc[coalition.assets["partner"] == partner, "asset"])


def add_partner(chart, name):
    find(chart, "Its name").value = name
    find(chart, "Add this partner").click()


def add_need(chart, need, weight=1):
    find(chart, "What is needed").value = need
    find(chart, "How much it matters").value = weight
    find(chart, "Put it on the list of needs").click()


def test_emptying_a_chair_says_what_goes_and_changes_no_record():
    chart = SeatingChart("home-visiting")
    assert "Without RCT Nurse Model, nobody would carry trial evidence." in chart.words.value
    before = chart.picture.value
    chart.chairs["nurse"].value = True
    assert "If RCT Nurse Model left (tried out, not written down):" in chart.words.value
    assert "Nobody would carry trial evidence." in chart.words.value
    assert "Budget-minded Evidence Group alone would carry budget office ear." in chart.words.value
    assert "(3 of 12)" in chart.words.value
    assert chart.picture.value != before
    assert "RCT Nurse Model" not in chart.picture.value
    assert chart.chairs["nurse"].description == "RCT Nurse Model: chair empty"
    assert not open_desk("home-visiting").is_saved
    chart.chairs["nurse"].value = False
    assert chart.picture.value == before


def test_two_chairs_emptied_lose_what_either_would_have_kept():
    chart = SeatingChart("home-visiting")
    for partner in ("nurse", "evidence"):
        chart.chairs[partner].value = True
    assert "RCT Nurse Model and Budget-minded Evidence Group left" in chart.words.value
    for asset in ("trial evidence", "budget office ear", "savings estimate"):
        assert asset in chart.words.value.split("Nobody would carry")[1].split("</li>")[0]


def test_losses_of_two_are_at_least_those_of_each():
    case = load_case("home-visiting")
    lost = {
        gone: set(find_losses(case, gone).query("falls_to == 0")["asset"])
        for gone in (("nurse",), ("evidence",), ("nurse", "evidence"))
    }
    assert lost["nurse",] | lost["evidence",] < lost["nurse", "evidence"]
    assert find_unreached(case, list(case.partners["partner"])) == tuple(
        sorted(case.ties.loc[case.ties["tie"] == "yes", "policymaker"].unique())
    )
    assert len(list_seated(leave_out(case, ["nurse"]))) == len(list_seated(case)) - 1
    assert len(case.partners) == 9


def test_every_chair_empty_is_said_and_nothing_breaks():
    chart = SeatingChart("home-visiting")
    for chair in chart.chairs.values():
        chair.value = True
    assert "Every chair is empty" in chart.words.value
    assert chart.picture.layout.display == "none"
    chart.chairs["mch"].value = False
    assert chart.picture.layout.display == ""


def test_a_tick_is_on_disk_and_on_the_picture_and_undo_takes_it_back():
    chart = SeatingChart("home-visiting")
    before = chart.picture.value
    find(chart, "tribal voice").value = True
    assert "tribal-voice" in list_assets(read(), "nurse")
    assert "(1 of 12)" in chart.words.value
    assert chart.picture.value != before
    find(chart, "Undo").click()
    assert "tribal-voice" not in list_assets(read(), "nurse")
    assert not find(chart, "tribal voice").value
    find(chart, "trial evidence").value = False
    assert "trial-evidence" not in list_assets(read(), "nurse")


def test_ticks_are_those_of_the_chosen_partner():
    chart = SeatingChart("home-visiting")
    assert find(chart, "trial evidence").value
    chart.brings.partner.value = "mch"
    assert not find(chart, "trial evidence").value
    assert find(chart, "state program data").value
    assert not open_desk("home-visiting").is_saved


def test_a_tie_is_yes_no_or_not_known_yet():
    chart = SeatingChart("home-visiting")
    find(chart, "white house aide").value = "no"
    rows = read().ties.set_index(["partner", "policymaker"])
    assert rows.loc[("nurse", "white-house-aide"), "tie"] == "no"
    find(chart, "An official or office").value = "Budget clerk"
    find(chart, "Add to the list").click()
    assert find(chart, "Budget clerk").value == "unknown"
    assert "of 6" in chart.ties.reach.value


def test_leaving_is_written_down_by_its_own_button_with_its_day_and_can_be_taken_back():
    chart = SeatingChart("home-visiting")
    find(chart, "Who left").value = "small"
    find(chart, "The day it left").value = dt.date(2010, 4, 1)
    assert not open_desk("home-visiting").is_saved
    find(chart, "Write down that it left").click()
    rows = read().partners.set_index("partner")
    assert rows.loc["small", "left"].date() == dt.date(2010, 4, 1)
    assert rows.loc["small", "why_invited"]
    assert "small" not in chart.chairs
    find(chart, "Who is back").value = "small"
    find(chart, "Write down that it is back").click()
    assert "small" in chart.chairs
    assert read().partners["left"].isna().all()


def test_no_day_no_leaving():
    chart = SeatingChart("home-visiting")
    find(chart, "The day it left").value = None
    find(chart, "Write down that it left").click()
    assert "Choose the day first" in chart.status.value
    assert not open_desk("home-visiting").is_saved


def test_an_empty_record_becomes_a_seating_chart():
    chart = SeatingChart("mine")
    assert "Add a first partner under “Who joined, who left”" in chart.words.value
    add_partner(chart, "Oak")
    add_partner(chart, "Elm")
    assert "Under “What each brings”, list" in chart.words.value
    add_need(chart, "A story", 3)
    add_need(chart, "A lawyer")
    find(chart, "A story").value = True
    assert "Without Oak, nobody would carry A story" in chart.words.value
    assert "carried by nobody: A lawyer (1 of 2)" in chart.words.value
    assert read("mine").needs.set_index("asset").loc["A-story", "importance"] == 3
    assert "<svg" in chart.picture.value


def test_an_emptied_chair_stays_so_while_another_tabs_partner_takes_a_seat():
    chart = SeatingChart("home-visiting")
    chart.chairs["nurse"].value = True
    open_desk("home-visiting").change("seat", Put("partners", {"partner": "elm", "name": "Elm"}))
    find(chart, "tribal voice").value = True
    assert "Another tab" in chart.status.value
    assert "elm" in chart.chairs
    assert chart.chairs["nurse"].value
    assert "If RCT Nurse Model left" in chart.words.value


def test_a_hostile_name_never_runs():
    chart = SeatingChart("mine")
    add_partner(chart, HOSTILE)
    add_need(chart, HOSTILE)
    chart.brings.ticks.children[0].value = True
    for chair in chart.chairs.values():
        chair.value = True
        chair.value = False
    for control in list_controls(chart):
        if isinstance(control, ipywidgets.HTML):
            assert "<img" not in control.value
        assert not getattr(control, "description_allow_html", False)


def test_the_widget_speaks_spanish():
    chart = SeatingChart("home-visiting", language="es")
    chart.chairs["nurse"].value = True
    assert "Si saliera RCT Nurse Model (es una prueba, no se anota):" in chart.words.value
