"""A cohort's own report: made of what each group may show, naming none, ranking none."""

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inprocess import InProcess
from pages import list_cohort_blocks, say_cohort_page
from tiny import add_wave, answer_all, make_cohort
from twins import draw_twins

import coalitionkit as ck
from coalitionkit import report as room
from coalitionkit.errors import UsageError
from coalitionkit.playbook import load_playbook
from coalitionkit.record import Cohort
from coalitionkit.record.audiences import AUDIENCES, limit_to_audience
from coalitionkit.report.batch import build_reports
from coalitionkit.report.blocks import Bullets, Grid, Heading
from coalitionkit.report.build import Report
from coalitionkit.report.cohort_job import COHORT_FOLDER
from coalitionkit.report.plan import Plan
from coalitionkit.survey.compare import count_response
from coalitionkit.survey.disclosure import show_cohort, show_survey
from coalitionkit.words.next_steps import load_actions

SPRING = ck.load_cohort("spring-cohort")


def open_it(cohort, audience="partners", **options):
    return room.open_cohort(cohort, audience=audience, drawn=False, **options)


def read_table(report, part, heading):
    blocks = getattr(room, f"build_cohort_{part}")(report).under(heading).blocks
    return next(block for block in blocks if isinstance(block, Grid)).rows


def make_groups(*sizes, invited=9):
    return make_cohort(
        *((f"g{place}", invited, [answer_all("4")] * n) for place, n in enumerate(sizes))
    )


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_no_group_is_named_but_in_the_conveners_copy(audience):
    page = say_cohort_page(SPRING, audience)
    assert not [group.name for group in SPRING if group.name in page or f'"{group.id}"' in page]
    assert "No coalition is named." in page
    conveners = say_cohort_page(SPRING, "convener")
    assert all(json.dumps(group.name, ensure_ascii=False)[1:-1] in conveners for group in SPRING)


def test_totals_are_over_the_groups_that_show_how_many_answered_and_the_others_are_counted():
    head = say_cohort_page(make_groups(9, 8, 7, 6, 5, 4, 1))
    assert "5 of 7 coalitions have figures that may be shown." in head
    assert "There, 35 of the 45 people asked answered." in head
    assert "2 coalitions are in no count of answers: fewer than 5 answered there." in head


def test_how_much_of_those_asked_answered_is_a_spread_and_names_nobody():
    response = count_response(show_cohort(make_groups(9, 8, 7, 6, 5, 5)).values())
    assert response.parts == {"all": 1, "most": 2, "half": 3}
    assert (response.answered, response.asked, response.left_out) == (40, 54, {})
    public = count_response(show_cohort(make_groups(12, invited=14), audience="public").values())
    assert (public.answered, public.asked, public.parts) == (12, None, {})


def test_over_fewer_than_five_groups_nothing_is_counted():
    page = say_cohort_page(make_groups(9, 8, 7, 6, 4))
    assert "Nothing is counted over fewer than 5 coalitions" in page
    assert "of the 36 people" not in page
    assert "nothing is compared" in page
    assert not [
        block
        for block in list_cohort_blocks(open_it(make_groups(9, 8, 7, 6)))
        if isinstance(block, Grid) and "Step" in block.headings
    ]


@pytest.mark.parametrize("audience", ["partners", "convener"])
def test_steps_that_recur_are_counted_from_each_groups_page_one(audience):
    counted = Counter()
    for group in SPRING:
        survey = show_survey(group, audience=audience)
        report = Report(limit_to_audience(group, audience), survey, "en", load_playbook())
        steps = room.build_page_one(report)
        for block in steps.blocks:
            if isinstance(block, Grid):
                counted.update(row[0] for row in block.rows)
    rows = read_table(open_it(SPRING, audience), "steps", "Next steps that recur")
    assert {row[0]: row[1] for row in rows} == {
        title: f"{count} of 12" for title, count in counted.items()
    }
    assert {row[0] for row in rows} <= {row["title_en"] for row in load_actions().values()}
    if audience == "convener":
        assert all(len(row[2].split(", ")) == int(row[1].split()[0]) for row in rows)


def test_error_rates_stand_under_a_heading_of_their_own_with_the_groups_at_each_amount():
    section = room.build_cohort_diagnosis(open_it(SPRING))
    headings = [block.text for block in section.blocks if isinstance(block, Heading)]
    assert headings == ["What the meeting logs say", "How often that reading is right"]
    words = read_table(open_it(SPRING), "diagnosis", "What the meeting logs say")
    assert sum(int(row[1].split()[0]) for row in words) == 12
    rates = read_table(open_it(SPRING), "diagnosis", "How often that reading is right")
    assert rates[0] == ("4", "8", "at least 82", "at most 1", "at most 5", "0")
    assert sum(int(row[-1]) for row in rates) <= 12


def test_without_meeting_logs_the_error_rates_still_stand_and_nothing_is_read():
    page = say_cohort_page(make_groups(9, 8, 7, 6, 5))
    assert "0 coalitions have a meeting log that can be read, too few to count over." in page
    assert "at least 82" in page


def test_a_wave_compares_those_that_were_asked_in_it():
    cohort = make_groups(9, 8, 7, 6, 5)
    people = [f"r{place:02d}" for place in range(9)]
    cohort = add_wave(cohort, "g0", 9, [answer_all("4")] * 9, people)
    page = say_cohort_page(cohort, wave=2)
    assert "5 coalitions, wave 2" in page
    assert "4 coalitions are in no count of answers: they were not asked in this wave." in page
    with pytest.raises(UsageError, match="No coalition has a wave 3"):
        open_it(cohort, wave=3)


def test_the_public_compares_large_groups_by_merged_counts():
    sheets = [answer_all("4")] * 14 + [answer_all("1")] * 11
    cohort = make_cohort(*((f"g{place}", 30, sheets) for place in range(5)))
    page = room.build_cohort_spread(open_it(cohort, "public"))
    (figure,) = [block for block in page.blocks if hasattr(block, "alt")]
    assert "The problem we share is clear: below half in 0 of 5 groups." in figure.alt


def test_the_page_speaks_spanish():
    page = say_cohort_page(SPRING, language="es")
    assert "Allí respondieron 107 de las 120 personas consultadas." in page
    assert "Próximos pasos que se repiten" in page


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**6), audience=st.sampled_from(AUDIENCES))
def test_groups_that_differ_only_in_what_may_not_be_shown_give_the_same_page(seed, audience):
    """The audit across groups: no sum, count or step here moves with a hidden answer."""
    ours, theirs = draw_twins(seed, audience, groups=7)
    assert say_cohort_page(ours, audience) == say_cohort_page(theirs, audience)


def test_an_answer_that_may_be_shown_does_change_the_page():
    """Otherwise the twins would prove nothing."""
    ours = make_groups(9, 8, 7, 6, 5)
    rows = ours.table("responses").astype(object)
    moved = rows.assign(answer=rows["answer"].mask(rows["item"] == "M1", "1"))
    assert say_cohort_page(ours) != say_cohort_page(ours.replace("responses", moved))


def build(cohort, out, **options):
    told = []
    plan = Plan(out, **options)
    build_reports(cohort, plan, executor=InProcess(), tell=told.append)
    manifest = json.loads((out / "manifest.json").read_bytes())
    return [each for each in told if not each.coalition], manifest


def test_the_batch_builds_it_and_the_index_links_to_it(tmp_path):
    (whole,), manifest = build(make_groups(7, 7), tmp_path)
    assert whole.state == "built"
    assert manifest["cohort_report"]["file"] == "cohort-report/cohort-report.html"
    page = (tmp_path / whole.file).read_text(encoding="utf-8")
    assert "Cohort report: tiny" in page
    assert 'href="cohort-report/cohort-report.html"' in (tmp_path / "index.html").read_text()


def test_the_index_links_to_its_word_file_too(tmp_path):
    pytest.importorskip("pypandoc")
    build(make_groups(7, 7), tmp_path, formats=["html", "docx"])
    link = 'href="cohort-report/cohort-report.docx" aria-label="Word: Cohort report: tiny"'
    assert link in (tmp_path / "index.html").read_text()


def test_a_second_run_keeps_it_and_one_changed_answer_builds_it_again(tmp_path):
    cohort = make_groups(7, 7)
    build(cohort, tmp_path)
    assert build(cohort, tmp_path)[0][0].state == "kept"
    rows = cohort.table("responses").astype(object)
    moved = cohort.replace("responses", rows.assign(answer=rows["answer"].replace("4", "5")))
    whole, manifest = build(moved, tmp_path, only=["g0"])
    assert not whole
    assert manifest["cohort_report"]["outcome"] == "outdated"
    assert build(moved, tmp_path)[0][0].state == "built"


@pytest.mark.parametrize("options", [{"only": ["g0"]}, {}])
def test_some_groups_or_one_give_no_cohort_report_and_the_index_says_so(tmp_path, options):
    cohort = make_groups(7, 7) if options else make_groups(7)
    whole, manifest = build(cohort, tmp_path, **options)
    assert not whole
    assert manifest["cohort_report"] is None
    assert not (tmp_path / COHORT_FOLDER).exists()
    assert "No cohort report: it is built with" in (tmp_path / "index.html").read_text()


def test_a_cohort_report_that_fails_is_said_and_stops_no_other(tmp_path):
    whole, manifest = build(make_groups(7, 7), tmp_path, wave=9)
    assert [each.state for each in whole] == ["failed"]
    assert "No coalition has a wave 9" in whole[0].cause
    assert manifest["cohort_report"]["file"] is None


def test_a_group_that_is_called_cohort_report_keeps_a_folder_of_its_own(tmp_path):
    cohort = make_groups(7, 7)
    named = cohort.table("coalitions").assign(name=["cohort report", "Cohort-Report"])
    (whole,), manifest = build(cohort.replace("coalitions", named), tmp_path)
    files = [whole.file, *(entry["file"] for entry in manifest["reports"])]
    assert len({file.casefold().split("/")[0] for file in files}) == 3


def test_the_kernel_of_the_cohort_report_reads_no_row_that_the_audience_may_not_see(tmp_path):
    from coalitionkit.report.cohort_report import limit_cohort

    limited = limit_cohort(SPRING, "partners")
    assert isinstance(limited, Cohort)
    assert limited.table("walkaways").empty
    assert len(limited.table("responses")) == len(SPRING.table("responses"))
    assert list(limited.ids) == list(SPRING.ids)


def test_limits_name_the_questions_that_too_few_groups_may_show():
    sheets = [answer_all("4", M3="dk")] * 7
    cohort = make_cohort(*((f"g{place}", 9, sheets) for place in range(5)))
    section = room.build_cohort_limits(open_it(cohort))
    points = next(block for block in section.blocks if isinstance(block, Bullets)).items
    assert (
        "Questions that too few coalitions may show: Know what would make others leave." in points
    )
