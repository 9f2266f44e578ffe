"""The cases: readable, invented where they say so, sourced where they don't, and made to show."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import coalitionkit as ck
from coalitionkit.errors import UsageError
from coalitionkit.files import find_shipped
from coalitionkit.plays.evidence_bar import BARS, count_bar, grade_models
from coalitionkit.record import Coalition, list_facts
from coalitionkit.record.cases import list_shipped
from coalitionkit.record.schema import TABLES

CASES = ("child-welfare", "home-visiting", "standing-meeting")
SOURCED = ("child-welfare", "home-visiting")
PLACES = (*SOURCED, "contrasts")
EFFECTS = ck.load_facts("home-visiting", "homvee_effects_2013")
# Parts of the names in the facts that are nobody's name.
PLAIN_WORDS = {"Attachment", "Communities", "Infant", "New Zealand", "Play", "Support"}


def find_case(name: str) -> Path:
    return find_shipped("data", "cases", name)


def find_latest(case: Coalition, setting: str, until: str = "2100-01-01") -> pd.DataFrame:
    """Where each partner last stood on each issue: as said alone, in the meeting, or anywhere."""
    rows = case.positions
    said = (rows["setting"] == setting) | (setting == "anywhere")
    rows = rows[said & (rows["as_of"] <= until)]
    rows = rows.astype({"partner": object, "issue": object}).sort_values("as_of", kind="stable")
    return rows.groupby(["partner", "issue"]).tail(1).reset_index(drop=True)


def list_must_have(case: Coalition) -> set[str]:
    partners = case.partners
    return set(partners.loc[partners["must_have"].fillna(False).astype(bool), "partner"])


def read_agenda(case: Coalition, agenda: str) -> dict[str, float]:
    rows = case.agendas
    rows = rows[rows["agenda"] == agenda]
    return dict(zip(rows["issue"].astype(object), rows["level"], strict=True))


def find_outside(case: Coalition, agenda: str, setting: str) -> set[tuple[str, str]]:
    """The partners, and the issues, on which an agenda lies outside their range."""
    levels = read_agenda(case, agenda)
    return {
        (row.partner, row.issue)
        for row in find_latest(case, setting).itertuples()
        if not row.lowest <= levels[row.issue] <= row.highest
    }


def find_zone(rows: pd.DataFrame, issue: str) -> tuple[float, float]:
    rows = rows[rows["issue"] == issue]
    return rows["lowest"].max(), rows["highest"].min()


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> Coalition:
    return ck.load_case(request.param)


@pytest.fixture(scope="module")
def visiting() -> Coalition:
    return ck.load_case("home-visiting")


@pytest.fixture(scope="module")
def welfare() -> Coalition:
    return ck.load_case("child-welfare")


@pytest.fixture(scope="module")
def standing() -> Coalition:
    return ck.load_case("standing-meeting")


def test_three_cases_can_be_loaded_and_contrasts_is_no_record():
    assert list_shipped("cases") == CASES


def test_each_case_is_small_and_tells_what_it_is():
    for name in (*CASES, "contrasts"):
        folder = find_case(name)
        assert sum(path.stat().st_size for path in folder.rglob("*")) < 250_000
        assert len((folder / "README.md").read_text(encoding="utf-8")) > 1000


def test_every_invented_row_is_marked_illustrative(case: Coalition):
    assert case.illustrative
    for table in TABLES:
        rows = case.tables[table.name]
        if "illustrative" in rows:
            assert rows["illustrative"].fillna(False).all(), table.name


def test_an_invented_record_says_invented_in_its_source(case: Coalition):
    for table in TABLES:
        rows = case.tables[table.name]
        if "source" in rows:
            assert rows["source"].str.contains("invented").all(), table.name


def list_real_names() -> set[str]:
    """Organizations in the stances files and models in the federal tables, by all their names."""
    names: set[str] = set()
    for name in SOURCED:
        for table in list_facts(name):
            frame = ck.load_facts(name, table)
            if "organization" in frame:
                names |= set(frame["organization"])
            if table.startswith("homvee"):
                names |= set(frame["model"])
    parts = {part.strip() for name in names for part in re.split(r"[,;/()]|\band\b", name)}
    return {part for part in parts | names if len(part) > 2 and part[0].isupper()} - PLAIN_WORDS


def test_the_list_of_real_names_holds_those_a_reader_would_know():
    assert {"Nurse-Family Partnership", "CWLA", "Council on Accreditation", "HIPPY", "NACo"} <= (
        list_real_names()
    )


def test_no_real_organization_is_named_in_an_invented_record(case: Coalition):
    cells = {
        str(cell)
        for table in TABLES
        for column, values in case.tables[table.name].items()
        if values.dtype.name in ("object", "str", "string", "category")
        for cell in values.astype(object)
    }
    named = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(list_real_names())))
    assert [cell for cell in cells if named.search(cell)] == []


# What a person adds at the end, or about themselves.
OWN = ("closings", "intentions", "ratings", "items", "options")


def test_each_case_has_the_tables_that_the_plays_need(case: Coalition):
    needed = [table.name for table in TABLES if table.name not in OWN]
    assert [name for name in needed if not len(case.tables[name])] == []


def test_a_case_has_seven_to_nine_partners_and_four_to_six_issues(case: Coalition):
    assert 7 <= len(case.partners) <= 9
    assert 4 <= len(case.issues) <= 6


def test_issues_are_about_goal_message_strategy_and_tactics(case: Coalition):
    assert {"goal", "message", "strategy", "tactics"} <= set(case.issues["about"])


def test_meetings_and_check_ins_cover_a_year_to_a_year_and_a_half(case: Coalition):
    for table in (case.meetings, case.checkins):
        months = pd.PeriodIndex(table["date"].dt.to_period("M").unique())
        assert 12 <= len(months) <= 18
        assert (months.max() - months.min()).n == len(months) - 1


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("home-visiting", 2008, 2010),
        ("child-welfare", 2016, 2018),
        ("standing-meeting", 2024, 2026),
    ],
)
def test_each_record_plays_in_its_years(name: str, first: int, last: int):
    years = ck.load_case(name).meetings["date"].dt.year
    assert (years.min(), years.max()) == (first, last)


def test_every_partner_stands_somewhere_on_every_issue_of_the_goal(case: Coalition):
    stand = find_latest(case, "alone")
    goals = case.issues.loc[case.issues["about"] == "goal", "issue"]
    for goal in goals:
        assert set(stand.loc[stand["issue"] == goal, "partner"]) == set(case.partners["partner"])


def test_positions_are_known_alone_and_in_the_meeting_with_reasons(case: Coalition):
    rows = case.positions
    assert set(rows["setting"]) == {"alone", "meeting"}
    assert (rows["reason"] != "").all()


def test_interests_hold_needs_fears_and_values(case: Coalition):
    assert set(case.interests["kind"]) == {"need", "fear", "value"}


def test_some_partners_read_others_rightly_and_some_wrongly(case: Coalition):
    key = ["partner", "kind", "interest"]
    said = set(case.interests[key].astype(object).itertuples(index=False, name=None))
    guessed = case.perceptions[["on_partner", "kind", "interest"]].astype(object)
    right = [guess in said for guess in guessed.itertuples(index=False, name=None)]
    assert 0 < sum(right) < len(right)


def test_something_that_is_needed_is_held_by_nobody(case: Coalition):
    assert set(case.needs["asset"]) - set(case.assets["asset"])


def test_a_change_was_heard_in_a_talk_and_stands_on_the_map_once_written(case: Coalition):
    talks = set(zip(case.checkins["partner"].astype(object), case.checkins["date"], strict=True))
    stand = find_latest(case, "alone").set_index(["partner", "issue"])
    for change in case.changes.itertuples():
        assert (change.partner, change.date) in talks
        now = str(stand.loc[(change.partner, change.issue), change.field]).removesuffix(".0")
        assert now == (change.before if pd.isna(change.written_on) else change.after)


def test_some_changes_are_not_written_through_yet(case: Coalition):
    assert case.changes["written_on"].isna().any()


def test_seven_to_nine_people_answer_two_waves_and_are_the_same(case: Coalition):
    rows = case.responses.astype({"respondent": object})
    people = [set(wave["respondent"]) for _, wave in rows.groupby("wave")]
    assert len(people) == 2
    assert people[0] == people[1]
    assert 7 <= len(people[0]) <= 9


@pytest.mark.parametrize("name", SOURCED)
def test_a_partner_that_values_levels_itself_values_those_in_its_range(name: str):
    case = ck.load_case(name)
    levels = case.levels.astype({"partner": object, "issue": object})
    offered, valued = (levels[levels["partner"] == ""], levels[levels["partner"] != ""])
    ranges = find_latest(case, "anywhere").set_index(["partner", "issue"])
    assert len(valued)
    for (partner, issue), rows in valued.groupby(["partner", "issue"]):
        least, most = ranges.loc[(partner, issue), ["lowest", "highest"]]
        every = offered.loc[offered["issue"] == issue, "level"]
        assert set(rows["level"]) == set(every[every.between(least, most)])


# Home visiting


def test_counts_of_the_bar_are_those_of_the_stored_table():
    """26, 17, 15, 13, 11 and 5 models; 6 met the criteria with no unfavorable finding.

    Home Visiting Program Model Effects, archived on February 14, 2013 (UNT web archive).
    """
    bar = count_bar(EFFECTS)
    assert bar["bar"].to_list() == list(BARS)
    assert bar["models"].to_list() == [26, 17, 15, 13, 11, 5]
    assert bar.set_index("bar").loc["met", "spotless"] == 6


def test_each_condition_alone_gives_the_same_models_as_the_ladder_up_to_it():
    level = grade_models(EFFECTS).set_index("model")["level"]
    alone = {
        2: EFFECTS["high_or_moderate_study"] == "Yes",
        3: EFFECTS["favorable_primary"] + EFFECTS["favorable_secondary"] > 0,
        4: EFFECTS["sustained"] == "Yes",
        5: EFFECTS["meets_dhhs_criteria"] == "Yes",
        6: EFFECTS["replicated"] == "Yes",
    }
    for number, meets in alone.items():
        assert set(EFFECTS.loc[meets, "model"]) == set(level.index[level >= number])


def test_a_model_that_misses_a_level_does_not_stand_above_it():
    row = EFFECTS.iloc[[1]].assign(sustained="No")
    assert grade_models(row)["bar"].to_list() == ["favorable"]


def test_empty_effects_give_a_bar_that_nobody_clears():
    assert count_bar(EFFECTS.iloc[:0])["models"].to_list() == [0] * 6


def test_the_most_favorable_findings_and_the_most_unfavorable_are_one_models():
    """Nurse Family Partnership: 28 + 57 favorable, 9 unfavorable (same table)."""
    graded = grade_models(EFFECTS)
    first = graded.iloc[0]
    assert (first["model"], first["favorable"]) == ("Nurse Family Partnership (NFP)", 85)
    assert first["unfavorable"] == graded["unfavorable"].max() == 9


def test_levels_of_the_bar_carry_the_counts(visiting: Coalition):
    levels = visiting.levels
    labels = levels[levels["issue"] == "bar"].set_index("level")["label"]
    counts = count_bar(EFFECTS).set_index("level")["models"]
    assert len(labels) == 6
    for level, models in counts.items():
        assert labels[level].endswith(f": {models} of 26 models")


def test_the_two_caveats_go_with_the_bar(visiting: Coalition):
    readme = (find_case("home-visiting") / "README.md").read_text(encoding="utf-8")
    source = visiting.issues.set_index("issue").loc["bar", "source"]
    for caveat in ("26 models in a stored table that ends at P", "obody had this table in 2009"):
        assert caveat in source
        assert caveat in readme


MODELS = ("nurse", "para", "readiness", "twogen", "small")


@pytest.mark.parametrize("model", MODELS)
def test_a_models_own_ask_is_all_that_it_likes_best(visiting: Coalition, model: str):
    stand = find_latest(visiting, "alone")
    own = stand[stand["partner"] == model]
    likes = dict(zip(own["issue"], own["ideal"], strict=True))
    assert read_agenda(visiting, f"{model}-ask") == likes


@pytest.mark.parametrize("setting", ["alone", "meeting", "anywhere"])
@pytest.mark.parametrize("model", MODELS)
def test_a_models_own_ask_fails_a_must_have_partner(visiting, model: str, setting: str):
    lost = {partner for partner, _ in find_outside(visiting, f"{model}-ask", setting)}
    assert lost & list_must_have(visiting) - {model}


@pytest.mark.parametrize("setting", ["alone", "meeting", "anywhere"])
def test_the_tiered_standard_holds_every_partner(visiting: Coalition, setting: str):
    assert find_outside(visiting, "tiered", setting) == set()
    stand = find_latest(visiting, setting)
    assert set(stand["issue"]) == set(read_agenda(visiting, "tiered"))


def test_in_the_first_winter_no_level_of_the_bar_held(visiting: Coalition):
    must_have = list_must_have(visiting)
    early, late = find_latest(visiting, "alone", "2009-01-31"), find_latest(visiting, "alone")
    for rows, open_zone in ((early, False), (late, True)):
        low, high = find_zone(rows[rows["partner"].isin(must_have)], "bar")
        assert (low <= high) == open_zone


def measure_utility(row, level: float) -> float:
    """1 at the ideal, linear to 0 at the ends of the range (method.md, section 9)."""
    if level == row.ideal:
        return 1.0
    end = row.lowest if level < row.ideal else row.highest
    return 0.0 if end == row.ideal else max(0.0, (level - end) / (row.ideal - end))


def find_better_off_leaving(case: Coalition, agenda: str) -> set[str]:
    """Partners whose utility lies under their walk-away, ranges alone, issues traded."""
    levels, least = read_agenda(case, agenda), case.walkaways.astype({"partner": object})
    stand = find_latest(case, "alone")
    gone = set()
    for partner, walkaway in zip(least["partner"], least["walkaway"], strict=True):
        own = list(stand[stand["partner"] == partner].itertuples())
        total = sum(row.salience * measure_utility(row, levels[row.issue]) for row in own)
        if total / sum(row.salience for row in own) < walkaway:
            gone.add(partner)
    return gone


def test_asks_fail_and_tiers_hold_when_issues_are_traded_too(visiting: Coalition):
    assert find_better_off_leaving(visiting, "tiered") == set()
    for model in MODELS:
        lost = find_better_off_leaving(visiting, f"{model}-ask")
        assert lost & list_must_have(visiting), model


# Child welfare


@pytest.mark.parametrize("setting", ["alone", "meeting", "anywhere"])
def test_advocate_and_provider_agree_for_different_reasons(welfare: Coalition, setting: str):
    stand = find_latest(welfare, setting).set_index(["partner", "issue"])
    fund, multi = stand.loc[("fund", "standard")], stand.loc[("multi", "standard")]
    assert fund["ideal"] == multi["ideal"]
    assert fund["reason"] != multi["reason"]
    assert multi["highest"] == 5 < fund["highest"]


def test_the_level_past_which_the_provider_leaves_has_a_name(welfare: Coalition):
    levels = welfare.levels
    labels = levels[(levels["issue"] == "standard") & (levels["label"] != "")]
    names = labels.set_index("level")["label"]
    assert "24 hours, 7 days" in names[5]
    assert "14 days" in names[6]


@pytest.mark.parametrize("setting", ["alone", "meeting", "anywhere"])
def test_one_step_more_loses_the_provider_and_no_other_must_have(welfare, setting: str):
    must_have = list_must_have(welfare)
    agendas = ("letter", "letter-with-nursing", "letter-with-14-days")
    lost = [
        {partner for partner, _ in find_outside(welfare, agenda, setting)} & must_have
        for agenda in agendas
    ]
    assert lost == [set(), set(), {"multi"}]
    others = [read_agenda(welfare, agenda) for agenda in agendas]
    assert [levels.pop("standard") for levels in others] == [4, 5, 6]
    assert others[0] == others[1] == others[2]


@pytest.mark.parametrize("agenda", ["advocates-ask", "providers-ask"])
def test_neither_sides_own_ask_holds(welfare: Coalition, agenda: str):
    lost = {partner for partner, _ in find_outside(welfare, agenda, "alone")}
    assert lost & list_must_have(welfare)


def test_steps_of_the_ladder_stand_in_the_law(welfare: Coalition):
    """14 days, 6 months, 24 hours and 7 days, 12 to 18 months, 16 beds: child_welfare_law.csv."""
    law = ck.load_facts("child-welfare", "child_welfare_law")
    value = dict(zip(law["fact"], law["value"], strict=True))
    assert value["Group-care federal reimbursement limit without exception"] == "14"
    assert value["QRTP aftercare, at least"] == "6"
    assert value["QRTP nursing/clinical staff availability"] == "24 hours, 7 days"
    assert value["Accreditation lead time, consultant estimate"] == "12 to 18"
    assert value["Medicaid IMD threshold at issue"] == "16"


# The standing meeting


def test_the_standing_meeting_is_mostly_updates_and_quick_decisions(standing: Coalition):
    rows = standing.meetings
    updates = rows.loc[rows["type"] == "update", "minutes"].sum()
    assert updates / rows["minutes"].sum() > 0.75
    assert (rows.loc[rows["type"] == "decision", "minutes_to_decision"] <= 5).all()


def test_requests_are_heard_at_first_and_refused_later(standing: Coalition):
    asked = standing.meetings[standing.meetings["revisit"] != ""]
    early, late = (asked[asked["date"] < "2025-06-01"], asked[asked["date"] >= "2025-06-01"])
    assert len(early) >= 3
    assert set(early["response"]) == {"heard now", "scheduled"}
    assert len(late) >= 8
    assert set(late["response"]) == {"refused", "referred"}


def test_most_settled_positions_pass_their_review_date_unread(standing: Coalition):
    settled = standing.positions.dropna(subset="review_due").astype({"issue": object})
    due = settled.groupby("issue")["review_due"].max()
    reviews = standing.reviews
    unread = [
        issue
        for issue, day in due.items()
        if not ((reviews["issue"] == issue) & (reviews["date"] >= day)).any()
    ]
    assert due.max() < standing.meetings["date"].max()
    assert (len(due), len(unread)) == (5, 4)


def test_in_the_room_they_agree_and_alone_they_do_not(standing: Coalition):
    """Mean pairwise distance of the must-have partners' ideals, as a share of the scale."""
    issues, must_have = standing.issues.set_index("issue"), list_must_have(standing)

    def measure_spread(setting: str, issue: str) -> float:
        rows = find_latest(standing, setting)
        ideals = rows.loc[(rows["issue"] == issue) & rows["partner"].isin(must_have), "ideal"]
        gaps = [abs(a - b) for n, a in enumerate(ideals) for b in list(ideals)[:n]]
        return sum(gaps) / len(gaps) / (issues.at[issue, "highest"] - issues.at[issue, "lowest"])

    for issue in ("split", "entry"):
        assert measure_spread("alone", issue) >= 0.25 > measure_spread("meeting", issue)


# Facts


@pytest.mark.parametrize("name", PLACES)
def test_every_fact_has_a_source_and_the_source_is_listed(name: str):
    listed = set(ck.load_sources(name)["source_title"])
    assert list_facts(name)
    for table in list_facts(name):
        frame = ck.load_facts(name, table)
        column = "source_title" if "source_title" in frame else "source"
        assert len(frame)
        assert (frame[column] != "").all(), table
        assert set(frame[column]) <= listed, table


@pytest.mark.parametrize("name", PLACES)
def test_addresses_are_listed_as_the_facts_give_them(name: str):
    sources = ck.load_sources(name).set_index("source_title")["url"]
    for table in list_facts(name):
        frame = ck.load_facts(name, table)
        column = "source_title" if "source_title" in frame else "source"
        for title, url in zip(frame[column], frame["url"], strict=True):
            assert url in sources[title]


@pytest.mark.parametrize("name", PLACES)
def test_our_words_are_american(name: str):
    british = re.compile(r"favour|organis|programme\b|authoris|publicis|defence|behaviour", re.I)
    for table in list_facts(name):
        frame = ck.load_facts(name, table)
        ours = frame.drop(columns=["source_title", "source", "url"], errors="ignore")
        told = " ".join([*ours.columns, *ours.astype(str).to_numpy().ravel()])
        assert not british.search(told), table


def test_facts_keep_their_notes():
    """A caveat on each of these rows must survive (facts of the home visiting debate)."""
    debate = ck.load_facts("home-visiting", "home_visiting_debate")
    notes = debate.set_index("fact")["note"]
    assert "do not copy that" in " ".join(notes)
    assert notes["Senate Finance version, five years (became law)"] == "ACA amounts sum to 1,500"
    law = ck.load_facts("child-welfare", "child_welfare_law")
    assert law["note"].str.contains("conflict, follow bill text").any()


def test_tables_have_the_rows_that_were_sourced():
    """39 rows of funding, 23 of reach, 30 of the standard, 34 of the debate, 30 of the law."""
    tables = {"funding": 39, "reach": 23, "standard": 30, "debate": 34}
    for table, rows in tables.items():
        assert len(ck.load_facts("home-visiting", f"home_visiting_{table}")) == rows
    assert len(ck.load_facts("home-visiting", "homvee_effects_2018")) == 18
    assert len(ck.load_facts("child-welfare", "child_welfare_law")) == 30


def test_the_contrasts_are_five_timelines_in_order_of_date():
    frames = [ck.load_facts("contrasts", table) for table in list_facts("contrasts")]
    assert len(frames) == 5
    assert sum(len(frame) for frame in frames) == 35
    for frame in frames:
        assert frame["date"].str.fullmatch(r"(19|20)\d\d(-[01]\d(-[0-3]\d)?)?").all()
        assert list(frame["date"]) == sorted(frame["date"])


def test_a_column_of_numbers_or_of_whole_dates_has_that_type():
    assert EFFECTS["favorable_primary"].dtype.kind == "i"
    assert EFFECTS["snapshot"].unique() == [pd.Timestamp("2013-02-14")]
    assert set(EFFECTS["sustained"]) == {"Yes", "No", "NA"}
    # A month without a day is no date yet, and one odd cell keeps a column in words.
    assert "2007-01" in set(ck.load_facts("contrasts", "climate_action_partnership")["date"])
    assert ck.load_facts("home-visiting", "home_visiting_reach")["value"].dtype.kind == "f"
    rows = ck.load_sources("home-visiting")["rows"]
    assert rows.isna().any()
    assert rows.sum() == int(rows.sum()) > 100


@pytest.mark.parametrize(
    ("case", "table", "told"),
    [
        ("home-visitin", "x", r'mean "home-visiting".*: child-welfare, contrasts, home-visiting\.'),
        ("standing-meeting", "x", "no case 'standing-meeting' with sourced facts"),
        ("home-visiting", "homvee_effects_2014", r'mean "homvee_effects_2018".*homvee_domains'),
        ("contrasts", "sources", "no table of facts 'sources'"),
        ("../cases/contrasts", "tobacco_settlement", "Cases with facts"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(case: str, table: str, told: str):
    with pytest.raises(UsageError, match=told):
        ck.load_facts(case, table)
