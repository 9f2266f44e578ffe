"""Know When to Fold 'Em: its sentences, pictures and section of the report."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from coalitionkit.charts import know_when_to_fold as pictures
from coalitionkit.charts import to_spec
from coalitionkit.playbook import load_playbook
from coalitionkit.plays.craft_compromise import Agenda
from coalitionkit.plays.know_when_to_fold import Closing, Compared, Fight, Purpose, UpdateTime
from coalitionkit.record import Cohort, load_cohort
from coalitionkit.record.audiences import AUDIENCES, limit_to_audience
from coalitionkit.record.coalition import Coalition
from coalitionkit.report.blocks import Grid, Heading
from coalitionkit.report.build import Report
from coalitionkit.report.know_when_to_fold import build_know_when_to_fold
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.figures import ShownSurvey
from coalitionkit.words import know_when_to_fold as words
from coalitionkit.words.catalog import Translator

T = Translator("en")
LABELS = words.say_chart_labels(T)
BANNED = re.compile(r"\b(kumbaya|cartel|pivotal|walks out|essential|Nash|MILP)\b", re.IGNORECASE)


def make_fight(gains: int, leaves: int = 0, unknown: int = 0, boldness: float = 50.0) -> Fight:
    def name(kind: str, count: int) -> tuple[str, ...]:
        return tuple(f"{kind}{number}" for number in range(count))

    agenda = Agenda({"rent": 70.0}, boldness, {}, {}, (), boldness)
    return Fight(
        "rent", "What {rent}?", name("g", gains), ("n0",), name("l", leaves),
        name("u", unknown), (), agenda,
    )  # fmt: skip


def make_attendance(*counts: tuple[str, int, int]) -> pd.DataFrame:
    rows = pd.DataFrame(counts, columns=["date", "listed", "attended"])
    return rows.assign(date=pd.to_datetime(rows["date"]))


@cache
def _read_once() -> tuple[Cohort, dict[str, ShownSurvey]]:
    cohort = load_cohort("spring-cohort")
    # Its fewest answers are the quickest to show, and the section reads none.
    shown = {name: show_survey(cohort["juniper-care"], audience=name) for name in AUDIENCES}
    return cohort, shown


def open_group(name: str, audience: str = "partners", **tables: pd.DataFrame) -> Report:
    """A group's report whose survey is another group's: only its audience is read here."""
    cohort, shown = _read_once()
    group = cohort[name]
    changed = type(group)(group.id, {**group.tables, **tables})
    return Report(limit_to_audience(changed, audience), shown[audience], "en", load_playbook())


def read(report: Report) -> str:
    section = build_know_when_to_fold(report)
    return "\n".join(block._repr_mimebundle_()["text/plain"] for block in section.blocks)


def test_the_purpose_is_said_with_its_day_or_as_never_asked_about():
    asked = Purpose(1, dt.date(2026, 1, 11), 100, "Still?", "put off")
    assert words.say_purpose(T, asked) == (
        "The purpose was last asked about on January 11, 2026: put off. That is 100 days ago."
    )
    assert "none of them" in words.say_purpose(T, Purpose(0, None, None, "", ""))


def test_a_quarter_is_compared_only_with_one_on_record():
    assert words.say_attendance(T, Compared(5, 9, 7, 9)) == (
        "Places filled at meetings: 5 of 9 in the last 91 days, 7 of 9 in the 91 days before."
    )
    assert "before" not in words.say_attendance(T, Compared(5, 9, 0, 0))
    assert "before" not in words.say_unanswered(T, Compared(1, 9, 0, 0))


def test_who_stays_away_is_named_only_where_names_are_given():
    assert words.say_absent(T, 0, []) == "No partner missed all of the last 3 meetings."
    assert words.say_absent(T, 2, []) == "2 partners came to none of the last 3 meetings."
    assert words.say_absent(T, 1, ["Ash"]).endswith("They are: Ash.")


def test_updates_are_said_in_minutes_and_in_peoples_hours():
    said = words.say_update_time(T, UpdateTime(3, 2, 1200, 600, 3600, 1800))
    assert "600 of 1,200 meeting minutes" in said
    assert "30.0 of 60.0 hours" in said
    assert "2 of 3 meetings have a list" in said
    bare = words.say_update_time(T, UpdateTime(3, 0, 1200, 600, 0, 0))
    assert bare.endswith("meeting minutes.")


@pytest.mark.parametrize(
    ("state", "met", "beforehand", "said"),
    [
        ("checked", True, True, "checked on April 2, 2026: true"),
        ("checked", False, True, "checked on April 2, 2026: not true"),
        ("checked", pd.NA, True, "checked on April 2, 2026: the answer is not on record"),
        ("due", pd.NA, True, "unchecked for 20 days"),
        ("not due", pd.NA, True, "not due yet"),
        ("not due", pd.NA, False, "not due yet; written only on its day or later"),
    ],
)
def test_a_sign_says_where_it_stands(state, met, beforehand, said):
    row = {
        "condition": "The bill {dies}",
        "due": pd.Timestamp("2026-04-01"),
        "checked_on": pd.Timestamp("2026-04-02"),
        "met": met,
        "state": state,
        "days_late": 20,
        "beforehand": beforehand,
    }
    assert words.say_trigger(T, row) == ("The bill {dies}", "April 1, 2026", said)


def test_a_closing_says_what_was_won_and_what_is_missing():
    closing = Closing(
        dt.date(2026, 4, 1), "sunset", {"law": "A {statute}", "money": "", "words": ""},
        pd.DataFrame(), ("ash",),
    )  # fmt: skip
    assert words.say_closing(T, closing) == [
        "Written on April 1, 2026. Way chosen: Close, on a date.",
        "Won in law: “A {statute}”",
        "1 partner's next fight is not written down yet.",
    ]


def test_a_fight_names_partners_for_the_convener_alone():
    fight = make_fight(2, leaves=1, unknown=0)
    names = {"g0": "Oak", "g1": "Ash", "l0": "Fir"}
    told = words.say_fight(T, fight, names, "70", named=True)
    assert told == ("What {rent}?", "Oak and Ash", "Fir", "nobody", "Up to 70: 50% of the way.")
    counted = words.say_fight(T, fight, names, "70", named=False)
    assert counted[1:4] == ("2 partners", "1 partner", "nobody")


def test_missing_must_have_partners_are_named_for_the_convener_alone():
    fight = replace(make_fight(1, leaves=1, unknown=1), needed=("l0",))
    names = {"u0": "Oak", "l0": "Fir"}
    assert words.say_fight(T, fight, names, "70", named=True)[3] == "Oak; must-have: Fir"
    assert words.say_fight(T, fight, names, "70", named=False)[3] == "1 partner"


def test_a_fight_that_some_were_not_heard_on_holds_only_by_those_heard():
    told = words.say_fight(T, make_fight(2, unknown=3), {}, "70", named=False)
    assert told[3:] == ("3 partners", "By those heard, up to 70: 50% of the way.")


def test_a_fight_that_goes_nowhere_does_not_hold():
    told = words.say_fight(T, make_fight(1, boldness=0.0), {}, "0", named=False)
    assert told[4] == "No level past today's is accepted by all who spoke to it."


@pytest.mark.parametrize("partners", [3, 30])
def test_a_fights_bar_counts_every_partner_once(partners):
    fights = [make_fight(partners - 1), make_fight(0, leaves=partners - 2, unknown=1)]
    rows = pictures.list_fights(fights, labels=LABELS)
    assert sum(row["count"] for row in rows) == 2 * partners
    assert [row["end"] for row in rows if row["end"] == partners] == [partners] * 2
    spec = to_spec(pictures.chart_fights(fights, title="1 of 2", labels=LABELS))
    bars = next(layer for layer in spec["layer"] if layer["data"]["name"] == "bars")
    x = bars["encoding"]["x"]
    assert x["axis"]["title"] == "number of partners"
    assert x["scale"]["domain"][1] >= partners
    assert bars["encoding"]["fill"]["scale"]["domain"] == list(
        dict.fromkeys(LABELS[part] for part in pictures.PARTS)
    )


def test_attendance_is_drawn_against_the_list():
    rows = make_attendance(("2026-01-10", 9, 7), ("2026-02-10", 30, 4))
    spec = to_spec(pictures.chart_attendance(rows, title="4 of 30", labels=LABELS))
    layers = {layer["data"]["name"]: layer for layer in spec["layer"]}
    assert layers["gaps"]["data"]["values"] == [
        {"date": "2026-01-10", "attended": 7, "listed": 9},
        {"date": "2026-02-10", "attended": 4, "listed": 30},
    ]
    assert len(layers["meetings"]["data"]["values"]) == 4
    y = layers["gaps"]["encoding"]["y"]
    assert y["axis"]["title"] == "number of partners"
    assert y["scale"]["domain"] == [0, 30]
    assert layers["gaps"]["encoding"]["x"]["scale"]["type"] == "utc"


def test_two_builds_of_a_picture_are_the_same():
    rows = make_attendance(("2026-01-10", 9, 0))
    first, second = (
        to_spec(pictures.chart_attendance(rows, title="0 of 9", labels=LABELS)) for _ in range(2)
    )
    assert first == second


def test_the_public_copy_has_nothing():
    assert build_know_when_to_fold(open_group("maple-county", "public")).blocks == ()


def test_the_partners_copy_names_no_partner():
    for name in _read_once()[0].ids:
        report = open_group(name)
        # Signs and questions are the partners' own words, and may hold any name.
        text = read(report).split("Signs written down")[0] + "\n".join(
            cell
            for block in build_know_when_to_fold(report).blocks
            if isinstance(block, Grid)
            for row in block.rows
            for cell in row[1:4]
        )
        assert not [each for each in report.coalition.partners["name"] if each in text]
        assert "must-have" not in text


def test_the_conveners_copy_names_who_stays_away():
    text = read(open_group("maple-county", "convener"))
    assert "They are: Interfaith Service Network and Youth Alumni Circle." in text
    assert "worth to must-have partners" in text


def test_what_only_the_convener_may_see_moves_no_byte_of_the_partners_copy():
    group = _read_once()[0]["maple-county"]
    positions, partners = group.tables["positions"], group.tables["partners"]
    alone = positions["setting"] == "alone"
    moved = positions.assign(ideal=positions["ideal"].mask(alone, positions["lowest"]))
    twin = {
        "positions": moved,
        "partners": partners.assign(must_have=~partners["must_have"]),
        "walkaways": group.tables["walkaways"].assign(walkaway=1.0),
    }
    assert read(open_group("maple-county", **twin)) == read(open_group("maple-county"))


def test_an_overdue_sign_is_said_first():
    text = read(open_group("steady-roof"))
    assert "1 sign is past its day and unchecked: check it in your next meeting." in text


@pytest.mark.parametrize("audience", ["convener", "partners"])
@pytest.mark.parametrize(
    "table", ["triggers", "reviews", "attendance", "checkins", "meetings", "issues", "positions"]
)
def test_an_absent_table_gives_one_sentence(audience, table):
    empty = _read_once()[0]["maple-county"].tables[table].iloc[:0]
    text = read(open_group("maple-county", audience, **{table: empty}))
    assert f"It takes rows in the table “{table}”" in text


def test_an_empty_record_still_has_its_four_ways():
    group = _read_once()[0]["maple-county"]
    empty = {name: rows.iloc[:0] for name, rows in group.tables.items() if name != "coalitions"}
    section = build_know_when_to_fold(open_group("maple-county", "convener", **empty))
    headings = [block.text for block in section.blocks if isinstance(block, Heading)]
    assert headings[-1] == "Four ways from here"


def make_today(group: Coalition) -> pd.DataFrame:
    issues = group.tables["issues"]
    rows = {"issue": issues["issue"], "level": issues["status_quo"]}
    return pd.DataFrame({"coalition": group.id, "agenda": "today", **rows})


def test_agendas_on_record_say_who_stays():
    group = _read_once()[0]["maple-county"]
    agendas, partners = make_today(group), group.tables["partners"]["partner"]
    asked = pd.DataFrame({"coalition": group.id, "partner": partners, "walkaway": 0.1})
    tables = {"agendas": agendas, "walkaways": asked}
    assert re.search(r"“today”: \d of \d stay", read(open_group(group.id, "convener", **tables)))
    tables["agendas"] = agendas.assign(level=agendas["level"] + 0.37)
    assert "“today” has a level that" in read(open_group(group.id, "convener", **tables))


def test_a_walk_away_that_was_not_asked_is_asked_for():
    group = _read_once()[0]["maple-county"]
    agendas = make_today(group)
    text = read(open_group(group.id, "convener", agendas=agendas))
    assert "It takes rows in the table “walkaways”" in text


def test_a_closing_record_is_shown_where_there_is_one():
    closings = pd.DataFrame(
        {
            "coalition": "maple-county",
            "date": pd.Timestamp("2026-04-01"),
            "partner": ["", "county"],
            "exit": ["sunset", ""],
            "won_in_law": ["A statute", ""],
            "takes_along": ["", "The list of sites"],
        }
    )
    text = read(open_group("maple-county", closings=closings))
    assert "Way chosen: Close, on a date." in text
    assert "The list of sites" in text


@pytest.mark.parametrize("audience", ["convener", "partners"])
def test_every_group_of_the_sample_cohort_has_a_section_of_its_own(audience):
    for name in _read_once()[0].ids:
        text = read(open_group(name, audience))
        assert "Three candidate fights" in text
        assert not BANNED.search(text)
        assert "{" not in text


def test_two_fights_of_one_name_are_both_labeled():
    fights = [make_fight(2), make_fight(3)]
    spec = to_spec(pictures.chart_fights(fights, title="t", labels=LABELS))
    labels = next(layer for layer in spec["layer"] if layer["data"]["name"] == "labels")
    assert len(labels["data"]["values"]) == 2
