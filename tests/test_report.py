"""Page one and the sections, read as blocks (report.md)."""

import re
import sys
from itertools import pairwise

import pytest
from tiny import answer_all, make_cohort

from coalitionkit import report as room
from coalitionkit.playbook import load_playbook
from coalitionkit.record import write_record
from coalitionkit.report.blocks import Bullets, Figure, Heading, Paragraph
from coalitionkit.report.build import Report, make_data_hash
from coalitionkit.survey.disclosure import show_survey

SECTIONS = ["page_one", "summary", "plays", "dose", "waves", "not_shown", "method", "appendix"]


def open_first(cohort, audience="partners", language="en"):
    group = cohort[cohort.ids[0]]
    survey = show_survey(group, audience=audience)
    return Report(group, survey, language, load_playbook())


def list_blocks(report):
    return [block for name in SECTIONS for block in getattr(room, f"build_{name}")(report).blocks]


def list_headings(section):
    return [block.text for block in section.blocks if isinstance(block, Heading)]


def list_texts(blocks):
    return [block._repr_mimebundle_()["text/plain"] for block in blocks]


def test_page_one_reads_in_the_order_of_its_plan(seven_of_nine):
    page = room.build_page_one(open_first(seven_of_nine))
    assert list_headings(page) == [
        "Group maple",
        "Who answered",
        "What is working",
        "What stands out",
        "What we can't tell yet",
        "Next 60 days",
        "The five plays in a picture",
        "For your next meeting",
    ]
    texts = list_texts(page.blocks)
    assert texts[1] == "Wave 1, March 2, 2026 to March 20, 2026"
    assert texts[3] == (
        "7 of 9 partners answered, one person each. 7 is nearly everyone: these are counts, not "
        "estimates. The 2 who did not answer could change any count by up to 2. Nothing here says "
        "who said what."
    )
    assert "Pilot questionnaire, not validated." in texts[-2]
    assert "Answers: 7. Wave: 1." in texts[-2]


def test_a_small_group_sees_no_average_no_decimal_and_no_band(seven_of_nine):
    texts = " ".join(list_texts(list_blocks(open_first(seven_of_nine))))
    shown = texts.replace("0.1.0", "")
    assert not [
        word
        for word in shown.split()
        if word.strip(".,;()").replace(".", "", 1).isdigit() and "." in word.strip(".,;()")
    ]
    assert "band:" not in shown


def test_every_count_says_what_the_missing_could_change(seven_of_nine):
    page = room.build_page_one(open_first(seven_of_nine))
    working = next(block for block in page.blocks if isinstance(block, Bullets))
    assert all("Whatever the other 2 think, that is" in item for item in working.items)


def test_fewer_than_five_is_a_page_too(four_of_eight):
    report = open_first(four_of_eight)
    headings = list_headings(room.build_page_one(report))
    assert headings == [
        "Group elm",
        "Who answered",
        "The talks to have",
        "What we can't tell yet",
        "Next 60 days",
        "For your next meeting",
    ]
    texts = " ".join(list_texts(list_blocks(report)))
    assert "8 partners were asked. Fewer than five have answered" in texts
    assert "4 of" not in texts


def test_a_group_with_every_table_empty_has_a_page(seven_of_nine):
    empty = make_cohort(("g", 5, []))
    for name in ("waves", "responses"):
        empty = empty.replace(name, empty.table(name).iloc[:0])
    texts = " ".join(list_texts(list_blocks(open_first(empty))))
    assert "Nobody has been asked yet" in texts
    assert "ask them with the questionnaire" in texts


@pytest.mark.parametrize("audience", ["convener", "partners", "public"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("n", [0, 4, 5, 9, 10, 25])
def test_every_size_audience_and_language_builds_with_headings_in_order(n, audience, language):
    sheets = [answer_all(str(1 + (place * 7) % 5)) for place in range(n)]
    report = open_first(make_cohort(("g", n + 2, sheets)), audience, language)
    levels = [block.level for block in list_blocks(report) if isinstance(block, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_chart_has_a_text_that_states_its_finding():
    sheets = [answer_all(str(1 + place % 5)) for place in range(25)]
    report = open_first(make_cohort(("g", 27, sheets)))
    figures = [block for block in list_blocks(report) if isinstance(block, Figure)]
    assert len(figures) >= 8
    for figure in figures:
        title = " ".join(str(figure.spec["title"]["text"]).split())
        assert len(figure.alt) > 40
        assert " of " in figure.alt
        assert title


def test_the_public_copy_names_and_counts_no_partner():
    sheets = [answer_all("4")] * 25
    cohort = make_cohort(("g", 40, sheets))
    texts = " ".join(list_texts(list_blocks(open_first(cohort, "public"))))
    assert "25 people answered." in texts
    assert not re.search(r"\b40\b", texts)  # a hash may hold the digits
    assert "partners answered" not in texts


def test_the_public_page_does_not_deny_what_it_shows():
    cohort = make_cohort(("g", 30, [answer_all("5", M2="1")] * 23))
    texts = " ".join(list_texts(room.build_page_one(open_first(cohort, "public")).blocks))
    assert "23 of 23 said they know the problem" in texts
    assert "0 of 23 said they were asked in private" in texts
    assert "On no question" not in texts


def test_a_wave_that_is_still_open_says_what_to_fill_in():
    cohort = make_cohort(("g", 9, [answer_all("4")] * 7))
    waves = cohort.table("waves").assign(closed=None)
    texts = " ".join(list_texts(list_blocks(open_first(cohort.replace("waves", waves)))))
    assert "This wave is still open" in texts
    assert "table waves, column closed" in texts


def test_the_data_hash_follows_what_is_shown_and_nothing_else(four_of_eight, seven_of_nine):
    def digest(cohort):
        group = cohort[cohort.ids[0]]
        return make_data_hash(group, show_survey(group))

    rows = four_of_eight.table("responses").astype(object)
    assert digest(four_of_eight) == digest(four_of_eight.replace("responses", rows.iloc[:40]))
    rows = seven_of_nine.table("responses").astype(object)
    rows.loc[(rows["item"] == "M1") & (rows["respondent"] == "r00"), "answer"] = "1"
    assert digest(seven_of_nine) != digest(seven_of_nine.replace("responses", rows))


def test_people_who_are_not_one_per_partner_are_called_people():
    sheets = [answer_all("4")] * 6
    report = open_first(make_cohort(("g", 9, sheets), answers_from="people"))
    texts = list_texts(room.build_page_one(report).blocks)
    assert texts[3].startswith("6 of the 9 people asked answered.")
    assert "Read every number with that in mind." in texts[3]


def test_a_report_opens_from_a_folder_by_the_groups_id(seven_of_nine, tmp_path):
    write_record(seven_of_nine, tmp_path / "tiny")
    report = room.open_report(tmp_path / "tiny", "maple", wave=1, language="es")
    assert report.survey.n == 7
    assert isinstance(room.build_page_one(report).blocks[1], Paragraph)


def test_a_section_shows_each_block_as_an_output_of_its_own(seven_of_nine):
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    main = sys.modules["__main__"]
    InteractiveShell.instance()
    section = room.build_not_shown(open_first(seven_of_nine))
    with capture_output() as said:
        section._ipython_display_()
    sys.modules["__main__"] = main
    assert len(said.outputs) == len(section.blocks)


def test_an_average_below_a_play_says_what_it_is_an_average_of():
    report = room.open_report("spring-cohort", "ladder-campaign", drawn=False)
    told = list_texts(room.build_plays(report).blocks)
    scores = [line for line in told if line.startswith("Average of its questions: ")]
    assert len(scores) == 5
    few = room.open_report("spring-cohort", "maple-county", drawn=False)
    assert "no average is shown" not in " ".join(list_texts(room.build_plays(few).blocks))
