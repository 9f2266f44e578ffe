"""Each signal in words: its count, its records, the innocent reading, one question to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from coalitionkit.plays.diagnosis import Rules, Tally
from coalitionkit.words.catalog import Translator
from coalitionkit.words.diagnosis.state import say_percent

_MOST_RECORDS = 3


def say_signal(t: Translator, indicator: str, tally: Tally) -> str:
    """Say one signal as a count, or that nothing is on record."""
    if not tally.n:
        return _say_no_record(t, indicator)
    counts: dict[str, Any] = {"k": tally.k, "n": tally.n}
    rules = Rules()
    return {
        "E1": t.text("{k} of {n} decisions had an alternative or dissent voiced.", **counts),
        "E2": t.text(
            "{k} of {n} meetings gave at least {percent} of their minutes to debate or decision.",
            percent=say_percent(t, rules.share),
            **counts,
        ),
        "E3": t.text(
            "{k} of {n} decisions took more than {minutes} minutes from first airing.",
            minutes=t.number(rules.minutes, 0),
            **counts,
        ),
        "O1": t.text(
            "{k} of {n} requests to reopen a settled position were heard: ten minutes now, or a "
            "date.",
            **counts,
        ),
        "O2": t.text(
            "{k} of {n} settled positions past their review date were reviewed.", **counts
        ),
    }[indicator]


def _say_no_record(t: Translator, indicator: str) -> str:
    return {
        "E1": t.text("No decision on record says whether an alternative or dissent was voiced."),
        "E2": t.text("No meeting on record says how its minutes were spent."),
        "E3": t.text("No decision on record says how many minutes it took."),
        "O1": t.text(
            "No request to reopen a settled position counts so far. That is missing evidence: "
            "neither openness nor its lack."
        ),
        "O2": t.text("No settled position is past its review date, as far as the record says."),
    }[indicator]


def say_signal_name(t: Translator, indicator: str) -> str:
    """Name a signal that points to trouble."""
    return {
        "E1": t.text("Decisions without an alternative or dissent"),
        "E2": t.text("Meetings with little debate or decision"),
        "E3": t.text("Decisions closed within {n} minutes", n=t.number(Rules().minutes, 0)),
        "O1": t.text("Requests to reopen that were not heard"),
        "O2": t.text("Settled positions past their review date, not reviewed"),
    }[indicator]


def say_innocent(t: Translator, indicator: str) -> str:
    """Say what else may lie behind a signal."""
    return {
        "E1": t.text("Alternatives were weighed before the meeting, or nobody wrote them down."),
        "E2": t.text("These meetings were called for news, and the debate was held elsewhere."),
        "E3": t.text("Routine matters close quickly, and should."),
        "O1": t.text("The position was looked at lately, or the request came on a bad day."),
        "O2": t.text("It was reviewed and not written down, or nothing about it has changed."),
    }[indicator]


def say_question(t: Translator, indicator: str) -> str:
    """Give the one question to ask about a signal."""
    return {
        "E1": t.text("What would someone who disagreed have said?"),
        "E2": t.text("Which of these updates could have been an email?"),
        "E3": t.text("Which of these decisions do you wish had taken longer?"),
        "O1": t.text("What would have to change to make this worth an hour?"),
        "O2": t.text("Which of these would you not settle the same way today?"),
    }[indicator]


def say_records(t: Translator, rows: pd.DataFrame, issues: Mapping[str, str]) -> str:
    """Say the records behind a signal, the newest three first, and how many more there are.

    Parameters
    ----------
    t : Translator
    rows : DataFrame
        Rows of ``list_evidence``, of one indicator.
    issues : mapping
        Issue -> its name.
    """
    newest = rows.sort_values("date", ascending=False, kind="stable")
    told = [_say_record(t, row, issues) for row in newest.head(_MOST_RECORDS).to_dict("records")]
    more = len(rows) - len(told)
    if more:
        told.append(t.plural("and {n} more", "and {n} more", more))
    return "; ".join(told)


def _say_record(t: Translator, row: Mapping[Any, Any], issues: Mapping[str, str]) -> str:
    day = t.date(row["date"].date())
    if row["indicator"] == "E2":
        share = say_percent(t, row["value"]) if row["value"] else t.text("none")
        return t.text("{day}: {share} of the minutes", day=day, share=share)
    if row["indicator"] == "O2":
        issue = issues.get(row["issue"], row["issue"])
        return t.text("“{issue}”, due {day}", issue=issue, day=day)
    item = day
    if not pd.isna(row["agenda_item"]):
        item = t.text("{day}, agenda item {number}", day=day, number=row["agenda_item"])
    return t.text("{item}: {title}", item=item, title=row["title"]) if row["title"] else item
