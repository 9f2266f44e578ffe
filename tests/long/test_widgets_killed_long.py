"""Two hundred answers given in a widget while its kernel is killed at random moments."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel
from test_widgets_killed import choose, count_edits

EDITS = 200
OPEN = "from coalitionkit.widgets import Scorecard; card = Scorecard()"


def write_edit(number: int) -> str:
    item, answer = choose(number)
    return f"card.questions[{item!r}].value = {answer!r}"


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of other systems")
def test_a_kernel_killed_again_and_again_loses_none_of_two_hundred_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw, held, kills, more = random.Random(4), 0, 0, 0
    while held < EDITS:
        manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
        try:
            client.execute_interactive(OPEN, timeout=120, store_history=False)
            for _ in range(draw.randint(2, 9)):
                reply = client.execute_interactive(write_edit(held), timeout=60)
                assert reply["content"]["status"] == "ok", reply["content"]
                held += 1
            client.execute(write_edit(held))
            time.sleep(draw.random() * 0.2)
        finally:
            manager.shutdown_kernel(now=True)  # kill -9
            client.stop_channels()
        kills += 1
        found = count_edits(tmp_path, held)
        assert found in (held, held + 1), f"after {kills} kills: {found}"
        more += found - held
        held = found
    with capsys.disabled():
        told = f"{held} answers, {kills} kernels killed: none lost, {more} kept unacknowledged"
        sys.stdout.write(f"\n{told}\n")
