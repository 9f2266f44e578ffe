"""Two tiny hand-made coalitions serve most tests; any other is made the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

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


@pytest.fixture
def seven_of_nine() -> Cohort:
    """Seven of nine partners answered: S3 is low, two don't know M3, T1 is split."""
    dose = ["-1", "-1", "0", "0", "1", "1", "2"]
    sheets = [
        answer_all(
            "4", S3="2" if n < 6 else "5", M3="dk" if n < 2 else "3", T1=dose[n], C2=str(1 + n % 2)
        )
        for n in range(7)
    ]
    return make_cohort(("maple", 9, sheets), joining_conflict="No one could do it alone")


@pytest.fixture
def four_of_eight() -> Cohort:
    """Four of eight answered: nothing may be shown, not even how many."""
    return make_cohort(("elm", 8, [answer_all("4")] * 4))
