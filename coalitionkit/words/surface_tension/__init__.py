"""Surface Tension in words: counts first, open waits stated, conventions named as such."""

from coalitionkit.words.surface_tension.common import (
    say_chart_labels,
    say_chart_text,
    say_days,
    say_headings,
    say_percent,
)
from coalitionkit.words.surface_tension.people import (
    say_newcomers,
    say_setting,
    say_settings,
    say_settings_title,
)
from coalitionkit.words.surface_tension.voices import (
    say_dissent,
    say_gap,
    say_voicing,
)
from coalitionkit.words.surface_tension.waits import (
    say_heard_alone,
    say_kinds,
    say_listed_title,
    say_oldest,
    say_wait,
    say_waits,
    say_waits_title,
)

__all__ = [
    "say_chart_labels",
    "say_chart_text",
    "say_days",
    "say_dissent",
    "say_gap",
    "say_headings",
    "say_heard_alone",
    "say_kinds",
    "say_listed_title",
    "say_newcomers",
    "say_oldest",
    "say_percent",
    "say_setting",
    "say_settings",
    "say_settings_title",
    "say_voicing",
    "say_wait",
    "say_waits",
    "say_waits_title",
]
