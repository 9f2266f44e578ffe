"""The log of meetings by hand: items and disagreements on disk, and the reading that follows."""

import datetime as dt

import pytest
from controls import find

from coalitionkit.record import load_cohort
from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Drop, Put
from coalitionkit.widgets import MeetingLog

HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def read(record="home-visiting"):
    (coalition,) = load_cohort(f"my-coalitions/{record}")
    return coalition


def add_item(log, title, minutes="20", **counts):
    log.title.value = title
    for name, count in {"minutes": minutes, **counts}.items():
        log.counts[name].value = count
    find(log, "Write this agenda item down").click()


def test_an_item_is_on_disk_after_those_of_its_day_until_undo():
    log = MeetingLog("home-visiting")
    log.date.value = dt.date(2008, 10, 14)
    before = len(log.coalition.meetings)
    add_item(log, "A bar of our own", "30", dissent="3", alternatives="2", minutes_to_decision="25")
    row = read().meetings.query("title == 'A bar of our own'").iloc[0]
    assert (row["agenda_item"], row["dissent"], row["type"]) == (5, 3, "decision")
    assert log.title.value == log.counts["minutes"].value == ""
    find(log, "Undo").click()
    assert len(read().meetings) == before


def test_a_new_record_can_not_tell_yet_and_names_the_record_that_would_help():
    log = MeetingLog("ours")
    assert "table “meetings”" in log.words.value
    add_item(log, HOSTILE, dissent="2", alternatives="3", minutes_to_decision="15")
    assert "What would help most" in log.words.value
    told, drawn = log.words.value, log.picture.value
    assert "<svg" in drawn
    log.date.value -= dt.timedelta(days=7)
    add_item(log, "Rubber stamp", "60", dissent="0", alternatives="0", minutes_to_decision="2")
    assert (log.words.value, log.picture.value) != (told, drawn)
    assert HOSTILE not in log.picture.value


def test_with_one_meeting_left_the_reading_can_not_tell_and_asks_for_a_record():
    log = MeetingLog("home-visiting")
    assert "points to: in debate" in log.words.value
    ours = open_desk("home-visiting")
    day = ours.coalition.meetings["date"].min()
    rows = ours.coalition.meetings

    ours.change("less", *[Drop("meetings", {"date": d}) for d in rows["date"].unique() if d > day])
    log.date.value = day.date()
    add_item(log, "One more")
    assert "points to: in debate" not in log.words.value
    assert "What would help most" in log.words.value


def test_a_number_that_is_none_is_said_and_stays_to_be_mended():
    log = MeetingLog("ours")
    add_item(log, "The bar", "half an hour")
    assert "Not saved." in log.status.value
    assert "half an hour" in log.status.value
    assert log.title.value == "The bar"


def test_a_disagreement_is_heard_put_on_an_agenda_and_resolved():
    log = MeetingLog("ours")
    find(log, "The disagreement").value = HOSTILE
    log.kind.value, log.about.value = "credit", "credit"
    find(log, "Write this disagreement down").click()
    assert "still waits" in log.waits.value
    log.days["on_agenda"].value = log.days["resolved"].value = dt.date.today()
    row = read("ours").tensions.iloc[0]
    assert (row["name"], row["kind"], row["about"]) == (HOSTILE, "credit", "credit")
    assert row["on_agenda"].date() == row["resolved"].date() == dt.date.today()
    assert HOSTILE not in log.waits.value
    log.days["resolved"].value = None
    assert read("ours").tensions["resolved"].isna().all()


def test_another_tab_is_kept_and_spanish_is_spoken():
    log = MeetingLog("home-visiting", language="es")
    open_desk("home-visiting").change("a name", Put("partners", {"partner": "x", "name": "X"}))
    log.title.value, log.counts["minutes"].value = "El listón", "20"
    find(log, "Anotar este punto de la agenda").click()
    assert "x" in set(read().partners["partner"])
    assert "probabilidad" in log.words.value


def test_what_another_tab_changes_is_read_again_with_the_next_disagreement():
    log = MeetingLog("home-visiting")
    other = open_desk("home-visiting")
    meetings = other.coalition.meetings
    first = meetings["date"].min()
    gone = meetings.loc[meetings["date"] > first, ["date", "agenda_item"]]
    other.change("strike", *(Drop("meetings", dict(row)) for row in gone.to_dict("records")))
    before = log.picture.value
    log.name.value = "who speaks first"
    find(log, "Write this disagreement down").click()
    assert log.picture.value == MeetingLog("home-visiting").picture.value != before
    assert log.words.value == MeetingLog("home-visiting").words.value
