"""How often the diagnosis is right: invented coalitions with a planted state, read back.

The report says its own error rate at each amount of evidence. The table that ships with the kit,
``data/playbook/false_alarms.csv``, comes from :func:`measure_false_alarms` with ``SEED``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any, TypeAlias

import pandas as pd

from coalitionkit.plays.diagnosis import diagnose
from coalitionkit.record.coalition import Coalition, Cohort
from coalitionkit.teach.synthetic.archetypes import Profile, load_archetypes
from coalitionkit.teach.synthetic.dice import Dice
from coalitionkit.teach.synthetic.logs import LAST_DAY, draw_meetings, draw_reviews
from coalitionkit.teach.synthetic.maps import (
    Records,
    draw_issues,
    draw_partners,
    draw_positions,
    draw_settlements,
)

SEED = 2026
COUNT = 1000
# Meetings and decisions on record: from the least that a label takes to a year and a half.
SIZES = ((4, 8), (6, 12), (9, 20), (12, 24), (18, 40))
COLUMNS = ("kind", "meetings", "decisions", "rightly", "cant_tell", "wrongly", "n")
# No state is planted where everything happens half of the time, so every name for it is wrong.
IN_BETWEEN = "in between"
_NOT_PLANTED = "can't tell yet"

Size: TypeAlias = tuple[int, int]
Mapper: TypeAlias = Callable[..., Iterable[Counter[str]]]


def list_kinds() -> tuple[str, ...]:
    """List the planted kinds: five states, and one in between that has no name."""
    return tuple(_load_kinds())


def _load_kinds() -> Mapping[str, Profile]:
    """Give a profile for each kind: the same partners and issues, another way of meeting."""
    usual = load_archetypes()
    kinds = {}
    for behavior in usual.behaviors.values():
        kind = IN_BETWEEN if behavior.label == _NOT_PLANTED else behavior.label
        kinds[kind] = replace(usual.profiles[0], behavior=behavior, settled=4)
    return kinds


def _draw_records(profile: Profile, *key: int) -> Records:
    """Draw what the diagnosis reads and nothing else; each part has a stream of its own."""
    pools = load_archetypes().pools
    streams = iter([Dice(*key, part) for part in range(6)])
    settlements = draw_settlements(profile, next(streams))
    partners = draw_partners(profile, next(streams))
    return {
        "coalitions": [{"name": profile.id}],
        "partners": partners,
        "issues": draw_issues(profile, settlements, next(streams)),
        "positions": draw_positions(profile, partners, settlements, pools["middle"], next(streams)),
        "meetings": draw_meetings(profile, settlements, pools, next(streams)),
        "reviews": draw_reviews(profile, settlements, pools, next(streams)),
    }


def draw_planted(seed: int, kind: str, size: Size, numbers: Iterable[int]) -> Cohort:
    """Draw invented coalitions of one planted kind, each from its own number.

    Parameters
    ----------
    seed : int
        0 or more.
    kind : str
        One of :func:`list_kinds`.
    size : (int, int)
        Meetings and decisions on record.
    numbers : iterable of int
        One a coalition; the same number gives the same coalition whatever else is drawn.
    """
    kinds = _load_kinds()
    place = list(kinds).index(kind)
    profile = replace(kinds[kind], meetings=size[0], decisions=size[1])
    rows: dict[str, list[dict[str, Any]]] = {}
    for number in numbers:
        for table, drawn in _draw_records(profile, seed, place, *size, number).items():
            owned = ({"coalition": f"c{number}", **row} for row in drawn)
            rows.setdefault(table, []).extend(owned)
    return Cohort(kind, {table: pd.DataFrame(owned) for table, owned in rows.items()})


def _name(coalition: Coalition) -> str:
    return diagnose(coalition, as_of=LAST_DAY).state


def _count_names(seed: int, kind: str, size: Size, numbers: Sequence[int]) -> Counter[str]:
    """Count what coalitions of one kind are called; empty where it can't be told."""
    return Counter(_name(coalition) for coalition in draw_planted(seed, kind, size, numbers))


def measure_false_alarms(
    seed: int = SEED,
    *,
    count: int = COUNT,
    kinds: Sequence[str] | None = None,
    sizes: Sequence[Size] = SIZES,
    executor: Executor | None = None,
) -> pd.DataFrame:
    """Count how often planted coalitions are named rightly, wrongly, or not at all.

    Strong coalitions do what their state does in 80-85% of cases and the contrary in about 15%;
    those in between do everything half of the time, so that any name for them is wrong.

    Parameters
    ----------
    seed : int
        0 or more.
    count : int
        How many coalitions a kind and size, at least 1.
    kinds : sequence of str, optional
        Some of :func:`list_kinds`; all if not given.
    sizes : sequence of (int, int)
        Meetings and decisions on record.
    executor : Executor, optional
        Does the work, in one part a kind and size; here and now if not given.

    Returns
    -------
    DataFrame
        A row a kind and size: ``kind``, ``meetings``, ``decisions``, ``rightly``, ``cant_tell``,
        ``wrongly``, ``n``. The same for the same seed and count on every machine.

    Examples
    --------
    >>> measure_false_alarms(7, count=2, kinds=["stuck"], sizes=[(4, 8)])["n"].to_list()
    [2]
    """
    cases = [(kind, size) for size in sizes for kind in kinds or list_kinds()]
    run: Mapper = executor.map if executor else map
    counted = run(
        _count_names,
        [seed] * len(cases),
        [kind for kind, _ in cases],
        [size for _, size in cases],
        [range(count)] * len(cases),
    )
    rows = [
        (kind, *size, *_sort_out(kind, names), count)
        for (kind, size), names in zip(cases, counted, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _sort_out(kind: str, names: Counter[str]) -> tuple[int, int, int]:
    """Split what coalitions were called into rightly, can't tell and wrongly."""
    rightly, cant_tell = names[kind], names[""]
    return rightly, cant_tell, names.total() - rightly - cant_tell


def pack_false_alarms(rates: pd.DataFrame) -> bytes:
    """Write the table of :func:`measure_false_alarms` as CSV, as the playbook's tables are."""
    return str(rates.to_csv(index=False, lineterminator="\n")).encode()
