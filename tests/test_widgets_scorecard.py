"""One person's own view: shown as answered, kept apart, and never a survey."""

import datetime as dt
import inspect
import re

import ipywidgets
import pytest
from controls import find, list_controls
from tiny import answer_all, make_cohort

from coalitionkit import report
from coalitionkit.charts import to_spec
from coalitionkit.charts.own_view import chart_own_views
from coalitionkit.playbook import load_playbook
from coalitionkit.record import load_cohort, write_record
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Put
from coalitionkit.survey import list_own_views, show_own_view, show_survey
from coalitionkit.widgets import Scorecard
from coalitionkit.words.catalog import Translator
from coalitionkit.words.own_view import say_labels

HOSTILE = '<img src=x onerror="alert(1)">'
BOOK = load_playbook()


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def read(record="my-coalition"):
    (coalition,) = load_cohort(f"my-coalitions/{record}")
    return coalition


def answer(card, **answers):
    for item, value in answers.items():
        card.questions[item].value = value


def list_html(card):
    return [each.value for each in list_controls(card) if isinstance(each, ipywidgets.HTML)]


def test_every_question_is_asked_once_with_every_option_in_full():
    card = Scorecard()
    assert set(card.questions) == set(BOOK.items)
    for item in BOOK.items.values():
        choice = card.questions[item.id]
        assert [value for _, value in choice.options] == list(item.allowed)
        labels = [label for label, _ in choice.options]
        assert "I don't know or haven't seen it" in labels
        if item.set == "B":
            assert labels[0] == f"1. {item.options['1']['en']}"
        assert item.question["en"].replace("'", "&#x27;") in "".join(list_html(card))
    assert card.tabs.titles[:2] == ("Map the Conflict", "Communicate Constantly")


def test_an_answer_is_on_disk_at_once_and_in_the_picture():
    card = Scorecard()
    before = card.picture.value
    answer(card, M1="4", M3="dk")
    view = show_own_view(read(), "me")
    assert view.answers == {"M1": "4", "M3": "dk"}
    assert view.date == dt.date.today()
    assert "4. I know, and most partners would say the same" in card.words.value
    assert "not answered" in card.words.value
    assert card.picture.value != before
    assert Scorecard().questions["M1"].value == "4"


def test_the_picture_is_of_the_open_tab_and_the_dose_has_its_own_words():
    card = Scorecard()
    answer(card, T1="-1", D2="f")
    card.tabs.selected_index = card.tabs.titles.index("The dose")
    assert "A bit too little" in card.words.value
    assert "risky" in card.picture.value
    card.tabs.selected_index = card.tabs.titles.index("Seating and signs")
    assert "Nobody has asked" in card.words.value


def test_it_is_headed_as_one_persons_view_wherever_answers_show():
    card = Scorecard()
    answer(card, M1="4")
    heading = "n = 1, not a survey"
    for place in range(len(card.tabs.titles)):
        card.tabs.selected_index = place
        assert heading in card.heading.value
        label = re.search('aria-label="([^"]*)"', card.picture.value)[1]
        assert heading in label


def test_several_people_stand_side_by_side_and_no_answer_is_lost():
    card = Scorecard()
    answer(card, M1="2")
    card.newcomer.value = "Ana"
    assert card.rater.value == "Ana"
    assert card.questions["M1"].value is None
    answer(card, M1="5")
    assert {view.rater: dict(view.answers) for view in list_own_views(read())} == {
        "me": {"M1": "2"},
        "Ana": {"M1": "5"},
    }
    assert "2 people&#x27;s own views side by side" in card.heading.value
    assert "n = 1 each" in card.heading.value
    assert "me: 2. I could guess; Ana: 5. We wrote it down together" in card.words.value
    card.rater.value = "me"
    assert card.questions["M1"].value == "2"


def rate_all(record, steps):
    """Write whole views at once: the step of each person on every ordered item."""
    rows = [
        {"rater": rater, "date": dt.date.today(), "item": item.id, "answer": step}
        for rater, step in steps.items()
        for item in BOOK.items.values()
        if item.set == "B"
    ]
    rows += [
        {"rater": rater, "date": dt.date.today(), "item": "T1", "answer": "-2" if n < 2 else "2"}
        for n, rater in enumerate(steps)
    ]
    open_desk(record).change("rate", *(Put("ratings", row) for row in rows))


def list_words(spec):
    """Every number and word that a chart's data holds, but for places on the page."""
    rows = [row for layer in spec["layer"] for row in layer["data"]["values"]]
    texts = {str(value) for row in rows for key, value in row.items() if key not in ("x", "y")}
    return {" ".join(text.split()) for text in texts}


@pytest.mark.parametrize("play", [*BOOK.plays, "dose"])
def test_no_mean_no_count_no_spread_and_no_label_is_drawn_or_said(play):
    rate_all("my-coalition", {"Ana": "1", "Bo": "2", "Cy": "5", "Di": "5", "Ed": "5"})
    views, items = list_own_views(read()), BOOK.items_of(play)
    labels = say_labels(Translator("en"))
    spec = to_spec(chart_own_views(views, items, language="en", title="t", labels=labels))
    allowed = {"1", "2", "3", "4", "5", "", *(view.rater for view in views), *labels.values()}
    allowed |= {label["en"] for item in items for label in item.options.values()}
    allowed |= {item.short["en"] for item in items}
    assert list_words(spec) <= allowed
    marks = spec["layer"][-1]["data"]["values"]
    answered = sum(item.id in view.answers for item in items for view in views)
    assert len({(mark["x"], mark["y"]) for mark in marks}) == len(marks) == answered
    card = Scorecard()
    card.tabs.selected_index = list(BOOK.plays).index(play) if play in BOOK.plays else 5
    shown = " ".join(list_html(card)).lower()
    for word in ("3.6", "average, ", "3 of 5", "split", "strength", "needs attention", "spread"):
        assert word not in shown


AUDIENCES = ("convener", "partners", "public")
SECTIONS = [getattr(report, name) for name in dir(report) if name.startswith("build_")]
# Every section of a group's report; those on a whole cohort take the cohort, or its report.
BUILDS = [
    build
    for build in SECTIONS
    if str(getattr(inspect.signature(build).parameters.get("report"), "annotation", "")) == "Report"
]


def build_pages(audience):
    assert len(BUILDS) >= 10
    page = report.open_report("fall", "maple", audience=audience)
    return str([vars(block) for build in BUILDS for block in build(page).blocks])


def test_ratings_enter_no_survey_no_report_and_no_copy_for_anyone():
    write_record(make_cohort(("maple", 9, [answer_all("4")] * 7)), "fall")
    shown = {each: show_survey(load_cohort("fall")["maple"], audience=each) for each in AUDIENCES}
    pages = {each: build_pages(each) for each in AUDIENCES}
    rate_all("fall", {"Zebulon": "1", "Ana": "5"})
    maple = load_cohort("fall")["maple"]
    assert "Zebulon" in Scorecard("fall").words.value
    for audience in AUDIENCES:
        assert limit_to_audience(maple, audience).ratings.empty
        assert show_survey(maple, audience=audience) == shown[audience]
        assert build_pages(audience) == pages[audience]
        assert "Zebulon" not in pages[audience]


def test_a_view_taken_up_on_another_day_keeps_its_answers():
    earlier = {"rater": "me", "date": dt.date(2026, 1, 5)}
    open_desk("my-coalition").change(
        "earlier",
        Put("ratings", {**earlier, "item": "M1", "answer": "3"}),
        Put("ratings", {**earlier, "item": "M2", "answer": "2"}),
    )
    card = Scorecard()
    answer(card, M1="4")
    assert show_own_view(read(), "me").answers == {"M1": "4", "M2": "2"}
    assert len(read().ratings) == 4
    find(card, "Undo").click()
    assert show_own_view(read(), "me").date == dt.date(2026, 1, 5)
    assert card.questions["M1"].value == "3"


def test_another_tabs_view_is_kept():
    card, other = Scorecard(), Scorecard()
    answer(card, M1="4")
    other.newcomer.value = "Ana"
    answer(other, M1="1")
    answer(card, M2="5")
    assert "Another tab" in card.status.value
    assert len(read().ratings) == 3
    assert [label for label, _ in card.rater.options] == ["me", "Ana"]


def test_hostile_names_are_shown_and_never_run():
    card = Scorecard()
    card.newcomer.value = HOSTILE
    answer(card, M1="4")
    card.newcomer.value = "Ana"
    answer(card, M1="4")
    assert "&lt;img" in card.words.value
    assert not any("<img" in html for html in list_html(card))


def test_it_speaks_spanish():
    card = Scorecard(language="es")
    answer(card, M1="4")
    assert "La opinión de una persona, n = 1, no una encuesta" in card.heading.value
    assert "4. Lo sé, y la mayoría diría lo mismo" in card.words.value
    assert card.rater.value == "yo"
