"""Gillmeister, Catmur, Liepelt, Brass & Heyes 2008: training decides which body part is primed.

People answer hand movements with the hand and foot movements with the foot, or the other way round.
Those trained the other way round afterwards show less priming of a body part by the sight of the
same part.
"""

from .contract import higher, phase, positive, sight, trial

CITATION, CONFIDENCE = "gillmeister_2008", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand and foot"
ACTIONS = {"hand": "grasp", "foot": "kick"}
MEASURE = "priming of the body part seen (ms)"
NEGLIGIBLE = 0.5  #: ms
NOTE = "The number of trials per movement is assumed."

TRIALS = 100  #: per movement

CONDITIONS = {
    "untrained": (phase(nights=1),),
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

SPEAKS = (positive("untrained"),)
PATTERN = (higher("untrained", "incompatible"), higher("compatible", "incompatible"))


def measure(subject):
    """Return the cost of seeing the other body part move while moving one."""
    return subject.automatic_imitation("hand", "foot")
