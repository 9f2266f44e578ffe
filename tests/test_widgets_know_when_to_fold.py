"""The fold review and your part by hand: what is on disk, what is said, and what stays private."""

import datetime as dt

import pytest
from controls import find, list_controls

from coalitionkit.plays.know_when_to_fold import find_candidates
from coalitionkit.record import load_cohort
from coalitionkit.record.audiences import AUDIENCES, limit_to_audience
from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Put
from coalitionkit.widgets import FoldReview, YourPart

HOSTILE = '<img src=x onerror="alert(1)">'
TODAY = dt.date.today()


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def read(record="home-visiting"):
    (coalition,) = load_cohort(f"my-coalitions/{record}")
    return coalition


def list_html(widget):
    return [each for each in list_controls(widget) if type(each).__name__ == "HTML"]


def add_sign(review, condition, due):
    find(review, "A new sign").value = condition
    find(review, "The day to check it").value = due
    find(review, "Write this sign down").click()


def test_the_facts_of_a_case_are_dated_and_name_who_stays_away():
    assert "25 of 27" in FoldReview("home-visiting").facts.value
    assert "They are: Small Faith-based Home." in FoldReview("child-welfare").facts.value


def test_a_sign_is_written_before_its_day_checked_on_it_and_taken_back():
    review = FoldReview("home-visiting")
    add_sign(review, "The fund is cut", dt.date(2010, 9, 1))
    row = read().triggers.query("condition == 'The fund is cut'").iloc[0]
    assert row["written_on"].date() == dt.date(2010, 3, 26)
    assert row["due"].date() == dt.date(2010, 9, 1)
    assert "not due yet" in review.signs.list.value
    assert review.signs.condition.value == ""

    review.signs.waiting.value = row["trigger"]
    review.signs.checked_on.value = dt.date(2010, 9, 2)
    find(review, "What you found").value = True
    find(review, "Write down what you found").click()
    row = read().triggers.query("condition == 'The fund is cut'").iloc[0]
    assert bool(row["met"])
    assert row["checked_on"].date() == dt.date(2010, 9, 2)
    assert "checked on September 2, 2010: true" in review.signs.list.value
    assert row["trigger"] not in [value for _, value in review.signs.waiting.options]

    find(review, "Undo").click()
    assert "Taken back: the check of “The fund is cut”." in review.status.value
    assert read().triggers.query("condition == 'The fund is cut'")["checked_on"].isna().all()


def test_a_sign_without_a_day_is_not_taken():
    review = FoldReview("ours")
    add_sign(review, "The fund is cut", None)
    assert "Nothing was added" in review.status.value
    assert review.signs.condition.value == "The fund is cut"
    assert not open_desk("ours").is_saved


def test_a_review_moves_the_facts_and_what_changed_outside():
    review = FoldReview("home-visiting")
    before = review.facts.value
    assert "10 days ago" in before
    find(review, "What came of it").value = "put off"
    find(review, "In law").value = "The bill left committee"
    find(review, "Write this review down").click()
    row = read().reviews.sort_values("date").iloc[-1]
    assert row[["kind", "outcome", "law"]].tolist() == [
        "purpose",
        "put off",
        "The bill left committee",
    ]
    assert row["question"] == "Are we still solving the right conflict?"
    assert "0 days ago" in review.facts.value
    assert "in law: “The bill left committee”" in review.outside.value
    assert find(review, "In law").value == ""
    find(review, "Undo").click()
    assert review.facts.value == before
    assert len(read().reviews) == len(load_cohort("home-visiting").table("reviews"))


def test_candidate_fights_are_drawn_with_who_gains_and_follow_the_map():
    review = FoldReview("home-visiting")
    told = review.fights.value
    for part in ("<svg", "Who gains", "Who leaves", "Who must join or be heard", "Can it hold?"):
        assert part in told
    assert "3 of 3 candidate fights could hold" in told
    add_sign(review, "The fund is cut", dt.date(2010, 9, 1))
    assert review.fights.value == told
    (issue, *_) = find_candidates(review.coalition)
    issues = review.coalition.issues.set_index("issue")
    level = issues.loc[issue, "status_quo"]
    stays = {"ideal": level, "lowest": level, "highest": level, "salience": 3, "setting": "alone"}
    stays |= {"partner": "nurse", "issue": issue, "as_of": dt.date(2010, 3, 26)}
    assert "RCT Nurse Model</td>" not in told
    open_desk("home-visiting").change("a move", Put("positions", stays))
    add_sign(review, "The fund is cut again", dt.date(2010, 9, 1))
    assert "Another tab" in review.status.value
    assert '<td style="text-align: left">RCT Nurse Model</td>' in review.fights.value


def test_the_way_chosen_and_each_partners_next_fight_are_the_closing_record():
    review = FoldReview("home-visiting")
    assert any("no score: the partners decide" in each.value for each in list_html(review))
    form, day = review.closings, dt.date(2010, 6, 30)
    form.date.value = day
    form.exit.value = "sunset"
    find(review, "Won in law").value = HOSTILE
    find(review, "Write down the way and what was won").click()
    assert "Way chosen: Close, on a date." in review.closing.value
    assert "9 partners" in review.closing.value

    form.partner.value = "nurse"
    find(review, "Takes along").value = "The list of sites"
    find(review, "Next fight").value = HOSTILE
    find(review, "Thanks").value = "For the trial"
    find(review, "Write this down for the partner").click()
    rows = read().closings.set_index("partner")
    assert rows.loc["", ["exit", "won_in_law"]].tolist() == ["sunset", HOSTILE]
    assert rows.loc["nurse", ["takes_along", "next_fight", "thanks"]].tolist() == [
        "The list of sites",
        HOSTILE,
        "For the trial",
    ]
    assert set(rows["date"].dt.date) == {day}
    assert "8 partners" in review.closing.value
    assert HOSTILE not in review.closing.value

    again = FoldReview("home-visiting")
    assert (again.closings.date.value, again.closings.exit.value) == (day, "sunset")
    again.closings.partner.value = "twogen"
    assert find(again, "Thanks").value == ""
    again.closings.partner.value = "nurse"
    assert find(again, "Thanks").value == "For the trial"


def test_an_empty_form_writes_no_closing_record():
    review = FoldReview("ours")
    find(review, "Write down the way and what was won").click()
    assert "nothing new" in review.status.value
    assert not open_desk("ours").is_saved


def test_what_is_being_typed_outlives_another_forms_saving():
    review = FoldReview("home-visiting")
    find(review, "Won in law").value = "A fund in law"
    add_sign(review, "The fund is cut", dt.date(2010, 9, 1))
    assert find(review, "Won in law").value == "A fund in law"


def test_an_empty_record_asks_for_what_it_takes_and_begins_here():
    review = FoldReview("ours")
    for place in (review.facts, review.outside, review.fights, review.closing, review.signs.list):
        assert "Not on record yet." in place.value
    add_sign(review, HOSTILE, TODAY + dt.timedelta(days=90))
    find(review, "Write this review down").click()
    find(review, "The way chosen").value = "continue"
    find(review, "Write down the way and what was won").click()
    assert "Way chosen: Continue." in review.closing.value
    assert read("ours").triggers["condition"].tolist() == [HOSTILE]
    for each in list_html(review):
        assert HOSTILE not in each.value


def test_another_tab_is_kept_and_spanish_is_spoken():
    review = FoldReview("home-visiting", language="es")
    open_desk("home-visiting").change("a name", Put("partners", {"partner": "x", "name": HOSTILE}))
    review.signs.condition.value = "Se recorta el fondo"
    review.signs.due.value = dt.date(2010, 9, 1)
    find(review, "Anotar esta señal").click()
    assert "x" in set(read().partners["partner"])
    assert (HOSTILE, "x") in review.closings.partner.options
    for each in list_html(review):
        assert HOSTILE not in each.value
    assert "10 días" in review.facts.value


def write_part(part, question, partner=""):
    find(part, "One hard question").value = question
    find(part, "One talk alone, with").value = partner
    find(part, "Write it down").click()


def test_your_part_is_on_disk_says_where_and_when_and_is_ticked_later():
    part = YourPart("home-visiting")
    assert "Nothing is written down yet." in part.place.value
    part.by.value = TODAY + dt.timedelta(days=7)
    write_part(part, "Who reads the evidence?", "nurse")
    row = read().intentions.iloc[0]
    assert (row["question"], row["talk_with"]) == ("Who reads the evidence?", "nurse")
    assert row["date_written"].date() == TODAY
    assert row["by"].date() == TODAY + dt.timedelta(days=7)
    assert str(open_desk("home-visiting").place.resolve()) in part.place.value
    (line,) = part.list.children
    assert str(TODAY.year) in line.children[0].value
    assert "“Who reads the evidence?”, and a talk alone with RCT Nurse Model" in (
        line.children[0].value
    )

    find(part, "Done").value = True
    assert read().intentions["done"].tolist() == [True]
    assert find(YourPart("home-visiting"), "Done").value
    find(part, "Undo").click()
    assert not find(part, "Done").value
    assert read().intentions["done"].isna().all()
    find(part, "Undo").click()
    assert read().intentions.empty


def test_a_second_card_of_the_day_replaces_the_first_and_an_older_one_stays():
    day = TODAY - dt.timedelta(days=30)
    old = {"date_written": day, "question": "What if we stopped?", "by": TODAY, "done": True}
    open_desk("ours").change("an old card", Put("intentions", old))
    part = YourPart("ours")
    write_part(part, HOSTILE)
    write_part(part, "Better words")
    assert read("ours").intentions["question"].tolist() == ["What if we stopped?", "Better words"]
    newest, oldest = part.list.children
    assert "Better words" in newest.children[0].value
    assert [line.children[1].value for line in (newest, oldest)] == [False, True]


def test_a_card_lacks_a_question_or_a_day_and_hostile_words_are_only_words():
    part = YourPart("ours")
    write_part(part, "  ")
    assert "Nothing was added" in part.status.value
    part.by.value = None
    write_part(part, HOSTILE)
    assert "Nothing was added" in part.status.value
    part.by.value = TODAY - dt.timedelta(days=1)
    write_part(part, HOSTILE)
    assert "Not saved." in part.status.value
    part.by.value = TODAY
    write_part(part, HOSTILE)
    assert read("ours").intentions["question"].tolist() == [HOSTILE]
    for each in list_html(part):
        assert HOSTILE not in each.value


def test_your_part_speaks_spanish_and_keeps_another_tabs_change():
    part = YourPart("home-visiting", language="es")
    open_desk("home-visiting").change("a name", Put("partners", {"partner": "x", "name": "X"}))
    find(part, "Una pregunta difícil").value = "¿Quién paga?"
    find(part, "Anotarlo").click()
    assert "x" in set(read().partners["partner"])
    assert len(read().intentions) == 1
    assert "una charla a solas" in part.list.children[0].children[0].value


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_audience_gets_what_the_convener_means_to_do(audience):
    write_part(YourPart("home-visiting"), "Who reads the evidence?")
    assert limit_to_audience(read(), audience).intentions.empty
