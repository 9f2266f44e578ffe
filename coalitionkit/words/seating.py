"""The seating in words: what nobody carries, what leaves with a partner, who is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from coalitionkit.plays.seating import Reach
from coalitionkit.words.catalog import Translator


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of the seating's parts."""
    return {
        "seating": t.text("Arranging the seating"),
        "brings": t.text("Who brings what, and which chairs are empty"),
        "reach": t.text("Whose calls are taken"),
        "why": t.text("Why each partner is here"),
    }


def say_asset(asset: str) -> str:
    """Say the record's short word for something held or needed, or for an office.

    Examples
    --------
    >>> say_asset("budget-numbers")
    'budget numbers'
    """
    return asset.replace("-", " ").replace("_", " ")


def say_assets(t: Translator, assets: Sequence[str]) -> str:
    """Say several of them as a list."""
    return t.join([say_asset(asset) for asset in assets])


def say_empty_chairs(t: Translator, chairs: pd.DataFrame, *, needed: int) -> str:
    """Say what is needed and carried by nobody, the most important first.

    Parameters
    ----------
    t : Translator
    chairs : DataFrame
        From ``find_empty_chairs``.
    needed : int
        How many things are on the list of needs.
    """
    if chairs.empty:
        return t.plural(
            "The {n} thing that the coalition needs is carried by someone at the table.",
            "All {n} things that the coalition needs are carried by someone at the table.",
            needed,
        )
    return t.text(
        "Needed and carried by nobody: {assets} ({n} of {needed}).",
        assets=say_assets(t, list(chairs["asset"])),
        n=len(chairs),
        needed=needed,
    )


def say_absences(t: Translator, absences: pd.DataFrame, ties: pd.DataFrame | None) -> list[str]:
    """Say what nobody would carry, and whom nobody would reach, without each partner.

    Parameters
    ----------
    t : Translator
    absences : DataFrame
        From ``find_absences``.
    ties : DataFrame or None
        From ``find_ties``; None where there are none on record.

    Returns
    -------
    list of str
        One line a partner whose leaving would leave something to nobody, in the order given.
    """
    only = {} if ties is None else dict(zip(ties["partner"], ties["only"], strict=True))
    names = dict(zip(absences["partner"], absences["name"], strict=True))
    if ties is not None:
        names |= dict(zip(ties["partner"], ties["name"], strict=True))
    lines = []
    for partner, name in names.items():
        alone = absences[(absences["partner"] == partner) & (absences["falls_to"] == 0)]
        said = []
        if len(alone):
            assets = say_assets(t, list(alone["asset"]))
            said.append(t.text("nobody would carry {assets}", assets=assets))
        if only.get(partner):
            offices = say_assets(t, only[partner])
            said.append(t.text("nobody is known to reach {offices}", offices=offices))
        if said:
            lines.append(t.text("Without {name}, {lost}.", name=name, lost=t.join(said)))
    return lines


def say_no_absence(t: Translator) -> str:
    """Say that nothing rests on one partner alone."""
    return t.text("Nothing that the coalition needs rests on one partner alone.")


def say_thin(t: Translator, absences: pd.DataFrame) -> str:
    """Say what two partners carry, so that one leaving would leave it to one; or nothing."""
    pairs = absences[absences["falls_to"] == 1]
    told = []
    for asset, rows in pairs.groupby("asset", sort=True):
        names = t.join(sorted(rows["name"]))
        told.append(t.text("{asset} ({names})", asset=say_asset(str(asset)), names=names))
    if not told:
        return ""
    return t.text(
        "Carried by two, so that it would fall to one if the other left: {list}.",
        list="; ".join(told),
    )


def _say_between(t: Translator, low: int, high: int) -> str:
    return str(low) if low == high else t.text("{low} to {high}", low=low, high=high)


def say_reach(t: Translator, reach: Reach) -> str:
    """Say how many policymakers are reached by at least one partner, and by at least two."""
    told = t.text(
        "Policymakers who take a call from at least one partner: {one} of {n}; from at least "
        "two: {two}.",
        one=_say_between(t, reach.one_low, reach.one_high),
        two=_say_between(t, reach.two_low, reach.two_high),
        n=reach.policymakers,
    )
    if reach.one_low == reach.one_high and reach.two_low == reach.two_high:
        return told
    return told + " " + t.text("The ranges are ties that nobody knows yet: ask.")


def say_unreached(t: Translator, policymakers: pd.DataFrame) -> str:
    """Name the policymakers whom no partner is known to reach; empty where there are none."""
    unreached = policymakers[policymakers["yes"] == 0]
    if unreached.empty:
        return ""
    offices = say_assets(t, list(unreached["policymaker"]))
    return t.text("No partner is known to reach: {offices}.", offices=offices)


def say_reach_by_size(t: Translator, by_size: pd.DataFrame) -> str:
    """Say how few partners reach all who are reached; empty where nobody is."""
    if by_size.empty or not by_size["reached"].max():
        return ""
    reached = int(by_size["reached"].max())
    few = int(by_size.loc[by_size["reached"] == reached, "partners"].min())
    if few == len(by_size) > 1:
        return t.text(
            "It takes all {size} partners to reach every policymaker that anyone reaches "
            "({reached}).",
            size=few,
            reached=reached,
        )
    return t.plural(
        "Of {size} partners, {n} alone reaches every policymaker that anyone reaches ({reached}).",
        "Of {size} partners, as few as {n} together reach every policymaker that anyone reaches "
        "({reached}).",
        few,
        size=len(by_size),
        reached=reached,
    )


def say_unexplained(t: Translator, unexplained: pd.DataFrame) -> str:
    """Name the partners for whom no reason to be there is written."""
    if unexplained.empty:
        return t.text("For every partner it is written why it was asked to the table.")
    return t.text(
        "No reason is written yet for {names}. Ask: why is each at this table?",
        names=t.join(list(unexplained["name"])),
    )


def say_matrix_title(t: Translator, carriers: pd.DataFrame) -> str:
    """Say how much rests on nobody and how much on one partner."""
    counts = carriers.loc[carriers["needed"].astype(bool), "carriers"].map(len)
    return t.text(
        "Of {needed} needs, carried by nobody: {empty}; by one partner alone: {single}",
        needed=len(counts),
        empty=int((counts == 0).sum()),
        single=int((counts == 1).sum()),
    )


def say_matrix_text(
    t: Translator, title: str, carriers: pd.DataFrame, names: Mapping[str, str]
) -> str:
    """Say the picture for those who can't see it: its finding, then who carries each need."""
    told = []
    for row in carriers[carriers["needed"].astype(bool)].to_dict("records"):
        who = t.join([names[partner] for partner in row["carriers"]]) or t.text("nobody")
        told.append(t.text("{asset}: {who}.", asset=say_asset(row["asset"]), who=who))
    return " ".join([f"{title}.", *told])


def say_contribution_caption(t: Translator) -> str:
    """Say what the table of contributions counts."""
    return t.text(
        "What each partner carries of the list of needs, by importance: what it alone carries, "
        "and its fair share of what it carries with others"
    )


def say_carry_none(t: Translator, count: int) -> str:
    """Say how many partners carry none of the needs, and that this is no verdict on them."""
    return t.plural(
        "{n} partner carries none of what is on the list. The list may be what is short.",
        "{n} partners carry none of what is on the list. The list may be what is short.",
        count,
    )


def say_contribution_columns(t: Translator) -> Mapping[str, str]:
    """Give the headings of the table of contributions."""
    return {
        "name": t.text("Partner"),
        "carries": t.text("Needs carried"),
        "unique": t.text("Alone"),
        "shared": t.text("Fair share"),
    }


def say_reach_title(t: Translator, by_size: pd.DataFrame) -> str:
    """Say the finding of the picture of reach against size."""
    return say_reach_by_size(t, by_size).rstrip(".")


def say_reach_text(t: Translator, title: str, by_size: pd.DataFrame) -> str:
    """Say reach against size for those who can't see it."""
    told = [
        t.plural(
            "{n} partner: at most {reached}.",
            "{n} partners: at most {reached}.",
            int(row["partners"]),
            reached=row["reached"],
        )
        for row in by_size.to_dict("records")
    ]
    return " ".join([f"{title}.", *told])


def say_chart_labels(t: Translator) -> Mapping[str, str]:
    """Give the words that the seating's charts need."""
    return {
        "alone": t.text("carried by this partner alone"),
        "shared": t.text("carried by others too"),
        "empty": t.text("carried by nobody"),
        "chair": t.text("Empty chair"),
        "partners": t.text("number of partners"),
        "reached": t.text("most policymakers that they reach"),
    }
