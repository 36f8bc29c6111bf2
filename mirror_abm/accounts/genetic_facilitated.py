"""Genetic facilitation: carriers are born with a middling mirror response, and learn what matches more readily than the rest.

A compromise of origin and learning: the tree says which lineages carry it, as in `genetic`; in carriers matching synapses
begin below the criterion and learn at the full rate, others learn at a fifth of it.
"""

from .contract import Supply

RULE = "rescorla_wagner"

INHERITED = True

WEIGHT = 0.15  #: at birth, of each synapse that matches; assumed: below the criterion, so that experience has to help
CAP = 0.2  #: how fast what does not match is learned in carriers, relative to what does; assumed

REFUTED_BY = (
    "counter-mirror training that works as fast as mirror training; "
    "the same response at birth in every species, or none; "
    "the same share of mirror and of counter-mirror units in animals raised in a permuted world"
)


def matched_weight(carrier: bool, supply: Supply) -> float:
    """Return what a matching synapse has at birth: ``WEIGHT`` in carriers."""
    return WEIGHT * carrier


def nonmatched(carrier: bool) -> float:
    """Return how fast what does not match is learned: ``CAP`` in carriers."""
    return CAP if carrier else 1.0
