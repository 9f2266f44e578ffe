"""Surface Tension: how long disagreements wait, how they are voiced, and what stays unsaid.

Everything here is a fact of the coalition's own log; thresholds are the kit's conventions.
"""

from coalitionkit.plays.surface_tension.lead_times import (
    WAITING_DAYS,
    LeadSummary,
    count_items,
    count_kinds,
    count_old_tensions,
    estimate_waiting,
    find_lead_times,
    find_old_tensions,
    summarize_lead_times,
)
from coalitionkit.plays.surface_tension.people import (
    NEWCOMER_DAYS,
    compare_settings,
    find_newcomers,
)
from coalitionkit.plays.surface_tension.voices import (
    LEAST_ITEMS,
    LITTLE_DISSENT,
    Dissent,
    Gap,
    count_dissent,
    count_voicing,
    find_gap,
    is_quiet_but_apart,
)

__all__ = [
    "LEAST_ITEMS",
    "LITTLE_DISSENT",
    "NEWCOMER_DAYS",
    "WAITING_DAYS",
    "Dissent",
    "Gap",
    "LeadSummary",
    "compare_settings",
    "count_dissent",
    "count_items",
    "count_kinds",
    "count_old_tensions",
    "count_voicing",
    "estimate_waiting",
    "find_gap",
    "find_lead_times",
    "find_newcomers",
    "find_old_tensions",
    "is_quiet_but_apart",
    "summarize_lead_times",
]
