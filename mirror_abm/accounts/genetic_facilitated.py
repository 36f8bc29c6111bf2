"""Genetic facilitation: carriers have a weak response at birth and readily learn what matches.

A compromise between origin and learning. The tree says which lineages carry it, as in `genetic`; in
carriers matching synapses begin below the criterion and learn at the full rate, and others learn at
a fifth of it.
"""

from .contract import Supply

RULE = "rescorla_wagner"

INHERITED = True

#: at birth, of each synapse that matches; assumed: below the criterion, so experience must help
WEIGHT = 0.15
#: how fast what does not match is learned in carriers, relative to what does; assumed
CAP = 0.2

REFUTED_BY = (
    "counter-mirror training that works as fast as mirror training; "
    "the same response at birth in every species, or none; "
    "the same share of mirror and of counter-mirror units in animals raised in a permuted world"
)


def matched_weight(carrier: bool, supply: Supply) -> float:
    """Return what a matching synapse has at birth.

    Parameters
    ----------
    carrier : bool
        Whether the lineage carries the heritable system.
    supply : Supply
        Supply of experience.

    Returns
    -------
    float
        ``WEIGHT`` in carriers, otherwise 0.
    """
    return WEIGHT * carrier


def nonmatched(carrier: bool) -> float:
    """Return how fast what does not match is learned.

    Parameters
    ----------
    carrier : bool
        Whether the lineage carries the heritable system.

    Returns
    -------
    float
        ``CAP`` in carriers, otherwise 1.
    """
    return CAP if carrier else 1.0
