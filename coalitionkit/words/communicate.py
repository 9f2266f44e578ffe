"""Communicate Constantly in words: who has not been heard, who starts, and what to put down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from coalitionkit.plays.communicate import DAYS, Coverage, News, Pattern
from coalitionkit.words.catalog import Translator


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of the play's parts."""
    return {
        "heard": t.text("Who has not been heard for a month"),
        "months": t.text("Talks from month to month"),
        "news": t.text("What was heard, and what is on the map"),
    }


def say_percent(t: Translator, share: float) -> str:
    """Say a share as a whole percentage."""
    return t.text("{number}%", number=t.number(100 * share, 0))


def say_coverage(t: Translator, coverage: Coverage, as_of: dt.date) -> str:
    """Say how many partners had a talk in the last 31 days."""
    return t.plural(
        "{reached} of {n} partner had a talk alone in the {days} days to {date}.",
        "{reached} of {n} partners had a talk alone in the {days} days to {date}.",
        coverage.members,
        reached=coverage.reached,
        days=DAYS,
        date=t.date(as_of),
    )


def say_timeline_title(t: Translator, coverage: Coverage) -> str:
    """Say how many partners are over 31 days without a talk."""
    if not coverage.silent:
        return t.text("No partner is over {days} days without a talk", days=DAYS)
    return t.text(
        "Over {days} days without a talk: {silent} of {members} partners",
        days=DAYS,
        silent=coverage.silent,
        members=coverage.members,
    )


def say_contact(t: Translator, row: Mapping[Any, Any]) -> str:
    """Say how one partner has been heard, for those who can't see the chart."""
    days, longest = row["days_since"], row["longest"]
    if not row["talks"]:
        return t.plural(
            "{name}: no talk on record in {n} day.",
            "{name}: no talk on record in {n} days.",
            days,
            name=row["name"],
        )
    return t.plural(
        "{name}: last talk {n} day ago, longest silence {longest}.",
        "{name}: last talk {n} days ago, longest silence {longest}.",
        days,
        name=row["name"],
        longest=longest,
    )


def say_timeline_text(t: Translator, title: str, contacts: pd.DataFrame) -> str:
    """Say the timeline for those who can't see it: its finding, then each partner."""
    told = [say_contact(t, row) for row in contacts.to_dict("records")]
    return " ".join([f"{title}.", *told])


def say_starters(t: Translator, starters: pd.DataFrame) -> list[str]:
    """Say who starts the talks, and in how many it was asked what had changed."""
    talks = int(starters["talks"].sum())
    if not talks:
        return []
    lines = [
        t.plural(
            "{n} talk on record: the convener asked for {convener}, the partner itself for "
            "{itself}.",
            "{n} talks on record: the convener asked for {convener}, the partner itself for "
            "{itself}.",
            talks,
            convener=int(starters["by_convener"].sum()),
            itself=int(starters["by_itself"].sum()),
        )
    ]
    if another := int(starters["by_another"].sum()):
        lines.append(
            t.plural("Someone else asked for {n}.", "Someone else asked for {n}.", another)
        )
    heard = starters[starters["talks"] > 0]
    first = heard[heard["by_itself"] == heard["talks"]]
    if len(first):
        names = t.join(list(first["name"]))
        lines.append(t.text("Never asked first, always the one who asks: {names}.", names=names))
    lines.append(
        t.text(
            "“What's changed for you?” was asked in {asked} of them.",
            asked=int(starters["asked_what_changed"].sum()),
        )
    )
    unasked = heard[heard["asked_what_changed"] == 0]
    if len(unasked):
        lines.append(t.text("Never asked it: {names}.", names=t.join(list(unasked["name"]))))
    return lines


def say_convener_talks(t: Translator, asked: pd.DataFrame) -> str:
    """Say whether anyone asks the convener how things are."""
    if asked.empty:
        return t.text("Nobody is on record as having asked the convener how things are.")
    return t.plural(
        "The convener was asked how things are in {n} talk, last on {date}.",
        "The convener was asked how things are in {n} talks, last on {date}.",
        len(asked),
        date=t.date(asked["date"].iloc[0].date()),
    )


def say_plan_caption(t: Translator, shown: int, overdue: int) -> str:
    """Say what the table of the next talks holds."""
    if shown < overdue:
        return t.text(
            "The next talks to have: the first {shown} of {overdue} that are overdue",
            shown=shown,
            overdue=overdue,
        )
    return t.text("The next talks to have, the longest silence first")


def say_plan_columns(t: Translator) -> Mapping[str, str]:
    """Give the headings of the table of the next talks."""
    return {
        "partner": t.text("Partner"),
        "last": t.text("Last talk"),
        "days": t.text("Days since"),
        "unanswered": t.text("Asked since, no answer"),
        "date": t.text("Next talk"),
    }


def say_no_talk(t: Translator) -> str:
    """Say, in a cell of that table, that there has been no talk."""
    return t.text("none on record")


def say_calendar(t: Translator, plan: pd.DataFrame) -> tuple[dict[str, str], str]:
    """Give the calendar entries' titles by partner, and the note that all of them carry."""
    titles = {
        row["partner"]: t.text("Check in with {name}", name=row["name"])
        for row in plan.to_dict("records")
    }
    return titles, t.text("Ask one thing: what's changed for you? Then listen, and write it down.")


def say_calendar_file(t: Translator) -> str:
    """Say where the calendar file is."""
    return t.text("The .ics file beside this page puts these talks in a calendar.")


def say_months_title(t: Translator, pattern: Pattern) -> str:
    """Say the share of partners talked with in a typical month, and where it is going."""
    share = say_percent(t, pattern.center)
    return {
        "rising": t.text(
            "A typical month reaches {share} of partners, and the share is rising", share=share
        ),
        "falling": t.text(
            "A typical month reaches {share} of partners, and the share is falling", share=share
        ),
        "unclear": t.text(
            "A typical month reaches {share} of partners, with no clear rise or fall", share=share
        ),
    }[pattern.trend.direction]


def say_months_note(t: Translator, pattern: Pattern) -> str:
    """Say how to read the picture of the months."""
    if pattern.kind == "run":
        return t.plural(
            "{n} whole month on record: the line is the median. From ten months on, limits show "
            "what is more than the usual ups and downs.",
            "{n} whole months on record: the line is the median. From ten months on, limits show "
            "what is more than the usual ups and downs.",
            pattern.trend.n,
        )
    if not pattern.outside:
        return t.text(
            "{n} whole months on record. All stay within the usual ups and downs: look for what "
            "to change in general, not for what went wrong in one month.",
            n=pattern.trend.n,
        )
    return t.plural(
        "{n} month goes beyond the usual ups and downs: ask what was different then.",
        "{n} months go beyond the usual ups and downs: ask what was different then.",
        len(pattern.outside),
    )


def say_no_months(t: Translator) -> str:
    """Say that it is too soon for a picture of the months."""
    return t.text("Fewer than three whole months are on record: too soon to see a pattern.")


def say_months_text(t: Translator, title: str, months: pd.DataFrame) -> str:
    """Say the months for those who can't see them."""
    told = [
        t.text(
            "{month}: {reached} of {members}.",
            month=f"{row['month']:%Y-%m}",
            reached=row["reached"],
            members=row["members"],
        )
        for row in months.to_dict("records")
    ]
    return " ".join([f"{title}.", *told])


def say_news(t: Translator, news: News) -> str:
    """Say how much of the news the map did not hold. For the convener alone."""
    return t.plural(
        "{off_map} of {n} piece of news heard in talks was not on the map.",
        "{off_map} of {n} pieces of news heard in talks were not on the map.",
        news.heard,
        off_map=news.off_map,
    )


def say_fields(t: Translator) -> Mapping[str, str]:
    """Name what can change in a position."""
    return {
        "ideal": t.text("the level it likes best"),
        "lowest": t.text("the lowest level it accepts"),
        "highest": t.text("the highest level it accepts"),
        "salience": t.text("how much it cares"),
        "reason": t.text("its reason"),
    }


def say_unwritten(t: Translator, changes: pd.DataFrame) -> list[str]:
    """Say each change that waits to be written to the map. For the convener alone."""
    if changes.empty:
        return [t.text("Every change that was heard has been written to the map.")]
    fields = say_fields(t)
    return [
        t.plural(
            "Not yet on the map, heard {n} day ago: {name} on {issue}: {field} went from {before} "
            "to {after}.",
            "Not yet on the map, heard {n} days ago: {name} on {issue}: {field} went from "
            "{before} to {after}.",
            int(row["days"]),
            name=row["name"],
            issue=row["issue_name"],
            field=fields[row["field"]],
            before=row["before"],
            after=row["after"],
        )
        for row in changes.to_dict("records")
    ]


def say_chart_labels(t: Translator) -> Mapping[str, str]:
    """Give the words that the play's charts need."""
    return {
        "talk": t.text("a talk alone"),
        "silence": t.text("over {days} days without a talk", days=DAYS),
        "open": t.text("still silent"),
        "days": t.text("days since"),
        "share": t.text("share of partners with a talk that month"),
        "median": t.text("median"),
        "mean": t.text("average"),
        "upper": t.text("upper limit"),
        "lower": t.text("lower limit"),
        "inside": t.text("the usual ups and downs"),
        "outside": t.text("beyond the usual"),
    }
