"""The report's part on the map: findings first, what is private in the convener's copy alone."""

import json
import re

import pandas as pd
import pytest
from test_map_conflict import TWO, make_coalition, make_line

from coalitionkit.errors import UsageError
from coalitionkit.playbook import load_playbook
from coalitionkit.record import Cohort, load_cohort
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.report.build import Report, open_report
from coalitionkit.report.map_conflict import build_map_conflict
from coalitionkit.survey.disclosure import show_survey

SPRING = load_cohort("spring-cohort")
BANNED = re.compile(r"\b(kumbaya|cartel|pivotal|walks out|essential|walk-away|Nash|MILP)\b", re.I)


def build(coalition, audience="partners", language="en"):
    survey = show_survey(coalition, audience=audience)
    limited = limit_to_audience(coalition, audience)
    return build_map_conflict(Report(limited, survey, language, load_playbook()))


def read(section):
    """All that a section shows, charts' data too."""
    bundles = [block._repr_mimebundle_() for block in section.blocks]
    return json.dumps(bundles, sort_keys=True, ensure_ascii=False)


def say(section):
    return [block._repr_mimebundle_()["text/plain"] for block in section.blocks]


def test_without_any_log_ages_count_from_the_newest_position():
    told = say(build(make_coalition(TWO), "convener"))
    assert any(line.startswith("Two partners stand 40%") for line in told)
    assert "Every entry of the map is at most 90 days old." in told


@pytest.mark.parametrize("audience", ["convener", "partners"])
def test_every_group_of_the_sample_cohort_has_its_part(audience):
    for group in SPRING:
        told = " ".join(say(build(group, audience)))
        assert "Same goal, different reasons" in told
        assert not BANNED.search(told)


def test_the_public_gets_nothing_of_it():
    assert build(SPRING["maple-county"], "public").blocks == ()


def test_what_is_private_stands_in_the_conveners_copy_alone():
    group = SPRING["maple-county"]
    convener, partners = (say(build(group, audience)) for audience in ("convener", "partners"))
    for told in ("Influence in the room", "misread", "learned face to face", "must-have"):
        assert any(told in line for line in convener)
        assert not any(told in line for line in partners)
    assert partners[0] == "This copy holds only what partners said in meetings."


def test_private_rows_do_not_move_a_byte_of_the_partners_copy():
    """method.md, section 4: cohorts that differ only in what may not be shown look the same."""
    group = SPRING["maple-county"]
    tables = dict(group.tables)
    positions = tables["positions"]
    alone = positions["setting"] == "alone"
    moved = positions.assign(
        ideal=positions["ideal"].mask(alone, positions["lowest"]),
        reason=positions["reason"].mask(alone, "another reason"),
        as_of=positions["as_of"].mask(alone, pd.Timestamp("2024-02-03")),
    )
    interests = tables["interests"]
    twin = Cohort(
        "twin",
        {
            **tables,
            "positions": moved,
            "interests": interests[interests["setting"] == "meeting"],
            "perceptions": pd.DataFrame(
                {
                    "coalition": ["maple-county"],
                    "partner": ["county"],
                    "on_partner": ["legal"],
                    "kind": ["need"],
                    "interest": ["power"],
                }
            ),
            "influence": tables["influence"].head(3),
            "capability": tables["capability"].head(1),
            "partners": tables["partners"].assign(must_have=False),
        },
    )["maple-county"]
    assert read(build(twin)) == read(build(group))
    assert read(build(twin, "convener")) != read(build(group, "convener"))


def test_a_tension_heard_alone_is_not_named_in_the_partners_copy():
    tensions = pd.DataFrame(
        {
            "tension": ["t1"],
            "name": ["What was whispered"],
            "kind": ["issue"],
            "setting": ["alone"],
            "first_heard": [pd.Timestamp("2026-02-01")],
        }
    )
    tensions["between"] = "own"
    coalition = make_coalition(TWO, tensions=tensions)
    assert "own organization (1)" in read(build(coalition, "convener"))
    assert "own organization" not in read(build(coalition))
    assert "whispered" in read(build(coalition, "convener"))
    assert "whispered" not in read(build(coalition))


def test_an_empty_record_says_which_tables_it_would_take():
    headings, needs = say(build(make_coalition(), "convener"))
    assert headings == "### Not on the map yet"
    tables = re.findall("table “(.*?)”", needs)
    assert tables == [
        "coalitions",
        "issues",
        "positions",
        "interests",
        "influence",
        "perceptions",
    ]


def test_what_waits_for_one_column_keeps_nothing_else_from_the_page():
    rows = [(*row[:5], None, row[6]) for row in TWO]
    told = say(build(make_coalition(rows)))
    assert any("no level that all accept" in line for line in told)
    assert any(line.startswith("Two partners stand 40%") for line in told)
    assert "“positions” with ideal and salience" in told[-1]


def test_one_partner_alone_has_a_part_without_a_matrix():
    told = say(build(make_line([(2, 5)])))
    assert any("only p0 is on the map" in line or "only P0" in line for line in told)
    assert not any("clash on at least" in line for line in told)


def test_a_range_turned_around_is_the_first_thing_said_of_the_ranges():
    told = say(build(make_line([(6, 4), (0, 10)])))
    place = told.index("### Where your ranges meet, and where they don't")
    assert "Ask again and correct the record." in told[place + 1]


def test_the_part_is_built_in_spanish_too():
    told = say(build(SPRING["maple-county"], language="es"))
    assert len(told) == len(say(build(SPRING["maple-county"])))


def test_a_lesson_takes_the_part_below_a_heading():
    """The lessons show a page's parts one at a time."""
    page = build_map_conflict(open_report("home-visiting", audience="convener"))
    part = page.under("Where partners misread each other")
    assert [type(block).__name__ for block in part.blocks] == ["Bullets"]
    with pytest.raises(UsageError, match="Same goal, different reasons"):
        page.under("Nowhere")
