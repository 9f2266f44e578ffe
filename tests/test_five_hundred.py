"""A cohort of 500 groups: made on demand, disclosed whole, for every audience."""

import pytest

from coalitionkit.record.audiences import AUDIENCES
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.figures import BASE
from coalitionkit.teach.synthetic import make_five_hundred


@pytest.fixture(scope="module")
def five_hundred():
    return make_five_hundred(seed=11)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_group_shows_what_its_n_allows_and_no_more(five_hundred, audience):
    assert len(five_hundred) == 500
    for group in five_hundred:
        survey = show_survey(group, audience=audience)
        if survey.allows == "too few":
            assert survey.n is None
            assert not survey.items
            continue
        assert survey.n >= BASE[audience]
        for item in survey.items.values():
            if item.form == "counts":
                assert sum(item.counts.values()) == item.n >= 5
                told = item.n + item.dont_know + item.does_not_apply + item.unanswered
                assert told == survey.n
                assert 0 <= item.high.low == item.high.high <= item.n
            if item.mean:
                assert item.n >= 10
                assert 1 <= item.mean.value <= 5
                assert item.mean.low <= item.mean.value <= item.mean.high
                assert 0 <= item.spread.low <= item.spread.value <= item.spread.high <= 1
            if item.form == "merged":
                assert all(count in (None, 0) or count >= 11 for count in item.counts.values())
                assert item.mean is None
        for play in survey.plays.values():
            assert (play.mean is None) != (play.why_not == "")
            assert not play.band or play.mean.n >= 20
