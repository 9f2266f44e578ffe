"""The diagnosis in words: a probability with its evidence, or what can't be told yet."""

from coalitionkit.words.diagnosis.picture import (
    say_chart_labels,
    say_chart_text,
    say_error_rates,
    say_kind,
    say_quarter,
    say_quarter_line,
    say_rates_caption,
    say_rates_columns,
)
from coalitionkit.words.diagnosis.signals import (
    say_innocent,
    say_question,
    say_records,
    say_signal,
    say_signal_name,
)
from coalitionkit.words.diagnosis.state import (
    say_aims,
    say_best_record,
    say_diagnosis,
    say_headings,
    say_meaning,
    say_missing,
    say_percent,
    say_rules,
    say_state,
)

__all__ = [
    "say_aims",
    "say_best_record",
    "say_chart_labels",
    "say_chart_text",
    "say_diagnosis",
    "say_error_rates",
    "say_headings",
    "say_innocent",
    "say_kind",
    "say_meaning",
    "say_missing",
    "say_percent",
    "say_quarter",
    "say_quarter_line",
    "say_question",
    "say_rates_caption",
    "say_rates_columns",
    "say_records",
    "say_rules",
    "say_signal",
    "say_signal_name",
    "say_state",
]
