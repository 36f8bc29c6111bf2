"""Newick text -> a dated tree, and back."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..base.errors import InputError
from .dated_tree import Tree

MAX_NODES = 20_000  #: of a tree
#: a label of a clade that is how sure it is, not its name: 100, 0.98, 1.0/95, 95%, 1e-3
_SUPPORT = re.compile(r"([-+]?[\d.]+(e[-+]?\d+)?%?([/|;,:](?=.)|$))+", re.IGNORECASE)
#: spaces, a comment, a quoted label, punctuation, a label; the group is what is none of these
_TOKEN = re.compile(r"\s+|\[[^\[\]]*\]|'(?:[^']|'')*'|[(),:;]|[^\s()\[\]',:;]+|(.)")


def _tokens(text: str, where: str) -> Iterator[str]:
    """Yield labels, numbers and punctuation of Newick; comments in brackets are skipped."""
    for found in _TOKEN.finditer(text):
        token = found.group()
        if found.group(1):
            raise InputError(f"{where}: character {found.start() + 1}, {token!r}: is not Newick.")
        if not token.isspace() and token[0] != "[":
            yield token[1:-1].replace("''", "'") if token[0] == "'" else token


def _length(token: str, where: str) -> float:
    """Return a branch length, million years."""
    try:
        length = float(token)
    except ValueError:
        length = math.nan
    if not (math.isfinite(length) and length >= 0):
        raise InputError(
            f"{where}: branch length {token[:40]!r}: must be a number of million years, 0 or more."
        )
    return length


@dataclass
class _Reading:
    """A tree while its text is read: the root first, -1 for a length that is not given."""

    where: str
    labels: list[str] = field(default_factory=lambda: [""])
    parents: list[int] = field(default_factory=lambda: [-1])
    lengths: list[float] = field(default_factory=lambda: [-1.0])
    here: int = 0  #: the node that is being read
    after: str = "start"  #: the token before this one, or what kind it was

    def refuse(self, why: str) -> InputError:
        """Return the error that says where and why."""
        return InputError(f"{self.where}: {why}")

    def take(self, token: str) -> None:
        """Take one token other than the semicolon."""
        if self.after == ":":
            self.lengths[self.here], self.after = _length(token, self.where), "length"
        elif token in "(,":
            self.branch(token)
        elif token == ")":
            if self.here == 0:
                raise self.refuse("a parenthesis is closed that was not opened.")
            self.here, self.after = self.parents[self.here], ")"
        elif token == ":":
            if self.after == "length":
                raise self.refuse(
                    f"a second number behind the length of {self.labels[self.here] or 'a branch'}: "
                    "what else is known of a branch stands in brackets, as in (A:1[100],B:1[98]);"
                )
            self.after = ":"
        elif self.after in ("(", ",", ")", "start"):
            self.labels[self.here], self.after = token, "label"
        else:
            raise self.refuse(
                f"{token[:40]!r} after {self.labels[self.here][:40]!r}: must be one label; quote "
                "one with spaces."
            )

    def branch(self, token: str) -> None:
        """Begin the first child of this node, or its next sister."""
        first = token == "("
        if first != (self.after in ("start", "(", ",")) or (not first and self.here == 0):
            raise self.refuse(
                f"{token!r} after {self.labels[self.here] or self.after!r}: is not Newick."
            )
        parent = self.here if first else self.parents[self.here]
        self.labels.append("")
        self.parents.append(parent)
        self.lengths.append(-1.0)
        self.here, self.after = len(self.labels) - 1, token
        if self.here >= MAX_NODES:
            raise self.refuse(f"more than {MAX_NODES:,} nodes.")


def _parse(text: str, where: str) -> _Reading:
    """Return labels, parents and branch lengths of one Newick tree."""
    reading, closed = _Reading(where), False
    for token in _tokens(text, where):
        if closed:
            raise reading.refuse("goes on after the semicolon: one tree a line.")
        if token == ";" and reading.after != ":":
            closed = True
        else:
            reading.take(token)
    if reading.here:
        raise reading.refuse("a parenthesis is not closed.")
    if not closed:
        raise reading.refuse("does not end with a semicolon.")
    return reading


def parse_newick(text: str, where: str = "tree", even: bool = True) -> Tree:
    """Return the dated tree that one line of Newick describes.

    Parameters
    ----------
    text : str
        Newick with a name for every tip and a length, in million years, for every branch.
    where : str, optional
        What the line is called in sentences.
    even : bool, default True
        Whether all tips must be of one age (an ultrametric tree); if not, tips that end before the
        last one, as fossils do, have ages of their own, and lengths may be in any unit.

    Returns
    -------
    Tree
        Clades without a name are called after their two outer tips; so are those whose label is a
        number (how well the clade is supported), stands for several clades, or names a tip.

    Raises
    ------
    InputError
        Unbalanced parentheses, tips without a name or with the same, lengths that are missing or
        negative, or tips that are not of one age where they must be; or a file of another format.

    Examples
    --------
    >>> parse_newick("((A_a:1,B_b:1)X:2,C_c:3)R;").ages
    (3.0, 1.0, 0.0, 0.0, 0.0)
    """
    if text.lstrip("\ufeff \t\n").upper().startswith("#NEXUS"):
        raise InputError(
            f"{where}: is a NEXUS file: must be Newick; in R, "
            "ape::write.tree(ape::read.nexus(FILE), NEW_FILE) writes it so."
        )
    read = _parse(text.removeprefix("\ufeff"), where)
    labels, parents = read.labels, read.parents
    inner = set(parents)
    depth = [0.0] * len(labels)
    for node in range(1, len(labels)):
        if read.lengths[node] < 0:
            raise read.refuse(f"{labels[node] or 'a node without a name'}: has no branch length.")
        depth[node] = depth[parents[node]] + read.lengths[node]
    tips = [node for node in range(len(labels)) if node not in inner]
    height = max(depth)
    if len(tips) < 2 or height <= 0:
        raise read.refuse("must have at least two tips, and a length.")
    for node in tips:
        if not labels[node]:
            raise read.refuse("a tip has no name.")
        if even and height - depth[node] > 1e-4 * height:
            raise read.refuse(
                f"{labels[node]} ends {height - depth[node]:g} million years before the present: "
                "the tips must be of one age (an ultrametric tree)."
            )
    ages = [height - reached for reached in depth]
    if even:
        ages = [round(age, 9) if node in inner else 0.0 for node, age in enumerate(ages)]
    return Tree(_names(read, tips), tuple(parents), tuple(ages))


def _names(read: _Reading, tips: list[int]) -> tuple[str, ...]:
    """Return a name for every node: a clade's own, or one made from its outer tips."""
    labels, parents, names = read.labels, read.parents, list(read.labels)
    for node in tips:
        names[node] = re.sub(r"[\s_]+", "_", labels[node]).lower()
    species = [names[node] for node in tips]
    taken = set(species)
    if len(taken) < len(species):
        twice = next(name for at, name in enumerate(species) if name in species[:at])
        raise read.refuse(f"{twice}: stands twice in the tree.")
    first, last = {node: node for node in tips}, {node: node for node in tips}
    for node in range(len(labels) - 1, 0, -1):
        last.setdefault(parents[node], last[node])
        first[parents[node]] = first[node]
    clades = [node for node in range(len(labels)) if node not in last or last[node] != node]
    several = Counter(labels[node] for node in clades)
    called = [node for node in clades if _is_name(labels[node], several, taken)]
    taken.update(labels[node] for node in called)
    for node in sorted({*clades} - {*called}):
        names[node] = _new(f"{names[first[node]]}+{names[last[node]]}", taken)
    return tuple(names)


def _is_name(label: str, several: Counter[str], tips: set[str]) -> bool:
    """Return whether the label of a clade is a name of its own."""
    return (
        bool(label)
        and several[label] == 1
        and not _SUPPORT.fullmatch(label)
        and re.sub(r"[\s_]+", "_", label).lower() not in tips
    )


def _new(name: str, taken: set[str]) -> str:
    """Return a name that no node has yet, and take it: that of the tips, with a number if need be.

    Clades of one daughter have the outer tips of that.
    """
    found = next(
        each
        for number in itertools.count(1)
        if (each := f"{name}+{number}" if number > 1 else name) not in taken
    )
    taken.add(found)
    return found


def newick(tree: Tree) -> str:
    """Return a tree as one line of Newick.

    Parameters
    ----------
    tree : Tree
        Any dated tree.

    Returns
    -------
    str
        All nodes named; lengths in million years, to 10 years.
    """
    children: dict[int, list[int]] = {}
    for node in range(1, len(tree.names)):
        children.setdefault(tree.parents[node], []).append(node)
    texts: dict[int, str] = {}
    ages = [round(age, 5) for age in tree.ages]  # so that what is read back is written the same
    for node in range(len(tree.names) - 1, -1, -1):
        inner = ",".join(texts.pop(child) for child in children.get(node, []))
        name = tree.names[node] if node in children else tree.names[node].capitalize()
        length = (
            f":{ages[tree.parents[node]] - ages[node]:.5f}".rstrip("0").rstrip(".") if node else ";"
        )
        quoted = name if re.fullmatch(r"[\w+.~-]+", name) else "'" + name.replace("'", "''") + "'"
        texts[node] = (f"({inner})" if inner else "") + quoted + length
    return texts[0]
