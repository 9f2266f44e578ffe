"""Counts of answers, play scores and the dose: against plain loops, in any order and any type."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coalitionkit.errors import UsageError
from coalitionkit.playbook import load_playbook
from coalitionkit.survey.coding import list_answers
from coalitionkit.survey.scoring import count_answers, read_dose, score_plays, score_respondents

BOOK = load_playbook()
COLUMNS = ["coalition", "wave", "respondent", "item", "answer"]
PLAYS = list(BOOK.plays)
Row = tuple[str, int, str, str, str]


def make_responses(rows: list[Row], *, categories: bool = False) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"wave": "int64"})
    if categories:
        labels = [name for name in COLUMNS if name != "wave"]
        frame = frame.astype(dict.fromkeys(labels, "category"))
    return frame


def draw_responses(seed: int, ids: str) -> list[Row]:
    """Draw three groups and two waves; ``ids`` belong to one group, or start again in each."""
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    for group, wave in itertools.product("abc", (1, 2)):
        asked = rng.permutation(list(BOOK.items))[: rng.integers(1, 21)]
        for person in rng.permutation(9)[: rng.integers(1, 9)]:
            name = f"{group if ids == 'nested' else ''}{person}"
            kept = asked[rng.random(len(asked)) < 0.9]
            rows += [
                (group, wave, name, item, str(rng.choice([*BOOK.items[item].allowed, ""])))
                for item in kept
            ]
    return [rows[place] for place in rng.permutation(len(rows))]


def count_plainly(rows: list[Row]) -> dict[tuple[str, int, str], dict[str, int]]:
    people: dict[tuple[str, int], set[str]] = {}
    given: dict[tuple[str, int, str], dict[str, str]] = {}
    for group, wave, person, item, answer in rows:
        people.setdefault((group, wave), set()).add(person)
        given.setdefault((group, wave, item), {})[person] = answer
    counts = {}
    for (group, wave, item), answers in given.items():
        said = [answers.get(person, "") for person in people[group, wave]]
        counts[group, wave, item] = {answer: said.count(answer) for answer in list_answers(BOOK)}
    return counts


def score_plainly(rows: list[Row]) -> dict[tuple[str, int, str], list[float]]:
    sheets: dict[tuple[str, int, str], dict[str, str]] = {}
    for group, wave, person, item, answer in rows:
        sheets.setdefault((group, wave, person), {})[item] = answer
    scores = {}
    for who, sheet in sheets.items():
        line = [float(sum(answer != "" for answer in sheet.values()))]
        for play in PLAYS:
            said = [sheet.get(item.id, "") for item in BOOK.items_of(play)]
            steps = [int(answer) for answer in said if answer in list("12345")]
            line.append(float(np.mean(steps)) if len(steps) >= 2 else np.nan)
        scores[who] = line
    return scores


@pytest.mark.parametrize("ids", ["nested", "repeated"])
@pytest.mark.parametrize("categories", [True, False])
@pytest.mark.parametrize("seed", [1, 2])
def test_counts_and_scores_are_those_of_a_plain_loop(seed: int, categories: bool, ids: str) -> None:
    rows = draw_responses(seed, ids)
    responses = make_responses(rows, categories=categories)
    counts = count_answers(responses, BOOK)
    assert counts.to_dict("index") == count_plainly(rows)
    people, plain = score_respondents(responses, BOOK), score_plainly(rows)
    assert list(people.columns) == ["answered", *PLAYS]
    assert set(people.index) == set(plain)
    for who, line in people.iterrows():
        np.testing.assert_allclose(line.to_numpy(dtype=float), plain[who])


@pytest.mark.parametrize(("groups", "each"), [(90, 1), (60, 12)])
def test_ids_that_repeat_across_many_coalitions_stay_apart(groups: int, each: int) -> None:
    """Many labels and few rows: coalitions times ids would be too large a table for both cases.

    With one row a group each id belongs to one coalition; with twelve the ids repeat.
    """
    rows: list[Row] = [
        (f"g{group:02d}", 1, f"p{(person - group) % groups:02d}", "M1", str(1 + person % 5))
        for group in range(groups)
        for person in range(each)
    ]
    people = score_respondents(make_responses(rows, categories=True), BOOK)
    assert set(people.index) == {row[:3] for row in rows}
    assert people.index.is_monotonic_increasing
    counts = count_answers(make_responses(rows), BOOK)
    assert (counts.sum(axis=1) == each).all()


def test_a_person_whose_id_moves_to_another_coalition_between_waves_is_kept_apart() -> None:
    filler: list[Row] = [(f"g{n}", 1, f"q{n}", "M1", "1") for n in range(40)]
    rows: list[Row] = [*filler, ("g1", 1, "p", "M1", "5"), ("g2", 2, "p", "M1", "4")]
    people = score_respondents(make_responses(rows), BOOK)
    assert ("g1", 1, "p") in people.index
    assert ("g2", 2, "p") in people.index
    assert len(people) == 42


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_the_order_of_rows_is_irrelevant_and_results_stay_in_bounds(seed: int) -> None:
    rows = draw_responses(seed, "nested" if seed % 2 else "repeated")
    plain, turned = make_responses(rows), make_responses(sorted(rows))
    people = score_respondents(plain, BOOK)
    pd.testing.assert_frame_equal(people, score_respondents(turned, BOOK))
    pd.testing.assert_frame_equal(count_answers(plain, BOOK), count_answers(turned, BOOK))
    scores = people[PLAYS].to_numpy()
    assert ((scores >= 1) & (scores <= 5) | np.isnan(scores)).all()
    assert people["answered"].between(0, 20).all()


def test_two_of_three_items_make_a_score_and_one_does_not() -> None:
    rows: list[Row] = [
        ("g", 1, "two", "K1", "5"),
        ("g", 1, "two", "K2", "na"),
        ("g", 1, "two", "K3", "2"),
        ("g", 1, "one", "K1", "5"),
        ("g", 1, "one", "K2", "dk"),
        ("g", 1, "one", "K3", ""),
    ]
    people = score_respondents(make_responses(rows), BOOK)
    assert people.loc[("g", 1, "two"), "craft_compromise"] == 3.5
    assert np.isnan(people.loc[("g", 1, "one"), "craft_compromise"])
    assert people["answered"].to_dict() == {("g", 1, "one"): 2, ("g", 1, "two"): 3}


def test_items_that_stand_alone_are_in_no_play() -> None:
    rows: list[Row] = [
        ("g", 1, "p", item.id, item.values[-1])
        for item in BOOK.items.values()
        if item.play not in BOOK.plays
    ]
    people = score_respondents(make_responses(rows), BOOK)
    assert people[PLAYS].isna().all(axis=None)
    assert people["answered"].tolist() == [len(rows)]


def test_an_empty_sheet_stays_with_nothing_answered() -> None:
    rows: list[Row] = [("g", 1, "blank", "M1", ""), ("g", 1, "full", "M1", "3")]
    assert score_respondents(make_responses(rows), BOOK)["answered"].tolist() == [0, 1]


@pytest.mark.parametrize("categories", [True, False])
def test_a_missing_answer_is_an_unanswered_one(categories: bool) -> None:
    rows: list[Row] = [("g", 1, "p", "M1", ""), ("g", 1, "q", "M1", "4")]
    empty = make_responses(rows)
    missing = empty.assign(answer=empty["answer"].astype(object).where(empty["answer"] != "", None))
    if categories:
        missing = missing.astype({"answer": "category"})
    counts = count_answers(missing, BOOK)
    assert counts.loc[("g", 1, "M1"), ["4", ""]].tolist() == [1, 1]
    pd.testing.assert_frame_equal(score_respondents(missing, BOOK), score_respondents(empty, BOOK))


def test_a_slice_of_a_cohort_gives_what_the_group_alone_gives() -> None:
    """Its categories are still the whole cohort's."""
    cohort = make_responses(draw_responses(4, "nested"), categories=True)
    group = cohort[cohort["coalition"] == "b"]
    alone = make_responses([tuple(row) for row in group.astype(object).to_numpy()])
    for function in (count_answers, score_respondents):
        pd.testing.assert_frame_equal(function(group, BOOK), function(alone, BOOK))


def test_the_frames_are_ready_for_lookups() -> None:
    """Sorted by code, so that a lookup of one coalition is fast and warns of nothing."""
    counts = count_answers(make_responses(draw_responses(5, "nested")), BOOK)
    group = counts.loc[("b", 1)]
    order = [item for item in BOOK.items if item in group.index]
    assert list(group.index) == order
    assert list(counts.columns) == list(list_answers(BOOK))
    assert counts.index.names == ["coalition", "wave", "item"]


def test_no_responses_give_no_rows() -> None:
    for categories in (True, False):
        nothing = make_responses([], categories=categories)
        assert count_answers(nothing, BOOK).shape == (0, len(list_answers(BOOK)))
        people = score_respondents(nothing, BOOK)
        assert people.shape == (0, 6)
        assert score_plays(people).empty


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (("g", 1, "q", "M1", "9"), "found 9"),
        (("g", 1, "q", "M9", "1"), "found M9"),
        (("g", 1, "p", "M1", "2"), "twice"),
        ((None, 1, "q", "M1", "2"), "column coalition"),
        (("g", 1, None, "M1", "2"), "column respondent"),
    ],
)
def test_answers_that_can_not_be_counted_are_named(row: Row, named: str) -> None:
    rows: list[Row] = [("g", 1, "p", "M1", "3"), row]
    with pytest.raises(UsageError, match=named):
        count_answers(make_responses(rows), BOOK)


def test_a_row_without_a_wave_is_refused() -> None:
    responses = make_responses([("g", 1, "p", "M1", "3")]).astype({"wave": "Int64"})
    assert len(count_answers(responses, BOOK)) == 1
    with pytest.raises(UsageError, match="column wave"):
        count_answers(responses.assign(wave=pd.array([None], dtype="Int64")), BOOK)


def test_a_coalitions_score_is_the_mean_over_its_respondents() -> None:
    people = score_respondents(make_responses(draw_responses(6, "nested")), BOOK)
    plays = score_plays(people)
    assert len(plays) == 6 * len(PLAYS)
    for (group, wave, play), line in plays.iterrows():
        scores = people.xs((group, wave))[play].dropna()
        assert line["n"] == len(scores)
        np.testing.assert_allclose(line["mean"], scores.mean() if len(scores) else np.nan)
        np.testing.assert_allclose(line["sd"], scores.std() if len(scores) > 1 else np.nan)


def test_two_camps_override_any_label() -> None:
    dose = read_dose([25, 0, 50, 0, 25])
    assert dose.probabilities[1] > 0.99
    assert dose.split
    assert dose.label == "split"


@pytest.mark.parametrize(
    ("counts", "label"),
    [
        ([0, 0, 6, 0, 0], "about right"),
        ([3, 3, 0, 0, 0], "too little"),
        ([0, 0, 1, 4, 2], "too much"),
        ([0, 0, 1, 0, 0], "unclear"),
        ([1, 1, 2, 0, 0], "unclear"),
    ],
)
def test_only_a_clear_lead_gets_a_label(counts: list[int], label: str) -> None:
    assert read_dose(counts).label == label


@given(st.lists(st.integers(0, 300), min_size=5, max_size=5).filter(any))
@example([10, 300, 0, 160, 300])
@settings(max_examples=40, deadline=None, derandomize=True)
def test_dose_probabilities_add_up_and_mirror(counts: list[int]) -> None:
    dose, mirror = read_dose(counts), read_dose(counts[::-1])
    assert sum(dose.probabilities) == pytest.approx(1, abs=1e-8)
    assert dose.probabilities == pytest.approx(mirror.probabilities[::-1], abs=1e-6)
    assert dose.direction == pytest.approx(-mirror.direction)
    assert dose.little + dose.right + dose.much == pytest.approx(1)


def test_dose_probabilities_are_those_of_dirichlet_draws() -> None:
    draws = np.random.default_rng(1).dirichlet([4.5, 4.5, 2.5], size=100_000)
    shares = np.bincount(draws.argmax(axis=1), minlength=3) / len(draws)
    assert read_dose([1, 3, 4, 1, 1]).probabilities == pytest.approx(tuple(shares), abs=0.006)


def test_a_dose_of_nothing_is_refused() -> None:
    for counts in ([0, 0, 0, 0, 0], [1, 2, 3], [1, 2, 3, 4, -1]):
        with pytest.raises(UsageError):
            read_dose(counts)
