"""The talks in words and in the report: silences first, private words to the convener alone."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from coalitionkit.playbook import load_playbook
from coalitionkit.plays import communicate as play
from coalitionkit.record import Cohort, load_cohort
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.report.blocks import Figure, Grid
from coalitionkit.report.build import Report, open_report
from coalitionkit.report.communicate import build_communicate
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.words import communicate as words
from coalitionkit.words.catalog import Translator

T = Translator("en")
GROUPS = load_cohort("spring-cohort").ids
DAY = dt.date(2025, 5, 31)


def make_report(talks=(), audience="partners", **tables):
    log = pd.DataFrame(talks)
    frames = {
        "coalitions": pd.DataFrame({"name": ["Elm"]}),
        "partners": pd.DataFrame({"partner": ["a", "b"], "name": ["Aunts", "Bakers"]}),
        **tables,
    }
    if len(log):
        frames["checkins"] = log.assign(date=pd.to_datetime(log["date"]))
    cohort = Cohort("tiny", {name: frame.assign(coalition="elm") for name, frame in frames.items()})
    survey = show_survey(cohort["elm"], wave=None, audience=audience)
    return Report(limit_to_audience(cohort["elm"], audience), survey, "en", load_playbook())


def make_talk(date, partner, by="convener", **more):
    return {"date": date, "partner": partner, "by": by, **more}


def read_text(section):
    return "\n".join(block._repr_mimebundle_()["text/plain"] for block in section.blocks)


TALKS = [
    make_talk("2025-01-05", "a", asked_what_changed=True),
    make_talk(
        "2025-02-05",
        "a",
        asked_what_changed=True,
        what_changed="The director leaves in June",
        was_on_map=False,
    ),
    make_talk("2025-05-05", "a", by="a", with_convener=True),
    make_talk("2025-02-06", "b", by="b"),
    make_talk("2025-05-06", "b", answered=False),
]
CHANGES = pd.DataFrame(
    {
        "date": pd.to_datetime(["2025-05-01"]),
        "partner": "a",
        "issue": "rent",
        "field": "ideal",
        "before": "30",
        "after": "40",
    }
)


def test_coverage_and_title_say_the_same_partners():
    coverage = play.Coverage(members=9, reached=6, silent=2)
    assert words.say_coverage(T, coverage, DAY) == (
        "6 of 9 partners had a talk alone in the 31 days to May 31, 2025."
    )
    assert words.say_timeline_title(T, coverage) == "Over 31 days without a talk: 2 of 9 partners"
    none = words.say_timeline_title(T, play.Coverage(members=9, reached=9, silent=0))
    assert none == "No partner is over 31 days without a talk"


def test_who_is_never_asked_is_named():
    starters = pd.DataFrame(
        [("Aunts", 3, 2, 0, 1, 2), ("Bakers", 2, 0, 2, 0, 0), ("Cooks", 0, 0, 0, 0, 0)],
        columns=["name", "talks", "by_convener", "by_itself", "by_another", "asked_what_changed"],
    )
    assert words.say_starters(T, starters) == [
        "5 talks on record: the convener asked for 2, the partner itself for 2.",
        "Someone else asked for 1.",
        "Never asked first, always the one who asks: Bakers.",
        "“What's changed for you?” was asked in 2 of them.",
        "Never asked it: Bakers.",
    ]
    assert words.say_starters(T, starters[2:]) == []


def test_the_trend_is_a_word_and_not_a_number():
    rising = play.find_pattern([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    assert words.say_months_title(T, rising) == (
        "A typical month reaches 35% of partners, and the share is rising"
    )
    flat = play.find_pattern([0.5] * 12)
    assert words.say_months_title(T, flat).endswith("with no clear rise or fall")
    assert "within the usual ups and downs" in words.say_months_note(T, flat)
    assert "the line is the median" in words.say_months_note(T, rising)


def test_a_month_beyond_the_usual_is_asked_about():
    shares = [0.5, 0.52, 0.5, 0.51, 0.5, 0.52, 0.5, 0.51, 0.5, 0.8]
    told = words.say_months_note(T, play.find_pattern(shares))
    assert told == "1 month goes beyond the usual ups and downs: ask what was different then."


def test_calendar_entries_say_whom_to_call_and_what_to_ask():
    plan = pd.DataFrame({"partner": ["a"], "name": ["Aunts"]})
    titles, note = words.say_calendar(T, plan)
    assert titles == {"a": "Check in with Aunts"}
    assert "what's changed for you?" in note


def test_a_section_begins_with_who_was_heard_and_plans_the_silent():
    section = build_communicate(make_report(TALKS), DAY)
    text = read_text(section)
    assert text.index("1 of 2 partners had a talk alone") < text.index("The next talks to have")
    grid = next(block for block in section.blocks if isinstance(block, Grid))
    assert grid.rows == (("Bakers", "February 6, 2025", "114", "June 2, 2025"),)
    assert "Never asked first, always the one who asks: Bakers." in text
    assert "The convener was asked how things are in 1 talk, last on May 5, 2025." in text


def test_what_was_said_in_private_is_for_the_convener_alone():
    told = {
        audience: read_text(build_communicate(make_report(TALKS, audience, changes=CHANGES), DAY))
        for audience in ("partners", "convener")
    }
    assert "1 of 1 piece of news heard in talks was not on the map." in told["convener"]
    assert "Aunts on rent: the level it likes best went from 30 to 40." in told["convener"]
    assert "Asked since, no answer" in told["convener"]
    for private in ("map", "went from", "no answer", "director"):
        assert private not in told["partners"]


def test_news_that_differs_in_private_gives_equal_partners_copies():
    twin = [{**talk, "what_changed": "Other news", "was_on_map": True} for talk in TALKS]
    here = build_communicate(make_report(TALKS, changes=CHANGES), DAY)
    assert read_text(here) == read_text(build_communicate(make_report(twin), DAY))


def test_a_convener_without_news_or_changes_reads_what_they_take():
    quiet = [make_talk("2025-05-05", "a")]
    text = read_text(build_communicate(make_report(quiet, "convener"), DAY))
    assert "with_convener" in text
    assert "was_on_map" in text
    assert "“changes”" in text
    assert "Fewer than three whole months" in text


@pytest.mark.parametrize("audience", ["partners", "convener"])
def test_a_log_that_is_not_there_takes_one_sentence(audience):
    section = build_communicate(make_report(audience=audience), DAY)
    assert len(section.blocks) == 2
    assert "“checkins”" in read_text(section)


def test_a_coalition_all_heard_needs_no_plan():
    talks = [make_talk("2025-05-20", "a"), make_talk("2025-05-21", "b")]
    section = build_communicate(make_report(talks), DAY)
    assert not [block for block in section.blocks if isinstance(block, Grid)]
    assert "No partner is over 31 days without a talk" in read_text(section)


def test_a_coalition_whose_partners_have_all_left_still_gets_a_page():
    gone = pd.DataFrame({"partner": ["a", "b"], "name": ["Aunts", "Bakers"]})
    gone["left"] = pd.Timestamp("2025-05-30")
    text = read_text(build_communicate(make_report(TALKS, "convener", partners=gone), DAY))
    assert "0 of 0 partners had a talk alone" in text
    assert "Aunts" not in text


def test_the_public_copy_has_no_talks():
    report = open_report("spring-cohort", GROUPS[0], audience="public")
    assert build_communicate(report).blocks == ()


@pytest.mark.parametrize("audience", ["partners", "convener"])
@pytest.mark.parametrize("group", GROUPS)
def test_every_group_of_the_sample_cohort_gets_its_section(group, audience):
    report = open_report("spring-cohort", group, audience=audience, drawn=False)
    section = build_communicate(report)
    assert sum(isinstance(block, Figure) for block in section.blocks) == 2
    assert ("on the map" in read_text(section)) == (audience == "convener")
