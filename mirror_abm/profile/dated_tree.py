"""What a dated tree is: nodes with names, parents and ages, and the history that species share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..base.brief import brief
from ..base.errors import InputError, did_you_mean

#: between the names of what was there and of the species that was given a place there
GRAFTED = "~"


@dataclass(frozen=True)
class Tree:
    """A dated tree, in which node 0 is the root and parents come before children.

    Attributes
    ----------
    names : tuple of str
        Of each node: of tips as profiles are named (``homo_sapiens``), of other nodes the clade.
    parents : tuple of int
        The parent of each node; -1 for the root.
    ages : tuple of float
        Of each node, million years before present; 0 at every tip, unless the tree was read as one
        whose tips may end earlier (:func:`mirror_abm.profile.newick.parse_newick`).
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    ages: tuple[float, ...]

    __repr__ = brief

    @cached_property
    def tips(self) -> tuple[str, ...]:
        """The names of the tips, in the order of the file."""
        inner = set(self.parents)
        return tuple(name for index, name in enumerate(self.names) if index not in inner)

    @cached_property
    def _index(self) -> dict[str, int]:
        """The node of every name."""
        return {name: index for index, name in enumerate(self.names)}

    @cached_property
    def _tips(self) -> frozenset[str]:
        """The names of the tips, to look one up."""
        return frozenset(self.tips)

    @cached_property
    def grafts(self) -> dict[int, int]:
        """Of each node at which a species was given a place: the node that was there.

        Such a node is called ``there~species`` (:func:`mirror_abm.profile.tree.graft`), and has the
        new tip and what was there below it; other grafts may have come between since.
        """
        below: dict[int, list[int]] = {}
        for node, parent in enumerate(self.parents):
            below.setdefault(parent, []).append(node)
        found: dict[int, int] = {}

        def stood(node: int) -> dict[str, int]:
            """Return what stands, and stood before other grafts, at a node, by name."""
            line = [node]
            while line[-1] in found:
                line.append(found[line[-1]])
            return {self.names[each]: each for each in line}

        for node in reversed(range(len(self.names))):
            was, _, new = self.names[node].rpartition(GRAFTED)
            children = [stood(child) for child in below.get(node, [])] if was else []
            for there, added in (children, children[::-1]) if len(children) == 2 else ():
                if was in there and new in added and added[new] not in below:
                    found[node] = there[was]
        return found

    def trunk(self, node: int) -> int:
        """Return the parent that a node had before any graft on the branch above it.

        Parameters
        ----------
        node : int
            Any node.

        Returns
        -------
        int
            Its node; -1 above the root.
        """
        passed, parent = {node}, self.parents[node]
        while self.grafts.get(parent) in passed:
            passed.add(parent)
            parent = self.parents[parent]
        return parent

    @cached_property
    def history(self) -> tuple[int, ...]:
        """The nodes in the order in which the tree was made: parents first, grafts after all.

        Each stands behind its :meth:`trunk`, and each graft behind the node that was there.
        """
        level: dict[int, int] = {}

        def of(node: int) -> int:
            if node not in level:
                above = self.trunk(node)
                rest = of(above) if above in self.grafts else 0
                if node in self.grafts:
                    rest = 1 + max(rest, of(self.grafts[node]))
                level[node] = rest
            return level[node]

        return tuple(sorted(range(len(self.names)), key=of))

    def place(self, species: str) -> int:
        """Return the node of a species.

        Parameters
        ----------
        species : str
            Profile name or scientific name.

        Returns
        -------
        int
            The node of its tip: of exactly that name, else that of its first two words, else the
            only tip that begins with these (a subspecies, a number of the Open Tree).

        Raises
        ------
        InputError
            It has no place in the tree, or several.
        """
        found = self.candidates(species)
        if len(found) == 1:
            return self._index[found[0]]
        name = tip_name(species)
        if found:
            raise InputError(
                f"species = {species!r}: stands for {len(found)} tips of the tree "
                f"({', '.join(found[:5])}): must be one of them; rename that tip {name} in the "
                "file of the tree, or leave the others out."
            )
        raise InputError(
            f"species = {species!r}: has no place in the tree.{did_you_mean(name, self.tips)} "
            f"`mirror-abm tree {name} --beside RELATIVE --age AGE --out tree.nwk` gives it one, "
            "where AGE is that of their last common ancestor in million years, and --tree tree.nwk "
            "(in Python tree='tree.nwk') has a run read it; for a run, saying whether it carries "
            "is enough: --carrier or --no-carrier (in Python carrier=True or carrier=False)."
        )

    def candidates(self, species: str) -> tuple[str, ...]:
        """Return the tips that a species may stand for (see :meth:`place`).

        Parameters
        ----------
        species : str
            Profile name or scientific name.

        Returns
        -------
        tuple of str
            None if it has no place, several if it is not clear which is meant.
        """
        exact, short = _joined(species), tip_name(species)
        for name in (exact, short):
            if name in self._tips:
                return (name,)
        if "_" not in short:
            return ()
        return tuple(name for name in self.tips if name.startswith(f"{short}_"))

    def line(self, node: int) -> list[int]:
        """Return a node and its ancestors, up to the root.

        Parameters
        ----------
        node : int
            Any node.

        Returns
        -------
        list of int
            ``node`` first, the root last.
        """
        found = [node]
        while self.parents[found[-1]] >= 0:
            found.append(self.parents[found[-1]])
        return found

    def ancestor(self, first: str, second: str) -> int:
        """Return the last common ancestor of two species.

        Parameters
        ----------
        first, second : str
            Profile names or scientific names.

        Returns
        -------
        int
            Its node.
        """
        line = set(self.line(self.place(first)))
        return next(node for node in self.line(self.place(second)) if node in line)


def tip_name(species: str) -> str:
    """Return the name of the tip of a species, a variant or a subspecies.

    Parameters
    ----------
    species : str
        Profile name or scientific name.

    Returns
    -------
    str
        Its first two words, in lower case.

    Examples
    --------
    >>> tip_name("Macaca mulatta captive")
    'macaca_mulatta'
    """
    return "_".join(_joined(species).split("_")[:2])


def _joined(species: str) -> str:
    """Return a name as tips are called: in lower case, words joined by an underscore."""
    return re.sub(r"[\s_]+", "_", str(species).strip().lower())


def covariance(tree: Tree, tips: Sequence[str], lam: float = 1.0) -> np.ndarray:
    """Return the covariance between species of a trait that evolves by Brownian motion of rate 1.

    Parameters
    ----------
    tree : Tree
        The history of the species.
    tips : sequence of str
        The species.
    lam : float, optional
        Pagel's lambda, in [0, 1]: 1 for Brownian motion, 0 for no phylogenetic signal.

    Returns
    -------
    ndarray, shape (len(tips), len(tips))
        Million years of shared history, in the order of ``tips``.

    Raises
    ------
    InputError
        ``lam`` is out of range, or a species has no place in the tree.

    Notes
    -----
    ::

        C_ij = lam (age(root) - age(ancestor(i, j)))        C_ii = age(root)

    References
    ----------
    Pagel, M. (1999). Inferring the historical patterns of biological evolution. Nature, 401,
    877-884.
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
