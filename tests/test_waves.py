"""Two waves: who is in them, who moved, and what small numbers allow."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalitionkit.errors import UsageError
from coalitionkit.survey.waves import compare_waves, find_cliffs_delta, find_welch_interval

VALUES = st.lists(st.integers(1, 5), min_size=1, max_size=12)


def make_wave(**scores: float) -> pd.DataFrame:
    return pd.DataFrame({"answered": 20, "communicate": pd.Series(scores, dtype=float)})


FIRST = make_wave(ana=2, ben=3, cho=4, dee=1, eli=5, fay=np.nan)
SECOND = make_wave(cho=4, ben=4, ana=1.5, fay=3, gus=5, eli=np.nan)


def test_stayers_leavers_and_joiners_are_those_of_the_play() -> None:
    """Eli answered both times, but has no score in the second: for this play Eli left."""
    change = compare_waves(FIRST, SECOND)["communicate"]
    assert (change.first_n, change.second_n) == (5, 5)
    assert (change.overlap, change.leavers, change.joiners) == (3, 2, 2)
    assert (change.first_mean, change.second_mean) == pytest.approx((3, 3.5))
    assert (change.leavers_first, change.stayers_first) == pytest.approx((3, 3))


def test_matched_people_are_matched_by_code_and_not_by_row() -> None:
    matched = compare_waves(FIRST, SECOND)["communicate"].matched
    assert matched is not None
    assert (matched.n, matched.up, matched.same, matched.down) == (3, 1, 1, 1)
    assert matched.difference == pytest.approx(0.5 / 3)


def test_the_order_of_rows_changes_nothing() -> None:
    turned = compare_waves(FIRST.iloc[::-1], SECOND.iloc[[2, 0, 4, 1, 5, 3]])["communicate"]
    plain = compare_waves(FIRST, SECOND)["communicate"]
    assert (turned.leavers_first, turned.stayers_first) == (
        plain.leavers_first,
        plain.stayers_first,
    )
    assert turned.unmatched is not None
    assert plain.unmatched is not None
    assert turned.unmatched.interval == pytest.approx(plain.unmatched.interval)
    assert turned.unmatched.delta == plain.unmatched.delta


def test_a_score_that_differs_by_rounding_alone_did_not_move() -> None:
    change = compare_waves(make_wave(ana=0.1 + 0.2), make_wave(ana=0.3))["communicate"]
    assert change.matched is not None
    assert change.matched.same == 1


def test_one_person_in_both_waves_has_a_difference_and_no_interval() -> None:
    change = compare_waves(make_wave(ana=2), make_wave(ana=4))["communicate"]
    assert change.matched is not None
    assert change.unmatched is not None
    assert change.matched.difference == 2
    assert change.matched.interval is None
    assert change.unmatched.interval is None
    assert change.unmatched.delta == 1


def test_waves_with_nobody_in_common_or_nobody_at_all_say_so() -> None:
    strangers = compare_waves(make_wave(ana=2, ben=3), make_wave(cho=4, dee=5))["communicate"]
    empty = compare_waves(make_wave(ana=2), make_wave(ana=np.nan))["communicate"]
    assert strangers.matched is None
    assert strangers.stayers_first is None
    assert strangers.unmatched is not None
    assert empty.unmatched is None
    assert empty.second_mean is None
    assert empty.leavers_first == 2


def test_all_who_were_asked_leave_no_sampling_error() -> None:
    change = compare_waves(FIRST, SECOND, invited=(5, 5))["communicate"]
    assert change.unmatched is not None
    assert change.unmatched.interval == pytest.approx((0.5, 0.5, 0.5))
    partly = compare_waves(FIRST, SECOND, invited=(6, None))["communicate"]
    plain = compare_waves(FIRST, SECOND)["communicate"]
    assert partly.matched is not None
    assert plain.matched is not None
    assert partly.matched.interval is not None
    assert plain.matched.interval is not None
    # Three of at most six people in both: half of the variance is left.
    shrunk = (plain.matched.interval.high - 0.5 / 3) * np.sqrt(0.5)
    assert partly.matched.interval.high - 0.5 / 3 == pytest.approx(shrunk)


def test_waves_that_can_not_be_compared_are_refused() -> None:
    with pytest.raises(UsageError, match="plays"):
        compare_waves(FIRST, SECOND.rename(columns={"communicate": "seating"}))
    with pytest.raises(UsageError, match="twice"):
        compare_waves(pd.concat([FIRST, FIRST]), SECOND)
    with pytest.raises(UsageError, match="asked"):
        compare_waves(FIRST, SECOND, invited=(3, 5))


@given(VALUES, VALUES)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_cliffs_delta_is_the_count_over_all_pairs_and_turns_with_the_sides(
    first: list[int], second: list[int]
) -> None:
    signs = [np.sign(one - other) for one in first for other in second]
    assert find_cliffs_delta(first, second) == pytest.approx(np.mean(signs))
    assert find_cliffs_delta(second, first) == -find_cliffs_delta(first, second)


def test_sides_without_values_are_refused() -> None:
    for first in ([], [np.nan]):
        with pytest.raises(UsageError):
            find_cliffs_delta(first, [1])
    with pytest.raises(UsageError):
        find_welch_interval([1], [1, 2])


def test_welch_interval_of_values_all_alike_is_a_point() -> None:
    assert find_welch_interval([2, 2], [3, 3, 3]) == (1, 1, 1)
