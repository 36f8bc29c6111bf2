"""Genetic (Rizzolatti, Gallese): the mirror mechanism is inherited, for understanding actions, and needs no learning.

Which lineages carry it is never named by hand: it is gained and lost along the tree, per modality, with rates and root drawn
(:func:`mirror_abm.animal.carriers.carriers`). In carriers the sight of an action excites the same action at birth, above the
criterion, and experience changes nothing.
"""

from .contract import Supply

RULE = "none"

INHERITED = True

WEIGHT = 0.5  #: at birth, of each synapse that matches; assumed: twice the criterion, so that one synapse is enough

REFUTED_BY = (
    "counter-training that abolishes or reverses a mirror response; "
    "animals of a carrying species that, raised without correlated experience, have no mirror units; "
    "mirror units for sights that no ancestor met: tools, robots, arbitrary shapes"
)


def matched_weight(carrier: bool, supply: Supply) -> float:
    """Return what a matching synapse has at birth: ``WEIGHT`` in carriers."""
    return WEIGHT * carrier
