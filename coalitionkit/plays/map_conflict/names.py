"""What people call the partners, issues and levels that a record knows by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coalitionkit.plays.map_conflict.positions import name_partners
from coalitionkit.record.coalition import Coalition


@dataclass(frozen=True)
class Names:
    """Names by id; an id that has none stands for itself.

    Attributes
    ----------
    partners, issues : mapping of str to str
    ends : mapping of str to (str, str)
        What the low and the high end of an issue's scale mean.
    levels : mapping of (issue, level) to str
        What a level means, where the levels table says so.
    """

    partners: Mapping[str, str] = field(repr=False)
    issues: Mapping[str, str] = field(repr=False)
    ends: Mapping[str, tuple[str, str]] = field(repr=False)
    levels: Mapping[tuple[str, float], str] = field(repr=False)

    def partner(self, partner: str) -> str:
        """Name a partner."""
        return self.partners.get(partner) or partner

    def issue(self, issue: str) -> str:
        """Name an issue."""
        return self.issues.get(issue) or issue


def find_names(coalition: Coalition) -> Names:
    """Find what people call the partners, issues and levels of a record.

    Examples
    --------
    >>> import pandas as pd
    >>> partners = pd.DataFrame({"coalition": "g", "partner": ["a"], "name": ["Aspen"]})
    >>> names = find_names(Coalition("g", {"partners": partners}))
    >>> names.partner("a"), names.issue("rent")
    ('Aspen', 'rent')
    """
    issues = coalition.issues
    ends = zip(issues["issue"], issues["low_end"], issues["high_end"], strict=True)
    return Names(
        partners=_drop_empty(name_partners(coalition)),
        issues=_drop_empty(dict(zip(issues["issue"], issues["name"], strict=True))),
        ends={issue: (_or_empty(low), _or_empty(high)) for issue, low, high in ends},
        levels=_list_labels(coalition),
    )


def _list_labels(coalition: Coalition) -> Mapping[tuple[str, float], str]:
    """List what levels mean; rows with a partner hold that partner's value, not a label."""
    rows = coalition.levels[["issue", "level", "label", "partner"]]
    return {
        (issue, float(level)): label
        for issue, level, label, partner in rows.itertuples(index=False, name=None)
        if _or_empty(label) and not _or_empty(partner)
    }


def _drop_empty(names: Mapping[str, object]) -> Mapping[str, str]:
    return {each: name for each, name in names.items() if isinstance(name, str) and name}


def _or_empty(text: object) -> str:
    return text if isinstance(text, str) else ""
