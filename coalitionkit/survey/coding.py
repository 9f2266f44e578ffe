"""The table ``responses`` as whole numbers: what lets scoring run without sorting the answers.

Labels become codes, and codes become dense keys: the time then goes into moving memory, so keys
take the smallest whole numbers that hold them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coalitionkit.errors import UsageError
from coalitionkit.playbook import DOES_NOT_APPLY, DONT_KNOW, Playbook

UNANSWERED = ""

# A play counts if at least 2 of 3 of its items are answered.
_SHARE_OF_ITEMS = (2, 3)

Codes = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True)
class Coded:
    """The responses as whole numbers, with what each number stands for.

    ``coalition`` to ``answer`` hold a code a row; ``coalitions`` to ``answers`` the labels. Every
    answer that the playbook allows has a label, used or not.
    """

    coalition: Codes
    wave: Codes
    respondent: Codes
    item: Codes
    answer: Codes
    coalitions: pd.Index
    waves: pd.Index
    respondents: pd.Index
    items: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class People:
    """Who has rows in which wave.

    Attributes
    ----------
    key : ndarray of int, shape (rows,)
        The number of each row's person in that wave, below ``size``.
    size : int
    slots : ndarray of int, shape (people,)
        The numbers in use, ordered by coalition, wave and respondent.
    coalition, wave, respondent : ndarray of int, shape (people,)
        The codes of each person.
    """

    key: NDArray[np.intp]
    size: int
    slots: NDArray[np.intp]
    coalition: Codes
    wave: Codes
    respondent: Codes


def list_answers(playbook: Playbook) -> tuple[str, ...]:
    """List every answer that some item allows: numbers, letters, ``dk``, ``na`` and unanswered.

    Examples
    --------
    >>> from coalitionkit.playbook import load_playbook
    >>> " ".join(list_answers(load_playbook())[:8])
    '-2 -1 0 1 2 3 4 5'
    """
    values = {value for item in playbook.asked.values() for value in item.values}
    letters = {value for value in values if not value.lstrip("-").isdigit()}
    return (
        *sorted(values - letters, key=int),
        *sorted(letters),
        DONT_KNOW,
        DOES_NOT_APPLY,
        UNANSWERED,
    )


def _code_labels(column: pd.Series) -> tuple[Codes, pd.Index]:
    """Turn labels into codes; drop labels not in use where they would outweigh the rows.

    A slice of one group still carries every label of its cohort.
    """
    values = column.array
    labels = values if isinstance(values, pd.Categorical) else pd.Categorical(column)
    codes, names = labels.codes, labels.categories
    if len(names) > len(codes) // 8:
        used = np.zeros(len(names), dtype=bool)
        used[codes[codes >= 0]] = True
        # A missing label, -1, finds the last place and stays -1.
        places = np.append(np.cumsum(used) - 1, -1).astype(codes.dtype)
        codes, names = places[codes], names[used]
    return codes, names


def _code_complete(column: pd.Series) -> tuple[Codes, pd.Index]:
    """Turn a column in which nothing may be missing into codes."""
    codes, names = _code_labels(column)
    if len(codes) and codes.min() < 0:
        raise UsageError(f"Table responses, column {column.name}: a cell is empty. Fill it in.")
    return codes, names


def _check_known(column: str, codes: Codes, names: pd.Index, known: Sequence[str]) -> None:
    """Refuse a label in use that the playbook doesn't have."""
    strange = [place for place, name in enumerate(names) if name not in known]
    used = [str(names[place]) for place in strange if (codes == place).any()]
    if used:
        raise UsageError(
            f"Table responses, column {column}: found {', '.join(used)}; allowed: "
            f"{', '.join(filter(None, known))}. Correct it, or add it to the playbook."
        )


def _code_waves(column: pd.Series) -> tuple[Codes, pd.Index]:
    """Turn the waves into codes without a sort: they lie close together."""
    if column.isna().any():
        raise UsageError("Table responses, column wave: a cell is empty. Fill it in.")
    waves = np.asarray(column)
    if waves.dtype.kind != "i":
        waves = waves.astype(np.int64)
    if not len(waves):
        return waves, pd.Index(waves)
    low, high = int(waves.min()), int(waves.max())
    names = pd.Index(np.arange(low, high + 1))
    if low == high:
        return np.zeros(len(waves), dtype=np.int8), names
    return waves - low, names


def code_responses(responses: pd.DataFrame, playbook: Playbook) -> Coded:
    """Turn the table ``responses`` into whole numbers; a missing answer is unanswered.

    Raises
    ------
    UsageError
        If an item or answer is not the playbook's, or a cell other than an answer is empty.
    """
    coalition, coalitions = _code_complete(responses["coalition"])
    wave, waves = _code_waves(responses["wave"])
    respondent, respondents = _code_complete(responses["respondent"])
    item, items = _code_complete(responses["item"])
    _check_known("item", item, items, tuple(playbook.asked))
    answer, answers = _code_labels(responses["answer"])
    known = list_answers(playbook)
    _check_known("answer", answer, answers, known)
    labels = (*answers, *(label for label in known if label not in answers))
    if len(answer) and answer.min() < 0:
        answer = np.where(answer < 0, np.int16(labels.index(UNANSWERED)), answer)
    return Coded(
        coalition=coalition,
        wave=wave,
        respondent=respondent,
        item=item,
        answer=answer,
        coalitions=coalitions,
        waves=waves,
        respondents=respondents,
        items=tuple(items),
        answers=labels,
    )


def combine_codes(codes: Sequence[Codes], sizes: Sequence[int]) -> Codes:
    """Find each row's cell in a table with these sizes, the last code running fastest."""
    dtype = np.min_scalar_type(-max(prod(sizes), 1))
    long = [pair for pair in zip(codes, sizes, strict=True) if pair[1] > 1]
    if not long:
        return codes[0]
    key = long[0][0].astype(dtype)
    for code, size in long[1:]:
        key *= size
        key += code
    return key


def number_people(coded: Coded) -> People:
    """Find each row's person as a dense key, with no sort of all the rows.

    Where ids start again in each coalition there are few of them, and coalition, wave and id make
    a small table. Else most ids belong to one coalition, so that wave and id name a person. Where
    neither holds, the combinations in use are hashed.
    """
    codes = (coded.coalition, coded.wave, coded.respondent)
    sizes = (len(coded.coalitions), len(coded.waves), len(coded.respondents))
    small = max(4 * len(coded.coalition), 1000)
    if prod(sizes) <= small:
        key = combine_codes(codes, sizes).astype(np.intp)
        seen = np.zeros(prod(sizes), dtype=bool)
        seen[key] = True
        slots = np.flatnonzero(seen)
        return People(key, len(seen), slots, *_split_cells(slots, sizes))
    if prod(sizes[1:]) <= small:
        key = combine_codes(codes[1:], sizes[1:]).astype(np.intp, copy=False)
        home = np.full(prod(sizes[1:]), -1, dtype=coded.coalition.dtype)
        home[key] = coded.coalition
        if np.array_equal(home[key], coded.coalition):
            slots = np.flatnonzero(home >= 0)
            slots = slots[np.argsort(home[slots], kind="stable")]
            return People(key, len(home), slots, home[slots], *np.divmod(slots, sizes[2]))
    key, cells = pd.factorize(combine_codes(codes, sizes), sort=True)
    return People(key, len(cells), np.arange(len(cells)), *_split_cells(cells, sizes))


def _split_cells(cells: Codes, sizes: tuple[int, int, int]) -> tuple[Codes, Codes, Codes]:
    """Split the numbers of cells into their coalition, wave and respondent."""
    rest, respondent = np.divmod(cells, max(sizes[2], 1))
    return (*np.divmod(rest, max(sizes[1], 1)), respondent)


def _find_scored(item: str, playbook: Playbook) -> tuple[str, ...]:
    """Find the answers to an item that count in a play."""
    asked = playbook.asked.get(item)
    if asked is None or asked.set != "B" or asked.play not in playbook.plays:
        return ()
    return asked.values


def rate_answers(coded: Coded, playbook: Playbook) -> tuple[Codes, NDArray[np.float64], int]:
    """Say for each pair of item and answer which play it counts in and with what weight.

    A weight holds two whole numbers, so that one pass both counts and adds: a unit for being
    answered, and the step. What is answered but in no play counts in one class more.
    """
    plays = list(playbook.plays)
    unit = 1 << (5 * len(playbook.items)).bit_length()
    classes = np.full((len(coded.items), len(coded.answers)), len(plays))
    weights = np.zeros(classes.shape)
    for row, item in enumerate(coded.items):
        scored = _find_scored(item, playbook)
        for column, answer in enumerate(coded.answers):
            weights[row, column] = 0 if answer == UNANSWERED else unit
            if answer in scored:
                classes[row, column] = plays.index(playbook.items[item].play)
                weights[row, column] += int(answer)
    return classes.ravel(), weights.ravel(), unit


def count_least(play: str, playbook: Playbook) -> int:
    """Count how many of a play's items make up two thirds, rounded up; at least one."""
    items = sum(item.set == "B" for item in playbook.items_of(play))
    part, whole = _SHARE_OF_ITEMS
    return max(-(-items * part // whole), 1)


def label_rows(
    names: tuple[str, ...], levels: Sequence[pd.Index], codes: Sequence[Codes]
) -> pd.MultiIndex:
    """Label rows by codes into levels, with no pass over the labels themselves."""
    return pd.MultiIndex(
        levels=levels,  # type: ignore[arg-type]
        codes=codes,  # type: ignore[arg-type]
        names=names,
        verify_integrity=False,
    )
