"""The play on a page: words, pictures, and what each audience may see."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from test_craft_compromise import ASKED, POSITIONS, make_group

from coalitionkit.charts import craft_compromise as pictures
from coalitionkit.charts import theme
from coalitionkit.plays import craft_compromise as play
from coalitionkit.record import Coalition, Cohort
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.report.blocks import Bullets, Figure, Grid, Heading, Paragraph
from coalitionkit.report.build import Report, open_report
from coalitionkit.report.craft_compromise import build_craft_compromise
from coalitionkit.words import craft_compromise as words
from coalitionkit.words import craft_compromise_alone as private
from coalitionkit.words.catalog import Translator

T = Translator("en")
LABELS = words.say_chart_labels(T)
NAMES = {"parents": "Parents", "providers": "Providers", "county": "County"}
BANNED = re.compile(
    r"kumbaya|cartel|pivotal|walks? out|essential|below|walk-away|Nash|MILP|must-have", re.I
)


@pytest.fixture(scope="module")
def template() -> Report:
    return open_report("spring-cohort", "maple-county")


def open_for(template: Report, group, audience: str) -> Report:
    survey = replace(template.survey, audience=audience)
    return replace(template, coalition=limit_to_audience(group, audience), survey=survey)


def read(section) -> str:
    return "\n".join(block._repr_mimebundle_()["text/plain"] for block in section.blocks)


def frontier(*boldness: float) -> pd.DataFrame:
    return pd.DataFrame({"size": range(1, len(boldness) + 1), "boldness": boldness})


# Sections


def test_the_partners_page_says_what_all_accept_and_names_nobody(template):
    told = read(build_craft_compromise(open_for(template, make_group(), "partners")))
    assert "The boldest agenda within everyone's range moves 68 of 100 points" in told
    assert "What share? | 20 | 60 | 80 | 80 | 100" in told
    assert "All 3 can carry an agenda at 68 of 100; 2 of them could carry one at 100." in told
    assert not BANNED.search(told)
    assert not any(name in told for name in NAMES.values())


def test_walkaways_and_must_have_marks_leave_the_partners_page_as_it_is(template):
    pages = [
        read(build_craft_compromise(open_for(template, group, "partners")))
        for group in (
            make_group(),
            make_group(walkaways=ASKED),
            make_group(walkaways=dict.fromkeys(ASKED, 0.9), must=("parents",)),
        )
    ]
    assert pages[0] == pages[1] == pages[2]


def test_the_convener_sees_gains_and_who_was_not_asked(template):
    group = make_group(walkaways={"parents": 0.2, "county": 0.2}, must=("parents",))
    told = read(build_craft_compromise(open_for(template, group, "convener")))
    assert "Must-have for this agenda, and so on board: Parents." in told
    assert "Nobody has asked these for the least they would accept: Providers." in told
    assert "walk-away 20." in told


def test_the_public_page_has_none_of_it(template):
    assert build_craft_compromise(open_for(template, make_group(), "public")).blocks == ()


@pytest.mark.parametrize("table", ["issues", "positions"])
def test_an_absent_table_is_one_sentence(template, table):
    tables = {name: frame for name, frame in make_group().tables.items() if name != table}
    group = Cohort("tiny", tables)["g"]
    section = build_craft_compromise(open_for(template, group, "partners"))
    assert [type(block) for block in section.blocks] == [Heading, Paragraph]
    assert f"“{table}”" in read(section)


def test_one_partner_of_several_is_no_ground_for_an_agenda(template):
    told = read(build_craft_compromise(open_for(template, make_group(POSITIONS[:3]), "partners")))
    assert "too few to look for an agenda" in told
    assert "1 partner is left out" in told


def test_where_nothing_holds_the_partners_page_counts_and_the_convener_page_names(template):
    apart = [
        row if row[:2] != ("providers", "share") else (*row[:2], 20, 0, 40, 0) for row in POSITIONS
    ]
    shared, own = (
        read(build_craft_compromise(open_for(template, make_group(apart), audience)))
        for audience in ("partners", "convener")
    )
    assert "“What share?”: 1 partner would have to move by 20, to 60." in shared
    assert "Providers" not in shared
    assert "Providers, on “What share?”: by 20, to 60." in own


def test_recorded_agendas_stand_side_by_side(template):
    rows = [("bold", "share", 100.0), ("bold", "years", 0.0), ("mild", "share", 60.0)]
    agendas = pd.DataFrame(rows, columns=["agenda", "issue", "level"])
    section = build_craft_compromise(open_for(template, make_group(agendas=agendas), "partners"))
    grid = [block for block in section.blocks if isinstance(block, Grid)][-1]
    assert grid.rows == (("bold", "100", "2 of 3"), ("mild", "50", "3 of 3"))


def test_an_agenda_that_fails_is_given_its_smallest_repair(template):
    rows = [("bold", "share", 100.0), ("bold", "years", 4.0), ("mild", "share", 60.0)]
    agendas = pd.DataFrame(rows, columns=["agenda", "issue", "level"])
    section = build_craft_compromise(open_for(template, make_group(agendas=agendas), "partners"))
    (repairs,) = [block.items for block in section.blocks if isinstance(block, Bullets)]
    told = "“bold”: 1 change brings it within the range of everyone who has to be on board: "
    assert repairs == (f"{told}“What share?” to 80.",)


def add_consent(group: Coalition, answers: list[tuple[str, str, str, str]]) -> Coalition:
    """Put answers to one agenda in a group's record."""
    frame = pd.DataFrame(answers, columns=["partner", "setting", "answer", "reason"])
    frame = frame.assign(coalition="g", agenda="bold", date=pd.Timestamp("2026-03-01"))
    return Cohort("tiny", dict(group.tables) | {"consent": frame})["g"]


SAID = [
    ("p0", "meeting", "full support", ""),
    ("p1", "meeting", "support with a concern", "The pace"),
    ("p2", "meeting", "support", ""),
    ("p3", "meeting", "no view", ""),
    ("p4", "meeting", "support", ""),
]
SIX = [(f"p{n}", *row[1:]) for n in range(6) for row in POSITIONS[:2]]


def test_the_partners_page_counts_who_goes_along_and_names_nobody(template):
    group = add_consent(make_group(SIX), SAID)
    told = read(build_craft_compromise(open_for(template, group, "partners")))
    assert "“bold”: 4 of 5 support it, with a concern or without." in told
    assert "The pace" not in told
    assert "It is blocked" not in told
    blocked = add_consent(make_group(SIX), [*SAID, ("p5", "meeting", "block", "It ends us")])
    told = read(build_craft_compromise(open_for(template, blocked, "partners")))
    assert "“bold”: 4 of 6 support it, with a concern or without. It is blocked." in told
    assert not re.search(r"It ends us|P5", told)


def test_what_fewer_than_five_said_is_not_counted_for_partners(template):
    group = add_consent(make_group(SIX), SAID[:4])
    told = read(build_craft_compromise(open_for(template, group, "partners")))
    assert "“bold”: fewer than 5 have said in a meeting how far they go along" in told
    assert " of 4 support" not in told


def test_what_was_said_alone_of_an_agenda_leaves_the_partners_page_as_it_is(template):
    alone = [("p0", "alone", "block", "It ends us"), ("p5", "alone", "support", "")]
    pages = [
        read(
            build_craft_compromise(
                open_for(template, add_consent(make_group(SIX), rows), "partners")
            )
        )
        for rows in (SAID, [*SAID, *alone])
    ]
    assert pages[0] == pages[1]


def test_the_convener_sees_every_step_and_every_reason_by_name(template):
    rows = [*SAID, ("p0", "alone", "block", "It ends us")]
    group = add_consent(make_group(SIX), rows)
    section = build_craft_compromise(open_for(template, group, "convener"))
    assert "bold | 0 | 2 | 1 | 1 | 0 | 0 | 1 | 5" in read(section)
    assert "P0 blocks “bold”: It ends us" in read(section)
    assert "P1 on “bold”, support with a concern: The pace" in read(section)


def test_the_convener_sees_the_best_agenda_by_each_measure(template):
    group = make_group(walkaways=ASKED, must=("parents",))
    section = build_craft_compromise(open_for(template, group, "convener"))
    (grid,) = [
        block
        for block in section.blocks
        if isinstance(block, Grid) and "trade across issues" in block.caption
    ]
    assert grid.headings[1:] == tuple(private.say_measures(T).values())
    shown = {row[0]: row[1:] for row in grid.rows}
    for place, objective in enumerate(play.OBJECTIVES):
        best = play.find_agendas(group, objective=objective, reading="tradable").agendas[0]
        assert shown["What share?"][place] == words.say_level(T, best.levels["share"])
        assert shown["boldness, of 100"][place] == f"{best.boldness:.0f}"


def test_an_agenda_says_how_often_it_survives(template):
    group = make_group(walkaways=ASKED)
    partners, convener = (
        read(build_craft_compromise(open_for(template, group, audience)))
        for audience in ("partners", "convener")
    )
    assert partners.count("off by up to a tenth") == 1
    assert convener.count("off by up to a tenth") == 2


def test_a_recorded_level_that_is_none_is_told(template):
    agendas = pd.DataFrame({"agenda": ["odd"], "issue": ["share"], "level": [55.0]})
    told = read(build_craft_compromise(open_for(template, make_group(agendas=agendas), "partners")))
    assert "takes a level that its issue doesn't have" in told


def test_too_many_partners_to_go_through_are_told():
    report = open_report("spring-cohort", "ladder-campaign", audience="convener")
    assert "Too many partners hold something" in read(build_craft_compromise(report))


@pytest.mark.parametrize("audience", ["partners", "convener"])
def test_every_group_of_the_sample_cohort_has_its_part(audience):
    for group in ("maple-county", "steady-roof", "juniper-care", "long-road"):
        report = open_report("spring-cohort", group, audience=audience)
        told = read(build_craft_compromise(report))
        assert told.startswith("### What everyone could accept")
        if audience == "partners":
            assert not BANNED.search(told)


# Words


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ((90, 90, 40), "All 3 can carry an agenda at 40 of 100; 2 of them could carry one at 90."),
        ((40, 40, 40), "A smaller group would not be bolder"),
        ((90, 60, np.nan), "No agenda holds all 3; the most that one can hold is 2, at 60"),
        ((np.nan, np.nan), "Whatever the size, no agenda keeps those"),
    ],
)
def test_the_frontier_in_a_sentence(points, told):
    assert words.say_frontier(T, frontier(*points)).startswith(told)


def test_a_search_that_ran_out_of_time_says_so():
    found = play.find_agendas(make_group(walkaways=ASKED), objective="maxmin", reading="tradable")
    assert "ran out of time" not in private.say_trade(T, found)
    assert "ran out of time" in private.say_trade(T, replace(found, gap=0.1))
    assert "Even with trades" in private.say_trade(T, replace(found, agendas=()))


def test_ties_are_counted_and_levels_are_plain():
    found = play.find_agendas(make_group())
    assert "2 others are as bold." in words.say_boldest(
        T, replace(found, agendas=found.agendas * 3)
    )
    assert [words.say_level(T, level) for level in (3.0, 2.5, np.nan)] == ["3", "2.5", "–"]


def test_support_and_blocks_in_a_sentence_without_names():
    rows = [("a", "support", ""), ("b", "block", "It ends our program.")]
    consent = play.count_consent(pd.DataFrame(rows, columns=["partner", "answer", "reason"]))
    told = "“tiered”: 1 of 2 support it, with a concern or without. It is blocked."
    assert words.say_consent(T, "tiered", consent) == told


@pytest.mark.parametrize("count", [1, 2])
def test_the_smallest_repair_in_a_sentence(count):
    changes = [{"share": 80.0, "years": 4.0}] * count
    told = words.say_repairs(T, "bold", changes, {"share": "What share?"})
    assert told.startswith("“bold”: 2 changes bring it within the range of everyone")
    assert "“What share?” to 80 and “years” to 4." in told
    assert ("1 other way is as short." in told) == (count == 2)
    assert "no other levels" in words.say_repairs(T, "bold", [], {})


def test_survival_and_difference_in_sentences():
    told = words.say_survival(T, play.Survival(40, 31, 12))
    assert "holds in 31 of 40 tries. In 12 of them it is still as good as any" in told
    assert words.say_survival(T, play.Survival(40, 31, None)).endswith("31 of 40 tries.")
    measured = play.measure_difference({"parents": 2, "county": 1, "providers": 0}, 3)
    lines = private.say_difference(T, measured, NAMES)
    assert lines[0] == "Parents makes the difference in 50 of 100 orders of joining."
    assert len(lines) == 2
    assert "No half of the partners" in private.say_own_plans(T, (), NAMES)


# Pictures


def list_marks(spec: dict[str, Any]) -> dict[str, str]:
    return {layer["data"]["name"]: layer["mark"]["type"] for layer in spec["layer"]}


@pytest.mark.parametrize("size", [3, 30])
def test_the_frontier_has_a_point_a_size_and_a_cross_where_none_holds(size):
    points = frontier(*np.linspace(100, 10, size - 1), np.nan)
    spec = theme.to_spec(pictures.chart_frontier(points, title="Finding", labels=LABELS))
    data = spec["layer"][1]["data"]["values"]
    assert list_marks(spec)["sizes"] == list_marks(spec)["none"] == "point"
    assert [row["size"] for row in data] == list(range(1, size))
    assert spec["layer"][1]["encoding"]["y"]["scale"]["domain"] == [0, 100]
    assert spec["layer"][1]["encoding"]["x"]["axis"]["title"] == "partners on board"
    assert spec["title"]["text"] == ["Finding"]
    assert spec["width"] == theme.WIDTH


def test_a_frontier_that_goes_backward_is_drawn_below_0():
    spec = theme.to_spec(pictures.chart_frontier(frontier(20, -5), title="Finding", labels=LABELS))
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == [-5, 100]
    assert "none" not in list_marks(spec)


@pytest.mark.parametrize("count", [3, 30])
def test_gains_are_bars_with_the_walkaway_across(count):
    utilities = {f"p{n}": 0.4 + n / 100 for n in range(count)}
    surpluses = {name: utilities[name] - 0.3 for name in utilities}
    agenda = play.Agenda({}, 50.0, utilities, surpluses, (), 0.1)
    names = {"p0": "Parents </script>"}
    spec = theme.to_spec(pictures.chart_gains(agenda, names=names, title="F", labels=LABELS))
    assert list_marks(spec) == {
        "gains": "bar",
        "walkaways": "rule",
        "labels": "text",
        "surpluses": "text",
    }
    rows = spec["layer"][0]["data"]["values"]
    assert rows[0]["label"] == "Parents </script>"
    assert rows[0]["gets"] == pytest.approx(40)
    assert rows[0]["walkaway"] == pytest.approx(30)
    assert len(rows) == count
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 100]


def test_pictures_are_the_same_bytes_twice(template):
    report = open_for(template, make_group(), "partners")
    first, second = (
        [block.spec for block in build_craft_compromise(report).blocks if isinstance(block, Figure)]
        for _ in range(2)
    )
    assert first == second != []


def test_bullets_are_there_only_where_something_has_to_move(template):
    section = build_craft_compromise(open_for(template, make_group(), "partners"))
    assert not [block for block in section.blocks if isinstance(block, Bullets)]


def test_no_range_is_called_everyones_where_positions_are_missing():
    report = open_report("spring-cohort", "maple-county", drawn=False)
    told = read(build_craft_compromise(report))
    assert "within the range of the 3 partners whose positions are on record moves 48" in told
    assert "everyone's range" not in told
