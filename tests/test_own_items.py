"""A coalition's own questions: read and checked, imported, and shown in a part of their own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coalitionkit import report as room
from coalitionkit.errors import RecordError
from coalitionkit.record import Cohort, read_record, write_record
from coalitionkit.record.audiences import AUDIENCES
from coalitionkit.record.imports import apply_import, plan_import
from coalitionkit.record.reading import find_faults
from coalitionkit.record.writing import write_workbook
from coalitionkit.report.blocks import Bullets, Figure, Heading
from coalitionkit.report.findings import find_next_steps, find_standing_out
from coalitionkit.report.scores import make_scores
from coalitionkit.survey.disclosure import show_survey

HOSTILE = "<script>alert(1)</script> & more"

RECORD = {
    "coalitions": "coalition,name\nmaple,Maple County\nbirch,Birch Valley\n",
    "partners": "coalition,partner,name\nmaple,clinic,Mercy Clinic\n",
    "waves": (
        "coalition,wave,opened,closed,invited\n"
        "maple,1,2026-03-02,2026-03-20,30\nbirch,1,2026-03-02,2026-03-20,9\n"
    ),
    "items": (
        "coalition,item,question_en,question_es\n"
        "maple,Q1,How often could you come?,¿Con qué frecuencia pudo venir?\n"
        f"maple,Q2,Does {HOSTILE} help?,\n"
        "birch,Q1,Should we go on?,\n"
    ),
    "options": (
        "coalition,item,value,label_en,label_es\n"
        "maple,Q1,1,Never,Nunca\nmaple,Q1,2,Sometimes,A veces\nmaple,Q1,3,Always,Siempre\n"
        f"maple,Q2,2,Yes,\nmaple,Q2,1,No {HOSTILE},\n"
        "birch,Q1,1,No,\nbirch,Q1,2,Yes,\n"
    ),
}


def write(folder: Path, answers: str = "", **tables: str) -> Path:
    """Write the record with these rows of responses, and other tables in place of its own."""
    head = "coalition,wave,respondent,item,answer\n"
    folder.mkdir(exist_ok=True)
    for name, text in {**RECORD, "responses": head + answers, **tables}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def answer(item: str, answers: str, coalition: str = "maple") -> str:
    """Rows of responses: one answer a person, apart by spaces; a dot is unanswered."""
    return "".join(
        f"{coalition},1,r{person:02d},{item},{'' if given == '.' else given}\n"
        for person, given in enumerate(answers.split())
    )


def test_each_coalition_has_its_own_items_beside_the_questionnaires(tmp_path: Path) -> None:
    cohort = read_record(write(tmp_path / "own"))
    maple, birch = cohort["maple"].book, cohort["birch"].book
    assert list(maple.own) == ["Q1", "Q2"]
    assert maple.own["Q1"].values == ("1", "2", "3")
    assert maple.own["Q2"].values == ("1", "2")
    assert birch.own["Q1"].question["en"] == "Should we go on?"
    assert "Q1" not in maple.items
    assert len(maple.asked) == len(maple.items) + 2


def test_spanish_that_is_not_there_is_english(tmp_path: Path) -> None:
    own = read_record(write(tmp_path / "own"))["maple"].book.own
    assert own["Q1"].question["es"] == "¿Con qué frecuencia pudo venir?"
    assert own["Q1"].options["2"]["es"] == "A veces"
    assert own["Q2"].question["es"] == own["Q2"].question["en"]
    assert own["Q2"].options["2"]["es"] == "Yes"


def test_a_record_with_own_items_is_written_and_read_back(tmp_path: Path) -> None:
    cohort = read_record(write(tmp_path / "own", answer("Q1", "1 dk na . 3")))
    write_workbook(cohort, tmp_path / "again.xlsx")
    again = read_record(tmp_path / "again.xlsx")
    for name in ("items", "options", "responses"):
        assert again.table(name).astype(object).equals(cohort.table(name).astype(object))


FAULTY = {
    "items": (
        "coalition,item,question_en\n"
        "maple,M1,Taken\n"
        "maple,wave,No number\n"
        "maple,Q3,\n"
        "maple,Q4,One answer only\n"
        "maple,Q5,A gap\n"
        "maple,Q6,Words that are a value\n"
        "maple,Q7,Sound\n"
    ),
    "options": (
        "coalition,item,value,label_en\n"
        "maple,M1,1,No\nmaple,M1,2,Yes\n"
        "maple,wave,1,No\nmaple,wave,2,Yes\n"
        "maple,Q3,1,No\nmaple,Q3,2,\n"
        "maple,Q4,1,No\n"
        "maple,Q5,1,No\nmaple,Q5,3,Yes\n"
        "maple,Q6,1,2\nmaple,Q6,2,3\n"
        "maple,Q7,1,No\nmaple,Q7,2,Yes\n"
        "maple,Q8,1,Nobody asks this\n"
        "maple,Q7,8,Too many\n"
    ),
}


def test_every_fault_of_own_items_is_named_at_once(tmp_path: Path) -> None:
    answers = (
        answer("Q4", "1 9") + answer("Q9", "1") + answer("M1", "9") + answer("Q7", "2", "birch")
    )
    faults = find_faults(write(tmp_path / "own", answers, **FAULTY))
    assert [(fault.file, fault.row, fault.column) for fault in faults] == [
        ("items.csv", 2, "item"),
        ("items.csv", 3, "item"),
        ("items.csv", 4, "question_en"),
        ("items.csv", 5, "item"),
        ("items.csv", 6, "item"),
        ("options.csv", 7, "label_en"),
        ("options.csv", 11, "label_en"),
        ("options.csv", 12, "label_en"),
        ("options.csv", 15, "item"),
        ("options.csv", 16, "value"),
        ("responses.csv", 4, "item"),
        ("responses.csv", 5, "answer"),
        ("responses.csv", 6, "item"),
    ]
    assert 'found "M1", an item of the questionnaire' in str(faults[0])
    assert "letters, then a number" in faults[1].allowed
    assert "options with the values 1, 3" in str(faults[4])
    assert "numbered 1, 2 and on" in faults[4].allowed
    assert all(fault.do for fault in faults)


def test_an_answer_that_an_own_item_does_not_offer_is_a_fault(tmp_path: Path) -> None:
    (fault,) = find_faults(write(tmp_path / "own", answer("Q1", "1 4 dk na .")))
    assert (fault.row, fault.column, fault.found) == (3, "answer", '"4"')
    assert "an answer of Q1: 1, 2, 3, dk, na, or empty" in fault.allowed


def test_answers_are_judged_again_when_their_question_changes(tmp_path: Path) -> None:
    cohort = read_record(write(tmp_path / "own", answer("Q1", "3")))
    options = cohort.table("options")
    fewer = cohort.replace("options", options[options["value"] < 3])
    with pytest.raises(RecordError, match="an answer of Q1: 1, 2, dk, na, or empty"):
        write_record(fewer, tmp_path / "fewer")


def plan(cohort: Cohort, folder: Path, text: str) -> list[list[object]]:
    """Import an export; give the rows that it brings."""
    file = folder / "export.csv"
    file.write_text(text, encoding="utf-8")
    planned = plan_import(file, cohort)
    apply_import(planned, cohort)
    columns = ["coalition", "respondent", "item", "answer"]
    return planned.responses[columns].astype(object).to_numpy().tolist()


def test_a_wide_export_brings_own_answers_by_id_or_by_the_questions_words(tmp_path: Path) -> None:
    cohort = read_record(write(tmp_path / "own"))
    wide = (
        "coalition,respondent,M1,¿Con qué frecuencia pudo venir?,Q2\n"
        "maple,a,4,A veces,2.0\nmaple,b,dk,I don't know or haven't seen it,\nbirch,c,3,Yes,\n"
    )
    assert plan(cohort, tmp_path, wide) == [
        ["maple", "a", "M1", "4"],
        ["maple", "a", "Q1", "2"],
        ["maple", "a", "Q2", "2"],
        ["maple", "b", "M1", "dk"],
        ["maple", "b", "Q1", "dk"],
        ["maple", "b", "Q2", ""],
        ["birch", "c", "M1", "3"],
        ["birch", "c", "Q1", "2"],
    ]
    assert len(read_record(tmp_path / "own")["maple"].responses) == 6


def test_a_long_export_brings_own_answers_and_names_what_was_not_asked(tmp_path: Path) -> None:
    cohort = read_record(write(tmp_path / "own"))
    head = "coalition,respondent,item,answer\n"
    assert plan(cohort, tmp_path, head + "maple,a,Q2,1\n") == [["maple", "a", "Q2", "1"]]
    with pytest.raises(RecordError, match=r"row 2, column item: found \"Q2\"; allowed: an item"):
        plan(cohort, tmp_path, head + "birch,b,Q2,1\n")
    with pytest.raises(RecordError, match=r'"birch" does not ask Q2'):
        plan(cohort, tmp_path, "coalition,respondent,Q2\nbirch,b,1\n")


SEVEN = answer("Q1", "1 3 3 2 3 dk .") + answer("M1", "4 4 4 4 4 4 4")


def open_maple(folder: Path, answers: str, **options: str) -> room.Report:
    return room.open_report(write(folder / "own", answers), "maple", drawn=False, **options)


def say_all(blocks) -> str:
    return "\n".join(block._repr_mimebundle_()["text/plain"] for block in blocks)


def test_own_answers_are_counted_and_in_nothing_else(tmp_path: Path) -> None:
    cohort = read_record(write(tmp_path / "own", SEVEN + answer("Q2", "1 1 1 1 1 1 1")))
    survey = show_survey(cohort["maple"])
    shown = survey.own["Q1"]
    assert (shown.n, dict(shown.counts or {})) == (5, {"1": 1, "2": 1, "3": 3})
    assert (shown.dont_know, shown.unanswered, shown.missing) == (1, 1, 24)
    assert (shown.high, shown.mean, shown.spread, shown.share) == (None,) * 4
    assert not {"Q1", "Q2"} & set(survey.items)
    without = show_survey(
        read_record(write(tmp_path / "core", SEVEN[SEVEN.index("maple,1,r00,M1") :]))["maple"]
    )
    assert (survey.n, survey.plays, survey.items) == (without.n, without.plays, without.items)
    book = cohort["maple"].book
    assert find_standing_out(survey, book) == find_standing_out(without, book)
    assert find_next_steps(survey, cohort["maple"]) == find_next_steps(without, cohort["maple"])


def test_someone_who_answered_only_an_own_question_has_answered(tmp_path: Path) -> None:
    cohort = read_record(write(tmp_path / "own", answer("Q2", "1 1 2 2 2")))
    assert show_survey(cohort["maple"]).n == 5


def test_the_report_has_a_part_for_own_questions(tmp_path: Path) -> None:
    section = room.build_own(open_maple(tmp_path, SEVEN))
    headings = [block.text for block in section.blocks if isinstance(block, Heading)]
    assert headings == ["Your own questions", "How often could you come?", f"Does {HOSTILE} help?"]
    (figure,) = (block for block in section.blocks if isinstance(block, Figure))
    assert figure.alt == (
        "How often could you come? Most often: “Always” (3 of 5). “Never”: 1 of 5; “Sometimes”: "
        "1 of 5; “Always”: 3 of 5. 1 did not know. 24 people asked gave no answer here: any "
        "count could be up to 24 higher."
    )
    told = say_all(section.blocks)
    assert "in no score, no finding and no next step" in told
    assert "Too few answered to show this." in told


def test_the_appendix_and_the_list_of_what_is_hidden_name_them_too(tmp_path: Path) -> None:
    report = open_maple(tmp_path, SEVEN)
    assert "Always | 3" in say_all(room.build_appendix(report).blocks)
    assert f"Does {HOSTILE} help?" in say_all(room.build_not_shown(report).blocks)


def test_a_coalition_without_own_questions_has_no_such_part(seven_of_nine, tmp_path: Path) -> None:
    write_record(seven_of_nine, tmp_path / "core")
    report = room.open_report(tmp_path / "core", drawn=False)
    assert room.build_own(report).blocks == ()


def test_below_five_nothing_is_shown_and_no_answer_moves_a_byte(tmp_path: Path) -> None:
    told = []
    for name, given in (("a", "1 1 1 2"), ("b", "3 . 3 dk")):
        report = open_maple(tmp_path / name, answer("Q1", given) + answer("M1", "4 4 4 4 4"))
        assert report.survey.own["Q1"].form == "hidden"
        sections = (room.build_own(report), room.build_appendix(report))
        told.append((report.data_hash, *(say_all(section.blocks) for section in sections)))
    assert told[0] == told[1]


@pytest.fixture(autouse=True)
def _make_parents(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()


CORE = answer("M1", " ".join(["4"] * 24))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("1 " * 11 + "3 " * 12, None),  # one of 24 picked nothing: it could be had by subtraction
        ("1 " * 11 + "3 " * 13, {"1": 11, "2": 0, "3": 13}),
        ("1 " * 10 + "3 " * 14, None),
    ],
)
def test_the_public_sees_counts_from_eleven_on_or_none(tmp_path: Path, given, shown) -> None:
    report = open_maple(tmp_path, CORE + answer("Q1", given), audience="public")
    section = room.build_own(report)
    assert report.survey.own["Q1"].counts == shown
    told = say_all(section.blocks)
    assert not any(isinstance(block, Figure) for block in section.blocks)
    if shown:
        assert "- “Never”: 11 of 24\n- “Sometimes”: 0 of 24" in told
        assert sum(isinstance(block, Bullets) for block in section.blocks) == 1
    else:
        assert "Never" not in told
        assert "Not shown in public." in told


def test_the_public_reads_no_question_that_names_a_partner(tmp_path: Path) -> None:
    named = RECORD["options"].replace("Always", "Always at MERCY CLINIC")
    folder = write(tmp_path / "own", CORE + answer("Q1", "1 " * 24), options=named)
    for audience in AUDIENCES:
        report = room.open_report(folder, "maple", audience=audience, drawn=False)
        assert ("Q1" in report.book.own) == (audience != "public")
        assert ("Q1" in report.survey.own) == (audience != "public")
        rows = read_scores(folder, audience)
        assert any(row["label"].startswith("How often") for row in rows) == (audience != "public")


def test_spanish_words_and_english_where_there_are_none(tmp_path: Path) -> None:
    answers = SEVEN + answer("Q2", "1 1 2 2 2")
    told = say_all(room.build_own(open_maple(tmp_path, answers, language="es")).blocks)
    assert "Sus propias preguntas" in told
    assert "¿Con qué frecuencia pudo venir?" in told
    assert "Lo más frecuente: «Siempre» (3 de 5)" in told
    assert "Lo más frecuente: «Yes» (3 de 5)" in told


def test_a_hostile_label_stays_text(tmp_path: Path) -> None:
    report = open_maple(tmp_path, SEVEN + answer("Q2", "1 1 2 2 2"))
    for section in (room.build_own(report), room.build_appendix(report)):
        html = "".join(block._repr_mimebundle_().get("text/html", "") for block in section.blocks)
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def read_scores(folder: Path, audience: str = "partners") -> list[dict[str, str]]:
    data = make_scores(read_record(folder), "csv", audience=audience)
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines()))


def test_the_file_of_figures_has_rows_for_them(tmp_path: Path) -> None:
    rows = read_scores(write(tmp_path / "own", SEVEN))
    own = [row for row in rows if row["about"] == "own"]
    figures = [
        [row[column] for column in ("coalition", "id", "answer", "value", "n")] for row in own
    ]
    assert figures == [
        ["maple", "Q1", "1", "1", "5"],
        ["maple", "Q1", "2", "1", "5"],
        ["maple", "Q1", "3", "3", "5"],
        ["maple", "Q1", "dk", "1", "5"],
        ["maple", "Q1", "na", "0", "5"],
        ["maple", "Q1", "unanswered", "1", "5"],
        ["maple", "Q2", "", "", ""],
        ["birch", "Q1", "", "", ""],
    ]
    assert own[0]["label"] == "How often could you come?"
    assert own[-1]["label"] == "Should we go on?"
    assert own[-2]["why_empty"] == "Fewer than five picked a step on this question."
    assert {row["figure"] for row in own} == {"count"}
