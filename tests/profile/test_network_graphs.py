"""Formats of graph programs: which one, and what of it are animals and weights."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.network_graphs import kind_of, number_of, parse_graph

GML = (
    'Creator "x"\ngraph [ node [ id 0 label "A" ] node [ id 1 label "{}" ] '
    "edge [ source 0 target 1 ] ]"
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<?xml version="1.0"?>\n<!-- x -->\n<graphml>', "graphml"),
        ('<gexf version="1.2">', "gexf"),
        ("graph [\n", "gml"),
        ('# made\nCreator "igraph"\nVersion 1\ngraph\n[', "gml"),
        ("*Vertices 3", "pajek"),
        ("*network x\n*vertices 3", "pajek"),
        ("A B {'weight': 2}\n", "edgelist"),
        ("graph,b\nb,c\n", ""),
        ("", ""),
    ],
)
def test_formats_are_known_by_how_they_begin(text, kind):
    assert kind_of(text, "net") == kind


def test_labels_name_animals_where_each_has_one_of_its_own():
    assert parse_graph(GML.format("B"), "gml", "net").animals == ["A", "B"]
    assert parse_graph(GML.format("A"), "gml", "net").animals == ["0", "1"]


def test_what_is_damaged_is_refused_in_one_sentence():
    for kind, text in (
        ("gml", "graph [ node ["),
        ("gexf", "<gexf>"),
        ("graphml", "<graphml><"),
        ("pajek", "*Vertices x\n"),
        ("edgelist", "A B {'weight': }"),
    ):
        with pytest.raises(InputError, match=r"net: is not .* that can be read") as caught:
            parse_graph(text, kind, "net")
        assert "\n" not in str(caught.value)
    for text in ("<!DOCTYPE x><gexf/>", "<!ENTITY a 'b'>"):
        with pytest.raises(InputError, match="DOCTYPE or ENTITY is not allowed"):
            parse_graph(text, "gexf", "net")


def test_weights_that_are_no_numbers_are_refused():
    assert number_of("2.5", "net", "tie a-b") == 2.5
    assert number_of(None, "net", "tie a-b") != number_of("NA", "net", "tie a-b")
    with pytest.raises(InputError, match="net: tie a-b has weight 'x': must be a number"):
        number_of("x", "net", "tie a-b")
