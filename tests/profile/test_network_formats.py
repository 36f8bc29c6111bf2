"""Files of social networks: the same ties in each format, and what is no network."""

import math

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile import network_formats
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


def test_too_many_ties_are_refused_before_they_are_read(monkeypatch):
    """A matrix of 3,000 x 3,000 took 37 s and 1.6 GB before it was used."""
    graphml = '<graphml><graph edgedefault="undirected"><node id="a"/>{}</graph></graphml>'
    edge = '<edge source="a" target="b"/>'
    forms = (
        lambda count: "source,target\n" + "a,b\n" * count,
        lambda count: graphml.format(edge * count),
        lambda count: (
            ",a,b,c,d,e\n"
            + "\n".join(
                f"{animal},"
                + ",".join("1" if place < count else "0.0" for place in range(at, at + 5))
                for animal, at in zip("abcde", range(0, 25, 5), strict=True)
            )
        ),
    )
    for form in forms:
        monkeypatch.setattr(network_formats, "MAX_TIES", 7)
        text = form(8)
        with pytest.raises(InputError, match=r"ties\.txt: has more than 7 ties, .* leave out"):
            parse_ties(text, "ties.txt")
        assert parse_ties(form(7), "ties.txt").animals
        monkeypatch.setattr(network_formats, "MAX_TIES", 8)
        assert parse_ties(text, "ties.txt").animals


def test_rows_with_words_for_missing_weights_read_as_rows_of_numbers_do():
    rows = ",a,b,c,d\na,{},1,2,0\nb,1,,0.5,\nc,2,0.5,nan,1e1\nd,0,0,10,0\n"
    numbers, words = (parse_ties(rows.format(cell), "m.csv").ties for cell in ("0", "NA"))
    assert numbers == words
    assert ("c", "d", 10.0) in numbers
