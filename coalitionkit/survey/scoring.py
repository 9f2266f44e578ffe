"""Answers counted, each respondent's play scores, and the reading of a too-little/too-much item.

Counting and scoring never sort the answers: ten million rows take less than twice the bincounts
that they come down to.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Literal

import numpy as np
import pandas as pd
from numpy.polynomial.legendre import leggauss
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainc, gammaincinv

from coalitionkit.errors import UsageError
from coalitionkit.playbook import Playbook
from coalitionkit.survey.agreement import check_counts
from coalitionkit.survey.coding import (
    Coded,
    People,
    code_responses,
    combine_codes,
    count_least,
    label_rows,
    list_answers,
    number_people,
    rate_answers,
)

# The kit's conventions (method.md, section 3): a camp on each side, and how sure a label must be.
SPLIT_FROM = 0.25
SURE_FROM = 0.8
_PRIOR = 0.5

DoseLabel = Literal["split", "too little", "about right", "too much", "unclear"]
_LABELS: tuple[DoseLabel, ...] = ("too little", "about right", "too much")


@dataclass(frozen=True)
class Dose:
    """The reading of a too-little/too-much item.

    Attributes
    ----------
    n : float
        Answers from -2 to 2.
    little, right, much : float
        Shares below, at and above 0; they add up to 1.
    direction : float
        ``much - little``, -1 to 1.
    split : bool
        Whether ``little`` and ``much`` are both at least a quarter.
    probabilities : tuple of float
        That ``little``, ``right``, ``much`` is the largest, under Dirichlet(1/2, 1/2, 1/2).
    label : str
        ``split`` before all else; the largest if its probability is at least .8; or ``unclear``.
    """

    n: float
    little: float
    right: float
    much: float
    direction: float
    split: bool
    probabilities: tuple[float, float, float]
    label: DoseLabel


def count_answers(responses: pd.DataFrame, playbook: Playbook) -> pd.DataFrame:
    """Count each item's answers in each coalition and wave.

    Parameters
    ----------
    responses : DataFrame
        The record's table: coalition, wave, respondent, item, answer; rows in any order, labels
        as categories or plain text. A missing answer is unanswered.
    playbook : Playbook

    Returns
    -------
    DataFrame
        Indexed by coalition, wave and item; a column per possible answer: ``-2`` to ``5``, the
        letters, ``dk``, ``na`` and ``""`` for unanswered. An item that a group was not asked has
        no row; a person without a row for an item that others were asked is unanswered.

    Raises
    ------
    UsageError
        If an item or answer is not the playbook's, a cell is empty that may not be, or an answer
        stands twice.
    """
    coded = code_responses(responses, playbook)
    return _count(coded, number_people(coded), playbook)


def _count(coded: Coded, people: People, playbook: Playbook) -> pd.DataFrame:
    """Count the answers of coded responses."""
    groups, waves, items = len(coded.coalitions), len(coded.waves), len(coded.items)
    sizes = (len(coded.answers), groups, waves, items)
    key = combine_codes((coded.answer, coded.coalition, coded.wave, coded.item), sizes)
    # Answers run slowest, so that each is one column of the frame and nothing is copied about.
    cells = np.bincount(key, minlength=prod(sizes)).reshape(sizes[0], groups * waves, items)
    totals = cells.sum(axis=0)
    ordered = [item for item in playbook.asked if item in coded.items]
    places = np.array([coded.items.index(item) for item in ordered], dtype=np.intp)
    group, rank = np.nonzero(totals[:, places])
    rows = group * items + places[rank]
    answers = list_answers(playbook)
    table = np.empty((len(answers), len(rows)), dtype=cells.dtype)
    for column, answer in zip(table, answers, strict=True):
        cells[coded.answers.index(answer)].take(rows, out=column, mode="clip")
    homes = combine_codes((people.coalition, people.wave), (groups, waves))
    asked = np.bincount(homes, minlength=groups * waves)
    absent = asked[group] - totals.take(rows)
    if (absent < 0).any():
        raise UsageError("Table responses: an answer stands twice. Keep one row of each.")
    table[-1] += absent
    index = label_rows(
        ("coalition", "wave", "item"),
        (coded.coalitions, coded.waves, pd.Index(ordered)),
        (*np.divmod(group, max(waves, 1)), rank),
    )
    return pd.DataFrame(table.T, index, pd.Index(answers, name="answer"), copy=False)


def score_respondents(responses: pd.DataFrame, playbook: Playbook) -> pd.DataFrame:
    """Score each respondent on each play.

    A score is the mean of the play's answered items with ordered steps, 1-5, if at least two
    thirds of those items are answered. ``dk`` and ``na`` are not answers here.

    Parameters
    ----------
    responses : DataFrame
        As in :func:`count_answers`.
    playbook : Playbook

    Returns
    -------
    DataFrame
        Indexed by coalition, wave and respondent; ``answered``, how many items have an answer of
        any kind (0 for an empty sheet), and a column a play, 1-5 or NaN.

    Raises
    ------
    UsageError
        As in :func:`count_answers`.
    """
    coded = code_responses(responses, playbook)
    return _score(coded, number_people(coded), playbook)


def _score(coded: Coded, people: People, playbook: Playbook) -> pd.DataFrame:
    """Score the people of coded responses."""
    classes, weights, unit = rate_answers(coded, playbook)
    width = len(playbook.plays) + 1
    pair = combine_codes((coded.item, coded.answer), (len(coded.items), len(coded.answers)))
    place = pair.astype(np.intp)
    key = (classes * people.size).take(place, mode="clip")
    key += people.key
    sums = np.bincount(key, weights.take(place, mode="clip"), minlength=people.size * width)
    totals = sums.reshape(width, people.size).take(people.slots, axis=1).astype(np.int64)
    answered, steps = np.divmod(totals, unit)
    least = [count_least(play, playbook) for play in playbook.plays]
    enough = answered[:-1] >= np.array(least)[:, None]
    scores = np.full(enough.shape, np.nan)
    np.divide(steps[:-1], answered[:-1], out=scores, where=enough)
    index = label_rows(
        ("coalition", "wave", "respondent"),
        (coded.coalitions, coded.waves, coded.respondents),
        (people.coalition, people.wave, people.respondent),
    )
    frame = pd.DataFrame(scores.T, index=index, columns=list(playbook.plays), copy=False)
    frame.insert(0, "answered", answered.sum(axis=0))
    return frame


def score_plays(people: pd.DataFrame) -> pd.DataFrame:
    """Score each coalition on each play: the mean over respondents.

    Parameters
    ----------
    people : DataFrame
        From :func:`score_respondents`.

    Returns
    -------
    DataFrame
        Indexed by coalition, wave and play: ``n``, the respondents with a score; ``mean``, 1-5,
        NaN if n is 0; ``sd`` over n - 1, NaN if n is below 2.
    """
    plays = people.columns.drop("answered")
    groups = people[plays].groupby(level=["coalition", "wave"], observed=True)
    figures = {"n": groups.count(), "mean": groups.mean(), "sd": groups.std()}
    index = figures["n"].index
    places = np.repeat(np.arange(len(index)), len(plays))
    long = index.to_frame(index=False).iloc[places].assign(play=np.tile(plays, len(index)))
    return pd.DataFrame(
        {name: figure.to_numpy().ravel() for name, figure in figures.items()},
        index=pd.MultiIndex.from_frame(long),
    )


def _find_leader_probability(shapes: NDArray[np.float64], one: int) -> float:
    """Find the probability that one of three independent gammas is the largest.

    A Dirichlet is independent gammas over their sum, so the largest share is the largest gamma.
    Integrated over the one's quantiles, where its density has no pole at 0, and over these as
    (1 - cos t) / 2: fine at both ends, where the chance turns quickly.
    """
    others = np.delete(shapes, one)[:, None]
    nodes, weights = leggauss(400)
    angles = (nodes + 1) * np.pi / 2
    found = gammaincinv(shapes[one], (1 - np.cos(angles)) / 2)
    chances = np.prod(gammainc(others, found), axis=0)
    # The sum rounds: a chance is no more than 1.
    return min(1.0, float(np.sum(weights * np.sin(angles) * chances) * np.pi / 4))


def read_dose(counts: ArrayLike) -> Dose:
    """Read a too-little/too-much item.

    Parameters
    ----------
    counts : array_like of float, shape (5,)
        Answers -2, -1, 0, 1 and 2, in this order; not negative, not all 0.

    Returns
    -------
    Dose

    Raises
    ------
    UsageError
        If there are not five counts, one is negative or missing, or all are 0.

    References
    ----------
    Vergauwe et al. 2017, Organizational Research Methods 20:518, on the scale. The cut-points are
    the kit's conventions.

    Examples
    --------
    >>> dose = read_dose([1, 3, 4, 1, 1])
    >>> dose.n, dose.direction, dose.label
    (10.0, -0.2, 'unclear')
    """
    numbers = check_counts(counts)
    if numbers.size != 5:
        raise UsageError(f"The dose needs the counts of -2, -1, 0, 1, 2; found {numbers.size}.")
    sides = np.array([numbers[:2].sum(), numbers[2], numbers[3:].sum()])
    n = float(sides.sum())
    little, right, much = (sides / n).tolist()
    chances = [_find_leader_probability(sides + _PRIOR, one) for one in range(3)]
    split = min(little, much) >= SPLIT_FROM
    label: DoseLabel = "unclear"
    if split:
        label = "split"
    elif max(chances) >= SURE_FROM:
        label = _LABELS[int(np.argmax(chances))]
    return Dose(
        n=n,
        little=little,
        right=right,
        much=much,
        direction=float((sides[2] - sides[0]) / n),
        split=split,
        probabilities=(chances[0], chances[1], chances[2]),
        label=label,
    )
