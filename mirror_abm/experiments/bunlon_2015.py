"""Bunlon, Marshall, Quandt & Bouquet 2015: lifting a finger and *then* seeing one lifted is training enough.

People lift a finger and see, shortly after, the same finger of a hand lifted, or another one. Afterwards the same movement is
imitated better by those who had seen the same: the act may come before the sight. With the constant ``backward_efficacy`` at 0,
the strictly forward ablation, nothing is left of the difference.
"""

from .contract import higher, phase, sight, trial

CITATION, CONFIDENCE = "bunlon_2015", "A"
SPECIES, EFFECTOR = "homo_sapiens", "fingers"
ACTIONS = {"index": "grasp", "middle": "wave"}
MEASURE = "automatic imitation (ms)"
NOTE = "The delay from act to sight, 0.4 s, and the trials per movement are assumed."

TRIALS, LATER = 100, -0.4  #: per movement; seconds from the sight to the act

CONDITIONS = {
    "compatible": (
        phase(
            trial(TRIALS, see=sight("index"), do="index", delay=LATER),
            trial(TRIALS, see=sight("middle"), do="middle", delay=LATER),
        ),
    ),
    "incompatible": (
        phase(
            trial(TRIALS, see=sight("index"), do="middle", delay=LATER),
            trial(TRIALS, see=sight("middle"), do="index", delay=LATER),
        ),
    ),
}

PATTERN = (higher("compatible", "incompatible"),)


def measure(subject):
    """Return the cost of seeing the other movement while doing one."""
    return subject.automatic_imitation("index", "middle")
