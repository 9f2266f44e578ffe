"""Who is in the invented cohort: kinds of partners, what they fight about, how groups behave.

The text stands in ``archetypes.toml`` beside this page, so that a facilitator can read and change
it; this page turns it into frozen values.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Archetype:
    """A kind of organization, never a real one.

    Attributes
    ----------
    id, name, kind, answers_to, why_invited, need, fear, value : str
    assets : tuple of str
        What it brings, in the words of the needs table.
    """

    id: str
    name: str
    kind: str
    answers_to: str
    why_invited: str
    need: str
    fear: str
    value: str
    assets: tuple[str, ...]


@dataclass(frozen=True)
class Dispute:
    """An issue and the reasons people give at either end of its scale.

    Attributes
    ----------
    id, short, about, name, low_end, high_end : str
        ``short`` names it inside a title, such as "rent limit".
    lowest, highest, step, status_quo, bold_end : float
        In the issue's own unit; levels in use lie ``step`` apart.
    sides : tuple of tuple of str
        Ids of the partners near the low and near the high end; others stand between.
    low, high : tuple of str
        Reasons to stand near either end.
    """

    id: str
    short: str
    about: str
    name: str
    low_end: str
    high_end: str
    lowest: float
    highest: float
    step: float
    status_quo: float
    bold_end: float
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    low: tuple[str, ...]
    high: tuple[str, ...]

    def level(self, share: float) -> float:
        """Find the level in use that is nearest to a share (0-1) of the scale; ends hold."""
        steps = round((self.highest - self.lowest) / self.step)
        place = min(max(int(share * steps + 0.5), 0), steps)
        return self.lowest + place * self.step


@dataclass(frozen=True)
class Behavior:
    """How a coalition in a planted state behaves.

    Attributes
    ----------
    label, why : str
        The printed word for the state, and a sentence on what makes it so.
    engaged, open : float
        Shares (0-1) of method section 10: of E1 to E3, and of O1 and O2.
    spread : float
        How far must-have partners' ideals lie from the middle, as a share of the scale.
    half_range : float
        Half of what a partner accepts, as a share of the scale.
    contact, attend, defend, aired, settled : float
        Shares (0-1): of months with a talk, of meetings attended, of agenda items that defend, of
        tensions that reach an agenda, and of those that are then settled.
    lead_days : tuple of int
        Least and most days from hearing a tension to having it on an agenda.
    before : float
        How much higher the steps stood in an earlier wave.
    steps : mapping
        Item -> the middle of its answers, on the item's own scale.
    reopened : tuple of float
        Shares of the answers a to f to D2.
    """

    label: str
    why: str
    engaged: float
    open: float
    spread: float
    half_range: float
    contact: float
    attend: float
    defend: float
    aired: float
    settled: float
    lead_days: tuple[int, int]
    before: float
    steps: Mapping[str, float]
    reopened: tuple[float, ...]


@dataclass(frozen=True)
class Asking:
    """A time of asking: its first day, how many were asked, and how many answered."""

    opened: date
    invited: int
    answered: int


@dataclass(frozen=True)
class Profile:
    """One invented coalition, before chance fills in its records.

    Attributes
    ----------
    id, name, purpose, joining_conflict, decision_maker, answers_from, shows : str
        ``shows`` says what the coalition is in the cohort for.
    founded : date
    behavior : Behavior
        Its planted state.
    partners : tuple of Archetype
    must_have : tuple of str
        Ids of partners.
    disputes : tuple of Dispute
    waves : tuple of Asking
    stayers : int
        How many people answer in both of two waves.
    meetings, decisions, settled : int
        How many of each are on record; ``settled`` counts issues, the first ones.
    updates : tuple of str
        Titles of its own routine agenda items.
    steps, dk : mapping
        Item -> what differs from the state's steps, and from the usual share of "don't know".
    contact : float
        Share (0-1) of months with a talk.
    influence : bool
        Whether influence in the room is recorded.
    leaver : str
        The partner that left between the waves; empty if none.
    """

    id: str
    name: str
    shows: str
    purpose: str
    joining_conflict: str
    decision_maker: str
    founded: date
    behavior: Behavior
    partners: tuple[Archetype, ...]
    must_have: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    waves: tuple[Asking, ...]
    contact: float
    answers_from: str = "partners"
    stayers: int = 0
    meetings: int = 18
    decisions: int = 40
    settled: int = 4
    updates: tuple[str, ...] = ()
    steps: Mapping[str, float] = field(default_factory=dict)
    dk: Mapping[str, float] = field(default_factory=dict)
    influence: bool = False
    leaver: str = ""


@dataclass(frozen=True)
class Archetypes:
    """All of ``archetypes.toml``.

    Attributes
    ----------
    partners : mapping
        Id -> kind of organization.
    assets : mapping
        What a coalition may need -> its kind.
    behaviors : mapping
        Id of a planted state -> behavior.
    profiles : tuple of Profile
        The twelve coalitions.
    pools : mapping
        Name -> everyday text to draw from; ``{short}`` stands for an issue.
    dk, na : mapping
        Item -> share (0-1) of "don't know" and of "does not apply".
    skipped : float
        Share (0-1) of answers left empty.
    """

    partners: Mapping[str, Archetype]
    assets: Mapping[str, str]
    behaviors: Mapping[str, Behavior]
    profiles: tuple[Profile, ...]
    pools: Mapping[str, tuple[str, ...]]
    dk: Mapping[str, float]
    na: Mapping[str, float]
    skipped: float


def _build_archetype(name: str, line: str) -> Archetype:
    *words, assets = line.split(" | ")
    label, kind, answers_to, why_invited, need, fear, value = words
    return Archetype(
        name, label, kind, answers_to, why_invited, need, fear, value, tuple(assets.split(", "))
    )


def _build_dispute(told: Mapping[str, Any]) -> Dispute:
    lowest, highest, step, status_quo, bold_end = (float(number) for number in told["scale"])
    low_end, high_end = told["ends"]
    low_side, high_side = (tuple(side.split()) for side in told["sides"])
    return Dispute(
        **{name: told[name] for name in ("id", "short", "about", "name")},
        low_end=low_end,
        high_end=high_end,
        lowest=lowest,
        highest=highest,
        step=step,
        status_quo=status_quo,
        bold_end=bold_end,
        sides=(low_side, high_side),
        low=tuple(told["low"]),
        high=tuple(told["high"]),
    )


def _build_behavior(told: Mapping[str, Any]) -> Behavior:
    low, high = told["lead_days"]
    kept = {**told, "lead_days": (low, high), "reopened": tuple(told["reopened"])}
    return Behavior(**kept)


def _build_profile(
    told: Mapping[str, Any],
    behaviors: Mapping[str, Behavior],
    partners: Mapping[str, Archetype],
) -> Profile:
    behavior = behaviors[told["state"]]
    plain = {name: value for name, value in told.items() if name not in ("state", "issues")}
    built = {
        "behavior": behavior,
        "partners": tuple(partners[partner] for partner in told["partners"].split()),
        "must_have": tuple(told["must_have"].split()),
        "disputes": tuple(_build_dispute(issue) for issue in told["issues"]),
        "waves": tuple(Asking(**wave) for wave in told["waves"]),
        "updates": tuple(told["updates"]),
        "contact": told.get("contact", behavior.contact),
    }
    return Profile(**{**plain, **built})


@cache
def load_archetypes() -> Archetypes:
    """Load the hand-written part of the invented cohort.

    Returns
    -------
    Archetypes
        Read once; frozen.

    Examples
    --------
    >>> [profile.name for profile in load_archetypes().profiles][8]
    'Maple County Family Table'
    """
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    partners = {name: _build_archetype(name, line) for name, line in told["archetypes"].items()}
    behaviors = {name: _build_behavior(state) for name, state in told["states"].items()}
    answers = told["answers"]
    return Archetypes(
        partners=partners,
        assets=told["assets"],
        behaviors=behaviors,
        profiles=tuple(_build_profile(one, behaviors, partners) for one in told["coalitions"]),
        pools={name: tuple(texts) for name, texts in told["pools"].items()},
        dk=answers["dk"],
        na=answers["na"],
        skipped=answers["skipped"],
    )
