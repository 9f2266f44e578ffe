"""Tasks on Craft Compromise, asked of the child welfare case: agendas that hold and that don't."""

from __future__ import annotations

from collections.abc import Mapping

from coalitionkit.plays import craft_compromise as play
from coalitionkit.teach.answers import is_number, name_several, read_number
from coalitionkit.teach.checks import Task
from coalitionkit.teach.tasks.common import ask, load, name_partners

_CASE = "child-welfare"
# Bolder than the letter with the 14-day limit, which loses the provider.
_BOLD = 56


def _names_who_leaves(answer: object) -> bool:
    """Ask who is outside its range under the letter."""
    letter = ask(play.weigh_recorded, _CASE)["letter"]
    outside = frozenset(set(letter.utilities) - set(letter.on_board))
    return name_several(answer, name_partners(_CASE)) == outside


def _names_whom_two_steps_lose(answer: object) -> bool:
    """Ask whom the committee's second step would lose that the first keeps."""
    weighed = ask(play.weigh_recorded, _CASE)
    first, second = (weighed[f"letter-with-{step}"].on_board for step in ("nursing", "14-days"))
    lost = frozenset(set(first) - set(second))
    return name_several(answer, name_partners(_CASE)) == lost


def _read_agenda(answer: object) -> dict[str, float]:
    """Read a level for every issue."""
    assert isinstance(answer, Mapping)
    levels = {str(issue): read_number(level)[0] for issue, level in answer.items()}
    assert set(levels) == set(load(_CASE).issues["issue"])
    return levels


def _holds_and_is_bolder(answer: object) -> bool:
    """Ask for an agenda that keeps every must-have partner and is bolder than the letter."""
    letter = ask(play.weigh_recorded, _CASE)["letter"]
    agenda = play.weigh_agenda(load(_CASE), _read_agenda(answer))
    must = set(load(_CASE).partners.query("must_have == True")["partner"])
    return must <= set(agenda.on_board) and agenda.boldness > letter.boldness


def _holds_seven_and_is_bold(answer: object) -> bool:
    """Ask for a bold agenda that seven keep, the young people's network among them."""
    agenda = play.weigh_agenda(load(_CASE), _read_agenda(answer))
    on_board = agenda.on_board
    return len(on_board) >= 7 and "alumni" in on_board and agenda.boldness >= _BOLD


def _counts_the_gain(answer: object) -> bool:
    """Ask for the letter's boldness, on the scale from 0 to 100."""
    boldness = ask(play.weigh_recorded, _CASE)["letter"].boldness
    return is_number(answer, boldness, within=0.6)


TASKS = (
    Task("deal_1", _names_who_leaves),
    Task("deal_2", _names_whom_two_steps_lose),
    Task("deal_3", _counts_the_gain),
    Task("deal_4", _holds_and_is_bolder),
    Task("deal_5", _holds_seven_and_is_bold),
)
