"""What species are called, and their order: that of the tree."""

import itertools

import pytest

from mirror_abm.profile.species import library, load_species
from mirror_abm.profile.tree import tree
from mirror_abm.simulation.naming import common_names, in_tree_order
from mirror_abm.simulation.plan import make_plan


@pytest.fixture(scope="module")
def everyone():
    return make_plan()


def test_the_order_is_that_of_the_tree_mammals_first(everyone):
    order = in_tree_order(everyone)
    assert order == [name for name in reversed(tree().tips) if name in library()]
    assert (order[0], order[-1]) == ("pan_troglodytes", "apis_mellifera")
    assert set(order) == set(library())


def test_classes_stand_together(everyone):
    classes = [
        everyone.profiles[name]["taxon"]["taxonomic_class"] for name in in_tree_order(everyone)
    ]
    changes = sum(one != other for one, other in itertools.pairwise(classes))
    assert changes == len(set(classes)) - 1


def test_variants_follow_their_species_and_others_those_of_their_own_kind():
    own = load_species("octopus_vulgaris").model_copy(update={"name": "my_octopus"})
    vole = load_species("mus_musculus")
    vole = vole.model_copy(
        update={
            "name": "microtus_ochrogaster",
            "taxon": vole.taxon.model_copy(
                update={"scientific": "Microtus ochrogaster", "family": "Cricetidae"}
            ),
        }
    )
    frog = vole.model_copy(
        update={
            "name": "rana_temporaria",
            "taxon": vole.taxon.model_copy(
                update={
                    "scientific": "Rana temporaria",
                    "family": "Ranidae",
                    "order": "Anura",
                    "taxonomic_class": "Amphibia",
                }
            ),
        }
    )
    names = ["octopus_vulgaris", "mus_musculus", "macaca_mulatta", "macaca_mulatta_nursery"]
    order = in_tree_order(make_plan([own, vole, frog, *names, "danio_rerio", "gallus_gallus"]))
    assert order == [
        "macaca_mulatta",
        "macaca_mulatta_nursery",
        "mus_musculus",
        "microtus_ochrogaster",
        "gallus_gallus",
        "rana_temporaria",
        "danio_rerio",
        "octopus_vulgaris",
        "my_octopus",
    ]


def test_common_names_are_short_and_each_is_of_one_profile(everyone):
    names = common_names(everyone)
    assert names["gallus_gallus"] == "chicken"
    assert names["apis_mellifera"] == "honeybee"
    assert len(set(names.values())) == len(names)
    assert not any(sign in name for name in names.values() for sign in "()/")
    some = common_names(make_plan(["macaca_mulatta", "macaca_mulatta_nursery"]))
    assert some == {
        "macaca_mulatta": "rhesus macaque",
        "macaca_mulatta_nursery": "rhesus macaque (nursery)",
    }


def test_without_a_common_name_the_scientific_one_is_used():
    octopus = load_species("octopus_vulgaris")
    plain = octopus.model_copy(
        update={"taxon": octopus.taxon.model_copy(update={"vernacular": "(octopus)"})}
    )
    assert common_names(make_plan([plain])) == {"octopus_vulgaris": "Octopus vulgaris"}
