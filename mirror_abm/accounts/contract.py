"""What every account defines; what its file leaves out is what stands here.

``RULE``
    a name on the shelf ``rules``;
``REFUTED_BY``
    what would refute the account;
``ASSUMES``
    its assumptions, each with where its authors state it;
``FIRST``
    the experiment on the shelf that its authors would cite first, empty where the shelf has none;
``NUMBERS``
    what the account leaves open: its own numbers, each an :class:`Open` with a range that is drawn
    (one draw per replicate, and one for each region of the body where it says so). They are set by
    hand as ``constants.ACCOUNT.NUMBER``, and handed to the functions below as ``drawn``;
``CONSTANTS``
    global constants that the account draws in a range of its own, at the quantile of the common
    draw; a value set by hand stands;
``matched_weight(newborn)``
    what a synapse from the sight (or sound) of an action to the same action has at birth beyond
    the random initial weight, for one effector and modality (:class:`Newborn`). ``carrier`` says
    whether the lineage of the animal carries the heritable system there, which is drawn on the tree
    (:func:`mirror_abm.animal.carriers.carriers`) where ``INHERITED`` is true; ``supply`` is the
    experience to come, as it is lived: what is switched off is 0 in it;
``nonmatched(newborn)``
    how fast synapses that join what does not match learn, relative to the others;
``plasticity(supply, drawn)``
    how fast all synapses learn, relative to other accounts;
``SUPPLY``, ``supply(supply, drawn)``, ``WITHOUT``
    whether the account changes the *supply* of experience, what it makes of it, and the sources
    that teach nothing according to it. Accounts that leave the supply alone are compared on
    identical experience, event for event; those that change it are a separate arm, and say so;
``SENSITIVE``
    whether plasticity falls after a sensitive period, which is the share ``early_period`` of the
    age at maturity.

An account sees no evidence about any species.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..sources.contract import Supply
from ._infancy import INFANCY, arranged
from ._open import Newborn, Open
from ._regions import REGIONS, region

__all__ = [
    "ASSUMES",
    "CONSTANTS",
    "FIRST",
    "INFANCY",
    "INHERITED",
    "NUMBERS",
    "REGIONS",
    "SENSITIVE",
    "SUPPLY",
    "WITHOUT",
    "Newborn",
    "Open",
    "Supply",
    "arranged",
    "matched_weight",
    "nonmatched",
    "plasticity",
    "region",
    "supply",
]


INHERITED = False
SUPPLY = False
WITHOUT: tuple[str, ...] = ()
ASSUMES: Mapping[str, str] = {}
FIRST = ""
NUMBERS: Mapping[str, Open] = {}
CONSTANTS: Mapping[str, Open] = {}
SENSITIVE = False
#: accounts that are chance baselines, no rivals: they tell no accounts apart
BASELINES = ("none", "motor_only")


def matched_weight(newborn: Newborn) -> float:
    """Return what a matching synapse has at birth.

    Parameters
    ----------
    newborn : Newborn
        For whom.

    Returns
    -------
    float
        0: nothing is built in.
    """
    return 0.0


def nonmatched(newborn: Newborn) -> float:
    """Return how fast what does not match is learned.

    Parameters
    ----------
    newborn : Newborn
        For whom.

    Returns
    -------
    float
        1: as fast as what matches.
    """
    return 1.0


def plasticity(supply: Supply, drawn: Mapping[str, float]) -> float:
    """Return how fast synapses learn.

    Parameters
    ----------
    supply : Supply
        Supply of experience.
    drawn : mapping of str to float
        The account's own numbers.

    Returns
    -------
    float
        1: at the global rate.
    """
    return 1.0


def supply(supply: Supply, drawn: Mapping[str, float]) -> Supply:
    """Return what the account makes of the supply of experience.

    Parameters
    ----------
    supply : Supply
        Supply of experience.
    drawn : mapping of str to float
        The account's own numbers.

    Returns
    -------
    Supply
        The supply as it is.
    """
    return supply
