"""The invented cohort's map: who sits at the table, what they want, and where they stand.

Each function fills one table for one coalition and returns its rows as mappings; the columns they
all share (``coalition``, ``source``, ``illustrative``) are added by ``draw_cohort``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from coalitionkit.teach.synthetic.archetypes import Archetype, Dispute, Profile
from coalitionkit.teach.synthetic.dice import Dice

Row = dict[str, Any]
Settlements = Mapping[str, tuple[date, date]]
Records = dict[str, list[Row]]

# First reviews fall due before the meetings that are asked to reopen something.
_DUES = (date(2024, 12, 9), date(2025, 2, 10), date(2025, 4, 14), date(2025, 7, 14))
_HELD_BACK = 0.75
_LEFT_ON = date(2026, 1, 30)
# When partners were heard for the map, and when those that are seldom talked with were.
_LATELY, _MAPPED_ON = date(2025, 12, 1), date(2026, 3, 27)
_SPOKEN = (date(2025, 11, 5), date(2025, 11, 28))
_LONG_AGO = (date(2025, 5, 5), date(2025, 11, 14))


def find_weekday(day: date) -> date:
    """Find the Monday after a day of the weekend; other days stay."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def draw_day(dice: Dice, first: date, last: date) -> date:
    """Draw a working day from ``first`` to ``last``, both included."""
    return min(find_weekday(first + timedelta(days=dice.whole(0, (last - first).days))), last)


def draw_settlements(profile: Profile, dice: Dice) -> Settlements:
    """Draw when the first issues were settled and when they were due for review.

    Returns
    -------
    mapping
        Issue -> (settled on, review due); a review falls due one to two years after settling.
    """
    settled = {}
    for issue, base in zip(profile.disputes[: profile.settled], _DUES, strict=False):
        due = find_weekday(base + timedelta(days=dice.whole(0, 20)))
        settled[issue.id] = (find_weekday(due - timedelta(days=dice.whole(370, 720))), due)
    return settled


def draw_partners(profile: Profile, dice: Dice) -> list[Row]:
    """Draw when each partner joined; some reasons were never written down."""
    rows = []
    for partner in profile.partners:
        late = partner.id not in profile.must_have and profile.founded < date(2025, 1, 1)
        rows.append(
            {
                "partner": partner.id,
                "name": partner.name,
                "kind": partner.kind,
                "must_have": partner.id in profile.must_have,
                "answers_to": "" if dice.flip(0.12) else partner.answers_to,
                "why_invited": "" if dice.flip(0.22) else partner.why_invited,
                "joined": draw_day(dice, profile.founded, date(2025, 12, 1))
                if late
                else profile.founded,
                "left": _LEFT_ON if partner.id == profile.leaver else None,
                "as_of": date(2026, 3, 2),
            }
        )
    return rows


def draw_interests(profile: Profile, members: Sequence[Row], dice: Dice) -> list[Row]:
    """Draw which needs, fears and values are known, and how each was learned."""
    rows = []
    private = profile.contact
    for partner, member in zip(profile.partners, members, strict=True):
        told = {"need": partner.need, "fear": partner.fear, "value": partner.value}
        for kind, share in (("need", 0.95), ("fear", 0.75), ("value", 0.55)):
            if not dice.flip(share):
                continue
            alone = dice.flip(private)
            modes = ["in person", "in person", "video", "phone"] if alone else ["in person", "mail"]
            rows.append(
                {
                    "partner": partner.id,
                    "kind": kind,
                    "interest": told[kind],
                    "mode": dice.pick(modes),
                    "setting": "alone" if alone else "meeting",
                    "as_of": _draw_heard(profile, member, dice),
                }
            )
    return rows


def _draw_heard(profile: Profile, partner: Row, dice: Dice) -> date:
    """Draw when a partner was last heard, while a member: lately if it is often talked with."""
    joined, left = partner["joined"], partner["left"] or _MAPPED_ON
    if dice.flip(profile.contact) or joined > _LONG_AGO[1]:
        return draw_day(dice, max(joined, _LATELY), min(left, _MAPPED_ON))
    return draw_day(dice, max(joined, _LONG_AGO[0]), _LONG_AGO[1])


def draw_issues(profile: Profile, settlements: Settlements, dice: Dice) -> list[Row]:
    """Draw when each issue came up: lately where there is debate, long ago where there is none."""
    fresh = profile.behavior.engaged >= 0.5
    first, last = (
        (date(2025, 11, 10), date(2026, 1, 20)) if fresh else (date(2024, 8, 5), date(2025, 1, 20))
    )
    rows: list[Row] = []
    for issue in profile.disputes:
        if issue.id in settlements:
            opened = find_weekday(settlements[issue.id][0] - timedelta(days=dice.whole(90, 200)))
        else:
            opened = draw_day(dice, first, last)
        rows.append(
            {
                "issue": issue.id,
                "name": issue.name,
                "low_end": issue.low_end,
                "high_end": issue.high_end,
                "lowest": issue.lowest,
                "highest": issue.highest,
                "status_quo": issue.status_quo,
                "bold_end": issue.bold_end,
                "weight": float(dice.pick((1, 1, 2, 3))),
                "about": issue.about,
                "opened": opened,
                "as_of": date(2026, 3, 2),
            }
        )
    return rows


def _draw_shares(profile: Profile, issue: Dispute, dice: Dice) -> dict[str, float]:
    """Draw where each partner's ideal lies on the scale, as a share (0-1) from the low end.

    Partners named on a side stand there at the planted spread; the others nearer to the middle.
    """
    spread = profile.behavior.spread
    middle = 0.5 if spread > 0.25 else 0.4 + 0.3 * float(dice.uniform(1)[0])
    low, high = issue.sides
    shares = {}
    for partner in profile.partners:
        reach = spread * (0.85 + 0.3 * float(dice.uniform(1)[0]))
        other = 0.5 * reach * dice.pick((-1.0, 1.0))
        named = -reach if partner.id in low else reach
        shares[partner.id] = middle + (named if partner.id in low + high else other)
    return shares


def _draw_position(
    profile: Profile, partner: Archetype, issue: Dispute, share: float, dice: Dice
) -> Row:
    half = profile.behavior.half_range
    below, above = (half * (0.8 + 0.4 * float(draw)) for draw in dice.uniform(2))
    needed = partner.id in profile.must_have
    reasons = issue.low if share < 0.5 else issue.high
    return {
        "partner": partner.id,
        "issue": issue.id,
        "ideal": issue.level(share),
        "lowest": issue.level(share - below),
        "highest": issue.level(share + above),
        "salience": dice.pick((2, 3, 3) if needed else (0, 1, 1, 2, 2, 3)),
        "reason": dice.pick(reasons),
    }


def draw_positions(
    profile: Profile,
    members: Sequence[Row],
    settlements: Settlements,
    middle_reasons: Sequence[str],
    dice: Dice,
) -> list[Row]:
    """Draw positions heard alone from every partner and, for some, what they said in the meeting.

    Where little is debated, partners say in the meeting something nearer to the middle than what
    they say alone. Meeting rows of a settled issue carry the day it was settled and its review.
    """
    held_back = 1.0 if profile.behavior.engaged >= 0.5 else _HELD_BACK
    rows = []
    for issue in profile.disputes:
        shares = _draw_shares(profile, issue, dice)
        settled_on, review_due = settlements.get(issue.id, (None, None))
        for partner, member in zip(profile.partners, members, strict=True):
            share = shares[partner.id]
            alone = _draw_position(profile, partner, issue, share, dice)
            if partner.id not in issue.sides[0] + issue.sides[1] and dice.flip(0.7):
                alone["reason"] = dice.pick(middle_reasons)
            rows.append({**alone, "setting": "alone", "as_of": _draw_heard(profile, member, dice)})
            if member["joined"] > (settled_on or _SPOKEN[0]):
                continue
            if not dice.flip(0.95 if partner.id in profile.must_have else 0.15):
                continue
            said = _draw_position(profile, partner, issue, 0.5 + (share - 0.5) * held_back, dice)
            meeting = {
                "salience": alone["salience"],
                "setting": "meeting",
                "settled_on": settled_on,
                "review_due": review_due,
                "as_of": settled_on or draw_day(dice, *_SPOKEN),
            }
            rows.append({**said, **meeting})
    return rows


def draw_influence(profile: Profile, dice: Dice) -> list[Row]:
    """Draw influence in the room, 0 to 4: must-have partners sway more."""
    if not profile.influence:
        return []
    return [
        {
            "partner": partner.id,
            "on_partner": other.id,
            "influence": dice.pick(
                (1, 2, 3, 3, 4) if partner.id in profile.must_have else (0, 0, 1, 1, 2)
            ),
            "as_of": date(2026, 3, 2),
        }
        for partner in profile.partners
        for other in profile.partners
        if partner is not other
    ]


def draw_seats(profile: Profile, assets: Mapping[str, str], dice: Dice) -> Records:
    """Draw what partners hold and what the coalition needs; some chairs stay empty.

    Returns
    -------
    mapping
        Rows of the tables ``assets`` and ``needs``.
    """
    *common, first, second = assets
    wanted = [*dice.shuffle(common)[:8], *([dice.pick((first, second))] if dice.flip(0.8) else [])]
    held: list[Row] = [
        {"partner": partner.id, "asset": asset, "kind": assets[asset], "as_of": date(2026, 2, 2)}
        for partner in profile.partners
        for asset in partner.assets
    ]
    needs: list[Row] = [
        {
            "asset": asset,
            "kind": assets[asset],
            "importance": float(dice.whole(1, 3)),
            "as_of": date(2026, 2, 2),
        }
        for asset in wanted
    ]
    return {"assets": held, "needs": needs}


def draw_power(
    profile: Profile, members: Sequence[Row], policymakers: Sequence[str], dice: Dice
) -> Records:
    """Draw influence on the decision maker, ties to policymakers, and walk-aways.

    Returns
    -------
    mapping
        Rows of the tables ``capability``, ``ties`` and ``walkaways``.
    """
    records: Records = {"capability": [], "ties": [], "walkaways": []}
    least = 0.3 if profile.behavior.open >= 0.5 else 0.45
    for member in members:
        needed = member["must_have"]
        day = {"partner": member["partner"], "as_of": _draw_heard(profile, member, dice)}
        capability = dice.whole(8, 18) if needed else dice.whole(1, 12)
        records["capability"].append({**day, "capability": capability / 20})
        records["ties"] += [
            {
                **day,
                "policymaker": official,
                "tie": dice.pick(("yes", "no", "no", "unknown") if not needed else ("yes", "no")),
            }
            for official in policymakers
        ]
        if dice.flip(0.85):
            walkaway = round(least + 0.05 * dice.whole(-3, 3), 2)
            records["walkaways"].append({**day, "walkaway": walkaway})
    return records
