"""Whose figures a report carries: the batch looks at each before it gives it its name.

A template may name a coalition where it should take its parameters. Then every group's page would
show one group's figures, each under another title, and nobody would see it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coalitionkit.errors import CoalitionkitError

if TYPE_CHECKING:
    from coalitionkit.report.manifest import Entry

# In the folder where a report's notebook runs; where there is none, nothing is noted.
_RECEIPTS = ".opened.jsonl"
_HOW = "Let it take the parameters record, coalition, wave and audience, as the kit's own does."

SHARED = f"It has the same file as {{}}: the template does not tell groups apart. {_HOW}"


class NotItsOwnError(CoalitionkitError):
    """A report carries what is not its group's own."""


def ask_for_receipts(folder: Path) -> None:
    """Have every report that is opened in this folder noted."""
    (folder / _RECEIPTS).touch()


def leave_receipt(coalition: str, audience: str, wave: int | None, data: str) -> None:
    """Note what was opened, where the batch asked for it."""
    receipts = Path(_RECEIPTS)
    if receipts.is_file():
        line = json.dumps([coalition, audience, wave, data])
        with receipts.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def check_receipts(folder: Path, entry: Entry, audience: str) -> None:
    """Make sure that all that a notebook opened is its own group's.

    Raises
    ------
    NotItsOwnError
    """
    for line in (folder / _RECEIPTS).read_text(encoding="utf-8").splitlines():
        coalition, reader, wave, data = json.loads(line)
        if coalition != entry.outcome.coalition:
            raise NotItsOwnError(f"The template opened the report of {coalition!r} here. {_HOW}")
        if reader != audience:
            raise NotItsOwnError(f"The template opened the copy for {reader} here. {_HOW}")
        if wave == entry.wave and data != entry.data:
            raise NotItsOwnError(f"The template showed other answers than the record's. {_HOW}")


def find_twin(entry: Entry, seen: Mapping[str, Entry]) -> Entry | None:
    """Find another group with a file of the very same bytes; each of them must be its own.

    Pages of two groups of one name may be the same, where neither has anything to show. Their
    notebooks say the group's id.

    Parameters
    ----------
    entry : Entry
    seen : mapping
        Hash of a file -> the entry of the group that has it.
    """
    for path, digest in entry.files.items():
        other = seen.get(digest)
        if other is None or other.outcome.coalition == entry.outcome.coalition:
            continue
        alike = other.outcome.name == entry.outcome.name
        if path.endswith(".ipynb") or not (alike or path.endswith(".ics")):
            return other
    return None
