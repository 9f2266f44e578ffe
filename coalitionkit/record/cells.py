"""The text of a cell: how it is shown, kept from running as a formula, and what it may not hold."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

# A spreadsheet cuts longer text without a word, so the record refuses it.
LONGEST_TEXT = 32_000
_SHOWN = 80

_FORMULA_STARTS = "=+-@\t\r＝＋－＠"
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def show(text: str) -> str:
    r"""Quote what was found: at most 80 characters, and nothing that a screen would act on or hide.

    Examples
    --------
    >>> print(show("maple\u200b "))
    "maple\u200b "
    """
    return f'"{show_plain(text)}"'


def show_plain(text: str) -> str:
    """Do the same as :func:`show` without the quotes, for the names of files and headings."""
    cut = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut
    )


def guard_cell(text: str) -> str:
    """Put one apostrophe before text that a spreadsheet would run as a formula.

    Text that already looks guarded gets one too, so that :func:`unguard_cell` undoes it for every
    text. A plain number such as -2 is left alone.

    Examples
    --------
    >>> guard_cell("=1+1"), guard_cell("-2"), guard_cell("'=1+1"), guard_cell("plain")
    ("'=1+1", '-2', "''=1+1", 'plain')
    """
    runs = text[:1] and text[0] in _FORMULA_STARTS and not _PLAIN_NUMBER.fullmatch(text)
    return "'" + text if runs or _is_guarded(text) else text


def unguard_cell(text: str) -> str:
    """Take away the apostrophe that :func:`guard_cell` put there.

    Examples
    --------
    >>> unguard_cell("'=1+1"), unguard_cell("'til Friday")
    ('=1+1', "'til Friday")
    """
    return text[1:] if _is_guarded(text) else text


def _is_guarded(text: str) -> bool:
    return len(text) > 1 and text[0] == "'" and text[1] in _FORMULA_STARTS + "'"


def suggest(word: str, known: Iterable[str]) -> str:
    """Say ``Did you mean "x"?``, or nothing where no known word is near."""
    by_fold = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.strip().casefold(), by_fold, n=1, cutoff=0.6)
    return f"Did you mean {show(by_fold[near[0]])}?" if near else ""


def is_hidden(char: str) -> bool:
    """Say whether a character can't be seen: controls, zero-width marks, odd spaces."""
    return char != " " and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}


def is_refused(char: str) -> bool:
    """Say whether not even free text may hold a character."""
    if char in "\n\t":
        return False
    return unicodedata.category(char) in {"Cc", "Cs"} or char in "\ufffe\uffff"


def normalize_newlines(text: str) -> str:
    r"""Write every line break as ``\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def format_number(value: float) -> str:
    """Write a number so that reading gives the same one back: 5.0 as 5, 0.1 as 0.1."""
    text = repr(float(value))
    return text.removesuffix(".0")
