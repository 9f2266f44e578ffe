"""Gradients of agreement: how far each partner goes along, and who blocks for what reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows
from coalitionkit.record.schema import BY_NAME

# From most to least. After Kaner, Facilitator's Guide to Participatory Decision-Making (2014),
# in the kit's own words; only the last stops an agenda.
STEPS = next(column.choices for column in BY_NAME["consent"].columns if column.name == "answer")


@dataclass(frozen=True, eq=False)
class Consent:
    """How far the partners go along with an agenda.

    Attributes
    ----------
    counts : mapping of str to int
        By step, from full support to block; steps that nobody took too.
    n : int
        Who answered.
    blocks : DataFrame
        ``partner``, ``reason`` of each block.
    concerns : DataFrame
        ``partner``, ``answer``, ``reason`` of each other answer that gave a reason.
    """

    counts: Mapping[str, int]
    n: int
    blocks: pd.DataFrame
    concerns: pd.DataFrame

    @property
    def is_blocked(self) -> bool:
        """Whether anyone blocks."""
        return self.counts["block"] > 0

    @property
    def supporting(self) -> int:
        """How many support, with a concern or without."""
        return sum(self.counts[step] for step in STEPS[:3])


def find_consent(coalition: Coalition) -> Mapping[str, Consent]:
    """Find how far the partners at the table go along with each agenda on record.

    Of each partner the newest answer counts; on the same day the one that it gave alone.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    mapping of str to Consent
        By the agenda's id, in the order of the record; agendas that nobody was asked about are
        left out.

    Raises
    ------
    NeedsError
        If table consent has no answer of a partner at the table.
    UsageError
        If a block has no reason.
    """
    columns = ("agenda", "partner", "date", "answer")
    rows = take_rows(coalition, "consent", *columns)
    people = coalition.partners
    present = people.loc[people["left"].isna(), "partner"]
    rows = rows[rows["partner"].isin(present)]
    if rows.empty:
        raise NeedsError("consent", columns)
    rows = rows.assign(alone=rows["setting"] == "alone")
    rows = rows.sort_values(["date", "alone"], kind="stable")
    newest = rows.groupby(["agenda", "partner"], sort=False, observed=True).tail(1).sort_index()
    return {
        str(agenda): count_consent(part)
        for agenda, part in newest.groupby("agenda", sort=False, observed=True)
    }


def count_consent(answers: pd.DataFrame) -> Consent:
    """Count gradients of agreement with one agenda; a block counts only with its reason.

    Parameters
    ----------
    answers : DataFrame
        ``partner``, ``answer`` (one of the seven steps) and ``reason``; a row a partner.

    Returns
    -------
    Consent

    Raises
    ------
    NeedsError
        If there is no answer.
    UsageError
        If an answer is no step, a partner answers twice, or a block has no reason.

    Examples
    --------
    >>> rows = [("a", "support", ""), ("b", "block", "It breaks a promise to our members")]
    >>> told = count_consent(pd.DataFrame(rows, columns=["partner", "answer", "reason"]))
    >>> told.is_blocked, told.supporting, told.n
    (True, 1, 2)
    """
    columns = ("partner", "answer", "reason")
    if answers.empty or not set(columns) <= set(answers.columns):
        raise NeedsError("consent", columns)
    rows = answers[list(columns)].astype(object)
    rows = rows.where(rows.notna(), "").reset_index(drop=True)
    for row in rows.itertuples():
        if row.answer not in STEPS:
            raise UsageError(f"{row.partner}: found {row.answer!r}; allowed: {', '.join(STEPS)}.")
        if row.answer == "block" and not str(row.reason).strip():
            raise UsageError(f"{row.partner} blocks without a reason. Write the reason down.")
    twice = rows.loc[rows["partner"].duplicated(), "partner"]
    if len(twice):
        raise UsageError(f"{twice.iloc[0]} answers twice. Keep one row a partner.")
    blocked = rows["answer"] == "block"
    told = ~blocked & (rows["reason"] != "")
    return Consent(
        counts={step: int((rows["answer"] == step).sum()) for step in STEPS},
        n=len(rows),
        blocks=rows.loc[blocked, ["partner", "reason"]].reset_index(drop=True),
        concerns=rows[told].reset_index(drop=True),
    )
