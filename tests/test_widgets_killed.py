"""Answers given in a widget outlive its process, killed at any moment."""

import multiprocessing
import random
import sys
import time

import pytest

from coalitionkit.playbook import load_playbook
from coalitionkit.record import load_cohort
from coalitionkit.survey import show_own_view

ITEMS = list(load_playbook().items.values())


def choose(number):
    """The edit of this number: an item and an answer that it did not have before."""
    turn, place = divmod(number, len(ITEMS))
    item = ITEMS[place]
    return item.id, item.allowed[(turn + place) % len(item.allowed)]


def list_answers(edits):
    """The answers on record once so many edits are done."""
    return dict(choose(number) for number in range(edits))


def count_edits(folder, acknowledged):
    """Read the record, and say how many edits it holds: all acknowledged, or one more."""
    (coalition,) = load_cohort(folder / "my-coalitions" / "my-coalition")
    answers = show_own_view(coalition, "me").answers
    return next(
        (edits for edits in (acknowledged, acknowledged + 1) if answers == list_answers(edits)),
        f"lost: {acknowledged} acknowledged, {len(answers)} answers found",
    )


def keep_editing(pipe, start):
    """Answer by hand, one after another, and acknowledge each; runs in the process to be killed."""
    from coalitionkit.widgets import Scorecard

    card = Scorecard()
    for number in range(start, 10_000):
        item, answer = choose(number)
        card.questions[item].value = answer
        pipe.send(number + 1)


def kill_while_editing(folder, kills, seed):
    """Kill a process that edits, again and again; give (acknowledged, found) of each time."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["coalitionkit.widgets.scorecard"])
    draw, found, held = random.Random(seed), [], 0
    for _ in range(kills):
        mine, other = context.Pipe(duplex=False)
        process = context.Process(target=keep_editing, args=(other, held))
        process.start()
        other.close()
        acknowledged = [mine.recv() for _ in range(draw.randint(1, 3))][-1]
        time.sleep(draw.random() * 0.1)
        process.kill()
        process.join()
        try:
            while True:
                acknowledged = mine.recv()
        except EOFError:
            mine.close()
        held = count_edits(folder, acknowledged)
        found.append((acknowledged, held))
        if isinstance(held, str):
            break
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of other systems")
def test_fifteen_kills_lose_no_acknowledged_answer(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for acknowledged, held in kill_while_editing(tmp_path, kills=15, seed=11):
        assert held in (acknowledged, acknowledged + 1)
