"""A report for every group: nothing silently wrong, none stopped by another."""

import json
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import nbformat
import pytest
from inprocess import InProcess
from tiny import answer_all, make_cohort

from coalitionkit.errors import UsageError
from coalitionkit.record import load_cohort
from coalitionkit.report.batch import build_reports
from coalitionkit.report.parameters import read_by_group
from coalitionkit.report.plan import Plan
from coalitionkit.report.workers import open_workers

HOSTILE = '../../x"; <script>alert(1)</script>'
LONG = "ความร่วมมือ" * 27 + "ไทย"


def build(cohort, out, executor=None, **options):
    return build_reports(cohort, Plan(out, **options), executor=executor or InProcess())


def write_template(path, *sources, parameters="coalition = ''\nshout = 'no'  # loud"):
    cells = [nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}, id="p")]
    cells += [nbformat.v4.new_code_cell(source, id=f"c{n}") for n, source in enumerate(sources)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return path


@pytest.fixture
def three_groups():
    sheets = [answer_all("4")] * 6
    return make_cohort(("good", 8, sheets), ("bad", 8, sheets), ("also-good", 8, sheets))


def test_each_group_has_a_page_and_a_line_in_the_manifest(seven_of_nine, tmp_path):
    entries = build(seven_of_nine, tmp_path)
    assert [entry.outcome.state for entry in entries] == ["built"]
    folder = tmp_path / "Group-maple"
    assert {path.name for path in folder.iterdir()} == {"Group-maple.html"}
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    line = told["reports"][0]
    assert (line["coalition"], line["n"], line["invited"], line["wave"]) == ("maple", 7, 9, 1)
    assert line["data"] in (folder / "Group-maple.html").read_text(encoding="utf-8")
    assert 'href="Group-maple/Group-maple.html"' in (tmp_path / "index.html").read_text()


def test_the_next_talks_stand_beside_the_page_as_a_calendar(tmp_path):
    cohort = load_cohort("spring-cohort")
    for audience, there in (("partners", True), ("public", False)):
        out = tmp_path / audience
        build(cohort, out, only=["maple-county"], audience=audience)
        files = list(out.rglob("*.ics"))
        assert bool(files) == there
        for path in files:
            told = path.read_text(encoding="utf-8")
            assert told.startswith("BEGIN:VCALENDAR")
            assert "Check in with Superintendents' Circle" in told


def test_the_manifest_hides_n_where_the_page_does(four_of_eight, tmp_path):
    build(four_of_eight, tmp_path)
    line = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["reports"][0]
    assert (line["n"], line["invited"]) == (None, 8)


def test_the_notebook_holds_no_path_of_this_machine_and_no_answer(seven_of_nine, tmp_path):
    build(seven_of_nine, tmp_path / "out", formats=["ipynb"])
    text = (tmp_path / "out" / "Group-maple" / "Group-maple.ipynb").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert "r03" not in text


def test_hostile_names_are_shown_as_they_are_and_harmless(tmp_path):
    sheets = [answer_all("4")] * 6
    cohort = make_cohort(("h", 8, sheets), ("f", 8, sheets), ("l", 8, sheets))
    names = cohort.table("coalitions").assign(name=[HOSTILE, "=HYPERLINK(1)", LONG])
    out = tmp_path / "in" / "out"
    entries = build(cohort.replace("coalitions", names), out)
    assert [entry.outcome.state for entry in entries] == ["built"] * 3
    assert {path.parent.name for path in tmp_path.iterdir()} == {tmp_path.name}
    pages = [path.read_text(encoding="utf-8") for path in sorted(out.rglob("*.html"))]
    assert not [page for page in pages if "<script>alert" in page]
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in page for page in pages)
    assert all(len(path.name.encode()) < 120 for path in out.rglob("*"))
    assert any(LONG in page for page in pages)


def test_groups_of_the_same_name_never_share_a_folder(tmp_path):
    sheets = [answer_all("4")] * 6
    cohort = make_cohort(("a", 8, sheets), ("b", 8, sheets))
    names = cohort.table("coalitions").assign(name=["Same", "SAME"])
    entries = build(cohort.replace("coalitions", names), tmp_path)
    assert len({entry.outcome.file.casefold() for entry in entries}) == 2


def test_a_parameter_or_group_that_does_not_exist_stops_the_batch_before_it_starts(
    three_groups, tmp_path
):
    template = write_template(tmp_path / "t.ipynb", "print(shout)")
    with pytest.raises(UsageError) as caught:
        build(
            three_groups,
            tmp_path / "out",
            template=template,
            only=["goood"],
            parameters={"shuot": "yes", "wave": 2},
            by_group={"nobody": {"shout": 1}},
        )
    told = str(caught.value)
    for words in (
        "'shuot' is not in the template. It has: shout",
        "'wave' is filled in by the kit",
        "'goood'",
        "'nobody'",
    ):
        assert words in told
    assert not (tmp_path / "out").exists()


def test_parameters_reach_the_template_and_a_groups_own_go_first(three_groups, tmp_path):
    template = write_template(tmp_path / "t.ipynb", "print(coalition, shout)")
    with open_workers(2) as executor:
        build(
            three_groups,
            tmp_path / "out",
            executor,
            template=template,
            only=["good", "bad"],
            parameters={"shout": 'l"oud\n'},
            by_group={"bad": {"shout": 3}},
        )
    assert "bad 3" in (tmp_path / "out" / "Group-bad" / "Group-bad.html").read_text()
    good = (tmp_path / "out" / "Group-good" / "Group-good.html").read_text()
    assert "good l&#34;oud" in good or 'good l"oud' in good


def test_a_template_that_is_no_notebook_is_named(three_groups, tmp_path):
    (tmp_path / "t.ipynb").write_text("{}")
    with pytest.raises(UsageError, match=r"t\.ipynb can't be used as a template"):
        build(three_groups, tmp_path / "out", template=tmp_path / "t.ipynb")
    with pytest.raises(UsageError, match="is not there"):
        build(three_groups, tmp_path / "out", template=tmp_path / "none.ipynb")


def test_a_table_of_parameters_names_every_fault(tmp_path):
    table = tmp_path / "p.csv"
    table.write_text("coalition,shout\na,1\na,2\nb,3,4\n")
    with pytest.raises(UsageError) as caught:
        read_by_group(table)
    assert "row 3: 'a' stands there twice" in str(caught.value)
    assert "row 4: more cells than headings" in str(caught.value)
    table.write_bytes("coalition,shout\né,1\n".encode("latin-1"))
    with pytest.raises(UsageError, match="Save it as CSV UTF-8"):
        read_by_group(table)
    table.write_text("group,shout\na,1\n")
    with pytest.raises(UsageError, match="needs a column coalition"):
        read_by_group(table)
    table.write_text("coalition,shout,limit\na,loud,\nb,,0.5\n")
    assert read_by_group(table) == {"a": {"shout": "loud"}, "b": {"limit": 0.5}}


@pytest.mark.parametrize(
    ("crash", "cause"),
    [
        ("raise ValueError('no good')", "ValueError: no good"),
        ("import os; os._exit(1)", "ended in cell 2: exit status 1"),
    ],
)
def test_a_crashing_group_never_stops_the_others(three_groups, tmp_path, crash, cause):
    template = write_template(tmp_path / "t.ipynb", f"if coalition == 'bad': {crash}")
    told = []
    with open_workers(2) as executor:
        entries = build_reports(
            three_groups,
            Plan(tmp_path / "out", template=template),
            executor=executor,
            tell=told.append,
        )
    assert [entry.outcome.state for entry in entries] == ["built", "failed", "built"]
    assert cause in entries[1].outcome.cause
    assert [outcome.state for outcome in told].count("built") == 3  # the cohort's own, too
    assert len(told) == 4
    # What failed leaves no half of a report behind; the front page names the kind of failure, and
    # not the template's own words, which may hold an answer.
    assert not (tmp_path / "out" / "Group-bad").exists()
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert cause.partition(":")[0] in page
    assert "no good" not in page


def test_what_a_kernel_prints_of_its_own_reaches_no_terminal(three_groups, tmp_path, capfd):
    template = write_template(
        tmp_path / "t.ipynb",
        "import os; os.write(2, b'kernel noise')",
    )
    with open_workers(2) as executor:
        entries = build_reports(
            three_groups, Plan(tmp_path / "out", template=template), executor=executor
        )
    assert [entry.outcome.state for entry in entries] == ["built"] * 3
    assert "kernel noise" not in "".join(capfd.readouterr())


def test_a_cell_past_the_time_limit_ends_its_own_report_alone(three_groups, tmp_path):
    template = write_template(
        tmp_path / "t.ipynb", "import time\nif coalition == 'bad': time.sleep(60)"
    )
    with open_workers(2) as executor:
        entries = build(three_groups, tmp_path / "out", executor, template=template, time_limit=3)
    assert [entry.outcome.state for entry in entries] == ["built", "failed", "built"]
    assert entries[1].outcome.cause == "Cell 2 took longer than 3 seconds."


def test_a_file_where_a_groups_folder_should_be_is_named(three_groups, tmp_path):
    (tmp_path / "Group-bad").write_text("mine")
    entries = build(three_groups, tmp_path)
    assert [entry.outcome.state for entry in entries] == ["built", "failed", "built"]
    assert (tmp_path / "Group-bad").read_text() == "mine"
    assert str(tmp_path) not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_folder_never_holds_copies_for_two_audiences(tmp_path, seven_of_nine):
    build(seven_of_nine, tmp_path)
    with pytest.raises(UsageError, match="holds reports for partners"):
        build(seven_of_nine, tmp_path, audience="public")


def test_a_file_in_the_batchs_place_is_named_before_anything_is_built(tmp_path, seven_of_nine):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match="out is a file"):
        build(seven_of_nine, tmp_path / "out")


def test_a_report_that_fails_leaves_no_older_one_under_its_name(tmp_path, seven_of_nine):
    build(seven_of_nine, tmp_path)
    rows = seven_of_nine.table("waves")
    template = write_template(tmp_path / "t.ipynb", "1 / 0")
    with open_workers(2) as executor:
        entries = build(seven_of_nine.replace("waves", rows), tmp_path, executor, template=template)
    assert entries[0].outcome.state == "failed"
    assert list((tmp_path / "Group-maple").iterdir()) == []


def test_a_wave_that_one_group_lacks_fails_that_group_alone(seven_of_nine, tmp_path):
    entries = build(seven_of_nine, tmp_path, wave=3)
    assert "has no wave 3. Waves on record: 1" in entries[0].outcome.cause


def test_a_worker_that_dies_is_an_outcome(three_groups, tmp_path):
    class Dies(InProcess):
        def submit(self, function, job):
            if job.coalition != "bad":
                return super().submit(function, job)
            future = Future()
            future.set_exception(BrokenProcessPool("a worker died"))
            return future

    entries = build(three_groups, tmp_path, Dies())
    assert [entry.outcome.state for entry in entries] == ["built", "failed", "built"]
    assert "a worker died" in entries[1].outcome.cause


def test_no_report_shows_another_groups_number(tmp_path):
    """Each kernel gets a folder with its own group's rows and nothing else."""
    ours = [answer_all("4")] * 6
    theirs = [answer_all("1")] * 9
    together = make_cohort(("a", 8, ours), ("b", 12, theirs))
    alone = make_cohort(("a", 8, ours))
    build(together, tmp_path / "together")
    build(alone, tmp_path / "alone")
    name = "Group-a/Group-a.html"
    assert (tmp_path / "together" / name).read_bytes() == (tmp_path / "alone" / name).read_bytes()


@pytest.mark.parametrize(
    ("opened", "cause"),
    [
        ("'spring-cohort', 'maple-county'", "The template opened the report of 'maple-county'"),
        ("record, coalition, audience='convener'", "The template opened the copy for convener"),
        ("'../spoiled', coalition", "The template showed other answers than the record's."),
    ],
)
def test_a_template_that_opens_what_is_not_its_groups_own_is_refused(
    three_groups, tmp_path, opened, cause
):
    """Every page would look right, and be another group's, or another reader's."""
    parameters = "record = ''\ncoalition = ''"
    # Each kernel's folder has a sibling with other answers: what a mistaken path would find.
    spoil = (
        "import coalitionkit as ck; from pathlib import Path; import shutil; "
        "shutil.copytree(record, '../spoiled', dirs_exist_ok=True); "
        "place = Path('../spoiled/responses.csv'); "
        "place.write_text(place.read_text().replace(',4\\n', ',1\\n'))"
    )
    template = write_template(
        tmp_path / "t.ipynb", spoil, f"ck.report.open_report({opened})", parameters=parameters
    )
    entries = build(three_groups, tmp_path / "out", template=template, only=["bad"])
    assert cause in entries[0].outcome.cause
    assert not list((tmp_path / "out").rglob("Group-*"))


def test_groups_whose_files_are_the_same_are_refused_all(three_groups, tmp_path):
    """A template that knows one group only shows it to all."""
    template = write_template(tmp_path / "t.ipynb", "'Maple County'", parameters="shout = 1")
    formats = ("html", "ipynb")
    entries = build(three_groups, tmp_path / "out", template=template, formats=formats)
    assert {entry.outcome.state for entry in entries} == {"failed"}
    assert "the same file as Group good: the template does not tell" in entries[1].outcome.cause
    assert not list((tmp_path / "out").glob("Group-*/*"))


def test_groups_of_one_name_with_nothing_to_show_are_not(four_of_eight, tmp_path):
    few = [answer_all("4")] * 4
    cohort = make_cohort(("a", 8, few), ("b", 8, few))
    names = cohort.table("coalitions").assign(name="Same")
    entries = build(cohort.replace("coalitions", names), tmp_path)
    assert [entry.outcome.state for entry in entries] == ["built", "built"]
