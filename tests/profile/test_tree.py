"""The tree and what is heritable on it, against values computed by hand and by matrix powers."""

import itertools
import math
import time

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from mirror_abm.animal import carriers as carriers_module
from mirror_abm.animal.carriers import Prior, carriers, transition
from mirror_abm.base.errors import InputError
from mirror_abm.base.library import LIBRARY
from mirror_abm.cli.main import app
from mirror_abm.profile.dated_tree import Tree, covariance
from mirror_abm.profile.newick import newick, parse_newick
from mirror_abm.profile.tree import graft, redated, redraw, relatives, tree, trees

TINY = parse_newick("((A_a:1,B_b:1)X:2,C_c:3)R;")
SMALL = parse_newick("((A_a:10,B_b:10)X:80,C_c:90)R;")


@pytest.fixture
def rates(monkeypatch):
    """Fix the rates and the root, unequal so that gain and loss cannot be mistaken for each other."""
    for name, value in (("GAIN", 0.01), ("LOSS", 0.003), ("ROOT", 0.8)):
        monkeypatch.setattr(carriers_module, name, Prior(value, value, value, "", ""))
    carriers_module._states.cache_clear()
    yield np.array([[-0.01, 0.01], [0.003, -0.003]]), np.array([0.2, 0.8])
    carriers_module._states.cache_clear()


def exponential(generator, years):
    """Return exp(Q t) as (1 + Q t / n)^n, by squaring, n = 2^20."""
    return np.linalg.matrix_power(np.eye(2) + generator * years / 2**20, 2**20)


def drawn(species, replicates, seed=11, **options):
    return np.array(
        [
            [carriers(seed, r, name, "visual", **options) for name in species]
            for r in range(replicates)
        ]
    )


def test_transition_is_the_exponential_of_the_generator(rates):
    generator, _ = rates
    for years in (0.0, 0.03, 10.0, 686.0):
        wanted = exponential(generator, years)
        assert np.allclose(transition(0.01, 0.003, years), wanted[:, 1], atol=1e-5)
    assert transition(0.0, 0.0, 50.0) == (0.0, 1.0)


def test_tips_carry_as_often_as_the_chain_says(rates):
    """All eight outcomes at three tips, by summing over both inner nodes."""
    generator, root = rates
    short, long, whole = (exponential(generator, years) for years in (10, 80, 90))
    wanted = {
        (a, b, c): sum(
            root[r] * long[r, x] * short[x, a] * short[x, b] * whole[r, c]
            for r in (0, 1)
            for x in (0, 1)
        )
        for a, b, c in itertools.product((0, 1), repeat=3)
    }
    assert math.isclose(sum(wanted.values()), 1, rel_tol=1e-6)
    n = 3000
    found = drawn(("a_a", "b_b", "c_c"), n, point=True, tree=SMALL)
    for outcome, chance in wanted.items():
        seen = (found == np.array(outcome, bool)).all(axis=1).mean()
        assert abs(seen - chance) < 4 * math.sqrt(chance * (1 - chance) / n), outcome


def test_rates_root_and_ages_are_integrated():
    """P(two sisters agree) over the priors, by quadrature: with equal expected rates each carries half of the time."""
    u = (np.arange(60) + 0.5) / 60
    rate = np.array([carriers_module.GAIN.draw(x) for x in u])
    gain, loss = np.meshgrid(rate, rate)
    total = gain + loss
    wanted = {}
    for years in (10.0, 90.0):
        changed = 1 - np.exp(-total * years)
        p01, p11 = gain / total * changed, 1 - loss / total * changed
        if years == 10.0:
            near = 1 - np.exp(-total * 80)
            carrier = 0.5 * (gain / total * near) + 0.5 * (1 - loss / total * near)
        else:
            carrier = np.full_like(total, 0.5)
        wanted[years] = float(
            (carrier * (p11**2 + (1 - p11) ** 2) + (1 - carrier) * (p01**2 + (1 - p01) ** 2)).mean()
        )
    n = 3000
    found = drawn(("a_a", "b_b", "c_c"), n, tree=SMALL)
    sisters, distant = (found[:, 0] == found[:, 1]).mean(), (found[:, 0] == found[:, 2]).mean()
    assert (
        abs(sisters - wanted[10.0]) < 0.025
    )  # 4 standard errors are 0.017; redated ages move it by less than 0.005
    assert abs(distant - wanted[90.0]) < 0.04
    assert sisters > distant + 0.1
    assert abs(found.mean() - 0.5) < 0.035


def test_sisters_are_more_alike_than_distant_species_on_the_real_tree():
    n, found = 400, {}
    for other in ("pan_troglodytes", "mus_musculus", "apis_mellifera"):
        pairs = drawn(("homo_sapiens", other), n)
        found[other] = (pairs[:, 0] == pairs[:, 1]).mean()
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert found["pan_troglodytes"] > 0.93
    assert found["apis_mellifera"] < 0.75


def test_the_answer_does_not_depend_on_who_is_asked_first_or_at_all():
    species = tree().tips
    first = {name: carriers(5, 3, name, "visual") for name in species}
    carriers_module._states.cache_clear()
    assert {name: carriers(5, 3, name, "visual") for name in reversed(species)} == first
    carriers_module._states.cache_clear()
    assert carriers(5, 3, "octopus_vulgaris", "visual") == first["octopus_vulgaris"]


def test_modalities_and_replicates_are_drawn_apart():
    tables = {
        m: np.array([carriers(0, r, "homo_sapiens", m) for r in range(250)])
        for m in carriers_module.MODALITIES
    }
    agree = (tables["visual"] == tables["auditory"]).mean()
    assert 0.37 < agree < 0.63
    assert 0.37 < tables["visual"].mean() < 0.63


def test_a_species_that_is_added_moves_nobody_but_its_sister():
    text = newick(tree()).replace(
        "Danio_rerio:177.48", "(Danio_rerio:20,Danio_albolineatus:20)Danio:157.48"
    )
    more = parse_newick(text)
    for replicate in range(40):
        before = {name: carriers(1, replicate, name, "visual") for name in tree().tips}
        after = {name: carriers(1, replicate, name, "visual", tree=more) for name in tree().tips}
        assert {k for k in before if before[k] != after[k]} <= {"danio_rerio"}


def test_names_of_variants_and_of_science_stand_at_one_tip():
    wanted = carriers(0, 1, "macaca_mulatta", "visual")
    assert carriers(0, 1, "Macaca mulatta", "visual") == wanted
    assert carriers(0, 1, "macaca_mulatta_captive", "visual") == wanted


def test_a_species_without_a_place_is_told_how_to_get_one():
    with pytest.raises(
        InputError,
        match=r"homo_sapeins.*Did you mean homo_sapiens\? `mirror-abm tree homo_sapeins --beside",
    ):
        carriers(0, 0, "homo_sapeins", "visual")
    assert carriers(0, 0, "my_animal", "visual", carrier=True) is True
    assert carriers(0, 0, "my_animal", "visual", carrier=False) is False
    with pytest.raises(InputError, match="carrier = 'yes'"):
        carriers(0, 0, "my_animal", "visual", carrier="yes")
    with pytest.raises(InputError, match="modality"):
        carriers(0, 0, "homo_sapiens", "touch")


# ------------------------------------------------------------------ reading
def test_a_tiny_tree_by_hand():
    assert (
        Tree(("R", "X", "a_a", "b_b", "c_c"), (-1, 0, 1, 1, 0), (3.0, 1.0, 0.0, 0.0, 0.0)) == TINY
    )
    assert TINY.tips == ("a_a", "b_b", "c_c")
    wanted = np.array([[3.0, 2.0, 0.0], [2.0, 3.0, 0.0], [0.0, 0.0, 3.0]])
    assert np.array_equal(covariance(TINY, TINY.tips), wanted)
    assert np.array_equal(covariance(TINY, ("c_c", "A a")), [[3.0, 0.0], [0.0, 3.0]])
    assert np.array_equal(covariance(TINY, ("a_a", "b_b"), lam=0.25), [[3.0, 0.5], [0.5, 3.0]])
    assert relatives("a_a", TINY) == (("b_b", 1.0), ("c_c", 3.0))
    assert newick(TINY) == "((A_a:1,B_b:1)X:2,C_c:3)R;"


def test_newick_as_others_write_it():
    other = parse_newick(" [&R] ( 'C c':3 ,\n(B_b:1e0,A_a:1.0)X:2.0)R:0.0 ; ")
    assert set(other.tips) == set(TINY.tips)
    assert np.array_equal(covariance(other, TINY.tips), covariance(TINY, TINY.tips))
    nameless = parse_newick("((A_a:1,B_b:1):2,C_c:3);")
    assert set(nameless.names) == {"a_a", "b_b", "c_c", "a_a+b_b", "a_a+c_c"}
    assert np.array_equal(
        covariance(parse_newick("(A_a:2,B_b:2,C_c:2);"), TINY.tips), 2 * np.eye(3)
    )  # a polytomy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("((A_a:1,B_b:1)X:2,C_c:3;", "a parenthesis is not closed"),
        ("(A_a:1,B_b:1)X:2,C_c:3);", "not Newick"),
        ("(A_a:1,B_b:1)));", "closed that was not opened"),
        ("(A_a:1,B_b:1)", "semicolon"),
        ("(A_a:1,B_b:1);(C:1,D:1);", "one tree a line"),
        ("(A_a:1,A_a:1);", "a_a: stands twice"),
        ("(A_a:1,A a:1);", "must be one label"),
        ("(A_a:-1,B_b:1);", r"'-1': must be a number of million years, 0 or more"),
        ("(A_a:nan,B_b:1);", "must be a number"),
        ("(A_a:x,B_b:1);", "must be a number"),
        ("(A_a,B_b:1);", "A_a: has no branch length"),
        ("(A_a:1,:1);", "a tip has no name"),
        ("(A_a:1,B_b:2);", "A_a ends 1 million years before the present: .*ultrametric"),
        ("(A_a:0,B_b:0);", "must have at least two tips, and a length"),
        ("A_a;", "at least two tips"),
        ("", "semicolon"),
        ("(A_a:1,B_b:1)[x;", "is not Newick"),
        ("(A_a:1,(B_b:1)", "not closed"),
        ("((A_a:1,B_b:1)(C_c:1,D_d:1));", "is not Newick"),
    ],
)
def test_what_is_not_a_dated_tree_is_refused_in_one_sentence(text, said):
    with pytest.raises(InputError, match=said) as caught:
        parse_newick(text, "mine.nwk")
    assert str(caught.value).startswith("mine.nwk: ")
    assert "\n" not in str(caught.value)


def test_what_is_too_large_is_refused_fast(tmp_path):
    file = tmp_path / "big.nwk"
    file.write_text("(" * 10_000_000)
    start = time.process_time()
    with pytest.raises(InputError, match="10,000,000 bytes: must be at most 4,000,000"):
        tree(file)
    file.write_text("(" * 3_999_999)
    with pytest.raises(InputError, match="more than 20,000 nodes"):
        tree(file)
    assert time.process_time() - start < 5
    with pytest.raises(InputError, match="no such file"):
        tree(tmp_path / "none.nwk")
    with pytest.raises(InputError, match="holds no tree"):
        file.write_text("\n")
        trees(file)


def test_numbers_that_are_no_lambda_are_refused():
    for lam in (-0.1, 1.1, math.nan):
        with pytest.raises(InputError, match="lam"):
            covariance(TINY, TINY.tips, lam=lam)


# ------------------------------------------------------------------ the library's tree
def test_the_tree_of_the_library():
    dated = tree()
    assert len(dated.tips) == 38
    assert len(dated.names) == 75  # every split is in two
    assert parse_newick(newick(dated)) == dated
    assert relatives("homo_sapiens")[0] == ("pan_troglodytes", 6.57)
    assert dated.ages[dated.ancestor("apis_mellifera", "homo_sapiens")] == 686.0
    values = np.linalg.eigvalsh(covariance(dated, dated.tips))
    assert values.min() > 0


def test_every_node_has_its_source_and_the_table_agrees_with_the_tree():
    table = pd.read_csv(LIBRARY / "tree_nodes.csv").set_index("clade")
    dated, bib = tree(), (LIBRARY / "references.bib").read_text()
    inner = {dated.names[node]: dated.ages[node] for node in set(dated.parents) if node >= 0}
    assert set(table.index) == set(inner)
    for clade, row in table.iterrows():
        assert math.isclose(row["age"], inner[clade], abs_tol=1e-6)
        assert dated.names[dated.ancestor(row["first_tip"], row["second_tip"])] == clade
        assert row["low"] < row["age"] < row["high"]
        assert f"{{{row['source']}," in bib
        assert row["how"] in ("recalled", "derived")
    second = table.dropna(subset=["second_age"])
    assert len(second) == 18
    assert all(f"{{{key}," in bib for key in second["second_source"])
    outside = second[
        (second["second_age"] < second["low"]) | (second["second_age"] > second["high"])
    ]
    assert set(outside.index) == {"Murinae", "Canis"}  # both are told in the table's notes
    assert outside["note"].notna().all()


def test_drawn_ages_keep_the_order_and_stay_within_the_ranges():
    dated = tree()
    drawn = redraw(dated, 60, seed=4)
    ages = np.array([each.ages for each in drawn])
    inner = [node for node in range(75) if dated.ages[node] > 0]
    ratio = ages[:, inner] / np.array(dated.ages)[inner]
    assert ratio.min() >= 1 / 1.4 - 1e-12
    assert ratio.max() <= 1.4 + 1e-12
    for node in range(1, 75):
        assert (ages[:, node] < ages[:, dated.parents[node]]).all()
    assert (ages[:, [node for node in range(75) if node not in inner]] == 0).all()
    assert (
        np.corrcoef(ratio[:, 0], ratio[:, inner.index(dated._index["Hominini"])])[0, 1] > 0.3
    )  # one clock runs through all
    assert ratio.std(axis=0).min() > 0.05
    assert redated(dated, 4, 17) == drawn[17]  # one alone equals the one among many


def test_the_trees_that_are_shipped_are_those_that_the_code_draws():
    shipped = trees()
    assert len(shipped) == 100
    for made, stored in zip(redraw(tree()), shipped, strict=True):
        assert made.names == stored.names
        assert made.parents == stored.parents
        assert np.allclose(made.ages, stored.ages, atol=1e-3)


def test_a_species_is_given_a_place():
    more = graft(TINY, "Dd dd", "b_b", 2.0)  # on the branch above X
    assert newick(more) == "(((A_a:1,B_b:1)X:1,Dd_dd:2)X+dd_dd:1,C_c:3)R;"
    assert parse_newick(newick(more)) != TINY
    assert np.array_equal(covariance(more, TINY.tips), covariance(TINY, TINY.tips))
    assert (
        newick(graft(TINY, "dd_dd", "c_c", 0.5))
        == "((A_a:1,B_b:1)X:2,(C_c:0.5,Dd_dd:0.5)c_c+dd_dd:2.5)R;"
    )
    for species, beside, age, said in (
        ("a_a", "b_b", 1.0, "stands in the tree already"),
        ("d", "b_b", 1.0, "two words"),
        ("d_d", "z_z", 1.0, "has no place"),
        ("d_d", "b_b", 3.0, "must lie between 0"),
    ):
        with pytest.raises(InputError, match=said):
            graft(TINY, species, beside, age)


def test_the_command_gives_a_place_that_can_be_read_back(tmp_path):
    file = tmp_path / "tree.nwk"
    said = CliRunner().invoke(
        app,
        [
            "tree",
            "octopus_cyanea",
            "--beside",
            "octopus_vulgaris",
            "--age",
            "40",
            "--out",
            str(file),
        ],
    )
    assert said.exit_code == 0
    assert relatives("octopus_cyanea", tree(file))[0] == ("octopus_vulgaris", 40.0)
    assert "6.57  pan_troglodytes" in CliRunner().invoke(app, ["tree", "homo_sapiens"]).output
    for words in (
        ["tree", "x_y", "--age", "3"],
        ["tree", "--beside", "homo_sapiens", "--age", "3"],
        ["tree", "--draw", "0"],
    ):
        with pytest.raises(InputError):
            CliRunner().invoke(app, words, catch_exceptions=False)


def test_broken_trees_are_refused_or_read_and_never_break_the_reader():
    text, chances = "((A_a:1,B_b:1)X:2,C_c:3)R;", np.random.default_rng(0)
    refused = 0
    for _ in range(3000):
        letters = list(text)
        for _ in range(int(chances.integers(1, 4))):
            at = int(chances.integers(len(letters)))
            new = chances.choice(list("()[],:;'-.1eX _\n"), int(chances.integers(0, 3)))
            letters[at : at + int(chances.integers(0, 3))] = new
        try:
            parse_newick("".join(letters))
        except InputError:
            refused += 1
    assert 1500 < refused < 3000
