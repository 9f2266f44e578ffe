"""Agendas that hold: the best by a goal, and every one that is as good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from coalitionkit.errors import UsageError
from coalitionkit.plays.craft_compromise.agenda import Agenda, describe_choices
from coalitionkit.plays.craft_compromise.building import build_problem
from coalitionkit.plays.craft_compromise.enumeration import (
    MOST_AGENDAS,
    count_agendas,
    enumerate_best,
)
from coalitionkit.plays.craft_compromise.goals import (
    Goal,
    Objective,
    drop_dominated,
    set_goal,
)
from coalitionkit.plays.craft_compromise.inputs import Inputs, take_inputs
from coalitionkit.plays.craft_compromise.problem import (
    TOLERANCE,
    Ints,
    Problem,
    Reading,
)
from coalitionkit.plays.craft_compromise.solving import Solved, solve
from coalitionkit.record.coalition import Coalition

Method = Literal["auto", "enumeration", "program"]


@dataclass(frozen=True, eq=False)
class Agendas:
    """What :func:`find_agendas` found.

    Attributes
    ----------
    agendas : tuple of Agenda
        All the best, in the order of their levels; empty where no agenda meets the goal.
    objective : {"boldness", "maxmin", "nash", "total"}
    reading : {"hard", "tradable"}
    gap : float
        How much better an agenda could be at most: a share of the value; for ``nash`` a difference
        of log products. 0 is proven.
    all_listed : bool
        Whether there is no other as good. Where there may be, a max-min agenda is the best by its
        least gain, and those above it may not be the greatest.
    partners, required : tuple of str
        Who is considered, and who has to be on board.
    unmapped : DataFrame
        ``partner``, ``issue`` of positions that are not on record; these partners are left out.
    not_asked : tuple of str
        Left out of the tradable reading: their walk-away was not asked.
    issues : int
        How many issues an agenda settles.
    """

    agendas: tuple[Agenda, ...]
    objective: Objective
    reading: Reading
    gap: float
    all_listed: bool
    partners: tuple[str, ...]
    required: tuple[str, ...]
    unmapped: pd.DataFrame
    not_asked: tuple[str, ...]
    issues: int

    @property
    def is_proven(self) -> bool:
        """Whether no agenda is better."""
        return self.gap <= 10 * TOLERANCE

    def to_frame(self) -> pd.DataFrame:
        """Give a row an agenda: its number, boldness, value, count on board, and its levels."""
        rows = [
            {
                "agenda": number,
                "boldness": agenda.boldness,
                "value": agenda.value,
                "on_board": len(agenda.on_board),
                **agenda.levels,
            }
            for number, agenda in enumerate(self.agendas, start=1)
        ]
        return pd.DataFrame(rows)


def find_agendas(
    coalition: Coalition,
    *,
    objective: Objective = "boldness",
    reading: Reading = "hard",
    at_least: int | None = None,
    essential_only: bool = False,
    issues: Iterable[str] | None = None,
    walkaways: Mapping[str, float] | None = None,
    method: Method = "auto",
    seconds: float = 10.0,
) -> Agendas:
    """Find every agenda that is best by an objective and keeps those who must be kept.

    Parameters
    ----------
    coalition : Coalition
    objective : {"boldness", "maxmin", "nash", "total"}
        The boldest; the greatest least gain, then the greatest second least, and so on; the
        greatest product of gains (Nash 1950, Econometrica 18:155); or the greatest sum, nobody
        below the floor. A gain is the utility less the walk-away. All partners' gains count, so
        all must be on board, unless ``at_least`` or ``essential_only`` is given.
    reading : {"hard", "tradable"}
        ``hard``: on board is who is in range on every issue; gains count from a range's ends, 0.
        ``tradable``: on board is whose utility is at its walk-away or above.
    at_least : int, optional
        How many must be on board, must-have partners included. For max-min and Nash that many
        gains count: the must-have partners' and the greatest of the others'.
    essential_only : bool
        Whether only must-have partners must be on board and count.
    issues : iterable of str, optional
        Only these issues.
    walkaways : mapping of str to float, optional
        0-1, in place of those on record. None is ever assumed.
    method : {"auto", "enumeration", "program"}
        ``auto`` looks at every agenda up to a million, else mixed-integer programming.
    seconds : float
        Time for mixed-integer programming; ``gap`` says what it left open.

    Returns
    -------
    Agendas
        Without a must-have partner on record all partners have to be on board.

    Raises
    ------
    NeedsError
        If issues, positions, boldness or walk-aways are not on record.
    UsageError
        If an argument can't be.
    """
    inputs = take_inputs(coalition, issues)
    problem = build_problem(
        inputs, reading=reading, walkaways=walkaways, need_boldness=objective == "boldness"
    )
    goal = set_goal(problem, objective, at_least=at_least, essential_only=essential_only)
    choices, solved = solve_goal(problem, goal, method=method, seconds=seconds)
    return _gather(inputs, problem, goal, choices, solved, objective)


def _gather(
    inputs: Inputs,
    problem: Problem,
    goal: Goal,
    choices: Ints,
    solved: Solved,
    objective: Objective,
) -> Agendas:
    return Agendas(
        agendas=describe_choices(problem, goal, choices),
        objective=objective,
        reading=problem.reading,
        gap=_measure_gap(solved, objective),
        all_listed=solved.all_listed,
        partners=problem.partners,
        required=_name(problem, goal),
        unmapped=inputs.unmapped,
        not_asked=find_not_asked(inputs, problem),
        issues=len(problem.issues),
    )


def find_not_asked(inputs: Inputs, problem: Problem) -> tuple[str, ...]:
    """Name the partners left out because their walk-away was not asked."""
    return tuple(partner for partner in inputs.partners if partner not in problem.partners)


def _name(problem: Problem, goal: Goal) -> tuple[str, ...]:
    named = zip(problem.partners, goal.must, strict=True)
    return tuple(partner for partner, must in named if must)


def solve_goal(
    problem: Problem, goal: Goal, *, method: Method = "auto", seconds: float = 10.0
) -> tuple[Ints, Solved]:
    """Find the best choices, by enumeration where it is short enough.

    Returns
    -------
    tuple
        The choices (agendas, issues) in the problem's own levels, and how they were found.
    """
    if method not in ("auto", "enumeration", "program"):
        raise UsageError(f"method: found {method!r}; allowed: auto, enumeration, program.")
    kept = drop_dominated(problem, goal)
    small = problem.keep(kept)
    if method == "enumeration" or (method == "auto" and count_agendas(small) <= MOST_AGENDAS):
        choices, value = enumerate_best(small, goal)
        solved = Solved(choices, value, value, True)
    else:
        solved = solve(small, goal, seconds=seconds)
    places = [np.flatnonzero(mask) for mask in kept]
    columns = [place[solved.choices[:, k]] for k, place in enumerate(places)]
    whole = np.column_stack(columns).astype(np.int64)
    return whole[np.lexsort(whole.T[::-1])], solved


def _measure_gap(solved: Solved, objective: Objective) -> float:
    if not len(solved.choices):
        return 0.0 if solved.bound == -np.inf else float("inf")
    gap = max(solved.bound - solved.value, 0.0)
    return gap if objective == "nash" else gap / max(abs(solved.value), TOLERANCE)


def place_agenda(problem: Problem, agenda: Mapping[str, float]) -> Ints:
    """Find the places of an agenda's levels (issues).

    Raises
    ------
    UsageError
        If an issue has no level or one that is not among those it may take.
    """
    places = []
    for issue, levels in zip(problem.issues, problem.levels, strict=True):
        if issue not in agenda:
            raise UsageError(
                f"The agenda has no level for {issue}. Give one level for every issue."
            )
        found = np.flatnonzero(np.abs(levels - float(agenda[issue])) <= TOLERANCE)
        if not len(found):
            raise UsageError(
                f"{agenda[issue]:g} is no level of {issue}. Its levels go from {levels.min():g} to "
                f"{levels.max():g}; add a level of your own to table levels."
            )
        places.append(int(found[0]))
    return np.array(places, dtype=np.int64)


def weigh_agenda(
    coalition: Coalition,
    agenda: Mapping[str, float],
    *,
    reading: Reading = "hard",
    walkaways: Mapping[str, float] | None = None,
) -> Agenda:
    """Weigh one agenda: its boldness, what each partner gets, who is on board.

    Parameters
    ----------
    coalition : Coalition
    agenda : mapping of str to float
        A level for each of its issues; other issues are left out.
    reading : {"hard", "tradable"}
    walkaways : mapping of str to float, optional

    Returns
    -------
    Agenda
        ``value`` is its boldness, and NaN where someone required is not on board.

    Examples
    --------
    One agenda of a case: how bold, what a partner gets (``surpluses``: gains), who is out of range.

    >>> import coalitionkit as ck
    >>> case = ck.load_case("home-visiting")
    >>> rows = case.agendas[case.agendas["agenda"] == "twogen-ask"]
    >>> agenda = dict(zip(rows["issue"], rows["level"]))
    >>> weighed = weigh_agenda(case, agenda, reading="tradable")
    >>> round(weighed.boldness), round(weighed.utilities["para"], 2)
    (58, 0.77)
    >>> hard = weigh_agenda(case, agenda)
    >>> sorted(set(hard.utilities) - set(hard.on_board))
    ['evidence']

    The frontier gives the greatest boldness for as many partners; the repair is the smallest edit.

    >>> frontier = ck.craft_compromise.trace_frontier(case).set_index("size")["boldness"]
    >>> round(frontier[len(hard.on_board)])
    72
    >>> (repair,) = ck.craft_compromise.find_repairs(case, agenda)
    >>> {issue: x for issue, x in repair.levels.items() if x != agenda[issue]}
    {'bar': 5.0}
    """
    problem = build_problem(
        take_inputs(coalition, agenda), reading=reading, walkaways=walkaways, need_boldness=False
    )
    return weigh_levels(problem, agenda)


def weigh_levels(problem: Problem, agenda: Mapping[str, float]) -> Agenda:
    """Weigh one agenda in a problem that is built already, as :func:`weigh_agenda` does."""
    goal = set_goal(problem, "boldness", at_least=None, essential_only=False)
    return describe_choices(problem, goal, place_agenda(problem, agenda)[None, :])[0]
