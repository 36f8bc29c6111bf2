"""Regression of measured traits over species: PGLS, and ordinary regression beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..base.checks import one_of
from ..base.errors import InputError, unknown
from ..base.special import special
from .phylo_file import SPECIES
from .phylo_formula import Regression, regression
from .phylo_models import ML, REML, Fit, Profile, axes, plain
from .phylo_table import table_of
from .phylo_tree import GivenTree, GivenTrees, enough_species, histories, shared_history

PGLS, ORDINARY = "pgls", "ordinary"
TREE, EQUAL = "tree", "equal"
#: of the interval of a coefficient
COVERED = 0.95


def pgls(
    data: Any,
    formula: str,
    on: str | Sequence[str] | None = None,
    *,
    lam: float | str = ML,
    tree: GivenTree = None,
    trees: GivenTrees = None,
    by_tree: bool = False,
    variances: str = TREE,
    species: str = SPECIES,
) -> pd.DataFrame:
    """Return a regression over species by phylogenetic generalised least squares.

    Ordinary regression, which takes species for independent, stands beside it.

    Parameters
    ----------
    data : pandas.DataFrame, Mapping, str or Path
        A table of measured traits with a column of species, or the path of one. Never a table of a
        run: that is refused.
    formula : str
        ``"y ~ x1 + x2"``: columns of numbers, ``log(x)``, ``log10(x)``, ``sqrt(x)``, products
        ``a:b`` and ``a * b``, columns of words (as contrasts with the first in the alphabet),
        ``- 1`` for no intercept. Or the name of the trait, and its predictors in ``on``.
    on : str or sequence of str, optional
        Predictors, if ``formula`` is the name of the trait alone.
    lam : float or str, default "ML"
        Pagel's lambda of the residuals: estimated by ``"ML"`` or ``"REML"``, or a number in [0, 1]
        (1 for Brownian motion), which is fitted by ML.
    tree : Tree, str or Path, optional
        A tree of your own (Newick text or a file of it); by default the library's.
    trees : bool, int, str, Path or sequence, optional
        Several trees instead: True for the library's 100. Coefficients are pooled.
    by_tree : bool, default False
        The regressions on each tree, instead of one pooled over them.
    variances : str, default "tree"
        Of tips that are not of one age: ``"tree"``, in proportion to the history of each, as in
        phytools and in nlme with ``weights = varFixed(~height)``; or ``"equal"``, as in nlme's
        ``corPagel`` alone. On an ultrametric tree both are the same.
    species : str, default "species"
        The column with the names of the species.

    Returns
    -------
    pandas.DataFrame
        One row per ``model`` (pgls, ordinary) and ``term``: ``estimate``, standard ``error``,
        ``t``, ``df``, ``p``, the 95 % interval ``low`` to ``high``; ``between``, the standard
        deviation of the estimate over the trees; ``lambda`` with its 95 % interval by the profile
        likelihood (an end of [0, 1] where the profile has not fallen there) and its range over the
        trees; ``log_likelihood`` and ``aic`` (which counts lambda if it was estimated, and is not
        to be compared between predictors under REML); over several trees their medians.

    Raises
    ------
    InputError
        A run or a table of one; species that have no place in the tree or are named twice; fewer
        than 5; values that are missing; predictors that are constant or follow from each other.

    Notes
    -----
    Over m trees, coefficients b_i with standard errors s_i are pooled as imputations are (Rubin
    1987), with the degrees of freedom of Barnard and Rubin (1999)::

        b = mean(b_i)        error^2 = mean(s_i^2) + (1 + 1/m) var(b_i)

    The library's trees are draws from ranges of ages on one branching order, no posterior sample:
    the variance between them is what disagreement over dates does, and no more.

    t has n - k degrees of freedom, as if lambda were known. With few species it is not: see
    :func:`false_positives`.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "species": ["homo_sapiens", "pan_troglodytes", "gorilla_gorilla", "macaca_mulatta",
    ...                 "mus_musculus", "rattus_norvegicus", "felis_catus"],
    ...     "days": [280, 227, 257, 165, 20, 22, 65],
    ...     "mass": [62.0, 45.0, 120.0, 6.5, 0.02, 0.3, 4.0]})
    >>> found = pgls(table, "log(days) ~ log(mass)")
    >>> found[found["term"] == "log(mass)"].round(3)[["model", "estimate", "error"]]
          model  estimate  error
    1      pgls     0.213  0.077
    3  ordinary     0.347  0.049
    """
    one_of("variances", variances, (TREE, EQUAL))
    method, fixed = _lambda_asked(lam)
    table = table_of(data, None, species)
    names = [str(each) for each in table.index]
    enough_species(names, "a regression")
    asked = regression(table, formula, on)
    rows = []
    many = histories(tree, trees)
    for number, each in enumerate(many):
        shared = shared_history(each, names)
        if variances == EQUAL:
            own = np.sqrt(np.diag(shared))
            shared = shared / np.outer(own, own)
        profile = Profile(axes(shared), asked.x[None], asked.y[None], method)
        fit = profile.fit(fixed)
        ends = (math.nan, math.nan) if fixed is not None else profile.interval(float(fit.lam[0]))
        rows.append(_rows(PGLS, asked, fit, ends, fixed is None).assign(tree=number))
    ordinary = Profile(plain(len(names)), asked.x[None], asked.y[None], method).fit(0.0)
    alone = _rows(ORDINARY, asked, ordinary, (math.nan, math.nan), False)
    alone["lambda"] = math.nan
    if by_tree:
        return pd.concat([*rows, alone.assign(tree=-1)], ignore_index=True)
    pooled = [_pooled(each, len(names), len(many)) for each in (pd.concat(rows), alone)]
    return pd.concat(pooled, ignore_index=True)


def _lambda_asked(lam: float | str) -> tuple[str, float | None]:
    """Return the method, and the lambda that is given."""
    if isinstance(lam, str):
        if lam not in (ML, REML):
            raise unknown("lam", lam, (ML, REML))
        return lam, None
    if isinstance(lam, bool) or not isinstance(lam, (int, float)) or not 0 <= lam <= 1:
        raise InputError(f"lam = {lam!r}: must be 'ML', 'REML' or a number from 0 to 1.")
    return ML, float(lam)


def _rows(
    model: str, asked: Regression, fit: Fit, ends: tuple[float, float], estimated: bool
) -> pd.DataFrame:
    """Return one row a coefficient of one regression."""
    count, log_likelihood = len(asked.terms), float(fit.log_likelihood[0])
    table = pd.DataFrame(
        {
            "model": model,
            "term": asked.terms,
            "estimate": fit.estimates[0],
            "error": fit.errors[0],
        }
    )
    table["df"] = float(len(asked.y) - count)
    _test(table)
    table["lambda"], (table["lambda_low"], table["lambda_high"]) = float(fit.lam[0]), ends
    table["log_likelihood"] = log_likelihood
    table["aic"] = 2 * (count + 1 + estimated) - 2 * log_likelihood
    return table.assign(species=len(asked.y))


def _test(table: pd.DataFrame) -> None:
    """Add t, p and the interval of each coefficient."""
    df = table["df"].to_numpy(float)
    ratio = table["estimate"].to_numpy() / table["error"].to_numpy()
    half = special("stdtrit")(df, (1 + COVERED) / 2) * table["error"]
    table["t"] = ratio
    table["p"] = 2 * special("stdtr")(df, -np.abs(ratio))
    table["low"], table["high"] = table["estimate"] - half, table["estimate"] + half


def _pooled(found: pd.DataFrame, species: int, many: int) -> pd.DataFrame:
    """Return the coefficients of a model pooled over trees."""
    by_term = found.groupby(["model", "term"], sort=False)
    told = by_term[["estimate", "df"]].mean()
    m = by_term.size().to_numpy()
    inside = by_term["error"].agg(lambda each: float((each**2).mean())).to_numpy()
    between = by_term["estimate"].var(ddof=1).fillna(0.0).to_numpy()
    total = inside + (1 + 1 / m) * between
    told["error"] = np.sqrt(total)
    told["df"] = _degrees(told["df"].to_numpy(), (1 + 1 / m) * between / total, m)
    _test(told)
    told["between"] = np.sqrt(between)
    each = by_term[["lambda", "lambda_low", "lambda_high"]].median()
    told[["lambda", "lambda_low", "lambda_high"]] = each
    told["lambda_least"], told["lambda_most"] = by_term["lambda"].min(), by_term["lambda"].max()
    told[["log_likelihood", "aic"]] = by_term[["log_likelihood", "aic"]].median()
    told = told.reset_index().assign(species=species, trees=many)
    order = ["model", "term", "estimate", "error", "t", "df", "p", "low", "high"]
    return told[order + [name for name in told.columns if name not in order]]


def _degrees(complete: np.ndarray, added: np.ndarray, m: np.ndarray) -> np.ndarray:
    """Return the degrees of freedom of pooled coefficients (Barnard and Rubin 1999).

    With the share ``added`` of the variance that is due to the trees; those of one tree where
    nothing is.
    """
    share = np.where(added > 0, added, 1.0)
    observed = (complete + 1) / (complete + 3) * complete * (1 - share)
    pooled = 1 / (share**2 / np.maximum(m - 1, 1) + 1 / np.maximum(observed, 1e-9))
    return np.asarray(np.where(added > 0, np.minimum(pooled, complete), complete))
