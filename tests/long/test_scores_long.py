"""Page one's counts are those of the file of figures, for a cohort of 500 groups."""

import pytest
from pages import compare_pages, take_groups

from coalitionkit.teach.synthetic import make_five_hundred


@pytest.mark.parametrize(("audience", "every"), [("partners", 1), ("convener", 5), ("public", 5)])
def test_the_numbers_on_page_one_are_those_of_the_file_for_500_groups(audience, every):
    assert compare_pages(take_groups(make_five_hundred(seed=11), every), audience) > 5
