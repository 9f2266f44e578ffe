"""The diagnosis in words, in its square, and in a report, for each audience."""

import datetime as dt
import json
import re

import pandas as pd
import pytest

from coalitionkit.charts import to_spec
from coalitionkit.charts.diagnosis import chart_diagnosis, list_corners, list_places
from coalitionkit.errors import UsageError
from coalitionkit.plays import diagnosis as play
from coalitionkit.plays.diagnosis import ErrorRate, Tally
from coalitionkit.record import Cohort, load_cohort
from coalitionkit.report import open_report
from coalitionkit.report.blocks import Bullets, Card, Figure, Grid, Heading, Paragraph
from coalitionkit.report.diagnosis import build_diagnosis, build_error_rates
from coalitionkit.words import diagnosis as words
from coalitionkit.words.catalog import Translator

AS_OF = dt.date(2026, 4, 21)
EN = Translator("en")
BANNED = re.compile(r"kumbaya|cartel|pivotal|walks out|essential|Nash|MILP|must-have", re.I)


@pytest.fixture(scope="module")
def spring():
    return load_cohort("spring-cohort")


def read(section):
    return [block._repr_mimebundle_()["text/plain"] for block in section.blocks]


def find_data(spec, name):
    return next(layer["data"]["values"] for layer in spec["layer"] if layer["data"]["name"] == name)


def draw(coalition):
    found = play.diagnose(coalition, as_of=AS_OF)
    path = play.find_path(coalition, as_of=AS_OF)
    quarters = [words.say_quarter_line(EN, row) for row in path.to_dict("records")]
    labels = words.say_chart_labels(EN, found)
    chart = chart_diagnosis(found, path, title="T", labels=labels, quarters=quarters)
    return path, to_spec(chart)


def test_the_lead_gives_the_word_with_its_probability(spring):
    found = play.diagnose(spring["maple-county"], as_of=AS_OF)
    percent = words.say_percent(EN, found.cells["low/high"])
    expected = f"The meeting log points to: drifting (probability {percent})."
    assert words.say_diagnosis(EN, found) == expected


def test_what_is_agreed_leaves_a_question(spring):
    found = play.diagnose(spring["small-steps"], as_of=AS_OF)
    assert words.say_diagnosis(EN, found).endswith(". Is the work done?")


def test_what_cannot_be_told_names_two_and_what_would_tell(spring):
    found = play.diagnose(spring["juniper-care"], as_of=AS_OF)
    assert words.say_diagnosis(EN, found) == "Can't tell yet: drifting or closed to revisiting."
    told = " ".join(words.say_missing(EN, found))
    assert "at least 4 meetings and 8 decisions; on record: 3 and 5" in told
    assert "reopened" in words.say_best_record(EN, found.best_record)


def test_nothing_on_record_speaks_for_no_word():
    empty = pd.DataFrame(columns=["indicator", "date", "agenda_item", "title", "issue", "value"])
    found = play.judge_evidence(empty, as_of=AS_OF, meetings=0, decisions=0, spread=None)
    assert len(found.nearest) == 4
    assert words.say_diagnosis(EN, found).startswith("Can't tell yet: nothing on record")


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, "under 1%"), (0.012, "1%"), (0.5, "50%"), (0.999, "over 99%")]
)
def test_no_probability_is_said_to_be_none_or_all(share, expected):
    assert words.say_percent(EN, share) == expected


@pytest.mark.parametrize("indicator", play.INDICATORS)
def test_every_signal_has_a_count_an_innocent_reading_and_a_question(indicator):
    assert words.say_signal(EN, indicator, Tally(3, 8)).startswith("3 of 8 ")
    assert words.say_signal(EN, indicator, Tally(0, 0))[:2] == "No"
    assert words.say_innocent(EN, indicator).endswith(".")
    assert words.say_question(EN, indicator).endswith("?")
    assert words.say_best_record(EN, indicator).startswith("What would help most: ")


def test_no_request_is_said_to_be_missing_evidence():
    told = words.say_signal(EN, "O1", Tally(0, 0))
    assert "neither openness nor its lack" in told


def test_records_are_told_by_day_and_item_newest_first():
    rows = pd.DataFrame(
        {
            "indicator": "E1",
            "date": pd.to_datetime(["2026-01-05", "2026-02-02", "2026-03-02", "2026-03-02"]),
            "agenda_item": pd.array([1, 2, 3, 4], dtype="Int64"),
            "title": ["A", "B", "C", ""],
            "issue": "",
            "value": 0.0,
        }
    )
    assert words.say_records(EN, rows, {}) == (
        "March 2, 2026, agenda item 3: C; March 2, 2026, agenda item 4; "
        "February 2, 2026, agenda item 2: B; and 1 more"
    )


def test_error_rates_say_the_least_and_the_most_and_never_round_a_wrong_word_away():
    rates = (
        ErrorRate("stuck", 18, 40, 921, 78, 1, 1000),
        ErrorRate("drifting", 18, 40, 880, 120, 0, 1000),
        ErrorRate("in between", 18, 40, 0, 997, 3, 1000),
    )
    told = words.say_error_rates(EN, rates)
    assert "88 to 92 of 100 got the right word, at most 1 of 100 a wrong one" in told
    assert "no word fits, 1 of 100 got one" in told
    assert "was not tried" in words.say_error_rates(EN, ())


def test_the_square_has_four_corners_and_a_dot_a_quarter(spring):
    path, spec = draw(spring["maple-county"])
    assert spec["width"] == 700
    assert len(find_data(spec, "corners")) == 4
    assert len(find_data(spec, "quarters")) == len(path) == 7
    axes = spec["layer"][0]["encoding"]
    assert axes["x"]["scale"]["domain"] == axes["y"]["scale"]["domain"] == [0, 1]
    assert axes["x"]["axis"]["title"] == "openness to revisiting: 0 none to 1 always"
    assert axes["y"]["axis"]["title"] == "debate: 0 none to 1 always"
    dots = find_data(spec, "quarters")
    assert [dot["debate"] for dot in dots] == pytest.approx(path["debate"].to_list())
    assert dots[-1]["last"]
    assert spec == draw(spring["maple-county"])[1]


def test_likelier_corners_are_darker_and_stand_where_their_axes_say(spring):
    found = play.diagnose(spring["maple-county"], as_of=AS_OF)
    labels = words.say_chart_labels(EN, found)
    corners = {row["label"].split("\n")[0]: row for row in list_corners(found, labels=labels)}
    assert (corners["drifting"]["left"], corners["drifting"]["top"]) == (0.5, 0.5)
    assert (corners["stuck"]["right"], corners["stuck"]["bottom"]) == (0.5, 0.5)
    assert corners["drifting"]["fill"] != corners["in debate"]["fill"] == corners["stuck"]["fill"]


def test_a_quarter_without_openness_stands_in_the_middle_and_says_so(spring):
    path = play.find_path(spring["juniper-care"], as_of=AS_OF)
    places = list_places(path, quarters=["a", "b"], labels={"no record": "no record"})
    assert [row["openness"] for row in places] == [0.5, 0.5]
    assert not any(row["known"] for row in places)
    assert places[0]["label"] == "a\nno record"


def test_quarters_that_read_alike_are_drawn_apart_on_their_own_side(spring):
    found = play.diagnose(spring["maple-county"], as_of=AS_OF)
    path = play.find_path(spring["maple-county"], as_of=AS_OF).tail(3)
    alike = path.assign(debate=[0.505, 0.505, 0.495], openness=0.7)
    labels = words.say_chart_labels(EN, found)
    chart = chart_diagnosis(found, alike, title="T", labels=labels, quarters=["a", "b", "c"])
    dots = find_data(to_spec(chart), "quarters")
    first, second, third = (dot["shown"] for dot in dots)
    assert first == dots[0]["debate"]
    assert second - first > 0.05
    assert third < 0.5 - 0.04
    assert [dot["debate"] for dot in dots] == [0.505, 0.505, 0.495]


def test_a_long_log_draws_its_newest_quarters_only(spring):
    found = play.diagnose(spring["maple-county"], as_of=AS_OF)
    path = pd.concat([play.find_path(spring["maple-county"], as_of=AS_OF)] * 3)
    labels = words.say_chart_labels(EN, found)
    quarters = [str(place) for place in range(len(path))]
    chart = chart_diagnosis(found, path, title="T", labels=labels, quarters=quarters)
    drawn = find_data(to_spec(chart), "quarters")
    assert drawn[-1]["label"] == quarters[-1]
    assert max(row["y"] for row in drawn) < 400


def test_every_group_of_the_sample_has_its_part_and_no_banned_word(spring):
    for coalition in spring.ids:
        report = open_report("spring-cohort", coalition, drawn=False)
        section = build_diagnosis(report)
        assert isinstance(section.blocks[0], Heading)
        kinds = [type(block) for block in section.blocks]
        assert (kinds.count(Figure), kinds.count(Bullets)) == (1, 2)
        told = " ".join(read(section)) + json.dumps(section.blocks[3].spec)
        assert not BANNED.search(told)


def test_each_low_signal_has_a_card_with_its_records_reading_and_question():
    report = open_report("spring-cohort", "three-willows", drawn=False)
    cards = [block for block in build_diagnosis(report).blocks if isinstance(block, Card)]
    assert len(cards) == 5
    assert all(
        [term for term, _ in card.lines] == ["Records", "Innocent reading", "Ask"] for card in cards
    )
    assert "agenda item" in cards[0].lines[0][1]


def test_the_public_gets_nothing_of_it():
    report = open_report("spring-cohort", "maple-county", audience="public", drawn=False)
    assert build_diagnosis(report).blocks == build_error_rates(report).blocks == ()


def open_edited(cohort, coalition, edit, tmp_path, audience):
    from coalitionkit.record import write_record

    tables = {name: frame[frame["coalition"] == coalition] for name, frame in cohort.tables.items()}
    folder = tmp_path / "edited"
    write_record(Cohort("edited", {**tables, **edit(tables)}), folder)
    return open_report(folder, coalition, audience=audience, drawn=False)


def test_what_was_heard_alone_moves_nothing_in_the_partners_copy(spring, tmp_path):
    def edit(tables):
        positions = tables["positions"]
        alone = (positions["setting"] == "alone").to_numpy()
        moved = positions["ideal"].mask(alone, positions["lowest"])
        return {
            "positions": positions.assign(ideal=moved),
            "partners": tables["partners"].assign(must_have=False),
            "walkaways": tables["walkaways"].iloc[:0],
        }

    before = open_report("spring-cohort", "small-steps", drawn=False)
    after = open_edited(spring, "small-steps", edit, tmp_path, "partners")
    assert build_diagnosis(before).blocks == build_diagnosis(after).blocks


def test_without_meetings_the_part_says_what_it_takes(spring, tmp_path):
    edit = {"meetings": lambda frame: frame.iloc[:0]}
    report = open_edited(
        spring,
        "maple-county",
        lambda tables: {name: change(tables[name]) for name, change in edit.items()},
        tmp_path,
        "convener",
    )
    _, needs = build_diagnosis(report).blocks
    assert isinstance(needs, Paragraph)
    assert "“meetings” with date, type and minutes" in needs.text
    assert build_error_rates(report).blocks == ()


def test_the_appendix_has_the_rates_of_every_kind_at_this_amount():
    report = open_report("spring-cohort", "maple-county", drawn=False)
    blocks = build_error_rates(report).blocks
    assert "18 meetings and 40 decisions" in blocks[1].text
    assert isinstance(blocks[3], Grid)
    assert len({row[0] for row in blocks[3].rows}) == len(blocks[3].rows) == 6
    assert {row[1:3] for row in blocks[3].rows} == {("18", "40")}


def test_a_coalition_that_is_not_there_is_named():
    with pytest.raises(UsageError, match="maple"):
        open_report("spring-cohort", "maple", drawn=False)
