"""Agendas drawn: what size costs in boldness, and what an agenda gives to whom."""

from __future__ import annotations

import pandas as pd

from coalitionkit import charts
from coalitionkit.charts import craft_compromise as pictures
from coalitionkit.errors import UsageError
from coalitionkit.playbook import Language
from coalitionkit.plays import craft_compromise as play
from coalitionkit.plays.map_conflict import find_names
from coalitionkit.record import Coalition
from coalitionkit.report.blocks import Figure
from coalitionkit.words import craft_compromise as words
from coalitionkit.words import craft_compromise_alone as private
from coalitionkit.words.catalog import Translator

# Seconds for each search, so that nobody waits long; what is left open is said.
SECONDS = 2.0


def draw_frontier(
    coalition: Coalition,
    *,
    frontier: pd.DataFrame | None = None,
    own: tuple[int, float] | None = None,
    language: Language = "en",
    drawn: bool = True,
) -> Figure:
    """Draw the greatest boldness that each number of partners can carry.

    Parameters
    ----------
    coalition : Coalition
    frontier : DataFrame, optional
        From ``plays.craft_compromise.trace_frontier``, if it is already known.
    own : (int, float), optional
        How many an agenda of one's own keeps on board, and its boldness, to be marked too.
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
        If no agenda holds, whatever the size.
    """
    t = Translator(language)
    if frontier is None:
        frontier = play.trace_frontier(coalition, seconds=SECONDS)
    title = words.say_frontier(t, frontier)
    if frontier["boldness"].isna().all():
        raise UsageError(title)
    labels = words.say_chart_labels(t)
    chart = pictures.chart_frontier(frontier, title=title, labels=labels, own=own)
    text = words.say_frontier_text(t, frontier)
    if own:
        text = f"{text} {words.say_own(t, *own)}"
    return Figure(charts.to_spec(chart), text, drawn=drawn)


def draw_gains(
    coalition: Coalition,
    agenda: play.Agenda,
    *,
    title: str = "",
    language: Language = "en",
    drawn: bool = True,
) -> Figure:
    """Draw what an agenda gives each partner against the least it accepts; convener only.

    Parameters
    ----------
    coalition : Coalition
    agenda : Agenda
        From ``plays.craft_compromise.find_agendas`` or ``weigh_agenda``, in the tradable reading.
    title : str
        The finding; if not given, how many get at least their walk-away.
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure
    """
    t, names = Translator(language), find_names(coalition).partners
    title = title or private.say_gains_title(t, agenda)
    labels = words.say_chart_labels(t)
    chart = pictures.chart_gains(agenda, names=names, title=title, labels=labels)
    text = private.say_gains_text(t, agenda, names, title=title)
    return Figure(charts.to_spec(chart), text, drawn=drawn)
