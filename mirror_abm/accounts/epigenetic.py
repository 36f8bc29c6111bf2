"""Epigenetic (Ferrari et al. 2013): early social input sets how ready the mirror system is.

It sets, for life, both the response at birth and how fast the system learns. With E in [0, 1) the
early social input, from the rate s at which the young see themselves imitated in the life that is
lived (0 where being imitated is switched off)::

    E = s / (s + 2 per hour),    matched weight at birth = 0.1 E,    plasticity = 0.5 + E

and plasticity falls by half in each tenth (drawn: 0.03 to 0.3) of the age at maturity, to a tenth:
what was missed early is not made up for later.
"""

from .contract import Supply

RULE = "rescorla_wagner"

HALF = 2.0  #: times per hour of being imitated at which E is 1/2; assumed
WEIGHT = 0.1  #: at birth, of a matching synapse, at the most; assumed

SENSITIVE = True

REFUTED_BY = (
    "full recovery of mirror responses in animals deprived early and trained as adults; "
    "the same learning of other sensorimotor associations in animals with and without early "
    "social input, while mirror responses differ - or the other way round; "
    "no difference between mother- and nursery-reared animals given the same later experience"
)


def early_input(supply: Supply) -> float:
    """Return E, the early social input.

    Parameters
    ----------
    supply : Supply
        Supply of experience.

    Returns
    -------
    float
        Between 0 and 1.
    """
    imitated = supply.copied * supply.own_rate
    return imitated / (imitated + HALF)


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
        ``0.1 E``.
    """
    return WEIGHT * early_input(supply)


def plasticity(supply: Supply) -> float:
    """Return how fast synapses learn.

    Parameters
    ----------
    supply : Supply
        Supply of experience.

    Returns
    -------
    float
        ``0.5 + E``.
    """
    return 0.5 + early_input(supply)
