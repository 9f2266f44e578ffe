"""Handouts, cards, guide and answer keys as pages to print, from Markdown in ``exercises``.

What comes from a record or from the questionnaire stands in the Markdown as a comment, such as
``<!-- questions -->``, and is filled in here, so that a sheet can't differ from what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
import pandas as pd

from coalitionkit.errors import UsageError
from coalitionkit.files import find_shipped
from coalitionkit.playbook import DONT_KNOW_LABEL, Item, Language, load_playbook, read_rows
from coalitionkit.plays.map_conflict import find_positions
from coalitionkit.record import Coalition, load_case

BOX = "☐"
# The pretend coalition's day, the winter before it, and what people are asked about it.
_MEETING = pd.Timestamp("2025-03-10")
_WINTER = pd.Timestamp("2024-10-15")
_PRETEND = ("M1", "S2", "T1", "D1")
_GUESSED = ("M1", "C1", "C2", "S3", "F1", "D1", "K1")
_LINE = "_" * 8
_HARD = "\N{NO-BREAK SPACE}"
_SHORT = 34  # letters


def read_handouts() -> Mapping[str, str]:
    """Read every handout, filled in.

    Returns
    -------
    mapping of str to str
        Markdown by name, in order of the names.

    Raises
    ------
    UsageError
        If a handout asks for something that nothing here fills in.
    """
    paths = sorted(find_shipped("exercises", "handouts").glob("*.md"))
    return {path.stem: fill(path.read_text(encoding="utf-8")) for path in paths}


def read_guide() -> str:
    """Read the facilitator's guide, as Markdown."""
    return find_shipped("exercises", "facilitator-guide.md").read_text(encoding="utf-8")


def fill(text: str) -> str:
    """Fill in what a handout asks for.

    Raises
    ------
    UsageError
        If it asks for something unknown.
    """

    def find(asked: re.Match[str]) -> str:
        if asked[1] not in _FILLERS:
            raise UsageError(f"A handout asks for {asked[1]!r}; known are {', '.join(_FILLERS)}.")
        return _FILLERS[asked[1]]()

    return re.sub(r"<!-- (.+?) -->", find, text)


def _write_questions(language: Language) -> str:
    """Write the questionnaire: each question, and a box for each answer in the order offered."""
    items = enumerate(load_playbook().items.values(), 1)
    return "\n\n".join(_write_question(number, item, language) for number, item in items)


def _write_question(number: int, item: Item, language: Language) -> str:
    labels = [label[language] for label in item.options.values()]
    labels += [item.na_label[language]] if item.na_label else []
    boxes = [_tie(label) for label in (*labels, DONT_KNOW_LABEL[language])]
    return f"**{number}. {item.question[language]}**\\\n{' '.join(boxes)}"


def _tie(label: str, mark: str = BOX) -> str:
    """Write an answer with its box, which no line's end may part; nor a short answer."""
    tied = label.replace(" ", _HARD) if len(label) <= _SHORT else label
    return f"{mark}{_HARD}{tied}{_HARD}{_HARD}"


def _write_pretend_questions() -> str:
    """Write the four questions on the pretend coalition, each answer with its card's number."""
    book, written = load_playbook(), []
    for number, name in enumerate(_PRETEND, 1):
        item = book.items[name]
        labels = [label["en"] for label in item.options.values()]
        cards = " ".join(_tie(label, f"**{card}**") for card, label in enumerate(labels, 1))
        written.append(f"**Question {number}.** {item.question['en']}\\\n{cards}")
    return "\n\n".join(written)


def _write_guesses() -> str:
    book = load_playbook()
    rows = [f"| {book.items[name].high['en'][1]} | {_LINE} | |" for name in _GUESSED]
    return "\n".join(["| so many ... | my guess | the report |", "|---|---|---|", *rows])


def _load_table() -> Coalition:
    return load_case("standing-meeting")


def _write_story() -> str:
    """Tell what the pretend coalition is for, what joined it, and who sits in it."""
    table = _load_table()
    told = table.coalitions.iloc[0]
    names = ", ".join(table.partners["name"])
    count = len(table.partners)
    return (
        f"**What it wants.** {told['purpose']}.\n\n"
        f"**What brought it together.** {told['joining_conflict']}.\n\n"
        f"**Who sits there.** {count} partners: {names}. They have met every month since."
    )


def _write_meeting() -> str:
    """Write the agenda of the pretend coalition's meeting."""
    meetings = _load_table().meetings
    rows = meetings[meetings["date"] == _MEETING]
    lines = [
        f"| {row['title']} | {row['type']} | {row['minutes']:.0f} |"
        for row in rows.to_dict("records")
    ]
    day = f"{_MEETING:%B} {_MEETING.day}, {_MEETING.year}"
    total = f"| all of it, {day} | – | {rows['minutes'].sum():.0f} |"
    return "\n".join(["| on the agenda | what for | minutes |", "|---|---|--:|", *lines, total])


def _write_said() -> str:
    """List what partners of the pretend coalition had said alone by then, with no news left out."""
    table = _load_table()
    talks = table.checkins.merge(table.partners[["partner", "name"]], on="partner")
    heard = talks[
        talks["date"].between(_WINTER, _MEETING)
        & (talks["was_on_map"] == False)  # noqa: E712
        & (talks["what_changed"] != "")
    ]
    return "\n".join(
        f"- {row['name']}: “{row['what_changed']}”" for row in heard.to_dict("records")
    )


def _write_levels() -> str:
    """Write home visiting's six questions, with a box for each level."""
    hvc = load_case("home-visiting")
    shared = hvc.levels[hvc.levels["partner"] == ""]
    written = []
    for issue in hvc.issues.to_dict("records"):
        rows = shared[shared["issue"] == issue["issue"]]
        boxes = [
            # A sum of money is its own number.
            _tie(label if label.startswith("$") else f"{level:g} {label}")
            for level, label in zip(rows["level"], rows["label"], strict=True)
        ]
        written.append(f"**{issue['name']}**\\\n{' '.join(boxes)}")
    return "\n\n".join(written)


def _write_ranges() -> str:
    """Write what each partner of home visiting accepts on each question."""
    hvc = load_case("home-visiting")
    stands = find_positions(hvc).set_index(["partner", "issue"])
    issues = hvc.issues["issue"].tolist()
    heads = {
        "ask": "ask, $m",
        "second": "promising, %",
        "ride": "vehicle",
        "naming": "names in law",
    }
    lines = [f"| partner | {' | '.join(heads.get(issue, issue) for issue in issues)} |"]
    lines.append("|---" * (len(issues) + 1) + "|")
    for row in hvc.partners.to_dict("records"):
        cells = []
        for issue in issues:
            at = stands.loc[row["partner"], issue]
            cells.append(f"{at['lowest']:g}–{at['highest']:g} ({at['ideal']:g})")
        star = " ★" if row["must_have"] else ""
        lines.append(f"| {row['name']}{star} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _write_ten_questions() -> str:
    """Take the ten questions from the exercise that rehearses them."""
    path = find_shipped("exercises", "solutions", "02-communicate.ipynb")
    told: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    text = "\n".join(cell.source for cell in told.cells if cell.cell_type == "markdown")
    return "\n".join(re.findall(r"^\d+\. .+$", text, flags=re.MULTILINE))


def read_keys() -> Mapping[str, str]:
    """Read the answer key of each exercise, as Markdown by the exercise's name."""
    reasons = {row["task"]: row for row in read_rows("keys", shelf="exercises")}
    found = {}
    for path in sorted(find_shipped("exercises", "solutions").glob("*.ipynb")):
        solved: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        found[path.stem] = write_key(solved, reasons)
    return found


def write_key(solved: nbformat.NotebookNode, reasons: Mapping[str, Mapping[str, str]]) -> str:
    """Write an answer key: each question, the answer, what else counts, and why.

    Parameters
    ----------
    solved : NotebookNode
        A solution.
    reasons : mapping
        ``also`` and ``why`` by task.
    """
    title = solved.cells[0].source.partition("\n")[0]
    written = [
        f"{title}: answers",
        "*For whoever teaches. Answers count by what they mean: neither case, accents nor spelling "
        "out a number matter. Partners and numbers are illustrative: invented for teaching.*",
    ]
    for cell in solved.cells:
        told = cell.metadata.get("nbgrader", {})
        is_text = cell.cell_type == "markdown"
        if is_text and (told.get("solution") or cell.id.startswith("task-")):
            written.append(cell.source)
        elif told.get("solution"):
            written.append(_write_answer(cell.source, reasons[told.grade_id]))
    return "\n\n".join(written)


def _write_answer(source: str, reason: Mapping[str, str]) -> str:
    given = re.findall(r"BEGIN SOLUTION\n\w+ = (.+)\n### END", source, flags=re.DOTALL)[0]
    also = [f"`{other.strip()}`" for other in reason["also"].split("|") if other.strip()]
    counts = f" Also counts: {', '.join(also)}." if also else ""
    return f"**Answer:** `{given}`.{counts} **Why:** {reason['why']}"


_FILLERS: Mapping[str, Callable[[], str]] = {
    "questions": lambda: _write_questions("en"),
    "preguntas": lambda: _write_questions("es"),
    "pretend questions": _write_pretend_questions,
    "guesses": _write_guesses,
    "story": _write_story,
    "meeting": _write_meeting,
    "said": _write_said,
    "levels": _write_levels,
    "ranges": _write_ranges,
    "ten questions": _write_ten_questions,
}


def list_lessons() -> tuple[Path, ...]:
    """List the lessons of which slides are made: all but what is for a facilitator alone."""
    books = find_shipped("notebooks").glob("*.ipynb")
    return tuple(sorted(path for path in books if not path.name.startswith("facilitator-")))
