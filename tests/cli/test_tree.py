"""``tree`` as it is typed."""

import pytest

from mirror_abm.profile.tree import tree

from .shell import refused, typed


def test_the_tree_is_printed_and_written_and_drawn_anew(tmp_path):
    told = typed("tree")
    assert told.returncode == 0
    assert [name for name in tree().tips if name not in told.stdout.lower()] == []
    drawn = typed("tree", "--draw", "3", "--seed", "1", "--out", "trees.nwk", cwd=tmp_path)
    assert (drawn.returncode, drawn.stdout) == (0, "tree    trees.nwk\n")
    lines = (tmp_path / "trees.nwk").read_text().splitlines()
    assert len(set(lines)) == 3


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        (("--beside", "homo_sapiens"), "--beside and --age go together"),
        (("--beside", "homo_sapiens", "--age", "1"), "with the name of the species"),
        (("--draw", "0"), "--draw 0: must lie between 1 and 10,000."),
        (("homo_sapient",), "Did you mean homo_sapiens?"),
        (("x_y", "--beside", "homo_sapien", "--age", "1"), "beside = 'homo_sapien': has no place"),
        (("x_y", "--beside", "homo_sapien", "--age", "1"), "Did you mean homo_sapiens?"),
        (("--seed", "4"), "--seed: is that of --draw"),
        (("homo_sapiens", "--draw", "3"), "--draw: is about whole trees: leave homo_sapiens out"),
        (("--tree", "none.nwk"), "none.nwk: no such file"),
        (("homo_sapiens", "--out", "x.nwk"), "--out: is about whole trees: leave homo_sapiens"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(words, piece):
    refused(typed("tree", *words), 2, piece)
