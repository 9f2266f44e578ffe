"""Intake: who was asked, who answered, and that no answer went missing on the way in."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from coalitionkit.record.coalition import Cohort
from coalitionkit.record.sense import count_answered


def count_rows(cohort: Cohort) -> Mapping[str, int]:
    """Count the rows of the tables that are filled in.

    Left out are coalitions, and responses and ratings: their rows would tell how few answered.
    """
    passed = ("coalitions", "responses", "ratings")
    rows = {name: len(cohort.table(name)) for name in cohort.tables if name not in passed}
    return {name: count for name, count in rows.items() if count}


def describe_intake(cohort: Cohort) -> pd.DataFrame:
    """Say of every coalition and wave what came in.

    Parameters
    ----------
    cohort : Cohort

    Returns
    -------
    DataFrame
        One row a coalition and wave, in the order of table waves: ``coalition``, ``wave``;
        ``asked``, the people invited; ``answered``, the people with at least one answer; ``rows``
        of table responses; ``empty`` rows among them, questions left unanswered; ``dropped``
        rows, always 0, as a record with a fault is refused whole; ``why`` they were dropped.

    Examples
    --------
    >>> waves = pd.DataFrame(
    ...     {"coalition": ["maple"], "wave": [1], "opened": ["2025-03-01"], "invited": [9]}
    ... )
    >>> answers = pd.DataFrame(
    ...     {"coalition": "maple", "wave": 1, "respondent": ["a", "b"], "item": "M1",
    ...      "answer": ["4", ""]}
    ... )
    >>> cohort = Cohort("fall", {"waves": waves, "responses": answers})
    >>> describe_intake(cohort)[["asked", "answered", "rows", "empty", "dropped"]].values.tolist()
    [[9, 1, 2, 1, 0]]
    """
    responses = cohort.table("responses")
    waves = cohort.table("waves")
    keys = list(zip(waves["coalition"], waves["wave"], strict=True))
    answered = count_answered(responses)
    rows = responses.groupby(["coalition", "wave"], observed=True).size().to_dict()
    unanswered = responses[responses["answer"] == ""]
    empty = unanswered.groupby(["coalition", "wave"], observed=True).size().to_dict()
    return pd.DataFrame(
        {
            "coalition": waves["coalition"],
            "wave": waves["wave"],
            "asked": waves["invited"],
            "answered": [answered.get(key, 0) for key in keys],
            "rows": [rows.get(key, 0) for key in keys],
            "empty": [empty.get(key, 0) for key in keys],
            "dropped": 0,
            "why": "",
        }
    )
