"""The pictures made from the cases' sourced facts: the evidence bar, and five coalitions' lives."""

import doctest

import pandas as pd
import pytest

import coalitionkit as ck
from coalitionkit.plays import contrasts, evidence_bar
from coalitionkit.record.facts import list_facts
from coalitionkit.report.blocks import to_html

EFFECTS = ck.load_facts("home-visiting", "homvee_effects_2013")
LIVES = {name: ck.load_facts("contrasts", name) for name in contrasts.TABLES}


def take_data(figure, name):
    return next(
        layer["data"]["values"]
        for layer in figure.spec["layer"]
        if layer["data"].get("name") == name
    )


def test_the_bar_is_drawn_from_the_counts_and_says_what_nobody_knew():
    figure = ck.figures.evidence_bar.draw_bar(EFFECTS)
    assert [row["text"] for row in take_data(figure, "numbers")] == [
        "26",
        "17",
        "15",
        "13",
        "11",
        "5",
    ]
    ends = [row["end"] for row in take_data(figure, "models") if row["start"] == 0]
    assert ends == [21, 12, 10, 8, 6, 2]
    assert "26 models in a stored table that ends at P" in figure.caption
    assert "Nobody had this table in 2009." in figure.caption
    assert "Level 5, It met the federal criteria: 11 models, 6 of them" in figure.alt


def test_findings_of_both_kinds_stand_side_by_side():
    figure = ck.figures.evidence_bar.draw_findings(EFFECTS)
    labels, good, bad = (
        [str(row[field]) for row in take_data(figure, name)]
        for name, field in (("labels", "label"), ("favorable", "text"), ("unfavorable", "text"))
    )
    both = dict(zip(labels, zip(good, bad, strict=True), strict=True))
    assert len(both) == 15
    assert both["Nurse Family Partnership (NFP)"] == ("85", "9")
    assert both["Parents as Teachers (PAT)"] == ("5", "7")
    assert figure.caption.startswith("11 more models have no finding of either kind")
    assert "Healthy Families America (HFA): 43 favorable, 4 unfavorable." in figure.alt


def test_a_table_without_findings_is_drawn_too():
    bare = EFFECTS.assign(favorable_primary=0, favorable_secondary=0, unfavorable=0)
    assert take_data(ck.figures.evidence_bar.draw_findings(bare), "labels") == []


def test_a_models_name_is_only_text():
    hostile = EFFECTS.assign(model="<b onclick=x>")
    html = to_html(ck.figures.evidence_bar.draw_findings(hostile))
    assert "<b onclick" not in html


def test_every_contrast_has_its_turns_in_the_order_of_their_dates():
    assert sorted(contrasts.TABLES) == sorted(list_facts("contrasts"))
    for name, facts in LIVES.items():
        turns = contrasts.find_turns(name, facts)
        assert [turn.at for turn in turns] == sorted(turn.at for turn in turns)
        assert set(facts["date"].astype(str)) >= {turn.date for turn in turns}


@pytest.mark.parametrize(
    ("date", "year"), [("2015", 2015.5), ("2015-07", 2015.5417), ("2015-12-31", 2015.9987)]
)
def test_a_date_stands_in_the_middle_of_what_its_source_leaves_open(date, year):
    assert contrasts.place_date(date) == year


def test_a_life_is_broken_where_the_coalition_was_closed():
    figure = ck.figures.contrasts.draw_lives(LIVES)
    assert len(take_data(figure, "turns")) == 12
    lines = pd.DataFrame(take_data(figure, "lives"))
    last = lines[lines["y"] == lines["y"].max()]
    assert list(last["end"]) == [2014.0417]
    assert "Health Care for America Now: began 2008; closed 2014-01; came back 2017." in figure.alt
    assert "what came after is not known here" in figure.caption


def test_the_pictures_speak_spanish():
    for draw, facts in (
        (ck.figures.evidence_bar.draw_bar, EFFECTS),
        (ck.figures.evidence_bar.draw_findings, EFFECTS),
        (ck.figures.contrasts.draw_lives, LIVES),
    ):
        assert draw(facts, language="es").alt != draw(facts).alt


def test_the_examples_are_right():
    for module in (contrasts, evidence_bar):
        assert doctest.testmod(module).failed == 0
