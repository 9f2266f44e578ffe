"""Every lesson's cells run twice, from the last to the first, and with one left out."""

import pytest
from lessons import LESSONS, list_code, run_cells


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_cells_can_be_run_twice_out_of_order_or_skipped(path, tmp_path):
    setup, rest = list_code(path)
    orders = [[cell for cell in (setup, *rest) for _ in range(2)], [setup, *rest, setup, *rest]]
    orders += [[setup, *reversed(rest), *rest]]
    orders += [[setup, *rest[:left], *rest[left + 1 :]] for left in range(len(rest))]
    for number, order in enumerate(orders):
        # All orders share a folder: what one leaves there, the next finds, as on a learner's disk.
        assert run_cells(order, tmp_path / "notebooks") == [], f"order {number}"
