"""The history that species share, on trees of any kind, and which species are refused."""

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.phylo_tree import (
    covariance,
    enough_species,
    histories,
    history,
    trees_in,
)
from mirror_abm.profile.dated_tree import covariance as whole_covariance
from mirror_abm.profile.tree import tree

FOSSIL = "((A:1,B:3):2,(C:1,D:1,E:1.5):1);"  # not ultrametric, with three daughters at a node


def test_history_is_counted_branch_by_branch():
    found = covariance(["A", "B", "C", "D", "E"], FOSSIL)
    wanted = [[3, 2, 0, 0, 0], [2, 5, 0, 0, 0], [0, 0, 2, 1, 1], [0, 0, 1, 2, 1], [0, 0, 1, 1, 2.5]]
    np.testing.assert_allclose(found, wanted)
    assert list(found.index) == list(found.columns) == ["A", "B", "C", "D", "E"]


def test_what_all_species_share_is_left_out():
    np.testing.assert_allclose(covariance(["C", "D", "E"], FOSSIL), np.diag([1, 1, 1.5]))


def test_on_all_of_the_library_it_is_the_covariance_of_the_dated_tree():
    dated = tree()
    np.testing.assert_allclose(
        covariance(dated.tips), whole_covariance(dated, dated.tips), rtol=1e-12
    )


def test_names_of_profiles_and_scientific_names_mean_the_same_tip():
    one = covariance(["macaca_mulatta_nursery", "Homo sapiens"])
    two = covariance(["Macaca mulatta", "homo_sapiens"])
    np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize(
    ("species", "given", "piece"),
    [
        (["homo_sapien", "mus_musculus"], None, "homo_sapien. Did you mean homo_sapiens?"),
        (["homo_sapien", "mus_musculu"], None, "mus_musculu: Did you mean mus_musculus?"),
        (["mus_musculus", "mus_musculus_captive"], None, "are 2 rows for the one tip mus_musculus"),
        ([], None, "none is given"),
        (["A", "B", "C"], "((A:0,B:0):1,C:1);", "A and B: no time lies between them"),
        (["A", "C"], "((A:0,B:1):0,C:1);", "A: stands at the root of the tree"),
        (["A"], "", "must be the path of a Newick file"),
        (["A"], 5, "must be the path of a Newick file"),
        (["A"], "no_such.nwk", "no such file"),
        (["A"], "((A,B:1):1,C:1);", "has no branch length"),
        (["a_b"], "(A_b_1:1,A_b_2:1);", "stands for 2 tips"),
    ],
)
def test_species_and_trees_that_cannot_be_used_are_refused(species, given, piece):
    with pytest.raises(InputError) as told:
        covariance(species, given)
    assert piece in str(told.value)


def test_a_tip_without_a_length_beside_one_that_has_one_is_an_ancestor():
    np.testing.assert_allclose(
        covariance(["A", "B", "C"], "((A:0,B:1):1,C:1);"), [[1, 1, 0], [1, 2, 0], [0, 0, 1]]
    )


def test_trees_are_the_library_s_a_number_of_them_a_file_or_a_list(tmp_path):
    file = tmp_path / "trees.nwk"
    file.write_text(f"{FOSSIL}\n\n{FOSSIL}\n")
    assert len(histories(None, None)) == 1
    assert len(histories(None, True)) == 100
    assert histories(None, 3) == histories(None, True)[:3]
    assert len(histories(None, file)) == len(trees_in(file)) == len(histories(None, [FOSSIL] * 2))
    assert len(histories(None, f"{FOSSIL}\n{FOSSIL}")) == 2
    over_lines = tmp_path / "one.nwk"
    over_lines.write_text(FOSSIL.replace(",", ",\n"))
    assert trees_in(over_lines) == (history(FOSSIL),)
    empty = tmp_path / "empty.nwk"
    empty.write_text("\n")
    for wrong in (0, 101, [], 1.5, {}, "", empty):
        with pytest.raises(InputError):
            histories(None, wrong)
    with pytest.raises(InputError, match="two answers to one question"):
        histories(FOSSIL, True)


def test_fewer_than_five_species_are_refused_by_name():
    with pytest.raises(InputError, match=r"4 \(a, b, c, d\): a signal must have at least 5"):
        enough_species(list("abcd"), "a signal")
    enough_species(list("abcde"), "a signal")
