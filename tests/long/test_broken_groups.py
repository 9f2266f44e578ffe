"""Forty groups, six broken in six ways: the others are built, and each of the six says why not."""

import csv
import json
import random
import re
import subprocess
import sys

import pytest
from test_batch import write_template
from tiny import answer_all, make_cohort

from coalitionkit.record import write_record
from coalitionkit.report.workers import can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="reports can't be forked here")

GROUPS = [f"g{number:02d}" for number in range(40)]
TIME_LIMIT = 10
# What the template does where its parameter says so: the cell's number is 2, after the parameters.
TROUBLES = {
    "g03": ("segfault", "import ctypes; ctypes.string_at(0)"),
    "g09": ("leaves", "import sys; sys.exit()"),
    "g16": ("endless", "while True: pass"),
    "g24": ("big", "held = [bytearray(1 << 28) for _ in range(12)]"),  # 3 GB, and then well
}
NO_CONFLICT = "g30"  # its row of the record lacks what the template needs
BLOCKED = "g37"  # a file stands where its folder has to be
CAUSES = {
    "g03": "The report's process ended in cell 2: SIGSEGV.",
    "g09": "A cell ended the notebook before its last.",
    "g16": f"Cell 2 took longer than {TIME_LIMIT} seconds.",
    "g24": "MemoryError",
    NO_CONFLICT: "NeedsError: This needs rows in table coalitions with columns joining_conflict",
    BLOCKED: "A file stands where the folder Group-g37 has to be. Move that file.",
}


def write_cohort(place, *, without_conflict=()):
    """Write forty groups of 5 to 10 answers, each with its own joining conflict but those named."""
    steps = random.Random(41)
    groups = [
        (name, 12, [answer_all(steps.choice("345")) for _ in range(5 + number % 6)])
        for number, name in enumerate(GROUPS)
    ]
    cohort = make_cohort(*groups, name="forty")
    told = ["" if name in without_conflict else f"The bus of {name}" for name in GROUPS]
    table = cohort.table("coalitions").assign(joining_conflict=told)
    write_record(cohort.replace("coalitions", table), place / "forty")


def write_parameters(place, troubles):
    with (place / "groups.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("coalition", "trouble"), *troubles])


def run(place):
    command = [sys.executable, "-m", "coalitionkit", "report", "forty", "--out", "out"]
    command += ["--template", "t.ipynb", "--parameters", "groups.csv", "--workers", "2"]
    command += ["--time-limit", str(TIME_LIMIT), "--memory-limit", "2"]
    return subprocess.run(command, cwd=place, capture_output=True, encoding="utf-8")


def check_own(place, group, line):
    """A report names its own group, with its own number of answers, and no other group."""
    page = (place / "out" / f"Group-{group}" / f"Group-{group}.html").read_text(encoding="utf-8")
    assert page.rstrip().endswith("</html>")
    assert set(re.findall(r"Group (g\d\d)", page)) == {group}
    assert re.findall(r"The bus of (g\d\d)", page) == [group]
    n = 5 + GROUPS.index(group) % 6
    assert line["n"] == n
    assert f"{n} of 12" in page


def read_lines(place):
    told = json.loads((place / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert told["cohort_report"]["outcome"] == "built"
    return {line["coalition"]: line for line in told["reports"]}


@pytest.fixture
def place(tmp_path):
    write_cohort(tmp_path, without_conflict=[NO_CONFLICT])
    write_parameters(tmp_path, [(group, name) for group, (name, _) in TROUBLES.items()])
    breaking = "\n".join(f"if trouble == {name!r}:\n    {how}" for name, how in TROUBLES.values())
    write_template(
        tmp_path / "t.ipynb",
        breaking,
        "import coalitionkit as ck\nreport = ck.report.open_report(record, coalition, drawn=False)",
        "print(ck.plays.map_conflict.find_conflicts(report.coalition).joining)",
        "ck.report.build_page_one(report)",
        parameters="record = ''\ncoalition = ''\ntrouble = ''",
    )
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / f"Group-{BLOCKED}").write_text("mine")
    return tmp_path


def test_six_groups_break_in_six_ways_and_thirty_four_are_built(place):
    ended = run(place)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "34 built, 6 failed. Open:" in ended.stdout
    said = {line.split(":")[0]: line for line in ended.stdout.splitlines() if "failed  " in line}
    assert set(said) == {f"failed  Group {group}" for group in CAUSES}
    front = (place / "out" / "index.html").read_text(encoding="utf-8")
    lines = read_lines(place)
    for group in GROUPS:
        if group not in CAUSES:
            assert lines[group]["outcome"] == "built"
            check_own(place, group, lines[group])
            continue
        assert CAUSES[group] in said[f"failed  Group {group}"]
        assert f"Group {group}: failed. {CAUSES[group]}" in ended.stderr
        assert lines[group]["outcome"] == "failed"
        assert f"Group {group}" in front
        assert not list((place / "out").glob(f"Group-{group}/*"))
    assert (place / "out" / f"Group-{BLOCKED}").read_text() == "mine"

    # Once the causes are gone, the same command builds the six and leaves the others as they are.
    write_cohort(place)
    write_parameters(place, [(group, "") for group in TROUBLES])
    (place / "out" / f"Group-{BLOCKED}").unlink()
    ended = run(place)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "6 built, 0 failed, 34 up to date. Open:" in ended.stdout
    for group, line in read_lines(place).items():
        check_own(place, group, line)
