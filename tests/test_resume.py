"""The same command again: it goes on where it stopped, and undoes nobody's work."""

import json
import shutil
import stat
from pathlib import Path

import pytest
from inprocess import InProcess
from test_batch import write_template
from tiny import answer_all, make_cohort

from coalitionkit.errors import UsageError
from coalitionkit.report.batch import build_reports
from coalitionkit.report.folder import hold_folder
from coalitionkit.report.memory import find_state
from coalitionkit.report.plan import Plan

SHEETS = [answer_all("4")] * 6
SOURCE = (
    "from IPython.display import Markdown, display\ndisplay(Markdown('# ' + coalition + shout))"
)


@pytest.fixture
def template(tmp_path):
    return write_template(tmp_path / "t.ipynb", SOURCE)


@pytest.fixture
def cohort():
    return make_cohort(*((name, 8, SHEETS) for name in ("ash", "elm", "oak")))


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def build(cohort, out, template, executor=None, **options):
    """Build, and give each group's state."""
    plan = Plan(out, template=template, **options)
    entries = build_reports(cohort, plan, executor=executor or InProcess())
    return {entry.outcome.coalition: entry.outcome.state for entry in entries}


def page(out, group):
    return out / f"Group-{group}" / f"Group-{group}.html"


def read_all(out):
    return {path: path.read_bytes() for path in sorted(out.rglob("*.*")) if path.is_file()}


def change_answer(cohort, group):
    rows = cohort.table("responses").astype(object)
    one = rows.index[rows["coalition"].eq(group) & rows["item"].eq("M1")][0]
    return cohort.replace(
        "responses", rows.assign(answer=rows["answer"].where(rows.index != one, "1"))
    )


def read_manifest(out):
    told = json.loads((out / "manifest.json").read_bytes())
    return {line["coalition"]: line for line in told["reports"]}


def read_index(out):
    return (out / "index.html").read_text(encoding="utf-8")


def test_the_same_command_again_builds_nothing_and_changes_no_byte(cohort, out, template):
    assert set(build(cohort, out, template).values()) == {"built"}
    before = read_all(out)
    told = []
    plan = Plan(out, template=template)
    build_reports(cohort, plan, executor=None, tell=told.append)
    assert [outcome.state for outcome in told] == ["kept"] * 4  # three groups' and the cohort's
    assert read_all(out) == before


def test_what_changed_is_built_and_nothing_else(cohort, out, template):
    build(cohort, out, template)
    assert build(change_answer(cohort, "elm"), out, template) == {
        "ash": "kept",
        "elm": "built",
        "oak": "kept",
    }


@pytest.mark.parametrize(
    "options",
    [{"language": "es"}, {"parameters": {"shout": "!"}}, {"by_group": {"ash": {"shout": "!"}}}],
)
def test_options_that_change_the_file_build_it_anew(cohort, out, template, options):
    build(cohort, out, template)
    assert build(cohort, out, template, only=["ash"], **options) == {"ash": "built"}
    assert build(cohort, out, template, only=["ash"], time_limit=9, **options) == {"ash": "kept"}


def test_another_template_or_another_kit_builds_all_anew(cohort, out, template, monkeypatch):
    build(cohort, out, template)
    write_template(template, SOURCE, "1")
    assert set(build(cohort, out, template).values()) == {"built"}
    import coalitionkit.report.inputs as inputs

    monkeypatch.setattr(inputs, "hash_kit", lambda: "another")
    assert set(build(cohort, out, template).values()) == {"built"}


def test_force_builds_all_anew(cohort, out, template):
    build(cohort, out, template)
    assert set(build(cohort, out, template, force=True).values()) == {"built"}


def test_a_report_changed_by_hand_is_left_until_forced(cohort, out, template):
    build(cohort, out, template)
    page(out, "elm").write_text("my own words")
    assert build(cohort, out, template)["elm"] == "changed"
    assert "Changed by hand since it was built." in read_index(out)
    changed = change_answer(cohort, "elm")
    assert build(changed, out, template)["elm"] == "outdated"
    assert build(changed, out, template)["elm"] == "outdated"
    assert page(out, "elm").read_text() == "my own words"
    assert build(changed, out, template, force=True)["elm"] == "built"
    assert "my own words" not in page(out, "elm").read_text()


def test_a_file_that_was_deleted_is_built_anew(cohort, out, template):
    build(cohort, out, template)
    page(out, "elm").unlink()
    assert build(cohort, out, template)["elm"] == "built"
    assert page(out, "elm").is_file()


def test_what_people_keep_beside_a_report_stays(cohort, out, template):
    build(cohort, out, template)
    letter = out / "Group-elm" / "sent" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text("Dear partners")
    assert build(change_answer(cohort, "elm"), out, template)["elm"] == "built"
    assert letter.read_text() == "Dear partners"


def test_a_group_that_left_the_record_is_named_and_its_report_stays(cohort, out, template):
    build(cohort, out, template)
    rest = make_cohort(("ash", 8, SHEETS), ("oak", 8, SHEETS))
    assert build(rest, out, template) == {"ash": "kept", "oak": "kept", "elm": "gone"}
    assert page(out, "elm").is_file()
    assert read_manifest(out)["elm"]["outcome"] == "gone"
    assert "No longer in the record." in read_index(out)
    assert "2 of 2 reports were built." in read_index(out)
    shutil.rmtree(out / "Group-elm")
    assert "elm" not in build(rest, out, template)


def test_a_folder_never_passes_from_one_coalition_to_another(cohort, out, template):
    build(cohort, out, template)
    (out / "Group-elm" / "letter.txt").write_text("for elm alone")
    swapped = cohort.table("coalitions").assign(name=["Group elm", "Group ash", "Group oak"])
    states = build(cohort.replace("coalitions", swapped), out, template)
    assert states["ash"] == states["elm"] == "gone"
    assert [path.parent.name for path in out.rglob("letter.txt")] == ["Group-elm"]
    assert len(list(out.glob("Group-*"))) == 5
    (new,) = out.glob("Group-elm-*")
    assert "<title>Group elm</title>" in (new / f"{new.name}.html").read_text()


def test_only_one_group_leaves_the_others_on_the_front_page(cohort, out, template):
    build(cohort, out, template)
    changed = change_answer(change_answer(cohort, "elm"), "oak")
    assert build(changed, out, template, only=["elm"]) == {"elm": "built"}
    lines = read_manifest(out)
    assert {name: line["outcome"] for name, line in lines.items()} == {
        "ash": "built",
        "elm": "built",
        "oak": "outdated",
    }
    assert "From an earlier run" in read_index(out)


def test_a_failure_stays_on_the_front_page_until_it_is_built(cohort, out, tmp_path):
    template = write_template(tmp_path / "t.ipynb", "assert coalition != 'oak'")
    assert build(cohort, out, template)["oak"] == "failed"
    build(cohort, out, template, only=["ash"])
    assert read_manifest(out)["oak"]["outcome"] == "failed"


class Stops(InProcess):
    """Is stopped in the middle of the batch, as by a power cut."""

    def submit(self, function, job):
        if job.coalition == "oak":
            raise KeyboardInterrupt
        return super().submit(function, job)


def test_a_batch_that_was_stopped_goes_on_where_it_stopped(cohort, out, template):
    with pytest.raises(KeyboardInterrupt):
        build(cohort, out, template, Stops())
    assert "Not built yet. The same command goes on from here." in read_index(out)
    assert not page(out, "oak").exists()
    states = build(cohort, out, template)
    assert states["ash"] == "kept"
    assert states["oak"] == "built"


def test_what_a_killed_run_left_is_cleaned_up_and_what_it_set_aside_comes_back(out):
    aside = out / ".building-abc" / "old" / "Group-elm"
    aside.mkdir(parents=True)
    (aside / "Group-elm.html").write_text("whole")
    (out / ".building-abc" / "new" / "Group-oak").mkdir(parents=True)
    with hold_folder(out):
        assert page(out, "elm").read_text() == "whole"
    assert {path.name for path in out.iterdir()} <= {"Group-elm", ".coalitionkit.lock"}


def test_two_runs_in_one_folder_are_one_too_many(cohort, out, template):
    with hold_folder(out), pytest.raises(UsageError, match="Another run is building reports"):
        build(cohort, out, template)
    assert set(build(cohort, out, template).values()) == {"built"}


def test_on_another_computer_the_reports_are_known_as_the_batchs_own(cohort, out, template):
    build(cohort, out, template)
    find_state(out).unlink()
    page(out, "elm").write_text("my own words")
    assert build(cohort, out, template) == {"ash": "built", "elm": "outdated", "oak": "built"}


def test_what_it_was_built_from_is_remembered_outside_the_folder_and_by_its_user_alone(
    four_of_eight, out, template
):
    build(four_of_eight, out, template)
    state = find_state(out)
    inputs = json.loads(state.read_text())["inputs"]
    assert not any(inputs[:12].encode() in data for data in read_all(out).values())
    assert not state.is_relative_to(out)
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    one_more = make_cohort(("elm", 8, SHEETS[:3]))
    assert build(one_more, out, template) == {"elm": "built"}


def test_no_home_to_remember_in_costs_a_rebuild_and_no_report(cohort, out, template, monkeypatch):
    import coalitionkit.report.memory as memory

    blocked = out.parent / "blocked"
    blocked.write_text("")
    monkeypatch.setattr(memory, "find_state", lambda out: Path(blocked, "no", "x.jsonl"))
    with pytest.raises(KeyboardInterrupt):
        build(cohort, out, template, Stops())
    for _ in range(2):
        assert set(build(cohort, out, template).values()) == {"built"}
    assert not (out / ".written.jsonl").exists()
