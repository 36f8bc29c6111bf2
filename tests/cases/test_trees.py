"""Trees as other programs write them: labels of support, third words, and what is no Newick."""

import re
import shlex
from pathlib import Path

import networkx as nx
import pytest

from mirror_abm.animal.carriers import carriers
from mirror_abm.base.errors import InputError
from mirror_abm.profile.newick import newick, parse_newick
from mirror_abm.profile.tree import graft, relatives, tree, tree_given

from ..cli.shell import refused, typed

DATA = Path(__file__).parent / "data"
MONKEYS = "((Homo_sapiens:6,Pan_troglodytes:6){}:20,(Macaca_mulatta:10,Papio_anubis:10){}:16){};"


def test_28_support_values_are_no_names_and_ages_are_those_of_the_lengths():
    """Both inner nodes are labelled 100: how sure they are, so that each is called after its tips.

    By another route: the age of an ancestor is half of the way between two tips in a graph.
    """
    read = tree(DATA / "28-support-values" / "input.nwk")
    assert read.tips == ("homo_sapiens", "pan_troglodytes", "macaca_mulatta", "papio_anubis")
    assert len(set(read.names)) == 7
    assert "100" not in read.names
    ways = nx.Graph()
    for ends in (("h", "a", 6), ("p", "a", 6), ("m", "b", 10), ("o", "b", 10), ("a", "r", 20)):
        ways.add_edge(ends[0], ends[1], weight=ends[2])
    ways.add_edge("b", "r", weight=16)
    far = dict(nx.all_pairs_dijkstra_path_length(ways))
    short = dict(zip(read.tips, "hpmo", strict=True))
    for one in read.tips:
        for other in read.tips:
            age = read.ages[read.ancestor(one, other)]
            assert age == far[short[one]][short[other]] / 2


@pytest.mark.parametrize(
    "labels",
    [
        ("100", "100", "100"),
        ("0.98", "1.00", ""),
        ("1", "1.0", "95%"),
        ("100/0.99", "87/1", ""),  # bootstrap and posterior, as IQ-TREE writes them
        ("98.2/1/100", "7/0.2/31", "'100'"),
        ("1e-05", "9.9E-1", "1."),
        ("'0.71:12'", "'0.9|3'", ""),
        ("clade", "clade", "clade"),
        ("Homo_sapiens", "'homo sapiens'", ""),  # names of a tip, not of a clade
        ("'homo_sapiens+pan_troglodytes'", "", ""),  # as a nameless clade would be called
        ("'a''b'", "'it is (one)'", "x"),
    ],
)
def test_labels_of_clades_are_kept_only_where_they_are_names_and_the_tree_stays(labels):
    read, plain = parse_newick(MONKEYS.format(*labels)), parse_newick(MONKEYS.format("", "", ""))
    assert len(set(read.names)) == len(read.names)
    assert (read.tips, read.parents, read.ages) == (plain.tips, plain.parents, plain.ages)
    assert parse_newick(newick(read)) == read


def test_a_second_number_behind_a_length_is_refused():
    """Support behind the length was taken for the length; where all are alike, without a word."""
    text = "((Homo_sapiens:6:100,Pan_troglodytes:6:100):20:95,Macaca_mulatta:120:99);"
    with pytest.raises(InputError, match="a second number behind the length of Homo_sapiens"):
        parse_newick(text)
    told = parse_newick("((A_a:6[100],B_b:6[&p=1:2])[95]:20[&R],C_c:26);")
    assert told.ages[told.ancestor("a_a", "b_b")] == 6


@pytest.mark.parametrize(
    "text",
    [
        "[&R] ((A_a:6,B_b:6)100:20,C_c:26);",
        "((A_a[&rate=1.2]:6[&r=1],B_b:6)[&posterior=1.0]:20,C_c:26):0.0;",
        "(('A a':6,'B b':6)'100':20,\n'C c':26)\n;\n",
        "((A_a:6.0e0,B_b:0.6E1)95%:20,C_c:2.6e+1)NA;",
        "\ufeff((A_a:6,B_b:6.0000001)<95:20,C_c:26)root;\r\n",
    ],
)
def test_more_ways_of_writing_one_tree(text):
    read = parse_newick(text)
    assert read.tips == ("a_a", "b_b", "c_c")
    assert read.ages[read.ancestor("a_a", "b_b")] == pytest.approx(6)
    assert read.ages[0] == pytest.approx(26)


def test_names_of_clades_stay_where_others_are_labelled_by_support():
    read = parse_newick(MONKEYS.format("Hominini", "100", "Catarrhini"))
    assert {"Hominini", "Catarrhini", "macaca_mulatta+papio_anubis"} <= set(read.names)


def test_clades_of_one_daughter_have_names_of_their_own():
    read = parse_newick("((((A_a:1):1):1,B_b:3)100:1,C_c:4)99;")
    assert len(set(read.names)) == len(read.names) == 7
    assert read.ages[read.ancestor("a_a", "b_b")] == 3
    assert parse_newick(newick(read)) == read


def test_tips_of_one_name_are_refused_whatever_clades_are_called():
    with pytest.raises(InputError, match=r"t\.nwk: a_a: stands twice"):
        parse_newick("((A_a:1,'A a':1)100:1,B_b:2)100;", "t.nwk")


@pytest.mark.parametrize(
    ("asked", "tip"),
    [
        ("Canis lupus familiaris", "canis_lupus_familiaris"),
        ("Canis  lupus_Familiaris", "canis_lupus_familiaris"),
        ("canis_lupus", "canis_lupus_familiaris"),
        ("canis_lupus_captive", "canis_lupus_familiaris"),  # a variant of a profile
        ("Felis catus", "felis_catus_ott563166"),
        ("Felis_catus_ott563166", "felis_catus_ott563166"),
        ("canis_latrans", "canis_latrans"),
        ("Panthera leo persica", "panthera_leo"),
    ],
)
def test_29_an_exact_name_goes_first_then_the_first_two_words(asked, tip):
    read = tree(DATA / "29-three-word-tips" / "input.nwk")
    assert read.names[read.place(asked)] == tip


def test_what_could_be_several_tips_or_none_is_refused():
    read = parse_newick("((Canis_lupus_familiaris:1,Canis_lupus_dingo:1):20,Felis_catus_x:21);")
    assert read.names[read.place("canis lupus dingo")] == "canis_lupus_dingo"
    for asked in ("Canis lupus", "canis_lupus_zoo"):
        with pytest.raises(InputError, match=r"stands for 2 tips of the tree \(canis_lupus_fam"):
            read.place(asked)
    for asked in ("Canis", "canis_lup", "felis", "Felis catusx", ""):
        with pytest.raises(InputError, match="has no place in the tree"):
            read.place(asked)
    both = parse_newick("((Canis_lupus:1,Canis_lupus_dingo:1):20,Felis_catus:21);")
    assert both.names[both.place("canis_lupus_familiaris")] == "canis_lupus"
    assert relatives("canis lupus dingo", both)[0] == ("canis_lupus", 1.0)
    more = graft(read, "Felis silvestris", "Felis catus", 2.0)
    assert relatives("felis_silvestris", more)[0] == ("felis_catus_x", 2.0)


def test_a_nexus_file_is_refused_by_name():
    for start in ("#NEXUS", "\ufeff#nexus", "\n #Nexus"):
        with pytest.raises(InputError, match="is a NEXUS file: must be Newick; in R, ape::write"):
            parse_newick(f"{start}\nbegin trees;\ntree a = (A_a:1,B_b:1);\nend;")
    assert parse_newick("\ufeff(A_a:1,B_b:1);").tips == ("a_a", "b_b")


def test_the_advice_for_a_species_without_a_place_works_where_nothing_is_bundled(tmp_path):
    """An installed wheel has no folder ``species`` to write to; the tree may stand anywhere."""
    new = ("species", "new", "Octopus cyanea", "--like", "octopus_vulgaris")
    assert typed(*new, cwd=tmp_path).returncode == 0
    run = ("run", "octopus_cyanea.yaml", "--account", "genetic", "--days", "0.01", "--knockouts", 0)
    run += ("--replicates", "2", "--workers", "1")
    told = typed(*run, cwd=tmp_path)
    refused(told, 2, "has no place in the tree", "--tree tree.nwk")
    advice = re.search(r"`(mirror-abm tree [^`]*)`", told.stderr).group(1)
    words = shlex.split(advice.replace("RELATIVE", "octopus_vulgaris").replace("AGE", "40"))
    assert typed(*words[1:], cwd=tmp_path).returncode == 0
    told = typed(*run, "--tree", "tree.nwk", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    kept = next((tmp_path / "runs").glob("*/species/tree.nwk"))
    assert tree(kept) == tree(tmp_path / "tree.nwk")
    shown = typed("tree", "octopus_cyanea", "--tree", "tree.nwk", cwd=tmp_path)
    assert "40.00  octopus_vulgaris" in shown.stdout


def test_a_tree_that_nobody_asks_is_refused(tmp_path):
    file = tmp_path / "own.nwk"
    file.write_text("(Octopus_vulgaris:1,Mus_musculus:1);")
    run = ("run", "octopus_vulgaris", "--tree", file)
    refused(typed(*run), 2, "tree: no account of the run asks it")
    refused(typed(*run, "--account", "genetic", "--carrier"), 2, "tree: carrier says who carries")
    refused(typed("run", "pan_troglodytes", "--account", "genetic", "--tree", file), 2, "no place")
    for wrong in ("", 3, "a\0b", []):
        with pytest.raises(InputError, match="must be the path of a Newick file, or a Tree"):
            tree_given(wrong)


def test_who_carries_is_drawn_on_the_tree_that_was_given():
    """Two tips whose lines part just now always carry alike; at 10,000 million years, by chance."""
    near = parse_newick("(Mus_a:0.0001,Mus_b:0.0001)r;")
    apart = parse_newick("(Mus_a:10000,Mus_b:10000)r;")
    alike = [
        [
            carriers(1, each, "mus_a", "visual", point=True, tree=dated)
            == carriers(1, each, "mus_b", "visual", point=True, tree=dated)
            for each in range(200)
        ]
        for dated in (near, apart)
    ]
    assert all(alike[0])
    assert 60 < sum(alike[1]) < 140
