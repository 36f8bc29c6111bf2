"""Festante et al. 2018: the newborn macaque's motor response to grasping grows in a week.

In newborn rhesus macaques the beta rhythm is suppressed more by the sight of grasping in the second
week of life than in the first. This is one of the facts on which the constants were calibrated: how
salient ordinary life is. The row is no test of the associative account.
"""

from .contract import Rearing, higher

CITATION, CONFIDENCE = "festante_2018", "A"
SPECIES, EFFECTOR, SUBJECTS = "macaca_mulatta", "hand", ("developed",)
MEASURE = "response of the units of grasping (share of execution)"
CALIBRATES = True
NOTE = (
    "A calibration row. Weeks and direction are those of the abstract; animals, rearing and sizes "
    "of effects were not seen. The animals are 4 and 11 days old here, the middles of the two "
    "weeks, and live in the troop of the profile with a captive's rate of mirrors, as in "
    "ferrari_2012. Suppression of a rhythm stands for the mean response of the units of grasping "
    "to its sight. That monkeys began to grasp in these days, and that those who tried more "
    "responded more, is left out: acts are as frequent here from birth on."
)

CAPTIVE = {"experience.mirrors.rate": 0.1}  #: steel and glass reflect

CONDITIONS = {
    "week_1": (Rearing(CAPTIVE, age=4.0), ()),
    "week_2": (Rearing(CAPTIVE, age=11.0), ()),
}

PATTERN = (higher("week_2", "week_1"),)


def measure(subject):
    """Return the mean response of the units of grasping to its sight."""
    return subject.drive("grasp", "grasp")
