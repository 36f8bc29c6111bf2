"""The dated tree of the species: the history that they share.

``species/tree.nwk`` is the tree (million years, every node named), ``species/tree_nodes.csv`` says where each age comes
from. Ages differ between sources by 20-40 %: :func:`redated` draws them, and ``species/trees.nwk`` holds 100 such trees.
Nothing here knows what was found in any species.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from ..base.errors import InputError, did_you_mean
from ..base.files import read_text, shown
from ..base.library import LIBRARY
from ..base.seeds import uniform

LIMIT = 4_000_000  #: bytes of a file of trees
NODES = 20_000  #: the most nodes of a tree
SHARED, TOTAL = (
    1.2,
    1.4,
)  #: an age is off by up to the factor TOTAL, of which SHARED is common to the whole tree


@dataclass(frozen=True)
class Tree:
    """A dated tree. Node 0 is the root and parents come before children.

    ``names``: tips as profiles are named (``homo_sapiens``), other nodes by clade; ``parents``: index, -1 for the root;
    ``ages``: million years before present, 0 at every tip.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    ages: tuple[float, ...]

    @cached_property
    def tips(self) -> tuple[str, ...]:
        """The names of the tips, in the order of the file."""
        inner = set(self.parents)
        return tuple(name for index, name in enumerate(self.names) if index not in inner)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: index for index, name in enumerate(self.names)}

    def place(self, species: str) -> int:
        """Return the node of a species, by profile name or scientific name; a third word (variant, subspecies) is ignored."""
        name = tip_name(species)
        if name not in self.tips:
            raise InputError(
                f"species = {species!r}: has no place in the tree.{did_you_mean(name, self.tips)} `mirror-abm tree {name} "
                f"--beside RELATIVE --age AGE --out species/tree.nwk` gives it one, where AGE is that of their last common "
                f"ancestor in million years; or say whether it carries: carrier=True or False."
            )
        return self._index[name]

    def line(self, node: int) -> list[int]:
        """Return ``node`` and its ancestors, up to the root."""
        found = [node]
        while self.parents[found[-1]] >= 0:
            found.append(self.parents[found[-1]])
        return found

    def ancestor(self, first: str, second: str) -> int:
        """Return the last common ancestor of two species."""
        line = set(self.line(self.place(first)))
        return next(node for node in self.line(self.place(second)) if node in line)


def tip_name(species: str) -> str:
    """Return the tip that a species, a variant or a subspecies stands at: the first two words of its name."""
    return "_".join(re.split(r"[\s_]+", str(species).strip().lower())[:2])


def _tokens(text: str, where: str) -> Iterator[str]:
    """Yield labels, numbers and punctuation of Newick; comments in brackets are passed over."""
    for found in re.finditer(r"\s+|\[[^\[\]]*\]|'(?:[^']|'')*'|[(),:;]|[^\s()\[\]',:;]+|(.)", text):
        token = found.group()
        if found.group(1):
            raise InputError(f"{where}: character {found.start() + 1}, {token!r}: is not Newick.")
        if not token.isspace() and token[0] != "[":
            yield token[1:-1].replace("''", "'") if token[0] == "'" else token


def _length(token: str, where: str) -> float:
    try:
        length = float(token)
    except ValueError:
        length = math.nan
    if not (math.isfinite(length) and length >= 0):
        raise InputError(
            f"{where}: branch length {token[:40]!r}: must be a number of million years, 0 or more."
        )
    return length


def _parse(text: str, where: str) -> tuple[list[str], list[int], list[float]]:
    """Return labels, parents and branch lengths of one Newick tree, the root first; -1 marks a length that is not given."""
    labels, parents, lengths, here, closed, after = [""], [-1], [-1.0], 0, False, "start"
    for token in _tokens(text, where):
        if closed:
            raise InputError(f"{where}: goes on after the semicolon: one tree a line.")
        if after == ":":
            lengths[here], after = _length(token, where), "length"
        elif token in "(,":
            if (token == "(") != (after in ("start", "(", ",")) or (token == "," and here == 0):
                raise InputError(
                    f"{where}: {token!r} after {labels[here] or after!r}: is not Newick."
                )
            parent = here if token == "(" else parents[here]
            labels.append("")
            parents.append(parent)
            lengths.append(-1.0)
            here, after = len(labels) - 1, token
            if here >= NODES:
                raise InputError(f"{where}: more than {NODES:,} nodes.")
        elif token == ")":
            if here == 0:
                raise InputError(f"{where}: a parenthesis is closed that was not opened.")
            here, after = parents[here], ")"
        elif token == ":":
            after = ":"
        elif token == ";":
            closed = True
        elif after in ("(", ",", ")", "start"):
            labels[here], after = token, "label"
        else:
            raise InputError(
                f"{where}: {token[:40]!r} after {labels[here][:40]!r}: must be one label; quote one with spaces."
            )
    if here or not closed:
        raise InputError(
            f"{where}: "
            + ("a parenthesis is not closed." if here else "does not end with a semicolon.")
        )
    return labels, parents, lengths


def parse_newick(text: str, where: str = "tree") -> Tree:
    """Return the dated tree that one line of Newick describes.

    Raises
    ------
    InputError : unbalanced, duplicate or missing names, lengths missing or negative, or tips that are not of one age.
    """
    labels, parents, lengths = _parse(text, where)
    inner = set(parents)
    depth = [0.0] * len(labels)
    for node in range(1, len(labels)):
        if lengths[node] < 0:
            raise InputError(
                f"{where}: {labels[node] or 'a node without a name'}: has no branch length."
            )
        depth[node] = depth[parents[node]] + lengths[node]
    tips = [node for node in range(len(labels)) if node not in inner]
    height = max(depth)
    if len(tips) < 2 or height <= 0:
        raise InputError(f"{where}: must have at least two tips, and a length.")
    for node in tips:
        if not labels[node]:
            raise InputError(f"{where}: a tip has no name.")
        if height - depth[node] > 1e-4 * height:
            raise InputError(
                f"{where}: {labels[node]} ends {height - depth[node]:g} million years before the present: "
                "the tips must be of one age (an ultrametric tree)."
            )
    names = _names(labels, parents, tips, where)
    ages = [
        0.0 if node not in inner else round(height - depth[node], 9) for node in range(len(labels))
    ]
    return Tree(names, tuple(parents), tuple(ages))


def _names(labels: list[str], parents: list[int], tips: list[int], where: str) -> tuple[str, ...]:
    """Return a name for every node: of tips, as profiles are named; of a clade without one, by its two outer tips."""
    names = list(labels)
    for node in tips:
        names[node] = re.sub(r"[\s_]+", "_", labels[node]).lower()
    first, last = {node: node for node in tips}, {node: node for node in tips}
    for node in range(len(labels) - 1, 0, -1):
        last.setdefault(parents[node], last[node])
        first[parents[node]] = first[node]
    for node, label in enumerate(labels):
        if not label:
            names[node] = f"{names[first[node]]}+{names[last[node]]}"
    if len(set(names)) < len(names):
        twice = next(name for index, name in enumerate(names) if name in names[:index])
        raise InputError(f"{where}: {twice}: stands twice in the tree.")
    return tuple(names)


def newick(tree: Tree) -> str:
    """Return the tree as one line of Newick, nodes named, lengths to 10 years."""
    children: dict[int, list[int]] = {}
    for node in range(1, len(tree.names)):
        children.setdefault(tree.parents[node], []).append(node)
    texts: dict[int, str] = {}
    for node in range(len(tree.names) - 1, -1, -1):
        inner = ",".join(texts.pop(child) for child in children.get(node, []))
        name = tree.names[node] if node in children else tree.names[node].capitalize()
        length = (
            f":{tree.ages[tree.parents[node]] - tree.ages[node]:.5f}".rstrip("0").rstrip(".")
            if node
            else ";"
        )
        texts[node] = (
            (f"({inner})" if inner else "")
            + (name if re.fullmatch(r"[\w+.-]+", name) else f"'{name}'")
            + length
        )
    return texts[0]


def trees(path: str | Path | None = None) -> tuple[Tree, ...]:
    """Return the trees of a file, one a line; by default the 100 trees that carry the uncertainty of ages."""
    file = Path(path) if path is not None else LIBRARY / "trees.nwk"
    lines = [
        (number, line)
        for number, line in enumerate(read_text(file, LIMIT).splitlines(), 1)
        if line.strip()
    ]
    if not lines:
        raise InputError(f"{shown(file)}: holds no tree.")
    return tuple(parse_newick(line, f"{shown(file)}:{number}") for number, line in lines)


@lru_cache(maxsize=1)
def _bundled() -> Tree:
    return tree(LIBRARY / "tree.nwk")


def tree(path: str | Path | None = None) -> Tree:
    """Return the dated tree of the library, or the one tree in a Newick file, which may go over several lines.

    Raises
    ------
    InputError : no such file, more than 4 MB, or not one dated, ultrametric tree.
    """
    return (
        _bundled()
        if path is None
        else parse_newick(read_text(Path(path), LIMIT), shown(Path(path)))
    )


def covariance(tree: Tree, tips: Sequence[str], lam: float = 1.0) -> np.ndarray:
    """Return the covariance of a trait under Brownian motion of rate 1, species x species in the order of ``tips``.

    The history that two species share, in million years, Pagel's ``lam`` times off the diagonal::

        C_ij = lam (age(root) - age(ancestor(i, j)))        C_ii = age(root)
    """
    if not (isinstance(lam, (int, float)) and 0 <= lam <= 1):
        raise InputError(f"lam = {lam!r}: must lie in [0, 1].")
    lines = [tree.line(tree.place(name)) for name in tips]
    root = tree.ages[0]
    found = np.full((len(tips), len(tips)), root, dtype=float)
    for i, one in enumerate(lines):
        above = set(one)
        for j, other in enumerate(lines[:i]):
            found[i, j] = found[j, i] = lam * (
                root - tree.ages[next(node for node in other if node in above)]
            )
    return found


def relatives(species: str, tree: Tree | None = None) -> tuple[tuple[str, float], ...]:
    """Return every other species and the age of the ancestor shared with it (million years), the nearest first."""
    dated = tree or _bundled()
    own = dated.names[dated.place(species)]
    found = [
        (other, dated.ages[dated.ancestor(own, other)]) for other in dated.tips if other != own
    ]
    return tuple(sorted(found, key=lambda item: (item[1], item[0])))


def redated(tree: Tree, seed: int, replicate: int) -> Tree:
    """Return the tree with ages drawn as sources differ, ultrametric and in the same order.

    From the root down, log-uniformly, with one factor ``f`` in [1/1.2, 1.2] for the whole tree and the rest by node::

        age'_i = f age_i g_i        g_i in [1.2/1.4, min(1.4/1.2, age'_parent / (f age_i))]

    so that no age is off by more than the factor 1.4. A draw belongs to (seed, replicate, name of the clade).
    """
    shared = SHARED ** (2 * uniform(seed, replicate, "phylogeny", "age") - 1)
    own, inner, ages = math.log(TOTAL / SHARED), set(tree.parents), [0.0] * len(tree.names)
    for node, name in enumerate(tree.names):
        if node in inner and tree.ages[node] > 0:
            middle = math.log(shared * tree.ages[node])
            top = (
                middle + own if node == 0 else min(middle + own, math.log(ages[tree.parents[node]]))
            )
            u = uniform(seed, replicate, "phylogeny", "age", name)
            ages[node] = math.exp(middle - own + u * (top - middle + own))
    return Tree(tree.names, tree.parents, tuple(ages))


def redraw(tree: Tree, count: int = 100, seed: int = 0) -> tuple[Tree, ...]:
    """Return ``count`` trees with ages drawn anew (:func:`redated`); ``species/trees.nwk`` holds the first 100 of seed 0."""
    return tuple(redated(tree, seed, replicate) for replicate in range(count))


def graft(tree: Tree, species: str, beside: str, age: float) -> Tree:
    """Return the tree with one species more, which split from the line of ``beside`` ``age`` million years ago.

    Raises
    ------
    InputError : a species that has a place already, a relative that has none, or an age at or beyond the root's.
    """
    name = tip_name(species)
    if name in tree.tips:
        raise InputError(f"species = {species!r}: stands in the tree already.")
    if not re.fullmatch(r"[a-z]+_[a-z]+", name):
        raise InputError(
            f"species = {species!r}: must be a scientific name of two words, for example octopus_cyanea."
        )
    if not (isinstance(age, (int, float)) and 0 < age < tree.ages[0]):
        raise InputError(
            f"age = {age!r}: must lie between 0 and the age of the root, {tree.ages[0]:g} million years."
        )
    below = [node for node in tree.line(tree.place(beside)) if tree.ages[node] < age][-1]
    moved = [
        node + (node >= below) for node in range(len(tree.names))
    ]  # the new clade stands where `below` stood
    names, ages = list(tree.names), list(tree.ages)
    parents = [moved[parent] if parent >= 0 else -1 for parent in tree.parents]
    names.insert(below, f"{tree.names[below]}+{name}")
    ages.insert(below, float(age))
    parents.insert(below, parents[below])
    parents[below + 1] = below
    return Tree((*names, name), (*parents, below), (*ages, 0.0))
