"""The cell rule at full counts: every table of a small kind, and a thousand linear programs."""

from __future__ import annotations

import time
from itertools import product

import numpy as np
import pytest

from coalitionkit.survey.cells import audit_cells, suppress_cells


@pytest.mark.parametrize("unanimous", [False, True])
def test_every_table_that_agrees_on_what_is_printed_gets_the_same_mask(unanimous: bool) -> None:
    """All 15,625 tables of 2 x 3 counts of 0-4, threshold 3; hidden totals may differ too."""
    threshold = 3
    tables = np.array(list(product(range(5), repeat=6))).reshape(-1, 2, 3)
    found = [suppress_cells(table, threshold, unanimous) for table in tables]
    masks = np.array([one.with_totals.ravel() for one in found])
    by_position = np.array([one.by_position for one in found])
    whole = np.concatenate([tables, tables.sum(axis=2, keepdims=True)], axis=2)
    whole = np.concatenate([whole, whole.sum(axis=1, keepdims=True)], axis=1)
    must = (whole > 0) & (whole < threshold)
    if unanimous:
        must[:, :-1, :-1] |= (tables > 0) & ((tables > 0).sum(axis=2, keepdims=True) == 1)
    in_use = np.hstack([tables.any(axis=1), tables.any(axis=2)])
    kinds, kind = np.unique(masks, axis=0, return_inverse=True)
    compared = 0
    for number, mask in enumerate(kinds):
        printed = np.where(mask, -1, whole.reshape(len(tables), -1))
        key = np.hstack([printed, must.reshape(len(tables), -1), in_use])
        alike = np.unique(key, axis=0, return_inverse=True)[1].ravel()
        mine = (kind.ravel() == number) & by_position
        agree = np.isin(alike, alike[mine])
        assert (masks[agree] == mask).all()
        compared += int(agree.sum()) - len(np.unique(alike[mine]))
    assert compared > 1000


@pytest.mark.parametrize(("shape", "number"), [((3, 4), 1000), ((5, 6), 100)])
def test_a_thousand_tables_pin_nothing_for_a_reader_with_a_linear_program(
    shape: tuple[int, int], number: int
) -> None:
    rng = np.random.default_rng(21)
    for _ in range(number):
        table = rng.integers(0, 25, shape) * rng.integers(0, 2, shape)
        found = suppress_cells(table, hide_unanimous=True)
        assert audit_cells(found.print_table(table)).pinned == ()


def test_a_table_of_five_by_six_takes_well_under_a_twentieth_of_a_second() -> None:
    rng = np.random.default_rng(22)
    seconds = []
    for _ in range(50):
        table = rng.integers(0, 20, (5, 6))
        start = time.perf_counter()
        suppress_cells(table)
        seconds.append(time.perf_counter() - start)
    assert np.median(seconds) < 0.05
