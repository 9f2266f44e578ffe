"""Published and hand-checked numbers of the survey: method.md, sections 0, 2, 3 and 12.

Marks: [P] published and reproduced by code; [R] recalled from the named source and reproduced;
[C] computed for this kit only, a regression test.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise
from math import factorial, prod

import numpy as np
import pandas as pd
import pytest

from coalitionkit.survey.agreement import (
    find_agreement,
    find_consensus,
    find_consensus_ordinal,
    find_dispersion,
)
from coalitionkit.survey.intervals import find_mean_interval, find_wilson_interval
from coalitionkit.survey.reliability import find_alpha, find_feldt_interval
from coalitionkit.survey.scoring import read_dose
from coalitionkit.survey.waves import compare_waves, find_cliffs_delta, find_welch_interval

SLEEP_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SLEEP_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def list_ways(n: int, options: int) -> list[list[int]]:
    ways = []
    for bars in combinations(range(n + options - 1), options - 1):
        edges = (-1, *bars, n + options - 1)
        ways.append([high - low - 1 for low, high in pairwise(edges)])
    return ways


def average_random(measure: Callable[[list[int]], float], n: int) -> float:
    """Average a measure over all ways in which n people may answer five options at random."""
    return sum(
        measure(way) * factorial(n) / prod(map(factorial, way)) / 5**n for way in list_ways(n, 5)
    )


def test_agreement_of_seven_options_is_the_published_one() -> None:
    """Section 2 [P]: v = 30,40,210,130,530,50,10 (van der Eijk 2001; R package agrmt)."""
    counts = [30, 40, 210, 130, 530, 50, 10]
    assert find_agreement(counts) == pytest.approx(0.61133, abs=5e-6)
    assert (1 - find_agreement(counts)) / 2 == pytest.approx(0.19433, abs=5e-6)
    assert find_consensus(counts) == pytest.approx(0.72569, abs=5e-6)
    assert find_dispersion(counts) == pytest.approx(0.28667, abs=5e-6)


def test_agreement_takes_percentages_that_do_not_add_up_to_100() -> None:
    """Section 2 [P]: van der Eijk's percentages give A .61."""
    assert find_agreement([2.4, 2.8, 3.2, 6.2, 13.5, 30.4, 41.6]) == pytest.approx(0.61, abs=0.005)


@pytest.mark.parametrize(
    ("counts", "agreement", "consensus", "dispersion"),
    [
        ([5, 0, 0, 0, 5], -1, 0, 1),
        ([1, 1, 1, 1, 1], 0, 0.4340, 0.6),
        ([0, 0, 9, 0, 0], 1, 1, 0),
        ([0, 5, 5, 0, 0], 0.75, 0.8074, 0.25),
    ],
)
def test_agreement_of_plain_shapes(
    counts: list[int], agreement: float, consensus: float, dispersion: float
) -> None:
    """Section 2 [C]."""
    assert find_agreement(counts) == pytest.approx(agreement, abs=1e-12)
    assert find_consensus(counts) == pytest.approx(consensus, abs=5e-5)
    assert find_dispersion(counts) == pytest.approx(dispersion, abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "expected"), [([5, 0, 0, 0, 5], 0), ([0, 9, 0, 0, 0], 1), ([1, 1, 1, 1, 1], 0.2)]
)
def test_ordinal_consensus_runs_from_two_camps_to_one(counts: list[int], expected: float) -> None:
    """Section 2, Blair & Lacy's formula by hand: F = .2, .4, .6, .8 gives 4 * .05 = .2."""
    assert find_consensus_ordinal(counts) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("n", "agreement", "consensus"), [(5, 0.26, 0.50), (10, 0.18, 0.47), (20, 0.12, 0.44)]
)
def test_random_answers_look_like_agreement_at_small_n(
    n: int, agreement: float, consensus: float
) -> None:
    """Section 2 [C]: random answers average A .26, .18, .12 and Cns .50, .47, .44, within .01.

    Counted out, the averages are .266, .176, .122 and .508, .464, .444.
    """
    assert average_random(find_agreement, n) == pytest.approx(agreement, abs=0.01)
    assert average_random(find_consensus, n) == pytest.approx(consensus, abs=0.01)


def test_feldt_interval_is_the_recalled_one() -> None:
    """Section 2 [R]: Feldt, Woodruff & Salih 1987, alpha .7327, n 12, k 11 -> [.435, .909]."""
    interval = find_feldt_interval(0.7327, people=12, items=11)
    assert interval == pytest.approx((0.7327, 0.435, 0.909), abs=5e-4)


def test_alpha_says_little_about_eight_people() -> None:
    """Section 2 [C]: at n = 8 an alpha of .70 has the interval .20 to .93 (six items)."""
    assert find_feldt_interval(0.7, 8, 6)[1:] == pytest.approx((0.20, 0.93), abs=0.005)


def test_alpha_and_its_interval_agree_with_pingouin() -> None:
    """Section 2: pingouin's cronbach_alpha as the oracle."""
    pingouin = pytest.importorskip("pingouin")
    rng = np.random.default_rng(3)
    answers = (rng.normal(size=(25, 1)) + rng.normal(size=(25, 4))).round(2)
    alpha, ends = pingouin.cronbach_alpha(pd.DataFrame(answers))
    assert find_alpha(answers) == pytest.approx(alpha)
    assert find_feldt_interval(alpha, 25, 4)[1:] == pytest.approx(tuple(ends), abs=5e-4)


def test_dose_of_the_example() -> None:
    """Section 3 [C]: -2,-1,-1,0,0,0,1,2,-1,0 -> n 10, shares .4/.4/.2, direction -.2, no split."""
    answers = [-2, -1, -1, 0, 0, 0, 1, 2, -1, 0]
    dose = read_dose([answers.count(step) for step in range(-2, 3)])
    assert dose.n == 10
    assert (dose.little, dose.right, dose.much) == pytest.approx((0.4, 0.4, 0.2))
    assert dose.direction == pytest.approx(-0.2)
    assert not dose.split
    assert dose.label == "unclear"


def test_cliffs_delta_is_the_recalled_one() -> None:
    """Section 12 [R]: delta -.25 (the help page of cliff.delta in R's effsize)."""
    first = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50]
    assert find_cliffs_delta(first, [10, 20, 30, 40, 40, 50]) == pytest.approx(-0.25)


def test_students_sleep_data_matched() -> None:
    """Section 12 [R]: Student 1908, R's ``sleep``: difference -1.58, interval (-2.460, -.700)."""
    first, second = (pd.DataFrame({"play": sleep}) for sleep in (SLEEP_2, SLEEP_1))
    matched = compare_waves(first, second)["play"].matched
    assert matched is not None
    assert matched.interval == pytest.approx((-1.58, -2.460, -0.700), abs=5e-4)
    assert (matched.up, matched.same, matched.down) == (0, 1, 9)


def test_students_sleep_data_unmatched() -> None:
    """[R]: the help page of R's ``t.test``, ``extra ~ group``: (-3.3654832, 0.2054832)."""
    interval = find_welch_interval(SLEEP_2, SLEEP_1)
    assert interval == pytest.approx((-1.58, -3.3654832, 0.2054832), abs=1e-6)


@pytest.mark.parametrize(("count", "answered"), [(0, 5), (4, 10), (7, 9), (81, 263), (12, 12)])
def test_wilson_interval_agrees_with_statsmodels(count: int, answered: int) -> None:
    """Statsmodels' proportion_confint as the oracle."""
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    ends = proportion.proportion_confint(count, answered, method="wilson")
    assert find_wilson_interval(count, answered)[1:] == pytest.approx(ends, abs=1e-12)


def test_wilson_interval_is_the_published_one() -> None:
    """[R]: Newcombe 1998, Statistics in Medicine 17:857: 81 of 263 -> .2553, .3662."""
    assert find_wilson_interval(81, 263)[1:] == pytest.approx((0.2553, 0.3662), abs=5e-5)


@pytest.mark.parametrize("n", [5, 8, 12])
def test_t_interval_covers_what_it_says(n: int) -> None:
    """Section 0, rule 6 [C]: nominal 95% covered 94-95% at n = 5-12; here within .93-.97.

    Play scores of a population without end: means of three answers, most of them high.
    """
    rng = np.random.default_rng(n)
    chances = np.array([0.05, 0.15, 0.25, 0.35, 0.2])
    answers = rng.choice(np.arange(1, 6), p=chances, size=(3000, n, 3)).mean(axis=2)
    truth = float(chances @ np.arange(1, 6))
    intervals = [find_mean_interval(row) for row in answers]
    covered = np.mean([interval.low <= truth <= interval.high for interval in intervals])
    assert 0.93 <= covered <= 0.97
