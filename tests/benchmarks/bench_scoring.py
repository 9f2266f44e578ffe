"""Time the scoring of ten million answers beside the same sums in bare numpy.

Run ``python tests/benchmarks/bench_scoring.py [--rows N] [--repeats R]``. Both run in this process,
taking turns, on one core; the input is built before and timed apart.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coalitionkit.playbook import Playbook, load_playbook
from coalitionkit.survey.coding import list_answers
from coalitionkit.survey.scoring import count_answers, score_respondents

_PER_COALITION = 37.5


def build_responses(rows: int, playbook: Playbook, *, shuffled: bool) -> pd.DataFrame:
    """Build a cohort's answers as categories: each respondent answers every item once."""
    rng = np.random.default_rng(7)
    items = list(playbook.items)
    answers = list_answers(playbook)
    people = rows // len(items)
    coalitions = max(round(people / _PER_COALITION), 1)
    item = np.tile(np.arange(len(items), dtype=np.int8), people)
    # Every item draws from its own values, three in a hundred each from dk, na and unanswered.
    options = np.zeros((len(items), 100), dtype=np.int8)
    for place, one in enumerate(playbook.items.values()):
        values = [answers.index(value) for value in one.values]
        options[place, :91] = np.resize(values, 91)
        options[place, 91:] = np.repeat([answers.index(name) for name in ("dk", "na", "")], 3)
    answer = options[item, rng.integers(0, 100, rows // len(items) * len(items), dtype=np.int8)]
    respondent = np.repeat(np.arange(people, dtype=np.int32), len(items))
    if shuffled:
        order = rng.permutation(len(item)).astype(np.int32)
        item, answer, respondent = item[order], answer[order], respondent[order]
    home = np.sort(rng.integers(0, coalitions, people)).astype(np.int16)
    names = {
        "coalition": (home[respondent], [f"coalition-{n:05d}" for n in range(coalitions)]),
        "respondent": (respondent, [f"r{n:07d}" for n in range(people)]),
        "item": (item, items),
        "answer": (answer, list(answers)),
    }
    frame = pd.DataFrame(
        {name: pd.Categorical.from_codes(*pair, validate=False) for name, pair in names.items()},
        copy=False,
    )
    frame.insert(1, "wave", np.ones(len(item), dtype=np.int64))
    return frame


def run_bare(
    responses: pd.DataFrame, playbook: Playbook
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Do the same sums on the bare codes, as fast as we know: no checks, labels or frames."""
    names = ("coalition", "respondent", "item", "answer")
    coalition, respondent, item, answer = (responses[name].cat.codes.to_numpy() for name in names)
    groups, people, items, answers = (len(responses[name].cat.categories) for name in names)
    key = coalition.astype(np.int32)
    key *= items
    key += item
    key *= answers
    key += answer
    counts = np.bincount(key, minlength=groups * items * answers)
    plays = list(playbook.plays)
    classes = np.full((items, answers), len(plays))
    values = np.zeros((items, answers))
    for row, one in enumerate(playbook.items.values()):
        if one.play in plays:
            for value in one.values:
                column = list_answers(playbook).index(value)
                classes[row, column] = plays.index(one.play)
                values[row, column] = int(value)
    pair = item.astype(np.int16)
    pair *= answers
    pair += answer
    place = pair.astype(np.intp)
    key = respondent.astype(np.intp)
    key *= len(plays) + 1
    key += classes.ravel().take(place, mode="clip")
    size = people * (len(plays) + 1)
    sums = np.bincount(key, values.ravel().take(place, mode="clip"), minlength=size)
    answered = np.bincount(key, minlength=size)
    sums, answered = (table.reshape(people, -1)[:, :-1] for table in (sums, answered))
    scores = np.where(answered >= 2, sums / np.maximum(answered, 1), np.nan)
    return counts.reshape(-1, answers), scores


def compare(rows: int, repeats: int, *, shuffled: bool) -> None:
    """Check that both give the same, time them in turns, and print medians and their ratio."""
    playbook = load_playbook()
    start = time.perf_counter()
    responses = build_responses(rows, playbook, shuffled=shuffled)
    print(f"{len(responses):,} rows, {'shuffled' if shuffled else 'in order'}", end="; ")
    print(f"built in {time.perf_counter() - start:.2f} s")
    counts, scores = run_bare(responses, playbook)
    np.testing.assert_array_equal(count_answers(responses, playbook), counts)
    people = score_respondents(responses, playbook).drop(columns="answered")
    np.testing.assert_array_equal(people, scores)
    ways: dict[str, Callable[[], object]] = {
        "kit": lambda: (
            count_answers(responses, playbook),
            score_respondents(responses, playbook),
        ),
        "bare numpy": lambda: run_bare(responses, playbook),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, taken in times.items():
        spread = f"({min(taken):.3f}-{max(taken):.3f})"
        ratio = medians[name] / medians["bare numpy"]
        print(f"  {name:10} {medians[name]:.3f} s {spread}, {ratio:.2f} times bare numpy")


def main() -> None:
    """Print both cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    chosen = parser.parse_args()
    print(f"one core of {os.cpu_count()}; load before: {os.getloadavg()[0]:.1f}")
    for shuffled in (False, True):
        compare(chosen.rows, chosen.repeats, shuffled=shuffled)
    # Linux counts kilobytes, macOS bytes.
    unit = 1e9 if sys.platform == "darwin" else 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"peak memory, input and bare numpy included: {peak:.2f} GB")


if __name__ == "__main__":
    main()
