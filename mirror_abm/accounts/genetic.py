"""Genetic (Rizzolatti, Gallese): the mirror mechanism is inherited and needs no learning.

It serves the understanding of actions. Which lineages carry it is never named by hand: it is gained
and lost along the tree, for each modality, with rates and root drawn
(:func:`mirror_abm.animal.carriers.carriers`). In carriers the sight of an action excites the same
action at birth, above the criterion, and experience changes nothing.
"""

from .contract import Supply

RULE = "none"

INHERITED = True

#: at birth, of each synapse that matches; assumed: twice the criterion, so that one is enough
WEIGHT = 0.5

REFUTED_BY = (
    "counter-training that abolishes or reverses a mirror response; "
    "no mirror units in animals of a carrying species raised without correlated experience; "
    "mirror units for sights that no ancestor met: tools, robots, arbitrary shapes"
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
