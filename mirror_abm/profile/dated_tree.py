"""What a dated tree is: nodes with names, parents and ages, and the history that species share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..base.brief import brief
from ..base.errors import InputError, did_you_mean


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
        Of each node, million years before present; 0 at every tip.
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

    def place(self, species: str) -> int:
        """Return the node of a species.

        Parameters
        ----------
        species : str
            Profile name or scientific name; a third word (variant, subspecies) is ignored.

        Returns
        -------
        int
            The node of its tip.

        Raises
        ------
        InputError
            It has no place in the tree.
        """
        name = tip_name(species)
        if name not in self.tips:
            raise InputError(
                f"species = {species!r}: has no place in the tree.{did_you_mean(name, self.tips)} "
                f"`mirror-abm tree {name} --beside RELATIVE --age AGE --out species/tree.nwk` "
                "gives it one, where AGE is that of their last common ancestor in million years; "
                "for a run, saying whether it carries is enough: --carrier or --no-carrier (in "
                "Python carrier=True or carrier=False)."
            )
        return self._index[name]

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
    return "_".join(re.split(r"[\s_]+", str(species).strip().lower())[:2])


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
