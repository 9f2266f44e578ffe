"""Dated facts drawn: who came to meetings, and what each candidate fight would bring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from coalitionkit import charts
from coalitionkit.charts import know_when_to_fold as pictures
from coalitionkit.playbook import Language
from coalitionkit.plays import know_when_to_fold as play
from coalitionkit.plays.communicate import find_last_day
from coalitionkit.record import Coalition
from coalitionkit.report.blocks import Figure
from coalitionkit.words import know_when_to_fold as words
from coalitionkit.words.catalog import Translator


def draw_attendance(
    coalition: Coalition,
    *,
    as_of: dt.date | None = None,
    language: Language = "en",
    drawn: bool = True,
) -> Figure:
    """Draw how many of those listed came to each meeting.

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
        If no attendance is on record.
    """
    t = Translator(language)
    day = as_of or find_last_day(coalition)
    attendance = play.find_attendance(coalition, as_of=day)
    title = words.say_attendance(t, play.compare_attendance(coalition, as_of=day))
    chart = pictures.chart_attendance(attendance, title=title, labels=words.say_chart_labels(t))
    rows = attendance.assign(day=[t.date(each.date()) for each in attendance["date"]])
    told = [
        words.say_attendance_row(t, row)
        for row in rows[["day", "attended", "listed"]].to_dict("records")
    ]
    return Figure(charts.to_spec(chart), " ".join([title, *told]), drawn=drawn)


def draw_fights(
    coalition: Coalition,
    *,
    fights: Sequence[play.Fight] | None = None,
    language: Language = "en",
    drawn: bool = True,
) -> Figure:
    """Draw how many partners would stay, leave or have to be asked, fight by fight.

    Parameters
    ----------
    coalition : Coalition
    fights : sequence of Fight, optional
        From ``plays.know_when_to_fold.find_fights``, if they are already known.
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
    """
    t = Translator(language)
    weighed = tuple(play.find_fights(coalition) if fights is None else fights)
    title = words.say_fights_title(t, weighed)
    chart = pictures.chart_fights(weighed, title=title, labels=words.say_chart_labels(t))
    told = [
        words.say_fight_row(t, {"name": fight.name, **pictures.count_parts(fight)})
        for fight in weighed
    ]
    return Figure(charts.to_spec(chart), " ".join([f"{title}.", *told]), drawn=drawn)
