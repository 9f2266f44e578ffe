"""Arrange the seating: what each partner brings, what leaves with it, and which chairs are empty.

What a coalition needs and who carries it make a coverage game: a need is met as soon as one
partner carries it. Both readings of a partner's part are given, what it alone carries and its
fair share of what it carries with others; size is never scored.
"""

from coalitionkit.plays.seating.carriers import (
    find_absences,
    find_carriers,
    find_contributions,
    find_empty_chairs,
    find_single_carriers,
    find_unexplained,
)
from coalitionkit.plays.seating.reach import (
    Reach,
    count_reach,
    find_policymakers,
    find_reach_by_size,
    find_ties,
    list_seated,
)
from coalitionkit.plays.seating.what_if import find_losses, find_unreached, leave_out

__all__ = [
    "Reach",
    "count_reach",
    "find_absences",
    "find_carriers",
    "find_contributions",
    "find_empty_chairs",
    "find_losses",
    "find_policymakers",
    "find_reach_by_size",
    "find_single_carriers",
    "find_ties",
    "find_unexplained",
    "find_unreached",
    "leave_out",
    "list_seated",
]
