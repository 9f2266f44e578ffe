"""Every sentence of the code has a Spanish one, and no Spanish one is left over."""

import re
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import coalitionkit.words
from coalitionkit.playbook import load_playbook, read_rows
from coalitionkit.words.catalog import Translator

WORDS = Path(coalitionkit.words.__file__).parent
CATALOG = WORDS / "locale" / "es" / "LC_MESSAGES" / "coalitionkit.po"


def list_sentences():
    """The sentences that the code asks for, those that count with both their forms."""
    found = extract_from_dir(
        WORDS.parent,
        method_map=[("**.py", "python")],
        keywords={"text": None, "plural": (1, 2)},
    )
    return {message for _, _, message, _, _ in found if message}


def read_catalog():
    with CATALOG.open("rb") as file:
        return [message for message in read_po(file, locale="es") if message.id]


def list_fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_no_sentence_is_untranslated_and_no_translation_is_stale():
    known = {
        tuple(message.id) if isinstance(message.id, list | tuple) else message.id
        for message in read_catalog()
    }
    assert list_sentences() - known == set()
    assert known - list_sentences() == set()


def test_no_translation_is_empty_or_fuzzy():
    for message in read_catalog():
        texts = message.string if isinstance(message.string, list | tuple) else [message.string]
        assert all(texts), message.id
        assert not message.fuzzy, message.id


def test_a_translation_fills_in_the_same_values():
    for message in read_catalog():
        if isinstance(message.id, list | tuple):
            wanted = list_fields(message.id[1])
            # The form for one may say "one" in words.
            assert all(list_fields(text) <= wanted for text in message.string), message.id
            assert list_fields(message.string[1]) == wanted, message.id
        else:
            assert list_fields(message.string) == list_fields(message.id), message.id


@pytest.mark.parametrize("table", ["items", "options", "plays", "bands", "actions", "findings"])
def test_every_text_of_the_playbook_is_in_both_languages(table):
    for row in read_rows(table):
        for column, value in row.items():
            assert value.strip(), (table, column, row)
            if re.search(r"_en$", column) and len(value) > 40:
                assert value != row.get(column[:-3] + "_es"), (table, column)


def test_the_words_that_belong_to_class_are_on_no_page():
    """report.md: not kumbaya, cartel, pivotal, essential, Nash, MILP."""
    banned = re.compile(
        r"\b(kumbaya|cartel|pivotal|walks out|essential|Nash|MILP)\b", re.IGNORECASE
    )
    texts = [" ".join(each) if isinstance(each, tuple) else each for each in list_sentences()]
    texts += [
        value
        for table in ("items", "options", "actions", "findings")
        for row in read_rows(table)
        for column, value in row.items()
        if (table, column) != ("items", "essay")
    ]
    found = [text for text in texts if banned.search(text)]
    # The essay's own title, in quotation marks and with its author, is the one exception.
    assert [text for text in found if "Neither Kumbaya Nor Cartel" not in text] == []


def test_spanish_writes_dates_and_numbers_its_own_way():
    import datetime as dt

    spanish = Translator("es")
    assert spanish.date(dt.date(2026, 3, 4)) == "4 de marzo de 2026"
    assert spanish.number(3.14159) == "3.1"


def test_an_unknown_language_is_named():
    with pytest.raises(ValueError, match="allowed: en, es"):
        Translator("fr")


def test_options_stand_in_the_order_asked():
    assert load_playbook().items["T1"].values == ("-2", "-1", "0", "1", "2")
    assert load_playbook().items["M1"].values == ("1", "2", "3", "4", "5")
