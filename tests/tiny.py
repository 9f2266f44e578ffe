"""Making tiny coalitions by hand: sheets of answers in, a cohort out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from coalitionkit.playbook import load_playbook
from coalitionkit.record import Cohort

Sheet = Mapping[str, str]


def make_responses(
    coalition: str, sheets: Sequence[Sheet], *, wave: int = 1, names: Sequence[str] = ()
) -> pd.DataFrame:
    """One row an item that a person was asked; what a sheet leaves out is unanswered."""
    people = names or [f"r{number:02d}" for number in range(len(sheets))]
    rows = [
        (coalition, wave, person, item, sheet.get(item, ""))
        for person, sheet in zip(people, sheets, strict=True)
        for item in load_playbook().items
    ]
    return pd.DataFrame(rows, columns=["coalition", "wave", "respondent", "item", "answer"])


def make_cohort(
    *groups: tuple[str, int, Sequence[Sheet]], name: str = "tiny", **columns: str
) -> Cohort:
    """A cohort of groups given as (id, invited, sheets); ``columns`` go to every coalition."""
    ids = [group for group, _, _ in groups]
    coalitions = pd.DataFrame(
        {"coalition": ids, "name": [f"Group {group}" for group in ids], **columns}
    )
    waves = pd.DataFrame(
        {
            "coalition": ids,
            "wave": 1,
            "opened": pd.Timestamp("2026-03-02"),
            "closed": pd.Timestamp("2026-03-20"),
            "invited": [invited for _, invited, _ in groups],
        }
    )
    responses = pd.concat([make_responses(group, sheets) for group, _, sheets in groups])
    return Cohort(name, {"coalitions": coalitions, "waves": waves, "responses": responses})


def add_wave(
    cohort: Cohort, coalition: str, invited: int, sheets: Sequence[Sheet], names
) -> Cohort:
    """The same cohort with a second wave for one coalition."""
    wave = pd.DataFrame(
        {
            "coalition": [coalition],
            "wave": 2,
            "opened": pd.Timestamp("2026-06-01"),
            "closed": pd.Timestamp("2026-06-20"),
            "invited": invited,
        }
    )
    more = make_responses(coalition, sheets, wave=2, names=names)
    waves = pd.concat([cohort.table("waves"), wave])
    return cohort.replace("waves", waves).replace(
        "responses", pd.concat([cohort.table("responses").astype(object), more])
    )


def answer_all(step: str = "4", **changes: str) -> Sheet:
    """A sheet with the same step on every ordered item, 0 on the dose, d on D2."""
    default = {"B": step, "T": "0", "N": "d"}
    return {item.id: default[item.set] for item in load_playbook().items.values()} | changes
