"""Genetic facilitation: carriers have a weak response at birth and readily learn what matches.

A compromise between origin and learning. The tree says which lineages carry it, as in `genetic`; in
carriers matching synapses begin below the criterion and learn at the full rate, and others learn at
a part of it.
"""

from .contract import Newborn, Open

RULE = "rescorla_wagner"

INHERITED = True

FIRST = "ferrari_2012"

NUMBERS = {
    "weight": Open(
        0.15,
        0.05,
        0.25,
        "weight",
        "at birth, of each synapse that matches; assumed: below the criterion, so experience must "
        "help; each region of the body has its own",
        by_region=True,
    ),
    "cap": Open(
        0.2,
        0.0,
        0.5,
        "share",
        "how fast what does not match is learned in carriers, relative to what does; assumed",
    ),
}

ASSUMES = {
    "what is there at birth is influenced by experience from the first week on": (
        "simpson_2014a, abstract"
    ),
    "what matches is learned more readily than what does not": "ours",
}

REFUTED_BY = (
    "counter-mirror training that works as fast as mirror training; "
    "the same response at birth in every species, or none; "
    "the same share of mirror and of counter-mirror units in animals raised in a permuted world"
)


def matched_weight(newborn: Newborn) -> float:
    """Return what a matching synapse has at birth.

    Parameters
    ----------
    newborn : Newborn
        For whom.

    Returns
    -------
    float
        ``weight`` of its region in carriers, otherwise 0.
    """
    return newborn.drawn["weight"] * newborn.carrier


def nonmatched(newborn: Newborn) -> float:
    """Return how fast what does not match is learned.

    Parameters
    ----------
    newborn : Newborn
        For whom.

    Returns
    -------
    float
        ``cap`` in carriers, otherwise 1.
    """
    return newborn.drawn["cap"] if newborn.carrier else 1.0
