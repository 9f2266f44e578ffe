"""Facts of the record on which a next step may rest, each a count; 0 is not so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays.communicate import count_silent_partners, find_last_day
from coalitionkit.plays.craft_compromise import count_below_best, is_bolder_with_fewer
from coalitionkit.plays.diagnosis import count_refusals, count_update_meetings
from coalitionkit.plays.know_when_to_fold import count_triggers_due
from coalitionkit.plays.map_conflict import (
    has_joining_conflict,
    is_newest_conflict_old,
    is_over_a_third_not_heard_alone,
)
from coalitionkit.plays.surface_tension import count_old_tensions, is_quiet_but_apart
from coalitionkit.record import Coalition
from coalitionkit.record.audiences import Audience

# Meetings in a row with little debate before the rule on updates fires (report.md, R6).
MEETINGS_IN_A_ROW = 3

# What was heard alone, and walk-aways, are only in the convener's copy; read from another, these
# facts would be false.
_CONVENER_ONLY = ("not heard alone", "below walk-away")
# These stand in the record whether or not anything in it has a date.
_DATELESS = ("no joining conflict", "below walk-away", "bolder with fewer")


def _count_update_meetings(coalition: Coalition, day: dt.date) -> int:
    count = count_update_meetings(coalition, as_of=day)
    return count if count >= MEETINGS_IN_A_ROW else 0


_FACTS: Mapping[str, Callable[[Coalition, dt.date], int]] = {
    "no joining conflict": lambda group, day: not has_joining_conflict(group),
    "not heard alone": lambda group, day: is_over_a_third_not_heard_alone(group),
    "silent partners": lambda group, day: count_silent_partners(group, as_of=day),
    "old tensions": lambda group, day: count_old_tensions(group, as_of=day),
    "meetings of updates": _count_update_meetings,
    "quiet but apart": lambda group, day: is_quiet_but_apart(group, as_of=day),
    "below walk-away": lambda group, day: count_below_best(group),
    "bolder with fewer": lambda group, day: is_bolder_with_fewer(group),
    "triggers due": lambda group, day: count_triggers_due(group, as_of=day),
    "old conflict": lambda group, day: is_newest_conflict_old(group, as_of=day),
    "reopening refused": lambda group, day: count_refusals(group, as_of=day),
}


def count_fact(fact: str, coalition: Coalition, audience: Audience) -> int:
    """Count the records behind a fact, from what the audience may see.

    Parameters
    ----------
    fact : str
        As in ``data/playbook/conditions.csv``.
    coalition : Coalition
        Limited to the audience.
    audience : Audience

    Returns
    -------
    int
        0 where it is not so, or where the record can't say.
    """
    if audience != "convener" and fact in _CONVENER_ONLY:
        return 0
    try:
        day = dt.date.min if fact in _DATELESS else find_last_day(coalition)
        return int(_FACTS[fact](coalition, day))
    except (NeedsError, UsageError):
        return 0
