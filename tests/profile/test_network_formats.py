"""Files of social networks: the same ties in each format, and what is no network."""

import math

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.network_formats import parse_ties

TIES = {("a", "b", 1.0), ("b", "c", 2.0), ("a", "c", 3.0)}
GRAPHML = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    '<key id="d0" for="edge" attr.name="weight" attr.type="double"/>'
    '<graph edgedefault="{}"><node id="a"/><node id="b"/><node id="c"/>'
    '<edge source="a" target="b"><data key="d0">1</data></edge>'
    '<edge source="b" target="c"><data key="d0">2</data></edge>'
    '<edge source="a" target="c"><data key="d0">3</data></edge></graph></graphml>'
)


@pytest.mark.parametrize(
    "text",
    [
        "a,b,1\nb,c,2\na,c,3\n",
        "\ufeffsource;target;sri\r\na;b;1\r\nb;c;2\r\na;c;3\r\n",
        "count\tto\tfrom\n1\tb\ta\n2\tc\tb\n3\tc\ta\n",
        ",a,b,c\na,0,1,3\nb,1,0,2\nc,3,2,0\n",
        GRAPHML.format("undirected"),
    ],
)
def test_every_format_gives_the_same_ties(text):
    read = parse_ties(text, "net")
    assert {(*sorted(tie[:2]), tie[2]) for tie in read.ties} == TIES
    assert sorted(read.animals) == ["a", "b", "c"]
    assert not read.directed
    assert read.repairs == ()


def test_directions_are_those_of_the_file():
    assert parse_ties(GRAPHML.format("directed"), "net").directed
    both = parse_ties(",a,b\na,0,1\nb,4,0\n", "net")
    assert both.directed
    assert both.ties == [("a", "b", 1.0), ("b", "a", 4.0)]
    half = parse_ties(",a,b\na,0,1\nb,0,0\n", "net")  # a triangle is one way to write a matrix
    assert not half.directed
    assert half.ties == [("a", "b", 1.0)]


@pytest.mark.parametrize("cell", ["", "NA", "nan", "none", "Null"])
def test_a_weight_may_be_missing(cell):
    ((first, second, weight),) = parse_ties(f"source,target,weight\na,b,{cell}\n", "net").ties
    assert (first, second) == ("a", "b")
    assert math.isnan(weight)


def test_rows_and_columns_in_other_orders_are_matched_by_name():
    read = parse_ties(",a,b,c\nc,3,2,0\na,0,1,3\nb,1,0,2\n", "net")
    assert set(read.ties) == TIES
    assert read.repairs == (
        "rows and columns name the animals in different orders: they were matched by name",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\n", "net: is an empty network: it has no animals."),
        ("a,b,much\n", "net:1: tie a-b has weight 'much': must be a number."),
        ("source,target\na,\n", "net:2 names no two animals: must be source, target"),
        ("w,x,y,z\n1,2,3,4\n", "net:1 is neither an edge list"),
        ("<!ENTITY x><graphml/>", "net: a DOCTYPE or ENTITY is not allowed"),
        ('a,"b\0\n' + "x" * 200_000, "net: cannot be read as a table"),
    ],
)
def test_what_is_no_network_is_refused_in_one_sentence(text, said):
    with pytest.raises(InputError) as caught:
        parse_ties(text, "net")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
