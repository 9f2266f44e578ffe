"""The log of check-ins by hand: a talk on disk, who is overdue, and a change written through."""

import datetime as dt
from pathlib import Path

import pytest
from controls import find

from coalitionkit.errors import UsageError
from coalitionkit.plays.map_conflict import Stand, find_stand
from coalitionkit.record import load_cohort
from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Put
from coalitionkit.widgets import CheckinLog

HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def read(record="home-visiting"):
    (coalition,) = load_cohort(f"my-coalitions/{record}")
    return coalition


def test_a_talk_is_on_disk_and_who_was_overdue_is_heard_until_undo():
    log = CheckinLog("home-visiting")
    assert "Over 31 days without a talk: 1 of 9 partners." in log.words.value
    assert "Child Advocacy Convener, overdue" in log.next.value
    before = log.picture.value
    (log.partner.value,) = [id_ for name, id_ in log.partner.options if name.startswith("Child")]
    log.by.value, log.asked.value, log.mode.value = "partner", True, "phone"
    find(log, "What had changed").value = "A new director"
    find(log, "Write this talk down").click()
    talk = read().checkins.iloc[-1]
    assert (talk["partner"], talk["by"], talk["mode"]) == (log.partner.value,) * 2 + ("phone",)
    assert talk["alone"]
    assert talk["asked_what_changed"]
    assert talk["what_changed"] == "A new director"
    assert "No partner is over 31 days without a talk." in log.words.value
    assert log.picture.value != before
    find(log, "Undo").click()
    assert "1 of 9 partners" in log.words.value


def test_a_change_is_shown_before_and_after_and_goes_to_the_map_only_when_confirmed():
    log = CheckinLog("home-visiting")
    changes = log.changes
    changes.waiting.value = 2  # the highest sum that the states accept
    assert "the highest level it accepts" in changes.waiting.label
    assert "Before and after. Nothing is written until you say yes." in changes.table.value
    assert not open_desk("home-visiting").is_saved
    waiting = changes._rows[2]
    before = find_stand(log.coalition, "states", waiting["issue"])
    find(log, "Yes, write it to the map").click()
    after = find_stand(read(), "states", waiting["issue"])
    assert (before.highest, after.highest) == (2000, 1500)
    assert after.setting == "alone"
    written = read().changes
    row = written[(written["partner"] == "states") & (written["after"] == "1500")]
    assert row["written_on"].item().date() == log.today.value
    assert "2 changes were heard and are not on the map yet." in changes.count.value
    find(log, "Undo").click()
    assert find_stand(read(), "states", waiting["issue"]) == before
    assert "3 changes" in changes.count.value


def test_a_change_that_was_heard_waits_on_the_list_and_the_map_stays():
    log = CheckinLog("home-visiting")
    changes = log.changes
    changes.partner.value, changes.field.value = "nurse", "salience"
    before = find_stand(log.coalition, "nurse", changes.issue.value)
    changes.after.value = 0
    find(log, "Put it on the list of changes").click()
    assert "4 changes" in changes.count.value
    assert find_stand(read(), "nurse", changes.issue.value) == before
    assert read().changes.iloc[-1]["before"] == str(before.salience)
    changes.after.value = before.salience
    find(log, "Put it on the list of changes").click()
    assert "The map says that already." in log.status.value


def test_the_next_talks_are_a_calendar_file_beside_the_record():
    log = CheckinLog("home-visiting")
    find(log, "Save the next talks as a calendar file").click()
    path = Path("my-coalitions/home-visiting-next-talks.ics")
    assert path.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 9
    assert str(path.resolve()) in log.status.value
    assert not open_desk("home-visiting").is_saved


def test_an_empty_record_asks_for_a_partner_then_for_a_talk():
    log = CheckinLog("ours")
    assert log.tabs.layout.display == "none"
    assert log.first.layout.display == ""
    find(log, "Its name").value = HOSTILE
    find(log, "Add this partner").click()
    assert "table “checkins”" in log.words.value
    assert "Add a first issue below." in log.changes.count.value
    find(log, "Write this talk down").click()
    assert read("ours").checkins["date"].item().date() == dt.date.today()
    assert "No partner is over 31 days" in log.words.value
    assert HOSTILE not in log.picture.value + log.next.value
    assert "&lt;img" in log.next.value


def test_another_tab_is_kept_and_spanish_is_spoken():
    log = CheckinLog("home-visiting", language="es")
    open_desk("home-visiting").change("a name", Put("partners", {"partner": "x", "name": "X"}))
    find(log, "Anotar esta conversación").click()
    assert "x" in set(read().partners["partner"])
    assert "organizaciones" in log.words.value


def test_a_level_that_is_no_number_is_refused_by_name():
    with pytest.raises(UsageError, match="ideal: found 'high'; allowed: a number"):
        Stand(1, 2, 3, 1, "", "alone", True).change("ideal", "high")
