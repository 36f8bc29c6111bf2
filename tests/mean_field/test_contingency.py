"""Delta P of newborns without making them, against the animals that are made."""

import math

import pytest

import mirror_abm as ma
from mirror_abm.engine.population import Population
from mirror_abm.engine.setup import Setup
from mirror_abm.mean_field.contingency import Contingency, mean_over, of_newborns


@pytest.mark.parametrize(
    ("species", "options"),
    [
        ("macaca_mulatta", {"point": True, "groups": 2, "learners": 2}),
        ("homo_sapiens", {"seed": 3, "replicate": 5, "size": 4, "world": "permuted"}),
        ("apis_mellifera", {"without": ("synchrony",), "learners": 1}),
        ("octopus_vulgaris", {}),
    ],
)
def test_what_newborns_meet_is_what_animals_meet_that_were_made(species, options):
    population = Population(species, engine="agents", collect=False, **options)
    table = ma.expected(population).contingency
    found = mean_over(of_newborns(Setup.of(species, **options)))
    assert [tuple(each) for each in found] == list(table.itertuples(index=False, name=None))


def test_a_mean_is_over_the_animals_that_perceive_it_at_all():
    seen, heard = ("visual_other", "grasp"), ("auditory", "grasp")
    first = [Contingency(*seen, 4.0, 1.0, 0.25), Contingency(*heard, 2.0, 2.0, 0.5)]
    second = [Contingency(*seen, 8.0, 1.0, -0.75)]
    assert mean_over([first, second]) == [
        Contingency(*seen, 6.0, 1.0, -0.25),
        Contingency(*heard, 2.0, 2.0, 0.5),
    ]
    assert mean_over([]) == []


def test_delta_p_by_hand_for_an_animal_that_is_alone():
    """It meets itself alone: what it sees itself do is done, and is seen as often as it looks."""
    alone = Setup.of("octopus_vulgaris", point=True, size=1, without="mirrors")
    found = mean_over(of_newborns(alone))
    assert {each.population for each in found} == {"visual_self"}
    for each in found:
        assert math.isclose(each.paired, each.perceived)
        assert 0 < each.delta_p < 1
