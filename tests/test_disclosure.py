"""What may be shown, rule by rule (method.md, section 4)."""

import dataclasses

import pytest
from tiny import add_wave, answer_all, make_cohort

from coalitionkit.errors import UsageError
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.figures import Estimate, Range
from coalitionkit.survey.own_view import show_own_view


def show(cohort, **options):
    return show_survey(cohort[cohort.ids[0]], **options)


def show_group(n, invited=None, audience="partners", **changes):
    sheets = [answer_all("4", **changes)] * n
    return show(make_cohort(("g", invited or n, sheets)), audience=audience)


def why(survey):
    return {hidden.why for hidden in survey.hidden}


def test_with_fewer_than_five_answers_nothing_is_shown_and_n_is_hidden(four_of_eight):
    survey = show(four_of_eight)
    assert (survey.allows, survey.n, survey.invited) == ("too few", None, 8)
    assert not survey.items
    assert not survey.plays
    assert why(survey) == {"too few answered"}


def test_three_answers_and_four_look_exactly_alike():
    assert show_group(3, 8) == show_group(4, 8) == show_group(1, 8)


def test_a_group_that_nobody_asked_has_no_wave():
    cohort = make_cohort(("g", 5, []))
    survey = show(cohort.replace("waves", cohort.table("waves").iloc[:0]))
    assert (survey.allows, survey.wave) == ("nothing", None)


def test_the_public_needs_eleven_and_never_sees_how_many_were_asked():
    assert show_group(10, audience="public").n is None
    survey = show_group(11, audience="public")
    assert (survey.n, survey.invited) == (11, None)


@pytest.mark.parametrize(
    ("n", "allows"),
    [(5, "counts"), (9, "counts"), (10, "means"), (19, "means"), (20, "everything")],
)
def test_n_decides_what_is_allowed(n, allows):
    survey = show_group(n)
    assert survey.allows == allows
    assert (survey.plays["map_conflict"].mean is not None) == (n >= 10)
    assert (survey.items["M1"].mean is not None) == (n >= 10)
    assert bool(survey.plays["map_conflict"].band) == (n >= 20)


def test_counts_dont_know_does_not_apply_and_unanswered_stay_apart():
    sheets = [answer_all("4")] * 5
    sheets += [answer_all("4", S2="dk"), answer_all("4", S2="na"), answer_all("4", S2="")]
    item = show(make_cohort(("g", 10, sheets))).items["S2"]
    assert (item.n, item.dont_know, item.does_not_apply, item.unanswered) == (5, 1, 1, 1)
    assert item.counts == {"1": 0, "2": 0, "3": 0, "4": 5, "5": 0}
    # Two were never heard from, and one skipped the question: three could still change the count.
    assert item.missing == 3


def test_an_item_that_fewer_than_five_answered_shows_nothing_at_all(seven_of_nine):
    sheets = [answer_all("4", M3="dk")] * 3 + [answer_all("4")] * 4
    survey = show(make_cohort(("g", 9, sheets)))
    hidden = survey.items["M3"]
    assert hidden == dataclasses.replace(hidden, n=None, counts=None, high=None, dont_know=None)
    assert hidden.form == "hidden"
    assert "too few answered this item" in why(survey)


@pytest.mark.parametrize(
    ("high", "n", "shown"),
    [
        (0, 7, (0, 2)),
        (2, 7, (0, 2)),
        (3, 7, (3, 3)),
        (4, 7, (4, 4)),
        (5, 7, (5, 7)),
        (7, 7, (5, 7)),
        (2, 5, (0, 2)),
        (3, 5, (3, 5)),
        (4, 9, (4, 4)),
    ],
)
def test_a_sensitive_item_in_a_small_group_is_one_split_with_blurred_ends(high, n, shown):
    sheets = [answer_all("4", S3="5" if place < high else "1") for place in range(n)]
    item = show(make_cohort(("g", n, sheets))).items["S3"]
    assert (item.form, item.counts, item.high) == ("split", None, Range(*shown))


def test_a_sensitive_item_with_ten_answers_shows_its_counts():
    assert show_group(10).items["S3"].form == "counts"


def test_a_sensitive_item_stays_a_split_where_the_group_has_ten_but_the_item_nine():
    sheets = [answer_all("4")] * 9 + [answer_all("4", S3="dk")]
    survey = show(make_cohort(("g", 10, sheets)))
    assert survey.items["S3"].form == "split"
    # Its play's average could be taken apart into the split's hidden half.
    assert survey.plays["surface_tension"].why_not == "an item is hidden"


def test_d2_is_split_into_turned_down_or_put_off_against_the_rest():
    sheets = [answer_all("4", D2=answer) for answer in "abbcdef"]
    assert show(make_cohort(("g", 7, sheets))).items["D2"].high == Range(3, 3)


def test_the_public_sees_low_middle_and_high_under_the_cell_rule():
    sheets = [answer_all("4", M1="5")] * 14 + [answer_all("4", M1="1")] * 11
    item = show(make_cohort(("g", 25, sheets)), audience="public").items["M1"]
    assert item.form == "merged"
    assert item.counts == {"low": 11, "middle": 0, "high": 14, "other": 0}
    assert item.high is None
    assert item.mean is None


def test_the_public_never_gets_a_small_count_not_even_by_subtraction():
    """CMS: cells of 1-10 are not shown, nor anything from which one can be derived."""
    sheets = [answer_all("4", M1="5")] * 22 + [answer_all("4", M1="1")] * 3
    item = show(make_cohort(("g", 25, sheets)), audience="public").items["M1"]
    assert set(item.counts.values()) == {None}


def test_the_public_is_shown_one_side_where_both_sides_are_large():
    sheets = [answer_all("4", M1="5")] * 14 + [answer_all("4", M1="3")] * 4
    sheets += [answer_all("4", M1="1")] * 7
    item = show(make_cohort(("g", 25, sheets)), audience="public").items["M1"]
    assert item.counts == {"low": None, "middle": None, "high": 14, "other": None}


def test_a_public_mask_does_not_give_a_small_count_back():
    """With the total known, a mask that follows the counts tells a careful reader their size."""

    def count(low, high, unknown):
        sheets = [answer_all("4", M1=value) for value in ["1"] * low + ["4"] * high]
        sheets += [answer_all("4", M1="dk")] * unknown
        return show(make_cohort(("g", 40, sheets)), audience="public").items["M1"].counts

    assert count(10, 11, 11) == count(8, 11, 13) == count(11, 11, 10)


def test_the_public_is_not_told_that_all_said_the_same_on_a_sensitive_item():
    def count(high):
        sheets = [answer_all("4", S3="5" if place < high else "1") for place in range(14)]
        return show(make_cohort(("g", 14, sheets)), audience="public").items["S3"]

    assert count(0) == count(1) == count(2)
    assert count(14) == count(13) == count(12)


def test_the_public_is_not_told_how_few_answered_an_item():
    def count(steps):
        sheets = [answer_all("4", M3="4" if place < steps else "dk") for place in range(14)]
        return show(make_cohort(("g", 14, sheets)), audience="public").items["M3"]

    assert count(0) == count(3) == count(10)


def test_the_public_sees_the_newest_wave_only():
    cohort = two_waves(25, 0, 0)
    assert show(cohort, audience="public", wave=2).n == 25
    with pytest.raises(UsageError, match="newest wave only"):
        show(cohort, audience="public", wave=1)


def test_a_wave_that_is_still_open_shows_nothing_not_even_how_many_answered():
    """Two looks at an open wave would give away whoever answered in between."""
    cohort = make_cohort(("g", 9, [answer_all("4")] * 7))
    waves = cohort.table("waves").assign(closed=None)
    survey = show(cohort.replace("waves", waves))
    assert (survey.allows, survey.n) == ("open", None)
    assert why(survey) == {"still open"}


def test_an_empty_sheet_is_not_an_answer():
    sheets = [answer_all("4")] * 5 + [{}]
    survey = show(make_cohort(("g", 9, sheets)))
    assert survey.n == 5
    assert survey.items["M1"].unanswered == 0


def two_waves(stayers, leavers, joiners):
    """A group in which everyone answers 3 and then 4."""
    names = [f"s{n}" for n in range(stayers)]
    first = make_cohort(("g", stayers + leavers, [answer_all("3")] * (stayers + leavers)))
    rows = first.table("responses").astype(object)
    every = dict(
        zip(
            sorted(set(rows["respondent"])),
            [*names, *(f"l{n}" for n in range(leavers))],
            strict=True,
        )
    )
    first = first.replace("responses", rows.assign(respondent=rows["respondent"].map(every)))
    later = [*names, *(f"j{n}" for n in range(joiners))]
    sheets = [answer_all("4" if n % 2 else "3") for n in range(len(later))]
    return add_wave(first, "g", len(later), sheets, later)


@pytest.mark.parametrize(
    ("stayers", "leavers", "joiners", "shown"),
    [
        (12, 0, 0, True),
        (12, 5, 0, True),
        (12, 5, 5, True),
        (12, 1, 0, False),
        (12, 0, 4, False),
        (12, 4, 4, False),
    ],
)
def test_matched_change_needs_leavers_and_joiners_none_or_five(stayers, leavers, joiners, shown):
    survey = show(two_waves(stayers, leavers, joiners))
    change = survey.change
    assert (change.overlap is not None) == shown
    assert all((play.matched is not None) == shown for play in change.plays.values())
    assert len(change.plays) == 5
    assert ("few left or joined" in why(survey)) != shown
    assert change.items["M1"][0] == Range(0, 0)


def test_fewer_than_five_stayers_are_not_told_either():
    assert show(two_waves(2, 9, 9)).change.overlap is None


def test_someone_who_skipped_one_play_once_hides_that_plays_matched_change():
    """Two averages and one person who is in only one of them give that person's score away."""
    cohort = two_waves(12, 0, 0)
    rows = cohort.table("responses").astype(object)
    skipped = (rows["wave"] == 2) & (rows["respondent"] == "s3") & rows["item"].isin(["C1", "C2"])
    rows.loc[skipped, "answer"] = ""
    change = show(cohort.replace("responses", rows)).change
    assert change.plays["communicate"].matched is None
    assert change.plays["map_conflict"].matched is not None


def test_matched_change_is_hidden_where_all_moved_the_same_way():
    """The average alone would say how each one moved."""
    cohort = two_waves(12, 0, 0)
    rows = cohort.table("responses").astype(object)
    rows.loc[(rows["wave"] == 2) & (rows["item"].isin(["M1", "M2", "M3"])), "answer"] = "5"
    change = show(cohort.replace("responses", rows)).change
    assert change.plays["map_conflict"].matched is None
    assert change.plays["map_conflict"].moved is None
    assert change.plays["communicate"].moved == (6, 6, 0)


def test_how_many_moved_is_hidden_where_a_few_did():
    cohort = two_waves(12, 0, 0)
    rows = cohort.table("responses").astype(object)
    one = (rows["wave"] == 2) & (rows["respondent"] == "s0") & rows["item"].isin(["M1", "M2"])
    rows.loc[one, "answer"] = "1"
    change = show(cohort.replace("responses", rows)).change
    assert change.plays["map_conflict"].matched is not None
    assert change.plays["map_conflict"].moved is None


def leave_thirteen(unsure):
    """14 stay and 13 leave; one of them does not know M3 in the first wave."""
    cohort = two_waves(14, 13, 0)
    rows = cohort.table("responses").astype(object)
    rows["answer"] = [
        ("2" if int(person[1:]) % 2 else "4") if wave == 1 and answer == "3" else answer
        for person, wave, answer in zip(
            rows["respondent"], rows["wave"], rows["answer"], strict=True
        )
    ]
    mine = (rows["wave"] == 1) & (rows["respondent"] == unsure) & (rows["item"] == "M3")
    rows.loc[mine, "answer"] = "dk"
    return show(cohort.replace("responses", rows)).change


def test_leavers_and_stayers_stand_side_by_side_where_each_count_is_large():
    change = leave_thirteen("s1")
    assert (change.leavers["M1"].left_n, change.leavers["M1"].stayed_n) == (13, 14)
    assert change.leavers["M1"].left_high == 7


def test_one_leavers_dont_know_does_not_show_in_the_leavers_n():
    assert leave_thirteen("l1").leavers == leave_thirteen("s1").leavers
    assert "M3" not in leave_thirteen("l1").leavers


def test_one_leaver_without_a_score_hides_that_plays_matched_change():
    """How many left is told, so a matched n that is short by one would tell who skipped."""
    cohort = two_waves(12, 6, 0)
    rows = cohort.table("responses").astype(object)
    skipped = (rows["wave"] == 1) & (rows["respondent"] == "l1")
    rows.loc[skipped & rows["item"].isin(["C1", "C2", "C3"]), "answer"] = "dk"
    change = show(cohort.replace("responses", rows)).change
    assert change.plays["communicate"].matched is None
    assert change.plays["map_conflict"].matched is not None


def test_a_small_earlier_wave_is_not_compared():
    cohort = make_cohort(("g", 9, [answer_all("3")] * 4))
    later = add_wave(cohort, "g", 9, [answer_all("4")] * 7, [f"x{n}" for n in range(7)])
    survey = show(later)
    assert survey.change is None
    assert "earlier wave too small" in why(survey)


def test_the_public_sees_no_waves():
    assert show(two_waves(25, 0, 0), audience="public").change is None


def test_an_unknown_wave_or_audience_is_named_with_what_there_is(seven_of_nine):
    with pytest.raises(UsageError, match=r"no wave 4\. Waves on record: 1"):
        show(seven_of_nine, wave=4)
    with pytest.raises(UsageError, match="convener, partners, public"):
        show(seven_of_nine, audience="funder")


def test_means_leave_rounded_to_one_decimal():
    sheets = [answer_all(str(1 + n % 5)) for n in range(13)]
    survey = show(make_cohort(("g", 17, sheets)))
    mean = survey.items["M1"].mean
    assert mean.value == round(mean.value, 1)
    assert mean.low == round(mean.low, 1)
    assert survey.items["M1"].spread.value == round(survey.items["M1"].spread.value, 2)


def test_the_order_of_people_moves_no_rounded_figure():
    """A sum's last bit depends on the order; 3.75 must not be 3.7 here and 3.8 there."""
    assert Estimate.rounded((3.7499999999999996, 3.65, 3.85), 12) == Estimate.rounded(
        (3.7500000000000004, 3.65, 3.85), 12
    )


def test_an_own_view_holds_the_answers_and_nothing_computed(seven_of_nine):
    import pandas as pd

    rows = pd.DataFrame(
        {
            "coalition": "maple",
            "rater": "me",
            "date": pd.Timestamp("2026-05-01"),
            "item": ["M1", "M2"],
            "answer": ["4", "dk"],
        }
    )
    cohort = seven_of_nine.replace("ratings", rows)
    view = show_own_view(cohort["maple"], "me")
    assert view.answers == {"M1": "4", "M2": "dk"}
    assert {field.name for field in dataclasses.fields(view)} == {"rater", "date", "answers"}
    # It never enters the survey.
    assert show(cohort) == show(seven_of_nine)
    with pytest.raises(UsageError, match="no view"):
        show_own_view(cohort["maple"], "you")
