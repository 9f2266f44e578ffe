"""Two cohorts that differ only in answers that may not be shown (method.md, section 4).

The rules are written here a second time, from the method's page and not from the package: what may
be changed without a reader seeing it. If the package shows more than that, the twins' files differ.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

import pandas as pd
from tiny import make_responses

from coalitionkit.playbook import load_playbook
from coalitionkit.record import Cohort

BOOK = load_playbook()
BASE = {"convener": 5, "partners": 5, "public": 11}
SENSITIVE = {"C3", "S1", "S3", "F3", "K1", "D2"}
CLASSES = {"B": (("1", "2", "3"), ("4", "5")), "N": (("c", "d", "e", "f"), ("a", "b"))}
PUBLIC = {
    "B": (("1", "2"), ("3",), ("4", "5")),
    "T": (("-2", "-1"), ("0",), ("1", "2")),
    "N": (("c", "d", "e", "f"), ("a", "b")),
}

Sheets = dict[str, dict[str, str]]


def draw_sheets(rng: random.Random, people: Iterable[str]) -> Sheets:
    """Answer sheets in which some questions are skewed, some rarely answered, some unknown."""
    lean = {item: rng.random() for item in BOOK.items}
    blank = {item: rng.choice([0.02, 0.1, 0.4]) for item in BOOK.items}
    sheets = {}
    for person in people:
        sheet = {}
        for item in BOOK.items.values():
            if rng.random() < blank[item.id] and item.id != "M1":
                sheet[item.id] = rng.choice(["dk", "", "na" if item.na_label else "dk"])
            else:
                place = min(
                    int(rng.betavariate(1 + 4 * lean[item.id], 2) * len(item.values)),
                    len(item.values) - 1,
                )
                sheet[item.id] = item.values[place]
        sheets[person] = sheet
    return sheets


def draw_group(rng: random.Random, audience: str) -> list[Sheets]:
    """One or two waves of a small group: sizes around each threshold, few or many leavers."""
    most = 9 if audience != "public" else 14
    first = rng.choice(
        [rng.randint(0, 4), rng.randint(5, most), rng.randint(10, 13), rng.randint(20, 24)]
    )
    people = [f"p{number:02d}" for number in range(first)]
    waves = [draw_sheets(rng, people)]
    if rng.random() < 0.5:
        leavers = rng.choice([0, 1, 3, 5])
        joiners = rng.choice([0, 0, 2, 6])
        people = people[leavers:] + [f"j{number:02d}" for number in range(joiners)]
        waves.append(draw_sheets(rng, people))
    return waves


def vary_within(rng: random.Random, sheets: Sheets, item: str, classes) -> None:
    """Redraw each answer within its class."""
    for sheet in sheets.values():
        for values in classes:
            if sheet[item] in values:
                sheet[item] = rng.choice(values)


def vary_split(rng: random.Random, sheets: Sheets, item: str) -> None:
    """Redraw a sensitive split: within its sides, and 0-2 or n-2 to n for one another."""
    kind = BOOK.items[item].set
    rest, marked = CLASSES[kind]
    given = [person for person, sheet in sheets.items() if sheet[item] in rest + marked]
    high, n = sum(sheets[person][item] in marked for person in given), len(given)
    if high <= 2:
        high = rng.randint(0, 2)
    elif high >= n - 2:
        high = rng.randint(n - 2, n)
    rng.shuffle(given)
    for place, person in enumerate(given):
        sheets[person][item] = rng.choice(marked if place < high else rest)


def vary_thin_item(rng: random.Random, sheets: Sheets, item: str) -> None:
    """Redraw an item on which fewer than five picked a step, so that it stays so."""
    people = list(sheets)
    rng.shuffle(people)
    steps = rng.randint(0, min(4, len(people)))
    for place, person in enumerate(people):
        values = BOOK.items[item].values if place < steps else ("dk", "")
        sheets[person][item] = rng.choice(values)


def is_public(sheets: Sheets, item) -> bool:
    """Whether anything of an item may be printed in public: CMS's rule, read strictly."""
    classes = PUBLIC[item.set] if item.id not in SENSITIVE else CLASSES[item.set]
    counts = [sum(sheet[item.id] in values for sheet in sheets.values()) for values in classes]
    n, other = sum(counts), len(sheets) - sum(counts)
    marked = counts[1] if item.set == "T" else counts[-1]
    if n < 11 or (item.id in SENSITIVE and not 2 < marked < n - 2):
        return False
    whole = not any(0 < count < 11 for count in [*counts, other])
    return whole or (marked >= 11 and len(sheets) - marked >= 11)


def vary_unprinted(rng: random.Random, sheets: Sheets, item) -> None:
    """Redraw an item of which nothing may be printed, so that it stays so."""
    for _ in range(5):
        drawn = draw_sheets(rng, sheets)
        trial = {
            person: sheet | {item.id: drawn[person][item.id]} for person, sheet in sheets.items()
        }
        if not is_public(trial, item):
            for person, sheet in trial.items():
                sheets[person][item.id] = sheet[item.id]
            return


def vary_wave(rng: random.Random, sheets: Sheets, audience: str) -> Sheets:
    """Redraw everything of one wave that may not be shown."""
    if len(sheets) < BASE[audience]:
        count = rng.randint(0, BASE[audience] - 1)
        return draw_sheets(rng, [f"q{number:02d}" for number in range(count)])
    changed = {person: dict(sheet) for person, sheet in sheets.items()}
    for item in BOOK.items.values():
        steps = sum(sheet[item.id] in item.values for sheet in sheets.values())
        if audience == "public" and not is_public(sheets, item):
            vary_unprinted(rng, changed, item)
        elif audience == "public":
            vary_within(rng, changed, item.id, PUBLIC[item.set])
            vary_within(rng, changed, item.id, (("dk", "", "na" if item.na_label else "dk"),))
        elif steps < 5:
            vary_thin_item(rng, changed, item.id)
        elif item.id in SENSITIVE and steps < 10:
            vary_split(rng, changed, item.id)
    return changed


def rename_second(rng: random.Random, first: Sheets, second: Sheets) -> Sheets:
    """Match the second wave's people anew where too few left or joined to tell who is who."""
    stayers = len(set(first) & set(second))
    if all(
        count == 0 or count >= 5 for count in (stayers, len(first) - stayers, len(second) - stayers)
    ):
        return second
    sheets = list(second.values())
    rng.shuffle(sheets)
    return dict(zip(second, sheets, strict=True))


def vary_group(rng: random.Random, waves: list[Sheets], audience: str) -> list[Sheets]:
    """The group's twin."""
    if audience == "public" and len(waves) == 2:
        waves = [draw_sheets(rng, waves[0]), waves[1]]
    changed = [vary_wave(rng, sheets, audience) for sheets in waves]
    shown = all(len(sheets) >= BASE[audience] for sheets in waves)
    if len(changed) == 2 and (shown or audience == "public"):
        changed[1] = rename_second(rng, changed[0], changed[1])
    return changed


def make_private(rng: random.Random, groups: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Private tables: walk-aways, positions heard alone, and what is nobody else's."""
    partners, walkaways, positions, issues, ratings, intentions = [], [], [], [], [], []
    for group in groups:
        issues.append((group, "i1", "How much?", "little", "much", 0, 10))
        for partner in ("a", "b", "c"):
            partners.append((group, partner, f"Partner {partner}", rng.choice([True, False])))
            walkaways.append((group, partner, round(rng.random(), 2)))
            ideal = rng.randint(0, 10)
            positions.append((group, partner, "i1", ideal, 0, 10, rng.randint(0, 3), "alone"))
        ratings.append((group, "me", pd.Timestamp("2026-05-01"), "M1", rng.choice("12345")))
        days = pd.Timestamp("2026-05-01"), pd.Timestamp(2027, rng.randint(1, 12), 1)
        question = f"Shall we ask {rng.choice('abc')}?"
        intentions.append((group, *days, question, rng.choice("abc"), rng.choice([True, False])))
    return {
        "partners": pd.DataFrame(partners, columns=["coalition", "partner", "name", "must_have"]),
        "issues": pd.DataFrame(
            issues,
            columns=["coalition", "issue", "name", "low_end", "high_end", "lowest", "highest"],
        ),
        "walkaways": pd.DataFrame(walkaways, columns=["coalition", "partner", "walkaway"]),
        "positions": pd.DataFrame(
            positions,
            columns=[
                "coalition",
                "partner",
                "issue",
                "ideal",
                "lowest",
                "highest",
                "salience",
                "setting",
            ],
        ),
        "ratings": pd.DataFrame(ratings, columns=["coalition", "rater", "date", "item", "answer"]),
        "intentions": pd.DataFrame(
            intentions,
            columns=["coalition", "date_written", "by", "question", "talk_with", "done"],
        ),
    }


def assemble(
    groups: dict[str, list[Sheets]],
    invited: dict[str, int],
    private: dict[str, pd.DataFrame],
    rng: random.Random,
) -> Cohort:
    """A cohort of the groups, its answers in any order."""
    waves, responses = [], []
    for group, sheets_by_wave in groups.items():
        for number, sheets in enumerate(sheets_by_wave, start=1):
            opened = pd.Timestamp(2026, 2 * number, 1)
            waves.append((group, number, opened, opened + pd.Timedelta(days=14), invited[group]))
            responses.append(
                make_responses(group, list(sheets.values()), wave=number, names=list(sheets))
            )
    rows = pd.concat(responses).sample(frac=1, random_state=rng.randint(0, 10**6))
    coalitions = pd.DataFrame({"coalition": list(groups), "name": [f"<{g}> & co" for g in groups]})
    waves = pd.DataFrame(waves, columns=["coalition", "wave", "opened", "closed", "invited"])
    return Cohort("twins", {"coalitions": coalitions, "waves": waves, "responses": rows, **private})


def draw_twins(seed: int, audience: str, groups: int = 1) -> tuple[Cohort, Cohort]:
    """A small cohort and its twin, for one audience."""
    rng = random.Random(f"{seed} {audience}")
    ids = [f"g{number}" for number in range(groups)]
    ours = {group: draw_group(rng, audience) for group in ids}
    theirs = {group: vary_group(rng, waves, audience) for group, waves in ours.items()}
    most = {
        group: max(len(sheets) for sheets in ours[group] + theirs[group]) + rng.randint(1, 3)
        for group in ids
    }
    more = {group: count + 3 * (audience == "public") for group, count in most.items()}
    private = make_private(rng, ids)
    other = private if audience == "convener" else make_private(rng, ids)
    if audience == "convener":
        # Someone's own view, and what they mean to do, are in no report, the convener's neither.
        varied = make_private(rng, ids)
        other = private | {name: varied[name] for name in ("ratings", "intentions")}
    return assemble(ours, most, private, rng), assemble(theirs, more, other, rng)
