"""The record explained: an empty one to fill in, and the page that lists every table and column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coalitionkit.errors import UsageError
from coalitionkit.files import write_atomic
from coalitionkit.playbook import DOES_NOT_APPLY, DONT_KNOW, DONT_KNOW_LABEL, load_playbook
from coalitionkit.record.schema import TABLES, Table
from coalitionkit.record.workbooks import SheetRows, pack_workbook
from coalitionkit.record.writing import pack_csv, refuse_shipped

_FIRST_STEPS = """\
# Your record, empty and explained

1. Fill in table coalitions: one row, an id and a name. That is enough to begin.
2. Go on in the order below. Stop when you have what you need: an absent or empty table is fine.
3. Run `coalitionkit check` on it. It lists every fault with its file, row and column.

## Where it is kept, who can see it, how to delete it

- It is kept here, where you made it, and nowhere else. The kit sends nothing over the network.
- Whoever can open this place can read it. If it lies in a folder that is shared or copied
  elsewhere, such as OneDrive, iCloud or Dropbox, move it before you write down what someone told
  you alone.
- To delete what a table holds, delete its rows or the whole table, and empty the trash. Reports
  that were made before still hold what they show: delete them too.
"""

_FORM = """\
## How to write it

- Keep the headings in row 1 as they are. Columns may stand in any order; one that is not required
  may be left out.
- Dates as 2025-03-31. Numbers with a point: 3.5. Yes or no in small letters. Where you know
  nothing, leave the cell empty.
- Ids are short names of your own. They have no spaces at their ends and are spelled alike in every
  table.
- Excel changes dates when it saves CSV. A workbook (`coalitionkit new NAME --xlsx`) keeps them; in
  CSV files, format the columns of dates as yyyy-mm-dd first. Save as CSV UTF-8.
- Text that a spreadsheet would run as a formula, such as =1+1, gets one apostrophe in front when
  the kit writes it. Reading takes it away again.
"""


def describe_tables() -> str:
    """Describe every table and column of the record, in Markdown: the text of ``data/README.md``.

    Returns
    -------
    str
        Tables in the order of use, who may see what, and the questionnaire's items.
    """
    lines = [
        "# The tables of a record",
        "",
        "A record is one folder of CSV files in UTF-8, or one .xlsx workbook with a sheet a table.",
        "Every table has a column coalition, so that one record holds a whole cohort. This page is",
        "made from the kit's own description of the tables.",
        "",
        *_describe_body(),
    ]
    return "\n".join(lines)


def new_record(folder: str | Path, workbook: bool = False) -> Path:
    """Make an empty record, explained: a file or sheet a table, in the order of use.

    Parameters
    ----------
    folder : str or Path
        A new or empty folder; for a workbook, a new file or a name for one.
    workbook : bool
        Whether to make one .xlsx workbook, with a first sheet "read me", instead of a folder.

    Returns
    -------
    Path
        The folder or the workbook.

    Raises
    ------
    UsageError
        If there is something at that place already. Nothing is written then.
    """
    place = Path(folder)
    if workbook and place.suffix.lower() != ".xlsx":
        place = place.with_name(place.name + ".xlsx")
    refuse_shipped(place)
    if place.exists() and (workbook or not place.is_dir() or _is_used(place)):
        raise UsageError(f"There is something at {place} already. Choose another name.")
    lines = [*_FIRST_STEPS.splitlines(), "", *_describe_body()]
    if workbook:
        write_atomic(place, _pack_empty(lines))
        return place
    write_atomic(place / "README.md", "\n".join(lines).encode())
    for table in TABLES:
        write_atomic(place / f"{table.name}.csv", pack_csv(table.headings, ()))
    return place


def _is_used(folder: Path) -> bool:
    """Say whether a folder holds anything but what systems hide in it, such as .DS_Store."""
    return any(not place.name.startswith(".") for place in folder.iterdir())


def _pack_empty(lines: list[str]) -> bytes:
    """Pack the explanation as a first sheet, a table's line a row, and an empty sheet a table."""
    rows = [_split_line(line) for line in lines if not line.startswith("|---")]
    width = max(map(len, rows))
    even = [row + [""] * (width - len(row)) for row in rows]
    sheets: list[SheetRows] = [("read me", even[0], ["text"] * width, even[1:])]
    for table in TABLES:
        sheets.append((table.name, table.headings, [column.kind for column in table.columns], []))
    return pack_workbook(sheets)


def _split_line(line: str) -> list[str]:
    if line.startswith("|"):
        return [cell.strip(" `").replace("`", "") for cell in line.strip("|").split(" | ")]
    return [line.lstrip("# ").replace("`", "")]


def _describe_body() -> Iterator[str]:
    yield "## The tables, in the order of use"
    yield ""
    yield "| table | takes about | gives you |"
    yield "|---|---|---|"
    for table in TABLES:
        yield f"| {table.name} | {_say_minutes(table)} | {table.gives} |"
    yield ""
    yield "Answers need no typing: `coalitionkit survey import` brings them in."
    yield ""
    yield from _FORM.splitlines()
    yield ""
    yield from _describe_privacy()
    yield "## Table by table"
    yield ""
    for table in TABLES:
        yield from _describe_table(table)
    yield from _describe_items()


def _describe_privacy() -> Iterator[str]:
    yield "## Who may see what"
    yield ""
    yield "Reports leave private tables and columns out unless they are made for the convener."
    yield "Answers to the questionnaire are only ever shown together, and only from five people on."
    yield "Private are:"
    yield ""
    for table in TABLES:
        if "rivate" in table.about:
            yield f"- table {table.name}: {table.about}."
        for column in table.columns:
            if "rivate" in column.about:
                yield f"- column {column.name} of table {table.name}: {column.about}."
    yield "- table ratings: one person's own view, which no report ever holds."
    yield ""


def _say_minutes(table: Table) -> str:
    return "1 minute" if table.minutes == 1 else f"{table.minutes or 'no'} minutes"


def _describe_table(table: Table) -> Iterator[str]:
    yield f"### {table.name}"
    yield ""
    yield f"{table.about}. Takes about {_say_minutes(table)}; gives you {table.gives}."
    if table.key:
        yield f"No two rows share {', '.join(table.key)}."
    yield ""
    yield "| column | what it holds | what may stand in it | required |"
    yield "|---|---|---|---|"
    for column in table.columns:
        allowed = column.allowed.removesuffix(", or empty")
        required = "yes" if column.required else "no"
        yield f"| {column.name} | {column.about} | {allowed} | {required} |"
    yield ""


def _describe_items() -> Iterator[str]:
    yield "## The questionnaire's items"
    yield ""
    yield "Pilot, not validated. Table responses takes the value, not the words. Every item also"
    yield f"takes {DONT_KNOW} ({DONT_KNOW_LABEL['en']}); an empty answer is an unanswered one."
    yield ""
    for item in load_playbook().items.values():
        yield f"### {item.id}"
        yield ""
        yield item.question["en"]
        yield ""
        yield "| value | answer |"
        yield "|---|---|"
        for value, label in item.options.items():
            yield f"| {value} | {label['en']} |"
        if item.na_label:
            yield f"| {DOES_NOT_APPLY} | {item.na_label['en']} |"
        yield ""
