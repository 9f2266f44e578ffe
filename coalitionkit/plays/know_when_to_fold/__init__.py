"""Know When to Fold 'Em: dated facts, triggers on their day, and candidate fights side by side.

The kit lists facts and runs the conversation; people decide. Nothing here is a score or a label.
"""

from coalitionkit.plays.know_when_to_fold.dates import (
    EXITS,
    OUTSIDE,
    Closing,
    Purpose,
    count_triggers_due,
    count_triggers_met,
    find_changes_outside,
    find_closing,
    find_purpose,
    find_triggers,
)
from coalitionkit.plays.know_when_to_fold.fights import (
    CANDIDATES,
    Fight,
    find_candidates,
    find_fights,
)
from coalitionkit.plays.know_when_to_fold.logs import (
    ABSENT_MEETINGS,
    QUARTER_DAYS,
    Compared,
    UpdateTime,
    compare_attendance,
    compare_unanswered,
    count_update_time,
    find_absent,
    find_attendance,
    find_unanswered,
)
from coalitionkit.plays.know_when_to_fold.value import find_value

__all__ = [
    "ABSENT_MEETINGS",
    "CANDIDATES",
    "EXITS",
    "OUTSIDE",
    "QUARTER_DAYS",
    "Closing",
    "Compared",
    "Fight",
    "Purpose",
    "UpdateTime",
    "compare_attendance",
    "compare_unanswered",
    "count_triggers_due",
    "count_triggers_met",
    "count_update_time",
    "find_absent",
    "find_attendance",
    "find_candidates",
    "find_changes_outside",
    "find_closing",
    "find_fights",
    "find_purpose",
    "find_triggers",
    "find_unanswered",
    "find_value",
]
