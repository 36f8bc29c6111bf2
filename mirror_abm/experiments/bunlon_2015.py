"""Bunlon, Marshall, Quandt & Bouquet 2015: acting first and seeing the same act later is enough.

People lift a finger and shortly afterwards see a hand lift the same finger, or another one. Those
who saw the same finger then imitate the movement more: the act may precede the sight. With the
constant ``backward_efficacy`` at 0, which leaves strictly forward learning, the difference
disappears.
"""

from .contract import higher, phase, sight, trial

CITATION, CONFIDENCE = "bunlon_2015", "A"
SPECIES, EFFECTOR = "homo_sapiens", "fingers"
ACTIONS = {"index": "grasp", "middle": "wave"}
MEASURE = "automatic imitation (ms)"
NEGLIGIBLE = 0.5  #: ms
NOTE = "The delay from act to sight, 0.4 s, and the number of trials per movement are assumed."

TRIALS, LATER = 100, -0.4  #: per movement; seconds from the sight to the act that precedes it

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
    """Return the cost of seeing the other movement while making one."""
    return subject.automatic_imitation("index", "middle")
