"""Surface Tension's sentences, pictures and section of the report."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest

from coalitionkit.charts import surface_tension as pictures
from coalitionkit.charts import to_spec
from coalitionkit.playbook import load_playbook
from coalitionkit.plays.map_conflict import MappedSpread
from coalitionkit.plays.surface_tension import Dissent, Gap, LeadSummary
from coalitionkit.record import Cohort, load_cohort
from coalitionkit.record.audiences import AUDIENCES, limit_to_audience
from coalitionkit.report.blocks import Figure, Heading
from coalitionkit.report.build import Report
from coalitionkit.report.surface_tension import build_surface_tension
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.figures import ShownSurvey
from coalitionkit.words import surface_tension as words
from coalitionkit.words.catalog import Translator

T = Translator("en")
LABELS = words.say_chart_labels(T)
HOSTILE = '</script>{days} "><img src=x> ائتلاف 👩‍👧'
BANNED = re.compile(r"\b(kumbaya|cartel|pivotal|walks out|essential|Nash|MILP)\b", re.IGNORECASE)


def make_waits(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["label", "state", "days"])


def make_settings(count: int) -> pd.DataFrame:
    rows = [(f"Partner {n}: rent?", 80.0, 30.0, 0.5, 0.0, 100.0) for n in range(count)]
    names = ["label", "alone", "in_meeting", "distance", "scale_low", "scale_high"]
    return pd.DataFrame(rows, columns=names)


def open_limited(report: Report, **tables: pd.DataFrame) -> Report:
    """The same report with other tables."""
    group = type(report.coalition)(report.coalition.id, {**report.coalition.tables, **tables})
    return Report(group, report.survey, report.language, report.book)


@cache
def _read_once() -> tuple[Cohort, dict[str, ShownSurvey]]:
    cohort = load_cohort("spring-cohort")
    # Its fewest answers are the quickest to show, and the section reads none.
    shown = {name: show_survey(cohort["juniper-care"], audience=name) for name in AUDIENCES}
    return cohort, shown


def open_group(name: str, audience: str = "partners") -> Report:
    """A group's report whose survey is another group's: only its audience is read here."""
    cohort, shown = _read_once()
    group = limit_to_audience(cohort[name], audience)
    return Report(group, shown[audience], "en", load_playbook())


def read(report: Report) -> str:
    section = build_surface_tension(report)
    return "\n".join(block._repr_mimebundle_()["text/plain"] for block in section.blocks)


def test_waits_are_counted_with_those_that_are_open():
    told = words.say_waits(T, LeadSummary(9, 4, 4, 1, 40.0, 200), old=3)
    assert told == [
        "4 of 9 disagreements heard reached an agenda.",
        "4 still wait.",
        "1 was settled without an agenda.",
        "3 were heard more than 30 days ago and are on no agenda.",
        "If those still open go as the others did, about half reach one within 40 days.",
    ]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (LeadSummary(9, 2, 7, 0, None, 90), "Fewer than half reached one"),
        (LeadSummary(9, 9, 0, 0, 1.0, None), "Half had reached one within 1 day."),
    ],
)
def test_a_typical_wait_is_given_only_where_there_is_one(told, said):
    assert words.say_waits(T, told, old=0)[-1].startswith(said)


def test_fewer_than_five_have_no_typical_wait():
    assert words.say_waits(T, LeadSummary(4, 4, 0, 0, 20.0, None), old=0) == [
        "4 of 4 disagreements heard reached an agenda."
    ]


@pytest.mark.parametrize(
    ("spread", "items", "dissented", "said"),
    [
        (0.5, 40, 5, "little of it is said"),
        (0.1, 40, 5, "the quiet may be real agreement"),
        (0.5, 40, 30, "it is said in meetings"),
        (0.1, 40, 30, "Partners stand close, and what divides them"),
        (0.5, 3, 0, "Too few agenda items"),
    ],
)
def test_the_gap_is_read_with_its_convention_beside_it(spread, items, dissented, said):
    gap = Gap(MappedSpread(spread, "all", 5, {}), Dissent(items, dissented))
    told = words.say_gap(T, gap, all_settings=True)
    assert said in told[1]
    assert "conventions" in told[2]


def test_newcomers_are_named_by_whether_they_spoke():
    rows = pd.DataFrame({"partner": ["oak", "ash", "fir"], "spoke": ["yes", "no", "too soon"]})
    assert words.say_newcomers(T, rows, {"ash": "Ash {Fund}"}, 2) == [
        "1 of 2 newcomers raised a disagreement in their first 90 days.",
        "Not yet: Ash {Fund}. Perhaps nobody asked.",
        "Too soon to tell: fir.",
        "2 disagreements do not say who raised them.",
    ]
    assert words.say_newcomers(T, rows.iloc[:0], {}, 0) == [
        "No partner joined while this log was kept."
    ]


def test_positions_that_do_not_differ_need_no_more_words():
    same = make_settings(3).assign(distance=0.0, beyond=False)
    assert len(words.say_settings(T, same, 0)) == 1
    apart = make_settings(3).assign(beyond=[True, False, False])
    told = words.say_settings(T, apart, 2)
    assert told[1] == "1 lies outside what the partner accepts in meetings."
    assert told[-1] == "The chart shows the 2 furthest apart."


def test_a_wait_that_is_open_is_dashed_and_ends_in_an_arrow():
    rows = make_waits(("Rent", "reached", 20), ("A remark", "waiting", 90))
    spec = to_spec(pictures.chart_lead_times(rows, title="1 of 2", labels=LABELS))
    layers = {layer["data"]["name"]: layer for layer in spec["layer"]}
    assert layers["waits_open"]["mark"]["strokeDash"] == [4, 3]
    assert [row["days"] for row in layers["waits_open"]["data"]["values"]] == [90]
    assert [row["days"] for row in layers["waits_closed"]["data"]["values"]] == [20]
    shape = layers["state_ends"]["encoding"]["shape"]["scale"]
    assert shape == {
        "domain": ["on an agenda", "still waits"],
        "range": ["circle", "triangle-right"],
    }
    x = layers["waits_open"]["encoding"]["x"]
    assert x["axis"]["title"] == "days since first heard"
    assert x["scale"]["domain"] == [0, 90]
    assert spec["title"]["text"] == ["1 of 2"]


@pytest.mark.parametrize("days", [0, 1, 5000])
def test_any_wait_fits_its_axis(days):
    rows = make_waits((HOSTILE, "settled", days))
    spec = to_spec(pictures.chart_lead_times(rows, title=HOSTILE, labels=LABELS))
    ends = next(layer for layer in spec["layer"] if layer["data"]["name"] == "state_ends")
    assert ends["encoding"]["x"]["scale"]["domain"][1] >= max(days, 7)


def test_both_settings_stand_on_the_issues_own_scale():
    rows = pictures.list_settings(make_settings(1), labels=LABELS)
    assert [(row["setting"], row["at"]) for row in rows] == [
        ("told alone", 0.8),
        ("on record in meetings", 0.3),
    ]
    assert (rows[0]["low"], rows[0]["high"]) == (0.3, 0.8)


@pytest.mark.parametrize("partners", [3, 30])
def test_every_row_of_a_picture_has_room(partners):
    spec = to_spec(pictures.chart_settings(make_settings(partners), title="t", labels=LABELS))
    firsts = next(layer for layer in spec["layer"] if layer["data"]["name"] == "joins")
    places = [row["y"] for row in firsts["data"]["values"]]
    assert len(places) == partners
    assert all(later - earlier >= 24 for earlier, later in pairwise(places))
    assert spec["height"] >= places[-1] + 12


def test_the_public_copy_has_nothing():
    assert build_surface_tension(open_group("maple-county", "public")).blocks == ()


def test_the_partners_copy_lists_only_what_was_heard_in_a_meeting():
    report = open_group("maple-county")
    text = read(report)
    alone = _read_once()[0]["maple-county"].tensions.query("setting == 'alone'")
    assert len(alone) == 6
    assert "6 were first heard alone" in text
    assert not [name for name in alone["name"] if name in text]
    assert "newcomer" not in text
    assert "told alone differ" not in text


def test_the_partners_copy_has_no_day_of_what_was_heard_alone():
    report = open_group("maple-county")
    section = build_surface_tension(report)
    (figure,) = [block for block in section.blocks if isinstance(block, Figure)]
    heard = report.coalition.tensions
    layers = {layer["data"]["name"]: layer for layer in figure.spec["layer"]}
    assert len(layers["labels"]["data"]["values"]) == (heard["setting"] == "meeting").sum()


def test_the_conveners_copy_has_settings_and_newcomers():
    report = open_group("maple-county", "convener")
    section = build_surface_tension(report)
    headings = [block.text for block in section.blocks if isinstance(block, Heading)]
    assert headings == list(words.say_headings(T).values())
    assert "Interfaith Service Network" in read(report)


@pytest.mark.parametrize("audience", ["convener", "partners"])
@pytest.mark.parametrize("table", ["tensions", "meetings", "positions", "partners"])
def test_an_absent_table_gives_one_sentence(audience, table):
    report = open_group("maple-county", audience)
    empty = report.coalition.tables[table].iloc[:0]
    text = read(open_limited(report, **{table: empty}))
    if table != "partners" or audience == "convener":
        assert "Not on record yet. It takes rows in the table" in text


def test_what_only_the_convener_may_see_moves_no_byte_of_the_partners_copy():
    report = open_group("maple-county")
    full = open_group("maple-county", "convener")
    assert "raised_by" in full.coalition.tensions
    assert (report.coalition.tensions["raised_by"] == "").all()
    blank = report.coalition.tensions.assign(raised_by="someone")
    assert read(open_limited(report, tensions=blank)) == read(report)


@pytest.mark.parametrize("audience", ["convener", "partners"])
def test_every_group_of_the_sample_cohort_has_a_section_of_its_own(audience):
    for name in _read_once()[0].ids:
        text = read(open_group(name, audience))
        assert "reached an agenda" in text
        assert "Not on record yet" not in text
        assert not BANNED.search(text)
        assert "{" not in text
