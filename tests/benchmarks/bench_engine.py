"""Milliseconds per report: the stock loop, the engine, and a loop with no notebook at all.

Run ``python tests/benchmarks/bench_engine.py [ROUNDS, default 10]``. In each round each way builds
reports from ``benchmark_report.ipynb`` (27 cells, 8 charts, 5 tables), one after the other, so that
a busy machine slows all alike. Start-up is stated apart. It prints ratios, and judges nothing.
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


def measure(at: Path, rounds: int) -> None:
    """Time the three ways in turn, and print."""
    from coalitionkit.report.workers import find_parent, open_workers

    folders = [write_answers(at, group) for group in range(BATCH)]
    start = time.perf_counter()
    find_parent().wait()
    print(f"start-up of the engine   {1000 * (time.perf_counter() - start):7.0f} ms")
    spent: dict[str, list[float]] = {"stock": [], "engine": [], "plain": []}
    with (
        open_workers(2) as children,
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as loop,
    ):
        time_batch(children, run_engine, folders)
        time_batch(loop, run_plain, folders)
        check_pages(folders[0])
        for number in range(rounds):
            spent["engine"].append(time_batch(children, run_engine, folders))
            spent["plain"].append(time_batch(loop, run_plain, folders))
            start = time.perf_counter()
            run_stock(folders[number % BATCH])
            spent["stock"].append(1000 * (time.perf_counter() - start))
            print(number, {way: round(times[-1]) for way, times in spent.items()}, flush=True)
    middle = {way: statistics.median(times) for way, times in spent.items()}
    for way, times in spent.items():
        print(f"{way:8} {middle[way]:7.0f} ms a report ({min(times):.0f} to {max(times):.0f})")
    pairs = list(zip(spent["stock"], spent["engine"], spent["plain"], strict=True))
    faster = statistics.median(stock / engine for stock, engine, _ in pairs)
    slower = statistics.median(engine / plain for _, engine, plain in pairs)
    print(f"the stock loop takes {faster:.1f} times as long as the engine")
    print(f"the engine takes {slower:.2f} times as long as the plain loop")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 10)
