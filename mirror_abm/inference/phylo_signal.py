"""Phylogenetic signal of a trait: Pagel's lambda and Blomberg's K, over one tree or many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..base.checks import one_of, whole
from ..base.seeds import LARGEST_SEED, stream
from ..base.special import special
from ..profile.dated_tree import Tree
from .phylo_file import SPECIES
from .phylo_models import ML, REML, Profile, axes
from .phylo_table import table_of, traits_of
from .phylo_tree import GivenTree, GivenTrees, enough_species, histories, shared_history


def pagels_lambda(
    data: Any,
    trait: str | Sequence[str] | None = None,
    *,
    tree: GivenTree = None,
    trees: GivenTrees = None,
    by_tree: bool = False,
    method: str = ML,
    species: str = SPECIES,
) -> pd.DataFrame:
    """Return how far related species resemble each other: Pagel's lambda of measured traits.

    Parameters
    ----------
    data : pandas.DataFrame, pandas.Series, Mapping, str or Path
        A table with a column of species, a mapping of species to numbers, or the path of a table.
        Never a table of a run: that is refused.
    trait : str or sequence of str, optional
        Which columns, or ``log(mass)`` and such; all columns of numbers by default.
    tree : Tree, str or Path, optional
        A tree of your own (Newick text or a file of it); by default the library's.
    trees : bool, int, str, Path or sequence, optional
        Several trees instead: True for the library's 100, whose ages differ as sources do.
    by_tree : bool, default False
        One row a tree, instead of the median over them.
    method : str, default "ML"
        ML, or REML.
    species : str, default "species"
        The column with the names of the species.

    Returns
    -------
    pandas.DataFrame
        One row a trait: ``lambda`` in [0, 1], its 95 % interval by the profile likelihood
        (``lambda_low``, ``lambda_high``), ``lambda_least`` and ``lambda_most`` over the trees, the
        ``log_likelihood`` at it, at 0 and at 1, ``p_0`` and ``p_1`` of the likelihood ratio
        against these, ``root`` (the mean at the root) and ``rate`` (variance per unit of history).
        Over several trees every number is the median.

    Raises
    ------
    InputError
        A run or a table of one; species that have no place in the tree or are named twice; fewer
        than 5; a trait that is constant, or not there for all.

    Notes
    -----
    p values are of chi-squared with one degree of freedom, as in phytools. As 0 and 1 are the ends
    of the range, they are too large: half of ``p_0`` is that of the mixture which holds there.
    lambda does not go beyond 1, as phytools lets it where the tree allows.

    References
    ----------
    Pagel, M. (1999). Inferring the historical patterns of biological evolution. Nature, 401,
    877-884.

    Examples
    --------
    >>> days = {"homo_sapiens": 280, "pan_troglodytes": 227, "gorilla_gorilla": 257,
    ...         "macaca_mulatta": 165, "mus_musculus": 20, "rattus_norvegicus": 22}
    >>> pagels_lambda(days, "gestation").round(2)[["trait", "lambda", "p_0"]]
           trait  lambda   p_0
    0  gestation    0.99  0.01
    """
    one_of("method", method, (ML, REML))
    traits, many = _asked(data, trait, species, tree, trees)

    def of(tree_: Tree, names: Sequence[str], values: np.ndarray) -> list[dict[str, float]]:
        on = axes(shared_history(tree_, names))
        return [_lambda_of(on, each, method) for each in values]

    found = _over_trees(traits, many, of)
    return _told(found, "lambda", by_tree)


def _lambda_of(on: Any, y: np.ndarray, method: str) -> dict[str, float]:
    """Return lambda of one trait on one tree."""
    profile = Profile(on, np.ones((1, len(y), 1)), y[None], method)
    best, none, full = profile.fit(), profile.fit(0.0), profile.fit(1.0)
    low, high = profile.interval(float(best.lam[0]))
    at, at_0, at_1 = (float(each.log_likelihood[0]) for each in (best, none, full))
    return {
        "lambda": float(best.lam[0]),
        "lambda_low": low,
        "lambda_high": high,
        "log_likelihood": at,
        "log_likelihood_0": at_0,
        "log_likelihood_1": at_1,
        "p_0": _p_of_ratio(at - at_0),
        "p_1": _p_of_ratio(at - at_1),
        "root": float(best.estimates[0, 0]),
        "rate": float(best.rate[0]),
    }


def _p_of_ratio(gained: float) -> float:
    """Return p of a likelihood ratio by chi-squared with one degree of freedom."""
    return float(special("chdtrc")(1, max(0.0, 2 * gained)))


def blomberg_k(
    data: Any,
    trait: str | Sequence[str] | None = None,
    *,
    tree: GivenTree = None,
    trees: GivenTrees = None,
    by_tree: bool = False,
    permutations: int = 999,
    seed: int = 0,
    species: str = SPECIES,
) -> pd.DataFrame:
    """Return how far related species resemble each other: Blomberg's K of measured traits.

    Parameters
    ----------
    data : pandas.DataFrame, pandas.Series, Mapping, str or Path
        As of :func:`pagels_lambda`.
    trait : str or sequence of str, optional
        Which columns, or ``log(mass)`` and such; all columns of numbers by default.
    tree : Tree, str or Path, optional
        A tree of your own; by default the library's.
    trees : bool, int, str, Path or sequence, optional
        Several trees instead: True for the library's 100.
    by_tree : bool, default False
        One row a tree, instead of the median over them.
    permutations : int, default 999
        How often the values are dealt out among the species anew.
    seed : int, default 0
        Of the permutations.
    species : str, default "species"
        The column with the names of the species.

    Returns
    -------
    pandas.DataFrame
        One row a trait: ``K``, 1 where relatives resemble each other as by Brownian motion, less
        where they do so less; ``K_least`` and ``K_most`` over the trees; ``p``, the share of
        permutations (the data among them) with a K as large, and its Monte-Carlo error.

    Raises
    ------
    InputError
        As of :func:`pagels_lambda`; permutations that are not 1 to 100,000.

    Notes
    -----
    With C the shared history, a the phylogenetic mean, and d = y - a::

        K = (d' d / d' C^-1 d) / ((tr C - n / 1' C^-1 1) / (n - 1))

    References
    ----------
    Blomberg, S. P., Garland, T., & Ives, A. R. (2003). Testing for phylogenetic signal in
    comparative data. Evolution, 57, 717-745.

    Examples
    --------
    >>> days = {"homo_sapiens": 280, "pan_troglodytes": 227, "gorilla_gorilla": 257,
    ...         "macaca_mulatta": 165, "mus_musculus": 20, "rattus_norvegicus": 22}
    >>> blomberg_k(days, "gestation", permutations=99).round(2)[["trait", "K"]]
           trait     K
    0  gestation  2.02
    """
    whole("permutations", permutations, 1, 100_000)
    whole("seed", seed, 0, LARGEST_SEED)
    traits, many = _asked(data, trait, species, tree, trees)
    rng = stream(seed, "phylo", "permutations")
    orders = np.argsort(rng.random((permutations, len(traits))), axis=1)

    def of(tree_: Tree, names: Sequence[str], values: np.ndarray) -> list[dict[str, float]]:
        shared = shared_history(tree_, names)
        return [_k_of(shared, each, orders) for each in values]

    found = _over_trees(traits, many, of).assign(permutations=permutations)
    told = _told(found, "K", by_tree)
    told["p_error"] = np.sqrt(told["p"] * (1 - told["p"]) / permutations)
    return told


def _k_of(shared: np.ndarray, y: np.ndarray, orders: np.ndarray) -> dict[str, float]:
    """Return K of one trait on one tree, and how often chance makes it as large."""
    inverse = np.linalg.inv(shared)
    weights, n = inverse.sum(axis=0), len(y)
    every = np.vstack([y, y[orders]])
    rest = every - (every @ weights / weights.sum())[:, None]
    ratio = (rest**2).sum(axis=1) / np.einsum("pi,ij,pj->p", rest, inverse, rest, optimize=True)
    wanted = (np.trace(shared) - n / weights.sum()) / (n - 1)
    as_large = int((ratio[1:] >= ratio[0] * (1 - 1e-12)).sum())
    return {"K": float(ratio[0] / wanted), "p": (1 + as_large) / (1 + len(orders))}


def _asked(
    data: Any,
    trait: str | Sequence[str] | None,
    species: str,
    tree: GivenTree,
    trees: GivenTrees,
) -> tuple[pd.DataFrame, tuple[Tree, ...]]:
    """Return the traits by species, and the trees."""
    name = trait if isinstance(trait, str) else None
    table = table_of(data, name, species)
    names = [str(each) for each in table.index]
    enough_species(names, "a signal")
    values = traits_of(table, trait)
    return pd.DataFrame(values, index=names), histories(tree, trees)


def _over_trees(
    traits: pd.DataFrame,
    many: Sequence[Tree],
    of: Callable[[Tree, Sequence[str], np.ndarray], list[dict[str, float]]],
) -> pd.DataFrame:
    """Return one row a trait and tree."""
    names, values = list(traits.index), traits.to_numpy(float).T
    rows = [
        {"trait": trait, "tree": number} | row
        for number, each in enumerate(many)
        for trait, row in zip(traits.columns, of(each, names, values), strict=True)
    ]
    return pd.DataFrame(rows).assign(species=len(names))


def _told(found: pd.DataFrame, headline: str, by_tree: bool) -> pd.DataFrame:
    """Return one row a tree, or the median over the trees with the range of the headline."""
    if by_tree:
        return found.sort_values(["trait", "tree"], kind="stable").reset_index(drop=True)
    grouped = found.drop(columns="tree").groupby("trait", sort=False)
    told = grouped.median()
    place = list(told.columns).index(headline) + 1
    told.insert(place, f"{headline}_least", grouped[headline].min())
    told.insert(place + 1, f"{headline}_most", grouped[headline].max())
    told["species"] = told["species"].astype(int)
    told["trees"] = found["tree"].nunique()
    return told.reset_index()
