"""Checks: right answers pass in every form, plausible wrong ones don't, and nothing ever raises."""

import csv
import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell

from coalitionkit.errors import UsageError
from coalitionkit.teach import checks, progress
from coalitionkit.teach.answers import read_words
from coalitionkit.teach.checks import is_right, judge, load_hints, load_tasks

# Each task: two or more right answers in different form, three or more plausible wrong ones.
LETTER = {"standard": 4, "share": 20, "story": 3, "ride": 3, "delay": 2}
RIGHT = {
    "map_1": ["delay", "For how many years may a state put it off?", "The delay"],
    "map_2": [3, "three", "3 pairs"],
    "map_3": ["alumni, faith", ["Small Faith-based Home", "Youth Alumni Network"]],
    "map_4": ["And nursing staff on hand 24 hours, 7 days", 5, "level 5"],
    "map_5": ["c", "C.", " c "],
    "talk_1": ["alumni", "Youth alumni network"],
    "talk_2": ["faith", "small faith based home"],
    "talk_3": [18, "18 of 19", "95%", 0.947],
    "talk_4": [2, "two"],
    "talk_5": ["b", "B"],
    "tension_1": ["t7", "caregivers praised and not paid"],
    "tension_2": ["t1", "Nursing round the clock and who can staff it"],
    "tension_3": [28, "28 days"],
    "tension_4": ["county", "The County Agency Association"],
    "tension_5": ["a", "A."],
    "deal_1": ["faith", ["Small Faith-based Home"]],
    "deal_2": ["multi", "accredited multi-state provider"],
    "deal_3": [44, "44.07"],
    "deal_4": [
        {**LETTER, "standard": 5},
        {**LETTER, "delay": 1},
        {**LETTER, "standard": "level 5"},
    ],
    "deal_5": [
        {**LETTER, "standard": 5, "share": 35},
        {**LETTER, "standard": "5", "ride": 4, "delay": 1},
    ],
    "fold_1": [2, "two"],
    "fold_2": ["93%", 0.927, "177/191"],
    "fold_3": [9, "nine"],
    "fold_4": ["Q2 2025", "the second quarter of 2025", "2025 Q2"],
    "fold_5": ["d", "D"],
    "seat_1": ["tribal voice, judges word", ["judges-word", "tribal-voice"]],
    "seat_2": ["commissioners and placement data", {"placement-data", "commissioners"}],
    "seat_3": ["county", "County Agency Association"],
    "seat_4": [4, "4 of 5", "80%"],
    "seat_5": ["b", "B"],
    "cap_1": ["stuck", "Stuck."],
    "cap_2": [1, "one"],
    "cap_3": [1, "one"],
    "cap_4": [5, "five"],
    "cap_5": ["a", "A"],
}
WRONG = {
    "map_1": ["standard", "share", "story", "all"],
    "map_2": [2, 4, 5, "many"],
    "map_3": ["alumni", "fund, multi", "alumni, faith, county", "accreditor and faith"],
    "map_4": [4, 6, "And 6 months of aftercare", "7"],
    "map_5": ["a", "b", "d", "c and d"],
    "talk_1": ["faith", "peds", "kin"],
    "talk_2": ["fund", "alumni", "kin"],
    "talk_3": [19, 1, "50%"],
    "talk_4": [0, 1, 9],
    "talk_5": ["a", "c", "d"],
    "tension_1": ["t1", "t4", "How long a delay"],
    "tension_2": ["t7", "t9", "Caregivers praised and not paid"],
    "tension_3": [24.5, 49, 293],
    "tension_4": ["faith", "alumni", "fund"],
    "tension_5": ["b", "c", "d"],
    "deal_1": ["multi", "alumni", "faith, alumni"],
    "deal_2": ["faith", "fund", "multi, peds"],
    "deal_3": [50, 55, 7],
    "deal_4": [LETTER, {**LETTER, "standard": 6}, {**LETTER, "share": 50}, {"standard": 5}, "all"],
    "deal_5": [LETTER, {**LETTER, "standard": 6, "share": 35}, {**LETTER, "standard": 5}, "all"],
    "fold_1": [1, 3, 0],
    "fold_2": ["7%", 0.5, 177],
    "fold_3": [3, 12, 5],
    "fold_4": ["Q1 2025", "Q3 2025", "2024", "Q4 2024"],
    "fold_5": ["a", "b", "c"],
    "seat_1": ["tribal voice", "press list, judges word", "doctors word"],
    "seat_2": ["commissioners", "placement data, press list", "governor ear"],
    "seat_3": ["fund", "multi", "alumni"],
    "seat_4": [5, 3, "60%"],
    "seat_5": ["a", "c", "d"],
    "cap_1": ["drifting", "in debate", "closed to revisiting", "agreed"],
    "cap_2": [0, 2, 9],
    "cap_3": [0, 2, 3],
    "cap_4": [4, 6, 10],
    "cap_5": ["b", "c", "d"],
}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def notebook():
    """A notebook's variables, as a check finds them."""
    shell = InteractiveShell.instance()
    before = dict(shell.user_ns)
    yield shell.user_ns
    shell.user_ns.clear()
    shell.user_ns.update(before)
    InteractiveShell.clear_instance()


def test_every_task_is_tried_here_both_ways():
    assert set(RIGHT) == set(WRONG) == set(load_tasks())
    assert all(len(answers) >= 2 for answers in RIGHT.values())
    assert all(len(answers) >= 3 for answers in WRONG.values())


def list_answers(answers):
    """List tasks with answers; ids must be the same in every process, and a set has no order."""
    return [
        pytest.param(task, answer, id=f"{task}-{number}")
        for task in answers
        for number, answer in enumerate(answers[task])
    ]


@pytest.mark.parametrize(("task", "answer"), list_answers(RIGHT))
def test_a_right_answer_passes_in_every_form(task, answer):
    assert is_right(task, answer)


@pytest.mark.parametrize(("task", "answer"), list_answers(WRONG))
def test_a_plausible_wrong_answer_does_not(task, answer):
    assert not is_right(task, answer)


def test_no_hint_holds_an_accepted_answer():
    """No word or pair of words of it is one, and none of the right answers above stands in it."""
    hints = load_hints()
    assert set(hints) == set(load_tasks())
    for task, told in hints.items():
        assert len(told) >= 2
        accepted = [read_words(answer) for answer in RIGHT[task] if isinstance(answer, str)]
        for hint in told:
            words = read_words(hint).split()
            pairs = [f"{one} {other}" for one, other in pairwise(words)]
            assert not [span for span in (hint, *words, *pairs) if is_right(task, span)], hint
            padded = f" {' '.join(words)} "
            assert not [answer for answer in accepted if f" {answer} " in padded], hint


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(),
    st.lists(st.text()),
    st.dictionaries(st.text(), st.integers()),
    st.just(object()),
    st.just(int),
)


@given(answer=ODD, task=st.sampled_from(sorted(load_tasks())))
@settings(max_examples=100, deadline=None)
def test_nothing_that_can_be_typed_raises(answer, task):
    assert judge(task, answer) in ("right", "wrong", "unread", "empty")


def test_a_cell_not_run_or_deleted_is_not_yet(notebook):
    told = checks.check("map_2")
    assert told.state == "empty"
    assert "map_2 =" in told.text
    for blank in (..., "", "  ", None):
        notebook["map_2"] = blank
        assert checks.check("map_2").state == "empty"


def test_hints_come_one_at_a_time_and_the_last_stays(notebook):
    notebook["map_2"] = 5
    first, second, third = (checks.check("map_2").text for _ in range(3))
    hints = load_hints()["map_2"]
    assert hints[0] in first
    assert hints[1] not in first
    assert hints[1] in second
    assert second == third


def test_a_right_answer_is_noted_and_stays_done(notebook):
    notebook["map_2"] = "three"
    assert checks.check("map_2").state == "right"
    notebook["map_2"] = 5
    checks.check("map_2")
    text = Path("my-progress.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["task"], row["done"]) for row in rows] == [("map_2", "yes")]


def test_a_folder_that_cannot_be_written_costs_no_answer(notebook, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError("read-only")

    monkeypatch.setattr(progress, "write_atomic", refuse)
    notebook["map_2"] = 3
    told = checks.check("map_2")
    assert told.state == "right"
    assert "could not be saved" in " ".join(told.notes)


def test_an_unknown_task_is_said_and_not_raised(notebook):
    assert "no task 'map_99'" in checks.check("map_99").text
    with pytest.raises(UsageError):
        is_right("map_99", 1)


def test_feedback_is_read_out_and_escapes_what_was_typed(notebook):
    html = checks.Feedback("map_1", "wrong", "<script>")._repr_mimebundle_()["text/html"]
    assert 'role="status"' in html
    assert "<script>" not in html


def test_a_facilitator_gathers_who_is_where_and_no_grades(tmp_path):
    day = dt.date(2026, 3, 4)
    for who, done in (("ana", True), ("ben", False)):
        progress.note("map_1", done=done, day=day, folder=tmp_path / "class" / who)
    progress.note("map_2", done=False, day=day, folder=tmp_path / "class" / "ana")
    found = progress.gather(tmp_path / "class")
    assert [(one.who, one.tried, one.done) for one in found] == [("ana", 2, 1), ("ben", 1, 0)]
    with pytest.raises(UsageError, match="No progress file"):
        progress.gather(tmp_path)
    with pytest.raises(UsageError, match="no folder"):
        progress.gather(tmp_path / "none")


def test_a_damaged_progress_file_starts_anew(tmp_path):
    (tmp_path / progress.FILE).write_bytes(b"\xff\xfe,,,\n1")
    assert progress.note("map_1", done=False, day=dt.date(2026, 3, 4), folder=tmp_path) == 1
