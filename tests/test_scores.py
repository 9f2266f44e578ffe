"""The file of figures: what the report shows for the same audience, and nothing else."""

import io
from typing import get_args

import openpyxl
import pytest
from click.testing import CliRunner
from pages import compare_pages, group_rows, read_rows, take_groups
from tiny import add_wave, answer_all, make_cohort
from twins import draw_twins

import coalitionkit as ck
from coalitionkit.cli import main
from coalitionkit.errors import UsageError
from coalitionkit.playbook import load_playbook
from coalitionkit.record.audiences import AUDIENCES
from coalitionkit.report.scores import make_scores
from coalitionkit.survey.exports import COLUMNS
from coalitionkit.survey.score_rows import Why
from coalitionkit.teach.synthetic import make_five_hundred
from coalitionkit.words.catalog import Translator
from coalitionkit.words.scores import say_figures, say_reasons

BOOK = load_playbook()
SPRING = ck.load_cohort("spring-cohort")


def read_workbook(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: [["" if cell is None else cell for cell in row] for row in sheet.values]
        for sheet in book
    }


def find(rows, item, figure, answer=""):
    (row,) = [
        row for row in rows if (row["id"], row["figure"], row["answer"]) == (item, figure, answer)
    ]
    return row


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_numbers_on_page_one_are_those_of_the_file(audience):
    """For 40 groups here, for all 500 in the long tests."""
    some = take_groups(make_five_hundred(seed=11), every=13)
    assert compare_pages(some, audience) > 10


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_figure_has_a_value_or_a_range_or_a_reason(audience):
    for row in read_rows(SPRING, audience=audience):
        assert row["audience"] == audience
        assert (row["value"] == "") <= bool(row["why_empty"] or row["low"]), row
        assert not (row["value"] and row["why_empty"]), row
        assert row["illustrative"] == "yes"


def test_with_fewer_than_five_answers_no_number_is_in_the_file_not_even_how_many(four_of_eight):
    rows = read_rows(four_of_eight)
    assert {row["id"] for row in rows} == {*BOOK.items, *BOOK.plays}
    for row in rows:
        assert [row[name] for name in ("answered", "value", "low", "high", "n")] == [""] * 5
        assert row["why_empty"] == "Too few answered to show anything, nor how many did."
        assert row["invited"] == "8"


def test_a_sensitive_question_in_a_small_group_has_a_range_and_no_counts():
    sheets = [answer_all("4", S3="5" if place < 6 else "1") for place in range(7)]
    rows = read_rows(make_cohort(("g", 9, sheets)))
    marked = find(rows, "S3", "marked")
    assert (marked["value"], marked["low"], marked["high"], marked["n"]) == ("", "5", "7", "7")
    assert "blurred" in find(rows, "S3", "count")["why_empty"]
    assert find(rows, "M1", "count", "4")["value"] == "7"
    assert find(rows, "M1", "mean")["why_empty"] == "Fewer than ten answers."
    assert find(rows, "map_conflict", "mean")["why_empty"] == "Fewer than ten answers."


def test_from_twenty_answers_the_file_has_means_shares_agreement_and_bands():
    rows = read_rows(make_cohort(("g", 25, [answer_all("4")] * 20)))
    assert find(rows, "M1", "mean")["value"] == "4"
    assert find(rows, "M1", "share")["value"] == "100"
    assert find(rows, "M1", "agreement")["value"] == "1"
    assert find(rows, "map_conflict", "mean")["reading"] == "strength"
    assert find(rows, "T1", "dose")["reading"] == "about right"


def two_waves(stayers, leavers):
    """All answer 3 at first; then every other one who stayed answers 4."""
    count = stayers + leavers
    first = make_cohort(("g", count, [answer_all("3" if n % 2 else "5") for n in range(count)]))
    people = [f"r{place:02d}" for place in range(stayers)]
    steps = ["2" if place < 5 else "4" if place % 2 else "5" for place in range(stayers)]
    return add_wave(first, "g", stayers, [answer_all(step) for step in steps], people)


def test_two_waves_stand_beside_each_other_as_far_as_the_wave_rule_allows():
    stayed = read_rows(two_waves(20, 0))
    assert find(stayed, "", "answered_both")["value"] == "20"
    assert find(stayed, "M1", "marked_before")["value"] == "10"
    assert find(stayed, "M1", "marked")["value"] == "15"
    assert find(stayed, "map_conflict", "moved_down")["value"] == "5"
    one_left = read_rows(two_waves(19, 1))
    assert find(one_left, "", "answered_both")["why_empty"].startswith("One person's answers")
    assert find(one_left, "map_conflict", "change_matched")["value"] == ""


def test_a_wave_that_some_were_not_asked_in_is_said_and_one_that_nobody_was_is_refused():
    cohort = make_cohort(("a", 9, [answer_all("4")] * 7), ("b", 9, [answer_all("4")] * 7))
    cohort = add_wave(cohort, "a", 9, [answer_all("4")] * 7, [f"r{place}" for place in range(7)])
    rows = group_rows(read_rows(cohort, wave=2))
    assert find(rows["a"], "M1", "marked")["value"] == "7"
    assert {row["why_empty"] for row in rows["b"]} == {"This coalition was not asked in this wave."}
    with pytest.raises(UsageError, match=r"No coalition has a wave 3\. Waves on record: 1, 2\."):
        make_scores(cohort, "csv", wave=3)


def test_the_public_gets_merged_counts_and_neither_averages_nor_how_many_were_asked():
    sheets = [answer_all("4", M1="5")] * 14 + [answer_all("4", M1="1")] * 11
    rows = read_rows(make_cohort(("g", 30, sheets)), audience="public")
    assert {row["invited"] for row in rows} == {""}
    assert find(rows, "M1", "marked")["value"] == "14"
    assert find(rows, "M1", "count", "low")["value"] == "11"
    assert find(rows, "map_conflict", "mean")["why_empty"].startswith("Not in public")
    assert {row["figure"] for row in rows} == {"marked", "count", "mean"}


def test_a_name_that_a_spreadsheet_would_run_gets_an_apostrophe():
    names = ["=HYPERLINK(0)", "+1 more", "-2+3", "@all", "'=quoted"]
    groups = [(f"=g{place}", 9, [answer_all("4")] * 7) for place in range(len(names))]
    cohort = make_cohort(*groups)
    cohort = cohort.replace("coalitions", cohort.table("coalitions").assign(name=names))
    found = list(dict.fromkeys(row["name"] for row in read_rows(cohort)))
    assert found == [f"'{name}" for name in names]
    sheet = read_workbook(make_scores(cohort, "xlsx"))["scores"]
    assert list(dict.fromkeys(row[1] for row in sheet[1:])) == found
    assert {row[0][0] for row in sheet[1:]} == {"'"}


def test_the_workbook_holds_the_same_and_its_first_sheet_explains_every_column_and_figure():
    sheets = read_workbook(make_scores(SPRING, "xlsx"))
    rows = read_rows(SPRING)
    assert list(sheets) == ["read me", "scores"]
    assert sheets["scores"][0] == list(COLUMNS) == list(rows[0])
    assert len(sheets["scores"]) == len(rows) + 1
    for theirs, ours in zip(sheets["scores"][1:], rows, strict=True):
        for cell, text in zip(theirs, ours.values(), strict=True):
            assert str(cell) == text or float(cell) == float(text)
    explained = {(row[0], row[1]) for row in sheets["read me"]}
    assert {("column", name) for name in COLUMNS} <= explained
    assert {("figure", row["figure"]) for row in rows} <= explained
    assert {row["why_empty"] for row in rows} - {""} <= {row[2] for row in sheets["read me"]}
    assert sheets["read me"][1][2].startswith("Illustrative data")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_figure_and_reason_is_explained(language):
    t = Translator(language)
    figures = {row["figure"] for row in read_rows(two_waves(20, 10))}
    assert figures == set(say_figures(t))
    assert set(say_reasons(t)) == set(get_args(Why)) - {""}
    assert all(say_reasons(t).values())


def test_the_file_speaks_spanish():
    rows = read_rows(SPRING, language="es")
    assert (
        find(group_rows(rows)["harbor-homes"], "M1", "marked")["label"]
        == BOOK.items["M1"].short["es"]
    )
    assert "Menos de diez respuestas." in {row["why_empty"] for row in rows}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("seed", range(12))
def test_answers_that_may_not_be_shown_leave_no_trace_in_the_file(seed, audience):
    ours, theirs = draw_twins(seed, audience, groups=3)
    assert make_scores(ours, "csv", audience=audience) == make_scores(
        theirs, "csv", audience=audience
    )


def run(*words, status=0):
    result = CliRunner().invoke(main, ["scores", *words])
    assert result.exit_code == status, result.output
    return result.output


def test_the_command_writes_either_file_and_says_where(tmp_path):
    for name in ("figures.csv", "figures.xlsx"):
        out = tmp_path / name
        said = run("spring-cohort", "--out", str(out), "--audience", "public")
        assert f"Wrote the figures of {len(SPRING)} coalitions, for public:" in said
        assert str(out) in said
        assert out.stat().st_size > 1000
    assert (tmp_path / "figures.csv").read_bytes() == make_scores(SPRING, "csv", audience="public")


def test_the_command_refuses_another_ending_and_the_shipped_data(tmp_path):
    said = run("spring-cohort", "--out", str(tmp_path / "figures.txt"), status=2)
    assert said == "figures.txt: the file's name must end in .csv or .xlsx.\n"
    assert list(tmp_path.iterdir()) == []
    shipped = SPRING.folder / "figures.csv"
    assert "ships with the kit" in run("spring-cohort", "--out", str(shipped), status=2)
    assert not shipped.exists()
