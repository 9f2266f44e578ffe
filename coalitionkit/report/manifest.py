"""The batch's own account: what was built for whom from what, and what was not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import coalitionkit
from coalitionkit.report.engine import Outcome
from coalitionkit.survey.figures import ShownSurvey


@dataclass(frozen=True)
class Entry:
    """One group's line: its outcome, and as much of its numbers as its audience may see.

    ``survey`` is None where the group's figures could not be read at all.
    """

    outcome: Outcome
    survey: ShownSurvey | None
    data_hash: str


def write_manifest(entries: Sequence[Entry], *, cohort: str, audience: str, language: str) -> bytes:
    """Write the manifest as JSON.

    ``n`` is null where fewer than the threshold answered, and ``data`` follows from what is shown
    alone: neither can be used to work out a hidden number.
    """
    reports = [
        {
            "coalition": entry.outcome.coalition,
            "name": entry.outcome.name,
            "outcome": entry.outcome.state,
            "file": entry.outcome.file or None,
            "cause": entry.outcome.kind or None,
            "wave": entry.survey.wave if entry.survey else None,
            "n": entry.survey.n if entry.survey else None,
            "invited": entry.survey.invited if entry.survey else None,
            "data": entry.data_hash or None,
            "seconds": round(entry.outcome.seconds, 2),
        }
        for entry in entries
    ]
    told = {
        "coalitionkit": coalitionkit.__version__,
        "cohort": cohort,
        "audience": audience,
        "language": language,
        "reports": reports,
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
