"""Two tiny hand-made coalitions serve most tests; any other is made the same way."""

from __future__ import annotations

import pytest
from tiny import answer_all, make_cohort

from coalitionkit.record import Cohort


@pytest.fixture(autouse=True)
def _remember_nothing_beyond_the_test(tmp_path_factory, monkeypatch) -> None:
    """What the batch remembers on this computer stays in the test."""
    home = tmp_path_factory.mktemp("state")
    for name in ("XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(home))


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
