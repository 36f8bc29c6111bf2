"""Profiles in a line and as a page: every number is there, with its source."""

import doctest

import pytest

from mirror_abm.profile import numbers
from mirror_abm.profile.species import load_species, variants


def test_the_examples_hold():
    assert doctest.testmod(numbers).failed == 0


@pytest.mark.parametrize("name", ["macaca_mulatta", "octopus_vulgaris", variants()[0]])
def test_the_page_of_a_profile_has_every_number_once_and_the_line_counts_them(name):
    profile = load_species(name)
    page, found = profile._repr_html_(), profile.quantities()
    for number, each in found.items():
        assert page.count(f">{number}<") == 1
        assert each.source in page
    guesses = sum(each.how == "guess" for each in found.values())
    assert f"{len(found)} numbers of which {guesses} are guesses" in repr(profile)
    assert profile.taxon.scientific in page


def test_a_quantity_says_its_range_and_how_it_is_known():
    size = load_species("macaca_mulatta").quantities()["group.size"]
    text = f"{size.value:g} [{size.low:g}, {size.high:g}] animals"
    assert str(size) == text
    assert repr(size) == f"Quantity({text}, {size.how}, {size.source})"


@pytest.mark.parametrize("name", ["macaca_mulatta", "octopus_vulgaris", variants()[0]])
def test_every_number_is_known_in_one_way(name):
    profile = load_species(name)
    known = profile.known()
    assert sum(known.values()) == len(profile.quantities())
    for how, many in known.items():
        assert many == sum(each.how == how for each in profile.quantities().values())
        assert f"{many} {how}" in profile._repr_html_()
