"""What every account defines; what its file leaves out is what stands here.

``RULE``
    a name on the shelf ``rules``;
``REFUTED_BY``
    what would refute the account;
``matched_weight(carrier, supply)``
    what the synapse from the sight (or sound) of an action to the same action has at birth beyond
    the random initial weight. ``carrier`` says whether the lineage of the animal carries the
    heritable system, which is drawn on the tree (:func:`mirror_abm.animal.carriers.carriers`) where
    ``INHERITED`` is true; ``supply`` is the experience to come, as it is
    lived: what is switched off is 0 in it;
``nonmatched(carrier)``
    how fast synapses that join what does not match learn, relative to the others;
``plasticity(supply)``
    how fast all synapses learn, relative to other accounts;
``SUPPLY``, ``supply(supply)``, ``WITHOUT``
    whether the account changes the *supply* of experience, what it makes of it, and the sources
    that teach nothing according to it. Accounts that leave the supply alone are compared on
    identical experience, event for event; those that change it are a separate arm, and say so;
``OPTIONS``
    global constants that the account fixes;
``SENSITIVE``
    whether plasticity falls after a sensitive period, which is the share ``early_period`` of the
    age at maturity.

An account sees no evidence about any species.
"""

from __future__ import annotations

from ..sources.contract import Supply

__all__ = [
    "INHERITED",
    "OPTIONS",
    "SENSITIVE",
    "SUPPLY",
    "WITHOUT",
    "Supply",
    "matched_weight",
    "nonmatched",
    "plasticity",
    "supply",
]

INHERITED = False
SUPPLY = False
WITHOUT: tuple[str, ...] = ()
OPTIONS: dict[str, float] = {}
SENSITIVE = False
#: accounts that are chance baselines, no rivals: they tell no accounts apart
BASELINES = ("none", "motor_only")


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
        0: nothing is built in.
    """
    return 0.0


def nonmatched(carrier: bool) -> float:
    """Return how fast what does not match is learned.

    Parameters
    ----------
    carrier : bool
        Whether the lineage carries the heritable system.

    Returns
    -------
    float
        1: as fast as what matches.
    """
    return 1.0


def plasticity(supply: Supply) -> float:
    """Return how fast synapses learn.

    Parameters
    ----------
    supply : Supply
        Supply of experience.

    Returns
    -------
    float
        1: at the global rate.
    """
    return 1.0


def supply(supply: Supply) -> Supply:
    """Return what the account makes of the supply of experience.

    Parameters
    ----------
    supply : Supply
        Supply of experience.

    Returns
    -------
    Supply
        The supply as it is.
    """
    return supply
