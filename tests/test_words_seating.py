"""The seating in words and in the report: findings first, needs named, the public spared."""

from __future__ import annotations

import pandas as pd
import pytest

from coalitionkit.playbook import load_playbook
from coalitionkit.plays import seating as play
from coalitionkit.record import Cohort, load_cohort
from coalitionkit.record.audiences import AUDIENCES, limit_to_audience
from coalitionkit.report.blocks import Figure, Grid, Paragraph
from coalitionkit.report.build import Report, open_report
from coalitionkit.report.seating import build_seating
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.words import seating as words
from coalitionkit.words.catalog import Translator

T = Translator("en")
GROUPS = load_cohort("spring-cohort").ids


def make_frame(columns, *rows):
    return pd.DataFrame(list(rows), columns=columns.split())


def make_report(tables, audience="partners"):
    frames = {"coalitions": pd.DataFrame({"name": ["Elm"]}), **tables}
    cohort = Cohort("tiny", {name: frame.assign(coalition="elm") for name, frame in frames.items()})
    group = cohort["elm"]
    survey = show_survey(group, wave=None, audience=audience)
    return Report(limit_to_audience(group, audience), survey, "en", load_playbook())


def read_text(section):
    return "\n".join(block._repr_mimebundle_()["text/plain"] for block in section.blocks)


PARTNERS = make_frame("partner name why_invited", ("a", "Aunts", "Heard"), ("b", "Bakers", ""))
ASSETS = make_frame("partner asset kind", ("a", "press", "asset"), ("b", "votes", "asset"))
NEEDS = make_frame(
    "asset kind importance", ("press", "asset", 2.0), ("votes", "asset", 1.0), ("law", "asset", 3.0)
)
TIES = make_frame(
    "partner policymaker tie",
    ("a", "budget-chair", "yes"),
    ("b", "budget-chair", "no"),
    ("a", "mayor", "unknown"),
    ("b", "mayor", "no"),
)


def test_empty_chairs_are_named_with_their_count():
    chairs = make_frame("asset", ("budget-numbers",), ("press",))
    assert words.say_empty_chairs(T, chairs, needed=9) == (
        "Needed and carried by nobody: budget numbers and press (2 of 9)."
    )
    assert words.say_empty_chairs(T, chairs[:0], needed=9).startswith("All 9 things")


def test_an_absence_says_what_falls_to_nobody_and_who_is_no_longer_reached():
    absences = make_frame(
        "partner name asset falls_to holder_name",
        ("a", "Aunts", "press", 0, ""),
        ("a", "Aunts", "votes", 1, "Bakers"),
        ("b", "Bakers", "votes", 1, "Aunts"),
    )
    ties = make_frame("partner name only", ("b", "Bakers", ("budget-chair",)), ("a", "Aunts", ()))
    assert words.say_absences(T, absences, ties) == [
        "Without Aunts, nobody would carry press.",
        "Without Bakers, nobody is known to reach budget chair.",
    ]
    assert words.say_thin(T, absences) == (
        "Carried by two, so that it would fall to one if the other left: votes (Aunts and Bakers)."
    )
    assert words.say_thin(T, absences[:1]) == ""


def test_reach_is_a_range_only_where_ties_are_unknown():
    known = words.say_reach(T, play.Reach(5, 4, 4, 2, 2))
    assert known.endswith("4 of 5; from at least two: 2.")
    ranged = words.say_reach(T, play.Reach(5, 3, 4, 2, 2))
    assert "3 to 4 of 5; from at least two: 2." in ranged
    assert ranged.endswith("ask.")


def test_how_few_partners_reach_all_is_said_without_praise():
    by_size = pd.DataFrame({"partners": [1, 2, 3], "reached": [3, 5, 5]})
    assert words.say_reach_by_size(T, by_size) == (
        "Of 3 partners, as few as 2 together reach every policymaker that anyone reaches (5)."
    )
    nobody = pd.DataFrame({"partners": [1], "reached": [0]})
    assert words.say_reach_by_size(T, nobody) == ""


def test_a_section_puts_the_empty_chair_first():
    report = make_report({"partners": PARTNERS, "assets": ASSETS, "needs": NEEDS, "ties": TIES})
    section = build_seating(report)
    lead = next(block for block in section.blocks if isinstance(block, Paragraph))
    assert lead == Paragraph("Needed and carried by nobody: law (1 of 3).", kind="lead")
    text = read_text(section)
    assert "Without Aunts, nobody would carry press and nobody is known to reach budget" in text
    assert "No reason is written yet for Bakers." in text
    assert "No partner is known to reach: mayor." in text


def test_the_picture_says_who_carries_each_need():
    report = make_report({"partners": PARTNERS, "assets": ASSETS, "needs": NEEDS})
    figure = next(block for block in build_seating(report).blocks if isinstance(block, Figure))
    assert figure.alt == (
        "Of 3 needs, carried by nobody: 1; by one partner alone: 2. law: nobody. press: Aunts. "
        "votes: Bakers."
    )


def test_only_the_convener_sees_shares_side_by_side():
    tables = {"partners": PARTNERS, "assets": ASSETS, "needs": NEEDS}
    grids = {
        audience: [
            block
            for block in build_seating(make_report(tables, audience)).blocks
            if isinstance(block, Grid)
        ]
        for audience in AUDIENCES
    }
    assert not grids["partners"]
    assert not grids["public"]
    assert grids["convener"][0].rows == (
        ("Aunts", "1", "2.0", "2.0"),
        ("Bakers", "1", "1.0", "1.0"),
    )


@pytest.mark.parametrize(
    ("missing", "table"),
    [("assets", "assets"), ("needs", "needs"), ("ties", "ties"), ("partners", "partners")],
)
def test_a_part_whose_table_is_missing_says_what_it_takes(missing, table):
    tables = {"partners": PARTNERS, "assets": ASSETS, "needs": NEEDS, "ties": TIES}
    del tables[missing]
    if missing == "partners":
        tables = {"needs": NEEDS}
    assert f"“{table}”" in read_text(build_seating(make_report(tables)))


def test_a_list_of_reasons_without_any_reason_is_asked_for():
    bare = PARTNERS.assign(why_invited="")
    assert "why_invited filled in" in read_text(build_seating(make_report({"partners": bare})))


def test_a_table_that_all_have_left_holds_only_empty_chairs():
    gone = PARTNERS.assign(left=pd.Timestamp("2026-01-05"))
    tables = {"partners": gone, "assets": ASSETS, "needs": NEEDS, "ties": TIES}
    for audience in ("partners", "convener"):
        text = read_text(build_seating(make_report(tables, audience)))
        assert "Needed and carried by nobody: law, press and votes (3 of 3)." in text
        assert "at least one partner: 0 of 2" in text


def test_the_public_copy_has_no_seating():
    assert build_seating(open_report("spring-cohort", GROUPS[0], audience="public")).blocks == ()


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_of_the_sample_cohort_gets_its_section(group):
    section = build_seating(open_report("spring-cohort", group, drawn=False))
    text = read_text(section)
    assert "Whose calls are taken" in text
    assert "Policymakers who take a call" in text
    assert any(isinstance(block, Figure) for block in section.blocks)


def test_who_carries_nothing_on_the_list_is_counted_below_the_table_and_not_listed():
    assets = ASSETS[ASSETS["partner"] == ASSETS["partner"].iloc[0]]
    report = make_report({"partners": PARTNERS, "assets": assets, "needs": NEEDS}, "convener")
    blocks = build_seating(report).blocks
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    assert len(grid.rows) == 1
    assert "1 partner carries none of what is on the list." in read_text(build_seating(report))
