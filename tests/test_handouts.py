"""Handouts, guide and answer keys: what they name exists, what they tell the records give."""

import re
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from lessons import LESSONS, read

from coalitionkit.cli import main
from coalitionkit.errors import UsageError
from coalitionkit.files import find_shipped
from coalitionkit.playbook import DONT_KNOW_LABEL, load_playbook, read_rows
from coalitionkit.record import load_case
from coalitionkit.survey import show_survey
from coalitionkit.teach import handouts
from coalitionkit.teach.answers import read_words
from coalitionkit.teach.checks import is_right, load_hints, load_tasks
from coalitionkit.teach.pages import write_pages

EXERCISES = find_shipped("exercises")
GUIDE = handouts.read_guide()
README = (EXERCISES / "README.md").read_text(encoding="utf-8")
SHEETS = handouts.read_handouts()
# What the kit makes as it runs, and what a facilitator brings.
MADE = {
    "my-coalitions",
    "my-progress.csv",
    "responses.csv",
    "handouts/index.html",
    "solutions/",
    "exercises",
    "facilitator-guide.md",
}


def list_code(text):
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def list_labels():
    """Every label and heading of the widgets: all sentences in words/widgets."""
    folder = Path(handouts.__file__).parents[1] / "words" / "widgets"
    text = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    return set(re.findall(r't\.text\(\s*"([^"]+)"', text))


def list_first_lines():
    return {
        cell.source.partition("\n")[0]
        for path in LESSONS
        for cell in read(path).cells
        if cell.cell_type == "code"
    }


def exists(name):
    """Whether a name in backticks is a lesson, a sheet, a page of slides or a file that is made."""
    stem = Path(name).stem
    if name.startswith("slides/"):
        return stem in {path.stem for path in handouts.list_lessons()}
    if name.endswith(".ipynb"):
        return (find_shipped("notebooks") / name).is_file()
    return name in SHEETS or name in MADE


@pytest.mark.parametrize("name", sorted(set(list_code(GUIDE))))
def test_what_the_guide_names_is_there(name):
    commands = set(main.commands)
    if name.startswith("["):
        assert name.strip("[]") in list_labels()
    elif name.startswith("# "):
        assert name in list_first_lines()
    elif name.startswith("coalitionkit "):
        words = name.split()
        assert words[1] in commands
        options = {opt for param in main.commands[words[1]].params for opt in param.opts}
        assert {word for word in words if word.startswith("--")} <= options
    elif name.startswith("make "):
        rules = (EXERCISES.parent / "Makefile").read_text(encoding="utf-8")
        assert f"\n{name.removeprefix('make ')}:" in rules
    elif " > " in name:
        assert name in {"Kernel > Restart Kernel and Run All Cells", "Run > Run All Cells"}
    else:
        assert exists(name), name


def test_commands_that_the_readme_shows_are_there():
    shown = re.findall(r"^coalitionkit (\w+)(.*?)(?:#|$)", README, flags=re.MULTILINE)
    assert len(shown) >= 4
    for name, rest in shown:
        options = {opt for param in main.commands[name].params for opt in param.opts}
        assert set(re.findall(r"--\w+", rest)) <= options


@pytest.mark.parametrize("text", [GUIDE, README], ids=["guide", "readme"])
def test_links_lead_somewhere(text):
    headings = {
        re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-")
        for line in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    }
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert link[1:] in headings if link.startswith("#") else (EXERCISES / link).exists(), link


def test_the_two_hours_are_two_hours():
    """Each step begins where the one before ends, and the card has the same steps."""
    steps = re.findall(r"^### (\d):(\d\d) .* · (\d+) minutes$", GUIDE, flags=re.MULTILINE)
    at = 0
    for hour, minute, length in steps:
        assert int(hour) * 60 + int(minute) == at
        assert f"| {hour}:{minute} |" in SHEETS["facilitator-card"]
        at += int(length)
    assert at == 120


def test_the_guide_tells_what_the_pretend_partners_answered():
    shown = show_survey(load_case("standing-meeting"), wave=1)
    assert (shown.n, shown.invited) == (8, 9)
    assert "8 of 9 answered" in GUIDE
    rows = re.findall(r"^\| [1-4] .+? \|([\d |]+)\|$", GUIDE, flags=re.MULTILINE)
    for row, item in zip(rows, ("M1", "S2", "T1", "D1"), strict=True):
        counts = list(shown.items[item].counts.values())
        assert [int(cell) for cell in row.split("|")] == [*counts, shown.n - sum(counts)]


def test_the_guide_promises_nothing_that_is_not_built():
    for text in (GUIDE, README, *SHEETS.values()):
        assert not re.search(r"QR|scan the|on (?:their|your) phones|role card", text)


@pytest.mark.parametrize(
    ("name", "language"), [("paper-questionnaire", "en"), ("paper-questionnaire-es", "es")]
)
def test_the_questionnaire_is_the_playbooks(name, language):
    """Every question in order, and below it every answer in order, and nothing else."""
    text = SHEETS[name].replace("\N{NO-BREAK SPACE}", " ")
    asked = re.findall(r"^\*\*(\d+)\. (.+)\*\*\\\n(.+)$", text, flags=re.MULTILINE)
    items = list(load_playbook().items.values())
    assert [int(number) for number, _, _ in asked] == list(range(1, len(items) + 1))
    for item, (_, question, answers) in zip(items, asked, strict=True):
        labels = [label[language] for label in item.options.values()]
        labels += [item.na_label[language]] if item.na_label else []
        assert question == item.question[language]
        given = [answer.strip() for answer in answers.split(handouts.BOX) if answer.strip()]
        assert given == [*labels, DONT_KNOW_LABEL[language]]


def test_sheets_from_a_record_say_that_it_is_invented_and_hold_what_it_holds():
    table, hvc = load_case("standing-meeting"), load_case("home-visiting")
    for name, record in (("pretend-coalition", table), ("agenda-sheet", hvc)):
        assert "Illustrative" in SHEETS[name]
        assert all(partner in SHEETS[name] for partner in record.partners["name"])
    assert "| all of it, March 10, 2025 | – | 72 |" in SHEETS["pretend-coalition"]
    assert all(issue in SHEETS["agenda-sheet"] for issue in hvc.issues["name"])
    # The range by which each of two partners sets an end of the bar.
    assert "| Budget-minded Evidence Group ★ | 5–6 (6) |" in SHEETS["agenda-sheet"]
    assert "| State Officials' Association ★ | 2–5 (3) |" in SHEETS["agenda-sheet"]


def test_the_ten_questions_are_the_exercises():
    lesson = nbformat.read(EXERCISES / "02-communicate.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in lesson.cells)
    asked = re.findall(r"^\d+\. .+$", SHEETS["ten-questions"], flags=re.MULTILINE)
    assert len(asked) == 10
    assert all(question in text for question in asked)


def test_nothing_is_left_to_fill_in_and_the_unknown_is_refused():
    assert not [name for name, text in SHEETS.items() if "<!--" in text]
    with pytest.raises(UsageError, match="nonsense"):
        handouts.fill("<!-- nonsense -->")


def test_every_sheet_to_fill_in_about_a_real_coalition_has_the_consent_line():
    for name in ("paper-questionnaire", "facilitator-card"):
        assert "You choose whether to answer" in SHEETS[name]
    assert "five or more" in SHEETS["paper-questionnaire"]


def test_every_task_has_a_key_and_what_also_counts_does_count():
    rows = {row["task"]: row for row in read_rows("keys", shelf="exercises")}
    assert set(rows) == set(load_tasks())
    for task, row in rows.items():
        assert len(row["why"]) > 40
        for other in filter(None, row["also"].split("|")):
            assert is_right(task, other.strip()), (task, other)


def test_no_hint_holds_what_a_key_tells():
    hints = load_hints()
    for row in read_rows("keys", shelf="exercises"):
        for told in hints[row["task"]]:
            padded = f" {read_words(told)} "
            for other in filter(None, row["also"].split("|")):
                assert f" {read_words(other)} " not in padded, (row["task"], other)


def test_answer_keys_hold_each_answer_and_each_rubric():
    keys = handouts.read_keys()
    assert len(keys) == 7
    assert sum(key.count("**Answer:**") for key in keys.values()) == len(load_tasks())
    for key in keys.values():
        assert key.count("**Why:**") == 5
        assert "How to read your own answer" in key
        assert "SOLUTION" not in key


def test_the_command_writes_pages_that_ask_nobody(tmp_path):
    done = CliRunner().invoke(main, ["handouts", "--out", str(tmp_path / "out"), "--no-slides"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("18 pages were made.")
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    for link in re.findall(r'href="([^"#]+)"', index):
        page = (tmp_path / "out" / link).read_text(encoding="utf-8")
        assert "default-src 'none'" in page
        assert not re.search(r"https?://", page)


@pytest.mark.skipif(find_spec("typst") is None, reason="needs the extra documents")
def test_papers_have_their_pages(tmp_path):
    from pypdf import PdfReader

    list(write_pages(tmp_path, lessons=()))
    for name in SHEETS:
        most = 2 if name.startswith("paper-") else 1
        assert len(PdfReader(tmp_path / f"{name}.pdf").pages) == most, name
        assert (tmp_path / f"{name}.docx").stat().st_size > 5000
