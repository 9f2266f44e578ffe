"""Next steps follow from counts that may be shown (report.md, "Finding -> next step")."""

import pytest
from tiny import answer_all, make_cohort

from coalitionkit.playbook import load_playbook
from coalitionkit.report.findings import (
    find_next_steps,
    find_standing_out,
    find_unclear,
    find_working,
    is_few,
    is_over_half,
)
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.figures import Range

BOOK = load_playbook()


def find_steps(sheets, invited=None, conflict="We could not do it alone", **options):
    cohort = make_cohort(("g", invited or len(sheets), sheets), joining_conflict=conflict)
    return [rule for rule, _ in find_next_steps(show_survey(cohort["g"], **options), cohort["g"])]


def with_item(item, value, count, n=9):
    """Sheets of n people on good terms, ``count`` of whom give ``value`` on one item."""
    return [answer_all("4", **({item: value} if place < count else {})) for place in range(n)]


@pytest.mark.parametrize(
    ("count", "n", "few"), [(3, 9, True), (4, 9, False), (2, 6, True), (2, 5, False), (0, 5, True)]
)
def test_few_is_at_most_a_third(count, n, few):
    assert is_few(Range(count, count), n) == few


def test_a_blurred_few_is_few_as_the_page_says():
    assert is_few(Range(0, 2), 5)
    assert not is_few(Range(3, 5), 5)


def test_over_half_must_hold_for_every_number_of_a_range():
    assert is_over_half(Range(5, 5), 9)
    assert not is_over_half(Range(4, 4), 8)
    assert not is_over_half(Range(3, 7), 8)


@pytest.mark.parametrize(
    ("item", "value", "rule"),
    [
        ("M1", "2", "R1"),
        ("M2", "1", "R2"),
        ("C2", "1", "R3"),
        ("S3", "1", "R4"),
        ("F3", "2", "R4"),
        ("D1", "1", "R6"),
        ("K3", "2", "R8"),
        ("T2", "-1", "R9"),
    ],
)
def test_a_rule_fires_on_its_item_and_on_nothing_else(item, value, rule):
    assert find_steps(with_item(item, value, 7)) == [rule]
    assert find_steps(with_item(item, value, 0)) == []


def test_r5_needs_ten_answers_because_a_smaller_group_shows_only_one_split():
    assert find_steps(with_item("S1", "1", 8, n=9)) == []
    assert find_steps(with_item("S1", "1", 8, n=10)) == ["R5"]


def test_r10_needs_both_of_its_items():
    both = [answer_all("4", F1="1", F2="1")] * 9
    assert find_steps(both) == ["R10"]
    assert find_steps([answer_all("4", F1="1")] * 9) == []


def test_a_record_without_a_joining_conflict_fires_r1():
    assert find_steps([answer_all("4")] * 9, conflict="") == ["R1"]


def test_safety_comes_first_and_at_most_three_are_given():
    bad = [answer_all("1", T2="-1")] * 9
    steps = find_steps(bad)
    assert steps[:3] == ["R4", "R1", "R2"]
    assert len(steps) == 3


def test_after_the_first_three_rules_more_answers_go_first():
    sheets = [
        answer_all("4", **({"C2": "1"} if n < 7 else {}), **({"K3": "1"} if n < 9 else {}))
        for n in range(9)
    ]
    assert find_steps(sheets) == ["R8", "R3"]


def test_no_rule_fires_on_one_persons_answer():
    for item in BOOK.items.values():
        for value in item.values:
            assert find_steps(with_item(item.id, value, 1)) == [], (item.id, value)


def test_below_five_answers_and_in_public_no_survey_rule_fires():
    assert find_steps([answer_all("1")] * 4, invited=9) == []
    assert find_steps([answer_all("1")] * 30, audience="public") == []


def test_working_needs_two_thirds_and_stops_at_three(seven_of_nine):
    survey = show_survey(seven_of_nine["maple"])
    found = find_working(survey, BOOK)
    assert len(found) == 3
    assert all(item.high.low * 3 >= 2 * item.n for item in found)


def test_what_stands_out_begins_with_safety(seven_of_nine):
    found = find_standing_out(show_survey(seven_of_nine["maple"]), BOOK)
    assert found[0].item == "S3"
    assert len(found) <= 3


def test_a_split_dose_stands_out_with_its_reading():
    sheets = [answer_all("4", T1="-1" if n < 4 else "2") for n in range(8)]
    found = find_standing_out(show_survey(make_cohort(("g", 9, sheets))["g"]), BOOK)
    assert [(finding.item, finding.kind) for finding in found] == [("T1", "dose")]


def test_what_cannot_be_told_names_the_record_that_would_tell(seven_of_nine):
    found = find_unclear(show_survey(seven_of_nine["maple"]), seven_of_nine["maple"], BOOK)
    assert "no meetings" in {unclear.why for unclear in found}
    assert len(found) <= 3


def test_many_dont_knows_are_a_finding_of_their_own():
    sheets = [answer_all("4", K2="dk" if n < 4 else "4") for n in range(9)]
    cohort = make_cohort(("g", 9, sheets))
    found = find_unclear(show_survey(cohort["g"]), cohort["g"], BOOK)
    assert ("many did not know", "K2") in {(unclear.why, unclear.item) for unclear in found}
