"""What is written is what is read again, and nothing is written where it should not be."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalitionkit import files
from coalitionkit.errors import RecordError, UsageError
from coalitionkit.files import find_shipped
from coalitionkit.record import Cohort, read_record, write_record
from coalitionkit.record.explain import describe_tables, new_record
from coalitionkit.record.reading import find_faults
from coalitionkit.record.schema import TABLES
from coalitionkit.record.writing import (
    copy_to_mine,
    replace_table,
    save_cohort,
    write_table,
    write_workbook,
)

HOSTILE = [
    '../../x"; <script>alert(1)</script>',
    '=HYPERLINK("http://x","y")',
    "שלום עולם " * 30,
    "+1 555 0100",
    "-2",
    "- a dash",
    "'=1",
    "''",
    "'",
    "＝１＋１",
    "@here",
    "\ttabbed",
    "#N/A",
    "#REF!",
    "=",
    "_x000D_ _x005F_x000D_ _x0041_x0042_",
    "two\nlines, and a comma",
    " spaces at both ends ",
    "TRUE",
    "1e5",
    "007",
    "N/A",
]


def make_cohort(names: list[str], ids: list[str] | None = None) -> Cohort:
    owners = ids or [f"g{n}" for n in range(len(names))]
    coalitions = {
        "coalition": owners,
        "name": names,
        "purpose": names,
        "founded": [pd.Timestamp("2024-02-29")] + [pd.NaT] * (len(names) - 1),
        "illustrative": [True, False, None, *[None] * len(names)][: len(names)],
    }
    waves = {"coalition": owners, "wave": 1, "opened": "1899-12-31", "invited": 9}
    issues = {
        "coalition": owners,
        "issue": "scope",
        "name": "Who",
        "low_end": "few",
        "high_end": "all",
        "lowest": -1.5,
        "highest": 0.1 + 0.2,
        "status_quo": 1e-7,
    }
    answers = {
        "coalition": owners,
        "wave": 1,
        "respondent": "r1",
        "item": "T1",
        "answer": ["-2", "", "dk", "2"][: len(names)] + [""] * (len(names) - 4),
    }
    return Cohort(
        "fall",
        {
            "coalitions": pd.DataFrame(coalitions),
            "waves": pd.DataFrame(waves),
            "issues": pd.DataFrame(issues),
            "responses": pd.DataFrame(answers),
        },
    )


def assert_alike(one: Cohort, two: Cohort) -> None:
    for table in TABLES:
        pd.testing.assert_frame_equal(one.table(table.name), two.table(table.name))


@pytest.mark.parametrize("place", ["folder", "book.xlsx"])
def test_hostile_names_and_every_type_survive_a_round_trip(place: str, tmp_path: Path) -> None:
    ids = [text.strip() for text in HOSTILE if text.isprintable() and text != "N/A"]
    assert ids[0] == HOSTILE[0]
    ids = [text for text in dict.fromkeys(ids) if not text.startswith("#")]
    for cohort in (make_cohort(HOSTILE), make_cohort(ids, ids)):
        save_cohort(cohort, tmp_path / place)
        again = read_record(tmp_path / place)
        assert_alike(cohort, again)
        assert [group.id for group in again] == list(cohort.ids)


TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n'=+-@＝＋－＠_x000D_\"';,#"),
    min_size=1,
    max_size=12,
)


@given(texts=st.lists(TEXT, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_every_text_comes_back_from_a_folder_and_from_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    names = pd.DataFrame(
        {"coalition": [f"g{n}" for n in range(len(texts))], "name": "x", "purpose": texts}
    )
    folder = tmp_path_factory.mktemp("texts")
    for place in (folder / "folder", folder / "book.xlsx"):
        save_cohort(Cohort("texts", {"coalitions": names}), place)
        assert read_record(place).table("coalitions")["purpose"].tolist() == texts


def test_a_text_that_a_spreadsheet_would_run_is_text_in_the_file(tmp_path: Path) -> None:
    cohort = make_cohort(HOSTILE[:2])
    write_record(cohort, tmp_path)
    assert """'=HYPERLINK(""http://x""" in (tmp_path / "coalitions.csv").read_text()
    write_workbook(cohort, tmp_path / "book.xlsx")
    cells = openpyxl.load_workbook(tmp_path / "book.xlsx")["coalitions"]
    assert {cell.data_type for row in cells.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert cells["B3"].value == "'" + HOSTILE[1]


def test_line_breaks_of_every_kind_become_one(tmp_path: Path) -> None:
    write_record(make_cohort(["one\r\ntwo\rthree"]), tmp_path)
    assert read_record(tmp_path)["g0"].name == "one\ntwo\nthree"


def test_a_csv_begins_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    write_record(make_cohort(["Niños"]), tmp_path)
    assert (tmp_path / "coalitions.csv").read_bytes().startswith(b"\xef\xbb\xbfcoalition,name")


def test_only_tables_with_rows_are_written_and_an_old_one_is_emptied(tmp_path: Path) -> None:
    cohort = make_cohort(["Maple"])
    write_record(cohort, tmp_path)
    names = {"coalitions.csv", "issues.csv", "responses.csv", "waves.csv"}
    assert {path.name for path in tmp_path.iterdir()} == names
    write_record(cohort.replace("issues", cohort.table("issues").iloc[:0]), tmp_path)
    assert len(read_record(tmp_path).table("issues")) == 0


@pytest.mark.parametrize(
    "bad",
    [
        {"coalition": ["a", "a"], "name": ["A", "B"]},
        {"coalition": ["a"], "name": [""]},
        {"coalition": ["a"], "name": ["bell\x07"]},
        {"coalition": [" a"], "name": ["A"]},
        {"coalition": ["a"], "name": ["x" * 40_000]},
        {"coalition": ["a"], "name": ["A"], "answers_from": ["everyone"]},
        {"coalition": ["a"], "name": ["A"], "founded": [pd.Timestamp("1700-01-01")]},
    ],
    ids=["key", "required", "control", "space", "long", "choice", "year"],
)
def test_what_reading_would_refuse_is_never_written(
    bad: dict[str, list[object]], tmp_path: Path
) -> None:
    frame = pd.DataFrame(bad)
    with pytest.raises(RecordError):
        write_record(Cohort("bad", {"coalitions": frame}), tmp_path)
    with pytest.raises(RecordError):
        write_workbook(Cohort("bad", {"coalitions": frame}), tmp_path / "book.xlsx")
    with pytest.raises(RecordError):
        write_table(frame, "coalitions", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_reference_that_leads_nowhere_stops_a_record_and_not_a_single_table(
    tmp_path: Path,
) -> None:
    partners = pd.DataFrame({"coalition": ["elm"], "partner": ["clinic"], "name": ["Clinic"]})
    with pytest.raises(RecordError, match="elm"):
        write_record(make_cohort(["Maple"]).replace("partners", partners), tmp_path)
    assert list(tmp_path.iterdir()) == []
    write_table(partners, "partners", tmp_path)
    assert (tmp_path / "partners.csv").exists()


def test_a_write_that_is_cut_short_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_record(make_cohort(["Maple"]), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(handle: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OSError, match="disk is full"):
        write_record(make_cohort(["Oak"]), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_ships_is_never_written_and_is_copied_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = tmp_path / "kit" / "data" / "cases" / "elm"
    write_record(make_cohort(["Elm"]), shipped)
    (shipped / "sources.csv").write_text("fact,source\n")
    before = {path.name: path.read_bytes() for path in shipped.iterdir()}
    monkeypatch.setattr(files, "_HERE", tmp_path / "kit" / "coalitionkit")
    cohort = read_record(shipped)
    for write in (
        lambda: write_record(cohort, shipped),
        lambda: write_workbook(cohort, shipped / "book.xlsx"),
        lambda: write_table(cohort.table("waves"), "waves", shipped),
        lambda: new_record(shipped / "new"),
    ):
        with pytest.raises(UsageError, match="my-coalitions"):
            write()
    copy = copy_to_mine(cohort)
    assert copy == Path("my-coalitions/elm")
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == before
    write_record(make_cohort(["Changed"]), copy)
    assert copy_to_mine(shipped) == copy
    assert read_record(copy)["g0"].name == "Changed"
    assert {path.name: path.read_bytes() for path in shipped.iterdir()} == before
    with pytest.raises(UsageError, match="read from a folder"):
        copy_to_mine(make_cohort(["Nowhere"]))


def test_a_new_record_needs_only_a_coalition_to_be_read(tmp_path: Path) -> None:
    folder = new_record(tmp_path / "mine")
    assert [fault.found for fault in find_faults(folder)] == ["no coalition"]
    with (folder / "coalitions.csv").open("a", encoding="utf-8") as file:
        file.write("maple,Maple County,,,,,,\n")
    assert read_record(folder)["maple"].name == "Maple County"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    places = [readme.index(f"\n### {table.name}\n") for table in TABLES]
    assert places == sorted(places)
    assert "| perceptions | 20 minutes | where partners misread each other |" in readme
    assert "- table walkaways:" in readme
    assert "Never, or more than a year ago" in readme


def test_a_new_workbook_begins_with_its_explanation(tmp_path: Path) -> None:
    path = new_record(tmp_path / "mine", workbook=True)
    assert path.name == "mine.xlsx"
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["read me", *(table.name for table in TABLES)]
    assert "explained" in str(book["read me"]["A1"].value)
    book["coalitions"].append(["maple", "Maple County"])
    book.save(path)
    assert read_record(path)["maple"].name == "Maple County"


def test_a_new_record_never_replaces_anything(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    (tmp_path / "book.xlsx").write_text("mine")
    for place, workbook in ((tmp_path, False), (tmp_path / "book", True)):
        with pytest.raises(UsageError, match="already"):
            new_record(place, workbook=workbook)
    assert {path.name for path in tmp_path.iterdir()} == {"note.txt", "book.xlsx"}


def test_the_page_of_tables_in_data_is_the_one_that_the_schema_gives() -> None:
    page = find_shipped("data", "README.md").read_text(encoding="utf-8")
    assert page == describe_tables()


@pytest.mark.parametrize("mark", ["~$partners.csv", ".~lock.partners.csv#"])
def test_a_table_that_is_open_elsewhere_stops_the_writing_of_all(mark: str, tmp_path: Path) -> None:
    cohort = make_cohort(["Elm"])
    write_record(cohort, tmp_path)
    (tmp_path / "partners.csv").write_text("coalition,partner,name\n")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / mark).touch()
    with pytest.raises(UsageError, match=r"partners\.csv is open in another program"):
        write_record(make_cohort(["Changed"]), tmp_path)
    (tmp_path / mark).unlink()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_table_is_put_into_a_workbook_that_had_no_such_sheet(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(make_cohort(["Elm"]), path)
    rows = pd.DataFrame({"coalition": ["g0"], "partner": ["p"], "name": ["=P"]})
    replace_table(make_cohort(["Elm"]).replace("partners", rows), "partners", path)
    assert openpyxl.load_workbook(path).sheetnames[-1] == "partners"
    assert read_record(path)["g0"].partners["name"].tolist() == ["=P"]


def test_a_workbook_with_macros_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "book.xlsm").write_bytes(b"kept")
    with pytest.raises(UsageError, match="Save it as Excel workbook"):
        replace_table(make_cohort(["Elm"]), "partners", tmp_path / "book.xlsm")
    assert (tmp_path / "book.xlsm").read_bytes() == b"kept"
