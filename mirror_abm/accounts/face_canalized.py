"""Face built in, hand learned (Casile, Caggiano & Ferrari 2011; Tramacere, Pievani & Ferrari 2017).

There are two pathways. That of the face is prewired: in carriers the sight of a facial act excites
the same act at birth, as neonatal imitation suggests, and experience goes on to shape it. That of
the hand is not: hands are watched in an infancy arranged for it, and learned by a Hebbian rule, as
in `canalized`. Which lineages carry the pathway of the face is drawn on the tree, as in `genetic`.
"""

from collections.abc import Mapping

from .contract import INFANCY, Newborn, Open, Supply, arranged

RULE = "covariance"

SUPPLY = True

INHERITED = True

FIRST = "ferrari_2012"

NUMBERS = INFANCY | {
    "weight": Open(
        0.5,
        0.3,
        1.0,
        "weight",
        "at birth, of each synapse that matches, for acts of the face in carriers; assumed: from "
        "just above the criterion to as strong as execution",
    )
}

ASSUMES = {
    "facial actions: a possibly prewired system, there at birth, shaped by others": (
        "casile_2011, abstract"
    ),
    "hand actions: a system of experience, above all that of seeing the own movements": (
        "casile_2011, abstract"
    ),
    "types of mirror neurons evolved apart, at different rates": "tramacere_2017, abstract",
}

REFUTED_BY = (
    "no response to facial acts in newborns of a carrying species; "
    "responses to acts of the hand, before hands are watched, as strong as to acts of the face; "
    "a response to facial acts that training abolishes as fast as one that training made"
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
        ``weight`` for the sight of facial acts in carriers, otherwise 0.
    """
    built_in = newborn.carrier and newborn.region == "face" and newborn.modality == "visual"
    return newborn.drawn["weight"] * built_in


def supply(supply: Supply, drawn: Mapping[str, float]) -> Supply:
    """Return the supply of an infant that watches its own hands and prefers what is contingent.

    Parameters
    ----------
    supply : Supply
        Supply of experience.
    drawn : mapping of str to float
        ``gaze`` and ``preference``.

    Returns
    -------
    Supply
        See :func:`mirror_abm.accounts._infancy.arranged`.
    """
    return arranged(supply, drawn)
