"""Milliseconds per report: the stock loop, the engine, and a loop with no notebook at all.

Run ``python tests/benchmarks/bench_engine.py [ROUNDS, default 10]``. In each round each way builds
reports from ``benchmark_report.ipynb`` (27 cells, 8 charts, 5 tables), one after the other, so that
a busy machine slows all alike; after six minutes it starts no more. Start-up is stated apart, but
for "cold engine": one report by a Python that has nothing loaded. It prints, and judges nothing.
"""

from __future__ import annotations

import ast
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd

HERE = Path(__file__).parent
TEMPLATE = HERE / "benchmark_report.ipynb"
BATCH = 10
MINUTES = 6
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<style>{{ style }}</style></head><body><main>
{% for part in parts %}{{ part }}
{% endfor %}</main>
{% for script in scripts %}<script>{{ script }}</script>{% endfor %}</body></html>
"""


def write_answers(at: Path, group: int) -> Path:
    """Write the answers of 25 people to 30 items, each group's own."""
    draw = np.random.default_rng(group)
    names = [(f"p{person:02d}", f"i{item:02d}") for person in range(25) for item in range(30)]
    table = pd.DataFrame(names, columns=["respondent", "item"])
    folder = at / f"group-{group}"
    folder.mkdir()
    table.assign(answer=draw.integers(1, 6, len(table))).to_csv(folder / "answers.csv", index=False)
    return folder


def make_job(folder: Path) -> Any:
    """Give a group's job, as a batch would."""
    from coalitionkit.report.engine import Job
    from coalitionkit.report.formats import Pages

    words = {"skip": "Skip", "no words": "A picture."}
    parameters = {"answers": "answers.csv", "group": folder.name}
    return Job(
        coalition=folder.name,
        name=folder.name,
        template=TEMPLATE,
        parameters=parameters,
        folder=folder,
        out=folder / "out",
        pages=Pages(folder.name, "en", "", words, formats=("html", "ipynb")),
    )


def run_stock(folder: Path) -> None:
    """One report as papermill's and nbconvert's own pages say."""
    tools = Path(sys.executable).parent
    told = ["-p", "answers", "answers.csv", "-p", "group", folder.name, "-p", "way", "stock"]
    quiet = {"cwd": folder, "check": True, "capture_output": True}
    subprocess.run([tools / "papermill", TEMPLATE, "stock.ipynb", *told], **quiet)
    subprocess.run([tools / "jupyter", "nbconvert", "--to", "html", "stock.ipynb"], **quiet)


@cache
def compile_cells() -> list[Any]:
    """Compile the template's code once: (all but the last expression, the last expression)."""
    compiled = []
    for cell in nbformat.read(TEMPLATE, as_version=4).cells:
        if cell.cell_type == "markdown":
            compiled.append(cell.source)
            continue
        body = ast.parse(cell.source).body
        nothing = ast.parse("None", mode="eval").body
        last = body.pop().value if isinstance(body[-1], ast.Expr) else nothing
        first = compile(ast.Module(body, []), "cell", "exec")
        compiled.append((first, compile(ast.Expression(last), "cell", "eval")))
    return compiled


@cache
def load_page() -> Any:
    """Compile the page."""
    import jinja2

    return jinja2.Environment(autoescape=False).from_string(PAGE)


def run_plain(folder: Path) -> str:
    """Make the same page from the same code with no notebook, no kernel and no nbconvert."""
    import mistune

    from coalitionkit.report import export

    parts: list[str] = []
    names: dict[str, Any] = {}
    charts = 0
    for number, cell in enumerate(compile_cells()):
        if isinstance(cell, str):
            parts.append(f'<div class="text">{mistune.html(cell)}</div>')
            continue
        exec(cell[0], names)
        if number == 1:
            names.update(answers=str(folder / "answers.csv"), group=folder.name)
        shown = eval(cell[1], names)
        if shown is None:
            continue
        bundle = getattr(shown, "_repr_mimebundle_", lambda shown=shown: {"text": repr(shown)})()
        if export.CHART_MIME in bundle:
            charts += 1
            parts.append(export._write_figure(bundle[export.CHART_MIME], charts))
        else:
            parts.append(f'<div class="output">{next(iter(bundle.values()))}</div>')
    scripts = (export.load_vega(), export.read_page("draw.js"))
    style = export.read_page("style.css")
    page = load_page().render(title=folder.name, style=style, parts=parts, scripts=scripts)
    (folder / "plain.html").write_text(page, encoding="utf-8")
    return page


def run_engine(folder: Path) -> str:
    """One report as the kit builds it."""
    from coalitionkit.report.engine import run_report

    outcome = run_report(make_job(folder))
    assert outcome.state == "built", outcome.cause
    return outcome.file


def time_batch(executor: Executor, run: Callable[[Path], object], folders: list[Path]) -> float:
    """Give the milliseconds a report of a batch takes, two at a time."""
    start = time.perf_counter()
    list(executor.map(run, folders))
    return 1000 * (time.perf_counter() - start) / len(folders)


def check_pages(folder: Path) -> None:
    """Both pages hold the same charts and tables, byte for byte."""
    found = [
        re.findall(r"<figure.*?</figure>|<td.*?</td>", (folder / name).read_text(), re.DOTALL)
        for name in ("plain.html", "out/out.html")
    ]
    assert found[0] == found[1]
    assert sum(part.startswith("<figure") for part in found[0]) == 8


def run_cold(folder: Path) -> None:
    """One report in a Python that has nothing loaded, as a command for a single group would."""
    subprocess.run([sys.executable, __file__, "--one", folder], check=True)


def time_one(run: Callable[[Path], object], folder: Path) -> float:
    """Give the milliseconds of one run."""
    start = time.perf_counter()
    run(folder)
    return 1000 * (time.perf_counter() - start)


def keep_caches() -> None:
    """Give a loop's process what the engine keeps of altair."""
    from coalitionkit.charts import schemas

    schemas.keep_class_table()


def time_own_templates(executor: Executor, out: Path) -> None:
    """Build the shipped cohort as users do, two at a time, and print."""
    from coalitionkit.record import load_cohort
    from coalitionkit.report.batch import build_reports
    from coalitionkit.report.plan import Plan

    outcomes: list[Any] = []
    cohort = load_cohort("spring-cohort")
    spent = time_one(
        lambda at: build_reports(cohort, Plan(at), executor=executor, tell=outcomes.append), out
    )
    assert all(outcome.state == "built" for outcome in outcomes)
    for name, whole in (("a group's report", False), ("the cohort's report", True)):
        seconds = [one.seconds for one in outcomes if (one.coalition == "") == whole]
        print(f"the kit's own template, {name}: {statistics.median(seconds):.2f} s")
    print(f"the shipped cohort, {len(outcomes)} reports: {spent / 1000:.1f} s")


def measure(at: Path, rounds: int) -> None:
    """Time all ways in turn, as many rounds as MINUTES allow, and print."""
    from coalitionkit.report.workers import find_parent, open_workers

    end = time.perf_counter() + 60 * MINUTES
    folders = [write_answers(at, group) for group in range(BATCH)]
    start_up = time_one(lambda at: find_parent().wait(), at)
    print(f"start-up of the engine   {start_up:7.0f} ms")
    spawn = get_context("spawn")
    with (
        open_workers(2) as children,
        ProcessPoolExecutor(2, mp_context=spawn) as loop,
        ProcessPoolExecutor(2, mp_context=spawn, initializer=keep_caches) as keeping,
    ):
        ways = {
            "engine": lambda folder: time_batch(children, run_engine, folders),
            "plain": lambda folder: time_batch(loop, run_plain, folders),
            "plain, our cache": lambda folder: time_batch(keeping, run_plain, folders),
            "stock": lambda folder: time_one(run_stock, folder),
            "cold engine": lambda folder: time_one(run_cold, folder),
        }
        time_own_templates(children, at / "own")
        for way in list(ways)[:3]:
            ways[way](folders[0])
        check_pages(folders[0])
        spent: dict[str, list[float]] = {way: [] for way in ways}
        for number in range(rounds):
            if time.perf_counter() > end:
                break
            for way, run in ways.items():
                spent[way].append(run(folders[number % BATCH]))
            print(number, {way: round(times[-1]) for way, times in spent.items()}, flush=True)
    print_ratios(spent)


def print_ratios(spent: dict[str, list[float]]) -> None:
    """Print what each way took, and how they compare within each round."""
    for way, times in spent.items():
        middle = statistics.median(times)
        print(f"{way:16} {middle:7.0f} ms a report ({min(times):.0f} to {max(times):.0f})")
    for one, other in (
        ("stock", "engine"),
        ("engine", "plain"),
        ("engine", "plain, our cache"),
        ("cold engine", "stock"),
    ):
        pairs = zip(spent[one], spent[other], strict=True)
        ratio = statistics.median(first / second for first, second in pairs)
        print(f"{one} / {other}: {ratio:.2f}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_engine(Path(sys.argv[2]))
        sys.exit()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 10)
