"""The dated tree of the species: the history that they share.

``species/tree.nwk`` is the tree (million years, every node named); ``species/tree_nodes.csv`` says
where each age comes from. Ages differ between sources by 20-40 %: :func:`redated` draws them, and
``species/trees.nwk`` holds 100 such trees. Nothing here knows what was found in any species.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from pathlib import Path

from ..base.checks import whole
from ..base.errors import InputError, did_you_mean
from ..base.files import read_text, shown
from ..base.library import LIBRARY
from ..base.seeds import LARGEST_SEED, quantile
from .dated_tree import GRAFTED, Tree, tip_name
from .newick import parse_newick

MAX_TREE_BYTES = 4_000_000  #: of a file of trees
TOTAL = 1.4  #: the factor by which an age may be off
SHARED = 1.2  #: the part of that factor which is common to the whole tree


def trees(path: str | Path | None = None) -> tuple[Tree, ...]:
    """Return the trees of a file, one a line.

    Parameters
    ----------
    path : str or Path, optional
        A Newick file; by default, the 100 trees of the library, whose ages differ as sources do.

    Returns
    -------
    tuple of Tree
        In the order of the file.

    Raises
    ------
    InputError
        No such file, too large a file, no tree, or a line that is no dated, ultrametric tree.
    """
    file = Path(path) if path is not None else LIBRARY / "trees.nwk"
    lines = [
        (number, line)
        for number, line in enumerate(read_text(file, MAX_TREE_BYTES).splitlines(), 1)
        if line.strip()
    ]
    if not lines:
        raise InputError(f"{shown(file)}: holds no tree.")
    return tuple(parse_newick(line, f"{shown(file)}:{number}") for number, line in lines)


@lru_cache(maxsize=1)
def _bundled() -> Tree:
    """Return the tree of the library, read once."""
    return tree(LIBRARY / "tree.nwk")


def tree(path: str | Path | None = None) -> Tree:
    """Return the dated tree of the library, or the tree in a file.

    Parameters
    ----------
    path : str or Path, optional
        A Newick file with one tree, which may go over several lines.

    Returns
    -------
    Tree
        The tree.

    Raises
    ------
    InputError
        No such file, too large a file, or not one dated, ultrametric tree.

    Examples
    --------
    >>> dated = tree()
    >>> dated.ages[dated.ancestor("homo_sapiens", "pan_troglodytes")]
    6.57
    """
    if path is None:
        return _bundled()
    return parse_newick(read_text(Path(path), MAX_TREE_BYTES), shown(Path(path)))


def tree_given(given: Tree | str | Path | None) -> Tree | None:
    """Return the tree that somebody gives instead of the library's.

    Parameters
    ----------
    given : Tree, str, Path or None
        A tree, the path of a Newick file, or Newick itself, which ends with a semicolon.

    Returns
    -------
    Tree or None
        None for that of the library.

    Raises
    ------
    InputError
        It is nothing of the kind, or no dated, ultrametric tree.
    """
    if given is None or isinstance(given, Tree):
        return given
    if not isinstance(given, (str, Path)) or not str(given).strip() or "\0" in str(given):
        raise InputError(f"tree = {given!r}: must be the path of a Newick file, or a Tree.")
    if isinstance(given, str) and given.rstrip().endswith(";"):
        return _written(given)
    return tree(given)


@lru_cache(maxsize=8)
def _written(text: str) -> Tree:
    """Return the tree that a plan holds as text, read once a process."""
    return parse_newick(text, "tree")


def relatives(species: str, tree: Tree | None = None) -> tuple[tuple[str, float], ...]:
    """Return every other species and the age of the ancestor shared with it.

    Parameters
    ----------
    species : str
        Profile name or scientific name.
    tree : Tree, optional
        By default, the tree of the library.

    Returns
    -------
    tuple of (str, float)
        Species and age, million years; the closest relative first.
    """
    dated = tree or _bundled()
    own = dated.names[dated.place(species)]
    found = [
        (other, dated.ages[dated.ancestor(own, other)]) for other in dated.tips if other != own
    ]
    return tuple(sorted(found, key=lambda item: (item[1], item[0])))


def redated(tree: Tree, seed: int, replicate: int, covering: bool = True) -> Tree:
    """Return a tree with ages drawn as sources differ, ultrametric and in the same order.

    Parameters
    ----------
    tree : Tree
        The tree with the ages that are most likely.
    seed, replicate : int
        The address of the draw, with the name of the clade.
    covering : bool, default True
        Whether replicates cover the ranges evenly (:func:`mirror_abm.base.seeds.quantile`).

    Returns
    -------
    Tree
        The same tree with other ages.

    Notes
    -----
    Ages are drawn from the root down, log-uniformly, with one factor ``f`` in [1/1.2, 1.2] for the
    whole tree and the rest by node::

        age'_i = f age_i g_i        g_i in [1.2/1.4, min(1.4/1.2, age'_parent / (f age_i))]

    so that no age is off by more than the factor 1.4. The age at which a species was grafted on a
    branch (:attr:`.dated_tree.Tree.grafts`) is drawn last, between the ends of that branch: to add
    a species moves no other age.
    """
    shared = SHARED ** (2 * quantile(seed, replicate, "phylogeny", "age", covering=covering) - 1)
    own, inner, ages = math.log(TOTAL / SHARED), set(tree.parents), [0.0] * len(tree.names)
    for node in tree.history:
        if node in inner and tree.ages[node] > 0:
            middle, above = math.log(shared * tree.ages[node]), tree.trunk(node)
            top = middle + own
            if node:
                top = min(top, math.log(ages[above]))
            u = quantile(seed, replicate, "phylogeny", "age", tree.names[node], covering=covering)
            if node in tree.grafts and ages[tree.grafts[node]] > 0:
                low = max(middle - own, math.log(ages[tree.grafts[node]]))
                ages[node] = math.exp(low + u * (top - low))
            else:
                ages[node] = math.exp(middle - own + u * (top - middle + own))
    return Tree(tree.names, tree.parents, tuple(ages))


def redraw(tree: Tree, count: int = 100, seed: int = 0) -> tuple[Tree, ...]:
    """Return trees with ages drawn anew (see :func:`redated`).

    Parameters
    ----------
    tree : Tree
        The tree with the ages that are most likely.
    count : int, optional
        How many.
    seed : int, optional
        ``species/trees.nwk`` holds the first 100 of seed 0.

    Returns
    -------
    tuple of Tree
        By replicate.

    Raises
    ------
    InputError
        The seed is not a whole number, 0 or more.
    """
    whole("seed", seed, 0, LARGEST_SEED)
    return tuple(redated(tree, seed, replicate) for replicate in range(count))


def graft(tree: Tree, species: str, beside: str, age: float) -> Tree:
    """Return a tree with one more species.

    Parameters
    ----------
    tree : Tree
        The tree without it.
    species : str
        The scientific name of the new species.
    beside : str
        A relative in the tree.
    age : float
        When the line of the species split from that of the relative, million years ago.

    Returns
    -------
    Tree
        All other splits are unchanged.

    Raises
    ------
    InputError
        The species has a place already, the relative has none, or the age is not below the root's.
    """
    name = tip_name(species)
    if name in tree.tips:
        raise InputError(f"species = {species!r}: stands in the tree already.")
    if not re.fullmatch(r"[a-z]+_[a-z]+", name):
        raise InputError(
            f"species = {species!r}: must be a scientific name of two words, for example "
            "octopus_cyanea."
        )
    if len(tree.candidates(beside)) != 1:
        raise InputError(
            f"beside = {beside!r}: has no place in the tree itself: must be one of those that "
            f"`mirror-abm tree` shows.{did_you_mean(tip_name(beside), tree.tips)}"
        )
    if not (isinstance(age, (int, float)) and 0 < age < tree.ages[0]):
        raise InputError(
            f"age = {age!r}: must lie between 0 and the age of the root, {tree.ages[0]:g} million "
            "years."
        )
    below = [node for node in tree.line(tree.place(beside)) if tree.ages[node] < age][-1]
    # the new clade stands where `below` stood
    moved = [node + (node >= below) for node in range(len(tree.names))]
    names, ages = list(tree.names), list(tree.ages)
    parents = [moved[parent] if parent >= 0 else -1 for parent in tree.parents]
    names.insert(below, f"{tree.names[below]}{GRAFTED}{name}")
    ages.insert(below, float(age))
    parents.insert(below, parents[below])
    parents[below + 1] = below
    return Tree((*names, name), (*parents, below), (*ages, 0.0))
