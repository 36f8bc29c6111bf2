"""Networks of the kinds of issue 14 that nobody had tried: Pajek, defaults, times, sheets.

Beside each input stands what is right, counted by hand.
"""

import io

import networkx as nx
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.observed_network import parse_network, read_network

TRIANGLE = {("A", "B"): 2.0, ("B", "C"): 3.0, ("A", "C"): 1.0}
NUMBERED = {("1", "2"): 2.0, ("2", "3"): 3.0, ("1", "3"): 1.0}


def found(text):
    return parse_network(text, "net", bipartite=True)


def read(text):
    return {tuple(sorted(pair)): w for *pair, w in found(text).graph.edges(data="weight")}


# ------------------------------------------------------------------ Pajek
THREE = '*Vertices 3\n1 "A"\n2 "B"\n3 "C"\n'


@pytest.mark.parametrize(
    "text",
    [
        f"{THREE}*Arcs\n1 2 2\n*Edges\n2 3 3\n1 3 1\n",
        f"*Network x\n{THREE}*Edges\n1 2 2 c Blue\n\n2 3 3\n1 3\n",  # 1 where no weight stands
        f"{THREE}*Matrix\n0 2 1\n2 0 3\n1 3 0\n",
        f"{THREE}*Edges\n1 2 2\n2 3 3\n1 3 1\n*Partition sex\n*Vertices 3\n1\n2\n1\n",
        f"{THREE}*Edges\n1 2 2\n2 3 3\n1 3 1\n*Vector age\n*Vertices 3\n0.5\n2\n1\n",
        "% made\n*vertices 3\n1 A 0.1 0.2 ellipse\n3 C\n2 B\n*edges\n1 2 2\n2 3 3\n1 3 1\n",
        f'{THREE}*Edges :1 "groom"\n1 2 2\n2 3 3\n1 3 1\n',
    ],
)
def test_pajek_files_of_many_kinds(text):
    """networkx made animals of sections (*Partition, sex), and lost ties without a weight."""
    assert read(text) == TRIANGLE
    assert len(found(text).graph) == 3


def test_vertices_of_pajek_without_labels_or_with_the_same():
    ties = "*Edges\n1 2 2\n2 3 3\n1 3 1\n"
    assert read(f"*Vertices 3\n{ties}") == NUMBERED
    assert read(f'*Vertices 3\n1 "A"\n2 "A"\n3 "C"\n{ties}') == NUMBERED  # two animals called A


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{THREE}*Arcs :1\n1 2 2\n*Arcs :2\n2 3 3\n", "holds several relations"),
        (f"{THREE}*Edges\n1 4 2\n", "line 6 names the vertex 4: there are 3"),
        (f"{THREE}*Edges\n1 2 x2\n2 3 y\n", None),
        (f"{THREE}*Edges\n1 2 2x\n", "line 6 has weight '2x'"),
        (f"{THREE}*Edges\n1\n", "line 6 names no two vertices"),
        (f"{THREE}*Matrix\n0 2\n", "line 6 is no row of a matrix of 3 by 3"),
        (f"{THREE}*Edges\n1 2 1\n{THREE}", "holds several networks"),
        ('*Vertices 1\n1 "A\n', "line 2 opens a quotation mark"),
    ],
)
def test_what_pajek_files_may_not_hold(text, said):
    if said is None:  # how a line is drawn, with weight 1
        assert set(read(text).values()) == {1.0}
        return
    with pytest.raises(InputError) as caught:
        read(text)
    assert said in str(caught.value)


# ------------------------------------------------------------------ what other formats leave out
def test_ties_without_a_weight_have_what_their_format_says():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("A", "B", 2.0), ("B", "C", 3.0)])
    graph.add_edge("A", "C")
    into = io.BytesIO()
    nx.write_gexf(graph, into)
    assert read(into.getvalue().decode()) == TRIANGLE  # 1 in GEXF
    text = "\n".join(nx.generate_graphml(graph))
    default = text.replace('attr.type="double" />', 'attr.type="double"><default>1</default></key>')
    assert default != text
    assert read(default) == TRIANGLE
    assert read(text) == {pair: TRIANGLE[pair] for pair in (("A", "B"), ("B", "C"))}


def test_names_of_igraph_and_ties_that_gml_writes_twice():
    nodes = "".join(f'node [ id {at} name "{name}" ] ' for at, name in enumerate("ABC"))
    ties = "".join(f"edge [ source {a} target {b} weight {w} ] "
                   for a, b, w in ((1, 0, 2), (2, 1, 1), (2, 1, 2), (2, 0, 1)))  # fmt: skip
    assert read(f'Creator "igraph"\nVersion 1\ngraph\n[\n directed 0 {nodes}{ties} ]\n') == TRIANGLE
    named = nx.relabel_nodes(nx.Graph([("n0", "n1")]), {})
    nx.set_node_attributes(named, {"n0": "Ada", "n1": "Bo"}, "name")
    assert set(read("\n".join(nx.generate_graphml(named)))) == {("Ada", "Bo")}


# ------------------------------------------------------------------ times
@pytest.mark.parametrize(
    "text",
    [
        "1 2 1385982020\n2 3 1385982020\n1 2 1385982040\n",  # weights were 2.8e9
        "2013-01-01 10:00:00,1,2\n2013-01-01 10:00:20,2,3\n2013-01-01 10:00:20,1,2\n",
        "10:00:00,1,2\n10:00:20,2,3\n10:00:40,1,2\n",
        "2013-01-01,1,2\n2013-01-01,2,3\n2013-01-02,1,2\n",
        "1,2,2013-01-01\n2,3,2013-01-01\n1,2,2013-01-02\n",
        "1385982020\t1\t2\tA\tB\n1385982020\t2\t3\tB\tC\n1385982040\t1\t2\tA\tB\n",
    ],
)
def test_contacts_are_told_by_their_times(text):
    """A date was an animal, and the second animal a weight."""
    assert read(text) == {("1", "2"): 2, ("2", "3"): 1}
    assert "(contacts)" in found(text).repairs[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 2 20\n2 3 20\n1 2 40\n1 3 60\n", "animal, animal, time or animal, animal, weight"),
        ("A,B,20\nB,C,20\nA,B,40\nA,C,60\n", "animal, animal, time or animal, animal, weight"),
        ("1 1 2\n2 1 2\n3 2 3\n4 1 3\n", "time, animal, animal or animal, animal, weight"),
        ("1,A,B,2\n2,B,C,1\n3,A,C,4\n", "4 columns without names, of which the last holds numb"),
    ],
)
def test_what_may_be_times_behind_animals_is_asked(text, said):
    with pytest.raises(InputError, match=said):
        read(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0,52,79\n20,26,107\n60,52,79\n60,52,79\n", "time, animal, animal or animal, animal"),
        ("focal,leader\ninfant,partner\ninfant,mother\n", "names of the columns or two animals"),
    ],
)
def test_what_few_rows_leave_open_is_asked(text, said):
    """Found by writing 1,500 networks in a dozen forms by chance; both gave wrong ties."""
    with pytest.raises(InputError, match=said):
        read(text)
    assert len(read("winner,loser\nA,B\nI,J\n")) == 2


def test_decimal_commas_beside_names_in_quotes():
    text = 'Winner Loser weight\n"Ada B" "Ada A" 2,684\n"Ada C" "Ada A" 0,36\nBo "Ada A" 1\n'
    wanted = {("Ada A", "Ada B"): 2.684, ("Ada A", "Ada C"): 0.36, ("Ada A", "Bo"): 1}
    assert read(text) == wanted


def test_weights_that_are_no_times_stay_weights():
    assert read("A,B,20\nB,C,20\nC,A,40\n") == {("A", "B"): 20, ("B", "C"): 20, ("A", "C"): 40}
    assert read("A,B,40\nB,C,20\nA,B,30\n") == {("A", "B"): 70, ("B", "C"): 20}
    assert read("1 2 3\n1 3 2\n2 3 1\n") == {("1", "2"): 3, ("1", "3"): 2, ("2", "3"): 1}


# ------------------------------------------------------------------ rows, columns, cells
def test_animals_that_are_called_as_columns_are_asked_about():
    text = "Target,Source\nSource,Ada\nAda,Target\n"
    with pytest.raises(InputError, match=r"net:1: Target and Source stand among the animals"):
        read(text)
    assert len(read(f"animal,partner\n{text}")) == 3
    assert len(read(text.replace("Target,Source", "animal,partner", 1))) == 2


@pytest.mark.parametrize("mark", ["X", "-", "*", "NA", "", "0", "\u2014"])
def test_the_diagonal_of_a_matrix_may_be_marked(mark):
    text = f",A,B,C\nA,{mark},2,1\nB,2,{mark},3\nC,1,3,{mark}\n"
    assert read(text) == TRIANGLE


def test_a_faulty_cell_beside_the_diagonal_is_told():
    with pytest.raises(InputError, match="net:2: tie A-B has weight 'X'"):
        read(",A,B,C\nA,X,X,1\nB,2,X,3\nC,1,3,X\n")


@pytest.mark.parametrize(
    "text",
    [
        ",1,2,3\n1,0,2,1\n2,2,0,3\n3,1,3,0\n",  # was refused as without names
        "NA 1 2 3\n1 0 2 1\n2 2 0 3\n3 1 3 0\n",
        "Grooming 2024,,,\n,1,2,3\n1,0,2,1\n2,2,0,3\n3,1,3,0\n",
        "sep=;\n;1;2;3\n1;0;2;1\n2;2;0;3\n3;1;3;0\n",
        "sep=;\nsource;target;weight\n1;2;2\n2;3;3\n1;3;1\n",
        "1,2,2,,\n2,3,3,,\n1,3,1,,\n",
    ],
)
def test_animals_with_numbers_titles_and_empty_columns(text):
    assert read(text) == NUMBERED


@pytest.mark.parametrize("digits", [7, 9, 15])
def test_weights_that_are_written_twice_may_be_rounded_differently(digits):
    """All were doubled; with one gap, all but that one were."""
    third, fifth = round(1 / 3, digits), round(0.2, digits)
    rows = [("A", "B", 1 / 3), ("B", "A", third), ("B", "C", 0.2), ("C", "B", fifth), ("A", "C", 1)]
    text = "source,target,weight\n" + "".join(f"{a},{b},{w!r}\n" for a, b, w in rows)
    assert read(text) == pytest.approx({("A", "B"): 1 / 3, ("B", "C"): 0.2, ("A", "C"): 1})


def test_weights_that_are_all_alike_do_not_tell_whether_a_list_is_mirrored():
    """6 in 10 of who grooms whom is returned: 4 of them were 1 and not 2."""
    one_way = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "a")]

    def returned(count):
        return "".join(f"{a},{b}\n" for a, b in [*one_way, *(p[::-1] for p in one_way[:count])])

    head = "source,target\n"
    assert sorted(read(head + returned(2)).values()) == [1, 1, 1, 2, 2]
    with pytest.raises(InputError, match="3 of 5 ties stand in both directions, always with the"):
        read(head + returned(3))
    assert set(read(head + returned(4)).values()) == {1}  # a list that is mirrored, with a gap
    assert set(read(head + returned(5)).values()) == {1}


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("duration", ("0:10:00", "0:05:30")),
        ("share", ("50%", "30%")),
        ("bouts", ("5x", "3x")),
        ("contact", ("12 min", "3 min")),
    ],
)
def test_numbers_with_units_are_no_reason_to_pass_a_column_over(column, cells):
    """All ties had weight 1."""
    rows = "".join(f"{pair},{cell}\n" for pair, cell in zip(("A,B", "B,C"), cells, strict=True))
    with pytest.raises(InputError, match=rf"net:2: tie A-B has weight '{cells[0]}'"):
        read(f"source,target,{column}\n{rows}")


def test_names_that_differ_in_capitals_alone_are_told():
    assert found("source,target\nada,Bo\nAda,Cy\n").repairs[-1].startswith("'ada' and 'Ada' are")


def test_cells_of_a_workbook(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["giver", "receiver", "n"], ["A", "B", 2], [None, "C", 1], ["B", "C", 3]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "net.xlsx")
    graph = read_network(tmp_path / "net.xlsx", bipartite=True).graph
    assert {tuple(sorted(pair)): w for *pair, w in graph.edges(data="weight")} == TRIANGLE
    book.active["C4"] = "=1+2"
    book.save(tmp_path / "net.xlsx")
    with pytest.raises(InputError, match=r"cell C4 of the sheet 'Sheet' is a formula"):
        read_network(tmp_path / "net.xlsx", bipartite=True)
