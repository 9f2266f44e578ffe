"""Know When to Fold 'Em in words: dated facts and questions; never a label, never a score."""

from coalitionkit.words.know_when_to_fold.exits import (
    say_closing,
    say_closing_columns,
    say_exit_names,
    say_exits,
    say_headings,
    say_people_decide,
)
from coalitionkit.words.know_when_to_fold.facts import (
    say_absent,
    say_attendance,
    say_joining,
    say_newest,
    say_purpose,
    say_unanswered,
    say_update_time,
    say_zones,
)
from coalitionkit.words.know_when_to_fold.fights import (
    say_attendance_row,
    say_chart_labels,
    say_empty_chairs,
    say_fight,
    say_fight_columns,
    say_fight_row,
    say_fights_intro,
    say_fights_title,
)
from coalitionkit.words.know_when_to_fold.signs import (
    say_nothing_outside,
    say_outside,
    say_trigger,
    say_trigger_columns,
    say_triggers,
)
from coalitionkit.words.know_when_to_fold.value import (
    say_leaves,
    say_stays_if,
    say_unweighed,
    say_value_intro,
)

__all__ = [
    "say_absent",
    "say_attendance",
    "say_attendance_row",
    "say_chart_labels",
    "say_closing",
    "say_closing_columns",
    "say_empty_chairs",
    "say_exit_names",
    "say_exits",
    "say_fight",
    "say_fight_columns",
    "say_fight_row",
    "say_fights_intro",
    "say_fights_title",
    "say_headings",
    "say_joining",
    "say_leaves",
    "say_newest",
    "say_nothing_outside",
    "say_outside",
    "say_people_decide",
    "say_purpose",
    "say_stays_if",
    "say_trigger",
    "say_trigger_columns",
    "say_triggers",
    "say_unanswered",
    "say_unweighed",
    "say_update_time",
    "say_value_intro",
    "say_zones",
]
