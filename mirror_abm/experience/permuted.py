"""The permuted world: each act looks and sounds like another one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from ..layouts.contract import Ints


def derangement(effectors: Sequence[str], kinds: Sequence[str]) -> Ints:
    """Return the permuted world, in which each act looks and sounds like another one.

    Parameters
    ----------
    effectors, kinds : sequence of str, length K
        Effector and kind of each action.

    Returns
    -------
    ndarray of int, shape (K,)
        Action that is shown when each is done: one of another effector and of the same kind where
        possible. Of all assignments without a fixed point, the one of greatest weight, where
        another effector weighs 4 and the same kind 2.
    """
    return np.array(_shown(tuple(effectors), tuple(kinds)))


@cache
def _shown(effectors: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[int, ...]:
    """Return the permuted world of a repertoire; each is asked for by many populations."""
    import networkx as nx

    graph, count = nx.Graph(), len(effectors)
    for done in range(count):
        for seen in range(count):
            if done != seen:
                fit = (
                    1 + 4 * (effectors[done] != effectors[seen]) + 2 * (kinds[done] == kinds[seen])
                )
                graph.add_edge(("done", done), ("seen", seen), weight=fit)
    pairs = nx.max_weight_matching(graph, maxcardinality=True)
    shown = list(range(count))
    for first, second in pairs:
        done, seen = (first, second) if first[0] == "done" else (second, first)
        shown[done[1]] = seen[1]
    return tuple(shown)
