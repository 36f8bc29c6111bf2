"""Comparative statistics that take descent into account, as ``mirror_abm.phylo``.

For traits that were measured, and for the design of records to come; never for what was simulated:
a run, or a table of one, is refused.

covariance : history that species share
pagels_lambda, blomberg_k : phylogenetic signal of a trait
pgls : regression with phylogenetic residuals, ordinary regression beside it
false_positives : how often regressions find what is not there
recorded : the species in which mirror cells were sought
design : which species to record so that ecology can be told from descent
"""

from __future__ import annotations

from .phylo_design import design
from .phylo_errors import false_positives, recorded
from .phylo_regression import pgls
from .phylo_signal import blomberg_k, pagels_lambda
from .phylo_tree import covariance

__all__ = [
    "blomberg_k",
    "covariance",
    "design",
    "false_positives",
    "pagels_lambda",
    "pgls",
    "recorded",
]


def __dir__() -> list[str]:
    """Return what it offers, and nothing else."""
    return list(__all__)
