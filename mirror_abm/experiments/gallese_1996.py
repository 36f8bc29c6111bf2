"""Gallese, Fadiga, Fogassi & Rizzolatti 1996: a minority of units are mirror neurons, most of them broadly congruent.

Units of macaque area F5 are recorded while the monkey acts and while it watches. Most do not respond to what is watched. Of
those that do, broadly congruent ones are more than strictly congruent ones, and these more than units in which act and sight
do not match. This is one of the two facts on which the constants were calibrated: the row is no test of the associative
account.
"""

from .contract import higher

CITATION, CONFIDENCE = "gallese_1996", "R"
SPECIES, EFFECTOR, SUBJECTS = "macaca_mulatta", "hand, mouth, face", ("developed",)
MEASURE, READOUTS = "share of motor units", ("none", "broad", "strict", "non_congruent")
NOTE = (
    "A calibration row: it says whether the calibration still holds over the prior, and what rivals make of the same "
    "constants. The order is recalled. The panel of acts is the standard one, not the paper's. Preset animals are "
    "left out: in them the share of mirror units is what was set. Six animals do not decide broad against strict: the "
    "order is found at the defaults in 30."
)

CONDITIONS = {"monkeys": ()}

PATTERN = (
    higher("monkeys_none", "monkeys_broad"),
    higher("monkeys_broad", "monkeys_strict"),
    higher("monkeys_strict", "monkeys_non_congruent"),
)


def measure(subject):
    """Return the share of units of each kind, by the standard panel and criterion."""
    kinds = subject.single_units()["kind"]
    return {kind: float((kinds == kind).mean()) for kind in READOUTS}
