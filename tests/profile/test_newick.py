"""Newick: what is read, what is refused, and that nothing breaks the reader."""

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.dated_tree import covariance
from mirror_abm.profile.newick import parse_newick

TINY = parse_newick("((A_a:1,B_b:1)X:2,C_c:3)R;")


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


def test_tips_that_end_early_have_ages_where_they_may():
    text = "((A:1,B:3)X:2,(C:1,D:1,E:1.5)Y:1)R;"
    found = parse_newick(text, even=False)
    assert dict(zip(found.names, found.ages, strict=True)) == {
        **{"R": 5, "X": 3, "Y": 4, "a": 2, "b": 0},
        **{"c": 3, "d": 3, "e": 2.5},
    }
    with pytest.raises(InputError, match="the tips must be of one age"):
        parse_newick(text)


def test_ages_of_an_uneven_tree_are_not_rounded():
    short = parse_newick("(A:1e-12,B:2e-12);", even=False)
    assert short.ages == (2e-12, 1e-12, 0.0)
