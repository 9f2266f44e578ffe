"""Tasks on the seating, asked of the child welfare case."""

from __future__ import annotations

from coalitionkit.plays import seating as play
from coalitionkit.teach.answers import is_number, name_one, name_several
from coalitionkit.teach.checks import Task
from coalitionkit.teach.tasks.common import ask, load, name_partners

_CASE = "child-welfare"


def _name_assets() -> dict[str, tuple[str, ...]]:
    return {asset: (asset.replace("-", " "),) for asset in load(_CASE).needs["asset"]}


def _names_empty_chairs(answer: object) -> bool:
    """Ask what is needed and carried by nobody."""
    chairs = ask(play.find_empty_chairs, _CASE)["asset"]
    return name_several(answer, _name_assets()) == frozenset(chairs)


def _names_what_leaves(answer: object) -> bool:
    """Ask what leaves with the county agencies, since nobody else carries it."""
    alone = ask(play.find_single_carriers, _CASE)
    wanted = frozenset(alone.loc[alone["partner"] == "county", "asset"])
    return name_several(answer, _name_assets()) == wanted


def _names_the_irreplaceable(answer: object) -> bool:
    """Ask who alone carries most."""
    parts = ask(play.find_contributions, _CASE)
    most = parts.sort_values("unique", kind="stable")["partner"].iloc[-1]
    return name_one(answer, name_partners(_CASE)) == str(most)


def _counts_the_reached(answer: object) -> bool:
    """Ask how many of the policymakers at least one partner surely reaches."""
    reach = ask(play.count_reach, _CASE)
    share = reach.one_low / reach.policymakers
    return is_number(answer, reach.one_low) or is_number(answer, share, within=0.006)


def _is_what_zero_means(answer: object) -> bool:
    """Ask what a unique part of nothing means: others carry it too, and no more."""
    return name_one(answer, {"a": (), "b": (), "c": (), "d": ()}) == "b"


TASKS = (
    Task("seat_1", _names_empty_chairs),
    Task("seat_2", _names_what_leaves),
    Task("seat_3", _names_the_irreplaceable),
    Task("seat_4", _counts_the_reached),
    Task("seat_5", _is_what_zero_means),
)
