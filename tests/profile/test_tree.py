"""The tree of the library, its ages, and the place of one more species."""

import math
import time

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from mirror_abm.base.errors import InputError
from mirror_abm.base.library import LIBRARY
from mirror_abm.cli.main import app
from mirror_abm.profile.dated_tree import covariance
from mirror_abm.profile.newick import newick, parse_newick
from mirror_abm.profile.tree import graft, redated, redraw, relatives, tree, trees

TINY = parse_newick("((A_a:1,B_b:1)X:2,C_c:3)R;")


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


def test_the_tree_of_the_library():
    dated = tree()
    assert len(dated.tips) == 44
    assert len(dated.names) == 87  # every split is in two
    assert parse_newick(newick(dated)) == dated
    assert ("pan_troglodytes", 6.57) in relatives("homo_sapiens")[:2]
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
    inner = [node for node in range(87) if dated.ages[node] > 0]
    ratio = ages[:, inner] / np.array(dated.ages)[inner]
    assert ratio.min() >= 1 / 1.4 - 1e-12
    assert ratio.max() <= 1.4 + 1e-12
    for node in range(1, 87):
        assert (ages[:, node] < ages[:, dated.parents[node]]).all()
    assert (ages[:, [node for node in range(87) if node not in inner]] == 0).all()
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
    assert newick(more) == "(((A_a:1,B_b:1)X:1,Dd_dd:2)X~dd_dd:1,C_c:3)R;"
    assert parse_newick(newick(more)) != TINY
    assert np.array_equal(covariance(more, TINY.tips), covariance(TINY, TINY.tips))
    assert (
        newick(graft(TINY, "dd_dd", "c_c", 0.5))
        == "((A_a:1,B_b:1)X:2,(C_c:0.5,Dd_dd:0.5)c_c~dd_dd:2.5)R;"
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
