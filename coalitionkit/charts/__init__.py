"""A result in a picture: one module per room of results, and the only door to altair.

Modules load when first asked for, so that ``import coalitionkit`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from coalitionkit.charts.grammar import put_off_grammar

if TYPE_CHECKING:
    from coalitionkit.charts import (
        communicate,
        contrasts,
        craft_compromise,
        diagnosis,
        evidence_bar,
        know_when_to_fold,
        map_conflict,
        seating,
        surface_tension,
        survey,
        theme,
    )
    from coalitionkit.charts.theme import to_spec

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
    "survey",
    "theme",
    "to_spec",
]

put_off_grammar()


def __getattr__(name: str) -> Any:
    if name == "to_spec":
        return import_module(f"{__name__}.theme").to_spec
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
