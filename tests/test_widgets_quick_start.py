"""Someone alone with no data: a picture after a few answers, all of them on disk at once."""

import datetime as dt

import ipywidgets
import pytest
from controls import find, list_controls

from coalitionkit.record import load_cohort
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Put
from coalitionkit.widgets import QuickStart

HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def read(record="my-coalition"):
    (coalition,) = load_cohort(f"my-coalitions/{record}")
    return coalition


def seat(page, *names):
    for name in names:
        page.fields["partner"].value = name


def ask(page, name="How much?", low_end="none", high_end="all"):
    for field, text in {"name": name, "low_end": low_end, "high_end": high_end}.items():
        page.fields[field].value = text


def place(page, *levels):
    for row, level in zip(page.rows.values(), levels, strict=False):
        row.ideal.value = level


def fill_in(**more):
    page = QuickStart(**more)
    seat(page, "Oak", "Elm", "Ash")
    ask(page)
    place(page, 5, 1, 3)
    return page


def is_shown(page, part):
    return part.layout.display != "none" and part in page.children


def test_what_joins_is_asked_first_and_where_it_is_kept_is_said_before():
    page = QuickStart()
    labels = [getattr(each, "description", "") for each in list_controls(page)]
    asked = [label for label in labels if label]
    assert asked[0] == "What problem could none of you solve alone?"
    assert page.children[0] is page.note
    assert not any("must" in label.lower() or "walk" in label.lower() for label in asked)


def test_each_answer_is_on_disk_at_once():
    page = QuickStart()
    page.fields["joining_conflict"].value = "Families lose their home"
    assert read().coalitions["joining_conflict"].item() == "Families lose their home"
    page.fields["coalition"].value = "Maple"
    assert read().name == "Maple"
    assert read().coalitions["joining_conflict"].item() == "Families lose their home"
    seat(page, "Oak House")
    assert list(read().partners["name"]) == ["Oak House"]
    assert page.fields["partner"].value == ""
    page.fields["low_end"].value = "none"
    issue = read().issues.iloc[0]
    assert (issue["name"], issue["low_end"], issue["high_end"]) == (
        "Our question",
        "none",
        "the other end",
    )
    assert page.fields["name"].value == ""
    place(page, 5)
    stand = read().positions.iloc[0]
    assert (stand["ideal"], stand["lowest"], stand["highest"]) == (5, 4, 5)
    assert (stand["setting"], stand["source"]) == ("alone", "a first guess, not asked yet")
    assert stand["as_of"].date() == dt.date.today()


def test_it_says_what_it_waits_for_until_there_is_a_picture():
    page = QuickStart()
    waits = []
    for step in (
        lambda: None,
        lambda: seat(page, "Oak", "Elm"),
        lambda: ask(page),
        lambda: place(page, 5),
        lambda: place(page, 5, 1),
    ):
        step()
        waits.append(page.waiting.value)
        assert is_shown(page, page.picture) == (len(waits) == 5)
    for words, told in zip(
        ("two partners", "one question", "first partner", "second partner"), waits, strict=False
    ):
        assert words in told
    assert "<p" not in waits[-1]


def test_the_picture_and_its_words_follow_each_answer():
    page = fill_in()
    assert "no level that all accept" in page.words.value
    assert 'role="img"' in page.picture.value
    assert "guesses" in page.next.value
    assert "Answer the first question too" in page.next.value
    before = page.picture.value
    oak, elm, _ = page.rows.values()
    oak.reach.value = 2
    elm.reach.value = 2
    assert "all 3 on the map accept 3" in page.words.value
    assert page.picture.value != before
    elm.reach.value = 5
    assert (read().positions.set_index("partner").loc["Elm", ["lowest", "highest"]] == [1, 5]).all()
    elm.ideal.value = 4
    assert elm.reach.value == 5


def test_a_level_is_said_in_words_and_follows_its_end():
    page = fill_in()
    row = next(iter(page.rows.values()))
    assert row.ideal.label == "5 (“all”)"
    page.fields["high_end"].value = "all who qualify"
    assert row.ideal.label == "5 (“all who qualify”)"
    assert [label for label, _ in row.ideal.options][2] == "3 (“halfway”)"
    find(row, "Cares").value = 3
    assert read().positions.set_index("partner").loc["Oak", "salience"] == 3


def test_a_partner_can_be_taken_off_and_undo_brings_it_back():
    page = fill_in()
    find(page.rows["Oak"], "Remove").click()
    assert list(read().partners["partner"]) == ["Elm", "Ash"]
    assert list(page.rows) == ["Elm", "Ash"]
    find(page, "Undo").click()
    assert "removing “Oak”" in page.status.value
    assert list(read().partners["partner"]) == ["Elm", "Ash", "Oak"]
    assert page.rows["Oak"].ideal.value == 5
    find(page, "Undo").click()
    assert page.rows["Ash"].ideal.value == ""


def test_the_same_name_twice_is_refused_and_an_empty_one_is_nothing():
    page = QuickStart()
    seat(page, "Oak", "oak")
    assert "is there already" in page.status.value
    find(page, "Add this partner").click()
    assert len(read().partners) == 1


def test_a_restart_brings_all_of_it_back():
    page = fill_in()
    page.fields["joining_conflict"].value = "Families lose their home"
    again = QuickStart()
    for name, field in page.fields.items():
        assert again.fields[name].value == field.value
    assert [row.ideal.value for row in again.rows.values()] == [5, 1, 3]
    assert again.words.value == page.words.value
    assert again.picture.value == page.picture.value


def test_another_tabs_range_is_kept_and_said_as_it_is():
    page = fill_in()
    range_ = {"ideal": 3, "lowest": 1, "highest": 4, "salience": 2, "reason": "the budget"}
    keys = {"partner": "Ash", "issue": page.issue, "setting": "alone", "as_of": dt.date.today()}
    open_desk("my-coalition").change("move", Put("positions", {**keys, **range_}))
    page.rows["Oak"].salience.value = 3
    assert "Another tab" in page.status.value
    assert page.rows["Ash"].reach.label == "from 1 to 4"
    page.rows["Ash"].salience.value = 3
    ash = read().positions.set_index("partner").loc["Ash"]
    assert (ash["lowest"], ash["highest"], ash["reason"]) == (1, 4, "the budget")


def test_what_is_guessed_here_is_the_conveners_alone():
    fill_in()
    assert limit_to_audience(read(), "convener").positions.shape[0] == 3
    assert limit_to_audience(read(), "partners").positions.empty


def test_a_shipped_case_shows_its_first_question_and_stays_as_shipped():
    page = QuickStart("home-visiting")
    assert page.fields["name"].value.startswith("How much evidence")
    assert len(page.rows) == 9
    assert "Illustrative" in page.note.value
    levels = page.coalition.levels
    page.fields["low_end"].value = "anything goes"
    assert page.coalition.levels.equals(levels)


def test_hostile_names_are_shown_and_never_run():
    page = QuickStart()
    page.fields["joining_conflict"].value = HOSTILE
    seat(page, HOSTILE, "Elm")
    ask(page, HOSTILE, HOSTILE, HOSTILE)
    place(page, 5, 1)
    shown = [each.value for each in list_controls(page) if isinstance(each, ipywidgets.HTML)]
    assert any("&lt;img" in html for html in shown)
    assert not any("<img" in html for html in shown)


def test_it_speaks_spanish():
    page = fill_in(language="es")
    assert "Podría moverse" in [getattr(each, "description", "") for each in list_controls(page)]
    assert "Estas son suposiciones" in page.next.value
    assert read().positions["source"].iloc[0] == "una primera suposición, aún sin preguntar"
