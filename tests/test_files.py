"""Files are written whole or not at all, under names that no disk minds."""

import os
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalitionkit.errors import NotShippedError
from coalitionkit.files import find_shipped, is_shipped, make_safe_name, write_atomic


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=400))
def test_any_text_becomes_a_name_that_stays_in_its_folder(text):
    name = make_safe_name(text)
    assert name
    assert len(name.encode()) <= 90
    assert not set(name) & set('/\\:*?"<>|. \n\r\t\0')
    assert not name.startswith("-")
    assert all(unicodedata.category(sign)[0] in "LNM" or sign == "-" for sign in name)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.text(max_size=5), max_size=12))
def test_names_in_one_batch_differ_whatever_their_case(texts):
    taken = set()
    for text in texts:
        name = make_safe_name(text, taken=taken)
        assert name.casefold() not in {other.casefold() for other in taken}
        taken.add(name)


def test_reserved_names_and_long_ones_get_a_tail_that_follows_from_the_text():
    assert make_safe_name("CON") != "CON"
    assert make_safe_name("con.") == make_safe_name("con.")
    long = make_safe_name("x" * 300)
    assert long.startswith("x" * 60 + "-")
    assert long != make_safe_name("x" * 301)


def test_marks_stay_with_their_letters():
    assert make_safe_name("हिन्दी समूह") == "हिन्दी-समूह"


def test_a_file_is_there_whole_and_no_temporary_one_is_left(tmp_path):
    write_atomic(tmp_path / "new" / "file.txt", b"one")
    write_atomic(tmp_path / "new" / "file.txt", b"two")
    assert (tmp_path / "new" / "file.txt").read_bytes() == b"two"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["file.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "file.txt"
    write_atomic(path, b"old")

    def fail(_):
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="the disk is full"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file.txt"]


def test_what_ships_is_found_and_known_as_shipped(tmp_path):
    assert is_shipped(find_shipped("data", "cohorts", "spring-cohort", "waves.csv"))
    assert not is_shipped(tmp_path)
    with pytest.raises(NotShippedError, match=r"data/none\.csv did not come"):
        find_shipped("data", "none.csv")
