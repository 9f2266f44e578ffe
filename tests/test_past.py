"""A record as it stood on an earlier day."""

import datetime as dt

import pandas as pd
import pytest

import coalitionkit as ck
from coalitionkit.record import Coalition, look_back

HOME = ck.load_case("home-visiting")
STANDING = ck.load_case("standing-meeting")
# The columns that say when a row came to be, or when something was added to it.
DATES = ("joined", "opened", "first_heard", "date", "on_agenda", "resolved", "checked_on", "closed")


@pytest.mark.parametrize("case", [HOME, STANDING], ids=lambda case: case.id)
@pytest.mark.parametrize("share", [0.2, 0.6])
def test_nothing_of_a_later_day_is_left(case: Coalition, share: float):
    days = sorted(case.meetings["date"].unique())
    end = days[int(share * len(days))]
    then = look_back(case, end.date())
    for name, frame in then.tables.items():
        for column in {*DATES, "as_of", "written_on"} & set(frame.columns):
            if (name, column) not in {("partners", "as_of"), ("issues", "as_of")}:
                assert not (frame[column] > end).any(), (name, column)
    assert 0 < len(then.meetings) < len(case.meetings)
    assert len(then.partners) > 0


def test_what_was_there_stays_as_it_was():
    then = look_back(HOME, "2009-01-31")
    before = HOME.positions[HOME.positions["as_of"] <= "2009-01-31"].reset_index(drop=True)
    pd.testing.assert_frame_equal(then.positions.reset_index(drop=True), before)
    assert len(then.agendas) == len(HOME.agendas)  # an agenda has no date
    assert then.id == HOME.id
    assert then.name == HOME.name


def test_the_last_day_gives_the_whole_record():
    then = look_back(HOME, dt.date(2100, 1, 1))
    for name, frame in HOME.tables.items():
        pd.testing.assert_frame_equal(then.tables[name], frame, obj=name)


def test_what_was_added_later_is_not_yet_there():
    tension = HOME.tensions.set_index("tension").loc["t1"]
    day = tension["on_agenda"].date()
    row = look_back(HOME, day).tensions.set_index("tension").loc["t1"]
    assert row["on_agenda"] == tension["on_agenda"]
    assert pd.isna(row["resolved"])
    sign = look_back(HOME, "2009-06-01").triggers.iloc[0]
    assert pd.isna(sign["checked_on"])
    assert pd.isna(sign["met"])


def test_answers_of_a_wave_that_was_not_open_yet_are_gone():
    assert look_back(HOME, "2000-01-01").responses.empty
    waves = HOME.waves.sort_values("opened")
    then = look_back(HOME, waves["opened"].iloc[0].date())
    assert set(then.responses["wave"]) == {waves["wave"].iloc[0]}


def test_the_diagnosis_of_an_earlier_day_knows_nothing_that_came_later():
    day = dt.date(2025, 3, 31)
    then = ck.diagnosis.diagnose(look_back(STANDING, day), as_of=day)
    assert (then.state, then.meetings, then.decisions) == ("drifting", 6, 10)
    now = ck.diagnosis.diagnose(STANDING, as_of=dt.date(2026, 3, 12))
    assert now.state == "closed to revisiting"
