"""Species and trees -> the history that each pair of species shares.

Trees may be of any kind: with tips that end early (fossils), with several daughters at one node, in
any unit. What is before the last common ancestor of the species that are asked about is shared by
all of them and left out, as it is where R prunes a tree (``ape::keep.tip``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ..base.brief import some
from ..base.errors import InputError, did_you_mean
from ..base.files import read_text, shown
from ..profile.dated_tree import Tree, tip_name
from ..profile.newick import parse_newick
from ..profile.tree import MAX_TREE_BYTES
from ..profile.tree import tree as library_tree
from ..profile.tree import trees as library_trees

GivenTree = Tree | str | Path | None
GivenTrees = bool | int | str | Path | Sequence[Tree | str] | None
FEWEST = 5  #: species of which anything is said
#: history below which two species count as one, as a share of the longest
NOTHING = 1e-12


def covariance(species: Iterable[str], tree: GivenTree = None) -> pd.DataFrame:
    """Return the covariance between species of a trait that evolves by Brownian motion of rate 1.

    Parameters
    ----------
    species : iterable of str
        Names of profiles or scientific names.
    tree : Tree, str or Path, optional
        A tree, Newick text, or the path of a file of it; by default the dated tree of the library.
        Tips need not be of one age.

    Returns
    -------
    pandas.DataFrame
        History that each two species share since the last common ancestor of all of them, in the
        tree's own unit (million years in the library's); on the diagonal, the history of each.

    Raises
    ------
    InputError
        No such tree, species that have no place in it or stand there for one tip, or species
        between which no time lies.

    Examples
    --------
    >>> shared = covariance(["homo_sapiens", "Pan troglodytes", "mus_musculus"])
    >>> round(shared.loc["homo_sapiens", "Pan troglodytes"], 2)
    84.33
    """
    names = [str(each) for each in species]
    return pd.DataFrame(shared_history(history(tree), names), index=names, columns=names)


def history(tree: GivenTree) -> Tree:
    """Return the tree that somebody gives, or the library's.

    Parameters
    ----------
    tree : Tree, str, Path or None
        A tree, Newick text, which ends with a semicolon, or the path of a file with one tree.

    Returns
    -------
    Tree
        Its tips may end before the present.

    Raises
    ------
    InputError
        It is nothing of the kind.
    """
    if tree is None:
        return library_tree()
    if isinstance(tree, Tree):
        return tree
    if not isinstance(tree, (str, Path)) or not str(tree).strip() or "\0" in str(tree):
        raise InputError(
            f"tree = {tree!r}: must be the path of a Newick file, Newick text, or a Tree."
        )
    if isinstance(tree, str) and tree.rstrip().endswith(";"):
        return parse_newick(tree, "tree", even=False)
    return parse_newick(read_text(Path(tree), MAX_TREE_BYTES), shown(Path(tree)), even=False)


def trees_in(path: Path) -> tuple[Tree, ...]:
    """Return the trees of a file: one that may go over several lines, or one a line.

    Parameters
    ----------
    path : Path
        A Newick file.

    Returns
    -------
    tuple of Tree
        At least one.

    Raises
    ------
    InputError
        No such file, no tree, or what is no Newick.
    """
    text, name = read_text(path, MAX_TREE_BYTES), shown(path)
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise InputError(f"{name}: holds no tree.")
    if sum(line.rstrip().endswith(";") for _, line in lines) < 2:
        return (parse_newick(text, name, even=False),)
    return tuple(parse_newick(line, f"{name}:{at}", even=False) for at, line in lines)


def histories(tree: GivenTree, trees: GivenTrees) -> tuple[Tree, ...]:
    """Return the trees over which something is to be computed.

    Parameters
    ----------
    tree : Tree, str, Path or None
        As of :func:`history`.
    trees : bool, int, str, Path, sequence or None
        None or False for the one tree; True for the 100 of the library, a number for the first so
        many of them; a file with one tree a line, or trees.

    Returns
    -------
    tuple of Tree
        At least one.

    Raises
    ------
    InputError
        Both are given, or trees that are none.
    """
    if trees is None or trees is False:
        return (history(tree),)
    if tree is not None:
        raise InputError(
            "tree and trees: are two answers to one question: give one tree, or several (trees = "
            "True are the library's 100; a file of your own has one tree a line)."
        )
    if trees is True:
        return library_trees()
    if isinstance(trees, (str, Path)) and str(trees).strip() and "\0" not in str(trees):
        if str(trees).rstrip().endswith(";"):
            return tuple(history(line) for line in str(trees).splitlines() if line.strip())
        return trees_in(Path(trees))
    if isinstance(trees, int):
        known = library_trees()
        if 1 <= trees <= len(known):
            return known[:trees]
    elif isinstance(trees, Sequence) and len(trees) and not isinstance(trees, (str, bytes)):
        return tuple(history(each) for each in trees)
    raise InputError(
        f"trees = {trees!r}: must be True for the library's 100, a number from 1 to 100, a file "
        "with one tree a line, or a list of trees."
    )


def shared_history(tree: Tree, species: Sequence[str]) -> np.ndarray:
    """Return the history that each pair of species shares, checked.

    Parameters
    ----------
    tree : Tree
        The tree.
    species : sequence of str
        Names of profiles or scientific names.

    Returns
    -------
    ndarray, shape (n, n)
        As of :func:`covariance`.

    Raises
    ------
    InputError
        As of :func:`covariance`.
    """
    at = _places(tree, species)
    passed = np.zeros((len(at), len(tree.names)))
    for row, node in enumerate(at):
        passed[row, tree.line(node)] = 1
    parents, ages = np.array(tree.parents), np.array(tree.ages)
    lengths = np.where(parents >= 0, ages[parents] - ages, 0.0)
    lengths[passed.all(axis=0)] = 0  # before the last common ancestor of all of them
    found = (passed * lengths) @ passed.T
    _look_at(found, species)
    return np.asarray(found)


def _places(tree: Tree, species: Sequence[str]) -> list[int]:
    """Return the node of every species."""
    if not species:
        raise InputError("species: none is given: must be names that stand in the tree.")
    found = [tree.candidates(name) for name in species]
    lost = [name for name, tips in zip(species, found, strict=True) if not tips]
    if lost:
        near = [did_you_mean(tip_name(name), tree.tips).strip() for name in lost]
        hints = [
            each if len(lost) == 1 else f"{name}: {each}"
            for name, each in zip(lost, near, strict=True)
            if each
        ][:5]
        raise InputError(
            f"species not in the tree: {some(lost, 300)}.{''.join(f' {each}' for each in hints)}"
            " `mirror-abm tree` shows who is there, and `mirror-abm tree NEW --beside RELATIVE "
            "--age AGE --out tree.nwk` gives one more a place."
        )
    several = [name for name, tips in zip(species, found, strict=True) if len(tips) > 1]
    if several:
        tree.place(several[0])  # says of which tips it may be
    tips = [each[0] for each in found]
    twice = [tip for tip, count in Counter(tips).items() if count > 1]
    if twice:
        rows = [name for name, tip in zip(species, tips, strict=True) if tip == twice[0]]
        raise InputError(
            f"species given twice: {some(rows)} are {len(rows)} rows for the one tip {twice[0]} of "
            "the tree: a species is one data point; give its mean, or one of them."
        )
    return [tree.place(tip) for tip in tips]


def _look_at(shared: np.ndarray, species: Sequence[str]) -> None:
    """Refuse species without a history of their own."""
    own = np.diag(shared)
    if len(species) > 1 and (own <= NOTHING * own.max()).any():
        raise InputError(
            f"{species[int(np.argmin(own))]}: stands at the root of the tree, with no history of "
            "its own: its branch must have a length."
        )
    apart = own[:, None] + own[None, :] - 2 * shared
    apart[np.diag_indices(len(own))] = np.inf
    one, two = divmod(int(np.argmin(apart)), len(own))
    if apart[one, two] <= NOTHING * own.max() and len(species) > 1:
        raise InputError(
            f"{species[one]} and {species[two]}: no time lies between them in the tree (tips of "
            "length 0), so that they are one data point: leave one out, or give the branches a "
            "length."
        )


def enough_species(species: Sequence[str], what: str) -> None:
    """Refuse fewer than 5 species.

    Parameters
    ----------
    species : sequence of str
        The species.
    what : str
        What they are wanted for.

    Raises
    ------
    InputError
        They are fewer.
    """
    if len(species) < FEWEST:
        raise InputError(
            f"species: {len(species)} ({some(species)}): {what} must have at least {FEWEST}; "
            "below about 30 it still finds what is not there (ma.phylo.false_positives)."
        )
