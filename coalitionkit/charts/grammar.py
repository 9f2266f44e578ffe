"""Altair in half the time: a grammar that no chart needs is read when somebody needs it."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

_GRAMMAR = "rfc3987_syntax"


def put_off_grammar() -> None:
    """Import jsonschema, as altair does, less the grammar of international web addresses.

    Its package compiles it at import, in more than a second, and it checks none but a schema's
    "iri", which altair's and Jupyter's don't hold. Where one does, it is compiled then.
    """
    if {"jsonschema", _GRAMMAR} & set(sys.modules) or find_spec(_GRAMMAR) is None:
        return
    stand_in = ModuleType(_GRAMMAR)
    stand_in.is_valid_syntax = _is_valid_syntax  # type: ignore[attr-defined]
    sys.modules[_GRAMMAR] = stand_in
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[_GRAMMAR]


def _is_valid_syntax(term: str, value: str) -> bool:
    return bool(import_module(_GRAMMAR).is_valid_syntax(term, value))
