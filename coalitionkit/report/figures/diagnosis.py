"""The reading of debate and openness drawn: the square, and the way through it."""

from __future__ import annotations

import datetime as dt

from coalitionkit import charts
from coalitionkit.charts.diagnosis import chart_diagnosis
from coalitionkit.playbook import Language
from coalitionkit.plays import diagnosis as play
from coalitionkit.plays.communicate import find_last_day
from coalitionkit.record import Coalition
from coalitionkit.report.blocks import Figure
from coalitionkit.words import diagnosis as words
from coalitionkit.words.catalog import Translator


def draw_square(
    coalition: Coalition,
    *,
    as_of: dt.date | None = None,
    found: play.Diagnosis | None = None,
    language: Language = "en",
    drawn: bool = True,
) -> Figure:
    """Draw where a coalition stands between debate and openness, and its way over the quarters.

    Parameters
    ----------
    coalition : Coalition
    as_of : date, optional
        The last day to read; the record's last if not given.
    found : Diagnosis, optional
        From ``plays.diagnosis.diagnose``, if it is already known; its day counts.
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure

    Raises
    ------
    NeedsError
        If no meeting is on record.
    """
    t = Translator(language)
    if found is None:
        found = play.diagnose(coalition, as_of=as_of or find_last_day(coalition))
    path = play.find_path(coalition, as_of=found.as_of)
    title = words.say_diagnosis(t, found)
    chart = chart_diagnosis(
        found,
        path,
        title=title,
        labels=words.say_chart_labels(t, found),
        quarters=[words.say_quarter_line(t, row) for row in path.to_dict("records")],
    )
    text = words.say_chart_text(t, title, found, path)
    return Figure(charts.to_spec(chart), text, drawn=drawn)
