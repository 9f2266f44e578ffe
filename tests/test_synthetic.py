"""The invented cohorts: stored as drawn, planted as told, and nobody real in them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coalitionkit.files import find_shipped
from coalitionkit.playbook import load_playbook
from coalitionkit.record import Coalition, Cohort, read_record
from coalitionkit.teach.synthetic import (
    SPRING_SEED,
    draw_cohort,
    list_truth,
    make_five_hundred,
    make_spring_cohort,
    write_spring_cohort,
)
from coalitionkit.teach.synthetic.archetypes import Profile, load_archetypes
from coalitionkit.teach.synthetic.dice import Dice
from coalitionkit.teach.synthetic.logs import draw_meetings
from coalitionkit.teach.synthetic.maps import draw_settlements

PROFILES = {profile.id: profile for profile in load_archetypes().profiles}
STATES = dict(list_truth()[["coalition", "state"]].itertuples(index=False))
STRONG = sorted(name for name, state in STATES.items() if state != "can't tell yet")
REAL_NAMES = (
    "Children's Defense Fund",
    "Nurse-Family Partnership",
    "Parents as Teachers",
    "Healthy Families America",
    "Prevent Child Abuse",
    "Zero to Three",
    "FosterClub",
    "First Focus",
    "Generations United",
    "Voice for Adoption",
    "APHSA",
    "Head Start",
    "HIPPY",
    "Home Visiting Coalition",
    "Child Welfare and Mental Health Coalition",
    "Freedom to Marry",
    "Health Care for America Now",
    "Climate Action Partnership",
    "Evidence-Based Policy",
)


@pytest.fixture(scope="module")
def spring() -> Cohort:
    return make_spring_cohort()


def _answered(coalition: Coalition) -> list[set[str]]:
    """Who answered, wave by wave."""
    responses = coalition.responses.astype({"respondent": object})
    return [set(rows["respondent"]) for _, rows in responses.groupby("wave")]


def _measure_rates(coalition: Coalition) -> tuple[list[float], list[float]]:
    """E1 to E3, then O1 and O2, as method section 10 counts them."""
    meetings = coalition.meetings
    decisions = meetings[meetings["type"] == "decision"]
    voiced = (decisions["alternatives"] > 0) | (decisions["dissent"] > 0)
    spent = meetings.assign(spent=meetings["minutes"].where(meetings["type"] != "update", 0))
    by_day = spent.groupby("date")[["spent", "minutes"]].sum()
    requests = meetings[meetings["revisit"] != ""]
    now = (requests["response"] == "heard now") & (requests["response_minutes"] >= 10)
    settled = coalition.positions.dropna(subset="settled_on").drop_duplicates("issue")
    reviews = coalition.reviews
    reviewed = [
        bool(((reviews["issue"] == row.issue) & (reviews["date"] >= row.review_due)).any())
        for row in settled.itertuples()
    ]
    engaged = [
        voiced.mean(),
        (by_day["spent"] >= 0.25 * by_day["minutes"]).mean(),
        (decisions["minutes_to_decision"] > 5).mean(),
    ]
    openness = [(now | (requests["response"] == "scheduled")).mean(), np.mean(reviewed)]
    return [float(rate) for rate in engaged], [float(rate) for rate in openness]


def _measure_spread(coalition: Coalition, setting: str) -> float:
    """Mean pairwise distance of must-have partners' ideals, as a share of the scale."""
    must = coalition.partners.query("must_have == True")["partner"]
    positions = coalition.positions.query("setting == @setting")
    positions = positions[positions["partner"].isin(must)]
    scales = coalition.issues.set_index("issue")
    distances = [
        abs(one - other) / (scales["highest"][issue] - scales["lowest"][issue])
        for issue, rows in positions.groupby("issue")
        for one, other in combinations(rows["ideal"], 2)
    ]
    return float(np.mean(distances))


def test_the_stored_spring_cohort_is_what_its_seed_gives(tmp_path: Path) -> None:
    write_spring_cohort(tmp_path / "spring-cohort")
    stored = find_shipped("data", "cohorts")
    for folder in ("spring-cohort", "truth"):
        made = {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()}
        kept = {path.name: path.read_bytes() for path in (stored / folder).glob("*.csv")}
        assert made == kept


def test_the_stored_cohort_reads_without_a_fault_and_as_it_was_drawn(spring: Cohort) -> None:
    read = read_record(find_shipped("data", "cohorts", "spring-cohort"))
    assert read.ids == spring.ids
    for name in spring.tables:
        pd.testing.assert_frame_equal(read.table(name), spring.table(name))


def test_the_stored_cohort_stays_small() -> None:
    folder = find_shipped("data", "cohorts", "spring-cohort")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 600_000


def test_another_seed_gives_another_cohort(spring: Cohort) -> None:
    other = draw_cohort(SPRING_SEED + 1)
    assert not other.table("responses")["answer"].equals(spring.table("responses")["answer"])
    assert not other.table("meetings")["minutes"].equals(spring.table("meetings")["minutes"])


@pytest.mark.parametrize(
    ("coalition", "partners", "answers"),
    [
        ("harbor-homes", 11, [10, 10]),
        ("lunch-table", 8, [7, 7]),
        ("three-willows", 9, [8]),
        ("long-road", 10, [9]),
        ("small-steps", 8, [12]),
        ("juniper-care", 7, [6]),
        ("prairie-rides", 8, [4]),
        ("close-to-home", 6, [6]),
        ("maple-county", 9, [7, 7]),
        ("ladder-campaign", 25, [23, 23]),
        ("valle-rio", 10, [8]),
        ("steady-roof", 12, [12, 11]),
    ],
)
def test_partners_and_answers_are_as_planted(
    spring: Cohort, coalition: str, partners: int, answers: list[int]
) -> None:
    group = spring[coalition]
    assert len(group.partners) == partners
    assert [len(people) for people in _answered(group)] == answers
    invited = group.waves["invited"].tolist()
    by_partner = group.tables["coalitions"]["answers_from"].iloc[0] == "partners"
    assert invited == ([partners] * len(answers) if by_partner else [14]) or (
        coalition == "steady-roof" and invited == [12, 11]
    )


def test_one_person_leaves_steady_roof_between_the_waves_and_nobody_joins(spring: Cohort) -> None:
    first, second = _answered(spring["steady-roof"])
    assert (len(first - second), len(second - first)) == (1, 0)
    assert min(len(first), len(second)) >= 10
    assert spring["steady-roof"].partners["left"].notna().sum() == 1


def test_the_same_ten_people_answer_in_both_waves_of_harbor_homes(spring: Cohort) -> None:
    first, second = _answered(spring["harbor-homes"])
    assert first == second
    assert len(first) == 10


def test_ladder_campaign_has_five_or_more_leavers_and_joiners(spring: Cohort) -> None:
    first, second = _answered(spring["ladder-campaign"])
    assert min(len(first - second), len(second - first)) >= 5


def test_codes_and_their_order_say_nothing_about_who_left(spring: Cohort) -> None:
    first, second = _answered(spring["ladder-campaign"])
    everyone = sorted(first | second)
    places = {everyone.index(code) for code in first - second}
    assert everyone == [f"r{number:02d}" for number in range(1, len(everyone) + 1)]
    assert max(places) - min(places) >= len(places)
    for coalition in spring:
        codes = coalition.responses["respondent"].astype(object)
        assert not set(codes) & set(coalition.partners["partner"])
        for _, rows in codes.groupby(coalition.responses["wave"]):
            assert rows.tolist() == sorted(rows)


def test_a_name_with_accents_and_an_ampersand_is_among_them(spring: Cohort) -> None:
    assert spring["valle-rio"].name == "Niñez & Família – Valle Río"


def test_only_one_coalition_has_no_joining_conflict(spring: Cohort) -> None:
    coalitions = spring.table("coalitions")
    assert coalitions.query("joining_conflict == ''")["coalition"].tolist() == ["juniper-care"]
    for column in ("purpose", "decision_maker"):
        assert (coalitions[column] != "").all()


@pytest.mark.parametrize("name", STRONG)
def test_the_meeting_log_shows_the_planted_state(spring: Cohort, name: str) -> None:
    engaged, openness = _measure_rates(spring[name])
    debates = STATES[name] in ("in debate", "stuck")
    listens = STATES[name] in ("in debate", "drifting", "agreed")
    assert all((rate > 0.6) == debates and (rate < 0.4) != debates for rate in engaged)
    assert all((rate > 0.6) == listens and (rate < 0.4) != listens for rate in openness)


@pytest.mark.parametrize("name", STRONG)
@pytest.mark.parametrize("setting", ["alone", "meeting"])
def test_must_have_partners_stand_as_far_apart_as_planted(
    spring: Cohort, name: str, setting: str
) -> None:
    wide = STATES[name] in ("in debate", "drifting", "stuck")
    spread = _measure_spread(spring[name], setting)
    assert spread >= 0.3 if wide else spread < 0.25


def test_meetings_and_decisions_are_as_many_as_planted(spring: Cohort) -> None:
    for coalition in spring:
        meetings = coalition.meetings
        found = (meetings["date"].nunique(), int((meetings["type"] == "decision").sum()))
        usual = {"juniper-care": (3, 5), "prairie-rides": (14, 30)}
        assert found == usual.get(coalition.id, (18, 40))


@pytest.mark.parametrize("name", STRONG)
def test_requests_to_reopen_concern_positions_past_their_review_date(
    spring: Cohort, name: str
) -> None:
    due = spring[name].positions.dropna(subset="review_due").groupby("issue")["review_due"].max()
    requests = spring[name].meetings.query("revisit != ''")
    assert 5 <= len(requests) <= 8
    assert (requests["date"] > requests["revisit"].map(due)).all()


def test_juniper_care_has_been_asked_to_reopen_nothing(spring: Cohort) -> None:
    group = spring["juniper-care"]
    assert (group.meetings["revisit"] == "").all()
    assert group.positions["settled_on"].isna().all()


def test_what_happens_in_one_meeting_hangs_together() -> None:
    """Rates .8-.85 against .15, intraclass correlation .2 (method section 10)."""
    profile, pools = PROFILES["harbor-homes"], load_archetypes().pools
    voiced, pairs = [], []
    for seed in range(120):
        settlements = draw_settlements(profile, Dice(seed, 0))
        frame = pd.DataFrame(draw_meetings(profile, settlements, pools, Dice(seed, 1)))
        frame = frame[frame["type"] == "decision"]
        airs = ((frame["alternatives"] + frame["dissent"]) > 0).astype(float)
        voiced += airs.tolist()
        for _, rows in airs.groupby(frame["date"]):
            pairs += list(combinations(rows, 2))
    ones, others = np.array(pairs).T
    share = profile.behavior.engaged
    assert np.mean(voiced) == pytest.approx(share, abs=0.02)
    covariance = np.mean((ones - share) * (others - share))
    assert covariance / (share * (1 - share)) == pytest.approx(0.2, abs=0.06)


def test_nothing_on_record_happens_after_the_last_wave_closes(spring: Cohort) -> None:
    past = {
        "meetings": "date",
        "checkins": "date",
        "changes": "written_on",
        "tensions": "resolved",
        "reviews": "date",
        "positions": "as_of",
        "triggers": "checked_on",
        "partners": "left",
    }
    closed = spring.table("waves").groupby("coalition")["closed"].max()
    for name, column in past.items():
        rows = spring.table(name)
        assert not (rows[column] > closed.max()).any(), name


@pytest.mark.parametrize(
    ("table", "who", "when"),
    [
        ("positions", "partner", "as_of"),
        ("interests", "partner", "as_of"),
        ("checkins", "partner", "date"),
        ("attendance", "partner", "date"),
        ("tensions", "raised_by", "first_heard"),
    ],
)
def test_partners_are_heard_while_they_are_members(
    spring: Cohort, table: str, who: str, when: str
) -> None:
    partners = spring.table("partners")[["coalition", "partner", "joined", "left"]]
    rows = spring.table(table).rename(columns={who: "partner", when: "when"})
    rows = rows.merge(partners, on=["coalition", "partner"], validate="many_to_one")
    assert (rows["when"] >= rows["joined"]).all()
    assert not (rows["when"] > rows["left"]).any()


def test_changes_that_were_written_through_are_what_the_map_says(spring: Cohort) -> None:
    alone = spring.table("positions").query("setting == 'alone'")
    changes = spring.table("changes").merge(alone, on=["coalition", "partner", "issue"])
    written = changes["written_on"].notna()
    said = changes["after"].where(written, changes["before"]).astype(float)
    assert written.any()
    assert not written.all()
    assert said.tolist() == pytest.approx(changes["ideal"].tolist())
    assert (changes["before"] != changes["after"]).all()


def test_tensions_wait_unheard_where_a_coalition_drifts(spring: Cohort) -> None:
    drifting = spring["maple-county"].tensions
    debating = spring["harbor-homes"].tensions
    assert drifting["on_agenda"].isna().mean() > 0.4 > debating["on_agenda"].isna().mean()


def test_the_show_piece_has_something_working_and_something_to_say(spring: Cohort) -> None:
    group = spring["maple-county"]
    answers = group.responses.query("wave == 2").astype({"item": object, "answer": object})
    high = answers[answers["answer"].isin(["4", "5"])].groupby("item").size()
    unseen = answers[answers["answer"] == "dk"].groupby("item").size()
    assert high["M1"] >= 6
    assert high["M2"] >= 6
    assert high.get("S3", 0) <= 2
    assert unseen["M3"] >= 3


def test_every_answer_is_one_that_its_item_offers(spring: Cohort) -> None:
    items = load_playbook().items
    responses = spring.table("responses").astype({"item": object, "answer": object})
    assert set(responses["item"]) == set(items)
    for item, rows in responses.groupby("item"):
        assert set(rows["answer"]) <= {*items[item].allowed, ""}
    shares = responses["answer"].value_counts(normalize=True)
    assert 0.05 < shares["dk"] < 0.15
    assert 0.002 < shares[""] < 0.03


def test_every_row_that_can_be_marked_is_marked_illustrative(spring: Cohort) -> None:
    for name in spring.tables:
        frame = spring.table(name)
        if "illustrative" in frame:
            assert frame["illustrative"].all(), name
        if "source" in frame:
            assert (frame["source"] == "invented for teaching").all(), name


def test_no_real_organization_is_named(spring: Cohort) -> None:
    told = " ".join(spring.table(name).to_csv() for name in spring.tables).casefold()
    assert [name for name in REAL_NAMES if name.casefold() in told] == []


def test_the_truth_names_every_coalition_and_covers_every_state(spring: Cohort) -> None:
    truth = list_truth()
    assert tuple(truth["coalition"]) == spring.ids
    assert set(truth["state"]) == {
        "in debate",
        "drifting",
        "closed to revisiting",
        "stuck",
        "agreed",
        "can't tell yet",
    }
    assert truth["why"].str.endswith(".").all()


def test_five_hundred_coalitions_are_drawn_with_their_answers() -> None:
    cohort = make_five_hundred(3)
    sizes = cohort.table("partners").groupby("coalition").size()
    waves = cohort.table("waves").set_index(["coalition", "wave"])["invited"]
    responses = cohort.table("responses").astype({"coalition": object})
    answered = responses.groupby(["coalition", "wave"])["respondent"].nunique()
    assert len(cohort) == 500
    assert (sizes.min(), sizes.max()) == (5, 30)
    assert (answered <= waves.reindex(answered.index)).all()
    assert answered.index.equals(waves.index)
    assert 0.3 < (waves.groupby("coalition").size() == 2).mean() < 0.7
    again = make_five_hundred(3).table("responses")
    pd.testing.assert_frame_equal(again, cohort.table("responses"))


def test_dice_fall_as_they_fell_before() -> None:
    """A regression test: numpy keeps a bit generator's stream from version to version (NEP 19)."""
    dice = Dice(7, 1)
    assert dice.uniform(2).tolist() == pytest.approx([0.7701409510034741, 0.1119272443176843])
    assert [dice.whole(1, 6) for _ in range(6)] == [2, 1, 3, 4, 6, 2]
    assert dice.shuffle("abcdef") == list("dcabef")


def test_a_bell_has_mean_zero_and_deviation_one() -> None:
    draws = Dice(11).bell(40_000)
    assert draws.mean() == pytest.approx(0.0, abs=0.02)
    assert draws.std() == pytest.approx(1.0, abs=0.02)


def test_a_profile_of_your_own_is_drawn_like_the_others() -> None:
    profile: Profile = PROFILES["close-to-home"]
    cohort = draw_cohort(5, [profile], name="mine")
    assert (cohort.name, cohort.ids) == ("mine", ("close-to-home",))
    assert len(cohort["close-to-home"].influence) == 6 * 5
