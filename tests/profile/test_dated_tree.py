"""A dated tree of three species, by hand."""

import math

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.dated_tree import Tree, covariance
from mirror_abm.profile.newick import newick, parse_newick
from mirror_abm.profile.tree import relatives

TINY = parse_newick("((A_a:1,B_b:1)X:2,C_c:3)R;")


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


def test_numbers_that_are_no_lambda_are_refused():
    for lam in (-0.1, 1.1, math.nan):
        with pytest.raises(InputError, match="lam"):
            covariance(TINY, TINY.tips, lam=lam)
