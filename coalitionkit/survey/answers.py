"""One group's raw answers in one wave: what disclosure works from, and nothing after it sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from coalitionkit.errors import UsageError
from coalitionkit.playbook import Playbook
from coalitionkit.record import Coalition
from coalitionkit.survey.scoring import count_answers, score_respondents


@dataclass(frozen=True)
class WaveAnswers:
    """One group's raw answers in one wave. Never leaves this room.

    Attributes
    ----------
    wave, invited, n : int
        ``n`` counts people with at least one answer.
    opened, closed : date or None
    counts : DataFrame
        A row an item, a column a possible answer.
    people : DataFrame
        A row a respondent who answered, a column a play: scores 1-5, NaN where too few answers.
    responses : DataFrame
        The rows of those who answered.
    """

    wave: int
    invited: int
    n: int
    opened: dt.date | None
    closed: dt.date | None
    counts: pd.DataFrame
    people: pd.DataFrame
    responses: pd.DataFrame


def _as_date(value: object) -> dt.date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[call-overload,arg-type]


def gather_wave(coalition: Coalition, wave: int, book: Playbook) -> WaveAnswers:
    """Count one group's answers in one wave.

    Raises
    ------
    UsageError
        If the group has no such wave; the message lists those it has.
    """
    waves = coalition.waves
    row = waves[waves["wave"] == wave]
    if row.empty:
        known = ", ".join(str(number) for number in sorted(waves["wave"])) or "none"
        raise UsageError(f"{coalition.name} has no wave {wave}. Waves on record: {known}.")
    responses = coalition.responses
    responses = responses[responses["wave"] == wave]
    people = score_respondents(responses, book)
    people = people[people["answered"] > 0]
    # Someone who sent back an empty sheet has not answered, and must not count as unanswered.
    responses = responses[responses["respondent"].isin(people.index.get_level_values("respondent"))]
    counts = count_answers(responses, book)
    return WaveAnswers(
        wave=wave,
        invited=int(row["invited"].iloc[0]),
        n=len(people),
        opened=_as_date(row["opened"].iloc[0]),
        closed=_as_date(row["closed"].iloc[0]),
        counts=counts.droplevel(["coalition", "wave"]),
        people=people.droplevel(["coalition", "wave"]).drop(columns="answered"),
        responses=responses,
    )
