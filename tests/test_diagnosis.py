"""Which state the logs point to, how surely, and when they can't tell (method.md, section 10)."""

import csv
import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate
from scipy.stats import beta as beta_law

from coalitionkit.errors import NeedsError
from coalitionkit.files import find_shipped
from coalitionkit.plays import diagnosis
from coalitionkit.plays.diagnosis import Rules, Tally
from coalitionkit.record import Cohort, load_cohort
from coalitionkit.record.audiences import limit_to_audience

AS_OF = dt.date(2026, 4, 21)
CELLS = ("low/high", "low/low", "high/high", "high/low")


def tally(*shares):
    """Tallies from k/n in the order E1, E2, E3, O1, O2."""
    pairs = (share.split("/") for share in shares)
    return {
        name: Tally(int(k), int(n))
        for name, (k, n) in zip(diagnosis.INDICATORS, pairs, strict=True)
    }


def make_coalition(meetings=(), positions=(), reviews=(), **tables):
    frames = {"coalitions": [{"name": "Elm"}], "meetings": meetings, "positions": positions}
    frames |= {"reviews": reviews} | tables
    made = {name: pd.DataFrame(list(rows)) for name, rows in frames.items() if len(rows)}
    return Cohort("tiny", {name: frame.assign(coalition="elm") for name, frame in made.items()})[
        "elm"
    ]


def decide(date, item=1, **columns):
    row = {"date": date, "agenda_item": item, "type": "decision", "minutes": 10}
    return {"title": f"Choice {item}", **row, **columns}


def ask(date, response, item=9, **columns):
    row = {"date": date, "agenda_item": item, "type": "debate", "minutes": 20, "revisit": "rent"}
    return {"title": "Reopen", **row, "response": response, **columns}


def settle(settled_on=None, review_due=None, setting="meeting", **columns):
    row = {"partner": "a", "issue": "rent", "ideal": 1, "lowest": 0, "highest": 2, "salience": 1}
    days = {"settled_on": settled_on, "review_due": review_due, "as_of": settled_on}
    return {**row, "setting": setting, **days, **columns}


def list_met(coalition, indicator, as_of=AS_OF, **rules):
    evidence = diagnosis.list_evidence(coalition, as_of=as_of)
    met = diagnosis.mark_met(evidence, Rules(**rules))
    return met[(evidence["indicator"] == indicator).to_numpy()].tolist()


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (("1/8", "2/8", "1/6", "3/3", "5/6"), (0.983, 0.015, 0.002, 0.000)),
        (("1/8", "1/8", "0/6", "0/4", "1/6"), (0.007, 0.992, 0.000, 0.000)),
        (("0/0", "0/0", "0/0", "0/0", "0/0"), (0.25, 0.25, 0.25, 0.25)),
    ],
    ids=["A", "C", "Z"],
)
def test_the_vectors_of_the_method_come_back(shares, expected):
    """Method.md, section 10, rows A, C and Z at rho 0 [C]."""
    betas = diagnosis.weigh_tallies(tally(*shares), Rules(rho=0.0))
    cells = diagnosis.estimate_cells(betas)
    assert [cells[cell] for cell in CELLS] == pytest.approx(expected, abs=0.01)


def integrate_above(betas, cut):
    """P(mean > cut) by scipy's adaptive integrals, an oracle that shares nothing with the kit."""
    if len(betas) == 2:
        first, last = (beta_law(*each) for each in betas)
        return integrate.quad(lambda x: first.pdf(x) * last.sf(2 * cut - x), 0, 1)[0]
    first, second, last = (beta_law(*each) for each in betas)
    return integrate.dblquad(
        lambda y, x: first.pdf(x) * second.pdf(y) * last.sf(3 * cut - x - y),
        0,
        1,
        0,
        1,
        epsabs=1e-6,
    )[0]


@pytest.mark.parametrize(
    ("betas", "cut"),
    [
        (((2.0, 8.0), (3.0, 4.0)), 0.5),
        (((1.0, 1.0), (30.0, 12.0)), 0.65),
        (((251.0, 251.0), (240.0, 262.0)), 0.5),
        (((2.0, 8.0), (3.0, 4.0), (5.0, 2.0)), 0.5),
        (((1.5, 3.5), (2.0, 2.0), (9.0, 3.0)), 0.35),
    ],
)
def test_the_chance_above_a_cut_is_scipys_integral_within_a_thousandth(betas, cut):
    assert diagnosis.find_chance_above(betas, cut) == pytest.approx(
        integrate_above(betas, cut), abs=0.001
    )


def test_records_of_one_meeting_count_for_fewer():
    """n_eff = n / (1 + (m - 1) rho): twelve records, three to a meeting, rho .2 -> 8.57."""
    assert sum(diagnosis.weigh_tally(Tally(6, 12, 3.0))) - 2 == pytest.approx(12 / 1.4)
    assert diagnosis.weigh_tally(Tally(6, 12, 3.0), Rules(rho=0.0)) == (7.0, 7.0)


counts = st.integers(0, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.tuples(counts, counts, counts, counts, counts))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_probabilities_add_up_and_turn_around_with_the_evidence(drawn):
    """Every yes made a no swaps low and high on both axes."""
    tallies = {n: Tally(*pair) for n, pair in zip(diagnosis.INDICATORS, drawn, strict=True)}
    turned = {name: replace(one, k=one.n - one.k) for name, one in tallies.items()}
    cells = diagnosis.estimate_cells(diagnosis.weigh_tallies(tallies))
    other = diagnosis.estimate_cells(diagnosis.weigh_tallies(turned))
    assert sum(cells.values()) == pytest.approx(1)
    assert cells["high/low"] == pytest.approx(other["low/high"], abs=1e-6)
    assert cells["high/high"] == pytest.approx(other["low/low"], abs=1e-6)


def test_a_decision_is_engaged_if_an_alternative_or_dissent_was_voiced():
    elm = make_coalition(
        [
            decide("2026-01-05", 1, alternatives=0, dissent=1),
            decide("2026-01-05", 2, alternatives=2),
            decide("2026-01-05", 3, alternatives=0, dissent=0),
            decide("2026-01-05", 4),
            {**decide("2026-01-05", 5, alternatives=3), "type": "debate"},
        ]
    )
    assert list_met(elm, "E1") == [True, True, False]


def test_a_meeting_debates_from_a_quarter_of_its_minutes_on():
    rows = [
        {"date": day, "agenda_item": number, "type": kind, "minutes": minutes}
        for day, engaged in (("2026-01-05", 25), ("2026-02-02", 24))
        for number, (kind, minutes) in enumerate((("update", 100 - engaged), ("debate", engaged)))
    ]
    elm = make_coalition(rows)
    assert list_met(elm, "E2") == [True, False]
    assert list_met(elm, "E2", share=0.24) == [True, True]
    assert diagnosis.count_update_meetings(elm, as_of=AS_OF) == 1
    assert diagnosis.count_update_meetings(elm, as_of=dt.date(2026, 1, 31)) == 0


def test_a_decision_closed_within_five_minutes_speaks_against_debate():
    minutes = (5, 6, None)
    elm = make_coalition(
        [decide("2026-01-05", n, minutes_to_decision=m) for n, m in enumerate(minutes, start=1)]
    )
    assert list_met(elm, "E3") == [False, True]
    assert list_met(elm, "E3", minutes=6) == [False, False]


@pytest.mark.parametrize(
    ("response", "given", "expected"),
    [
        ("scheduled", 1, [True]),
        ("heard now", 10, [True]),
        ("heard now", 9, [False]),
        ("heard now", None, [True]),  # The item's own 20 minutes stand for it.
        ("refused", 2, [False]),
        ("referred", 2, [False]),
        ("", None, []),
    ],
)
def test_a_request_is_heard_with_ten_minutes_or_a_date(response, given, expected):
    asked = [ask("2026-01-05", response, response_minutes=given)]
    elm = make_coalition(asked, [settle("2024-06-03", "2025-06-02")])
    assert list_met(elm, "O1") == expected


@pytest.mark.parametrize(
    ("settled_on", "review_due", "counts"),
    [
        ("2025-06-02", "2026-01-04", True),
        ("2025-06-02", "2026-01-05", False),
        ("2025-06-02", None, False),
        ("2024-01-04", None, True),
        ("2024-01-05", None, False),
        (None, "2025-12-01", True),
        ("2026-02-02", "2026-03-02", False),
    ],
)
def test_a_refusal_counts_only_past_the_review_date_or_after_two_years(
    settled_on, review_due, counts
):
    asked = [ask("2026-01-05", "refused", response_minutes=1)]
    elm = make_coalition(asked, [settle(settled_on, review_due)])
    assert list_met(elm, "O1") == ([False] if counts else [])
    assert diagnosis.count_refusals(elm, as_of=AS_OF) == counts


def test_a_refusal_of_what_was_never_settled_or_only_said_alone_does_not_count():
    asked = [ask("2026-01-05", "refused", response_minutes=1)]
    alone = [settle("2020-01-06", "2021-01-04", setting="alone")]
    assert list_met(make_coalition(asked), "O1") == []
    assert list_met(make_coalition(asked, alone), "O1") == []


def test_a_position_settled_anew_is_not_stale():
    asked = [ask("2026-01-05", "refused", response_minutes=1)]
    twice = [settle("2022-01-03", "2023-01-02"), settle("2025-12-01", "2026-12-07")]
    elm = make_coalition(asked, twice)
    assert list_met(elm, "O1") == []
    assert list_met(elm, "O2") == []


def test_reviews_count_issues_not_rows_and_only_those_that_were_due():
    partners = [settle("2024-06-03", "2025-06-02", partner=name) for name in "abc"]
    later = [settle("2025-06-02", "2026-08-03", issue="years")]
    unread = [settle("2024-06-03", "2025-06-02", issue="frame")]
    reviews = [
        {"date": "2025-07-07", "kind": "settled position", "issue": "rent", "outcome": "kept"},
        {"date": "2025-07-07", "kind": "settled position", "issue": "frame", "outcome": "put off"},
        {"date": "2025-07-07", "kind": "purpose", "outcome": "kept"},
    ]
    elm = make_coalition([decide("2024-01-08")], partners + later + unread, reviews)
    assert sorted(list_met(elm, "O2")) == [False, True]
    assert list_met(elm, "O2", as_of=dt.date(2025, 6, 30)) == [False, False]
    assert list_met(elm, "O2", as_of=dt.date(2025, 6, 2)) == []


def test_no_request_to_revisit_is_neither_openness_nor_its_lack():
    elm = make_coalition([row for row in make_strong() if not row.get("revisit")])
    cells = diagnosis.diagnose(elm, as_of=AS_OF).cells
    assert cells["low/high"] == pytest.approx(cells["low/low"])
    assert cells["low/high"] > 0.4


def make_strong(meetings=6, **columns):
    days = [f"2025-{month:02d}-06" for month in range(1, meetings + 1)]
    rows = [
        decide(day, number, alternatives=0, dissent=0, minutes_to_decision=2, **columns)
        for day in days
        for number in (1, 2)
    ]
    rows += [
        {"date": day, "agenda_item": 3, "type": "update", "minutes": 90, "title": "News"}
        for day in days
    ]
    return rows + [ask(day, "refused", response_minutes=1, minutes=1) for day in days]


STALE = [
    settle("2020-01-06", "2021-01-04"),
    settle("2020-01-06", "2021-01-04", issue="years"),
    settle("2020-01-06", "2021-01-04", issue="frame"),
]


def test_a_label_prints_where_all_four_bars_are_cleared():
    found = diagnosis.diagnose(make_coalition(make_strong(), STALE), as_of=AS_OF)
    assert (found.state, found.missing, found.best_record) == ("closed to revisiting", (), "")
    assert (found.meetings, found.decisions) == (6, 12)
    assert found.steady == 1


@pytest.mark.parametrize(("meetings", "missing"), [(3, ("meetings", "decisions")), (4, ())])
def test_fewer_than_four_meetings_or_eight_decisions_can_not_tell(meetings, missing):
    found = diagnosis.diagnose(make_coalition(make_strong(meetings), STALE), as_of=AS_OF)
    assert found.missing == missing
    assert bool(found.state) == (not missing)
    assert bool(found.best_record) == bool(missing)
    assert found.nearest[0] == "closed to revisiting"


def test_a_probability_under_four_fifths_can_not_tell_and_names_two():
    elm = make_coalition([row for row in make_strong() if not row.get("revisit")])
    found = diagnosis.diagnose(elm, as_of=AS_OF)
    assert "probability" in found.missing
    assert found.best_record in diagnosis.OPENNESS
    assert set(found.nearest) == {"closed to revisiting", "drifting or agreed"}


def test_a_likeliest_corner_that_moves_with_the_conventions_can_not_tell():
    """Every decision took 6 minutes: whether that is quick rests on the 5 minutes and the cut."""
    rows = [
        decide(f"2025-{month:02d}-06", number, minutes_to_decision=6)
        for month in range(1, 7)
        for number in (1, 2)
    ]
    rows += [
        {"date": f"2025-{month:02d}-06", "agenda_item": 3, "type": "update", "minutes": 75}
        for month in range(1, 7)
    ]
    found = diagnosis.diagnose(make_coalition(rows, STALE), as_of=AS_OF)
    assert found.steady < 0.8
    assert "steadiness" in found.missing


def test_where_debate_is_low_and_openness_high_the_map_decides():
    assert diagnosis.name_state("low/high", 0.25) == "drifting"
    assert diagnosis.name_state("low/high", 0.24) == "agreed"
    assert diagnosis.name_state("low/high", None) == "drifting or agreed"


def stand(partner, ideal, setting):
    return settle(partner=partner, ideal=ideal, setting=setting) | {"lowest": 0, "highest": 10}


@pytest.mark.parametrize(
    ("ideals", "setting", "expected"),
    [((4, 5), "alone", 0.1), ((4, 5), "meeting", None), ((0, 10), "meeting", 1.0)],
)
def test_what_is_said_in_the_room_can_not_show_that_partners_agree(ideals, setting, expected):
    issue = {"issue": "rent", "name": "Rent", "lowest": 0, "highest": 10}
    stands = [stand(name, ideal, setting) for name, ideal in zip("ab", ideals, strict=True)]
    partners = [{"partner": name, "name": name} for name in "ab"]
    elm = make_coalition([], stands, issues=[issue], partners=partners)
    assert diagnosis.find_spread(elm) == (None if expected is None else pytest.approx(expected))


def test_the_best_record_is_on_the_axis_that_is_in_doubt():
    """Much is known of debate and nothing of openness; then the other way round."""
    assert diagnosis.find_best_record(tally("1/20", "0/9", "2/20", "0/0", "0/0")) in ("O1", "O2")
    assert diagnosis.find_best_record(tally("0/0", "0/0", "0/0", "9/9", "6/6"))[0] == "E"
    assert diagnosis.find_best_record({}) == "E1"


def test_without_meetings_it_says_which_table_and_columns_it_takes():
    empty = make_coalition(positions=STALE)
    calls = (diagnosis.diagnose, diagnosis.find_path, diagnosis.count_aims, diagnosis.list_evidence)
    for call in calls:
        with pytest.raises(NeedsError) as caught:
            call(empty, as_of=AS_OF)
        assert caught.value.table == "meetings"
    assert diagnosis.count_refusals(empty, as_of=AS_OF) == 0
    assert diagnosis.count_update_meetings(empty, as_of=AS_OF) == 0


def test_meetings_after_the_day_are_not_looked_at():
    elm = make_coalition(make_strong(), STALE)
    found = diagnosis.diagnose(elm, as_of=dt.date(2025, 2, 28))
    assert found.meetings == 2
    with pytest.raises(NeedsError):
        diagnosis.diagnose(elm, as_of=dt.date(2024, 12, 31))


def test_items_without_an_aim_ask_for_it():
    with pytest.raises(NeedsError, match="aim"):
        diagnosis.count_aims(make_coalition(make_strong()), as_of=AS_OF)


def test_the_share_that_defends_leaves_housekeeping_out():
    aims = ("advance", "defend", "defend", "housekeeping", "")
    rows = [decide("2026-01-05", n, aim=aim) for n, aim in enumerate(aims, start=1)]
    found = diagnosis.count_aims(make_coalition(rows), as_of=AS_OF)
    assert (found.advance, found.defend, found.housekeeping) == (1, 2, 1)
    assert found.share == pytest.approx(2 / 3)


def test_the_path_has_a_row_for_each_quarter_with_a_meeting():
    rows = [*make_strong(2), decide("2025-11-03", alternatives=2, minutes_to_decision=30)]
    path = diagnosis.find_path(make_coalition(rows, STALE), as_of=dt.date(2025, 12, 1))
    assert path["start"].dt.strftime("%Y-%m-%d").to_list() == ["2025-01-01", "2025-10-01"]
    assert path["end"].dt.strftime("%Y-%m-%d").to_list() == ["2025-03-31", "2025-12-01"]
    assert path["meetings"].to_list() == [2, 1]
    assert path["decisions"].to_list() == [4, 1]
    assert path["debate"].iloc[0] < 0.5 < path["debate"].iloc[1]
    assert path[list(diagnosis.CELLS)].sum(axis=1).to_list() == pytest.approx([1, 1])


def test_openness_without_a_record_has_no_place_on_the_path():
    path = diagnosis.find_path(make_coalition([decide("2025-11-03")]), as_of=AS_OF)
    assert path["openness"].isna().all()


def test_the_sensitivity_table_begins_with_the_methods_own_rules():
    variants = diagnosis.load_variants()
    assert variants[0] == Rules()
    assert len(set(variants)) == len(variants)
    moved = {
        name
        for name in ("cut", "prior", "rho", "share", "minutes", "left_out")
        if {getattr(one, name) for one in variants} != {getattr(Rules(), name)}
    }
    assert moved == {"cut", "prior", "rho", "share", "minutes", "left_out"}


def read_truth():
    path = find_shipped("data", "cohorts", "truth", "spring-cohort.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["coalition"]: row["state"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def spring():
    return load_cohort("spring-cohort")


def test_the_sample_cohorts_planted_truths_come_back(spring):
    found = {one.id: diagnosis.diagnose(one, as_of=AS_OF).state for one in spring}
    assert found == {
        name: "" if state == "can't tell yet" else state for name, state in read_truth().items()
    }


def test_the_cohorts_appendix_prints_what_the_diagnosis_finds(spring):
    path = find_shipped("data", "cohorts", "truth", "README.md")
    rows = [line.strip("|").split("|") for line in path.read_text(encoding="utf-8").splitlines()]
    told = {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows if len(row) == 4}
    for one in spring:
        found = diagnosis.diagnose(one, as_of=AS_OF)
        planted, printed, probability = told[one.id]
        assert planted == read_truth()[one.id]
        assert printed.startswith(found.state or "can't tell yet")
        shown = float(probability.split()[0])
        assert shown == pytest.approx(max(found.cells.values()), abs=0.005)


def test_the_partners_copy_names_the_same_corner_and_no_word_from_what_was_said_alone(spring):
    for one in spring:
        whole = diagnosis.diagnose(one, as_of=AS_OF)
        shared = diagnosis.diagnose(limit_to_audience(one, "partners"), as_of=AS_OF)
        assert shared.cells == whole.cells
        expected = "drifting or agreed" if whole.state == "agreed" else whole.state
        assert shared.state == expected


def test_the_order_of_rows_and_the_names_of_partners_change_nothing(spring):
    one = spring["maple-county"]
    tables = {name: frame.iloc[::-1] for name, frame in one.tables.items()}
    for name, column in (("positions", "partner"), ("partners", "partner")):
        ids = "x-" + tables[name][column].astype(object)
        tables[name] = tables[name].assign(**{column: ids})
    other = Cohort("turned", tables)["maple-county"]
    first, second = (diagnosis.diagnose(each, as_of=AS_OF) for each in (one, other))
    assert first.cells == pytest.approx(second.cells)
    assert first.state == second.state
    assert first.spread == pytest.approx(second.spread)


def test_error_rates_are_those_of_the_nearest_amount_below():
    assert diagnosis.find_error_rates(3, 40) == ()
    assert {(rate.meetings, rate.decisions) for rate in diagnosis.find_error_rates(14, 30)} == {
        (12, 24)
    }
    for rate in diagnosis.find_error_rates(40, 99):
        assert (rate.meetings, rate.decisions) == (18, 40)
        assert rate.rightly + rate.cant_tell + rate.wrongly == rate.n
