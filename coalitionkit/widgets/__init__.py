"""How a person works on a record, by hand and live: the only door to ipywidgets."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Each widget and the module it lives in; a module loads when its widget is first asked for.
_HOMES: dict[str, str] = {
    "AgendaBuilder": "craft_compromise",
    "CheckinLog": "communicate",
    "CohortReports": "cohort_reports",
    "ConflictMap": "map_conflict",
    "FoldReview": "know_when_to_fold",
    "MeetingLog": "surface_tension",
    "PlantedTruth": "planted_truth",
    "QuickStart": "quick_start",
    "ReportButton": "report_button",
    "Scorecard": "scorecard",
    "SeatingChart": "seating",
    "YourPart": "your_part",
}

__all__: list[str] = []


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(_HOMES)
