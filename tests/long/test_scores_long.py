"""Page one's counts are those of the file of figures, for a cohort of 500 groups."""

import pytest
from pages import compare_pages

from coalitionkit.record.audiences import AUDIENCES
from coalitionkit.teach.synthetic import make_five_hundred


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_numbers_on_page_one_are_those_of_the_file_for_500_groups(audience):
    assert compare_pages(make_five_hundred(seed=11), audience) > 100
