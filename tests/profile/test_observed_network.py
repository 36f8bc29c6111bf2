"""The network of a species: how large a file may be, and what a plan keeps of it."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile import observed_network
from mirror_abm.profile.observed_network import ObservedNetwork, belongs, parse_network

TRIANGLE = ObservedNetwork(
    file="t.csv", animals=["a", "b", "c"], ties=[(0, 1, 1.0), (1, 2, 2.0), (0, 2, 3.0)]
)


def test_a_plan_keeps_animals_and_weights_and_comes_back_from_json():
    again = ObservedNetwork.model_validate_json(TRIANGLE.model_dump_json())
    assert again == TRIANGLE
    assert list(again.graph().edges(data="weight")) == [(0, 1, 1.0), (0, 2, 3.0), (1, 2, 2.0)]


def test_too_many_animals_are_refused(monkeypatch):
    monkeypatch.setattr(observed_network, "MAX_ANIMALS", 3)
    assert len(parse_network("a,b\nb,c\na,c\n", "net").graph) == 3
    with pytest.raises(InputError, match="net: has 4 animals: must have at most 3"):
        parse_network("a,b\nb,c\na,c\nc,d\n", "net")


def test_without_triangles_a_small_network_is_believed_and_a_large_one_is_not():
    assert len(parse_network("a,b\nb,c\nc,d\n", "net").graph) == 4
    chain = "a,b\nb,c\nc,d\nd,e\n"
    with pytest.raises(InputError, match="no two animals with a common partner are tied"):
        parse_network(chain, "net")
    assert len(parse_network(chain, "net", bipartite=True).graph) == 5


@pytest.mark.parametrize(
    ("layout", "network", "largest", "said"),
    [
        ("observed", TRIANGLE, 3, None),
        ("observed", "t.csv", 300, None),
        ("complete", None, 300, None),
        ("observed", None, 3, "needs network"),
        ("complete", "t.csv", 3, "no other layout has one"),
        ("observed", TRIANGLE, 4, "must be at most 3, the animals in the observed network"),
    ],
)
def test_layout_network_and_size_belong_together(layout, network, largest, said):
    if said is None:
        assert belongs(layout, network, largest) is None
    else:
        with pytest.raises(ValueError, match=said):
            belongs(layout, network, largest)
