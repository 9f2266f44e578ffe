"""A batch that is killed at any moment: the same command again ends as if nothing had happened."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from threading import Event, Thread

import pytest
from test_batch import write_template
from tiny import answer_all, make_cohort

from coalitionkit.record import write_record

GROUPS = 40
KILLS = 20
KILLS_A_FOLDER = 5
CELLS = (
    "import coalitionkit as ck\nreport = ck.report.open_report(record, coalition, drawn=False)",
    "ck.report.build_page_one(report)",
)


def start(place, out):
    """Start the command in a process group of its own."""
    command = [sys.executable, "-m", "coalitionkit", "report", "forty", "--out", out.name]
    command += ["--template", "t.ipynb", "--format", "html", "--format", "ipynb"]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(command, cwd=place, start_new_session=True, **quiet)


def measure_run(place, out):
    """Build without a break; give the seconds until the first report stood there, and until all."""
    begin = time.time()
    finish(place, out)
    first = min(page.stat().st_mtime for page in out.glob("Group-*/*.html"))
    return first - begin, time.time() - begin


def finish(place, out):
    process = start(place, out)
    told = process.communicate()[0].decode()
    assert process.returncode == 0, told
    return told


def check_whole(folder):
    """Whatever has its final name is whole, with all that belongs to it."""
    slug = folder.name
    page = (folder / f"{slug}.html").read_text(encoding="utf-8")
    assert page.rstrip().endswith("</html>"), folder
    book = json.loads((folder / f"{slug}.ipynb").read_text(encoding="utf-8"))
    assert book["cells"][-1]["outputs"], folder


class Watcher(Thread):
    """Looks at every report that has its final name, over and over, while a batch runs."""

    def __init__(self, out):
        super().__init__(daemon=True)
        self.out, self.done, self.wrong, self.seen = out, Event(), [], 0

    def run(self):
        while not self.done.wait(0.05):
            for folder in self.out.glob("Group-*"):
                # A folder may be replaced between two looks; half of a file never is.
                with suppress(FileNotFoundError):
                    try:
                        check_whole(folder)
                        self.seen += 1
                    except (AssertionError, ValueError) as error:
                        self.wrong.append(f"{folder.name}: {error}")


def read_files(out):
    """Every file that goes out, with the seconds it took masked."""
    files = {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }
    manifest = json.loads((out / "manifest.json").read_bytes())
    for line in [*manifest["reports"], manifest["cohort_report"]]:
        assert line["outcome"] == "built"
        line["seconds"] = 0
    return files | {"manifest.json": manifest}


@pytest.fixture
def place(tmp_path):
    steps = random.Random(40)
    groups = [
        (f"g{n:02d}", 12, [answer_all(steps.choice("345")) for _ in range(5 + n % 6)])
        for n in range(GROUPS)
    ]
    write_record(make_cohort(*groups, name="forty"), tmp_path / "forty")
    parameters = "record = ''\ncoalition = ''"
    write_template(tmp_path / "t.ipynb", *CELLS, parameters=parameters)
    return tmp_path


def test_a_killed_batch_goes_on_and_ends_byte_for_byte_the_same(place):
    first, whole = measure_run(place, place / "whole")
    # Each run goes on where the one before was killed, so the kills share the work between them:
    # at most twice a fair part each. Had each the whole run's time, the last would find no work.
    latest = first + 2 * (whole - first) / KILLS_A_FOLDER
    expected = read_files(place / "whole")
    assert sum(name.endswith(".html") for name in expected) == GROUPS + 2
    moments = random.Random(7)
    caught = 0
    for trial in range(KILLS // KILLS_A_FOLDER):
        out = place / f"killed-{trial}"
        watcher = Watcher(out)
        watcher.start()
        for _ in range(KILLS_A_FOLDER):
            process = start(place, out)
            with suppress(subprocess.TimeoutExpired):
                process.wait(moments.uniform(0, latest))
            caught += process.poll() is None
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            for folder in out.glob("Group-*"):
                check_whole(folder)
        told = finish(place, out)
        watcher.done.set()
        watcher.join()
        assert not watcher.wrong
        assert watcher.seen
        assert read_files(out) == expected, told
        assert not list(out.glob(".building-*"))
    assert caught >= KILLS // 2
