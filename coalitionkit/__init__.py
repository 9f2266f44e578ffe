"""Evaluate and teach policy coalitions.

``import coalitionkit as ck`` loads no room until it is used: ``ck.load_cohort``, ``ck.report``,
``ck.survey``, ``ck.charts`` and so on; each play by its name, such as ``ck.map_conflict``, and
its pictures by the same name, such as ``ck.figures.map_conflict``.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_ROOMS = ("record", "survey", "plays", "words", "charts", "report", "teach", "widgets")
_PLAYS = (
    "seating",
    "map_conflict",
    "communicate",
    "surface_tension",
    "craft_compromise",
    "know_when_to_fold",
    "diagnosis",
)
_INNER = {"figures": "report"}
_NAMES = {
    "load_cohort": "record",
    "load_case": "record",
    "load_facts": "record",
    "load_sources": "record",
    "look_back": "record",
    "read_record": "record",
}


def __getattr__(name: str) -> Any:
    """Load a room, or a name that lives in one, when it is first used (PEP 562)."""
    if name in _ROOMS:
        return importlib.import_module(f"{__name__}.{name}")
    if name in _PLAYS:
        return importlib.import_module(f"{__name__}.plays.{name}")
    if name in _INNER:
        return importlib.import_module(f"{__name__}.{_INNER[name]}.{name}")
    if name in _NAMES:
        return getattr(importlib.import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"coalitionkit has no {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_ROOMS, *_PLAYS, *_INNER, *_NAMES])
