"""Survey exports: what comes in, what is refused, and that nothing is overwritten or lost."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from coalitionkit import files
from coalitionkit.errors import RecordError, UsageError
from coalitionkit.playbook import load_playbook
from coalitionkit.record import Cohort, read_record, write_record
from coalitionkit.record.imports import apply_import, plan_import
from coalitionkit.record.writing import write_workbook

ITEMS = load_playbook().items


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    coalitions = pd.DataFrame({"coalition": ["maple", "birch", "cedar"], "name": "x"})
    waves = pd.DataFrame(
        {
            "coalition": ["maple", "birch", "birch"],
            "wave": [1, 1, 2],
            "opened": "2025-03-01",
            "invited": [3, 5, 5],
        }
    )
    held = pd.DataFrame(
        {"coalition": ["birch"], "wave": 1, "respondent": "b1", "item": "M1", "answer": "4"}
    )
    folder = tmp_path / "fall"
    tables = {"coalitions": coalitions, "waves": waves, "responses": held}
    write_record(Cohort("fall", tables), folder)
    return read_record(folder)


def save(text: str, folder: Path, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def list_rows(frame: pd.DataFrame) -> list[list[object]]:
    return frame.astype(object).values.tolist()


def test_a_wide_export_comes_in_with_people_numbered(cohort: Cohort, tmp_path: Path) -> None:
    file = save("Timestamp,coalition,M1,C3\n10:01,maple, 4,dk\n10:02,maple,,5\n", tmp_path)
    plan = plan_import(file, cohort)
    assert list_rows(plan.responses) == [
        ["maple", 1, "r001", "M1", "4"],
        ["maple", 1, "r001", "C3", "dk"],
        ["maple", 1, "r002", "M1", ""],
        ["maple", 1, "r002", "C3", "5"],
    ]
    assert (plan.rows_read, plan.people, plan.answers, plan.unanswered) == (2, 2, 3, 1)
    assert (plan.trimmed, plan.ignored_columns, plan.already_there) == (1, ("Timestamp",), 0)
    assert '"Timestamp"' in plan.describe()


def test_a_long_export_comes_in(cohort: Cohort, tmp_path: Path) -> None:
    file = save(
        "coalition,wave,respondent,item,answer\nbirch,1,b1,M1,4\nbirch,1,b1,M2,1\nbirch,2,b1,M1,5\n",
        tmp_path,
    )
    plan = plan_import(file, cohort)
    assert list_rows(plan.responses) == [
        ["birch", 1, "b1", "M2", "1"],
        ["birch", 2, "b1", "M1", "5"],
    ]
    assert (plan.already_there, plan.people) == (1, 2)


def test_exact_words_in_either_language_become_values_and_are_listed(
    cohort: Cohort, tmp_path: Path
) -> None:
    english, spanish = ITEMS["M1"].options["4"]["en"], ITEMS["M1"].options["2"]["es"]
    unknown = "No sé o no lo he visto"
    file = save(f'coalition,M1\nmaple,"{english}"\nmaple,{spanish}\nmaple,{unknown}\n', tmp_path)
    plan = plan_import(file, cohort)
    assert plan.responses["answer"].tolist() == ["4", "2", "dk"]
    assert plan.converted[f'M1: "{spanish}" as 2'] == 1
    assert sum(plan.converted.values()) == 3


def test_every_label_that_is_offered_is_understood(cohort: Cohort, tmp_path: Path) -> None:
    for language in ("en", "es"):
        for item in ITEMS.values():
            labels = {value: words[language] for value, words in item.options.items()}
            if item.na_label:
                labels["na"] = item.na_label[language]
            for value, label in labels.items():
                file = save(f'coalition,{item.id}\nmaple,"{label}"\n', tmp_path)
                assert plan_import(file, cohort).responses["answer"].tolist() == [value]


def test_a_mapping_gives_headings_our_names(cohort: Cohort, tmp_path: Path) -> None:
    file = save('Group,"How clear, to you?",Round\nbirch,3,2\n', tmp_path)
    mapping = save(
        'heading,column\nGroup,coalition\n"How clear, to you?",M1\nRound,wave\n',
        tmp_path,
        "mapping.csv",
    )
    plan = plan_import(file, cohort, mapping)
    assert list_rows(plan.responses) == [["birch", 2, "r001", "M1", "3"]]


def test_a_workbook_with_numbers_comes_in(cohort: Cohort, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["coalition", "respondent", "M1"], ["maple", 11438123456, 4], ["maple", "b", None]):
        book.active.append(row)
    book.save(tmp_path / "export.xlsx")
    plan = plan_import(tmp_path / "export.xlsx", cohort)
    assert list_rows(plan.responses) == [
        ["maple", 1, "11438123456", "M1", "4"],
        ["maple", 1, "b", "M1", ""],
    ]


def test_nothing_is_written_until_it_is_applied_and_then_all(
    cohort: Cohort, tmp_path: Path
) -> None:
    assert cohort.folder is not None
    before = (cohort.folder / "responses.csv").read_bytes()
    plan = plan_import(save("coalition,M1\nmaple,4\n", tmp_path), cohort)
    assert (cohort.folder / "responses.csv").read_bytes() == before
    assert apply_import(plan, cohort) == cohort.folder
    again = read_record(cohort.folder)
    assert list_rows(again.table("responses")) == [
        ["birch", 1, "b1", "M1", "4"],
        ["maple", 1, "r001", "M1", "4"],
    ]
    assert plan_import(tmp_path / "export.csv", again).already_there == 1
    assert len(plan_import(tmp_path / "export.csv", again).responses) == 0


def test_answers_go_into_a_workbook_too(cohort: Cohort, tmp_path: Path) -> None:
    write_workbook(cohort, tmp_path / "book.xlsx")
    book = read_record(tmp_path / "book.xlsx")
    written = apply_import(plan_import(save("coalition,M1\nmaple,4\n", tmp_path), book), book)
    assert written == tmp_path / "book.xlsx"
    assert len(read_record(written).table("responses")) == 2
    plan = plan_import(tmp_path / "export.csv", cohort)
    with pytest.raises(UsageError, match="where to write"):
        apply_import(plan, Cohort("nowhere", cohort.tables))


def test_answers_to_a_shipped_cohort_go_into_a_copy(
    cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = tmp_path / "kit" / "data" / "cohorts" / "fall"
    write_record(cohort, shipped)
    monkeypatch.setattr(files, "_HERE", tmp_path / "kit" / "coalitionkit")
    plan = plan_import(save("coalition,M1\nmaple,4\n", tmp_path), cohort)
    written = apply_import(plan, read_record(shipped))
    assert written == Path("my-coalitions/fall")
    assert [len(read_record(place).table("responses")) for place in (shipped, written)] == [1, 2]


FAULTS = {
    "an answer not offered": ("coalition,M1\nmaple,6\n", 2, "M1", '"6"', "1, 2, 3, 4, 5, dk"),
    "words not quite right": (
        "coalition,M1\nmaple,i could guess\n", 2, "M1", "guess", "exact words",
    ),
    "na where it is not offered": ("coalition,M1\nmaple,na\n", 2, "M1", '"na"', "4, 5, dk"),
    "an unknown coalition": ("coalition,M1\nmapel,4\n", 2, "coalition", '"mapel"', '"maple"'),
    "no coalition": ("coalition,M1\n,4\n", 2, "coalition", "nothing", "coalition of the record"),
    "which wave": ("coalition,M1\nbirch,4\n", 2, "wave", "no column wave", "1, 2"),
    "no wave yet": ("coalition,M1\ncedar,4\n", 2, "wave", "no column wave", "Add the wave"),
    "an unknown wave": ("coalition,wave,M1\nmaple,7,4\n", 2, "wave", '"7"', "Add the wave"),
    "an empty wave": ("coalition,wave,M1\nmaple,,4\n", 2, "wave", "nothing", "the wave's number"),
    "nobody": ("coalition,respondent,M1\nmaple,,4\n", 2, "respondent", "nothing", "Fill it in"),
    "the same person twice": (
        "coalition,respondent,M1\nmaple,a,4\nmaple,a,4\n", 3, "", "as row 2", "one row for each",
    ),
    "another answer than before": (
        "coalition,wave,respondent,M1\nbirch,1,b1,5\n", 2, "M1", 'record has "4"', "overwritten",
    ),
    "more people than asked": (
        "coalition,M1\n" + "maple,4\n" * 4, 0, "", "4 people", "at most 3",
    ),
    "a slip in an item": ("coalition,m1,M2\nmaple,4,4\n", 1, "m1", '"m1"', '"M1"'),
    "an item of nobody's": ("coalition,M1,M9\nmaple,4,4\n", 1, "M9", '"M9"', "mapping"),
    "a capital": (
        "Coalition,coalition,M1\nmaple,maple,4\n", 1, "Coalition", "Coal", '"coalition"',
    ),
    "a column twice": ("coalition,M1,M1\nmaple,4,4\n", 1, "M1", "twice", "Keep one"),
    "no item at all": ("coalition,Q1_1\nmaple,4\n", 1, "", '"Q1_1"', "M1, M2"),
    "no coalition at all": ("group,M1\nmaple,4\n", 1, "coalition", '"group"', "mapping"),
    "both forms": ("coalition,item,answer,M1\nmaple,M1,4,4\n", 1, "", "M1", "Keep one"),
    "an item of nobody's in a row": (
        "coalition,respondent,item,answer\nmaple,a,M9,4\n", 2, "item", '"M9"', "questionnaire",
    ),
    "semicolons": ("coalition;M1\nmaple;4\n", 1, "", "semicolons", "commas"),
    "a short line": ("coalition,M1,M2\nmaple,4\n", 2, "", "2 cells", "3 cells"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_come_in_is_named_with_the_exports_own_place(
    name: str, cohort: Cohort, tmp_path: Path
) -> None:
    text, row, column, found, says = FAULTS[name]
    with pytest.raises(RecordError) as caught:
        plan_import(save(text, tmp_path), cohort)
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.column) == ("export.csv", row, column)
    assert found in fault.found
    assert says in f"{fault.allowed} {fault.do}"


def test_all_faults_come_at_once_under_the_exports_own_headings(
    cohort: Cohort, tmp_path: Path
) -> None:
    file = save("Group,Clear?\nmapel,4\nmaple,9\nbirch,4\n", tmp_path)
    mapping = save("heading,column\nGroup,coalition\nClear?,M1\n", tmp_path, "mapping.csv")
    with pytest.raises(RecordError) as caught:
        plan_import(file, cohort, mapping)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "Group"),
        (3, "Clear?"),
        (4, "wave"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("heading;column\nGroup;coalition\n", "semicolons"),
        ("from,to\nGroup,coalition\n", '"from"'),
        ("heading,column\nGroup,M77\n", '"M77"'),
        ("heading,column\nNobody,M1\n", "no such heading"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_a_fault(
    text: str, found: str, cohort: Cohort, tmp_path: Path
) -> None:
    mapping = save(text, tmp_path, "mapping.csv")
    with pytest.raises(RecordError) as caught:
        plan_import(save("coalition,M2\nmaple,4\n", tmp_path), cohort, mapping)
    assert any(found in fault.found for fault in caught.value.faults)


def test_a_file_that_is_no_export_says_what_to_give(cohort: Cohort, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        plan_import(tmp_path / "none.csv", cohort)
    with pytest.raises(RecordError, match=r"\.xlsx"):
        plan_import(save("", tmp_path, "export.sav"), cohort)


def test_whole_numbers_with_zeros_and_curled_apostrophes_are_understood_and_listed(
    cohort: Cohort, tmp_path: Path
) -> None:
    curled = "I don\u2019t know or haven\u2019t seen it"
    file = save(f"coalition,wave,M1,T1\nbirch,2.0,4.0,+1\nbirch,2.0,{curled},-2.0\n", tmp_path)
    plan = plan_import(file, cohort)
    assert plan.responses["answer"].tolist() == ["4", "1", "dk", "-2"]
    assert plan.converted['M1: "4.0" as 4'] == 1
    with pytest.raises(RecordError, match=r'"4\.05"'):
        plan_import(save("coalition,M1\nmaple,4.05\n", tmp_path), cohort)


def test_a_questions_own_words_are_a_heading(cohort: Cohort, tmp_path: Path) -> None:
    for words in ITEMS["M1"].question.values():
        file = save(f'coalition,"{words}"\nmaple,4\n', tmp_path)
        assert list_rows(plan_import(file, cohort).responses) == [["maple", 1, "r001", "M1", "4"]]


def test_a_question_left_unanswered_may_be_answered_later_by_the_same_code(
    cohort: Cohort, tmp_path: Path
) -> None:
    first = plan_import(save("coalition,respondent,M1,M2\nmaple,a,4,\n", tmp_path), cohort)
    assert cohort.folder is not None
    apply_import(first, cohort)
    held = read_record(cohort.folder)
    plan = plan_import(save("coalition,respondent,M1,M2\nmaple,a,4,5\n", tmp_path), held)
    assert (plan.filled, plan.answers, plan.already_there) == (1, 1, 1)
    assert "left unanswered before: 1." in plan.describe()
    apply_import(plan, held)
    assert list_rows(read_record(cohort.folder).table("responses")) == [
        ["birch", 1, "b1", "M1", "4"],
        ["maple", 1, "a", "M1", "4"],
        ["maple", 1, "a", "M2", "5"],
    ]
    with pytest.raises(RecordError, match='found nothing, where the record has "5"'):
        plan_import(
            save("coalition,respondent,M1,M2\nmaple,a,4,\n", tmp_path),
            read_record(cohort.folder),
        )


def test_people_without_codes_never_answer_for_one_another(cohort: Cohort, tmp_path: Path) -> None:
    apply_import(plan_import(save("coalition,M1,M2\nmaple,4,\n", tmp_path), cohort), cohort)
    assert cohort.folder is not None
    with pytest.raises(RecordError, match="add a column respondent"):
        plan_import(save("coalition,M1,M2\nmaple,4,5\n", tmp_path), read_record(cohort.folder))


def test_blank_rows_are_counted_as_dropped(cohort: Cohort, tmp_path: Path) -> None:
    plan = plan_import(save("coalition,M1\nmaple,4\n,\nmaple,5\n", tmp_path), cohort)
    assert (plan.rows_read, plan.blank_rows) == (2, 1)
    assert "Rows dropped: 1, all of them blank." in plan.describe()


def test_what_many_rows_share_is_said_once(cohort: Cohort, tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        plan_import(save("coalition,M1\n" + "birch,4\n" * 3 + "oak,4\n" * 2, tmp_path), cohort)
    assert [(fault.row, fault.found) for fault in caught.value.faults] == [
        (2, "no column wave, in 3 rows, this one first"),
        (5, '"oak", in 2 rows, this one first'),
    ]


def test_a_second_copy_of_a_shipped_cohort_never_replaces_the_first(
    cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = tmp_path / "kit" / "data" / "cohorts" / "fall"
    write_record(cohort, shipped)
    monkeypatch.setattr(files, "_HERE", tmp_path / "kit" / "coalitionkit")
    plan = plan_import(save("coalition,M1\nmaple,4\n", tmp_path), cohort)
    mine = apply_import(plan, read_record(shipped))
    before = (mine / "responses.csv").read_bytes()
    with pytest.raises(UsageError, match="Add the answers to the copy"):
        apply_import(plan, read_record(shipped))
    assert (mine / "responses.csv").read_bytes() == before
