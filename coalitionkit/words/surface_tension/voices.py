"""How disagreement is voiced, and the map beside it; conventions are named as such."""

from __future__ import annotations

import pandas as pd

from coalitionkit.plays.surface_tension import LITTLE_DISSENT, Dissent, Gap
from coalitionkit.words.catalog import Translator
from coalitionkit.words.surface_tension.common import say_percent


def say_voicing(t: Translator, voicing: pd.DataFrame, heard: int) -> list[str]:
    """Say how directly disagreement is voiced, and how hard people dig in.

    Parameters
    ----------
    t : Translator
    voicing : DataFrame
        From ``count_voicing``.
    heard : int
        Disagreements heard, those without a note of it too.
    """
    count = voicing["tensions"]
    n = int(count.sum())
    lines = [
        t.plural(
            "{direct} of {n} was said to the person meant; the others went around them.",
            "{direct} of {n} were said to the person meant; the others went around them.",
            n,
            direct=int(count[voicing["directness"] == "direct"].sum()),
        ),
        t.text("In {hard} of {n} people dug in hard.", hard=_count_hard(voicing), n=n),
    ]
    if n < heard:
        lines.append(
            t.plural(
                "How {n} more was voiced is not on record.",
                "How {n} more were voiced is not on record.",
                heard - n,
            )
        )
    return lines


def _count_hard(voicing: pd.DataFrame) -> int:
    return int(voicing.loc[voicing["intensity"] == "high", "tensions"].sum())


def say_dissent(t: Translator, dissent: Dissent) -> str:
    """Say on how many agenda items dissent was voiced."""
    return t.plural(
        "Dissent was voiced on {dissented} of {n} agenda item for debate or decision.",
        "Dissent was voiced on {dissented} of {n} agenda items for debate or decision.",
        dissent.items,
        dissented=dissent.dissented,
    )


def say_gap(t: Translator, gap: Gap, *, all_settings: bool) -> list[str]:
    """Say the map and the voiced dissent side by side, with what they may mean together.

    Parameters
    ----------
    t : Translator
    gap : Gap
    all_settings : bool
        Whether the map holds what was said alone too, or meetings only.
    """
    share = say_percent(t, gap.spread.spread)
    spread = (
        t.text("On the map, two partners stand {share} of a scale apart on average.", share=share)
        if all_settings
        else t.text(
            "By what they said in meetings, two partners stand {share} of a scale apart on "
            "average.",
            share=share,
        )
    )
    return [spread, _say_reading(t, gap), _say_convention(t)]


def _say_reading(t: Translator, gap: Gap) -> str:
    if not gap.dissent.is_enough:
        return t.text("Too few agenda items are on record to say whether that is voiced.")
    if gap.is_quiet_but_apart:
        return t.text(
            "Far apart, and little of it is said. Ask: which of these differences are we not "
            "talking about, and what does that cost?"
        )
    if gap.dissent.is_little:
        return t.text("Little dissent, and partners stand close: the quiet may be real agreement.")
    if gap.spread.is_wide:
        return t.text("Far apart, and it is said in meetings.")
    return t.text("Partners stand close, and what divides them is said in meetings.")


def _say_convention(t: Translator) -> str:
    return t.text(
        "Far apart is a quarter of the scale or more; little is dissent on {little} of items or "
        "fewer, from eight items. Both lines are this kit's conventions.",
        little=say_percent(t, LITTLE_DISSENT),
    )
