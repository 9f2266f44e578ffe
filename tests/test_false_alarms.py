"""How often the diagnosis is right: a slice of what tests/long tries in full."""

from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from coalitionkit.playbook import read_rows
from coalitionkit.teach.false_alarms import (
    COLUMNS,
    COUNT,
    IN_BETWEEN,
    SEED,
    SIZES,
    draw_planted,
    list_kinds,
    measure_false_alarms,
    pack_false_alarms,
)

STRONG = tuple(kind for kind in list_kinds() if kind != IN_BETWEEN)


@pytest.fixture(scope="module")
def stored():
    frame = pd.DataFrame(read_rows("false_alarms"))
    return frame.astype(dict.fromkeys(COLUMNS[1:], int))


def test_the_stored_table_has_every_kind_at_every_size(stored):
    assert tuple(stored.columns) == COLUMNS
    cases = list(zip(stored["kind"], stored["meetings"], stored["decisions"], strict=True))
    assert cases == [(kind, *size) for size in SIZES for kind in list_kinds()]
    assert set(stored["n"]) == {COUNT}
    assert (stored["rightly"] + stored["cant_tell"] + stored["wrongly"] == COUNT).all()


def test_the_stored_table_keeps_what_the_diagnosis_promises(stored):
    """At 18 meetings and 40 decisions at least 85% rightly; wrongly at most 5% at any size."""
    most = stored[(stored["meetings"] == 18) & stored["kind"].isin(STRONG)]
    assert len(most) == 5
    assert (most["rightly"] >= 0.85 * COUNT).all()
    assert (stored["wrongly"] <= 0.05 * COUNT).all()


def test_sixty_coalitions_come_out_as_the_stored_table_says(stored):
    """Within four standard errors of the share among the stored thousand, none named wrongly."""
    made = measure_false_alarms(SEED, count=12, kinds=STRONG, sizes=[(18, 40)])
    share = stored[(stored["meetings"] == 18) & stored["kind"].isin(STRONG)]["rightly"].mean()
    share /= COUNT
    error = (share * (1 - share) / 60) ** 0.5
    assert made["rightly"].sum() / 60 == pytest.approx(share, abs=4 * error)
    assert made["wrongly"].sum() <= 1


def test_a_seed_gives_the_same_table_with_any_executor():
    asked = {"count": 2, "kinds": ["stuck", "agreed"], "sizes": [(4, 8)]}
    with ThreadPoolExecutor(2) as executor:
        apart = measure_false_alarms(7, executor=executor, **asked)
    assert pack_false_alarms(apart) == pack_false_alarms(measure_false_alarms(7, **asked))


def test_a_coalition_follows_from_its_own_number_alone():
    alone = draw_planted(7, "stuck", (6, 12), [3]).table("meetings")
    among = draw_planted(7, "stuck", (6, 12), range(5)).table("meetings")
    among = among[among["coalition"] == "c3"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, among)
    other = draw_planted(8, "stuck", (6, 12), [3]).table("meetings")
    assert not alone.equals(other)


def test_a_planted_coalition_has_the_meetings_and_decisions_asked_for():
    for size in SIZES:
        meetings = draw_planted(7, "in debate", size, [0]).table("meetings")
        assert meetings["date"].nunique() == size[0]
        assert (meetings["type"] == "decision").sum() == size[1]
