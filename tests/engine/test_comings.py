"""Animals go and come between two days, by Mesa's own verbs."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError

pytestmark = pytest.mark.versions

FEW = {"seed": 1, "size": 3, "point": True, "lapse": 200}


@pytest.fixture(params=["compiled", "agents"])
def community(request):
    return ma.Community("callithrix_jacchus", engine=request.param, **FEW)


def test_who_goes_keeps_what_it_knows_and_is_met_no_more(community):
    community.step()
    gone = community.agents[1]
    before, trials = gone.weights.copy(), gone.ledger.trials
    gone.remove()
    met = {each.index: each.ledger.trials for each in community.learners}
    community.step()
    assert [each.index for each in community.learners] == [0, 2]
    assert len(community.agents) == 2
    assert np.array_equal(gone.weights, before)
    assert gone.ledger.trials == trials
    assert all(each.ledger.trials > met[each.index] for each in community.learners)
    assert community.datacollector.get_agent_vars_dataframe().loc[2].shape[0] == 2


def test_where_nobody_else_is_nobody_is_seen(community):
    for animal in list(community.agents)[1:]:
        animal.remove()
    community.step()
    sources = community.learners[0].ledger.frame()
    others = sources[~sources["source"].isin(["self_observation", "mirrors", "sound"])]
    assert others["percepts"].sum() == 0
    community.agents[0].remove()
    community.step()
    assert len(community.agents) == 0
    assert np.isnan(community.ready)


def test_who_comes_takes_an_empty_place_is_new_and_lives_on(community):
    community.step()
    first = community.agents[2]
    born = community.habitat.newborn(community.setup, 0, 2)
    first.remove()
    second = ma.Animal(community, 0, 2)
    assert community.learners[2] is second
    assert second.learns
    assert community.age_of(second) == 0
    assert second.ledger.trials == 0
    assert not np.array_equal(second.weights, born.weights)
    community.step()
    assert second.ledger.trials > 1000
    assert second.ledger.trials < first.ledger.trials * 2
    assert second.matched() != first.matched()


def test_removal_of_all_and_creation_of_several(community):
    community.remove_all_agents()
    assert community.learners == []
    made = ma.Animal.create_agents(community, 3)
    assert [(each.group, each.index) for each in made] == [(0, 0), (0, 1), (0, 2)]
    community.step()


def test_what_cannot_be_is_refused_in_one_sentence_and_nothing_has_changed(community):
    with pytest.raises(InputError, match="the community has no empty place"):
        ma.Animal(community)
    with pytest.raises(InputError, match="group 0, place 1, has no empty place"):
        ma.Animal(community, 0, 1)
    community.step()
    gone = community.agents[0]
    gone.remove()
    with pytest.raises(InputError, match="is not in this community"):
        gone.remove()
    with pytest.raises(InputError, match="group 7, place 0, has no empty place"):
        ma.Animal(community, 7, 0)
    community.forward(10)
    with pytest.raises(InputError, match="cannot be added during a day"):
        ma.Animal(community, 0, 0)
    with pytest.raises(InputError, match="cannot be removed during a day"):
        community.agents[0].remove()
    assert len(community.agents) == len(community.learners) == 2
    community.forward(community.day_ticks - 10)
    ma.Animal(community)
    community.step()
