"""The map drawn: ranges on an issue, who clashes with whom, and how old each entry is."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from coalitionkit import charts
from coalitionkit.charts import map_conflict as pictures
from coalitionkit.errors import NeedsError
from coalitionkit.playbook import Language
from coalitionkit.plays import map_conflict as play
from coalitionkit.plays.communicate import find_last_day
from coalitionkit.record import Coalition
from coalitionkit.report.blocks import Figure
from coalitionkit.words import map_conflict as words
from coalitionkit.words.catalog import Translator

STALE_DAYS = 90


def find_day(coalition: Coalition) -> dt.date:
    """Find the day from which ages count: the record's last, else the map's own last.

    Raises
    ------
    NeedsError
        If neither a log nor a position has a date.
    """
    try:
        return find_last_day(coalition)
    except NeedsError:
        days = coalition.positions["as_of"].dropna()
        if days.empty:
            raise NeedsError("positions", ("partner", "issue", "as_of")) from None
        return pd.Timestamp(days.max()).date()


def draw_ranges(
    coalition: Coalition,
    issue: str,
    *,
    found: play.IssueRanges | None = None,
    language: Language = "en",
    drawn: bool = True,
) -> Figure:
    """Draw each partner's range on one issue, with what all accept.

    Parameters
    ----------
    coalition : Coalition
    issue : str
        Its id.
    found : IssueRanges, optional
        From ``plays.map_conflict.find_ranges``, if it is already known.
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure

    Raises
    ------
    NeedsError
        If there is no position on an issue with a scale.
    UsageError
        If nobody has a position on this issue; the message names those with positions.
    """
    t, names = Translator(language), play.find_names(coalition)
    found = found or play.find_ranges(coalition, issue)
    title = words.say_ranges_title(t, found, names)
    chart = pictures.chart_ranges(found, title=title, labels=words.say_map_labels(t))
    return Figure(charts.to_spec(chart), words.say_ranges(t, found, names), drawn=drawn)


def draw_clashes(coalition: Coalition, *, language: Language = "en", drawn: bool = True) -> Figure:
    """Draw on how many issues each two partners have no level in common.

    Parameters
    ----------
    coalition : Coalition
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure

    Raises
    ------
    NeedsError
        If no two partners have a position on the same issue.
    """
    t, names = Translator(language), play.find_names(coalition)
    clashes = play.find_clashes(coalition)
    if clashes.empty:
        raise NeedsError("positions", ("partner", "issue", "lowest", "highest"))
    counts = play.count_clashes(clashes)
    title = words.say_clashes_title(t, counts, names)
    labels = words.say_map_labels(t)
    chart = pictures.chart_clashes(clashes, title=title, labels=labels, names=names)
    return Figure(charts.to_spec(chart), words.say_clashes(t, counts, names), drawn=drawn)


def draw_cells(
    coalition: Coalition,
    *,
    as_of: dt.date | None = None,
    days: int = STALE_DAYS,
    language: Language = "en",
    drawn: bool = True,
) -> Figure:
    """Draw how old each entry of the map is; the stale ones are grayed.

    Parameters
    ----------
    coalition : Coalition
    as_of : date, optional
        The day from which ages count; the record's last if not given.
    days : int
        An entry older than this is stale; at least 0.
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure

    Raises
    ------
    NeedsError
        If there is no position, or no date to count from.
    """
    t, names = Translator(language), play.find_names(coalition)
    cells = play.find_cells(coalition, as_of=as_of or find_day(coalition), days=days)
    title = words.say_cells_title(t, cells, days)
    labels = words.say_map_labels(t)
    chart = pictures.chart_cells(cells, title=title, labels=labels, names=names, days=days)
    return Figure(charts.to_spec(chart), words.say_cells(t, cells, names, days), drawn=drawn)
