"""Invented cohorts with a planted truth: for practice, for demonstration and for tests.

Nobody in them exists. Each coalition is in a state that is known, because it was planted, so a
class can see what a report recovers and what it misses. The same seed gives the same cohort
everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from coalitionkit.files import write_atomic
from coalitionkit.record import Cohort, write_record
from coalitionkit.record.schema import BY_NAME
from coalitionkit.record.writing import pack_csv
from coalitionkit.teach.synthetic.answers import build_waves, draw_responses
from coalitionkit.teach.synthetic.archetypes import (
    Archetype,
    Archetypes,
    Asking,
    Profile,
    load_archetypes,
)
from coalitionkit.teach.synthetic.dice import Dice
from coalitionkit.teach.synthetic.logs import (
    draw_attendance,
    draw_meetings,
    draw_reviews,
)
from coalitionkit.teach.synthetic.maps import (
    Records,
    draw_influence,
    draw_interests,
    draw_issues,
    draw_partners,
    draw_positions,
    draw_power,
    draw_seats,
    draw_settlements,
)
from coalitionkit.teach.synthetic.talks import (
    draw_changes,
    draw_checkins,
    draw_tensions,
    draw_triggers,
)

# Among the first thousand seeds, one at which chance leaves every planted rate in plain sight; with
# another, a report can miss the truth, as it can in life.
SPRING_SEED = 967
_SOURCE = "invented for teaching"
_SPRING, _FALL = date(2026, 4, 6), date(2025, 10, 6)


def draw_records(profile: Profile, *key: int) -> Records:
    """Draw every table of one coalition but for the survey's.

    Parameters
    ----------
    profile : Profile
        What is planted.
    *key : int
        Seed and the coalition's number. Each part of the record has a stream of its own, so a
        change to one leaves the others as they were.

    Returns
    -------
    mapping
        Table -> rows, each a mapping of some columns to values.
    """
    usual = load_archetypes()
    pools = usual.pools
    streams = iter([Dice(*key, part) for part in range(16)])
    settlements = draw_settlements(profile, next(streams))
    partners = draw_partners(profile, next(streams))
    positions = draw_positions(profile, partners, settlements, pools["middle"], next(streams))
    meetings = draw_meetings(profile, settlements, pools, next(streams))
    checkins = draw_checkins(profile, partners, pools["changes"], next(streams))
    days = list(dict.fromkeys(row["date"] for row in meetings))
    return {
        "coalitions": [_describe(profile)],
        "partners": partners,
        "interests": draw_interests(profile, partners, next(streams)),
        "issues": draw_issues(profile, settlements, next(streams)),
        "positions": positions,
        "influence": draw_influence(profile, next(streams)),
        **draw_power(profile, partners, pools["policymakers"], next(streams)),
        **draw_seats(profile, usual.assets, next(streams)),
        "checkins": checkins,
        "changes": draw_changes(profile, positions, checkins, next(streams)),
        "meetings": meetings,
        "attendance": draw_attendance(profile, partners, days, next(streams)),
        "tensions": draw_tensions(profile, partners, pools, next(streams)),
        "reviews": draw_reviews(profile, settlements, pools, next(streams)),
        "triggers": draw_triggers(profile, pools, next(streams)),
    }


def _describe(profile: Profile) -> dict[str, object]:
    columns = (
        "name",
        "purpose",
        "joining_conflict",
        "decision_maker",
        "founded",
        "answers_from",
    )
    return {column: getattr(profile, column) for column in columns}


def _join_records(drawn: Mapping[str, Records]) -> dict[str, pd.DataFrame]:
    """Join the coalitions' rows and fill in the columns that all rows of a table share."""
    joined = {}
    for name, table in BY_NAME.items():
        shared = {"source": _SOURCE, "illustrative": True}
        shared = {column: value for column, value in shared.items() if column in table.headings}
        rows = [
            {"coalition": owner, **row, **shared}
            for owner, records in drawn.items()
            for row in records.get(name, ())
        ]
        if rows:
            joined[name] = pd.DataFrame(rows)
    return joined


def _draw_survey(drawn: Sequence[tuple[Profile, Dice]]) -> dict[str, pd.DataFrame]:
    """Draw the tables ``waves`` and ``responses`` of several coalitions."""
    usual = load_archetypes()
    waves = [build_waves(profile).assign(coalition=profile.id) for profile, _ in drawn]
    responses = [
        pd.DataFrame(draw_responses(profile, usual, dice)).assign(coalition=profile.id)
        for profile, dice in drawn
    ]
    return {
        "waves": pd.concat(waves, ignore_index=True),
        "responses": pd.concat(responses, ignore_index=True),
    }


def draw_cohort(
    seed: int, profiles: Sequence[Profile] | None = None, *, name: str = "invented"
) -> Cohort:
    """Draw a cohort of invented coalitions, every table of the record filled.

    Parameters
    ----------
    seed : int
        0 or more. The same seed gives the same cohort on every machine.
    profiles : sequence of Profile, optional
        What is planted; the twelve of the spring cohort if not given.
    name : str
        Name of the cohort.

    Returns
    -------
    Cohort
        Every row that can say so is marked illustrative.

    Examples
    --------
    >>> cohort = draw_cohort(7, load_archetypes().profiles[:1])
    >>> cohort.ids, len(cohort["harbor-homes"].partners)
    (('harbor-homes',), 11)
    """
    planted = load_archetypes().profiles if profiles is None else profiles
    records = {
        profile.id: draw_records(profile, seed, number) for number, profile in enumerate(planted)
    }
    survey = [(profile, Dice(seed, number, 99)) for number, profile in enumerate(planted)]
    return Cohort(name, {**_join_records(records), **_draw_survey(survey)})


def make_spring_cohort() -> Cohort:
    """Draw the cohort that ships with the kit: twelve coalitions, each with a planted truth."""
    return draw_cohort(SPRING_SEED, name="spring-cohort")


def list_truth(profiles: Sequence[Profile] | None = None) -> pd.DataFrame:
    """List what was planted in each coalition.

    Returns
    -------
    DataFrame
        Columns ``coalition``, ``state`` (the word a report would print) and ``why``.
    """
    planted = load_archetypes().profiles if profiles is None else profiles
    return pd.DataFrame(
        {
            "coalition": [profile.id for profile in planted],
            "state": [profile.behavior.label for profile in planted],
            "why": [f"{profile.behavior.why} {profile.shows}".strip() for profile in planted],
        }
    )


def write_spring_cohort(folder: Path) -> None:
    """Write the spring cohort and, beside it, its truth.

    What ships with the kit is never written, so to renew ``data/cohorts`` after a change, write to
    a new folder and copy ``spring-cohort`` and ``truth`` from there.

    Parameters
    ----------
    folder : Path
        Its name is usually ``spring-cohort``. The truth goes to ``../truth/<name>.csv``: apart, so
        that nobody meets it before the report.

    Raises
    ------
    UsageError
        If the folder ships with the kit.
    """
    write_record(make_spring_cohort(), folder)
    truth = list_truth()
    packed = pack_csv(tuple(truth.columns), truth.to_numpy().tolist())
    write_atomic(folder.parent / "truth" / f"{folder.name}.csv", packed)


def _draw_asking(opened: date, size: int, dice: Dice) -> Asking:
    return Asking(opened, size, max(1, round(size * (0.6 + 0.4 * float(dice.uniform(1)[0])))))


def _draw_profile(number: int, usual: Archetypes, dice: Dice) -> Profile:
    """Draw a coalition of 5-30 partners in any state, with one wave or two."""
    behavior = dice.pick(tuple(usual.behaviors.values()))
    size = dice.whole(5, 30)
    partners: tuple[Archetype, ...] = tuple(dice.shuffle(tuple(usual.partners.values()))[:size])
    waves = tuple(_draw_asking(day, size, dice) for day in (_FALL, _SPRING)[dice.whole(0, 1) :])
    fewest = min(wave.answered for wave in waves)
    return replace(
        usual.profiles[0],
        id=f"group-{number:03d}",
        name=f"Coalition {number:03d}",
        behavior=behavior,
        partners=partners,
        must_have=tuple(partner.id for partner in partners[:3]),
        waves=waves,
        stayers=max(0, fewest - dice.whole(0, fewest)) if len(waves) > 1 else 0,
        shows="",
    )


def make_five_hundred(seed: int) -> Cohort:
    """Draw 500 coalitions of 5 to 30 partners with their answers, and no map or log.

    For tests of speed and of scale; it is never stored.

    Parameters
    ----------
    seed : int
        0 or more.
    """
    usual = load_archetypes()
    streams = [Dice(seed, number) for number in range(1, 501)]
    drawn = [
        (_draw_profile(number, usual, dice), dice) for number, dice in enumerate(streams, start=1)
    ]
    records: dict[str, Records] = {
        profile.id: {
            "coalitions": [_describe(profile)],
            "partners": draw_partners(profile, dice),
        }
        for profile, dice in drawn
    }
    return Cohort("five-hundred", {**_join_records(records), **_draw_survey(drawn)})
