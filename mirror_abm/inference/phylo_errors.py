"""How often a regression over species finds a slope that is not there, simulated.

Nothing here looks at data: traits are made that have nothing to do with each other but the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base.checks import whole
from ..base.seeds import LARGEST_SEED, stream
from .evidence import load_evidence
from .phylo_models import ML, REML, axes
from .phylo_simulated import (
    CHUNK,
    ORDINARY,
    called,
    evolving,
    in_unit,
    share_of,
    signal_range,
    trait_from,
)
from .phylo_table import names_given, numbers_of, refuse_constant, table_of
from .phylo_tree import (
    GivenTree,
    GivenTrees,
    enough_species,
    histories,
    history,
    shared_history,
)

#: what is done with each pair of traits: the method, and lambda where it is not estimated
WAYS: Mapping[str, tuple[str, float | None]] = {
    ORDINARY: (ML, 0.0),
    "pgls, lambda 1": (ML, 1.0),
    "pgls, lambda by ML": (ML, None),
    "pgls, lambda by REML": (REML, None),
}
UNIT = "pair of simulated traits"
MOST = 1_000_000  #: pairs


def false_positives(
    species: Iterable[str] | Mapping[str, float] | None = None,
    *,
    tree: GivenTree = None,
    trees: GivenTrees = None,
    signal: float | tuple[float, float] = 1.0,
    alpha: float = 0.05,
    pairs: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how often regressions find a slope between traits that have nothing to do with it.

    Both traits evolve along the tree, independently of each other; the share of pairs in which the
    slope is called significant should be ``alpha``.

    Parameters
    ----------
    species : iterable of str or mapping, optional
        The species, by profile or scientific name; or a predictor that is kept as it is, as numbers
        by species. By default all species of the tree.
    tree : Tree, str or Path, optional
        The tree of the analysis; by default the library's.
    trees : bool, int, str, Path or sequence, optional
        Trees on which traits evolve in turn, while they are analysed on ``tree``: what it does that
        dates are not known. By default on ``tree`` itself.
    signal : float or tuple of float, default 1.0
        Pagel's lambda by which traits evolve: 1 for Brownian motion; or a range from which it is
        drawn for each pair.
    alpha : float, default 0.05
        The level of the test.
    pairs : int, default 2000
        How many pairs of traits are simulated.
    seed : int, default 0
        Of the simulation.

    Returns
    -------
    pandas.DataFrame
        One row a ``way`` of analysis - ordinary regression, PGLS with lambda 1, with lambda
        estimated by ML, by REML - on the same pairs: the ``share`` called significant, its 95 %
        interval (Wilson) and Monte-Carlo ``error``. The unit of replication is the pair of traits.

    Raises
    ------
    InputError
        Species that have no place in the tree, fewer than 5, or numbers that are out of range.

    Examples
    --------
    >>> found = false_positives(pairs=200).set_index("way")["share"]
    >>> bool(found["ordinary"] > 4 * found["pgls, lambda 1"])
    True
    """
    whole("pairs", pairs, 1, MOST)
    whole("seed", seed, 0, LARGEST_SEED)
    in_unit("alpha", alpha, ends=False)
    low, high = signal_range(signal)
    dated = history(tree)
    names, kept = _species(species, dated.tips)
    enough_species(names, "a regression")
    on = axes(shared_history(dated, names))
    several = (dated,) if trees is None else histories(None, trees)
    roots = [evolving(shared_history(each, names)) for each in several]
    hits = dict.fromkeys(WAYS, 0)
    rng = stream(seed, "phylo", "false positives")
    for first in range(0, pairs, CHUNK):
        size = min(CHUNK, pairs - first)
        turn = (first + np.arange(size)) % len(roots)
        noise = rng.standard_normal((2, 2, size, len(names)))
        lam = low + (high - low) * rng.random((size, 1))
        y, drawn = (_evolved(roots, turn, each, lam) for each in noise)
        x = drawn if kept is None else np.broadcast_to(kept, y.shape)
        for way, (method, fixed) in WAYS.items():
            hits[way] += int(called(on, x, y, way, method, fixed, alpha).sum())
    rows = [{"way": way, **share_of(count, pairs)} for way, count in hits.items()]
    return pd.DataFrame(rows).assign(
        species=len(names), alpha=alpha, pairs=pairs, trees=len(roots), unit_of_replication=UNIT
    )


def recorded() -> list[str]:
    """Return the species of the library in whose brain mirror cells were sought.

    Returns
    -------
    list of str
        Profiles with a record of cells, single or many, that counts (``mirror-abm evidence``).

    Examples
    --------
    >>> "macaca_mulatta" in recorded(), "danio_rerio" in recorded()
    (True, False)
    """
    table = load_evidence()
    cells = table["panel_measure"].isin(("single_units", "population_response"))
    there = cells & (table["scope"] == "in") & (table["verdict"] != "not_tested")
    return sorted(set(table[there]["profile"].dropna()))


def _species(given: Any, tips: tuple[str, ...]) -> tuple[list[str], np.ndarray | None]:
    """Return names, and the predictor if one is given."""
    if given is None:
        return list(tips), None
    if isinstance(given, (Mapping, pd.Series)):
        table = table_of(given, "predictor")
        values = numbers_of(table, str(table.columns[0]))
        refuse_constant("predictor", values)
        return [str(each) for each in table.index], values
    return names_given("species", given), None


def _evolved(
    roots: list[tuple[np.ndarray, np.ndarray]],
    turn: np.ndarray,
    noise: np.ndarray,
    lam: np.ndarray,
) -> np.ndarray:
    """Return traits, shape (pair, species), each on the tree whose turn it is."""
    made = np.empty(noise.shape[1:])
    for number, (root, own) in enumerate(roots):
        here = turn == number
        made[here] = trait_from(root, own, noise[:, here], lam[here])
    return made
