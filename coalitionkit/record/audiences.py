"""Who may see what of a record: private rows leave before anything is computed from them.

A report for an audience is made from what :func:`limit_to_audience` gives and from nothing else.
What a page never gets, it can't show by mistake (method.md, section 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

import pandas as pd

from coalitionkit.playbook import Item, Playbook
from coalitionkit.record.coalition import Coalition, Tables

Audience = Literal["convener", "partners", "public"]
AUDIENCES: tuple[Audience, ...] = ("convener", "partners", "public")

# Someone's own view, and what they mean to do next, stay on their computer; no report holds them.
_NEVER = ("ratings", "intentions")
_CONVENER_ONLY = ("walkaways", "perceptions", "influence", "capability", "changes")
_HEARD_ALONE = ("positions", "interests", "consent")
_BLANK: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "convener": {},
    "partners": {
        "partners": ("must_have",),
        "tensions": ("raised_by",),
        "checkins": ("what_changed", "was_on_map"),
    },
    # The issues are not public, so no row may point to one.
    "public": {"meetings": ("title", "revisit", "dissent")},
}
# The public may not name or count a partner, so no table with a partner in it is left.
_PUBLIC = ("coalitions", "waves", "responses", "meetings", "triggers")


def limit_to_audience(coalition: Coalition, audience: Audience) -> Coalition:
    """Leave out of a record what an audience may not see.

    Parameters
    ----------
    coalition : Coalition
    audience : {"convener", "partners", "public"}
        The convener's copy keeps all but ratings and intentions. The partners' has no walk-away,
        perception, influence or unwritten change, nothing that was heard alone, and nobody called
        must-have. The public's has no table that names or counts a partner.

    Returns
    -------
    Coalition
        A new one; the survey's answers stay in it, and only the survey's own rules show them.
    """
    tables = coalition.tables
    assert isinstance(tables, Tables)
    drop = set(_NEVER)
    if audience != "convener":
        drop |= set(_CONVENER_ONLY)
    if audience == "public":
        drop |= set(tables) - set(_PUBLIC)
    changed = _hide_what_was_told_alone(tables) if audience == "partners" else {}
    for name, columns in _BLANK[audience].items():
        changed[name] = changed.get(name, tables[name]).assign(**dict.fromkeys(columns))
    return Coalition(coalition.id, tables.change(changed, leave_out=drop))


def _hide_what_was_told_alone(tables: Tables) -> dict[str, pd.DataFrame]:
    changed = {}
    for name in _HEARD_ALONE:
        heard = tables[name]
        changed[name] = heard[heard["setting"] == "meeting"]
    # That there is a disagreement may be told; what was said of it alone may not.
    tensions, levels = tables["tensions"], tables["levels"]
    alone = tensions["setting"] == "alone"
    changed["tensions"] = tensions.assign(
        **{name: tensions[name].mask(alone, "") for name in ("name", "between")}
    )
    # What a level is worth to a partner is as private as its walk-away.
    changed["levels"] = levels[levels["partner"] == ""]
    return changed


def limit_book(coalition: Coalition, audience: Audience) -> Playbook:
    """Leave out of a coalition's own questions those that an audience may not read.

    Parameters
    ----------
    coalition : Coalition
        Not limited yet: its partners' names are needed here.
    audience : {"convener", "partners", "public"}
        The public gets no question or answer that names a partner.
    """
    book = coalition.book
    if audience != "public":
        return book
    names = [name.casefold() for name in coalition.partners["name"] if name.strip()]
    own = {
        item.id: item
        for item in book.own.values()
        if not any(name in words.casefold() for name in names for words in _list_words(item))
    }
    return replace(book, own=own)


def _list_words(item: Item) -> Iterator[str]:
    for words in (item.question, *item.options.values()):
        yield from words.values()
