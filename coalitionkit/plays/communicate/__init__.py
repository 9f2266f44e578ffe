"""Communicate Constantly: who has not been heard, who starts, who is asked what changed.

Equal attention is not the aim: these are facts about silence, not scores of anyone.
"""

from coalitionkit.plays.communicate.calendar import plan_checkins, write_calendar
from coalitionkit.plays.communicate.news import (
    News,
    count_news,
    find_convener_talks,
    find_unwritten,
)
from coalitionkit.plays.communicate.silence import (
    DAYS,
    Coverage,
    count_coverage,
    count_silent_partners,
    find_contacts,
    find_silences,
    find_starters,
    measure_coverage,
)
from coalitionkit.plays.communicate.talks import find_last_day, list_talks
from coalitionkit.plays.communicate.trend import (
    Pattern,
    Trend,
    find_monthly_reach,
    find_pattern,
    find_trend,
)

__all__ = [
    "DAYS",
    "Coverage",
    "News",
    "Pattern",
    "Trend",
    "count_coverage",
    "count_news",
    "count_silent_partners",
    "find_contacts",
    "find_convener_talks",
    "find_last_day",
    "find_monthly_reach",
    "find_pattern",
    "find_silences",
    "find_starters",
    "find_trend",
    "find_unwritten",
    "list_talks",
    "measure_coverage",
    "plan_checkins",
    "write_calendar",
]
