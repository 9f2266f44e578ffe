"""Disagreements drawn: how long each waits, and where private and public positions differ."""

from __future__ import annotations

import datetime as dt

from coalitionkit import charts
from coalitionkit.charts import surface_tension as pictures
from coalitionkit.errors import UsageError
from coalitionkit.playbook import Language
from coalitionkit.plays import surface_tension as play
from coalitionkit.plays.communicate import find_last_day
from coalitionkit.plays.map_conflict import Setting, find_names
from coalitionkit.record import Coalition
from coalitionkit.report.blocks import Figure
from coalitionkit.words import surface_tension as words
from coalitionkit.words.catalog import Translator

MOST_ROWS = 20


def draw_lead_times(
    coalition: Coalition,
    *,
    as_of: dt.date | None = None,
    setting: Setting | None = None,
    language: Language = "en",
    drawn: bool = True,
) -> Figure:
    """Draw how long disagreements wait for an agenda, the longest first, at most twenty.

    Parameters
    ----------
    coalition : Coalition
    as_of : date, optional
        The last day to read; the record's last if not given.
    setting : {"alone", "meeting"}, optional
        Only those first heard so. The partners' copy has those of meetings alone.
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure

    Raises
    ------
    NeedsError
        If no disagreement is on record, or no day to read up to.
    UsageError
        If none was first heard in this setting.
    """
    t = Translator(language)
    waits = play.find_lead_times(coalition, as_of=as_of or find_last_day(coalition))
    listed = waits if setting is None else waits[waits["setting"] == setting]
    say_title = words.say_listed_title if setting == "meeting" else words.say_waits_title
    title = say_title(t, play.summarize_lead_times(listed))
    if listed.empty:
        raise UsageError(title)
    longest = listed.sort_values("days", ascending=False, kind="stable").head(MOST_ROWS)
    rows = longest.assign(label=longest["name"].mask(longest["name"] == "", longest["tension"]))
    chart = pictures.chart_lead_times(rows, title=title, labels=words.say_chart_labels(t))
    told = [words.say_wait(t, row) for row in rows.to_dict("records")]
    return Figure(charts.to_spec(chart), words.say_chart_text(title, told), drawn=drawn)


def draw_settings(coalition: Coalition, *, language: Language = "en", drawn: bool = True) -> Figure:
    """Draw where a partner's position given alone differs from the one given in a meeting.

    Only a record that holds both can tell, so only the convener's copy has this.

    Parameters
    ----------
    coalition : Coalition
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure
        The twenty widest differences at most.

    Raises
    ------
    NeedsError
        If nobody's position was recorded both ways.
    UsageError
        If no position differs.
    """
    t, names = Translator(language), find_names(coalition)
    compared = play.compare_settings(coalition)
    apart = compared[compared["distance"] > 0].head(MOST_ROWS)
    title = words.say_settings_title(t, compared)
    if apart.empty:
        raise UsageError(title)
    labels = [
        t.text("{partner}: {issue}", partner=names.partner(partner), issue=names.issue(issue))
        for partner, issue in zip(apart["partner"], apart["issue"], strict=True)
    ]
    rows = apart.assign(label=labels)
    chart = pictures.chart_settings(rows, title=title, labels=words.say_chart_labels(t))
    told = [words.say_setting(t, row) for row in rows.to_dict("records")]
    return Figure(charts.to_spec(chart), words.say_chart_text(title, told), drawn=drawn)
