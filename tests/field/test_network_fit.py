"""Observed networks: what is repaired, refused and fitted, and simulation on the network."""

import re
import warnings

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mirror_abm as ma
from mirror_abm.base.errors import InputError, MirrorError
from mirror_abm.base.library import LIBRARY
from mirror_abm.experience.ties import social_network
from mirror_abm.field.network_fit import fit, gini, resemblance, statistics
from mirror_abm.profile.citations import bibliography
from mirror_abm.profile.observed_network import parse_network, read_network
from mirror_abm.profile.species import faults, load_species
from mirror_abm.simulation.plan import make_plan

TRIANGLE = "a,b,1\nb,c,2\na,c,3\n"


def graphml(edges, nodes="abcde", kind="double", direction="undirected", key="weight"):
    ties = "".join(
        f'<edge source="{a}" target="{b}">'
        + (f'<data key="d0">{w}</data>' if w is not None else "")
        + "</edge>"
        for a, b, w in edges
    )
    return (
        '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        f'<key id="d0" for="edge" attr.name="{key}" attr.type="{kind}"/>'
        f'<graph edgedefault="{direction}">'
        f"{''.join(f'<node id={n!r}/>' for n in nodes)}{ties}</graph>"
        "</graphml>"
    )


UNWEIGHTED = "no tie has a weight (missing or not a number): all {} were given weight 1"
DIRECTED = "the ties have directions: the weights of both directions were added"
TWICE = "every tie stands in both directions with the same weight: each was taken once"
PERMUTED = "rows and columns name the animals in different orders: they were matched by name"
SOUND = [("a", "b", 1.0), ("b", "c", 2.0), ("a", "c", 3.0), ("c", "d", 1.0), ("d", "e", 1.0)]


def weights(network):
    return {tuple(sorted(pair)): weight for *pair, weight in network.graph.edges(data="weight")}


@pytest.mark.parametrize(
    "text",
    [
        TRIANGLE,
        "source,target,weight\n" + TRIANGLE,
        "weight;from;to\n1;a;b\n2;b;c\n3;a;c\n",
        TRIANGLE.replace(",", "\t"),
        ",a,b,c\na,0,1,3\nb,1,0,2\nc,3,2,0\n",
        ",a,b,c\na,,1,3\nb,,,2\nc,,,\n",
        graphml(SOUND[:3], "abc"),
    ],
)
def test_a_sound_network_is_read_from_every_format_without_a_word(text):
    found = parse_network(text, "net")
    assert weights(found) == {("a", "b"): 1.0, ("b", "c"): 2.0, ("a", "c"): 3.0}
    assert found.repairs == ()


@pytest.mark.parametrize(
    ("text", "told", "left"),
    [
        (graphml([(a, b, "NaN") for a, b, _ in SOUND]), UNWEIGHTED.format(5), 5),
        (graphml([(a, b, None) for a, b, _ in SOUND]), UNWEIGHTED.format(5), 5),
        (
            graphml([*SOUND, ("a", "d", "NaN")]),
            "ties whose weight is missing or not a number were left out: 1 of 6",
            5,
        ),
        (
            graphml([*SOUND, ("a", "d", 0.0)]),
            "ties of weight 0, which are no ties were left out: 1 of 6",
            5,
        ),
        (
            graphml([*SOUND, ("a", "a", 4.0)]),
            "ties of an animal to itself were left out: 1 of 6",
            5,
        ),
        (
            graphml([*SOUND, ("a", "b", 4.0)]),
            "several ties between the same animals were added up: 1 more than there are pairs",
            5,
        ),
        (graphml([*SOUND, ("b", "a", 4.0)], direction="directed"), DIRECTED, 5),
        (graphml(SOUND, "abcdef"), "animals without ties are kept, and see nobody: 1 of 6 (f)", 5),
        (
            graphml([*SOUND, ("f", "g", 1.0)], "abcdefg"),
            "the network falls into 2 separate parts, which are kept",
            6,
        ),
        ("a,b\nb,c\na,c\n", UNWEIGHTED.format(3), 3),
        ("a,b,1\nb,a,1\nb,c,2\nc,b,2\na,c,3\nc,a,3\n", TWICE, 3),
        (",a,b,c\nc,3,2,0\na,0,1,3\nb,1,0,2\n", PERMUTED, 3),
        (",a,b,c\na,0,1,3\nb,4,0,2\nc,3,2,0\n", DIRECTED, 3),
        (
            ",a,b,c\na,5,1,3\nb,1,0,2\nc,3,2,0\n",
            "ties of an animal to itself were left out: 1 of 4",
            3,
        ),
        (graphml([], "abc"), "there are no ties: the animals are solitary", 0),
    ],
)
def test_every_defect_is_repaired_and_told(text, told, left):
    found = parse_network(text, "net")
    assert told in found.repairs
    assert found.graph.number_of_edges() == left
    assert all(weight > 0 for weight in weights(found).values())


def test_repairs_give_the_weights_they_say():
    assert weights(parse_network(graphml([*SOUND, ("a", "b", 4.0)]), "net"))["a", "b"] == 5.0
    assert (
        weights(parse_network(graphml([*SOUND, ("b", "a", 4.0)], direction="directed"), "net"))[
            "a", "b"
        ]
        == 5.0
    )
    assert weights(parse_network("a,b,1\nb,a,1\nb,c,2\nc,b,2\na,c,3\nc,a,3\n", "net")) == {
        ("a", "b"): 1.0,
        ("b", "c"): 2.0,
        ("a", "c"): 3.0,
    }
    assert weights(parse_network(",a,b,c\nc,3,2,0\na,0,1,3\nb,1,0,2\n", "net")) == weights(
        parse_network(TRIANGLE, "net")
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "net: is an empty network: it has no animals."),
        (graphml([], ""), "net: is an empty network: it has no animals."),
        (
            graphml([*SOUND, ("a", "d", -2.0)]),
            "net: tie a-d has weight -2: must be a positive number",
        ),
        (graphml([*SOUND, ("a", "d", "INF")]), "net: tie a-d has weight inf"),
        (
            "m1,f1,2\nm1,f2,1\nm2,f1,1\nm2,f2,4\nm3,f2,1\n",
            "net: no two animals with a common partner are tied, as in a mating",
        ),
        ("a,b,much\nb,c,2\n", "net:1: tie a-b has weight 'much': must be a number"),
        ("source,target,weight\na,,1\n", "net:2 names no two animals"),
        (",a,b,a\na,0,1,3\nb,1,0,2\na,3,2,0\n", "net:1 names an animal twice"),
        (",a,b,c\na,0,1\nb,1,0,2\nc,3,2,0\n", "net:2 has 3 cells: must have 4"),
        (
            ",a,b,c\na,0,1,3\nb,1,0,2\nz,3,2,0\n",
            "net:1 has 4 columns and no names of columns: must be an edge list",
        ),
        ("<graphml>", "net: is not GraphML that can be read"),
        ("<html></html>", "net: is XML or HTML <html>, and neither GraphML nor GEXF"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><graphml/>', "net: a DOCTYPE or ENTITY is not allowed"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(InputError, match=re.escape(sentence)) as caught:
        parse_network(text, "net")
    assert "\n" not in str(caught.value)


def test_a_bipartite_network_can_be_allowed():
    assert (
        len(
            parse_network(
                "m1,f1,2\nm1,f2,1\nm2,f1,1\nm2,f2,4\nm3,f2,1\n", "net", bipartite=True
            ).graph
        )
        == 5
    )


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(
        [
            TRIANGLE,
            "source,target,weight\n" + TRIANGLE,
            ",a,b,c\na,0,1,3\nb,1,0,2\nc,3,2,0\n",
            graphml(SOUND),
        ]
    ),
    st.data(),
)
def test_a_fuzzed_network_is_a_network_or_a_sentence(text, data):
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from(
                ["", "nan", "-1", "1e999", '"', "\0", "<", "&x;", ",", "\n", "\t", "é", "0", "inf"]
            )
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 4)) :]
    try:
        found = parse_network(text, "net")
    except MirrorError as error:
        assert "\n" not in str(error)
        return
    assert len(found.graph) > 0
    assert all(np.isfinite(weight) and weight > 0 for weight in weights(found).values())


# ------------------------------------------------------------------ statistics and fit
def test_statistics_by_another_route():
    graph = social_network("partition", 20, 5, 0.8, 1, "x")
    found = statistics(graph)
    matrix = nx.to_numpy_array(graph)
    strength = matrix.sum(axis=1)
    assert found["strength_cv"] == pytest.approx(strength.std() / strength.mean())
    pairs = matrix[np.triu_indices(20, 1)]
    assert found["dyad_gini"] == pytest.approx(
        np.abs(pairs[:, None] - pairs).mean() / (2 * pairs.mean())
    )
    sparse = nx.Graph(graph)
    sparse.remove_edges_from(list(graph.edges)[::3])
    pairs = nx.to_numpy_array(sparse)[np.triu_indices(20, 1)]
    assert statistics(sparse)["dyad_gini"] == pytest.approx(
        np.abs(pairs[:, None] - pairs).mean() / (2 * pairs.mean())
    )
    assert gini(np.array([1, 1, 1])) == 0
    assert gini(np.array([0, 0, 0, 1])) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("layout", "unit", "inequality"),
    [("complete", 20, 0.9), ("partition", 5, 0.5), ("small_world", 20, 0.7)],
)
def test_a_fit_finds_what_a_network_was_made_of(layout, unit, inequality):
    made = [
        statistics(social_network(layout, 20, unit, inequality, 9, "truth", turn))
        for turn in range(6)
    ]
    observed = pd.DataFrame(made).mean().to_dict()
    found = fit(observed)
    assert found["layout"] == layout
    assert found["tie_inequality"] == pytest.approx(inequality, abs=0.15)
    if layout == "partition":
        assert found["unit_low"] <= unit <= found["unit_high"]
    compared = resemblance(observed, found, groups=20).set_index("statistic")
    judged = compared.loc[["modularity", "dyad_gini"]]
    np.testing.assert_allclose(judged["mean"], judged["observed"], atol=0.05)


def test_what_no_layout_makes_is_said():
    graph = nx.gnm_random_graph(20, 95, seed=1)
    nx.set_edge_attributes(graph, 1.0, "weight")
    observed = statistics(graph)
    compared = resemblance(observed, fit(observed), groups=10).set_index("statistic")
    assert not compared.loc["density", "inside"]
    assert observed["density"] == pytest.approx(0.5)


def test_a_network_without_ties_is_solitary():
    assert fit(statistics(nx.empty_graph(5)))["layout"] == "solitary"
    with pytest.raises(InputError, match="modularity is missing"):
        fit({"animals": 5, "density": 1})


# ------------------------------------------------------------------ the layout `observed`
@pytest.fixture
def species_file(tmp_path):
    text = (LIBRARY / "macaca_mulatta.yaml").read_text()
    text = re.sub(r"  layout: \w+", "  layout: observed\n  network: troop.csv", text)
    text = re.sub(
        r"size: \{value: [\d.]+, low: [\d.]+, high: [\d.]+,",
        "size: {value: 4, low: 4, high: 4,",
        text,
        count=1,
    )
    path = tmp_path / "macaca_mulatta.yaml"
    path.write_text(text)
    (tmp_path / "troop.csv").write_text(TRIANGLE + "c,d,4\n")
    return path


def test_a_species_can_live_on_an_observed_network(species_file):
    profile = load_species(species_file)
    troop = ma.Population(profile, seed=1)
    assert troop.size == 4
    assert {tuple(pair): weight for *pair, weight in troop.networks[0].edges(data="weight")} == {
        (0, 1): 1.0,
        (0, 2): 3.0,
        (1, 2): 2.0,
        (2, 3): 4.0,
    }
    troop.forward(100_000)
    assert any(animal.ledger.frame()["percepts"].sum() for animal in troop.learners)


def test_a_smaller_group_is_an_even_draw_of_the_network(species_file):
    profile = load_species(species_file)
    seen = {
        tuple(sorted(ma.Population(profile, seed=seed, size=2).networks[0].edges(data="weight")))
        for seed in range(40)
    }
    assert {edge[2] for edges in seen for edge in edges} == {1.0, 2.0, 3.0, 4.0}
    assert () in seen  # a and d, or b and d
    with pytest.raises(InputError, match="needs an observed network of at least 5 animals, has 4"):
        ma.Population(profile, seed=1, size=5)


def test_the_run_is_named_by_the_content_of_the_network(species_file):
    first = make_plan([str(species_file)], days=0.1, replicates=1)
    (species_file.parent / "troop.csv").write_text(TRIANGLE + "c,d,5\n")
    second = make_plan([str(species_file)], days=0.1, replicates=1)
    (species_file.parent / "troop.csv").write_text("c,d,5\n" + TRIANGLE)
    assert first.id != second.id
    again = second.from_dict(second.as_dict())
    assert again.id == second.id
    assert again.profile("macaca_mulatta").group.network.graph().number_of_edges() == 4


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "a,b,-3\n",
            r"macaca_mulatta.yaml:\d+:\d+ group.network: .*troop.csv: tie a-b has weight -3",
        ),
        (
            "a,b,3\n",
            r"macaca_mulatta.yaml:\d+:\d+ group.network: size.high = 4: must be at most 2, the "
            r"animals",
        ),
        (None, r"macaca_mulatta.yaml:\d+:\d+ group.network: .*troop.csv: no such file"),
    ],
)
def test_a_network_that_cannot_be_used_is_a_fault_of_the_species_file(
    species_file, content, sentence
):
    network = species_file.parent / "troop.csv"
    network.unlink() if content is None else network.write_text(content)
    with pytest.raises(InputError, match=sentence):
        load_species(species_file)


@pytest.mark.usefixtures("nobody_listens")
def test_repairs_of_a_species_network_are_warnings(species_file):
    (species_file.parent / "troop.csv").write_text(TRIANGLE + "c,d,4\nd,d,1\n")
    with pytest.warns(UserWarning, match="ties of an animal to itself were left out: 1 of 5"):
        load_species(species_file)
    (species_file.parent / "troop.csv").write_text(TRIANGLE + "c,d,4\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load_species(species_file)


def test_layout_and_network_belong_together(species_file):
    text = species_file.read_text().replace("  network: troop.csv\n", "")
    found, _ = faults(text, str(species_file), bibliography(species_file))
    assert "layout = 'observed' needs network" in found[0]
    other = species_file.read_text().replace("layout: observed", "layout: complete")
    assert (
        "no other layout has one"
        in faults(other, str(species_file), bibliography(species_file))[0][0]
    )


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_network(tmp_path / "none.graphml")
    with pytest.raises(InputError, match="must be the path of a file"):
        read_network(7)


@pytest.mark.usefixtures("nobody_listens")
def test_an_animal_without_ties_lives_among_others_and_sees_nobody(species_file):
    (species_file.parent / "troop.csv").write_text(
        ",a,b,c,z\na,0,1,2,0\nb,1,0,3,0\nc,2,3,0,0\nz,0,0,0,0\n"
    )
    with pytest.warns(UserWarning, match=r"see nobody: 1 of 4 \(z\)"):
        profile = load_species(species_file)
    troop = ma.Population(profile, seed=2)
    troop.forward(200_000)
    seen = [
        frame.loc[frame["population"] == "visual_other", "percepts"].sum()
        for frame in (
            animal.ledger.frame().query("source != 'mirrors'") for animal in troop.learners
        )
    ]
    assert min(seen[:3]) > 0
    assert seen[3] == 0
