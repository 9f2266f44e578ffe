"""A record that is read, sliced and handed out; and records mutated at random."""

from __future__ import annotations

import pickle
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalitionkit.errors import RecordError, UsageError
from coalitionkit.playbook import load_playbook
from coalitionkit.record import (
    Coalition,
    Cohort,
    load_case,
    load_cohort,
    read_record,
    write_record,
)
from coalitionkit.record.cells import guard_cell, unguard_cell
from coalitionkit.record.intake import describe_intake
from coalitionkit.record.schema import BY_NAME, TABLES
from coalitionkit.record.writing import write_workbook

FILES = {
    "coalitions.csv": "coalition,name,founded,illustrative\nmaple,Maple County,2024-01-15,yes\n"
    "birch,Birch Valley,,\n",
    "partners.csv": "coalition,partner,name,must_have,joined,left\n"
    "maple,clinic,Clinic,yes,2024-01-15,\nmaple,union,Union,no,,\nbirch,shelter,Shelter,,,\n",
    "issues.csv": "coalition,issue,name,low_end,high_end,lowest,highest,weight\n"
    "maple,scope,Who,few,all,0,10,1.5\n",
    "positions.csv": "coalition,partner,issue,ideal,lowest,highest,salience,setting\n"
    "maple,clinic,scope,8,4.5,10,3,alone\nmaple,union,scope,6,2,9,2,meeting\n",
    "waves.csv": "coalition,wave,opened,invited\nmaple,1,2025-03-01,9\nbirch,1,2025-03-01,5\n",
    "responses.csv": "coalition,wave,respondent,item,answer\nmaple,1,r1,M1,4\nmaple,1,r1,T1,-2\n"
    "maple,1,r2,M1,\nbirch,1,b1,M1,dk\n",
}


def write_files(folder: Path, files: dict[str, bytes] | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in (files or {name: text.encode() for name, text in FILES.items()}).items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    return read_record(write_files(tmp_path / "fall"))


def test_a_cohort_knows_its_coalitions_in_the_order_of_the_table(cohort: Cohort) -> None:
    assert (cohort.name, cohort.ids, len(cohort)) == ("fall", ("maple", "birch"), 2)
    assert [group.name for group in cohort] == ["Maple County", "Birch Valley"]
    assert (cohort["maple"].illustrative, cohort["birch"].illustrative) == (True, False)
    assert cohort.folder is not None
    assert cohort.folder.name == "fall"


def test_a_coalition_holds_its_own_rows_and_nothing_of_others(cohort: Cohort) -> None:
    birch = cohort["birch"]
    assert birch.partners["partner"].tolist() == ["shelter"]
    assert birch.responses[["respondent", "answer"]].values.tolist() == [["b1", "dk"]]
    assert list(birch.responses["respondent"].cat.categories) == ["b1"]
    assert b"maple" not in pickle.dumps(birch)
    assert pickle.loads(pickle.dumps(birch)).responses.equals(birch.responses)


def test_columns_have_the_types_of_the_schema(cohort: Cohort) -> None:
    kinds = {
        "id": "object",
        "text": "object",
        "choice": "object",
        "whole": "Int64",
        "number": "float64",
        "date": "datetime64[ns]",
        "yesno": "boolean",
    }
    for source in (cohort, cohort["birch"], Coalition("new", {})):
        for table in TABLES:
            frame = source.tables[table.name]
            assert list(frame.columns) == list(table.headings)
            for column in table.columns:
                is_code = table.name == "responses" and column.kind in ("id", "text")
                wanted = "category" if is_code else kinds[column.kind]
                assert str(frame[column.name].dtype) == wanted, (table.name, column.name)


def test_an_empty_cell_is_the_types_own_nothing(cohort: Cohort) -> None:
    row = cohort["birch"].coalitions.iloc[0]
    assert row["purpose"] == ""
    assert row["founded"] is pd.NaT
    assert row["illustrative"] is pd.NA
    assert cohort["maple"].responses["answer"].tolist() == ["4", "-2", ""]


def test_what_is_handed_out_can_be_changed_and_the_record_is_not(cohort: Cohort) -> None:
    maple = cohort["maple"]
    for frame in (maple.partners, maple.tables["partners"], cohort.table("partners")):
        frame.loc[0, "name"] = "changed"
    assert maple.partners["name"].tolist() == ["Clinic", "Union"]
    assert cohort.table("partners")["name"].tolist() == ["Clinic", "Union", "Shelter"]


def test_a_frame_that_is_handed_in_can_be_changed_later_and_the_record_is_not() -> None:
    frame = Coalition("maple", {}).coalitions
    frame.loc[0, ["coalition", "name"]] = "maple"
    cohort = Cohort("fall", {"coalitions": frame})
    again = cohort.table("coalitions")
    second = Cohort("fall", {"coalitions": again})
    again.loc[0, "name"] = "changed"
    assert second["maple"].name == "maple"


def test_one_table_is_replaced_in_a_new_cohort_and_the_old_one_stays(cohort: Cohort) -> None:
    frame = cohort.table("partners").query("partner == 'union'")
    assert len(cohort.replace("partners", frame)["maple"].partners) == 1
    assert len(cohort["maple"].partners) == 2


def test_an_unknown_name_gets_the_names_that_exist(cohort: Cohort) -> None:
    with pytest.raises(UsageError, match=r'Did you mean "maple"\?.*maple, birch'):
        cohort["mapel"]
    with pytest.raises(UsageError, match=r'Did you mean "partners"\?'):
        cohort.table("partner")
    with pytest.raises(UsageError, match="no column shoe"):
        cohort.replace("partners", pd.DataFrame({"shoe": [1]}))
    with pytest.raises(UsageError, match="whole number"):
        cohort.replace("waves", pd.DataFrame({"coalition": ["maple"], "wave": ["first"]}))
    with pytest.raises(AttributeError, match='"partners"'):
        _ = cohort["maple"].partner
    with pytest.raises(UsageError, match="no record at"):
        read_record("not-there-at-all")


def test_cases_and_cohorts_load_by_name_or_by_path(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "fall")
    assert load_cohort(folder).ids == load_cohort(str(folder)).ids == ("maple", "birch")
    with pytest.raises(UsageError, match="Shipped:"):
        load_cohort("no-such-cohort")
    with pytest.raises(UsageError, match="The cases:"):
        load_case("no-such-case")


def test_rows_and_columns_in_any_order_give_the_same_content(
    cohort: Cohort, tmp_path: Path
) -> None:
    turned = {}
    for name, text in FILES.items():
        head, *rows = (line.split(",")[::-1] for line in text.splitlines())
        turned[name] = "\n".join(",".join(cells) for cells in [head, *rows[::-1]]).encode()
    other = read_record(write_files(tmp_path / "turned", turned))
    for name, table in BY_NAME.items():
        key = list(table.key)
        if key:
            one, two = (
                source.table(name).astype(object).sort_values(key, ignore_index=True)
                for source in (cohort, other)
            )
            pd.testing.assert_frame_equal(one, two)


def test_a_byte_order_mark_and_windows_line_ends_are_welcome(tmp_path: Path) -> None:
    files = {
        name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in FILES.items()
    }
    assert read_record(write_files(tmp_path / "windows", files)).ids == ("maple", "birch")


def test_notes_lock_files_and_folders_beside_the_tables_are_passed_over(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "fall")
    for name in (
        "README.md",
        "readme.csv",
        ".hidden.csv",
        "~$partners.csv",
        "sources.csv",
        "a.pdf",
    ):
        (folder / name).write_bytes(b"\xff anything")
    (folder / "old").mkdir()
    (folder / "old" / "partnerz.csv").write_bytes(b"\xff anything")
    assert read_record(folder).ids == ("maple", "birch")


def test_intake_counts_who_was_asked_and_who_answered(cohort: Cohort) -> None:
    intake = describe_intake(cohort).drop(columns=["why"])
    assert intake.values.tolist() == [["maple", 1, 9, 1, 3, 1, 0], ["birch", 1, 5, 1, 1, 0, 0]]


def test_five_hundred_coalitions_are_read_and_sliced_in_seconds(tmp_path: Path) -> None:
    """150,000 answers: 0.6 s to read and 0.8 s to slice where this was written; room for ten."""
    ids = [f"group-{n:03}" for n in range(500)]
    items = list(load_playbook().items)
    answers = pd.DataFrame(
        {
            "coalition": np.repeat(ids, 300),
            "wave": 1,
            "respondent": np.tile(np.repeat([f"r{n}" for n in range(15)], 20), 500),
            "item": np.tile(items, 7500),
            "answer": "dk",
        }
    )
    waves = pd.DataFrame({"coalition": ids, "wave": 1, "opened": "2025-03-01", "invited": 15})
    names = pd.DataFrame({"coalition": ids, "name": ids})
    tables = {"coalitions": names, "waves": waves, "responses": answers}
    write_record(Cohort("large", tables), tmp_path / "large")
    start = time.perf_counter()
    cohort = read_record(tmp_path / "large")
    assert sum(len(group.responses) for group in cohort) == 150_000
    assert time.perf_counter() - start < 10


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_a_guard_is_undone_for_every_text(text: str) -> None:
    guarded = guard_cell(text)
    assert unguard_cell(guarded) == text
    assert guarded in (text, "'" + text)
    assert guarded[:1] not in tuple("=@\t\r＝＋－＠")


PIECES = st.sampled_from(
    b"|,|\"|\n|;|\0|\xff|'|=|1e400|nan|-| |maple|2025-02-30|99999999999999999999|\r|coalition|"
    b"\xe2\x80\x8b|\xef\xbb\xbf".split(b"|")
)
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "put", "cell", "drop", "twice", "swap", "column"]),
        st.sampled_from(sorted(FILES)),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        PIECES | st.binary(max_size=6) | st.text(max_size=6).map(str.encode),
    ),
    min_size=1,
    max_size=4,
)


def mutate(data: bytes, how: str, first: int, second: int, piece: bytes) -> bytes:
    """Damage one file: bytes flipped or put in, a cell replaced, rows or a column gone or twice."""
    lines = data.split(b"\n")
    one, two = first % len(lines), second % len(lines)
    cells = lines[one].split(b",")
    place = second % len(cells)
    at = first % (len(data) + 1)
    if how == "flip":
        return (
            data[:at]
            + bytes(byte ^ (second % 255 + 1) for byte in data[at : at + 1])
            + data[at + 1 :]
        )
    if how == "cut":
        return data[:at]
    if how == "put":
        return data[:at] + piece + data[at:]
    if how == "cell":
        lines[one] = b",".join([*cells[:place], piece, *cells[place + 1 :]])
    elif how == "drop":
        del lines[one]
    elif how == "twice":
        lines.insert(one, lines[two])
    elif how == "swap":
        lines[one], lines[two] = lines[two], lines[one]
    else:
        lines = [
            b",".join(line.split(b",")[:place] + line.split(b",")[place + 1 :]) for line in lines
        ]
    return b"\n".join(lines)


def read_or_refuse(path: Path) -> Cohort | RecordError:
    try:
        return read_record(path)
    except RecordError as error:
        return error


def check_damaged(path: Path, copy: Path) -> None:
    """Read a damaged record: a cohort that can be written again, or faults fit for a screen."""
    result = read_or_refuse(path)
    if isinstance(result, Cohort):
        assert [group.id for group in result] == list(result.ids)
        write_record(result, copy)
        return
    assert result.faults
    assert all(fault.found and fault.allowed and fault.do for fault in result.faults)
    assert all(line.isprintable() for line in str(result).split("\n"))


def check_mutations(folder: Path, mutations: list[tuple[str, str, int, int, bytes]]) -> None:
    files = {name: text.encode() for name, text in FILES.items()}
    for how, name, first, second, piece in mutations:
        files[name] = mutate(files[name], how, first, second, piece)
    check_damaged(write_files(folder, files), folder / "again")


def check_damaged_workbook(folder: Path, flips: list[tuple[int, int]]) -> None:
    path = folder / "book.xlsx"
    write_workbook(read_record(write_files(folder / "sound")), path)
    data = bytearray(path.read_bytes())
    for place, change in flips:
        data[place % len(data)] ^= change
    path.write_bytes(data)
    check_damaged(path, folder / "again")


FLIPS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=3)


@given(mutations=MUTATIONS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_a_mutated_record_is_a_cohort_or_a_record_error(
    tmp_path_factory: pytest.TempPathFactory, mutations: list[tuple[str, str, int, int, bytes]]
) -> None:
    check_mutations(tmp_path_factory.mktemp("mutated"), mutations)


@given(flips=FLIPS)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_damaged_workbook_is_a_cohort_or_a_record_error(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[int, int]]
) -> None:
    check_damaged_workbook(tmp_path_factory.mktemp("flipped"), flips)
