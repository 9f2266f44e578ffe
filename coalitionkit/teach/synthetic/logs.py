"""The invented cohort's meetings: agenda items, attendance, and looks back at what was settled.

Meetings follow method section 10: each decision is engaged (E1, E3), each meeting holds debate (E2)
and each request to reopen is heard (O1) at the planted state's rates; what happens within one
meeting hangs together (intraclass correlation .2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from coalitionkit.teach.synthetic.archetypes import Profile
from coalitionkit.teach.synthetic.dice import Dice
from coalitionkit.teach.synthetic.maps import Row, Settlements, draw_day, find_weekday

Pools = Mapping[str, tuple[str, ...]]

LAST_DAY = date(2026, 4, 21)
WITHIN_MEETING = 0.2
_REQUESTS = (5, 8)
_LATE_QUARTER = date(2025, 3, 1)


@dataclass(frozen=True)
class _Meeting:
    """One meeting to be filled: its day, whether it holds debate, and how much it decides."""

    day: date
    debates: bool
    decisions: int


def find_month(months_back: int) -> date:
    """Find the first day of the month that lies so many months before April 2026."""
    years, month = divmod(2026 * 12 + 3 - months_back, 12)
    return date(years, month + 1, 1)


def draw_meeting_days(profile: Profile, dice: Dice) -> list[date]:
    """Draw one meeting a month up to April 2026, on the coalition's usual weekday."""
    usual = dice.whole(0, 3)
    days = []
    for back in reversed(range(profile.meetings)):
        first = find_month(back)
        week = 7 if dice.flip(0.8) or back == 0 else 14
        days.append(first + timedelta(days=(usual - first.weekday()) % 7 + week))
    return days


def _plan_meetings(profile: Profile, dice: Dice) -> list[_Meeting]:
    """Deal the decisions out; a meeting without debate in a debating coalition takes only one."""
    engaged = profile.behavior.engaged
    days = draw_meeting_days(profile, dice)
    debates = [dice.flip(engaged) for _ in days]
    roomy = [place for place, held in enumerate(debates) if held or engaged < 0.5]
    roomy = dice.shuffle(roomy or list(range(len(days))))
    counts = [int(place < profile.decisions) for place in range(len(days))]
    for number in range(profile.decisions - len(days)):
        counts[roomy[number % len(roomy)]] += 1
    return [
        _Meeting(day, held, count) for day, held, count in zip(days, debates, counts, strict=True)
    ]


def _flip_together(dice: Dice, share: float, count: int) -> list[bool]:
    """Flip ``count`` times with correlation .2: in a fifth of meetings one flip decides for all."""
    if dice.flip(WITHIN_MEETING):
        return [dice.flip(share)] * count
    return [dice.flip(share) for _ in range(count)]


def _fill(text: str, short: str) -> str:
    filled = text.format(short=short)
    return filled[0].upper() + filled[1:]


def _draw_titles(texts: Sequence[str], profile: Profile, dice: Dice) -> list[str]:
    """Fill each text with each issue and put all in an order drawn by chance."""
    filled = {_fill(text, issue.short): None for text in texts for issue in profile.disputes}
    return dice.shuffle(list(filled))


def _draw_decisions(profile: Profile, meeting: _Meeting, dice: Dice) -> list[Row]:
    engaged = profile.behavior.engaged
    longest = 22 if meeting.debates else 9
    voiced = _flip_together(dice, engaged, meeting.decisions)
    slow = _flip_together(dice, engaged, meeting.decisions)
    rows: list[Row] = []
    for aired, late in zip(voiced, slow, strict=True):
        minutes = dice.whole(7, longest) if late else dice.whole(1, 5)
        alternatives, dissent = dice.pick(((1, 0), (1, 1), (2, 1), (2, 2), (0, 1), (3, 2)))
        rows.append(
            {
                "type": "decision",
                "minutes": minutes + dice.whole(0, 2),
                "alternatives": alternatives if aired else 0,
                "dissent": dissent if aired else 0,
                "minutes_to_decision": minutes,
                "aim": "defend" if dice.flip(profile.behavior.defend) else "advance",
            }
        )
    return rows


def _draw_request(
    profile: Profile, meeting: _Meeting, settlements: Settlements, dice: Dice
) -> Row | None:
    """Draw a request to reopen an issue whose review is past due on that day."""
    due = [issue for issue in profile.disputes if issue.id in settlements]
    due = [issue for issue in due if settlements[issue.id][1] < meeting.day]
    if not due:
        return None
    issue = dice.pick(due)
    if dice.flip(profile.behavior.open):
        now = meeting.debates and dice.flip(0.6)
        response, minutes = ("heard now", dice.whole(12, 25)) if now else ("scheduled", 4)
    else:
        response, minutes = ("refused" if dice.flip(0.8) else "referred"), dice.whole(1, 3)
    return {
        "title": _fill("Request to reopen {short}", issue.short),
        "type": "debate" if response == "heard now" else "update",
        "minutes": minutes,
        "aim": "advance",
        "revisit": issue.id,
        "response": response,
        "response_minutes": minutes,
    }


def _draw_talk(meeting: _Meeting, engaged: int, profile: Profile, dice: Dice) -> list[int]:
    """Draw minutes of debate, then of each update, so that debate and decision take their share.

    The first number is 0 where no debate is held. Above a third of the minutes is debate or
    decision in a meeting that debates, under 22 percent in one that does not.
    """
    if meeting.debates:
        debate = dice.whole(12, 32)
        updates = min(dice.whole(12, 35), 2 * (engaged + debate))
    else:
        debate = 0
        updates = max(dice.whole(40, 65), -(-engaged * 18 // 5))
    parts = min(dice.whole(2, 3), max(updates // 8, 1))
    return [debate, *[updates // parts + (part < updates % parts) for part in range(parts)]]


def draw_meetings(
    profile: Profile, settlements: Settlements, pools: Pools, dice: Dice
) -> list[Row]:
    """Draw the meeting log of a coalition, one row an agenda item.

    Parameters
    ----------
    profile : Profile
        Its ``meetings``, ``decisions`` and the rates of its behavior are used.
    settlements : mapping
        Issue -> (settled on, review due).
    pools : mapping
        Everyday titles.
    dice : Dice

    Returns
    -------
    list of rows of the table ``meetings``
    """
    plan = _plan_meetings(profile, dice)
    late = [place for place, one in enumerate(plan) if one.day > _LATE_QUARTER]
    asked = set(dice.shuffle(late)[: dice.whole(*_REQUESTS)]) if settlements else set()
    decisions = _draw_titles(pools["choices"] + pools["decisions"], profile, dice)
    rows: list[Row] = []
    for place, meeting in enumerate(plan):
        request = _draw_request(profile, meeting, settlements, dice) if place in asked else None
        settled = _draw_decisions(profile, meeting, dice)
        for number, row in enumerate(settled):
            row["title"] = decisions[(place * 3 + number) % len(decisions)]
        body = [*([request] if request else []), *settled]
        engaged = sum(row["minutes"] for row in body if row["type"] != "update")
        debate, *updates = _draw_talk(meeting, engaged, profile, dice)
        talk = _draw_updates(profile, updates, pools, dice)
        if debate:
            talk.append(_draw_debate(profile, debate, pools, dice))
        items = [*talk, *body]
        rows += [
            {"date": meeting.day, "agenda_item": number, **row}
            for number, row in enumerate(items, start=1)
        ]
    return rows


def _draw_updates(profile: Profile, minutes: Sequence[int], pools: Pools, dice: Dice) -> list[Row]:
    own = dice.shuffle(profile.updates + pools["updates"])
    rows: list[Row] = []
    for title, length in zip(own, minutes, strict=False):
        if dice.flip(profile.behavior.defend):
            defense = _fill(dice.pick(pools["defenses"]), dice.pick(profile.disputes).short)
            rows.append({"title": defense, "type": "update", "minutes": length, "aim": "defend"})
        else:
            aim = dice.pick(("housekeeping", "housekeeping", "advance"))
            rows.append({"title": title, "type": "update", "minutes": length, "aim": aim})
    return rows


def _draw_debate(profile: Profile, minutes: int, pools: Pools, dice: Dice) -> Row:
    return {
        "title": _fill(dice.pick(pools["debates"]), dice.pick(profile.disputes).short),
        "type": "debate",
        "minutes": minutes,
        "alternatives": dice.whole(1, 3),
        "dissent": dice.whole(1, 3),
        "aim": "advance",
    }


def draw_attendance(
    profile: Profile, partners: Sequence[Row], days: Sequence[date], dice: Dice
) -> list[Row]:
    """Draw who came to each meeting, for partners that were members on that day."""
    rows: list[Row] = []
    for partner in partners:
        share = profile.behavior.attend * dice.pick((1.0, 1.0, 1.05, 0.8))
        joined, left = partner["joined"], partner["left"] or LAST_DAY
        rows += [
            {"date": day, "partner": partner["partner"], "attended": dice.flip(share)}
            for day in days
            if joined <= day <= left
        ]
    return sorted(rows, key=itemgetter("date"))


def draw_reviews(profile: Profile, settlements: Settlements, pools: Pools, dice: Dice) -> list[Row]:
    """Draw looks back at settled positions past their review date, and at the purpose."""
    rows: list[Row] = []
    for issue, (_, due) in settlements.items():
        if dice.flip(profile.behavior.open):
            rows.append(
                {
                    "date": find_weekday(due + timedelta(days=dice.whole(5, 60))),
                    "kind": "settled position",
                    "issue": issue,
                    "question": "Does this still hold?",
                    "outcome": dice.pick(("kept", "kept", "changed")),
                }
            )
    asked = profile.behavior.steps["F1"]
    if profile.settled and asked > 2.0:
        span = (
            (date(2025, 6, 2), date(2026, 2, 27))
            if asked > 3.5
            else (
                date(2024, 5, 6),
                date(2024, 12, 13),
            )
        )
        rows.append(
            {
                "date": draw_day(dice, *span),
                "kind": "purpose",
                "question": dice.pick(pools["questions"]),
                "outcome": dice.pick(("kept", "changed", "put off")),
                **{column: dice.pick(pools[column]) for column in ("law", "money", "words")},
            }
        )
    return sorted(rows, key=itemgetter("date"))
