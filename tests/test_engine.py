"""Forked reports: what a fresh kernel shows, nothing left behind, and a death ends one alone."""

import ast
import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import nbformat
import papermill
import pytest
from nasty import CELLS, LEAKS, SETTING, read_cell, write_notebook

from coalitionkit.report import engine
from coalitionkit.report.engine import Job, run_report
from coalitionkit.report.formats import Pages
from coalitionkit.report.warm_engine import WarmEngine
from coalitionkit.report.workers import Limits, can_fork, find_parent

pytestmark = pytest.mark.skipif(not can_fork(), reason="reports can't be forked here")
TOP = Path(__file__).parent.parent


WORDS = {"skip": "Skip", "no words": "No words"}


def make_job(template, folder, **changes):
    """A job as a batch makes it."""
    told = {
        "coalition": "maple",
        "name": "Maple",
        "template": template,
        "parameters": {},
        "folder": folder,
        "out": folder / "out",
        "pages": Pages("Maple", "en", "", WORDS, ("html", "ipynb")),
        "seed": 7,
    }
    return Job(**(told | changes))


def run_cells(sources, tmp_path, *, seed=7):
    """Run cells through papermill by the engine's name; papermill's own words are quiet."""
    template = write_notebook(tmp_path / "template.ipynb", sources)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return papermill.execute_notebook(
            template, None, engine_name="coalitionkit", progress_bar=False, seed=seed
        )


def build(source, tmp_path, **limits):
    """Build a report of one cell; give its outcome."""
    template = write_notebook(tmp_path / "template.ipynb", [source], tag="stops-at-an-error")
    return run_report(make_job(template, tmp_path, limits=Limits(**limits)))


def run_both_ways(template, tmp_path, parameters):
    """Run a notebook forked and in a fresh kernel; give both."""
    both = []
    for fresh in (False, True):
        folder = tmp_path / str(fresh)
        folder.mkdir()
        job = make_job(template, folder, parameters=parameters, fresh_kernel=fresh)
        outcome = run_report(job)
        assert outcome.state == "built", outcome.cause
        both.append(nbformat.read(folder / "out" / "out.ipynb", as_version=4))
    return both


def test_nasty_cells_show_what_a_fresh_kernel_shows(tmp_path, monkeypatch):
    # With this set, ipykernel leaves out what is written straight to a descriptor.
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    cells = []
    for fresh in (False, True):
        folder = tmp_path / str(fresh)
        folder.mkdir()
        job = make_job(write_notebook(folder / "t.ipynb", CELLS), folder)
        cells.append(_run_to_the_end(job, fresh=fresh))
    assert len(cells[0]) == len(cells[1]) == len(CELLS)
    for ours, theirs, source in zip(*cells, CELLS, strict=True):
        assert read_cell(ours) == read_cell(theirs), source


def _run_to_the_end(job, *, fresh):
    """Run all cells, though papermill refuses a notebook with errors in it at the end."""
    written = job.folder / "done.ipynb"
    way = {"engine_name": "coalitionkit", "seed": job.seed}
    way = engine.choose_kernel(job) if fresh else way
    way = {"cwd": job.folder, "execution_timeout": 60, **way}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        run = partial(papermill.execute_notebook, job.template, written, progress_bar=False, **way)
        with pytest.raises(papermill.PapermillExecutionError):
            _run_patiently(run, tries=2 if fresh else 1)
    cells = nbformat.read(written, as_version=4).cells
    return [c for c in cells if "papermill-error-cell-tag" not in c.metadata.get("tags", [])]


def _run_patiently(run, tries):
    """IPython's "!" forks a kernel that has threads: once in a long while, that may hang."""
    try:
        run()
    except TimeoutError:
        if tries == 1:
            raise
        _run_patiently(run, tries - 1)


@pytest.mark.parametrize("name", ["coalition_report", "cohort_report"])
def test_the_kits_own_reports_are_what_a_fresh_kernel_makes(name, tmp_path):
    template = TOP / "notebooks" / "templates" / f"{name}.ipynb"
    told = {"record": str(TOP / "data" / "cohorts" / "spring-cohort"), "drawn": False}
    ours, theirs = run_both_ways(template, tmp_path, told)
    for one, other in zip(ours.cells, theirs.cells, strict=True):
        assert read_cell(one) == read_cell(other), one.source
    assert (tmp_path / "False/out/out.html").read_bytes() == (
        tmp_path / "True/out/out.html"
    ).read_bytes()


def test_a_report_leaves_nothing_behind_for_the_next(tmp_path):
    """Each kind of state is read, spoiled, and read again in the next report."""
    probe = f"[repr(found) for found in ({', '.join(read for read, _ in LEAKS.values())})]"
    spoil = [spoiling for _, spoiling in LEAKS.values()]
    before = _read_state(run_cells([SETTING, probe], tmp_path))
    spoiled = _read_state(run_cells([SETTING, *spoil, probe], tmp_path))
    after = _read_state(run_cells([SETTING, probe], tmp_path))
    assert len(LEAKS) >= 12
    for kind, one, two, three in zip(LEAKS, before, spoiled, after, strict=True):
        assert one != two, f"{kind}: the probe sees nothing"
        assert one == three, kind


def _read_state(notebook):
    return ast.literal_eval(notebook.cells[-1].outputs[0].data["text/plain"])


def test_random_numbers_follow_from_the_seed_alone(tmp_path):
    draw = ["import random, numpy as np; print(random.random(), np.random.random(), hash('a'))"]
    shown = [run_cells(draw, tmp_path, seed=seed).cells[0].outputs[0].text for seed in (1, 1, 2)]
    assert shown[0] == shown[1] != shown[2]


def test_the_environment_and_folder_are_those_of_now(tmp_path, monkeypatch):
    run_cells(["1"], tmp_path)  # the warm parent is there from here on
    monkeypatch.setenv("SET_LATER", "yes")
    monkeypatch.chdir(tmp_path)
    cell = "import os; print(os.environ['SET_LATER'], os.getcwd(), 'PYTHONHASHSEED' in os.environ)"
    shown = run_cells([cell], tmp_path).cells[0].outputs[0].text
    assert shown == f"yes {tmp_path} {'PYTHONHASHSEED' in os.environ}\n"


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("import ctypes; ctypes.string_at(0)", "The report's process ended in cell 1: SIGSEGV."),
        ("import os; os._exit(3)", "The report's process ended in cell 1: exit status 3."),
        ("import os; os.kill(os.getpid(), 9)", "The report's process ended in cell 1: SIGKILL."),
        ("import sys; sys.exit()", "A cell ended the notebook before its last."),
        ("import sys; sys.exit('enough')", "SystemExit: enough"),
        ("exit", "DeadKernelError: Kernel died"),
        ("while True: pass", "Cell 1 took longer than 2 seconds."),
        ("import signal; signal.pause()", "Cell 1 took longer than 2 seconds."),
        ("import numpy as np; np.ones(1 << 28)", "MemoryError"),
        ("kept = [bytearray(1 << 20) for _ in range(2048)]", "MemoryError"),
        ("raise ValueError('no good')", "ValueError: no good"),
    ],
)
def test_what_goes_wrong_ends_its_own_report_and_has_a_name(source, cause, tmp_path):
    seconds = 2 if "longer" in cause else 60
    outcome = build(source, tmp_path, cell=seconds, memory=1 << 29)
    assert outcome.state == "failed"
    assert cause in outcome.cause
    assert not (tmp_path / "out").exists()
    assert build("1", tmp_path).state == "built"


def test_a_report_may_not_take_longer_than_all_its_time(tmp_path):
    outcome = build("import time; time.sleep(60)", tmp_path, cell=60, report=1)
    assert outcome.cause == "The report took longer than 1 seconds."


def test_charts_can_be_drawn_within_the_memory_limit(tmp_path):
    """The drawing engine reserves far more than it uses."""
    draw = (
        "import vl_convert\n"
        "spec = {'mark': 'bar', 'data': {'values': [{'a': 1}]}}\n"
        "print(vl_convert.vegalite_to_svg(spec)[:4], len(vl_convert.vegalite_to_png(spec)) > 99)"
    )
    assert build(draw, tmp_path).state == "built"
    notebook = nbformat.read(tmp_path / "out" / "out.ipynb", as_version=4)
    assert notebook.cells[0].outputs[0].text == "<svg True\n"


def test_what_a_report_starts_ends_with_it(tmp_path):
    source = "import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"
    pid = int(run_cells([source], tmp_path).cells[0].outputs[0].text)
    assert _ends(pid)


def test_who_leaves_early_takes_no_other_child_along(tmp_path):
    """The next child's socket may get the very number that the last one's had."""
    parent = find_parent()
    parent.wait()
    found = []
    with ThreadPoolExecutor(4) as callers:
        for number in range(60):
            ours, theirs = socket.socketpair()
            with ours, theirs:
                socket.send_fds(parent._control, [b"!"], [theirs.fileno()])
            call = callers.submit(parent.call, abs, -number, folder=tmp_path, limits=Limits())
            found.append(call)
    assert [call.result() for call in found] == list(range(60))


def test_a_warm_parent_that_died_is_started_again(tmp_path):
    run_cells(["1"], tmp_path)
    find_parent()._process.kill()
    find_parent()._process.wait()
    assert run_cells(["1 + 1"], tmp_path).cells[0].outputs[0].data["text/plain"] == "2"


SCRIPT = """
import os, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_engine import build
print(os.getpid(), flush=True)
outcome = build({source!r}, Path({folder!r}))
print(outcome.state, outcome.cause)
"""


def _start_script(source, folder):
    script = folder / "script.py"
    text = SCRIPT.format(tests=str(TOP / "tests"), source=source, folder=str(folder))
    script.write_text(text)
    return subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)


def test_a_script_without_a_main_guard_runs_once(tmp_path):
    with _start_script("1", tmp_path) as process:
        lines = process.stdout.read().split("\n")
    assert lines == [str(process.pid), "built ", ""]


def test_nothing_goes_on_when_the_command_is_killed(tmp_path):
    source = f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); "
    with _start_script(source + "time.sleep(600)", tmp_path) as process:
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    assert _ends(int((tmp_path / "pid").read_text()))


def _ends(pid):
    """Wait for a process to be gone, a minute at most: the machine may be busy."""
    for _ in range(1200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text():
            return True
        time.sleep(0.05)
    return False


def test_papermill_knows_the_engine_by_its_entry_point():
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["papermill.engine"] == {
        "coalitionkit": f"{WarmEngine.__module__}:{WarmEngine.__name__}"
    }


@pytest.mark.parametrize("first", ["coalitionkit.report.engine", "papermill", "papermill.engines"])
def test_an_installed_kit_and_papermill_load_each_other_in_any_order(first, tmp_path):
    """As pip leaves it: papermill looks for entry points while it is being imported."""
    told = tmp_path / "coalitionkit-0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Name: coalitionkit\nVersion: 0\n")
    entry = f"coalitionkit = {WarmEngine.__module__}:{WarmEngine.__name__}"
    (told / "entry_points.txt").write_text(f"[papermill.engine]\n{entry}\n")
    look = (
        "from papermill.engines import papermill_engines as p; print(p.get_engine('coalitionkit'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import {first}; {look}"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(TOP)])},
        capture_output=True,
        text=True,
    )
    assert "WarmEngine" in done.stdout, done.stderr
