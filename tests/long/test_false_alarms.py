"""The diagnosis' error rates in full: a thousand planted coalitions of each kind."""

from __future__ import annotations

import pandas as pd
import pytest

from coalitionkit.playbook import read_rows
from coalitionkit.teach.false_alarms import IN_BETWEEN, SEED, list_kinds, measure_false_alarms


def find_stored(kind: str, size: tuple[int, int]) -> list[int]:
    """Find the stored row of one kind and size: rightly, can't tell, wrongly, n."""
    for row in read_rows("false_alarms"):
        if (row["kind"], int(row["meetings"]), int(row["decisions"])) == (kind, *size):
            return [int(row[name]) for name in ("rightly", "cant_tell", "wrongly", "n")]
    raise LookupError(f"{kind} at {size} is not stored")


def remake(kind: str, size: tuple[int, int]) -> pd.Series[int]:
    made = measure_false_alarms(SEED, kinds=[kind], sizes=[size])
    return made[["rightly", "cant_tell", "wrongly", "n"]].iloc[0]


@pytest.mark.parametrize("kind", [kind for kind in list_kinds() if kind != IN_BETWEEN])
def test_strong_coalitions_are_named_rightly_where_much_is_on_record(kind: str) -> None:
    """At 18 meetings and 40 decisions at least 85% of 1,000, and the stored row comes back."""
    made = remake(kind, (18, 40))
    assert made["rightly"] >= 850
    assert made["wrongly"] <= 50
    assert made.to_list() == find_stored(kind, (18, 40))


@pytest.mark.parametrize("kind", list_kinds())
def test_wrong_names_are_rare_where_least_is_on_record(kind: str) -> None:
    """At 4 meetings and 8 decisions, and where no name fits at all."""
    made = remake(kind, (4, 8))
    assert made["wrongly"] <= 50
    assert made.to_list() == find_stored(kind, (4, 8))
