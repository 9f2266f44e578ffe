"""The report's worksheet of candidate fights, and what agendas on record are worth to whom."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays import know_when_to_fold as play
from coalitionkit.plays.map_conflict import Names, find_names
from coalitionkit.plays.seating import find_empty_chairs
from coalitionkit.record.needs import take_rows
from coalitionkit.report.blocks import Block, Bullets, Grid, Paragraph
from coalitionkit.report.build import Report
from coalitionkit.report.figures import know_when_to_fold as figures
from coalitionkit.words import know_when_to_fold as words

_MOST_CHAIRS = 6


def sees_all(report: Report) -> bool:
    """Say whether this copy holds what was said alone, and may name who would leave."""
    return report.survey.audience == "convener"


def build_fights(report: Report, day: dt.date) -> list[Block]:
    """Build the worksheet: a table, a picture of counts, and the empty chairs."""
    t = report.translator
    fights = play.find_fights(report.coalition)
    names, named = find_names(report.coalition), sees_all(report)
    rows = tuple(
        words.say_fight(t, fight, names.partners, _say_reach(fight, names), named=named)
        for fight in fights
    )
    blocks: list[Block] = [
        Paragraph(words.say_fights_intro(t, named=named)),
        Grid("", words.say_fight_columns(t), rows),
        figures.draw_fights(report.coalition, fights=fights, **report.drawing),
    ]
    return [*blocks, *_list_chairs(report)]


def _say_reach(fight: play.Fight, names: Names) -> str:
    """Say the level up to which a fight holds."""
    return (
        ""
        if fight.agenda is None
        else _say_level(fight.issue, fight.agenda.levels[fight.issue], names)
    )


def _say_level(issue: str, level: float, names: Names) -> str:
    label = names.levels.get((issue, level))
    return f"{level:g} ({label})" if label else f"{level:g}"


def _list_chairs(report: Report) -> list[Block]:
    """Name what nobody holds; the part on seating asks for the tables that are missing."""
    try:
        chairs = find_empty_chairs(report.coalition)["asset"].head(_MOST_CHAIRS)
    except NeedsError:
        return []
    if chairs.empty:
        return []
    return [Paragraph(words.say_empty_chairs(report.translator, list(chairs)))]


def build_value(report: Report, day: dt.date) -> list[Block]:
    """Build what each agenda on record is worth to must-have partners. Convener only."""
    rows = take_rows(report.coalition, "agendas", "agenda", "issue", "level")
    names = find_names(report.coalition)
    told: list[str] = []
    for agenda, part in rows.groupby("agenda", sort=False):
        levels = dict(zip(part["issue"], part["level"], strict=True))
        try:
            value = play.find_value(report.coalition, levels)
        except UsageError:
            told.append(words.say_unweighed(report.translator, str(agenda)))
        else:
            told.append(_say_value(report, str(agenda), value, names))
    return [Bullets(tuple(told))]


def _say_value(report: Report, agenda: str, value: pd.DataFrame, names: Names) -> str:
    t = report.translator
    stays = int((value["stands"] == "stays").sum())
    lines = [words.say_value_intro(t, agenda, stays, len(value))]
    for row in value.to_dict("records"):
        partner = names.partner(row["partner"])
        if row["stands"] == "stays if":
            level = _say_level(row["issue"], row["level"], names)
            lines.append(words.say_stays_if(t, partner, names.issue(row["issue"]), level))
        elif row["stands"] == "leaves":
            lines.append(words.say_leaves(t, partner))
    return " ".join(lines)
