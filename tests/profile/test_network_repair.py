"""What is mended in an observed network: the graph that is left, and the sentences on it."""

import math

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.network_formats import RawNetwork
from mirror_abm.profile.network_repair import repaired

TRIANGLE = [("a", "b", 1.0), ("b", "c", 2.0), ("a", "c", 3.0)]


def mended(ties, directed=False, animals="abc"):
    graph, told = repaired(RawNetwork(list(animals), ties, directed), "net")
    found = {tuple(sorted(pair)): weight for *pair, weight in graph.edges(data="weight")}
    return found, told


def test_a_sound_network_is_left_as_it_is_and_nothing_is_told():
    assert mended(TRIANGLE) == ({("a", "b"): 1.0, ("b", "c"): 2.0, ("a", "c"): 3.0}, ())


def test_weights_of_both_directions_and_of_repeated_ties_are_added_up():
    found, told = mended([*TRIANGLE, ("b", "a", 4.0)], directed=True)
    assert found["a", "b"] == 5.0
    assert told == ("the ties have directions: the weights of both directions were added",)
    found, told = mended([*TRIANGLE, ("a", "b", 4.0), ("a", "b", 0.5)])
    assert found["a", "b"] == 5.5
    assert told == (
        "several ties between the same animals were added up: 2 more than there are pairs",
    )


def test_a_tie_that_stands_in_both_directions_with_one_weight_is_taken_once():
    found, told = mended([*TRIANGLE, *((b, a, weight) for a, b, weight in TRIANGLE)])
    assert found == mended(TRIANGLE)[0]
    assert told == (
        "every tie stands in both directions with the same weight: each was taken once",
    )


def test_what_is_no_tie_is_left_out_and_counted_one_kind_after_the_other():
    bad = [("a", "a", 1.0), ("a", "b", math.nan), ("b", "c", 0.0)]
    found, told = mended([*TRIANGLE, *bad])
    assert found == mended(TRIANGLE)[0]
    assert told == (
        "ties of an animal to itself were left out: 1 of 6",
        "ties whose weight is missing or not a number were left out: 1 of 5",
        "ties of weight 0, which are no ties were left out: 1 of 4",
    )


def test_without_any_weight_all_ties_weigh_1():
    found, told = mended([(a, b, math.nan) for a, b, _ in TRIANGLE])
    assert set(found.values()) == {1.0}
    assert told[0].endswith("all 3 were given weight 1")


def test_isolates_and_separate_parts_are_kept():
    found, told = mended([*TRIANGLE, ("d", "e", 1.0)], animals="abcdef")
    assert len(found) == 4
    assert told == (
        "animals without ties are kept, and see nobody: 1 of 6 (f)",
        "the network falls into 2 separate parts, which are kept",
    )
    assert mended([], animals="ab") == ({}, ("there are no ties: the animals are solitary",))


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        ([("a", "b", -2.0)], "net: tie a-b has weight -2: must be a positive number"),
        ([("a", "b", math.inf)], "net: tie a-b has weight inf"),
        ([("a", "b", 1e308), ("b", "a", 1.5e308)], "net: the weights of the ties are too large"),
    ],
)
def test_weights_that_cannot_be_used_are_refused(ties, said):
    with pytest.raises(InputError, match=said):
        mended(ties)
