"""Moving a range by hand: what all accept and who clashes follow, and the record holds it."""

import datetime as dt

import ipywidgets
import pytest
from controls import find, list_controls

from coalitionkit.plays.map_conflict import Stand, find_positions, list_stops
from coalitionkit.record import load_cohort
from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Put
from coalitionkit.widgets import ConflictMap

HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def fill(form, **answers):
    for label, answer in answers.items():
        find(form, label.replace("_", " ")).value = answer


def read_newest(record, partner, issue):
    (coalition,) = load_cohort(f"my-coalitions/{record}")
    rows = find_positions(coalition)
    return rows[(rows["partner"] == partner) & (rows["issue"] == issue)].iloc[0]


def test_a_move_is_on_disk_as_a_position_of_today_and_earlier_ones_are_kept():
    board = ConflictMap("home-visiting")
    before = len(board.coalition.positions)
    find(board, "Lowest it accepts").value = 6.0
    row = read_newest("home-visiting", "nurse", "bar")
    assert (row["lowest"], row["ideal"], row["highest"]) == (6, 6, 6)
    assert row["as_of"].date() == dt.date.today()
    assert row["salience"] == 3
    assert len(board.coalition.positions) == before + 1
    find(board, "Lowest it accepts").value = 5.0
    assert len(board.coalition.positions) == before + 1


def test_words_and_picture_follow_a_move():
    board = ConflictMap("home-visiting")
    assert "all 9 on the map accept" in board.words.value
    before = board.picture.value
    find(board, "Lowest it accepts").value = 6.0
    assert "no level that all accept" in board.words.value
    assert "Nothing below 6" in board.words.value
    assert "for RCT Nurse Model" in board.words.value
    assert "RCT Nurse Model and School-Readiness Model" in board.words.value
    assert board.picture.value != before
    assert 'role="img"' in board.picture.value
    assert "no level that all accept" in board.picture.value


def test_what_is_moved_pushes_the_others_along():
    board = ConflictMap("home-visiting")
    find(board, "Highest it accepts").value = 2.0
    assert [slider.value for slider in board.sliders.values()] == [2, 2, 2]
    find(board, "Likes best").value = 5.0
    assert [slider.value for slider in board.sliders.values()] == [2, 5, 5]


@pytest.mark.parametrize("end", ["lowest", "ideal", "highest"])
@pytest.mark.parametrize("level", [0, 2, 3, 4, 5, 6, 9])
def test_a_moved_range_is_never_crossed(end, level):
    moved = Stand(2, 4, 6, 1, "", "alone", True).move(end, level)
    assert moved.lowest <= moved.ideal <= moved.highest
    assert getattr(moved, end) == level


def test_a_slider_says_its_level_in_the_words_of_the_issue():
    board = ConflictMap("home-visiting")
    find(board, "Likes best").value = 5.0
    assert "Met the federal criteria: 11 of 26 models" in board.levels["ideal"].value
    board.issue.value = "ask"
    assert [level for _, level in board.sliders["ideal"].options] == [
        500, 1000, 1500, 2000, 2500, 3000,
    ]  # fmt: skip


def test_another_partner_and_issue_show_where_that_one_stands_and_write_nothing():
    board = ConflictMap("home-visiting")
    board.partner.value = "readiness"
    board.issue.value = "second"
    assert board.sliders["ideal"].value == 40
    assert "What share of the money" in board.words.value
    assert not open_desk("home-visiting").is_saved


def test_care_reason_and_place_are_written_too():
    board = ConflictMap("home-visiting")
    find(board, "How much it cares").value = 1
    find(board, "Why (optional)").value = "Said so on the phone"
    row = read_newest("home-visiting", "nurse", "bar")
    assert (row["salience"], row["reason"]) == (1, "Said so on the phone")
    assert row["setting"] == "alone"
    board.partner.value = "mch"
    find(board, "Where it said so").value = "meeting"
    find(board, "Likes best").value = 3.0
    assert read_newest("home-visiting", "mch", "bar")["setting"] == "meeting"


def test_what_was_said_alone_on_the_same_day_counts_and_the_widget_says_so():
    board = ConflictMap("home-visiting")
    find(board, "Lowest it accepts").value = 5.0
    find(board, "Where it said so").value = "meeting"
    find(board, "Lowest it accepts").value = 2.0
    assert board.sliders["lowest"].value == 2
    assert "goes on showing what the partner said to you alone" in board.words.value
    assert read_newest("home-visiting", "nurse", "bar")["lowest"] == 5


def test_undo_brings_the_range_back():
    board = ConflictMap("home-visiting")
    find(board, "Lowest it accepts").value = 6.0
    find(board, "Undo").click()
    assert board.sliders["lowest"].value == 4
    assert "all 9 on the map accept" in board.words.value
    assert "where RCT Nurse Model stands" in board.status.value


def test_another_tabs_move_is_kept():
    board = ConflictMap("home-visiting")
    find(board, "Lowest it accepts").value = 6.0
    row = {"partner": "para", "issue": "bar", "setting": "alone", "as_of": dt.date.today()}
    place = {"lowest": 1, "ideal": 1, "highest": 1, "salience": 3}
    open_desk("home-visiting").change("move", Put("positions", {**row, **place}))
    find(board, "Highest it accepts").value = 6.0
    find(board, "Likes best").value = 6.0
    find(board, "How much it cares").value = 2
    assert "Another tab" in board.status.value
    assert read_newest("home-visiting", "para", "bar")["ideal"] == 1


def test_an_empty_record_becomes_a_map_without_a_line_of_code():
    board = ConflictMap("mine")
    assert "Add a first issue and a first partner below" in board.first.value
    assert board._form.layout.display == "none"
    fill(board, The_question="How high?", The_low_end_means="Low", The_high_end_means="High")
    find(board, "Add this issue").click()
    assert "Add a first partner below" in board.first.value
    for name in ("Oak", "Elm"):
        find(board, "Its name").value = name
        find(board, "Add this partner").click()
    assert board.partner.label == "Elm"
    assert "Elm is not on the map for this issue yet" in board.hint.value
    assert "Nobody stands on this issue yet" in board.words.value
    find(board, "Lowest it accepts").value = 4.0
    board.partner.value = "Oak"
    find(board, "Highest it accepts").value = 2.0
    assert "No level in common: Oak and Elm." in board.words.value
    assert "<svg" in board.picture.value
    assert read_newest("mine", "Elm", "How-high")["lowest"] == 4


def test_a_form_that_lacks_an_answer_or_a_second_of_one_name_adds_nothing():
    board = ConflictMap("mine")
    find(board, "Add this issue").click()
    assert "Fill in every line first" in board.status.value
    for _ in range(2):
        find(board, "Its name").value = "Oak"
        find(board, "Add this partner").click()
    assert "is there already" in board.status.value
    assert list(board.coalition.partners["name"]) == ["Oak"]


def test_today_and_the_bold_end_are_levels_of_the_new_issue():
    board = ConflictMap("mine")
    find(board, "Levels, low to high").value = 3
    assert [label for label, _ in find(board, "Today's level").options] == [
        "not said", "1", "2", "3",
    ]  # fmt: skip
    fill(board, The_question="How?", The_low_end_means="A", The_high_end_means="B")
    find(board, "Today's level").value = 1
    find(board, "The bold end").value = 3
    find(board, "Add this issue").click()
    row = board.coalition.issues.iloc[0]
    assert (row["lowest"], row["highest"], row["status_quo"], row["bold_end"]) == (1, 3, 1, 3)


def test_a_hostile_name_never_runs():
    board = ConflictMap("mine")
    fill(board, The_question=HOSTILE, The_low_end_means="A", The_high_end_means="B")
    find(board, "Add this issue").click()
    find(board, "Its name").value = HOSTILE
    find(board, "Add this partner").click()
    find(board, "Likes best").value = 3.0
    for control in list_controls(board):
        if isinstance(control, ipywidgets.HTML):
            assert "<img" not in control.value
    assert not board.partner.description_allow_html


def test_the_widget_speaks_spanish():
    board = ConflictMap("home-visiting", language="es")
    find(board, "Lo más bajo que acepta").value = 6.0
    assert "no hay nivel" in board.words.value.lower() or "ningún nivel" in board.words.value


def test_a_scale_without_named_levels_has_stops_that_a_hand_can_aim_at():
    desk = open_desk("mine")
    for issue, low, high in (("steps", 1, 5), ("share", 0, 1), ("money", 0, 1_000_000)):
        row = {"issue": issue, "name": issue, "low_end": "a", "high_end": "b"}
        desk.change("add", Put("issues", {**row, "lowest": low, "highest": high}))
    assert list_stops(desk.coalition, "steps") == (1, 2, 3, 4, 5)
    assert 0.35 in list_stops(desk.coalition, "share")
    money = list_stops(desk.coalition, "money")
    assert money[0] == 0
    assert money[-1] == 1_000_000
    assert len(money) <= 42
