"""How the map was learned: in which way, how long ago, and where partners misread each other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict.positions import find_positions, list_members
from coalitionkit.plays.map_conflict.reasons import normalize_text
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

Kind: TypeAlias = Literal["need", "fear", "value"]
KINDS: tuple[Kind, ...] = ("need", "fear", "value")
# The kit's convention (method.md, section 5); every function takes another.
STALE_DAYS = 90


@dataclass(frozen=True)
class Learned:
    """How needs, fears or values were learned.

    Attributes
    ----------
    kind : {"need", "fear", "value"}
    total : int
        How many are on record.
    in_person, elsewhere, unknown : int
        Face to face; by video, phone or mail; not recorded how. They add up to ``total``.
    alone : int
        How many of all were learned one on one.
    """

    kind: Kind
    total: int
    in_person: int
    elsewhere: int
    unknown: int
    alone: int


def _drop_leavers(coalition: Coalition, rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    gone = set(coalition.partners["partner"]) - set(list_members(coalition))
    for column in columns:
        rows = rows[~rows[column].isin(gone)]
    return rows


def count_learned(coalition: Coalition) -> tuple[Learned, ...]:
    """Count how the needs, fears and values of partners were learned.

    Returns
    -------
    tuple of Learned
        One for each kind that is on record.

    Raises
    ------
    NeedsError
        If no interest of a member says how it was learned.
    """
    rows = _drop_leavers(coalition, coalition.interests, "partner")
    modes = rows["mode"].map(normalize_text)
    if not (modes != "").any():
        raise NeedsError("interests", ("mode",))
    found = []
    for kind in KINDS:
        own = rows["kind"] == kind
        total, known = int(own.sum()), int((own & (modes != "")).sum())
        in_person = int((own & (modes == "in person")).sum())
        alone = int((own & (rows["setting"] == "alone")).sum())
        found.append(Learned(kind, total, in_person, known - in_person, total - known, alone))
    return tuple(count for count in found if count.total)


def list_not_heard_alone(coalition: Coalition) -> tuple[str, ...]:
    """List the members of whom nothing on the map was learned in private (report.md, R2).

    Ask this of the convener's record only: a copy for partners holds nothing heard alone.

    Raises
    ------
    NeedsError
        If there is no member, or no interest or position that says where it was heard.
    """
    members = list_members(coalition)
    if not members:
        raise NeedsError("partners", ("partner",))
    settings: dict[str, set[str]] = {"alone": set(), "meeting": set()}
    for table in (coalition.interests, coalition.positions):
        for partner, setting in zip(table["partner"], table["setting"], strict=True):
            if setting in settings:
                settings[setting].add(partner)
    if not any(settings.values()):
        raise NeedsError("interests", ("partner", "interest", "setting"))
    return tuple(partner for partner in members if partner not in settings["alone"])


def is_over_a_third_not_heard_alone(coalition: Coalition) -> bool:
    """Say whether of over a third of members nothing was learned in private (report.md, R2).

    Raises
    ------
    NeedsError
        As from :func:`list_not_heard_alone`.
    """
    return len(list_not_heard_alone(coalition)) * 3 > len(list_members(coalition))


def find_cells(coalition: Coalition, *, as_of: dt.date, days: int = STALE_DAYS) -> pd.DataFrame:
    """Find how current each cell of the map is: each member on each issue.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
    days : int
        A cell older than this is stale.

    Returns
    -------
    DataFrame
        ``partner``, ``issue``, ``as_of``, ``age`` (days; NaN without a date) and ``state``:
        current, stale, undated, or missing where the partner has no position. In the order of
        issues and partners.

    Raises
    ------
    NeedsError
        If there is no position on an issue with a scale.
    """
    positions = find_positions(coalition)
    partners = list(dict.fromkeys([*list_members(coalition), *positions["partner"]]))
    scaled = coalition.issues
    scaled = scaled[scaled["lowest"] < scaled["highest"]]
    cells = pd.MultiIndex.from_product([scaled["issue"], partners], names=["issue", "partner"])
    known = positions.set_index(["issue", "partner"])["as_of"]
    made = known.reindex(cells).reset_index()
    age = (pd.Timestamp(as_of) - made["as_of"]).dt.days.astype(float)
    state = [
        _judge_cell(cell in known.index, each, days) for cell, each in zip(cells, age, strict=True)
    ]
    return made.assign(age=age, state=state)[["partner", "issue", "as_of", "age", "state"]]


def _judge_cell(is_known: bool, age: float, days: int) -> str:
    if not is_known:
        return "missing"
    if pd.isna(age):
        return "undated"
    return "stale" if age > days else "current"


def find_stale_cells(
    coalition: Coalition, *, as_of: dt.date, days: int = STALE_DAYS
) -> pd.DataFrame:
    """List the positions and interests that are older than so many days, or have no date.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
    days : int

    Returns
    -------
    DataFrame
        ``table`` (positions or interests), ``partner``, ``what`` (the issue's id, or the interest
        in its words), ``as_of``, ``age`` (days; NaN without a date): undated first, then oldest
        first.

    Raises
    ------
    NeedsError
        If there is neither a position nor an interest.
    """
    rows: list[tuple[object, ...]] = []
    if not coalition.positions.empty:
        cells = find_cells(coalition, as_of=as_of, days=days)
        cells = cells[cells["state"] != "missing"][["partner", "issue", "as_of"]]
        rows += [("positions", *row) for row in cells.itertuples(index=False, name=None)]
    interests = _drop_leavers(coalition, coalition.interests, "partner")
    interests = interests[["partner", "interest", "as_of"]]
    rows += [("interests", *row) for row in interests.itertuples(index=False, name=None)]
    if not rows:
        raise NeedsError("positions", ("partner", "issue", "as_of"))
    listed = pd.DataFrame(rows, columns=["table", "partner", "what", "as_of"])
    days_known = pd.to_datetime(listed["as_of"])
    age = (pd.Timestamp(as_of) - days_known).dt.days.astype(float)
    listed = listed.assign(as_of=days_known, age=age)
    stale = listed[listed["age"].isna() | (listed["age"] > days)]
    return stale.sort_values(
        "age", ascending=False, na_position="first", kind="stable"
    ).reset_index(drop=True)


def find_perception_gaps(coalition: Coalition) -> pd.DataFrame:
    """Compare what one partner thinks another needs with what that one said. Convener only.

    Compared are the kinds (need, fear, value) of which the partner named at least one, and only
    where the other has said something: who was not asked has missed nothing. Words are the same
    but for case and spaces.

    Returns
    -------
    DataFrame
        One row a pair: ``partner`` (who thinks), ``on_partner`` (about whom), ``said`` and
        ``guessed`` (counts), ``hits``, ``missed`` (said, not guessed), ``wrong`` (guessed, not
        said) and ``misses`` (the sum of both), most misses first.

    Raises
    ------
    NeedsError
        If there is no perception, or no interest to compare one with.
    """
    guesses = _fold(
        _drop_leavers(
            coalition, take_rows(coalition, "perceptions", "interest"), "partner", "on_partner"
        )
    )
    said = _fold(take_rows(coalition, "interests", "interest"))
    told: dict[str, set[tuple[str, str]]] = {}
    for partner, kind, words in zip(said["partner"], said["kind"], said["_words"], strict=True):
        told.setdefault(partner, set()).add((kind, words))
    rows = []
    for (partner, on_partner), group in guesses.groupby(["partner", "on_partner"], sort=False):
        guessed = set(zip(group["kind"], group["_words"], strict=True))
        kinds = {kind for kind, _ in guessed}
        truth = {each for each in told.get(str(on_partner), set()) if each[0] in kinds}
        if not told.get(str(on_partner)):
            continue
        hits, missed, wrong = (
            len(each) for each in (truth & guessed, truth - guessed, guessed - truth)
        )
        rows.append(
            (partner, on_partner, len(truth), len(guessed), hits, missed, wrong, missed + wrong)
        )
    if not rows:
        raise NeedsError("interests", ("partner", "kind", "interest"))
    names = ["partner", "on_partner", "said", "guessed", "hits", "missed", "wrong", "misses"]
    found = pd.DataFrame(rows, columns=names)
    return found.sort_values("misses", ascending=False, kind="stable").reset_index(drop=True)


def _fold(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(_words=rows["interest"].map(normalize_text))
