"""Networks as people and programs write them: headers, columns, decimals, formats, encodings.

What is right was computed by another route: by hand for small files, with pandas or networkx for
those that these libraries wrote.
"""

import io
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.library import LIBRARY
from mirror_abm.profile.observed_network import parse_network, read_network
from mirror_abm.profile.species import load_species

from ..cli.shell import refused, typed

DATA = Path(__file__).parent / "data"
TRIANGLE = {("A", "B"): 2.0, ("B", "C"): 3.0, ("A", "C"): 1.0}
NUMBERED = {("1", "2"): 2.0, ("2", "3"): 3.0, ("1", "3"): 1.0}


def pairs(graph):
    """Return weights by the names of two animals, in alphabetical order."""
    return {tuple(sorted(pair)): weight for *pair, weight in graph.edges(data="weight")}


def case(name, file="input.csv"):
    """Return the network of a case."""
    return read_network(next(DATA.glob(f"{name}-*")) / file, bipartite=True)


def read(text):
    """Return the weights in a text."""
    return pairs(parse_network(text, "net", bipartite=True).graph)


def test_20_two_words_that_stand_nowhere_else_and_name_animals_are_a_header():
    """Winner and loser are no animals: 4 animals and 5 ties, each once."""
    found = case("20")
    assert sorted(found.graph) == ["A", "B", "C", "D"]
    assert pairs(found.graph) == dict.fromkeys(
        [("A", "B"), ("B", "C"), ("A", "C"), ("C", "D"), ("A", "D")], 1.0
    )
    assert found.taken == "animals from columns winner and loser, no column is a weight"


@pytest.mark.parametrize(
    "head",
    [
        *("ind1,ind2", "Initiator,Recipient", "node.A,node.B", "ID 1,ID 2", "focal_id,partner_id"),
        *("animalOne,animalTwo", '"V1","V2"', "Groomer;Groomee", "from\tto", "i j", "actor,other"),
    ],
)
def test_headers_of_many_kinds(head):
    separator = next((each for each in "\t;," if each in head), " ")
    rows = [head, *(separator.join(pair) for pair in ("AB", "BC", "CA"))]
    assert read("\n".join(rows)) == dict.fromkeys(TRIANGLE, 1.0)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A,B\nB,C\nC,A\n", 3),
        ("1,2\n3,4\n4,5\n", 3),  # numbers are no header, even of a pair by itself
        ("F01,F02\nF03,F04\nF04,F05\n", 3),  # a code as those of the others
        ("Ada,Bo,2\nCy,Di,1\nDi,Ed,4\n", 3),  # a number stands where numbers stand
        ("winner,loser\nwinner,A\nA,loser\n", 3),  # animals of these names
        ("Ada,Bo\n", 1),
    ],
)
def test_a_first_pair_stays_a_pair(text, count):
    assert len(read(text)) == count


@pytest.mark.parametrize(
    "text",
    ["Ada,Bo\nCy,Di\nDi,Ed\nEd,Cy\n", "ind1,ind2\nind3,ind4\nind4,ind5\n", "a,b\nC,D\nD,E\n"],
)
def test_what_could_be_a_header_or_a_pair_is_asked_and_both_answers_work(text):
    with pytest.raises(InputError, match=r"net:1: are .* the names of the columns or two animals"):
        read(text)
    ties = text.count("\n")
    assert len(read(f"source,target\n{text}")) == ties
    rest = text.split("\n", 1)[1]
    assert len(read(f"source,target\n{rest}")) == ties - 1


def test_a_faulty_weight_in_the_first_row_is_no_header():
    for cell in ("inf", "1_0", "3*"):
        with pytest.raises(InputError, match="tie a-b has weight"):
            read(f"a,b,{cell}\nb,c,2\n")


def test_21_contacts_are_counted():
    """Time, i, j without header: 1 and 2 met twice."""
    found = case("21", "input.dat")
    assert pairs(found.graph) == {("1", "2"): 2, ("2", "3"): 1, ("1", "3"): 1, ("3", "4"): 1}
    assert "were taken for time, animal, animal (contacts)" in found.repairs[0]


def test_contact_lists_are_counted_as_pandas_counts_them():
    """Made as SocioPatterns writes them: each 20 s, and animals whose numbers are times, too."""
    rng = np.random.Generator(np.random.PCG64(3))
    one, other = rng.integers(1, 60, (2, 4000))
    table = pd.DataFrame({"t": np.sort(rng.integers(1, 900, 4000)) * 20, "i": one, "j": other})
    table = table[table["i"] != table["j"]]
    low, high = table[["i", "j"]].min(axis=1), table[["i", "j"]].max(axis=1)
    wanted = table.groupby([low, high]).size()
    for text in (
        table.to_csv(sep="\t", header=False, index=False),
        table.to_csv(sep="\t", index=False),
        table.to_csv(sep=" ", header=False, index=False),
        table.assign(a="1A", b="2B").to_csv(sep="\t", header=False, index=False),
        table.rename(columns={"t": "timestamp"}).to_csv(index=False),
    ):
        found = parse_network(text, "net").graph
        assert {
            tuple(sorted(map(int, pair))): weight for *pair, weight in found.edges(data="weight")
        } == wanted.to_dict()


def test_what_could_be_times_or_animals_is_asked():
    with pytest.raises(InputError, match="time, animal, animal or animal, animal, weight"):
        read("101,1,2\n102,2,3\n103,3,1\n")
    assert read("source,target,weight\n101,1,2\n102,2,3\n103,3,1\n")["1", "101"] == 2
    assert read("time,i,j\n101,1,2\n102,2,3\n103,3,1\n")["1", "2"] == 1
    assert read("1 2 2\n2 3 3\n3 4 1\n") == {("1", "2"): 2, ("2", "3"): 3, ("3", "4"): 1}


def test_22_two_columns_that_could_be_the_weight_are_refused_and_weight_goes_first():
    with pytest.raises(InputError, match=r"2 columns could be the weight \(count, sri\)"):
        case("22")
    found = case("22", "input2.graphml")
    assert pairs(found.graph) == {("A", "B"): 0.5, ("B", "C"): 0.2, ("A", "C"): 0.3}
    assert found.taken == "weights from the attribute weight"
    assert found.repairs == ("attributes of ties with numbers were passed over: count",)
    text = "id1,id2,count,Weight\nA,B,100,0.5\nB,C,1,0.2\n"
    found = parse_network(text, "net")
    assert pairs(found.graph) == {("A", "B"): 0.5, ("B", "C"): 0.2}
    assert found.repairs == ("columns that were passed over: count",)
    two = nx.Graph()
    two.add_edge("A", "B", sri=0.5, hours=3)
    with pytest.raises(InputError, match=r"2 attributes of ties could be the weight \(sri, hours"):
        read("\n".join(nx.generate_graphml(two)))


def test_23_the_only_column_of_numbers_is_the_weight_whatever_it_is_called():
    found = case("23")
    assert pairs(found.graph) == {("A", "B"): 10, ("B", "C"): 1, ("A", "C"): 1, ("C", "D"): 5}
    assert found.taken.endswith("weights from column interactions")


@pytest.mark.parametrize("called", ["weights", "duration_s", "n", "SRI_weight", "Bouts (n)", "HWI"])
def test_weights_have_many_names(called):
    found = pd.DataFrame({"source": ["A", "B"], "target": ["B", "C"], called: [10, 0.5]})
    assert read(found.to_csv(index=False)) == {("A", "B"): 10, ("B", "C"): 0.5}
    graph = nx.Graph()
    graph.add_edge("A", "B", **{called: 10.0})
    graph.add_edge("B", "C", **{called: 0.5})
    assert read("\n".join(nx.generate_graphml(graph))) == {("A", "B"): 10, ("B", "C"): 0.5}


def test_columns_that_are_no_weights_are_passed_over_with_a_word():
    text = "Initiator,Recipient,Behaviour,Year\nA,B,groom,2020\nB,C,bite,2021\n"
    found = parse_network(text, "net")
    assert set(pairs(found.graph).values()) == {1.0}
    assert found.repairs[0] == "columns that were passed over: Behaviour, Year"
    rows = '"","from","to","weight"\n"1","A","B",2\n"2","B","C",1\n'  # row names of R
    assert read(rows) == {("A", "B"): 2, ("B", "C"): 1}
    assert read('"from" "to" "n"\n"1" "A" "B" 2\n"2" "B" "C" 1\n') == {("A", "B"): 2, ("B", "C"): 1}


def test_24_a_list_that_is_mirrored_but_for_a_gap_has_no_directions():
    found = case("24")
    assert pairs(found.graph) == TRIANGLE
    assert found.repairs[0].startswith("2 of 3 ties stand in both directions with the same weight")


@pytest.mark.parametrize("missing", range(12))
def test_any_one_gap_in_a_mirrored_list_or_matrix_changes_no_weight(missing):
    whole = nx.Graph()
    whole.add_weighted_edges_from(
        [("a", "b", 2.5), ("b", "c", 3), ("a", "c", 1), ("c", "d", 4), ("d", "a", 7), ("b", "d", 1)]
    )
    table = nx.to_pandas_edgelist(whole.to_directed())
    gap = table.drop(index=missing)
    wanted = pairs(whole)
    assert read(gap.to_csv(index=False)) == wanted
    matrix = nx.to_pandas_adjacency(whole)
    matrix.loc[table["source"][missing], table["target"][missing]] = 0
    assert read(matrix.to_csv()) == wanted


def test_directions_are_added_where_weights_differ_and_asked_where_few_agree():
    assert read("source,target,weight\nA,B,5\nB,A,2\nB,C,3\n") == {("A", "B"): 7, ("B", "C"): 3}
    few = "A,B,2\nB,A,2\nC,D,7\nD,C,7\nA,C,1\nB,D,3\nB,C,4\nE,A,2\nE,B,3\n"
    with pytest.raises(InputError, match="2 of 7 ties stand in both directions, always with the"):
        read(few)
    assert read(f"% asym weighted\n{few}")["C", "D"] == 14  # the file says it


def test_25_decimal_commas():
    assert pairs(case("25").graph) == {("A", "B"): 0.25, ("B", "C"): 0.5, ("A", "C"): 1.5}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A B 0,5\nB C 1,5\nA C 2,25\n", (0.5, 1.5, 2.25)),
        ("A\tB\t0,5\nB\tC\t1\nA\tC\t2\n", (0.5, 1, 2)),
        (";A;B;C\nA;0;0,5;2\nB;0,5;0;1,25\nC;2;1,25;0\n", (0.5, 1.25, 2)),
        ("source;target;weight\nA;B;1.234,5\nB;C;12,5\nA;C;1.000\n", (1234.5, 12.5, 1000)),
        ('source,target,weight\nA,B,"1,234"\nB,C,2\nA,C,3\n', (1234, 2, 3)),
    ],
)
def test_commas_and_points_are_told_by_the_column(text, wanted):
    assert read(text) == dict(zip([("A", "B"), ("B", "C"), ("A", "C")], wanted, strict=True))


def test_commas_that_could_be_either_are_refused():
    with pytest.raises(InputError, match=r"net:2: tie A-B has weight '1,234': its comma can be"):
        read("source;target;weight\nA;B;1,234\nB;C;2\nA;C;3\n")
    with pytest.raises(InputError, match=r"net:2: tie A-B has weight '0,5': in a file separated"):
        read('source,target,weight\nA,B,"0,5"\nB,C,"1,5"\n')


def sparse(folder, *more):
    """Write a species with the network of case 26 and return its file."""
    text = (LIBRARY / "octopus_vulgaris.yaml").read_text()
    group = [
        "  size: {value: 6, low: 6, high: 6, unit: animals, source: mather_1991, how: measured,",
        '          reason: "all animals of the network"}',
        *("  layout: observed", "  network: input.csv", *more, "  reason: one group, watched"),
    ]
    begin, end = text.index("\ngroup:\n"), text.index("\nacts:\n")
    own = text[:begin] + "\ngroup:\n" + "\n".join(group) + text[end:]
    file = folder / "octopus_sparse.yaml"
    file.write_text(own.replace("name: octopus_vulgaris", "name: octopus_sparse", 1))
    (folder / "references.bib").write_text((LIBRARY / "references.bib").read_text())
    (folder / "input.csv").write_bytes((DATA / "26-observed-sparse-network/input.csv").read_bytes())
    return file


def test_26_a_sparse_network_is_simulated_where_the_file_says_so(tmp_path):
    refused(typed("species", "check", sparse(tmp_path)), 2, "bipartite: true beside network")
    file = sparse(tmp_path, "  bipartite: true")
    assert typed("species", "check", file).returncode == 0
    profile = load_species(str(file))
    assert pairs(nx.relabel_nodes(profile.group.network.graph(), dict(enumerate("ABCDEF")))) == {
        ("A", "B"): 2,
        ("B", "C"): 3,
        ("C", "D"): 1,
        ("D", "E"): 1,
        ("E", "F"): 2,
    }
    size = ("--days", "0.01", "--replicates", "2", "--knockouts", "0", "--workers", "1")
    done = typed("run", file.name, *size, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    kept = next((tmp_path / "runs").glob("*/species/octopus_sparse.yaml"))
    assert typed("species", "check", kept).returncode == 0
    plan = next((tmp_path / "runs").glob("*/plan.json"))
    again = typed("run", "--plan", plan, "--out", "again", "--workers", "1", cwd=tmp_path)
    assert again.returncode == 0, again.stderr


def test_bipartite_is_said_of_a_network_alone(tmp_path):
    file = sparse(tmp_path, "  bipartite: true")
    text = file.read_text().replace("layout: observed", "layout: complete")
    file.write_text(text.replace("  network: input.csv\n", ""))
    refused(typed("species", "check", file), 2, "bipartite: is said of a network")


def test_profiles_without_it_are_dumped_as_before():
    """Plans of earlier releases, which knew no such key, stay plans of the same run."""
    assert "bipartite" not in load_species("octopus_vulgaris").model_dump()["group"]


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("input.csv", TRIANGLE),
        ("input.gexf", TRIANGLE),
        ("input.gml", TRIANGLE),
        ("input.net", TRIANGLE),
        ("input.edges", NUMBERED),
        ("input.txt", {("A", "B"): 1.0, ("B", "C"): 3.0, ("A", "C"): 2.0}),
    ],
)
def test_27_formats_besides_csv(file, wanted):
    assert pairs(case("27", file).graph) == wanted


def some_network(seed, directed=False):
    """Return a network of 12 animals with names of several words."""
    rng = np.random.Generator(np.random.PCG64(seed))
    made = nx.DiGraph() if directed else nx.Graph()
    names = [f"Animal {chr(65 + number)}" for number in range(12)]
    made.add_nodes_from(names)
    for _ in range(30):
        one, other = rng.choice(12, 2, replace=False)
        made.add_edge(names[one], names[other], weight=round(float(rng.exponential()) + 0.001, 3))
    return made


def written(graph, form):
    """Return a network as networkx or pandas write it."""
    into = io.BytesIO()
    if form in ("gml", "gexf", "pajek", "graphml"):
        getattr(nx, f"write_{form}")(graph, into)
    elif form in ("edgelist", "weighted_edgelist"):
        plain = nx.relabel_nodes(graph, {name: name.replace(" ", "_") for name in graph})
        getattr(nx, f"write_{form}")(plain, into)
    elif form == "matrix":
        nx.to_pandas_adjacency(graph).to_csv(into)
    else:
        nx.to_pandas_edgelist(graph).to_csv(into, sep=form, index=False)
    return into.getvalue().decode("utf-8")


FORMS = [*("gml", "gexf", "pajek", "graphml", "edgelist", "weighted_edgelist", "matrix"), *",;\t"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("directed", [False, True])
def test_what_other_programs_write_has_the_same_weights(form, directed):
    for seed in range(3):
        graph = some_network(seed, directed)
        wanted = {}
        for *pair, weight in graph.edges(data="weight"):
            pair = tuple(sorted(name.replace(" ", "_") for name in pair))
            wanted[pair] = wanted.get(pair, 0) + weight
        found = parse_network(written(graph, form), "net").graph
        told = {
            tuple(sorted(name.replace(" ", "_") for name in pair)): weight
            for *pair, weight in found.edges(data="weight")
        }
        assert told == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"dl n=3 format=edgelist1\ndata:\n1 2 3\n", "is a DL file of UCINET"),
        (b"graph {\n A -- B;\n}", "is a DOT file of Graphviz"),
        (b'{"nodes": [], "links": []}', "is JSON"),
        (b"nodedef>name VARCHAR\n", "is a GDF file of GUESS"),
        (b"<html><body/></html>", "is XML or HTML <html>, and neither GraphML nor GEXF"),
        (b"\x1f\x8b\x08 ...", "is compressed (gzip, as are .RData and .rds of R)"),
        (b"\xd0\xcf\x11\xe0 ...", "is an old Excel workbook (.xls): save it as .xlsx"),
        (b"PK\x03\x04 ... opendocument.spreadsheet", "is an OpenDocument sheet"),
        (b"*Vertices 2\n1 A\n2 B\n*Arcslist\n1 2\n", "*Arcslist is not read: write *Edges"),
        (b"0,1,2\n1,0,3\n2,3,0\n", "is a matrix without names"),
        (b"A B\nB C\nC\n", "net:3 names no two animals"),
        (b"source,target\nA,B,3\n", "net:2 has 3 cells: must have at most 2"),
        (b"\xff\xfeA\x00,\x00B", "is cut off or damaged UTF-16"),
    ],
)
def test_what_is_not_read_is_refused_by_name(data, said, tmp_path):
    file = tmp_path / "net"
    file.write_bytes(data + b"\0" * (data[:2] == b"\xff\xfe" and len(data) % 2 == 0))
    with pytest.raises(InputError) as caught:
        read_network(file)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_35_encodings(tmp_path):
    text = "source\ttarget\tweight\nZoë\tBo\t2\nBo\tÇa\t1\n"
    wanted = {("Bo", "Zoë"): 2.0, ("Bo", "Ça"): 1.0}
    file = tmp_path / "net.txt"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
        file.write_bytes(mark + text.replace("\n", "\r\n").encode(encoding))
        assert pairs(read_network(file).graph) == wanted
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=r"net.txt:2 is not UTF-8 text .*save it as CSV UTF-8"):
        read_network(file)


def test_35_workbooks(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    file = tmp_path / "net.xlsx"
    ties = pd.DataFrame({"giver": ["A", "B", "A"], "receiver": ["B", "C", "C"], "min": [2, 3, 0.5]})
    ties.to_excel(file, index=False)
    assert pairs(read_network(file).graph) == {("A", "B"): 2, ("B", "C"): 3, ("A", "C"): 0.5}
    nx.to_pandas_adjacency(some_network(1)).to_excel(file)
    assert pairs(read_network(file).graph) == pytest.approx(pairs(some_network(1)))
    book = openpyxl.load_workbook(file)
    book.create_sheet("empty")
    book.save(file)
    assert pairs(read_network(file).graph) == pytest.approx(pairs(some_network(1)))
    book["empty"]["A1"] = "notes"
    book.save(file)
    with pytest.raises(InputError, match=r"has 2 sheets with something in them \(Sheet1, empty\)"):
        read_network(file)
    file.write_bytes(b"PK\x03\x04 xl/ broken")
    with pytest.raises(InputError, match="cannot be read as an Excel workbook"):
        read_network(file)


def test_36_lines_are_counted_through_quoted_line_breaks():
    with pytest.raises(InputError, match="net:4: tie C-D has weight 'x'"):
        read('source,target,weight\n"A\nB",C,2\nC,D,x\n')


def test_comments_are_skipped_with_a_word_and_animals_may_be_called_like_them():
    found = parse_network("source,target,weight\nA,B,2\n# end of the wet season\nB,C,3\n", "net")
    assert pairs(found.graph) == {("A", "B"): 2, ("B", "C"): 3}
    assert found.repairs == ("lines of comment were skipped: 1",)
    assert read("source,target,weight\n#12,#13,4\n#13,#14,2\n") == {
        ("#12", "#13"): 4,
        ("#13", "#14"): 2,
    }
    assert read("#source,target,weight\nA,B,2\n") == {("A", "B"): 2}
    market = "%%MatrixMarket matrix coordinate real symmetric\n% made\n3 3 2\n2 1 5\n3 1 6\n"
    assert read(market) == {("1", "2"): 5, ("1", "3"): 6}
    with pytest.raises(InputError, match="net:4: tie B-C has weight 'x'"):
        read("# one\n\nA,B,2\nB,C,x\nA,C,3\n")


def test_the_command_says_what_was_taken(tmp_path):
    file = tmp_path / "net.csv"
    file.write_text("giver,receiver,bouts\nA,B,2\nB,C,3\nA,C,1\n")
    told = typed("species", "from-network", file, "--groups", "3")
    assert "animals from columns giver and receiver, weights from column bouts." in " ".join(
        told.stdout.split()
    )
