"""Compare answers by what they mean: "four" is 4, and neither case nor accents count."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

_WORDS = {
    word: float(number)
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve"),
        )
    )
}
_WORDS |= {"none": 0.0, "nobody": 0.0, "no one": 0.0}
_NUMBER = r"[-+]?\d[\d,]*(?:\.\d+)?|[-+]?\.\d+"


def read_number(answer: object) -> tuple[float, ...]:
    """Read every number that an answer may mean.

    Parameters
    ----------
    answer : object
        A number, or text such as ``"4 of 9"``, ``"44%"``, ``"$1,400 million"`` or ``"four"``.

    Returns
    -------
    tuple of float
        ``"4 of 9"`` may mean 4 and 4/9; ``"44%"`` may mean 44 and .44. Empty for no number.

    Examples
    --------
    >>> read_number("4 of 8"), read_number("44%"), read_number("Four."), read_number("many")
    ((4.0, 0.5), (44.0, 0.44), (4.0,), ())
    """
    if isinstance(answer, bool):
        return ()
    if isinstance(answer, int | float):
        return (float(answer),) if math.isfinite(answer) else ()
    text = read_words(answer)
    if text in _WORDS:
        return (_WORDS[text],)
    found = [float(each.replace(",", "")) for each in re.findall(_NUMBER, str(answer))]
    if len(found) == 2 and re.search(r"\d\s*(?:of|out of|/|in)\s*\d", str(answer)) and found[1]:
        return found[0], found[0] / found[1]
    if len(found) != 1:
        return ()
    return (found[0], found[0] / 100) if "%" in str(answer) or "percent" in text else (found[0],)


def is_number(answer: object, wanted: float, within: float = 0.0) -> bool:
    """Say whether an answer means a number, give or take ``within``."""
    return any(abs(number - wanted) <= within + 1e-9 for number in read_number(answer))


def read_words(answer: object) -> str:
    """Bring text to a plain form: small letters, no accents, signs or articles, single spaces.

    Examples
    --------
    >>> read_words("The  Accredited Multi-state Provider!")
    'accredited multi state provider'
    """
    plain = unicodedata.normalize("NFKD", str(answer)).casefold()
    letters = "".join(
        sign if sign.isalnum() else "" if unicodedata.combining(sign) or sign in "'’" else " "
        for sign in plain
    )
    words = letters.split()
    return " ".join(word for word in words if word not in ("the", "a", "an")) or " ".join(words)


def name_one(answer: object, names: Mapping[str, Iterable[str]]) -> str:
    """Find which of several things an answer names; empty if none, or more than one.

    Parameters
    ----------
    answer : object
    names : mapping of str to iterable of str
        By id, the names that a person may use for it; the id itself is one.

    Examples
    --------
    >>> name_one("Nurse model", {"nurse": ["RCT Nurse Model", "nurse model"], "para": []})
    'nurse'
    """
    said = read_words(answer)
    meant = [key for key, known in names.items() if said in map(read_words, (key, *known))]
    return meant[0] if len(meant) == 1 and said else ""


def name_several(answer: object, names: Mapping[str, Iterable[str]]) -> frozenset[str] | None:
    """Find which things a list of answers names; None if one of them names nothing.

    Text is split at commas, semicolons, line ends and "and".
    """
    parts: Collection[object]
    if isinstance(answer, str):
        # A name may hold "and" itself, so the longest split that is understood counts.
        parts = [part for part in re.split(r"[,;\n]|\band\b", answer) if part.strip()]
        whole = [part for part in re.split(r"[,;\n]", answer) if part.strip()]
        if all(name_one(part, names) for part in whole):
            parts = whole
    elif isinstance(answer, Sequence | set | frozenset):
        parts = answer
    else:
        return None
    named = [name_one(part, names) for part in parts]
    return frozenset(named) if named and all(named) else None
