"""What every social layout defines, and what layouts and sources share: tie strengths.

A layout is one file that defines ``graph(size, unit_size, tie_inequality, rng)``, which returns a
:class:`networkx.Graph` with the nodes 0 ... size - 1 and a positive ``weight`` on every edge. A
layout that also defines ``NETWORK`` is given the observed network of the species profile as a fifth
argument, ``network``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.brief import brief
from ..base.first_call import jit

if TYPE_CHECKING:
    import networkx as nx

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


def weigh(graph: nx.Graph, tie_inequality: float, rng: np.random.Generator) -> nx.Graph:
    """Give every edge a log-normal weight, times the edge's ``factor`` if it has one.

    Parameters
    ----------
    graph : networkx.Graph
        Group; the attribute ``factor`` of its edges is used up.
    tie_inequality : float
        Standard deviation of the log weights; 0 makes all ties alike.
    rng : numpy.random.Generator
        Random stream of the group's ties, read in the order of the edges' nodes.

    Returns
    -------
    networkx.Graph
        The same graph.
    """
    for first, second, data in sorted(graph.edges(data=True), key=lambda edge: (edge[0], edge[1])):
        strength = float(np.exp(tie_inequality * rng.standard_normal()))
        graph[first][second]["weight"] = strength * data.pop("factor", 1.0)
    return graph


@dataclass(frozen=True)
class Ties:
    """Relative ties of a group, row after row, so that memory follows ties and not animals squared.

    The relative tie of animal i to j is ``w_ij / sum_j w_ij``, the share of i's attention that j
    gets.

    Attributes
    ----------
    start : ndarray of int, shape (n + 1,)
        Where the ties of each animal begin.
    other : ndarray of int, shape (E,)
        Animal to whom each tie leads.
    share : ndarray of float, shape (E,)
        Relative tie; the shares of an animal add up to 1.
    """

    start: Ints
    other: Ints
    share: Floats

    __repr__ = brief

    @property
    def size(self) -> int:
        """Number of animals in the group."""
        return len(self.start) - 1

    @cached_property
    def owner(self) -> Ints:
        """Animal whose tie it is, shape (E,)."""
        return np.repeat(np.arange(self.size), np.diff(self.start))

    @cached_property
    def cumulative(self) -> Floats:
        """Shares added up over all rows, from 0, shape (E + 1,)."""
        return np.concatenate([[0.0], np.cumsum(self.share)])

    def matrix(self) -> Floats:
        """Return the ties as a matrix of shape (n, n); row i holds the shares of animal i."""
        full = np.zeros((self.size, self.size))
        full[self.owner, self.other] = self.share
        return full

    def pick(
        self, of: Ints, draws: Floats, among: Flags | None = None, row: Ints | None = None
    ) -> Ints:
        """Draw for each animal a partner in proportion to its ties.

        Parameters
        ----------
        of : ndarray of int, shape (D,)
            Animals for whom a partner is drawn.
        draws : ndarray of float, shape (D,)
            Quantiles in [0, 1).
        among : ndarray of bool, shape (B, n), optional
            Who can be drawn, one row for each occasion.
        row : ndarray of int, shape (D,), optional
            Row of ``among`` that holds for each draw.

        Returns
        -------
        ndarray of int, shape (D,)
            Partner of each, -1 for an animal without any.
        """
        if not len(self.other):
            return np.full(len(of), -1)
        if among is not None and row is not None:
            found: Ints = _partners(self.start, self.other, self.share, among, of, draws, row)
            return found
        first, end = self.start[of], self.start[of + 1]
        low, high = self.cumulative[first], self.cumulative[end]
        edge = np.searchsorted(self.cumulative[1:], low + draws * (high - low), side="right")
        within = edge.clip(first, np.maximum(end - 1, first)).clip(max=len(self.other) - 1)
        return np.where(high > low, self.other[within], -1)


@jit
def _partners(start, other, share, among, of, draws, row):  # type: ignore[no-untyped-def]
    """Return the partner at each quantile of the ties of ``of`` to those in ``among[row]``."""
    ties, found = len(other), np.full(len(of), -1)
    added, total = np.zeros(among.shape[0] * ties + 1), 0.0
    for b in range(among.shape[0]):
        for k in range(ties):
            if among[b, other[k]]:
                total += share[k]
            added[b * ties + k + 1] = total
    for d in range(len(of)):
        shift = row[d] * ties
        low, high = start[of[d]] + shift, start[of[d] + 1] + shift
        if added[high] > added[low]:
            target, high = added[low] + draws[d] * (added[high] - added[low]), high - 1
            while low < high:  # the first tie whose sum is above the target, or the last
                middle = (low + high) // 2
                low, high = (low, middle) if added[middle + 1] > target else (middle + 1, high)
            found[d] = other[low - shift]
    return found
