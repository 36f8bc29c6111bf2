"""Gallese, Fadiga, Fogassi & Rizzolatti 1996: few units are mirror neurons, most broadly congruent.

Units in area F5 of the macaque are recorded while the monkey acts and while it watches. Most do not
respond to what is watched. Of those that do, more are broadly than strictly congruent, and more are
strictly congruent than do not match at all. This is one of the two facts on which the constants
were calibrated: the row is no test of the associative account.
"""

from .contract import higher

CITATION, CONFIDENCE = "gallese_1996", "R"
SPECIES, EFFECTOR, SUBJECTS = "macaca_mulatta", "hand, mouth, face", ("developed",)
MEASURE, READOUTS = "share of motor units", ("none", "broad", "strict", "non_congruent")
CALIBRATES = True
NOTE = (
    "A calibration row: it shows whether the calibration still holds over the prior, and what "
    "rivals make of the same constants. The order is recalled. The panel of acts is the standard "
    "one, not the paper's. Preset animals are left out: in them the share of mirror units is "
    "whatever was set. At the defaults 30 animals do not decide between broad and strict (4.1 and "
    "2.0 % of units)."
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
