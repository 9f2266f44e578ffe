"""The game of guessing: no answer before its time, every guess kept, counts that add up."""

import re

import pytest
from controls import find, list_controls

from coalitionkit.teach.guesses import FILE, Guesses
from coalitionkit.teach.planted import CANT_TELL, count_verdicts, draw_class, judge
from coalitionkit.widgets import PlantedTruth


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def read_page(game):
    return "\n".join(str(getattr(each, "value", "")) for each in list_controls(game))


def test_the_same_seed_gives_the_same_class_however_many_are_drawn():
    few, many = draw_class(173, 3), draw_class(173, 5)
    assert few == many[:3]
    assert few != draw_class(174, 3)


def test_cant_tell_is_right_only_where_no_word_fits():
    assert judge("in between", CANT_TELL) == "right"
    assert judge("in between", "stuck") == "wrong"
    assert judge("stuck", CANT_TELL) == "can't tell"
    assert judge("agreed", "drifting or agreed") == "can't tell"
    assert judge("stuck", "drifting or agreed") == "wrong"
    assert judge("stuck", "") == "no guess"


def test_the_lessons_seed_shows_each_way_to_fail():
    drawn = draw_class(173, 8)
    read = {one.number: one.reading for one in drawn}
    assert count_verdicts(drawn, read) == {"right": 5, "can't tell": 2, "wrong": 1}
    thin, leaning, unasked = drawn[0], drawn[4], drawn[6]
    assert thin.found.missing[:2] == ("meetings", "decisions")
    assert (leaning.kind, leaning.verdict) == ("in between", "wrong")
    assert (unasked.kind, unasked.heard_alone, unasked.reading) == (
        "agreed",
        False,
        "drifting or agreed",
    )


def test_nothing_of_the_reading_or_the_truth_is_on_the_page_before_it_is_asked_for():
    game = PlantedTruth(173, 8)
    page = read_page(game)
    assert "Illustrative" in page
    assert "On record: 3 meetings and 5 decisions." in page
    assert "requests to reopen a settled position were heard" in page
    assert "points to" not in page
    assert "in between" not in page
    assert "probability" not in page


def test_a_guess_is_on_disk_at_once_and_another_page_has_it():
    game = PlantedTruth(173, 3)
    find(game, "Guess for coalition 2").value = "in debate"
    assert Guesses().load(173) == {"": {2: "in debate"}}
    assert "Saved. Coalition 2, the whole class: in debate." in game.status.value
    again = PlantedTruth(173, 8)
    assert find(again, "Guess for coalition 2").value == "in debate"
    again.seed.value = 174
    assert find(again, "Guess for coalition 2").value == ""


def test_two_tables_and_two_tabs_keep_their_guesses_apart():
    first, second = PlantedTruth(173, 3), PlantedTruth(173, 3)
    first.who.value = "Table 1"
    second.who.value = "Table 2"
    find(first, "Guess for coalition 1").value = "stuck"
    find(second, "Guess for coalition 1").value = "drifting"
    assert Guesses().load(173) == {"": {}, "Table 1": {1: "stuck"}, "Table 2": {1: "drifting"}}
    first.who.value = "Table 2"
    assert find(first, "Guess for coalition 1").value == "drifting"
    find(first, "Guess for coalition 1").value = ""
    assert "Table 2" not in Guesses().load(173)


def test_what_was_planted_is_shown_with_counts_reasons_and_known_error_rates():
    game = PlantedTruth(173, 8)
    find(game, "Guess for coalition 1").value = "drifting"
    find(game, "Guess for coalition 2").value = "stuck"
    find(game, "Guess for coalition 5").value = CANT_TELL
    find(game, "Show what was planted").click()
    shown = re.sub("<[^>]+>", " ", game.answer.value)
    assert "The whole class: right 2 of 8, can&#x27;t tell 0 of 8, wrong 1 of 8." in shown
    assert "5 have no guess." in shown
    assert "The report: right 5 of 8, can&#x27;t tell 2 of 8, wrong 1 of 8." in shown
    assert "Coalition 1: A word takes at least 4 meetings and 8 decisions" in shown
    assert "Coalition 5: Here everything happens half of the time." in shown
    assert "Coalition 7: Little is debated and reopening is heard." in shown
    assert "4 meetings and 8 decisions, 1000 of each kind: 82 to 88 of 100" in shown
    assert find(game, "Guess for coalition 3").disabled
    find(game, "Hide it again").click()
    assert game.answer.value == ""
    assert not find(game, "Guess for coalition 3").disabled


def test_a_new_seed_hides_the_answer_and_draws_anew():
    game = PlantedTruth(173, 3)
    game.button.click()
    game.seed.value = 5
    assert game.answer.value == ""
    assert game.button.description == "Show what was planted"
    game.count.value = 6
    assert len(game.choices) == 6


def test_start_again_sets_the_guesses_aside(tmp_path):
    game = PlantedTruth(173, 3)
    find(game, "Guess for coalition 1").value = "stuck"
    find(game, "Start again").click()
    find(game, "Yes, start again").click()
    assert find(game, "Guess for coalition 1").value == ""
    (aside,) = tmp_path.glob("my-guesses-*.csv")
    assert "stuck" in aside.read_text(encoding="utf-8-sig")
    assert aside.name in game.status.value


def test_a_hostile_name_and_a_damaged_file_do_no_harm(tmp_path):
    (tmp_path / FILE).write_text("seed,coalition,who,guess\n173,x,,stuck\n173,1\n173,2,,<b>\n")
    game = PlantedTruth(173, 3)
    assert [choice.value for choice in game.choices] == ["", "", ""]
    game.who.value = "<img src=x onerror=alert(1)>"
    find(game, "Guess for coalition 1").value = "stuck"
    game.button.click()
    assert "<img" not in game.answer.value + game.status.value
    assert "&lt;img" in game.answer.value
    (aside,) = tmp_path.glob("my-guesses-*.csv")
    assert "173,1\n" in aside.read_text()


def test_what_stands_above_the_damage_in_a_file_counts_and_the_rest_is_set_aside(tmp_path):
    told = "seed,coalition,who,guess\n173,1,,stuck\n173,2,," + "x" * 200_000
    (tmp_path / FILE).write_text(told)
    game = PlantedTruth(173, 3)
    assert [choice.value for choice in game.choices] == ["stuck", "", ""]
    find(game, "Guess for coalition 2").value = "drifting"
    assert Guesses().load(173) == {"": {1: "stuck", 2: "drifting"}}
    (aside,) = tmp_path.glob("my-guesses-*.csv")
    assert aside.read_text() == told


def test_a_file_that_cannot_be_read_is_said_in_words(tmp_path):
    (tmp_path / FILE).mkdir()
    game = PlantedTruth(173, 3)
    assert "The file of guesses can&#x27;t be read." in game.status.value
    find(game, "Show what was planted").click()
    assert "The report: right" in game.answer.value


def test_a_table_called_the_report_takes_nobodys_place():
    game = PlantedTruth(173, 3)
    game.who.value = "The report"
    find(game, "Guess for coalition 2").value = "stuck"
    find(game, "Show what was planted").click()
    assert game.answer.value.count('<th scope="col"') == 4
    assert "in debate: right" in game.answer.value
    assert "stuck: wrong" in game.answer.value


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path):
    game = PlantedTruth(173, 3, folder=tmp_path / "nowhere")
    (tmp_path / "nowhere").write_text("a file, not a folder")
    find(game, "Guess for coalition 1").value = "stuck"
    assert "Not saved." in game.status.value
    assert game.choices[0].value == ""


def test_in_spanish():
    game = PlantedTruth(173, 3, language="es")
    assert "Ilustrativo" in read_page(game)
    find(game, "Mostrar lo que se plantó").click()
    assert "todavía no se sabe" in game.answer.value
    assert "aciertos" in game.answer.value
