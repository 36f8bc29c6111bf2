"""The numbers of the library."""

from mirror_abm.field.ranges import ranges
from mirror_abm.profile.species import library

from .authors import profiles


def test_relatives_are_those_of_the_class_where_there_are_enough():
    rows = ranges()["life_history.lifespan"]
    assert {relative.species for _, relative in rows} == set(library())
    assert {taxon for taxon, _ in rows} == {
        each.taxon.taxonomic_class for each in profiles().values()
    }
