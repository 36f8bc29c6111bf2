"""Catmur, Gillmeister, Bird, Liepelt, Brass & Heyes 2008: through the looking glass.

In people trained to answer hand movements with the hand and foot movements with the foot, areas of
the mirror system respond more to the sight of hands than of feet. In people trained the other way
round, the same areas respond more to the sight of feet.
"""

from .contract import phase, positive, reversed_sign, sight, trial

CITATION, CONFIDENCE = "catmur_2008", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand and foot"
ACTIONS = {"hand": "grasp", "foot": "kick"}
MEASURE = "response of hand units to the sight of hand minus foot (share of execution)"
NOTE = (
    "A region is read as the motor units of the hand act; the number of trials per movement is "
    "assumed. The test comes at the end of training: after a day of ordinary life, as in "
    "heyes_2005, the reversal would be the same."
)

TRIALS = 150  #: per movement

CONDITIONS = {
    "compatible": (
        phase(
            trial(TRIALS, see=sight("hand"), do="hand"),
            trial(TRIALS, see=sight("foot"), do="foot"),
            nights=1,
        ),
    ),
    "incompatible": (
        phase(
            trial(TRIALS, see=sight("hand"), do="foot"),
            trial(TRIALS, see=sight("foot"), do="hand"),
            nights=1,
        ),
    ),
}

PATTERN = (positive("compatible"), reversed_sign("incompatible"))


def measure(subject):
    """Return how much more the units of the hand respond to the sight of a hand than of a foot."""
    return subject.population_response("hand", ("hand",)) - subject.population_response(
        "foot", ("hand",)
    )
