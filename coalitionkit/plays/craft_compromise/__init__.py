"""Craft Compromise: agendas that give everyone who matters enough to stay (method.md, section 9).

Positions become utilities; an agenda is one level for every issue. ``find_agendas`` gives the best,
``trace_frontier`` what size costs in boldness, ``find_least_movement`` and ``find_repairs`` what to
do where nothing holds, and the rest whether an agenda lasts.
"""

from coalitionkit.plays.craft_compromise.agenda import Agenda
from coalitionkit.plays.craft_compromise.agendas import Agendas, find_agendas, weigh_agenda
from coalitionkit.plays.craft_compromise.consent import STEPS, Consent, count_consent, find_consent
from coalitionkit.plays.craft_compromise.facts import (
    BOLDER_BY,
    FEWER_BY,
    count_below_best,
    count_below_walkaway,
    find_room,
    find_unasked,
    is_bolder_with_fewer,
    weigh_recorded,
)
from coalitionkit.plays.craft_compromise.goals import OBJECTIVES
from coalitionkit.plays.craft_compromise.problem import value_level
from coalitionkit.plays.craft_compromise.stability import (
    find_own_plans,
    measure_delivery,
    measure_difference,
)
from coalitionkit.plays.craft_compromise.survival import Survival, count_survivals
from coalitionkit.plays.craft_compromise.tradeoffs import (
    find_least_movement,
    find_repairs,
    trace_frontier,
)

__all__ = [
    "BOLDER_BY",
    "FEWER_BY",
    "OBJECTIVES",
    "STEPS",
    "Agenda",
    "Agendas",
    "Consent",
    "Survival",
    "count_below_best",
    "count_below_walkaway",
    "count_consent",
    "count_survivals",
    "find_agendas",
    "find_consent",
    "find_least_movement",
    "find_own_plans",
    "find_repairs",
    "find_room",
    "find_unasked",
    "is_bolder_with_fewer",
    "measure_delivery",
    "measure_difference",
    "trace_frontier",
    "value_level",
    "weigh_agenda",
    "weigh_recorded",
]
