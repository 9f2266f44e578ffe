"""Two thousand reports in one run: the last ones take no more memory than the first."""

import os
import re
import shutil
from pathlib import Path

import pytest
from nasty import write_notebook

from coalitionkit.report.engine import Job, run_report
from coalitionkit.report.formats import Pages
from coalitionkit.report.workers import can_fork, open_workers

REPORTS = 2000
CELLS = [
    "import os, altair as alt, pandas as pd\n"
    "from pathlib import Path\n"
    "from coalitionkit.charts import to_spec\n"
    "from coalitionkit.report.blocks import Figure\n"
    "rows = pd.DataFrame({'a': range(100), 'b': range(100)})",
    "rows.describe()",
    "Figure(to_spec(alt.Chart(rows).mark_bar().encode(x='a', y='b')), 'Bars.', drawn=False)",
    "def read(process, name):\n"
    "    told = Path(f'/proc/{process}/status').read_text().split(name + ':')[1]\n"
    "    return int(told.split()[0])\n"
    "peak = read('self', 'VmHWM') + read(os.getppid(), 'VmRSS')\n"
    "Path('peak').write_text(str(peak))",
]


@pytest.mark.skipif(not can_fork(), reason="reports can't be forked here")
def test_memory_is_flat_over_two_thousand_reports(tmp_path):
    """A report's own peak, and what its warm parent and its user hold at that time."""
    template = write_notebook(tmp_path / "template.ipynb", CELLS, tag="light")

    def build(number):
        folder = tmp_path / str(number)
        folder.mkdir()
        pages = Pages("Maple", "en", "", {"skip": "Skip", "no words": "No words"})
        out = folder / "out"
        outcome = run_report(Job("maple", "Maple", template, {}, folder, out, pages))
        assert outcome.state == "built", outcome.cause
        peak = int((folder / "peak").read_text()) + _read_own_memory()
        shutil.rmtree(folder)
        return peak

    with open_workers(2) as executor:
        peaks = list(executor.map(build, range(REPORTS)))
    assert max(peaks[-200:]) <= 1.1 * max(peaks[:200])


def _read_own_memory():
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{os.getpid()}/status").read_text())
    return int(found[1])
