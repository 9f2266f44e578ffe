"""Answers are compared by what they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalitionkit.teach.answers import is_number, name_one, name_several, read_number, read_words

PARTNERS = {"fund": ("Children's Advocacy Fund",), "food": ("Food and Shelter Union",)}


@pytest.mark.parametrize("answer", [4, 4.0, "4", " 4 ", "four", "Four.", "4 pairs", "+4", "4.0"])
def test_four_in_many_forms_is_four(answer):
    assert is_number(answer, 4)


@pytest.mark.parametrize("answer", ["4 of 9", "4/9", "4 out of 9", 0.444, "44%", "44 percent"])
def test_a_share_may_be_written_as_a_count_a_decimal_or_a_percentage(answer):
    assert is_number(answer, 4 / 9, within=0.005)


@pytest.mark.parametrize(
    "answer", ["5", "44", "3 or 4", "many", "", None, True, "nan", float("nan"), [4]]
)
def test_another_number_two_numbers_and_no_number_are_not_four(answer):
    assert not is_number(answer if answer != [4] else "[4, 5]", 4)


def test_thousands_and_signs_are_read():
    assert read_number("$1,400 million") == (1400.0,)
    assert read_number("-.5") == (-0.5,)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_every_number_means_itself(number):
    assert is_number(number, number)


@given(st.text())
def test_any_text_is_read_without_an_error(text):
    read_number(text)
    name_several(text, PARTNERS)
    assert read_words(read_words(text)) == read_words(text)


@pytest.mark.parametrize(
    "answer", ["fund", "FUND", "childrens advocacy fund", "The Children’s  Advocacy Fund."]
)
def test_a_partner_is_found_by_id_or_name_however_it_is_typed(answer):
    assert name_one(answer, PARTNERS) == "fund"


@pytest.mark.parametrize("answer", ["", "fun", "fund food", "the", None])
def test_half_a_name_or_two_names_are_no_partner(answer):
    assert name_one(answer, PARTNERS) == ""


@pytest.mark.parametrize(
    "answer",
    [
        "fund, Food and Shelter Union",
        "food and fund",
        "Food and Shelter Union; fund",
        ["fund", "food"],
        {"food", "fund"},
        "fund\nfood",
    ],
)
def test_several_are_found_in_any_order_and_form(answer):
    assert name_several(answer, PARTNERS) == {"fund", "food"}


@pytest.mark.parametrize("answer", ["fund, elm", "", 7, None, []])
def test_a_list_with_a_stranger_in_it_is_not_understood(answer):
    assert name_several(answer, PARTNERS) is None
