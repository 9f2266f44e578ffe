"""Every kind of fault, one record each; then one record with all of them at once."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from coalitionkit.errors import Fault, RecordError
from coalitionkit.record import read_record
from coalitionkit.record.reading import find_faults

RECORD = {
    "coalitions": """coalition,name,purpose,founded
maple,Maple County,Every child seen,2024-01-15
birch,Birch Valley,Every home visited,2024-02-01
""",
    "partners": """coalition,partner,name,must_have,joined,left
maple,clinic,The clinic,yes,2024-01-15,
maple,union,The union,no,2024-01-20,2025-01-01
maple,church,The church,,2024-03-01,2025-03-01
maple,school,The school,,2024-03-02,2025-03-02
birch,shelter,The shelter,,,
""",
    "interests": """coalition,partner,kind,interest
maple,clinic,need,steady funding
maple,union,fear,fewer jobs
maple,church,value,dignity
maple,school,need,trained staff
""",
    "issues": """coalition,issue,name,low_end,high_end,lowest,highest,status_quo,bold_end,weight
maple,scope,Who is served,few,all,0,10,2,10,1
maple,pace,How fast,slow,fast,1,5,1,5,2
maple,cost,Who pays,county,state,0,4,0,4,
maple,staff,Who visits,nurses,anyone,0,8,1,8,
birch,scope,Who is served,few,all,0,10,2,10,
""",
    "levels": """coalition,issue,level,label
maple,scope,2,few
maple,scope,10,all
""",
    "positions": """coalition,partner,issue,ideal,lowest,highest,salience,reason,setting,as_of
maple,clinic,scope,8,4,10,3,many in need,alone,2025-01-10
maple,union,scope,6,2,9,2,jobs,meeting,2025-01-11
maple,church,scope,5,2,9,1,care,meeting,2025-01-12
maple,school,scope,4,2,9,1,learning,meeting,2025-01-13
maple,clinic,pace,4,2,5,1,time,alone,2025-01-14
""",
    "influence": """coalition,partner,on_partner,influence
maple,clinic,union,3
maple,union,clinic,1
""",
    "capability": """coalition,partner,capability
maple,clinic,0.5
""",
    "perceptions": """coalition,partner,on_partner,kind,interest
maple,clinic,union,need,jobs
""",
    "assets": """coalition,partner,asset,kind
maple,clinic,data,asset
""",
    "needs": """coalition,asset,kind,importance
maple,data,asset,2
""",
    "ties": """coalition,partner,policymaker,tie
maple,clinic,governor,yes
""",
    "checkins": """coalition,date,partner,by,what_changed
maple,2025-02-01,clinic,convener,nothing
""",
    "changes": """coalition,date,partner,issue,field,before,after
maple,2025-02-01,clinic,scope,ideal,7,8
maple,2025-02-02,union,scope,ideal,5,6
""",
    "meetings": """coalition,date,agenda_item,type,minutes,alternatives,dissent
maple,2025-02-10,1,update,10,0,0
maple,2025-02-10,2,debate,40,3,2
maple,2025-02-10,3,decision,20,2,1
""",
    "attendance": """coalition,date,partner,attended
maple,2025-02-10,clinic,yes
""",
    "tensions": """coalition,tension,kind,first_heard,on_agenda,resolved
maple,t1,issue,2025-01-05,2025-02-10,
maple,t2,credit,2025-01-06,2025-02-10,2025-03-10
maple,t3,process,2025-01-07,,
""",
    "agendas": """coalition,agenda,issue,level
maple,bold,scope,10
maple,bold,pace,5
""",
    "reviews": """coalition,date,kind
maple,2025-03-01,purpose
""",
    "triggers": """coalition,trigger,condition,written_on,due
maple,t1,no bill by summer,2025-01-01,2025-07-01
""",
    "closings": """coalition,date,partner
maple,2025-12-01,clinic
""",
    "intentions": """coalition,date_written,question,talk_with,by,done
maple,2025-11-01,What if we stopped?,clinic,2025-12-01,
""",
    "waves": """coalition,wave,opened,closed,invited
maple,1,2025-03-01,2025-03-15,2
maple,2,2025-09-01,2025-09-15,9
birch,1,2025-03-01,2025-03-15,5
""",
    "responses": """coalition,wave,respondent,item,answer
maple,1,r1,M1,4
maple,1,r2,M1,dk
maple,1,r3,M1,
maple,1,r1,M2,5
maple,1,r2,M2,
""",
    "ratings": """coalition,rater,date,item,answer
maple,me,2025-03-01,M1,3
""",
}


@dataclass(frozen=True)
class Slip:
    """One fault put into the record, and where and how it must be named."""

    name: str
    table: str
    old: str | None
    new: str | bytes
    row: int
    column: str
    found: str
    says: str

    @property
    def file(self) -> str:
        return f"{self.table}.csv"


def replace(name: str, place: str, old: str, new: str, found: str, says: str) -> Slip:
    """Put other text into one place: ``table:row:column``."""
    table, row, column = place.split(":")
    return Slip(name, table, old, new, int(row), column, found, says)


def overwrite(name: str, place: str, new: str | bytes, found: str, says: str) -> Slip:
    """Put another file in place of a table."""
    table, row, column = place.split(":")
    return Slip(name, table, None, new, int(row), column, found, says)


SLIPS = (
    replace("an unknown column", "needs:1:importanse", "kind,importance", "kind,importanse",
            '"importanse"', 'Did you mean "importance"?'),
    overwrite("a missing column", "capability:1:capability", "coalition,partner\nmaple,clinic\n",
              "no such column", "a number"),
    overwrite("a column twice", "levels:1:label",
              "coalition,issue,level,label,label\nmaple,scope,2,few,few\n", "twice", "Keep one"),
    overwrite("an unknown file", "walkaway:0:", "coalition\n", "walkaway", '"walkaways"'),
    replace("a key twice", "influence:4:", "maple,union,clinic,1\n",
            "maple,union,clinic,1\nmaple,clinic,union,2\n", "as row 2", "Take one of the two"),
    replace("a partner that is not there", "interests:2:partner", "clinic,need,", "clinik,need,",
            '"clinik"', 'Did you mean "clinic"?'),
    replace("another coalition's partner", "interests:5:partner", "school,need", "shelter,need",
            '"shelter"', 'partner of "maple"'),
    replace("an issue that is not there", "agendas:2:issue", "bold,scope", "bold,weather",
            '"weather"', "table issues"),
    replace("a coalition that is not there", "tensions:4:coalition", "maple,t3", "mapel,t3",
            '"mapel"', 'Did you mean "maple"?'),
    replace("a wave that is not there", "responses:6:wave", "maple,1,r2,M2", "maple,3,r2,M2",
            "wave 3", "Add the wave to waves.csv"),
    replace("a date read two ways", "coalitions:2:founded", "2024-01-15", "03/04/2025",
            '"03/04/2025"', "Write 2025-03-04 or 2025-04-03"),
    replace("a date with the day first", "coalitions:3:founded", "2024-02-01", "31/12/2025",
            '"31/12/2025"', "Write it as 2025-12-31"),
    replace("a day that never was", "partners:2:joined", "yes,2024-01-15,", "yes,2025-02-30,",
            '"2025-02-30"', "no such day"),
    replace("a spreadsheet's day number", "triggers:2:written_on", "2025-01-01", "45292",
            '"45292"', "2024-01-01"),
    replace("a comma decimal", "positions:2:ideal", "scope,8,4,10,3", 'scope,"3,5",4,10,3',
            '"3,5"', "Write 3.5"),
    replace("a thousands comma", "meetings:2:minutes", "update,10,", 'update,"1,000",',
            '"1,000"', "Write 1000"),
    replace("a number out of range", "positions:4:salience", "scope,5,2,9,1", "scope,5,2,9,7",
            '"7"', "from 0 to 3"),
    replace("half a person", "meetings:3:dissent", "debate,40,3,2", "debate,40,3,1.5",
            '"1.5"', "whole number"),
    replace("nan", "influence:2:influence", "clinic,union,3", "clinic,union,nan",
            '"nan"', "no number that can be used"),
    replace("a number past all bounds", "issues:3:weight", "1,5,2\n", "1,5,1e400\n",
            '"1e400"', "too large"),
    replace("N/A", "meetings:4:alternatives", "decision,20,2,1", "decision,20,N/A,1",
            '"N/A"', "Leave it empty"),
    replace("a stray space", "interests:3:partner", "union,fear", "union ,fear",
            '"union "', "Take away the spaces"),
    replace("a zero-width space", "assets:2:asset", "data,asset", "da\u200bta,asset",
            '"da\\u200bta"', "can't be seen"),
    replace("a hard space", "agendas:3:agenda", "bold,pace", "bold\u00a0,pace",
            '"bold\\xa0"', "can't be seen"),
    replace("a capital", "interests:4:kind", "church,value", "church,Value",
            '"Value"', "Write value"),
    replace("Yes for yes", "partners:3:must_have", "union,no", "union,Yes", '"Yes"', "Write yes."),
    replace("a control character", "positions:3:reason", "jobs,meeting", "jo\x07bs,meeting",
            '"jo\\x07bs"', "control characters"),
    replace("a partner taken for the convener", "partners:7:partner", "The shelter,,,\n",
            "The shelter,,,\nbirch,Convener,The office,,,\n", '"Convener"', "means the convener"),
    replace("nothing where something must be", "partners:6:name", "The shelter", "",
            "nothing", "Fill it in"),
    overwrite("a NUL byte", "perceptions:2:", b"coalition,partner,on_partner,kind,interest\nma\0,",
              "NUL", "CSV UTF-8"),
    overwrite("another encoding", "attendance:3:",
              b"coalition,date,partner,attended\nmaple,2025-02-10,clinic,yes\nmaple,2025,\xe9,\n",
              "0xe9", "CSV UTF-8"),
    overwrite("UTF-16", "reviews:0:", "coalition,date,kind\n".encode("utf-16"), "UTF-16",
              "CSV UTF-8"),
    overwrite("semicolons", "closings:1:", "coalition;date\nmaple;2025-12-01\n", "semicolons",
              "CSV UTF-8"),
    overwrite("an empty file", "ties:0:", "", "an empty file", "headings"),
    overwrite("an open quotation mark", "ratings:2:",
              'coalition,rater,date,item,answer\nmaple,"me,2025-03-01,M1,3\n',
              "never closed", "Close it"),
    overwrite("a cell without end", "checkins:2:",
              "coalition,date,partner,by\nmaple,2025-02-01,clinic," + "x" * 140_000 + "\n",
              "too long", "Shorten it"),
    replace("a short line", "changes:2:", "scope,ideal,7,8\n", "scope,ideal,7\n", "6 cells",
            "broken or cut"),
    replace("a long line", "changes:3:", "scope,ideal,5,6\n", "scope,ideal,5,6,7\n", "8 cells",
            "comma"),
    replace("an ideal out of reach", "positions:5:ideal", "scope,4,2,9,1", "scope,1,2,9,1",
            "ideal 1", "from lowest 2 to highest 9"),
    replace("a position off the scale", "positions:6:highest", "pace,4,2,5,1", "pace,4,2,6,1", "6",
            "1 to 5"),
    replace("a scale upside down", "issues:5:highest", "anyone,0,8,1,8", "anyone,8,0,1,8",
            "highest 0 and lowest 8", "above the lowest"),
    replace("a status quo off the scale", "issues:4:status_quo", "state,0,4,0,4", "state,0,4,9,4",
            "9", "0 to 4"),
    replace("a bold end in the middle", "issues:6:bold_end", "all,0,10,2,10,\n", "all,0,10,2,7,\n",
            "7", "0 or 10"),
    replace("leaving before joining", "partners:5:left", "2024-03-02,2025-03-02",
            "2024-03-02,2023-03-02", "2023-03-02", "on or after joined"),
    replace("closing before opening", "waves:4:closed", "birch,1,2025-03-01,2025-03-15",
            "birch,1,2025-03-01,2025-02-15", "2025-02-15", "on or after opened"),
    replace("on the agenda before it was heard", "tensions:2:on_agenda", "2025-01-05,2025-02-10",
            "2025-01-05,2025-01-01", "2025-01-01", "on or after first_heard"),
    replace("resolved before it was heard", "tensions:3:resolved", "2025-03-10", "2024-03-10",
            "2024-03-10", "on or after first_heard"),
    replace("an item of nobody's", "responses:5:item", "r1,M2,5", "r1,M9,5", '"M9"',
            "an item of the questionnaire"),
    replace("an answer not offered", "responses:2:answer", "r1,M1,4", "r1,M1,6", '"6"',
            "1, 2, 3, 4, 5, dk"),
    replace("more answers than people asked", "waves:2:invited", "2025-03-15,2\n", "2025-03-15,1\n",
            "1 asked, and 2 answered", "Correct invited"),
)  # fmt: skip


def spoil(slips: tuple[Slip, ...], folder: Path) -> Path:
    texts: dict[str, str | bytes] = dict(RECORD)
    for slip in slips:
        if slip.old is None:
            texts[slip.table] = slip.new
            continue
        text = texts[slip.table]
        assert isinstance(text, str)
        assert isinstance(slip.new, str)
        assert text.count(slip.old) == 1, slip.name
        texts[slip.table] = text.replace(slip.old, slip.new)
    for table, text in texts.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{table}.csv").write_bytes(data)
    return folder


def is_named(slip: Slip, faults: tuple[Fault, ...]) -> bool:
    return any(
        (fault.file, fault.row, fault.column) == (slip.file, slip.row, slip.column)
        and slip.found in fault.found
        and slip.says in f"{fault.allowed} {fault.do}"
        for fault in faults
    )


def test_the_record_that_is_spoiled_below_has_no_fault(tmp_path: Path) -> None:
    assert find_faults(spoil((), tmp_path)) == ()


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.name for slip in SLIPS])
def test_one_slip_is_one_fault_with_its_place_and_words(slip: Slip, tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        read_record(spoil((slip,), tmp_path))
    faults = caught.value.faults
    assert len(faults) == 1, faults
    assert is_named(slip, faults), faults
    assert str(faults[0]) in str(caught.value)


def test_a_record_with_every_slip_names_every_one(tmp_path: Path) -> None:
    faults = find_faults(spoil(SLIPS, tmp_path))
    assert [slip.name for slip in SLIPS if not is_named(slip, faults)] == []
    assert len(faults) == len(SLIPS)


def test_the_text_of_an_error_stops_after_fifty_and_the_list_does_not(tmp_path: Path) -> None:
    rows = "".join(f"maple,p{n},,\n" for n in range(70))
    slip = overwrite("", "partners:0:", "coalition,partner,name,kind\n" + rows, "", "")
    (tmp_path / "coalitions.csv").write_text(RECORD["coalitions"])
    (tmp_path / "partners.csv").write_text(str(slip.new))
    with pytest.raises(RecordError) as caught:
        read_record(tmp_path)
    assert len(caught.value.faults) == 70
    assert str(caught.value).count("\n") == 51
    assert "and 20 more" in str(caught.value)


def test_what_was_found_is_cut_and_never_acts_on_the_screen(tmp_path: Path) -> None:
    name = "\x1b[2J" + "x" * 300
    (tmp_path / "coalitions.csv").write_text(f"coalition,name\nmaple,{name}\n", encoding="utf-8")
    (fault,) = find_faults(tmp_path)
    assert fault.found.startswith('"\\x1b[2Jxxx')
    assert fault.found.endswith('…"')
    assert len(fault.found) < 90
    assert fault.found.isprintable()


@pytest.mark.parametrize("text", [None, "coalition,name\n"], ids=["no table", "no rows"])
def test_a_record_without_a_coalition_says_so(text: str | None, tmp_path: Path) -> None:
    (tmp_path / "partners.csv").write_text("coalition,partner,name\nmaple,clinic,Clinic\n")
    if text:
        (tmp_path / "coalitions.csv").write_text(text)
    (fault,) = find_faults(tmp_path)
    assert (fault.file, fault.found) == ("coalitions.csv", "no coalition")


def test_an_unreadable_table_is_one_fault_and_not_one_for_every_row_that_refers_to_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "coalitions.csv").write_text(RECORD["coalitions"])
    (tmp_path / "partners.csv").write_bytes(b"\xff\xfe")
    (tmp_path / "interests.csv").write_text(RECORD["interests"])
    assert [fault.file for fault in find_faults(tmp_path)] == ["partners.csv"]


def test_a_quoted_newline_and_a_blank_row_do_not_shift_the_row(tmp_path: Path) -> None:
    lines = 'coalition,name,founded\nmaple,"Maple\nCounty",\n\n,,\nbirch,Birch,tomorrow\n'
    (tmp_path / "coalitions.csv").write_text(lines)
    (fault,) = find_faults(tmp_path)
    assert (fault.row, fault.column) == (5, "founded")


def make_workbook(change: Callable[[openpyxl.Workbook], None], folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "coalitions"
    sheet.append(["coalition", "name", "founded", "illustrative"])
    sheet.append(["maple", "Maple County", dt.datetime(2024, 1, 15), True])
    sheet.append(["birch", "Birch Valley", None, "no"])
    waves = book.create_sheet("waves")
    waves.append(["coalition", "wave", "opened", "invited"])
    waves.append(["maple", 1.0, dt.date(2025, 3, 1), 9])
    book.create_sheet("Read me").append(["Notes of our own"])
    change(book)
    path = folder / "book.xlsx"
    book.save(path)
    return path


def test_a_workbook_with_typed_cells_is_read(tmp_path: Path) -> None:
    cohort = read_record(make_workbook(lambda book: None, tmp_path))
    assert cohort.name == "book"
    assert str(cohort["maple"].coalitions["founded"][0].date()) == "2024-01-15"
    assert cohort["maple"].illustrative
    assert cohort["maple"].waves["wave"].tolist() == [1]


def put(sheet: str, cell: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value

    return change


def merge(book: openpyxl.Workbook) -> None:
    book["coalitions"].merge_cells("C2:C3")


def add_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("Partners").append(["coalition"])


def spoil_hidden_sheet(book: openpyxl.Workbook) -> None:
    book["waves"].sheet_state = "hidden"
    book["waves"]["D2"] = 0


@pytest.mark.parametrize(
    ("change", "place", "found", "do"),
    [
        pytest.param(put("coalitions", "B2", "=1+1"), "coalitions:2:name", '"=1+1"', "as values",
                     id="a formula"),
        pytest.param(put("coalitions", "B2", "#REF!"), "coalitions:2:name", "#REF!", "Correct it",
                     id="an error"),
        pytest.param(put("coalitions", "C2", dt.datetime(2024, 1, 15, 9, 30)),
                     "coalitions:2:founded", "09:30", "the day alone", id="a date with a time"),
        pytest.param(put("coalitions", "C3", 45292), "coalitions:3:founded", "45292", "2024-01-01",
                     id="a day number"),
        pytest.param(put("coalitions", "B2", True), "coalitions:2:name", "TRUE", "as text",
                     id="a logical value"),
        pytest.param(put("coalitions", "A2", dt.date(2024, 1, 15)), "coalitions:2:coalition",
                     "2024-01-15", "as text", id="an id that became a date"),
        pytest.param(put("waves", "D2", 1.5), "waves:2:invited", "1.5", "whole",
                     id="half a person"),
        pytest.param(put("waves", "G2", "stray"), "waves:2:", "stray", "heading",
                     id="a stray cell"),
        pytest.param(merge, "coalitions:2:founded", "C2:C3", "Unmerge", id="merged cells"),
        pytest.param(add_sheet, "Partners:0:", '"Partners"', '"partners"', id="an unknown sheet"),
        pytest.param(spoil_hidden_sheet, "waves:2:invited", '"0"', "Check", id="a hidden sheet"),
    ],
)  # fmt: skip
def test_a_fault_in_a_workbook_is_named_with_its_sheet(
    change: Callable[[openpyxl.Workbook], None], place: str, found: str, do: str, tmp_path: Path
) -> None:
    sheet, row, column = place.split(":")
    faults = find_faults(make_workbook(change, tmp_path))
    here = [fault for fault in faults if fault.file == f"book.xlsx, sheet {sheet}"]
    assert [(fault.row, fault.column) for fault in here] == [(int(row), column)]
    assert found in here[0].found
    assert do in here[0].do


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("book.xlsx", b"PK\x03\x04 and then nothing", "can't be read"),
        ("book.xlsx", b"", "can't be read"),
        ("book.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("book.xls", b"", '".xls"'),
        ("coalitions.csv", b"coalition,name\nmaple,Maple\n", '".csv"'),
    ],
    ids=["cut short", "empty", "a password", "an old workbook", "one table alone"],
)
def test_a_file_that_is_no_record_says_what_to_give(
    name: str, data: bytes, found: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    (fault,) = find_faults(tmp_path / name)
    assert fault.file == name
    assert found in fault.found
    assert ".xlsx" in fault.do


HEAD = "coalition,partner,name,kind\n"


def write_short(table: str, head: str, rows: list[str], folder: Path) -> tuple[Fault, ...]:
    (folder / "coalitions.csv").write_text(RECORD["coalitions"])
    (folder / f"{table}.csv").write_text(head + "".join(f"{row}\n" for row in rows))
    return find_faults(folder)


def test_cells_that_excel_left_out_at_the_ends_of_rows_are_empty_ones(tmp_path: Path) -> None:
    """Excel writes blocks of 16 rows, each as wide as its last filled column (KB 77295)."""
    whole = [f"maple,p{n},Partner,clinic" for n in range(15)]
    assert write_short("partners", HEAD, [*whole, "maple,q,Q", "maple,r,R"], tmp_path) == ()
    assert len(read_record(tmp_path)["maple"].partners) == 17


@pytest.mark.parametrize(
    ("last", "row"),
    [
        (["maple,q,Q,clinic", "maple,r,R"], 18),
        (["maple,q,Q", "maple,r,R", "maple,s"], 17),
        (["maple,q,", "maple,r,"], 17),
    ],
    ids=["beside a whole row", "beside a shorter one", "none filled to its end"],
)
def test_a_short_row_that_excel_would_not_write_is_a_fault(
    last: list[str], row: int, tmp_path: Path
) -> None:
    whole = [f"maple,p{n},Partner,clinic" for n in range(15)]
    faults = write_short("partners", HEAD, [*whole, *last], tmp_path)
    assert faults[0].row == row
    assert "move a column without empty cells to the right" in faults[0].do


def test_a_short_row_is_always_a_fault_where_an_answer_could_be_lost(tmp_path: Path) -> None:
    (tmp_path / "waves.csv").write_text(RECORD["waves"])
    head = "coalition,wave,respondent,item,answer\n"
    whole = [f"maple,2,r{n % 5},M{n // 5 + 1},4" for n in range(15)]
    faults = write_short("responses", head, [*whole, "maple,2,r8,M1"], tmp_path)
    assert [(fault.file, fault.row) for fault in faults] == [("responses.csv", 17)]


@pytest.mark.parametrize("name", ["partners.xlsx", "partners.csv.txt", "partners.ods"])
def test_a_table_in_another_form_is_not_overlooked(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("anything")
    (fault,) = write_short("partners", HEAD, ["maple,p,P,clinic"], tmp_path)
    assert (fault.file, fault.row) == (name, 0)
    assert "under the name partners.csv" in fault.do


def test_a_folder_without_tables_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    (fault,) = find_faults(tmp_path)
    assert (fault.file, fault.found) == (tmp_path.name, "no table")


def test_the_mark_of_an_open_workbook_names_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "~$book.xlsx").write_bytes(b"someone")
    (fault,) = find_faults(tmp_path / "~$book.xlsx")
    assert fault.do == "Give book.xlsx. Save it there first."


def test_a_sheet_without_a_cell_is_passed_over(tmp_path: Path) -> None:
    def add(book: openpyxl.Workbook) -> None:
        book.create_sheet("Sheet1")
        book.create_sheet("partners")

    assert find_faults(make_workbook(add, tmp_path)) == ()


def test_many_different_answers_not_offered_are_named_in_seconds(tmp_path: Path) -> None:
    """Before they were grouped, each looked through all rows: minutes for ten thousand."""
    (tmp_path / "waves.csv").write_text("coalition,wave,opened,invited\nmaple,1,2025-03-01,9999\n")
    rows = [f"maple,1,r{n},M1,comment {n}" for n in range(9000)]
    start = time.perf_counter()
    faults = write_short("responses", "coalition,wave,respondent,item,answer\n", rows, tmp_path)
    assert len(faults) == 9000
    assert [fault.row for fault in faults[:3]] == [2, 3, 4]
    assert time.perf_counter() - start < 10
