"""Epigenetic (Ferrari et al. 2013): early social input sets how ready the mirror system is.

A weak response is there at birth, for nothing after birth can have made it; early social input then
sets how fast the system learns. With E in [0, 1) that input, from the rate s at which the young see
themselves imitated in the life that is lived (0 where being imitated is switched off)::

    E = s / (s + half),    plasticity = floor + E

and plasticity falls by half in each tenth (drawn: 0.03 to 0.3) of the age at maturity, to a tenth:
what was missed early is not made up for later.
"""

from collections.abc import Mapping

from .contract import Newborn, Open, Supply

RULE = "rescorla_wagner"

FIRST = "vanderwert_2015"

NUMBERS = {
    "half": Open(
        2.0,
        0.5,
        8.0,
        "per hour",
        "times per hour of being imitated at which E is 1/2; assumed",
    ),
    "weight": Open(
        0.05,
        0.0,
        0.15,
        "weight",
        "at birth, of a matching synapse: from nothing to half of what an effective sight needs; "
        "assumed",
    ),
    "floor": Open(
        0.5,
        0.25,
        0.75,
        "share",
        "plasticity of animals without early social input, relative to the global rate; assumed",
    ),
}

SENSITIVE = True

ASSUMES = {
    "early environments bring about differences in responses, and tune them to the social world": (
        "ferrari_2013, abstract"
    ),
    "the system is conserved in evolution, yet depends on social interaction to develop": (
        "tramacere_2015, opening"
    ),
    "being imitated early is that interaction, and there is a period for it": "ours",
}

REFUTED_BY = (
    "full recovery of mirror responses in animals deprived early and trained as adults; "
    "the same learning of other sensorimotor associations in animals with and without early "
    "social input, while mirror responses differ - or the other way round; "
    "no difference between mother- and nursery-reared animals given the same later experience"
)


def early_input(supply: Supply, drawn: Mapping[str, float]) -> float:
    """Return E, the early social input.

    Parameters
    ----------
    supply : Supply
        Supply of experience.
    drawn : mapping of str to float
        ``half``.

    Returns
    -------
    float
        Between 0 and 1.
    """
    imitated = supply.copied * supply.own_rate
    return imitated / (imitated + drawn["half"])


def matched_weight(newborn: Newborn) -> float:
    """Return what a matching synapse has at birth.

    Parameters
    ----------
    newborn : Newborn
        For whom.

    Returns
    -------
    float
        ``weight``.
    """
    return newborn.drawn["weight"]


def plasticity(supply: Supply, drawn: Mapping[str, float]) -> float:
    """Return how fast synapses learn.

    Parameters
    ----------
    supply : Supply
        Supply of experience.
    drawn : mapping of str to float
        ``half`` and ``floor``.

    Returns
    -------
    float
        ``floor + E``.
    """
    return drawn["floor"] + early_input(supply, drawn)
