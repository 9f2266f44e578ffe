"""What the invented cohort's partners say: check-ins, changes to the map, tensions and triggers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from operator import itemgetter

from coalitionkit.teach.synthetic.archetypes import Dispute, Profile
from coalitionkit.teach.synthetic.dice import Dice
from coalitionkit.teach.synthetic.logs import LAST_DAY, Pools, find_month
from coalitionkit.teach.synthetic.maps import Row, draw_day, find_weekday

_MONTHS = 13
_NO_NEWS = "Nothing new"


def draw_checkins(
    profile: Profile, partners: Sequence[Row], news: Sequence[str], dice: Dice
) -> list[Row]:
    """Draw at most one talk a month with each partner, while it is a member.

    How often ``what's changed for you?`` is asked follows the answers to C2; some partners are
    left out more than others.
    """
    rows: list[Row] = []
    for partner in partners:
        share = profile.contact * dice.pick((1.0, 1.05, 1.1, 1.0, 0.55))
        last = partner["left"] or LAST_DAY
        for back in reversed(range(_MONTHS)):
            day = find_weekday(find_month(back) + timedelta(days=dice.whole(0, 26)))
            if dice.flip(share) and max(partner["joined"], profile.founded) <= day <= last:
                rows.append({"date": day, **_draw_talk(profile, partner["partner"], news, dice)})
    return sorted(rows, key=itemgetter("date"))


def _draw_talk(profile: Profile, partner: str, news: Sequence[str], dice: Dice) -> Row:
    own = dice.flip(0.15)
    mode = dice.pick(("phone", "phone", "video", "in person", "mail"))
    answered = own or dice.flip(0.8 if mode == "mail" else 0.95)
    asks = {**profile.behavior.steps, **profile.steps}["C2"] / 5
    asked = answered and dice.flip(asks)
    heard = dice.pick(news) if asked and dice.flip(0.8) else ""
    return {
        "partner": partner,
        "by": partner if own else "convener",
        "mode": mode,
        "alone": dice.flip(0.93),
        "answered": answered,
        "with_convener": own and dice.flip(0.4),
        "asked_what_changed": asked,
        "what_changed": heard,
        "was_on_map": dice.flip(0.35) if heard and heard != _NO_NEWS else None,
    }


def draw_changes(
    profile: Profile, positions: Sequence[Row], checkins: Sequence[Row], dice: Dice
) -> list[Row]:
    """Draw changes heard in talks: most are on the map already, some still wait to be written."""
    disputes = {issue.id: issue for issue in profile.disputes}
    heard = [row for row in checkins if row["what_changed"] not in ("", _NO_NEWS)]
    stands = {(row["partner"], row["issue"]): row for row in positions if row["setting"] == "alone"}
    rows: list[Row] = []
    for talk in sorted(dice.shuffle(heard)[: 1 + len(heard) // 12], key=itemgetter("date")):
        issue = dice.pick(profile.disputes).id
        stand = stands[talk["partner"], issue]
        now, other = stand["ideal"], _find_neighbor(disputes[issue], stand["ideal"])
        written = dice.flip(0.7)
        before, after = (other, now) if written else (now, other)
        rows.append(
            {
                "date": talk["date"],
                "partner": talk["partner"],
                "issue": issue,
                "field": "ideal",
                "before": f"{before:g}",
                "after": f"{after:g}",
                "written_on": min(talk["date"] + timedelta(days=2), LAST_DAY) if written else None,
            }
        )
    return rows


def _find_neighbor(issue: Dispute, level: float) -> float:
    """Find the level one step from this one, away from the bold end where there is one."""
    away = issue.step if issue.bold_end == issue.lowest else -issue.step
    inside = issue.lowest <= level + away <= issue.highest
    return level + away if inside else level - away


def draw_tensions(profile: Profile, partners: Sequence[Row], pools: Pools, dice: Dice) -> list[Row]:
    """Draw disagreements: one on most issues, then some about people, process and credit."""
    told: list[Row] = [
        {
            "name": f"{issue.short[0].upper()}{issue.short[1:]}: "
            f"{issue.low_end.lower()} or {issue.high_end.lower()}",
            "kind": "issue",
            "about": issue.about,
        }
        for issue in profile.disputes
    ]
    process = dice.shuffle(pools["process"])[:2]
    told += [{"name": name, "kind": "process", "about": "tactics"} for name in process]
    told.append({"name": dice.pick(pools["credit"]), "kind": "credit", "about": "credit"})
    if dice.flip(0.6):
        told.append({"name": dice.pick(pools["personal"]), "kind": "personal", "about": ""})
    rows = [{**one, **_draw_course(profile, partners, dice)} for one in told]
    rows = sorted(rows, key=itemgetter("first_heard"))
    return [{"tension": f"t{number}", **row} for number, row in enumerate(rows, start=1)]


def _draw_course(profile: Profile, partners: Sequence[Row], dice: Dice) -> Row:
    """Draw who raised it and how, and when it reached an agenda and was settled, if ever."""
    behavior = profile.behavior
    heard = draw_day(dice, max(profile.founded, date(2025, 1, 13)), date(2026, 2, 20))
    raisers = [
        row["partner"] for row in partners if row["joined"] <= heard <= (row["left"] or LAST_DAY)
    ]
    aired = dice.flip(behavior.aired)
    lead = timedelta(days=dice.whole(*behavior.lead_days))
    on_agenda = find_weekday(heard + lead) if aired else None
    if on_agenda is not None and on_agenda > LAST_DAY:
        on_agenda = None
    resolved = None
    if on_agenda is not None and dice.flip(behavior.settled):
        resolved = find_weekday(on_agenda + timedelta(days=dice.whole(10, 120)))
    direct = behavior.steps["S1"] / 5
    return {
        "raised_by": dice.pick(raisers),
        "setting": "meeting" if dice.flip(direct / 2) else "alone",
        "directness": "direct" if dice.flip(direct) else "indirect",
        "intensity": dice.pick(("low", "low", "high")),
        "first_heard": heard,
        "on_agenda": on_agenda,
        "resolved": resolved if resolved is not None and resolved <= LAST_DAY else None,
    }


def draw_triggers(profile: Profile, pools: Pools, dice: Dice) -> list[Row]:
    """Draw two signs written down beforehand, one due by now and one still to come."""
    if profile.behavior.steps["F1"] < 2.0 or not profile.settled:
        return []
    rows: list[Row] = []
    spans = ((date(2026, 1, 12), date(2026, 4, 10)), (date(2026, 6, 15), date(2026, 12, 14)))
    conditions = dice.shuffle(pools["conditions"])
    for number, (condition, span) in enumerate(zip(conditions, spans, strict=False), start=1):
        due = draw_day(dice, *span)
        checked = due <= LAST_DAY and dice.flip(profile.behavior.open)
        rows.append(
            {
                "trigger": f"sign{number}",
                "condition": condition,
                "written_on": draw_day(dice, date(2025, 3, 3), date(2025, 9, 29)),
                "due": due,
                "checked_on": min(due + timedelta(days=3), LAST_DAY) if checked else None,
                "met": False if checked else None,
            }
        )
    return rows
