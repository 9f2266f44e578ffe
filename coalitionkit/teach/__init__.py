"""How the playbook is learned."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {"check": "checks", "draw_class": "planted", "is_right": "checks"}

__all__ = ["check", "draw_class", "is_right"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
