"""Talks drawn: each partner's line of talks and silences, and how many were heard each month."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from coalitionkit import charts
from coalitionkit.charts import communicate as pictures
from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.playbook import Language
from coalitionkit.plays import communicate as play
from coalitionkit.record import Coalition
from coalitionkit.report.blocks import Figure
from coalitionkit.words import communicate as words
from coalitionkit.words.catalog import Translator

LEAST_MONTHS = 3


def draw_timeline(
    coalition: Coalition,
    *,
    as_of: dt.date | None = None,
    found: pd.DataFrame | None = None,
    language: Language = "en",
    drawn: bool = True,
) -> Figure:
    """Draw each partner's talks and silences, up to a day.

    Parameters
    ----------
    coalition : Coalition
    as_of : date, optional
        The last day to read; the record's last if not given.
    found : DataFrame, optional
        From ``plays.communicate.find_contacts`` for this day, if it is already known.
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure

    Raises
    ------
    NeedsError
        If there are no partners on that day, or no check-in is dated that day or before.
    """
    t = Translator(language)
    day = as_of or play.find_last_day(coalition)
    contacts = play.find_contacts(coalition, as_of=day) if found is None else found
    if contacts.empty:
        raise NeedsError("partners", ("partner", "name"))
    title = words.say_timeline_title(t, play.measure_coverage(contacts))
    chart = pictures.chart_timeline(
        contacts,
        talks=play.list_talks(coalition, as_of=day),
        silences=play.find_silences(coalition, as_of=day),
        as_of=day,
        title=title,
        labels=words.say_chart_labels(t),
    )
    text = words.say_timeline_text(t, title, contacts)
    return Figure(charts.to_spec(chart), text, drawn=drawn)


def draw_months(
    coalition: Coalition,
    *,
    as_of: dt.date | None = None,
    language: Language = "en",
    drawn: bool = True,
) -> Figure:
    """Draw the share of partners heard in each month, with its pattern.

    Parameters
    ----------
    coalition : Coalition
    as_of : date, optional
        The last day to read; the record's last if not given.
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure

    Raises
    ------
    NeedsError
        If there are no partners, or no check-in is dated that day or before.
    UsageError
        If fewer than three whole months are on record.
    """
    t = Translator(language)
    day = as_of or play.find_last_day(coalition)
    months = play.find_monthly_reach(coalition, as_of=day)
    if len(months) < LEAST_MONTHS:
        raise UsageError(words.say_no_months(t))
    pattern = play.find_pattern(list(months["share"]))
    title = words.say_months_title(t, pattern)
    labels = words.say_chart_labels(t)
    chart = pictures.chart_months(months, pattern=pattern, title=title, labels=labels)
    return Figure(charts.to_spec(chart), words.say_months_text(t, title, months), drawn=drawn)
