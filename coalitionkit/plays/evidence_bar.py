"""The evidence bar: how many models clear each level, and what was found about each of them.

Made for the case home-visiting, where the fight is how much evidence a model must show. The levels
are nested: a model stands at the last level that it reaches without missing one on the way.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

# Each level of the bar and what a model needs for it, beyond all levels before it.
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "reviewed": (),
    "studied": ("high_or_moderate_study",),
    "favorable": ("favorable_primary", "favorable_secondary"),
    "sustained": ("sustained",),
    "met": ("meets_dhhs_criteria",),
    "replicated": ("replicated",),
}
BARS: tuple[str, ...] = tuple(_NEEDS)


def grade_models(effects: pd.DataFrame) -> pd.DataFrame:
    """Find the highest level of the bar that each model clears, and its findings of both kinds.

    Parameters
    ----------
    effects : DataFrame
        One row a model, as ``load_facts("home-visiting", "homvee_effects_2013")`` gives: ``model``;
        ``high_or_moderate_study``, ``sustained``, ``replicated`` and ``meets_dhhs_criteria`` (Yes,
        No or NA); ``favorable_primary``, ``favorable_secondary`` and ``unfavorable`` (counts of
        findings, 0 or more).

    Returns
    -------
    DataFrame
        ``model``; ``level``, 1 to 6; ``bar``, that level's name; ``favorable`` (primary and
        secondary together) and ``unfavorable``, counts of findings. Most favorable findings first,
        then by name.

    Notes
    -----
    The levels: 1 *reviewed*, the model is in the table; 2 *studied*, it has a study rated high or
    moderate; 3 *favorable*, at least one favorable finding, primary or secondary; 4 *sustained*,
    one lasted at least a year; 5 *met*, it meets the federal criteria; 6 *replicated*, it meets
    them and a favorable finding was repeated in a second sample. NA counts as no. The two counts
    stand side by side because a model that is studied more has more of both.

    Examples
    --------
    >>> row = {"model": "A", "high_or_moderate_study": "Yes", "favorable_primary": 2,
    ...        "favorable_secondary": 1, "sustained": "No", "replicated": "NA",
    ...        "meets_dhhs_criteria": "No", "unfavorable": 4}
    >>> grade_models(pd.DataFrame([row])).to_dict("records")
    [{'model': 'A', 'level': 3, 'bar': 'favorable', 'favorable': 3, 'unfavorable': 4}]
    """
    favorable = effects["favorable_primary"] + effects["favorable_secondary"]
    cleared = pd.DataFrame({bar: _meets(effects, needs) for bar, needs in _NEEDS.items()})
    # Once a level is missed, those after it don't count.
    level = cleared.astype(int).cummin(axis=1).sum(axis=1)
    graded = pd.DataFrame(
        {
            "model": effects["model"],
            "level": level,
            "bar": [BARS[number - 1] for number in level],
            "favorable": favorable,
            "unfavorable": effects["unfavorable"],
        }
    )
    ordered = graded.sort_values(["favorable", "model"], ascending=[False, True], kind="stable")
    return ordered.reset_index(drop=True)


def _meets(effects: pd.DataFrame, needs: tuple[str, ...]) -> pd.Series[bool]:
    """Say which models have a yes, or a count above 0, in any of the columns; all if none."""
    if not needs:
        return pd.Series(True, index=effects.index)
    columns = effects[list(needs)]
    said = columns == "Yes"
    counted = columns.apply(pd.to_numeric, errors="coerce") > 0
    passes: pd.Series[bool] = (said | counted).any(axis="columns")
    return passes


def count_bar(effects: pd.DataFrame) -> pd.DataFrame:
    """Count the models that clear each level of the bar.

    Parameters
    ----------
    effects : DataFrame
        As in :func:`grade_models`.

    Returns
    -------
    DataFrame
        One row a level, 1 to 6: ``level``, ``bar``, ``models`` (how many clear it) and
        ``spotless`` (how many of those have no unfavorable finding).

    Notes
    -----
    A count from a table that is cut off, or that was made later, says nothing about what people
    could have known: say so wherever it is shown.
    """
    graded = grade_models(effects)
    rows = []
    for number, bar in enumerate(BARS, start=1):
        clears = graded[graded["level"] >= number]
        rows.append((number, bar, len(clears), int((clears["unfavorable"] == 0).sum())))
    return pd.DataFrame(rows, columns=["level", "bar", "models", "spotless"])
