"""The one door to translation: a sentence in, the same sentence in the reader's language out.

English sentences in the code are the keys. Spanish stands in ``locale/es/LC_MESSAGES`` as a
gettext catalog, read as it is: nothing needs compiling. A test fails where a sentence of the code
is missing from it, or stands in it and in no code.
"""

from __future__ import annotations

import datetime as dt
import gettext
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from coalitionkit.playbook import LANGUAGES, Language

_LOCALE = {"en": "en_US", "es": "es_US"}


@cache
def _load_catalog(language: Language) -> gettext.NullTranslations:
    """Read one language's catalog; English is its own."""
    if language == "en":
        return gettext.NullTranslations()
    path = Path(__file__).parent / "locale" / language / "LC_MESSAGES" / "coalitionkit.po"
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@dataclass(frozen=True)
class Translator:
    """Puts sentences, dates and numbers into one language.

    Attributes
    ----------
    language : {"en", "es"}

    Examples
    --------
    >>> t = Translator("en")
    >>> t.plural("{n} answer", "{n} answers", 1)
    '1 answer'
    >>> t.date(dt.date(2026, 3, 4)), t.number(3.14159)
    ('March 4, 2026', '3.1')
    """

    language: Language

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"language: found {self.language!r}; allowed: {', '.join(LANGUAGES)}")

    def text(self, message: str, **values: object) -> str:
        """Translate a sentence and fill in its ``{names}``; without values they stay."""
        told = _load_catalog(self.language).gettext(message)
        return told.format(**values) if values else told

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Translate a sentence that counts; ``{n}`` is filled in."""
        message = _load_catalog(self.language).ngettext(one, many, n)
        return message.format(n=n, **values)

    def date(self, day: dt.date) -> str:
        """Write a date out in full."""
        return str(format_date(day, format="long", locale=_LOCALE[self.language]))

    def number(self, value: float, decimals: int = 1) -> str:
        """Write a number with a fixed count of decimals."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=_LOCALE[self.language]))

    def join(self, parts: list[str]) -> str:
        """Join parts as a list in a sentence: ``a, b and c``."""
        if len(parts) < 2:
            return "".join(parts)
        return self.text("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def say_quote(t: Translator, words: str) -> str:
    """Put words between the language's quotation marks."""
    return t.text("“{words}”", words=words)


def say_yes_no(t: Translator, value: bool) -> str:
    """Say yes or no."""
    return t.text("yes") if value else t.text("no")
