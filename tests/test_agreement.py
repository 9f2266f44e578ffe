"""Agreement, reliability and intervals: bounds, invariants and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalitionkit.errors import UsageError
from coalitionkit.survey.agreement import (
    bound_consensus,
    find_agreement,
    find_consensus,
    find_consensus_ordinal,
    find_dispersion,
    find_random_band,
)
from coalitionkit.survey.intervals import (
    CountBounds,
    bound_count,
    find_mean_interval,
    find_wilson_interval,
)
from coalitionkit.survey.reliability import find_alpha, find_feldt_interval, find_rwg

Measure = Callable[[list[float]], float]
MEASURES: list[Measure] = [
    find_agreement,
    find_consensus,
    find_dispersion,
    find_consensus_ordinal,
    lambda counts: find_rwg(counts).value,
]
COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=7).filter(lambda counts: sum(counts) > 1)
SHARES = st.lists(st.floats(0, 100), min_size=2, max_size=7).filter(lambda counts: sum(counts) > 0)


@given(COUNTS)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_every_measure_stays_in_its_bounds_and_ignores_direction(counts: list[float]) -> None:
    for measure in MEASURES:
        value = measure(counts)
        assert (-1 if measure is find_agreement else 0) <= value <= 1
        assert value == pytest.approx(measure(counts[::-1]), abs=1e-9)


@given(SHARES)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_measures_of_shares_stay_in_bounds_however_small_the_shares(counts: list[float]) -> None:
    assert -1 <= find_agreement(counts) <= 1
    for measure in (find_consensus, find_dispersion, find_consensus_ordinal):
        assert 0 <= measure(counts) <= 1


@given(COUNTS, st.floats(0.01, 50))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_shares_and_counts_measure_alike(counts: list[float], scale: float) -> None:
    scaled = [count * scale for count in counts]
    for measure in MEASURES[:-1]:
        assert measure(scaled) == pytest.approx(measure(counts), abs=1e-9)


def test_empty_options_at_the_ends_count_as_offered() -> None:
    """Two neighbors of two options are two camps; of five they nearly agree."""
    assert find_consensus([5, 5]) == 0
    assert find_consensus([0, 5, 5, 0, 0]) > 0.8


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    "counts", [[], [3], [0, 0, 0], [1, -1, 2], [1, float("nan")], [1, float("inf")]]
)
def test_counts_that_make_no_sense_are_refused(measure: Measure, counts: list[float]) -> None:
    with pytest.raises(UsageError):
        measure(counts)


def test_a_split_group_is_flagged_where_rwg_alone_would_say_zero() -> None:
    split, even = find_rwg([5, 0, 0, 0, 5]), find_rwg([2, 2, 6, 2, 2])
    assert split.value == 0
    assert split.split
    assert not even.split
    # s2 = 20 / 10, the null itself.
    assert not find_rwg([2, 2, 3, 2, 2]).split
    # By hand: mean 3, s2 = (2*4 + 2*1 + 2*1 + 2*4) / 13, over a null of 2.
    assert even.value == pytest.approx(1 - 20 / 13 / 2)


def test_one_answer_has_no_within_group_agreement() -> None:
    with pytest.raises(UsageError, match="at least two"):
        find_rwg([0, 1, 0])


def test_random_band_of_two_people_is_counted_out() -> None:
    """Of 25 pairs 2 are at the two ends (Cns 0, 8%) and 5 are alike (Cns 1, 20%)."""
    assert find_random_band(2) == (0, 1)
    low, high = find_random_band(2, low=0.09, high=0.79)
    assert low == pytest.approx(find_consensus([1, 0, 0, 1, 0]))
    assert high == pytest.approx(find_consensus([1, 1, 0, 0, 0]))


def test_random_band_holds_nine_tenths_of_random_groups() -> None:
    rng = np.random.default_rng(5)
    band = find_random_band(10)
    draws = rng.multinomial(10, [0.2] * 5, size=2000)
    inside = np.mean([band.low <= find_consensus(draw) <= band.high for draw in draws])
    assert 0.88 <= inside <= 0.94


def test_random_band_narrows_and_does_not_jump_where_counting_out_ends() -> None:
    exact, drawn, large = (find_random_band(n) for n in (30, 31, 2000))
    assert drawn == pytest.approx(exact, abs=0.01)
    assert large.high - large.low < drawn.high - drawn.low
    assert large.low < 0.4340 < large.high


@pytest.mark.parametrize(("n", "options", "low"), [(0, 5, 0.05), (5, 1, 0.05), (5, 5, 0.99)])
def test_a_band_of_nothing_is_refused(n: int, options: int, low: float) -> None:
    with pytest.raises(UsageError):
        find_random_band(n, options, low)


@given(
    st.lists(st.integers(0, 6), min_size=3, max_size=5).filter(lambda counts: sum(counts) > 0),
    st.integers(0, 4),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_bounds_are_the_extremes_of_all_that_the_missing_could_say(
    counts: list[int], missing: int
) -> None:
    options = range(len(counts))
    values = []
    for said in combinations_with_replacement(options, missing):
        values.append(find_consensus([counts[k] + said.count(k) for k in options]))
    assert bound_consensus(counts, missing) == pytest.approx((min(values), max(values)), abs=1e-9)


def test_missing_can_not_be_negative() -> None:
    with pytest.raises(UsageError):
        bound_consensus([1, 2, 3], -1)


def test_alpha_refuses_what_has_no_answer() -> None:
    for answers in ([[1, 2]], [[1], [2]], [[1, np.nan], [2, 3]], [[1, 2], [2, 1]]):
        with pytest.raises(UsageError):
            find_alpha(answers)
    with pytest.raises(UsageError):
        find_feldt_interval(1.2, 10, 3)


def test_a_mean_of_everyone_has_no_sampling_error() -> None:
    assert find_mean_interval([2, 3, 4], population=3) == pytest.approx((3, 3, 3))


def test_the_finite_population_shrinks_the_interval_by_the_share_that_answered() -> None:
    small, large = find_mean_interval([2, 3, 4], population=4), find_mean_interval([2, 3, 4])
    assert small.high - 3 == pytest.approx((large.high - 3) * 0.5)
    # By hand: t(2, .975) = 4.3027, s = 1.
    assert large.high - 3 == pytest.approx(4.302653 / np.sqrt(3), abs=1e-6)


def test_an_interval_that_can_not_be_is_refused() -> None:
    for values, population in (([3.0], None), ([3.0, np.nan], None), ([3.0, 4.0, 5.0], 2)):
        with pytest.raises(UsageError):
            find_mean_interval(values, population)
    with pytest.raises(UsageError, match="confidence"):
        find_mean_interval([1, 2], confidence=95)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_wilson_interval_holds_its_share_and_mirrors(case: tuple[int, int]) -> None:
    count, answered = case
    share, low, high = find_wilson_interval(count, answered)
    assert 0 <= low <= share <= high <= 1
    mirror = find_wilson_interval(answered - count, answered)
    assert (mirror.low, mirror.high) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_the_missing_can_only_add_to_a_count() -> None:
    assert bound_count(5, 7, 2) == CountBounds(low=5, high=7, of=9)
    for case in ((8, 7, 2), (-1, 7, 2), (5, 7, -1)):
        with pytest.raises(UsageError):
            bound_count(*case)
    with pytest.raises(UsageError):
        find_wilson_interval(0, 0)
