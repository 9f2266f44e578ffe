"""What a report follows from: when that is the same, the report would be the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import coalitionkit
from coalitionkit.files import find_shipped
from coalitionkit.record import Coalition
from coalitionkit.record.schema import TABLES
from coalitionkit.record.writing import render_rows
from coalitionkit.report.plan import Plan, find_template

# Where and how it is built; no report's files follow from it.
_ELSEWHERE = {"out", "only", "force", "time_limit", "memory_limit", "fresh_kernels"}
# Values of these may be private: a hash of them, or their names alone, go where others read.
_LIBRARIES = (
    *("altair", "nbconvert", "numpy", "pandas", "papermill", "pypandoc-binary", "scipy"),
    *("typst", "vl-convert-python"),
)


def describe_making(plan: Plan) -> Mapping[str, Any]:
    """Say for the manifest what the reports follow from beside the record.

    Of parameters only the names: their values may be meant for one group alone.
    """
    return {
        "coalitionkit": coalitionkit.__version__,
        "template": _hash_file(find_template(plan))[:12],
        "audience": plan.audience,
        "language": plan.language,
        "formats": list(plan.formats),
        "parameters": sorted({*plan.parameters}.union(*plan.by_group.values())),
    }


def hash_inputs(group: Coalition, plan: Plan, *, cohort: str) -> str:
    """Hash all that one group's report follows from.

    It follows from answers that may not be shown: it never goes into a folder that is shared.
    """
    tables = {
        table.name: [table.headings, render_rows(group.tables[table.name], table)]
        for table in TABLES
        if len(group.tables[table.name])
    }
    own = plan.by_group.get(group.id, {})
    told = [group.id, cohort, hash_kit(), _list_options(plan), own, tables]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def hash_whole(inputs: Iterable[str]) -> str:
    """Hash all that the cohort's own report follows from: what its groups' reports follow from."""
    template = find_shipped("notebooks", "templates", "cohort_report.ipynb")
    return hashlib.sha256("".join([*inputs, _hash_file(template)]).encode()).hexdigest()


def _list_options(plan: Plan) -> Mapping[str, Any]:
    """List the plan's options that a file follows from; of files, what is in them."""
    options = {field.name: getattr(plan, field.name) for field in fields(plan)}
    options["template"] = find_template(plan)
    return {
        name: _hash_file(value) if isinstance(value, Path) else value
        for name, value in options.items()
        if name not in {*_ELSEWHERE, "by_group"}
    }


def _hash_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def hash_kit() -> str:
    """Hash the kit itself and the versions of what draws and writes for it.

    The version alone would take a report for current that an older copy of the sources built.
    """
    told = hashlib.sha256()
    for path in _list_sources():
        told.update(path.name.encode() + b"\0" + path.read_bytes())
    for name in _LIBRARIES:
        told.update(f"{name} {_find_version(name)}\0".encode())
    return told.hexdigest()


def _find_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _list_sources() -> Iterator[Path]:
    """List the files of the package and the playbook, in an order that is always the same."""
    package = Path(coalitionkit.__file__).parent
    for top in (package, find_shipped("data", "playbook")):
        for path in sorted(top.rglob("*")):
            within = path.relative_to(top).parts
            if path.is_file() and "__pycache__" not in within and within[0] != "shipped":
                yield path
