"""A population is what it was made of: nobody comes, goes, steps alone or is copied."""

import copy
import pickle

import mesa
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.engine.membership import DailyRecords

pytestmark = pytest.mark.versions

FEW = {"seed": 1, "size": 3, "groups": 2, "point": True, "collect": False}


@pytest.fixture(scope="module", params=["compiled", "agents"])
def population(request):
    return ma.Population("octopus_vulgaris", engine=request.param, **FEW)


#: what Mesa offers, and what the sentence says
REFUSED = {
    "remove": (lambda p: p.agents[1].remove(), "cannot be removed: .* `size` makes smaller"),
    "remove all": (lambda p: p.remove_all_agents(), "cannot be removed"),
    "deregister": (lambda p: p.deregister_agent(p.agents[0]), "cannot be removed"),
    "do remove": (lambda p: p.agents.shuffle_do("remove"), "cannot be removed"),
    "add": (lambda p: ma.Animal(p, 0, 9), "Animal: cannot be added: .* `size` makes larger"),
    "add several": (lambda p: ma.Animal.create_agents(p, 2, 0, 9), "cannot be added"),
    "add one of no group": (ma.Animal, "Animal: cannot be added"),
    "create": (lambda p: ma.Animal.create_agents(p, 2), "Animal: cannot be added"),
    "reseed": (lambda p: p.reset_rng(3), "given another seed: .* make another population"),
    "reseed random": (lambda p: p.reset_randomizer(3), "cannot be given another seed"),
    "add a stranger": (mesa.Agent, "Agent: cannot be added"),
    "step each": (lambda p: p.agents.shuffle_do("step"), r"step\(\) does nothing for one animal"),
    "step one": (lambda p: p.agents[0].step(), r"population.step\(\) is a day of all"),
    "advance": (lambda p: p.agents.do("advance"), r"advance\(\) does nothing"),
    "copy": (copy.copy, "cannot be copied or pickled, .* same seed, replicate and options"),
    "deepcopy": (copy.deepcopy, "cannot be copied or pickled"),
    "pickle": (pickle.dumps, "cannot be copied or pickled"),
    "copy an animal": (lambda p: copy.deepcopy(p.agents[0]), "cannot be copied"),
    "pickle an animal": (lambda p: pickle.dumps(p.agents[0]), "cannot be copied"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_would_have_no_effect_is_refused_in_one_sentence(what, population):
    call, said = REFUSED[what]
    with pytest.raises(InputError, match=said) as caught:
        call(population)
    assert "\n" not in str(caught.value)
    assert len(population.agents) == 6
    population.forward(10)  # and it lives on


def test_a_set_of_agents_changed_by_hand_is_noticed():
    for change in ("discard", "remove"):
        changed = ma.Population("octopus_vulgaris", **FEW)
        getattr(changed.agents, change)(changed.learners[2])
        with pytest.raises(InputError, match=r"agents: were 6 and are 5: .* agents\.copy\(\)"):
            changed.forward(1)


def test_agents_that_are_exchanged_or_dropped_from_their_kind_are_noticed():
    """Both went on, and changed nothing."""
    changed, other = (ma.Population("octopus_vulgaris", **FEW) for _ in range(2))
    changed.agents.discard(changed.learners[2])
    changed.agents.add(other.learners[2])
    with pytest.raises(InputError, match="agents: an animal of another population is among them"):
        changed.step()
    other.agents_by_type[ma.Animal].discard(other.learners[0])
    with pytest.raises(InputError, match="agents_by_type: were 6 and are 5"):
        other.forward(1)


def test_copies_of_the_set_of_agents_may_be_changed(population):
    some = population.agents.select(lambda animal: animal.group == 0)
    some.discard(population.learners[0])
    assert (len(some), len(population.agents)) == (2, 6)
    population.forward(1)


def test_a_subclass_may_have_animals_that_step():
    class Counting(ma.Animal):
        steps = 0

        def step(self):
            self.steps += 1

    population = ma.Population("octopus_vulgaris", animal_class=Counting, **FEW)
    population.agents.shuffle_do("step")
    assert [animal.steps for animal in population.agents] == [1] * 6


def test_the_same_population_is_made_again_as_the_sentence_says():
    one, two = (ma.Population("octopus_vulgaris", **FEW | {"size": 2}) for _ in range(2))
    for each in (one, two):
        each.forward(50_000)
    assert all(
        (a.weights == b.weights).all() for a, b in zip(one.learners, two.learners, strict=True)
    )


def test_records_are_found_by_the_day_before():
    records = DailyRecords({1: ["first"], 2: ["second"]})
    assert (records.get(0), records.get(1), records.get(2, [])) == (["first"], ["second"], [])
    assert records[1] == ["first"]
