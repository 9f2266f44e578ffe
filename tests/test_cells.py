"""The cell rule, against all subsets, all tables and a reader with a linear program."""

from __future__ import annotations

from functools import cache
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.optimize import linprog

from coalitionkit.errors import UsageError
from coalitionkit.survey.cells import Suppression, audit_cells, suppress_cells
from coalitionkit.survey.companions import find_groups

KNOWN = [[3, 20, 30], [25, 22, 28], [40, 18, 21]]
THRESHOLD = 5
Table = NDArray[np.int64]

# Half of the cells 0 and many small, as where few people are crossed with many answers.
counts = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 40))
shapes = st.tuples(st.integers(1, 4), st.integers(1, 5))
tables = shapes.flatmap(lambda shape: arrays(np.int64, shape, elements=counts))
lines = arrays(np.int64, st.integers(1, 7), elements=counts)


def _is_small(table: Table) -> NDArray[np.bool_]:
    return (table > 0) & (table < THRESHOLD)


def _add_totals(table: Table) -> Table:
    inner = np.column_stack([table, table.sum(axis=1)])
    return np.vstack([inner, inner.sum(axis=0)])


def _hide_cells_only(hidden: NDArray[np.bool_]) -> Suppression:
    """Make the mask of a reader who knows every total from elsewhere."""
    return Suppression(np.pad(hidden, (0, 1)))


@cache
def _list_moves(rows: int, columns: int) -> Table:
    """List every least change of a table that keeps its totals, as a row of -1, 0 and 1.

    Any other table with the same totals is reached by such changes, none of which undoes a part
    of another (conformal decomposition of a circulation), so they tell all that can vary.
    """
    moves = set()
    for length in range(2, min(rows, columns) + 1):
        for down in permutations(range(rows), length):
            for across in permutations(range(columns), length):
                move = np.zeros((rows, columns), dtype=int)
                for place in range(length):
                    move[down[place], across[place]] += 1
                    move[down[place], across[(place + 1) % length]] -= 1
                moves.add(tuple(move.ravel().tolist()))
    return np.array(sorted(moves))


def _find_safe_sets(table: Table) -> NDArray[np.int64]:
    """List, as bits, every set of cells with all small ones in it and none pinned."""
    moves = _list_moves(*table.shape)
    possible = moves[(table.ravel() + moves >= 0).all(axis=1)]
    bit = 1 << np.arange(table.size)
    moved = np.zeros(1 << table.size, dtype=np.int64)
    supports = (possible != 0) @ bit
    moved[supports] = supports
    for place in range(table.size):
        halves = moved.reshape(-1, 2, 1 << place)
        halves[:, 1] |= halves[:, 0]
    sets = np.arange(1 << table.size)
    small = int(_is_small(table).ravel() @ bit)
    return sets[(moved == sets) & (sets & small == small)]


def _count_bits(sets: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    return ((sets[:, np.newaxis] >> np.arange(size)) & 1).sum(axis=1)


def _draw_tables(seed: int, number: int, shape: tuple[int, int] = (3, 4)) -> list[Table]:
    """Draw tables with a small count, and two rows and columns in use; a quarter mostly zeros."""
    rng = np.random.default_rng(seed)
    found: list[Table] = []
    while len(found) < number:
        kind = len(found) % 4
        top = (31, 13, 61)[kind % 3]
        table = rng.integers(0, top, shape)
        if kind == 3:
            table = rng.poisson(0.9, shape) * rng.integers(1, 9, shape)
        in_use = min(table.any(axis=0).sum(), table.any(axis=1).sum())
        if in_use > 1 and table.sum() >= THRESHOLD and _is_small(table).any():
            found.append(table)
    return found


def test_the_known_table_hides_exactly_four_cells_and_leaves_the_small_one_in_0_to_23() -> None:
    """method.md, section 4 [C]."""
    found = suppress_cells(KNOWN, threshold=5)
    assert np.argwhere(found.hidden).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    printed = found.print_table(KNOWN)
    assert printed == [
        [None, None, 30, 53],
        [None, None, 28, 75],
        [40, 18, 21, 79],
        [68, 60, 79, 207],
    ]
    audit = audit_cells(printed)
    assert (audit.least[0, 0], audit.greatest[0, 0]) == (0, 23)
    assert audit.pinned == ()


def test_hiding_only_two_cells_of_a_row_gives_the_three_back_and_fails() -> None:
    """method.md, section 4 [C]."""
    hidden = np.zeros((3, 3), dtype=bool)
    hidden[0, :2] = True
    audit = audit_cells(_hide_cells_only(hidden).print_table(KNOWN))
    assert audit.pinned == ((0, 0), (0, 1))
    assert audit.least[0, 0] == audit.greatest[0, 0] == 3


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ([3, 20, 30], [None, None, 30, 53]),
        ([20, 30, 3], [None, 30, None, 53]),
        ([20, 3, 2], [20, None, None, 25]),
        ([20, 0, 30], [20, 0, 30, 50]),
        ([2, 0, 30], [None, None, 30, 32]),
        ([1, 0, 2], [None, None, None, None]),
        ([0, 0], [0, 0, 0]),
    ],
)
def test_a_line_hides_a_small_count_and_one_companion(
    line: list[int], printed: list[int | None]
) -> None:
    found = suppress_cells(line)
    assert found.print_table(line) == printed
    assert audit_cells(printed).pinned == ()


def test_a_single_row_is_hidden_as_a_line_and_with_it_the_totals_that_repeat_it() -> None:
    found = suppress_cells([[3, 20, 30]])
    assert found.print_table([[3, 20, 30]]) == [[None, None, 30, 53], [None, None, 30, 53]]


def test_a_small_total_is_hidden_with_another_and_the_grand_total_stays() -> None:
    table = [[3, 0, 0], [10, 10, 10], [9, 9, 9]]
    printed = suppress_cells(table).print_table(table)
    assert [line[-1] for line in printed] == [None, None, 27, 60]
    assert printed[-1] == [22, 19, 19, 60]
    assert audit_cells(printed).pinned == ()


def test_a_small_grand_total_hides_everything() -> None:
    assert suppress_cells([[1, 0], [0, 2]]).with_totals.all()
    audit = audit_cells(suppress_cells([[1, 0], [0, 2]]).print_table([[1, 0], [0, 2]]))
    assert audit.greatest.min() == np.inf


def test_the_public_threshold_hides_ten_and_shows_eleven() -> None:
    table = [[10, 30, 30], [30, 30, 30], [30, 30, 11]]
    assert suppress_cells(table, threshold=11).hidden[0, 0]
    assert not suppress_cells(table, threshold=11).hidden[2, 2]
    assert not suppress_cells(table, threshold=10).hidden.any()


def test_a_group_in_which_all_gave_one_answer_may_as_well_have_been_divided() -> None:
    table = [[12, 0, 0], [8, 9, 7], [6, 10, 11]]
    assert not suppress_cells(table).hidden.any()
    found = suppress_cells(table, hide_unanimous=True)
    audit = audit_cells(found.print_table(table))
    assert found.hidden[0, 0]
    assert found.hidden[0].sum() == 2
    assert audit.least[0, 0] < 12
    assert audit.pinned == ()


def test_where_every_group_gave_the_one_answer_no_answers_total_is_printed() -> None:
    table = [[12, 0], [0, 0], [9, 0]]
    printed = suppress_cells(table, hide_unanimous=True).print_table(table)
    assert printed == [[None, None, 12], [0, 0, 0], [None, None, 9], [None, None, 21]]
    assert audit_cells(printed).pinned == ()
    assert not suppress_cells(table).hidden.any()


def test_one_answer_offered_is_nobodys_secret() -> None:
    assert not suppress_cells([[12], [9]], hide_unanimous=True).hidden.any()


@pytest.mark.parametrize(
    "table", [[[-1, 3]], [[0.5, 3]], [[np.nan, 3]], [], 7, [[[1]]], [["x", 3]], [[1, 2], [3]]]
)
def test_what_is_not_a_table_of_counts_is_refused(table: object) -> None:
    with pytest.raises(UsageError, match="whole numbers from 0 up"):
        suppress_cells(table)  # type: ignore[arg-type]


def test_a_threshold_below_one_is_refused() -> None:
    with pytest.raises(UsageError, match="allowed: 1 or more"):
        suppress_cells([1, 2], threshold=0)


def test_another_tables_mask_is_refused() -> None:
    with pytest.raises(UsageError, match=r"allowed: \(3, 3\)"):
        suppress_cells(KNOWN).print_table([[1, 2], [3, 4]])


@pytest.mark.parametrize("printed", [[3, 4, 8], [None, 9, 8], [[1, None, 3], [1, 1, 1], [2, 3, 5]]])
def test_counts_that_do_not_add_up_are_refused(printed: list[object]) -> None:
    with pytest.raises(UsageError, match="don't add up"):
        audit_cells(printed)


def test_a_mask_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        suppress_cells(KNOWN).with_totals[0, 0] = False


def test_hidden_cells_that_share_a_line_through_others_are_one_group() -> None:
    hidden = np.array([[1, 0, 0, 0], [0, 1, 1, 0], [1, 0, 1, 0], [0, 0, 0, 1]], dtype=bool)
    assert find_groups(hidden) == [([0, 1, 2], [0, 1, 2]), ([3], [3])]


def test_the_moves_find_the_same_pinned_cells_as_all_tables_with_those_totals() -> None:
    """The measure of the next tests, itself measured: every 2 x 3 table of 0-3 is counted out."""
    everything = np.array(list(product(range(7), repeat=6))).reshape(-1, 2, 3)
    totals = np.hstack([everything.sum(axis=1), everything.sum(axis=2)])
    for table in everything[(everything.max(axis=(1, 2)) <= 3)][::97]:
        alike = everything[(totals == np.r_[table.sum(axis=0), table.sum(axis=1)]).all(axis=1)]
        safe = set(_find_safe_sets(table).tolist())
        for bits in range(64):
            hidden = (bits >> np.arange(6) & 1).astype(bool).reshape(2, 3)
            same = alike[(alike == table)[:, ~hidden].all(axis=1)]
            free = (np.ptp(same, axis=0) > 0)[hidden].all() and not (
                _is_small(table) & ~hidden
            ).any()
            assert (bits in safe) == free


def test_a_thousand_tables_hide_at_most_half_more_than_the_fewest_and_pin_nothing() -> None:
    """method.md, section 4: at most 1.5 times the fewest, here for each table, not on average."""
    ratios = []
    for table in _draw_tables(seed=20, number=1000):
        hidden = suppress_cells(table).hidden
        safe = _find_safe_sets(table)
        assert int(hidden.ravel() @ (1 << np.arange(table.size))) in safe
        ratios.append(hidden.sum() / _count_bits(safe, table.size).min())
    assert max(ratios) <= 1.5
    assert np.mean(ratios) == pytest.approx(1.0, abs=0.001)


def test_a_turned_table_has_a_turned_mask_where_no_tie_decides() -> None:
    turned = 0
    for table in _draw_tables(seed=4, number=200):
        safe = _find_safe_sets(table)
        sizes = _count_bits(safe, table.size)
        if (sizes == sizes.min()).sum() == 1:
            found, other = suppress_cells(table), suppress_cells(table.T)
            assert np.array_equal(found.hidden.T, other.hidden)
            turned += 1
    assert turned > 20


@settings(max_examples=150, deadline=None, derandomize=True)
@given(table=tables, threshold=st.sampled_from([2, 5, 11]), unanimous=st.booleans())
def test_what_is_printed_pins_nothing_and_holds_no_small_count(
    table: Table, threshold: int, unanimous: bool
) -> None:
    found = suppress_cells(table, threshold, unanimous)
    whole = _add_totals(table)
    assert audit_cells(found.print_table(table)).pinned == ()
    assert found.with_totals[(whole > 0) & (whole < threshold)].all()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(table=tables)
def test_a_reader_who_knows_every_total_can_pin_nothing(table: Table) -> None:
    assume(min(table.any(axis=0).sum(), table.any(axis=1).sum()) > 1 and table.sum() >= THRESHOLD)
    hidden = suppress_cells(table).hidden
    assert audit_cells(_hide_cells_only(hidden).print_table(table)).pinned == ()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(line=lines)
def test_a_line_pins_nothing_and_hides_one_more_at_most(line: Table) -> None:
    found = suppress_cells(line)
    small = _is_small(line)
    assert audit_cells(found.print_table(line)).pinned == ()
    assert found.hidden[small].all()
    assert line.sum() < THRESHOLD or found.hidden.sum() in (small.sum(), 2)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(table=tables)
def test_a_table_without_small_counts_hides_nothing(table: Table) -> None:
    assert not suppress_cells(np.where(_is_small(table), 0, table)).with_totals.any()


@settings(max_examples=150, deadline=None, derandomize=True)
@given(table=tables, data=st.data(), unanimous=st.booleans())
def test_how_large_a_count_is_never_decides(
    table: Table, data: st.DataObject, unanimous: bool
) -> None:
    """Same zeros, same small counts and totals: the same mask, whatever the numbers."""
    small, large = st.integers(1, THRESHOLD - 1), st.integers(THRESHOLD, 40)
    other = np.array(
        [
            0 if count == 0 else data.draw(small if count < THRESHOLD else large)
            for count in table.ravel()
        ]
    ).reshape(table.shape)
    assume(np.array_equal(_is_small(_add_totals(table)), _is_small(_add_totals(other))))
    found = suppress_cells(table, hide_unanimous=unanimous)
    assert np.array_equal(
        found.with_totals, suppress_cells(other, hide_unanimous=unanimous).with_totals
    )


def _draw_alike(table: Table, hidden: NDArray[np.bool_], rng: np.random.Generator) -> Table | None:
    """Draw a table with the same shown cells, totals and small cells; hidden zeros may move."""
    small = _is_small(table)
    empty = hidden & ~small & (rng.random(table.shape) < 0.05)
    least = np.where(small, 1, np.where(empty, 0, THRESHOLD))
    most = np.where(small, THRESHOLD - 1, np.where(empty, 0, table.sum()))
    least, most = np.where(hidden, least, table), np.where(hidden, most, table)
    rows, columns = table.shape
    sums = np.vstack([np.kron(np.eye(rows), np.ones(columns)), np.tile(np.eye(columns), rows)])
    found = linprog(
        rng.normal(size=table.size),
        A_eq=sums,
        b_eq=sums @ table.ravel(),
        bounds=np.column_stack([least.ravel(), most.ravel()]),
        method="highs",
    )
    return None if found.x is None else np.round(found.x).astype(int).reshape(table.shape)


def test_tables_that_agree_on_what_is_printed_get_the_same_mask() -> None:
    """Two groups that differ only in what may not be shown: the small cells stay small."""
    rng = np.random.default_rng(8)
    differ = 0
    for table in _draw_tables(seed=9, number=300, shape=(4, 5)):
        found = suppress_cells(table)
        other = _draw_alike(table, found.hidden, rng)
        if not found.by_position or other is None or np.array_equal(other, table):
            continue
        assert found.print_table(other) == found.print_table(table)
        assert np.array_equal(suppress_cells(other).with_totals, found.with_totals)
        differ += 1
    assert differ > 100
