"""Genetic (the view that Lepage & Theoret 2007 weigh): inherited, and in no need of learning.

It serves the understanding of actions. Which lineages carry it is never named by hand: it is gained
and lost along the tree, for each modality, and as one system or for each region of the body (face,
forelimb, voice, ...), with rates and root drawn (:func:`mirror_abm.animal.carriers.carriers`). In
carriers the sight of an action excites the same action at birth, above the criterion, as strongly
as is drawn for its region, and experience changes nothing.
"""

from .contract import Newborn, Open

RULE = "none"

INHERITED = True

FIRST = "ferrari_2012"

NUMBERS = {
    "weight": Open(
        0.5,
        0.3,
        1.0,
        "weight",
        "at birth, of each synapse that matches; assumed: from just above the criterion, so that "
        "one synapse is enough, to as strong as execution; each region of the body has its own",
        by_region=True,
    )
}

ASSUMES = {
    "a mechanism that matches sights and acts is there in newborns": (
        "lepage_2007, abstract (the evidence is called indirect)"
    ),
    "it works from the first days of life, for the face": "ferrari_2012, abstract",
    "experience is not needed": "simpson_2014a, abstract",
    "experience changes nothing": (
        "ours: no text that was read says so, simpson_2014a says the contrary"
    ),
}

REFUTED_BY = (
    "counter-training that abolishes or reverses a mirror response; "
    "no mirror units in animals of a carrying species raised without correlated experience; "
    "mirror units for sights that no ancestor met: tools, robots, arbitrary shapes"
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
