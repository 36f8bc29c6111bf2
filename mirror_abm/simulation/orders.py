"""Which of two species has the larger share, draw by draw, and the longest order that is resolved.

All species of a run share the constants of a draw, so the draws of two species are pairs, and their
ranges may overlap though one lies above the other in every pair. With a ties in n draws, and the
first species above the second in k::

    P(first above second) = (k + a / 2) / n

is the chance that it lies above in another draw. Its bounds are those of Clopper and Pearson
(Biometrika 1934, 26:404, recalled), each exceeded in at most 5 % of runs, with k + a / 2 for k.

An order is **resolved** if the lower bound of its chance lies above 3/4: three to one. One half
would not do: with draws enough any chance above it is shown to be, and an order that fails in every
second draw is none. As it is, 19 of 20 draws resolve an order and 18 do not; it takes 11 draws at
least, all alike. Of pairs that are truly even, 20 draws resolve 4 in 100,000, so that hardly any of
703 would be resolved by chance; of pairs at exactly three to one, which are none, 2 in 100.

The longest resolved order is the largest set of species of which every two are resolved: a largest
clique, found exactly. It is one order, with no circle in it: at least 3/4 of the draws put each
before the next, which no circle of three can have (its three shares add up to 2 at most).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..base.special import special
from .statistics import per_unit
from .summary import HEADLINE, intact

if TYPE_CHECKING:
    import networkx as nx

    from .archive import Run

SURE = 0.75  #: an order is resolved if the lower bound of its chance lies above this
DOUBT = 0.05  #: how often a bound is exceeded
CELLS = ["account", "modality"]
ORDERS = [
    *CELLS,
    "first",
    "second",
    "above",
    "below",
    "tied",
    "probability",
    "low",
    "high",
    "difference",
    "draws",
    "resolved",
    "unit_of_replication",
]
RANKS = [*CELLS, "rank", "species", "of", "in_every"]


def lower_bound(count: np.ndarray | float, draws: int) -> np.ndarray:
    """Return the lower bound of a chance, exceeded by it in 95 % of runs (Clopper and Pearson).

    Parameters
    ----------
    count : numpy.ndarray or float
        Draws in which it was so, ties counted half.
    draws : int
        Draws in all.

    Returns
    -------
    numpy.ndarray
        The chance at which so many or more have a chance of 5 %.

    Examples
    --------
    >>> [round(float(lower_bound(count, 20)), 3) for count in (0, 18, 19, 20)]
    [0.0, 0.717, 0.784, 0.861]
    """
    betaincinv = special("betaincinv")
    k = np.asarray(count, float)
    bound: np.ndarray = np.where(k > 0, betaincinv(np.maximum(k, 1e-9), draws - k + 1, DOUBT), 0.0)
    return bound


def by_chance(draws: int, probability: float = 0.5) -> float:
    """Return the chance that the order of two species is resolved.

    Parameters
    ----------
    draws : int
        Draws of both.
    probability : float, default 0.5
        The chance that the first lies above the second: by default they are even.

    Returns
    -------
    float
        The chance that either order is resolved, if there are no ties.

    Examples
    --------
    >>> f"{by_chance(20):.1e}", round(by_chance(20, 0.95), 2), by_chance(10)
    ('4.0e-05', 0.74, 0.0)
    """
    bdtrc = special("bdtrc")
    bounds = lower_bound(np.arange(draws + 1), draws)
    least = int(np.searchsorted(bounds, SURE, side="right"))  # bounds rise with the count
    if least > draws:
        return 0.0
    return float(sum(bdtrc(least - 1, draws, each) for each in (probability, 1 - probability)))


def orders_of(groups: pd.DataFrame) -> pd.DataFrame:
    """Return which of two species has the larger share, pair by pair.

    Parameters
    ----------
    groups : pandas.DataFrame
        The table ``groups`` of a run.

    Returns
    -------
    pandas.DataFrame
        As :func:`orders` describes it.
    """
    each = per_unit(intact(groups), ["species", *CELLS], [HEADLINE], unit="population")
    parts = []
    for key, part in each.groupby(CELLS, observed=True):
        wide = part.pivot(index="replicate", columns="species", values=HEADLINE)
        wide = wide.dropna(axis=1, how="all").dropna()  # one sound alone is in no order
        pairs = list(combinations(wide.columns, 2))
        if pairs:
            one, two = (wide[[pair[side] for pair in pairs]].to_numpy() for side in (0, 1))
            parts.append(_compared(pairs, one - two).assign(account=key[0], modality=key[1]))
    return pd.concat(parts, ignore_index=True)[ORDERS] if parts else pd.DataFrame(columns=ORDERS)


def _compared(pairs: list[tuple[str, str]], more: np.ndarray) -> pd.DataFrame:
    """Return the orders of pairs of species, from differences of shape (draw, pair)."""
    draws = len(more)
    above, below = (more > 0).sum(axis=0), (more < 0).sum(axis=0)
    tied = draws - above - below
    count = above + tied / 2
    low, high = lower_bound(count, draws), 1 - lower_bound(draws - count, draws)
    return pd.DataFrame(pairs, columns=["first", "second"]).assign(
        above=above / draws,
        below=below / draws,
        tied=tied / draws,
        probability=count / draws,
        low=low,
        high=high,
        difference=more.mean(axis=0),
        draws=draws,
        resolved=(low > SURE) | (high < 1 - SURE),
        unit_of_replication="draw",
    )


def orders(run: Run) -> pd.DataFrame:
    """Return which of two species has the larger share, pair by pair, over the draws of a run.

    Parameters
    ----------
    run : Run
        A run of two species or more.

    Returns
    -------
    pandas.DataFrame
        One row per account, modality and pair of species: ``first``, ``second``; ``above``,
        ``below`` and ``tied``, the shares of the draws in which the first has the larger, the
        smaller, or the same congruent share above its permuted expectation; ``probability``, that
        the first lies above the second in another draw, with its bounds ``low`` and ``high``, each
        exceeded in at most 5 % of runs; ``difference``, the mean of first minus second; ``draws``;
        ``resolved``, whether ``low`` lies above 3/4, or ``high`` below 1/4;
        ``unit_of_replication``, the draw.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run(["octopus_vulgaris", "mus_musculus"], days=0.01, replicates=2, knockouts=0,
    ...              out=tempfile.mkdtemp())
    >>> ma.orders(run)[["first", "second", "resolved"]].drop_duplicates().values.tolist()
    [['mus_musculus', 'octopus_vulgaris', False]]
    """
    return orders_of(run.table("groups"))


def resolved_ranks(table: pd.DataFrame) -> pd.DataFrame:
    """Return the longest order of species of which every two are resolved.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`orders` returns.

    Returns
    -------
    pandas.DataFrame
        One row per account, modality and species of the order, the largest share first: ``rank``,
        ``species``; ``of``, the length of the order; ``in_every``, whether the species stands in
        every order of this length: of several one is given, always the same. Nothing where no pair
        is resolved.
    """
    import networkx as nx

    rows: list[tuple[object, ...]] = []
    for key, part in table[table["resolved"].astype(bool)].groupby(CELLS, observed=True, sort=True):
        up = part["probability"] > 0.5
        upper = part["first"].where(up, part["second"])
        lower = part["second"].where(up, part["first"])
        graph = nx.Graph(sorted(zip(upper, lower, strict=True)))
        chain = _largest(graph)
        wins = {name: int((upper.eq(name) & lower.isin(chain)).sum()) for name in chain}
        for rank, name in enumerate(sorted(chain, key=lambda each: -wins[each]), 1):
            without = graph.subgraph([each for each in sorted(graph) if each != name])
            every = len(_largest(without)) < len(chain)
            rows.append((*key, rank, name, len(chain), every))
    return pd.DataFrame(rows, columns=RANKS)


def both_ways(groups: pd.DataFrame) -> pd.DataFrame:
    """Return the orders with a row for each species of a pair, as a matrix has them.

    Parameters
    ----------
    groups : pandas.DataFrame
        The table ``groups`` of a run.

    Returns
    -------
    pandas.DataFrame
        One row per account, modality, ``species`` and ``other``: ``probability`` that the species
        lies above the other, ``resolved``, ``draws``; ``mean``, the mean share of the species;
        ``rank`` in the longest resolved order, 0 if it is not in it.
    """
    table = orders_of(groups)
    one = table.rename(columns={"first": "species", "second": "other"})
    two = table.rename(columns={"second": "species", "first": "other"})
    both = pd.concat([one, two.assign(probability=1 - two["probability"])], ignore_index=True)
    ranks = resolved_ranks(table)[[*CELLS, "species", "rank"]]
    each = intact(groups).groupby([*CELLS, "species"], observed=True)
    means = each[HEADLINE].mean().rename("mean").reset_index()
    keys = [*CELLS, "species"]
    both = both.merge(means, on=keys, how="left").merge(ranks, on=keys, how="left")
    columns = [*keys, "other", "probability", "resolved", "draws", "mean", "rank"]
    return both[columns].assign(rank=both["rank"].fillna(0).astype(int))


def _largest(graph: nx.Graph) -> list[str]:
    """Return a largest set of nodes of which every two are tied."""
    import networkx as nx

    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges))
    return sorted(nx.max_weight_clique(ordered, weight=None)[0]) if len(ordered) else []
