"""What the playbook asks of a coalition's own records: one module a play, pure functions.

Modules load when first asked for, so that ``import coalitionkit`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coalitionkit.plays import (
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
