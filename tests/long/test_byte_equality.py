"""The test of all that may be shown: twins give the same files, byte for byte."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from inprocess import InProcess
from twins import draw_twins

from coalitionkit.record.audiences import AUDIENCES
from coalitionkit.report.batch import build_reports
from coalitionkit.report.formats import FORMATS
from coalitionkit.report.plan import Plan
from coalitionkit.report.scores import make_scores
from coalitionkit.report.workers import open_workers


def read_files(folder):
    """Every file of a batch, with the seconds it took masked."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            files[str(path.relative_to(folder))] = path.read_bytes()
    manifest = json.loads(files["manifest.json"])
    whole = manifest["cohort_report"]
    for entry in [*manifest["reports"], *([whole] if whole else [])]:
        assert entry["outcome"] == "built", entry["cause"]
        entry["seconds"] = 0
    files["manifest.json"] = json.dumps(manifest).encode()
    return files


# Word and PDF follow from the notebook alone, and drawing their pictures takes most of the time.
NOT_DRAWN = ("html", "ipynb")


def read_scores(cohort, audience):
    """The files of figures; of the workbook all but the time at which it was written."""
    book = zipfile.ZipFile(io.BytesIO(make_scores(cohort, "xlsx", audience=audience)))
    sheets = {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}
    return sheets | {"scores.csv": make_scores(cohort, "csv", audience=audience)}


def compare(twins, audience, tmp_path, executor, formats=FORMATS):
    built = []
    for place, cohort in enumerate(twins):
        out = tmp_path / f"{audience}-{place}"
        build_reports(cohort, Plan(out, audience=audience, formats=formats), executor=executor)
        built.append(read_files(out) | read_scores(cohort, audience))
    assert set(built[0]) == set(built[1])
    for name in built[0]:
        assert built[0][name] == built[1][name], name
    return built[0]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("seed", range(100))
def test_answers_that_may_not_be_shown_leave_no_trace_in_any_file(seed, audience, tmp_path):
    """Every tenth is large enough for the cohort's own page."""
    twins = draw_twins(seed, audience, groups=6 if seed % 10 == 1 else 1 + seed % 2)
    formats = NOT_DRAWN if seed % 5 else FORMATS
    compare(twins, audience, tmp_path, InProcess(), formats)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("seed", range(0, 100, 20))
def test_so_do_forked_reports(seed, audience, tmp_path):
    with open_workers(2) as executor:
        compare(draw_twins(seed, audience), audience, tmp_path, executor)


def test_an_answer_that_may_be_shown_does_change_the_files(tmp_path, seven_of_nine):
    """Otherwise the twins would prove nothing."""
    rows = seven_of_nine.table("responses").astype(object)
    one = rows.index[rows["item"].eq("M1")][0]
    moved = rows.assign(answer=rows["answer"].where(rows.index != one, "1"))
    files = []
    for place, cohort in enumerate((seven_of_nine, seven_of_nine.replace("responses", moved))):
        out = tmp_path / str(place)
        build_reports(cohort, Plan(out, formats=FORMATS), executor=InProcess())
        files.append(read_files(out))
    changed = {name for name in files[0] if files[0][name] != files[1][name]}
    assert {Path(name).suffix for name in changed} == {
        ".html",
        ".docx",
        ".pdf",
        ".ipynb",
        ".json",
    }
