"""The invented cohort's answers: a step per item, drawn through a leaning of each person.

A person's answer is the middle of the item in that coalition, plus how they lean on everything,
plus chance, rounded to a step that is offered. So answers hang together within a person, as
answers do. No answer is tied to a partner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from coalitionkit.playbook import DOES_NOT_APPLY, DONT_KNOW, Item, load_playbook
from coalitionkit.teach.synthetic.archetypes import Archetypes, Profile
from coalitionkit.teach.synthetic.dice import Dice, Floats

# Leaning and chance, in steps; the dose is answered closer to the middle.
_LEANING, _CHANCE, _DOSE = 0.5, 0.7, 0.6
Texts = npt.NDArray[np.object_]


def _draw_steps(item: Item, middle: float, lean: Floats, dice: Dice) -> npt.NDArray[np.int64]:
    """Draw the place of each person's answer among the item's options."""
    lowest = int(item.values[0])
    scale = _DOSE if item.set == "T" else 1.0
    latent = middle + scale * (_LEANING * lean + _CHANCE * dice.bell(len(lean)))
    places: npt.NDArray[np.int64] = np.floor(latent - lowest + 0.5).astype(np.int64)
    return np.clip(places, 0, len(item.values) - 1)


def _draw_named(shares: Sequence[float], count: int, dice: Dice) -> npt.NDArray[np.int64]:
    """Draw the place of each person's answer where options have no order."""
    ends = np.cumsum(np.asarray(shares))[:-1]
    return np.searchsorted(ends, dice.uniform(count), side="right").astype(np.int64)


def _draw_item(
    item: Item, profile: Profile, usual: Archetypes, shift: float, lean: Floats, dice: Dice
) -> Texts:
    """Draw everyone's answer to one item, with the empty, dk and na ones."""
    if item.set == "N":
        places = _draw_named(profile.behavior.reopened, len(lean), dice)
    else:
        middle = profile.steps.get(item.id, profile.behavior.steps[item.id])
        moved = middle + (shift if item.set == "B" else 0.0)
        sign = -1.0 if item.set == "T" else 1.0
        places = _draw_steps(item, moved, sign * lean, dice)
    answers: Texts = np.array(item.values, dtype=object)[places]
    chance = dice.uniform(len(lean))
    empty = usual.skipped
    unseen = empty + profile.dk.get(item.id, usual.dk[item.id])
    apart = unseen + (usual.na.get(item.id, 0.0) if item.na_label else 0.0)
    answers[chance < apart] = DOES_NOT_APPLY
    answers[chance < unseen] = DONT_KNOW
    answers[chance < empty] = ""
    return answers


def _list_respondents(profile: Profile) -> list[list[int]]:
    """List who answers in each wave, by number: stayers first, then those of one wave only."""
    people, taken = [], profile.stayers if len(profile.waves) > 1 else 0
    for wave in profile.waves:
        stayers = profile.stayers if len(profile.waves) > 1 else 0
        others = wave.answered - stayers
        people.append([*range(stayers), *range(taken, taken + others)])
        taken += others
    return people


def draw_responses(profile: Profile, usual: Archetypes, dice: Dice) -> Mapping[str, list[Any]]:
    """Draw the answers of every wave.

    Respondents' codes are dealt out by chance and rows stand in the order of the codes, so neither
    says anything about a person or a partner.

    Returns
    -------
    mapping
        Columns of the table ``responses`` but for ``coalition``.
    """
    items = tuple(load_playbook().items.values())
    waves = _list_respondents(profile)
    count = 1 + max(max(people) for people in waves)
    lean = dice.bell(count)
    codes = [f"r{number:02d}" for number in dice.shuffle(range(1, count + 1))]
    columns: dict[str, list[Any]] = {"wave": [], "respondent": [], "item": [], "answer": []}
    for number, people in enumerate(waves, start=1):
        people = sorted(people, key=codes.__getitem__)
        shift = profile.behavior.before if number < len(waves) else 0.0
        leans = lean[people]
        answers = np.column_stack(
            [_draw_item(item, profile, usual, shift, leans, dice) for item in items]
        )
        columns["wave"] += [number] * answers.size
        columns["respondent"] += [codes[person] for person in people for _ in items]
        columns["item"] += [item.id for item in items] * len(people)
        columns["answer"] += answers.ravel().tolist()
    return columns


def build_waves(profile: Profile) -> pd.DataFrame:
    """Build the table ``waves`` of one coalition; each stays open for eighteen days."""
    opened = pd.to_datetime([wave.opened for wave in profile.waves])
    return pd.DataFrame(
        {
            "wave": range(1, len(profile.waves) + 1),
            "opened": opened,
            "closed": opened + pd.Timedelta(days=18),
            "invited": [wave.invited for wave in profile.waves],
        }
    )
