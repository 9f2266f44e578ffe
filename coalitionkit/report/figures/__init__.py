"""A play's result computed, said and drawn in one call: one module per play.

``ck.figures.map_conflict.draw_ranges(coalition, "rent")`` gives the very picture that a report
shows. A figure shows all that its record holds; what an audience may not see has to leave the
record first (:func:`coalitionkit.record.audiences.limit_to_audience`). Modules load when first
asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coalitionkit.report.figures import (
        communicate,
        contrasts,
        craft_compromise,
        diagnosis,
        evidence_bar,
        know_when_to_fold,
        map_conflict,
        seating,
        surface_tension,
    )

__all__ = [
    "communicate",
    "contrasts",
    "craft_compromise",
    "diagnosis",
    "evidence_bar",
    "know_when_to_fold",
    "map_conflict",
    "seating",
    "surface_tension",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
