"""Caggiano et al. 2011: most mirror neurons prefer a viewpoint.

Monkeys watch grasping from three viewpoints. Of the mirror neurons in area F5, 74 % respond more to
some viewpoints than to others, and 26 % respond to all alike.
"""

from .contract import higher, positive, sight

CITATION, CONFIDENCE = "caggiano_2011", "V"
SPECIES, EFFECTOR = "macaca_mulatta", "hand"
MEASURE, READOUTS = "share of motor units", ("dependent", "independent")
CONSTANTS = {"views": 3}
NOTE = (
    "A unit depends on the viewpoint if it is a mirror unit from some of the three viewpoints but "
    "not from all. The published shares, 74 and 26 % of mirror neurons, are not fitted; only "
    "their order is judged. There are no trials: monkeys saw what their lives brought, from "
    "viewpoints as the profile's experience gives them. Preset animals were given the first "
    "viewpoint alone, and are left out. The row is not found: 17 % of all units respond from one "
    "or two viewpoints, and 0.1 % from all three; experience of each viewpoint is learned apart."
)
SUBJECTS = ("developed",)

CONDITIONS = {"monkeys": ()}

PATTERN = (higher("monkeys_dependent", "monkeys_independent"), positive("monkeys_independent"))


def measure(subject):
    """Return the shares of units congruent from one or two viewpoints, and from all three."""
    views = [
        subject.single_units(
            lambda act, view=view: sight(act, view), label=f"view {view}"
        ).set_index("unit")["congruent"]
        for view in range(3)
    ]
    seen = sum(view.astype(int) for view in views)
    return {
        "dependent": float(((seen > 0) & (seen < 3)).mean()),
        "independent": float((seen == 3).mean()),
    }
