"""Tasks on Know When to Fold 'Em, asked of the standing meeting, which is fiction throughout."""

from __future__ import annotations

from coalitionkit.plays import know_when_to_fold as play
from coalitionkit.plays.diagnosis import count_refusals, find_path
from coalitionkit.teach.answers import is_number, name_one, read_words
from coalitionkit.teach.checks import Task
from coalitionkit.teach.tasks.common import ask

_CASE = "standing-meeting"


def _counts_triggers_due(answer: object) -> bool:
    """Ask how many signs written down beforehand are past their date and unchecked."""
    return is_number(answer, ask(play.count_triggers_due, _CASE, dated=True))


def _counts_update_share(answer: object) -> bool:
    """Ask what share of last quarter's minutes went to updates."""
    spent = ask(play.count_update_time, _CASE, dated=True)
    return is_number(answer, spent.update_minutes / spent.minutes, within=0.011)


def _counts_refusals(answer: object) -> bool:
    """Ask how many requests to reopen were turned down."""
    return is_number(answer, ask(count_refusals, _CASE, dated=True))


def _names_the_quarter(answer: object) -> bool:
    """Ask from which quarter on closed to revisiting is likelier than drifting."""
    path = ask(find_path, _CASE, dated=True)
    turned = path.loc[path["low/low"] > path["low/high"], "start"].iloc[0]
    quarter, year = (turned.month - 1) // 3 + 1, turned.year
    months = ("january", "april", "july", "october")
    said = read_words(answer)
    forms = (
        f"q{quarter} {year}",
        f"{year} q{quarter}",
        f"quarter {quarter} {year}",
        f"{months[quarter - 1]} {year}",
        f"{('first', 'second', 'third', 'fourth')[quarter - 1]} quarter {year}",
        f"{('first', 'second', 'third', 'fourth')[quarter - 1]} quarter of {year}",
        f"{year} {turned.month:02d} 01",
    )
    return said in forms


def _is_who_decides(answer: object) -> bool:
    """Ask what the record can't decide: whether to close."""
    return name_one(answer, {"a": (), "b": (), "c": (), "d": ()}) == "d"


TASKS = (
    Task("fold_1", _counts_triggers_due),
    Task("fold_2", _counts_update_share),
    Task("fold_3", _counts_refusals),
    Task("fold_4", _names_the_quarter),
    Task("fold_5", _is_who_decides),
)
