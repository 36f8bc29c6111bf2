"""Pajek files."""

import pytest

from mirror_abm.profile.network_pajek import parse_pajek


def test_arcs_have_directions_and_edges_have_none():
    text = '*Vertices 2\n1 "Ada L"\n2 Bo 0.1 0.2\n*{}\n1 2 3.5\n2 1\n'
    edges, arcs = parse_pajek(text.format("Edges")), parse_pajek(text.format("arcs"))
    assert edges.labels == arcs.labels == {1: "Ada L", 2: "Bo"}
    assert edges.ties == arcs.ties == [(1, 2, 3.5), (2, 1, 1.0)]
    assert (edges.directed, arcs.directed) == (False, True)


def test_sections_that_are_no_network_are_named():
    read = parse_pajek("*Vertices 1\n*Partition a\n*Vertices 1\n7\n*Vector b\n*Vertices 1\n.5\n")
    assert read.skipped == ["partition", "vector"]
    assert read.ties == []


@pytest.mark.parametrize(
    "text", ["", "1 2\n", "*Vertices x\n", "*Vertices 0\n", "*Arcslist\n1 2\n"]
)
def test_what_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r"vertices|Vertices|not read"):
        parse_pajek(text)
