"""The commands as a person meets them: the words they read, and the exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from tiny import Sheet, answer_all, make_cohort

from coalitionkit import files
from coalitionkit.cli import main
from coalitionkit.record import Cohort, read_record, write_record
from coalitionkit.record.schema import TABLES
from coalitionkit.record.writing import write_workbook
from coalitionkit.teach.lab import find_notebook, join_settings, open_books, plan_lab

SEVEN: list[Sheet] = [answer_all("4")] * 7


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str, status: int = 0) -> str:
    """Run a command in this process, and give all that a person reads."""
    result: Result = CliRunner().invoke(main, words)
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.output


def run_apart(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coalitionkit", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=240,
        check=False,
    )


def save(text: str, name: str) -> str:
    """Save as Excel does: with a byte-order mark and Windows line ends."""
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    return name


def fill_in(folder: str = "my county") -> str:
    """Fill in a new record as a person would who uses Excel."""
    run("new", folder)
    save(
        'coalition,name,purpose\nmaple,Maple County,"Every child\nseen"\n',
        f"{folder}/coalitions.csv",
    )
    save("coalition,wave,opened,invited\nmaple,1,2025-03-01,9\n", f"{folder}/waves.csv")
    return folder


def test_help_names_the_commands_and_what_they_are_for() -> None:
    told = run("--help")
    for word in ("check", "new", "report", "survey", "Everything stays on this computer"):
        assert word in told
    assert "a code, never a name" in " ".join(run("survey", "import", "--help").split())
    assert "Nothing is written" in run("check", "-h")


def test_a_new_record_says_where_to_begin_and_what_is_kept_where() -> None:
    assert "Begin with README.md in it" in run("new", "my county")
    page = Path("my county/README.md").read_text(encoding="utf-8")
    order = ["how to delete it", "in the order of use", "How to write it", "Who may see what"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "| waves | 1 minute |" in page
    assert "no coalition" in run("check", "my county", status=2)


def test_a_new_workbook_begins_with_its_own_explanation() -> None:
    assert "first sheet, called read me" in run("new", "my county", "--xlsx")
    book = openpyxl.load_workbook("my county.xlsx")
    assert book.sheetnames == ["read me", *(table.name for table in TABLES)]


def test_a_new_record_is_refused_where_something_is_and_where_nothing_may_be() -> None:
    save("mine", "taken/note.txt")
    assert "already" in run("new", "taken", status=2)
    assert "can't be read or written" in run("new", "taken/note.txt/deeper", status=2)
    Path("hidden").mkdir()
    Path("hidden/.DS_Store").touch()
    assert "Made hidden" in run("new", "hidden")


def test_a_disk_that_refuses_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("coalitionkit.record.explain.write_atomic", refuse)
    told = run("new", "mine", status=2)
    assert told.startswith(str(Path("mine/README.md")))
    assert "Permission denied" in told
    assert "ask who may write there" in told


def test_a_record_without_faults_gets_a_line_for_each_wave() -> None:
    write_record(make_cohort(("maple", 9, SEVEN), ("elm", 8, SEVEN[:4])), "fall")
    told = run("check", "fall").splitlines()
    assert told == [
        "No faults. Coalitions in fall: 2.",
        "Rows in other tables: waves 2.",
        "maple, wave 1: asked 9, answered 7, dropped 0.",
        "elm, wave 1: asked 8, answered fewer than five, dropped 0.",
        "No answer is ever dropped in silence: a record with a fault is not used.",
    ]


def test_a_record_says_what_it_has_not_got_yet() -> None:
    assert "responses is empty" in run("check", fill_in())
    save("coalition,name\nmaple,Maple County\n", "bare/coalitions.csv")
    told = run("check", "bare")
    assert "Rows in other tables: none yet." in told
    assert "nobody has been asked yet" in told


def test_faults_come_with_place_what_was_found_and_what_to_do() -> None:
    folder = fill_in()
    save(
        "coalition,partner,name,joined,must_have\nmaple,clinic,Clinic,3/31/2025,TRUE\n"
        "oak,union,Union,2025-02-30,\n",
        f"{folder}/partners.csv",
    )
    told = run("check", folder, status=2)
    assert "4 faults in the record" in told
    assert 'partners.csv, row 2, column joined: found "3/31/2025"' in told
    assert "Write it as 2025-03-31." in told
    assert "format the column as yyyy-mm-dd first" in told
    assert 'column must_have: found "TRUE"; allowed: yes or no' in told
    assert "There is no such day." in told


def test_more_faults_than_a_screen_holds_are_counted_by_place() -> None:
    folder = fill_in()
    rows = "".join(f"maple,p{n},Partner,soon\n" for n in range(60))
    save("coalition,partner,name,joined\n" + rows, f"{folder}/partners.csv")
    told = run("check", folder, status=2)
    assert "... and 10 more." in told
    assert told.endswith("Where they are:\npartners.csv, column joined: 60\n")


def test_what_is_no_record_is_told_from_one() -> None:
    Path("photos").mkdir()
    assert "photos: found no table" in run("check", "photos", status=2)
    assert "coalitionkit new" in run("check", "photos", status=2)
    assert 'Did you mean "photos"' in run("check", "photo", status=2)
    Path("book.xlsx").write_bytes(b"")
    assert "an empty file" in run("check", "book.xlsx", status=2)
    Path("~$book.xlsx").write_bytes(b"who has it open")
    assert "Give book.xlsx" in run("check", "~$book.xlsx", status=2)
    assert "Missing argument" in run("check", status=2)


def test_a_folder_that_may_not_be_opened_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    folder = fill_in()
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "can't be opened (Permission denied)" in run("check", folder, status=2)


def make_export(name: str = "export.csv", start: int = 0) -> str:
    rows = "".join(f"10:0{n},maple,p{start + n},4,No sé o no lo he visto\n" for n in range(5))
    return save("Timestamp,coalition,respondent,M1,C3\n" + rows, name)


def test_an_import_says_what_it_read_kept_and_left() -> None:
    folder, export = fill_in(), make_export()
    told = run("survey", "import", export, "--into", folder)
    assert told.splitlines() == [
        "Rows read: 5. People: 5.",
        "Answers to add: 10. Questions left unanswered: 0.",
        "Already in the record: 0.",
        "Rows dropped: 0.",
        'Columns not used, nothing of them is kept: "Timestamp".',
        "Words that became values, 5 in all:",
        '  C3: "No sé o no lo he visto" as dk',
        f"Written to {folder}.",
    ]
    assert "maple, wave 1: asked 9, answered 5, dropped 0." in run("check", folder)
    again = run("survey", "import", export, "--into", folder)
    assert "Already in the record: 10." in again
    assert "nothing was written" in again


def test_a_dry_run_writes_nothing() -> None:
    folder = fill_in()
    told = run("survey", "import", make_export(), "--into", folder, "--dry-run")
    assert told.endswith("Dry run: nothing was written.\n")
    assert read_record(folder).table("responses").empty


def test_an_import_changes_no_other_file_of_the_record() -> None:
    folder = fill_in()
    before = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    run("survey", "import", make_export(), "--into", folder)
    after = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    assert {name for name in after if after[name] != before.get(name)} == {"responses.csv"}


def test_a_mapping_names_what_the_survey_program_calls_otherwise() -> None:
    folder = fill_in()
    export = save("Group,Q1\nmaple,4\n", "export.csv")
    told = run("survey", "import", export, "--into", folder, status=2)
    assert "--mapping" in told
    mapping = save("heading,column\nGroup,coalition\nQ1,M1\n", "mapping.csv")
    told = run("survey", "import", export, "--into", folder, "--mapping", mapping)
    assert "Answers to add: 1." in told


def test_an_import_into_a_workbook_leaves_the_other_sheets_as_they_are() -> None:
    run("new", "book", "--xlsx")
    book = openpyxl.load_workbook("book.xlsx")
    book["coalitions"].append(["maple", "Maple County"])
    book["waves"].append(["maple", 1, "2025-03-01", None, 9])
    book["waves"].column_dimensions["A"].width = 33
    book.save("book.xlsx")
    sheets = book.sheetnames
    assert "Written to book.xlsx" in run("survey", "import", make_export(), "--into", "book.xlsx")
    book = openpyxl.load_workbook("book.xlsx")
    assert book.sheetnames == sheets
    assert book["waves"].column_dimensions["A"].width == 33
    assert len(read_record("book.xlsx").table("responses")) == 10


@pytest.mark.parametrize("mark", ["~$book.xlsx", ".~lock.book.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_not_written(mark: str) -> None:
    write_workbook(make_cohort(("maple", 9, [])), "book.xlsx")
    before = Path("book.xlsx").read_bytes()
    Path(mark).touch()
    told = run("survey", "import", make_export(), "--into", "book.xlsx", status=2)
    assert "book.xlsx is open in another program. Save and close it there" in told
    assert Path("book.xlsx").read_bytes() == before


def test_answers_to_a_shipped_cohort_go_to_one_copy_and_stay_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "kit" / "data" / "cohorts" / "fall"
    write_record(make_cohort(("maple", 9, [])), shipped)
    before = {path.name: path.read_bytes() for path in shipped.iterdir()}
    monkeypatch.setattr(files, "_HERE", tmp_path / "kit" / "coalitionkit")
    told = run("survey", "import", make_export(), "--into", "fall")
    mine = Path("my-coalitions/fall")
    assert f"fall ships with the kit and is never changed. Your copy: {mine}." in told
    later = save("coalition,respondent,M1\nmaple,late,5\n", "later.csv")
    run("survey", "import", later, "--into", "fall")
    assert len(read_record(mine).table("responses")) == 11
    assert {path.name: path.read_bytes() for path in shipped.iterdir()} == before


def test_an_import_that_cannot_be_says_what_to_give() -> None:
    folder = fill_in()
    Path("answers").mkdir()
    Path("empty.csv").touch()
    for export, words in {
        "nowhere.csv": "There is no file nowhere.csv",
        "answers.csv": "There is no file",
        "empty.csv": "an empty file",
        "answers": "answers is a folder",
        save("anything", "answers.sav"): "Export it again as CSV",
        save("coalition;M1\nmaple;4\n", "semicolons.csv"): "Save it again as CSV UTF-8",
        save("coalition,M1\noak,4\noak,5\n", "oak.csv"): '"oak", in 2 rows',
    }.items():
        assert words in run("survey", "import", export, "--into", folder, status=2)
    export = make_export()
    assert "Missing option '--into'" in run("survey", "import", export, status=2)
    assert "no record at 'none'" in run("survey", "import", export, "--into", "none", status=2)
    told = run("survey", "import", export, "--into", folder, "--mapping", "no.csv", status=2)
    assert "There is no file no.csv" in told


def write_template(name: str, source: str) -> str:
    cell: dict[str, object] = {"cell_type": "code", "execution_count": None, "outputs": []}
    cells = [
        {**cell, "id": "p", "metadata": {"tags": ["parameters"]}, "source": "coalition = ''"},
        {**cell, "id": "c", "metadata": {}, "source": source},
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}}
    Path(name).write_text(json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5}))
    return name


def test_reports_are_built_and_the_page_to_open_comes_last() -> None:
    write_record(make_cohort(("maple", 9, SEVEN), ("elm", 8, SEVEN[:4])), "fall")
    template = write_template("tiny.ipynb", "print('Hello', coalition)")
    done = run_apart("report", "fall", "--only", "maple", "--template", template, "--workers", "1")
    assert done.returncode == 0, done.stderr
    *_, built, whole, count, page = done.stdout.splitlines()
    assert built == "built   Group maple (7 answered)"
    assert whole.startswith("No cohort report: it is built with the reports of all coalitions")
    assert count == "1 built, 0 failed. Open:"
    assert page == str(Path("reports/index.html").resolve())
    assert Path(page).is_file()


def test_without_the_extra_the_page_is_built_and_the_status_says_that_the_rest_is_not() -> None:
    write_record(make_cohort(("maple", 9, SEVEN)), "fall")
    template = write_template("tiny.ipynb", "print('Hello', coalition)")
    code = "import sys; sys.modules['typst'] = None; from coalitionkit.cli import main; main()"
    asked = ["report", "fall", "--template", template, "--workers", "1", "--format", "docx"]
    done = subprocess.run(
        [sys.executable, "-c", code, *asked], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert 'pip install "coalitionkit[documents]"' in done.stderr
    assert "1 built, 0 failed." in done.stdout
    assert [path.suffix for path in Path("reports/Group-maple").iterdir()] == [".html"]


def test_a_report_that_fails_is_named_and_the_status_is_one() -> None:
    write_record(make_cohort(("maple", 9, SEVEN)), "fall")
    template = write_template("tiny.ipynb", "raise ValueError('no such luck')")
    done = run_apart("report", "fall", "--template", template, "--workers", "1")
    assert done.returncode == 1, done.stderr
    assert re.search(r"^failed  Group maple: .*no such luck", done.stdout, re.MULTILINE)
    assert "0 built, 1 failed." in done.stdout
    assert "Traceback" not in done.stderr


def test_reports_that_cannot_be_asked_for_are_refused_before_anything_is_built() -> None:
    write_record(make_cohort(("maple", 9, SEVEN)), "fall")
    template = write_template("tiny.ipynb", "1")
    assert "mapel" in run("report", "fall", "--only", "mapel", "--template", template, status=2)
    assert "is not there" in run("report", "fall", "--template", "none.ipynb", status=2)
    told = run("report", "fall", "--template", template, "-p", "loudness", "3", status=2)
    assert "'loudness' is not in the template" in told
    assert "convener" in run("report", "fall", "--audience", "everyone", status=2)
    table = save("group,depth\nmaple,3\n", "depths.csv")
    assert "column coalition" in run("report", "fall", "--parameters", table, status=2)
    Path(table).write_bytes(b"coalition,depth\nmapl\xe9,3\n")
    assert "no CSV file in UTF-8" in run("report", "fall", "--parameters", table, status=2)
    assert not Path("reports").exists()


def test_a_record_with_a_fault_gets_no_reports() -> None:
    frame = pd.DataFrame({"coalition": ["maple"], "name": ["Maple County"]})
    write_record(Cohort("fall", {"coalitions": frame}), "fall")
    save("coalition,partner,name\noak,union,Union\n", "fall/partners.csv")
    assert 'column coalition: found "oak"' in run("report", "fall", status=2)
    assert not Path("reports").exists()


def test_false_alarms_prints_the_same_table_for_the_same_seed():
    told = [run("false-alarms", "--seed", "3", "--count", "1") for _ in range(2)]
    assert told[0] == told[1]
    assert told[0].splitlines()[0] == "kind,meetings,decisions,rightly,cant_tell,wrongly,n"


@pytest.fixture
def _from_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lessons = tmp_path / "site" / "coalitionkit" / "shipped" / "notebooks"
    (lessons / "templates").mkdir(parents=True)
    for name in ("00-start-here", "04-craft-compromise", "templates/report"):
        (lessons / f"{name}.ipynb").write_text("as shipped")
    solutions = lessons.parent / "exercises" / "solutions"
    solutions.mkdir(parents=True)
    for folder in (solutions, solutions.parent):
        (folder / "01-map-conflict.ipynb").write_text("as shipped")
    monkeypatch.setattr(files, "_HERE", lessons.parents[1])


@pytest.mark.usefixtures("_from_a_wheel")
def test_a_wheels_lessons_are_copied_here_once_and_stay_as_you_change_them() -> None:
    first = find_notebook()
    assert first == Path("notebooks/00-start-here.ipynb").resolve()
    assert Path("notebooks/templates/report.ipynb").is_file()
    assert [path.name for path in Path("exercises").iterdir()] == ["01-map-conflict.ipynb"]
    first.write_text("mine now")
    assert find_notebook("04").name == "04-craft-compromise.ipynb"
    assert find_notebook("04-craft-compromise.ipynb").name == "04-craft-compromise.ipynb"
    assert first.read_text() == "mine now"


@pytest.mark.usefixtures("_from_a_wheel")
def test_lessons_are_found_from_inside_their_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    first = find_notebook()
    monkeypatch.chdir(first.parent)
    assert find_notebook() == first
    assert not Path("notebooks").exists()


def test_a_clones_lessons_are_opened_where_they_are() -> None:
    assert open_books() == Path(__file__).parents[1] / "notebooks"
    assert list(Path().iterdir()) == []


@pytest.mark.usefixtures("_from_a_wheel")
def test_a_lesson_that_is_not_there_is_told_from_those_that_are() -> None:
    told = run("lab", "05", status=2)
    assert "no notebook '05'" in told
    assert "00-start-here, 04-craft-compromise" in told


def test_lab_starts_offline_with_records_and_lessons_side_by_side(tmp_path: Path) -> None:
    book = tmp_path / "notebooks" / "templates" / "report.ipynb"
    options = plan_lab(book)
    assert options[0] == str(book)
    assert f"--ServerApp.root_dir={tmp_path}" in options
    assert "--LabApp.extension_manager=readonly" in options
    assert list(Path(join_settings().split(os.pathsep)[0]).glob("labconfig/*.json"))
    assert join_settings("mine").endswith(f"{os.pathsep}mine")
    assert f"--ServerApp.root_dir={tmp_path}" in plan_lab(tmp_path / "mine.ipynb")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    assert ("--allow-root" in options) == as_root


def test_labs_own_options_need_no_notebook_and_reach_it(tmp_path: Path) -> None:
    book = write_template("mine.ipynb", "1")
    done = run_apart("lab", book, "--no-browser", "--ServerApp.nonsense=1", "--version")
    assert done.returncode == 0, done.stderr
    assert "mine.ipynb in JupyterLab" in done.stdout
    assert re.search(r"^4\.\d", done.stdout, re.MULTILINE)
