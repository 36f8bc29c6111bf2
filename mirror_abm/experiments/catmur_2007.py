"""Catmur, Walsh & Heyes 2007: counter-mirror training reverses which muscle a sight facilitates.

Watching the index finger move facilitates the muscle of the index finger, and watching the little
finger that of the little finger. After training in which each movement was answered with the other
finger, the interaction of muscle and observed movement is reversed; after training with the same
finger it is not.
"""

from .contract import phase, positive, reversed_sign, sight, trial

CITATION, CONFIDENCE = "catmur_2007", "A"
SPECIES, EFFECTOR = "homo_sapiens", "fingers"
ACTIONS = {"index": "grasp", "little": "wave"}
MEASURE = "motor evoked potential: muscle x movement seen (share of execution)"
NOTE = (
    "Two acts of the hand stand for the two fingers; the number of trials per movement and day is "
    "assumed. Potentials are read 320 ms after onset, at the end of training: the abstract gives "
    "no delay. After a day of ordinary life, as in heyes_2005, the reversal would be the same."
)

TRIALS = 150  #: per movement


def answered(by_index, by_little):
    """Return training in which each finger, when seen to move, is answered with the one given."""
    return (
        phase(
            trial(TRIALS, see=sight("index"), do=by_index),
            trial(TRIALS, see=sight("little"), do=by_little),
            nights=1,
        ),
    )


CONDITIONS = {
    "untrained": (phase(nights=1),),
    "mirror": answered("index", "little"),
    "counter_mirror": answered("little", "index"),
}

SPEAKS = (positive("untrained"),)
PATTERN = (positive("mirror"), reversed_sign("counter_mirror"))


def measure(subject):
    """Return the facilitation of the muscle that is seen to move, minus that of the other."""
    potential = subject.motor_evoked_potential
    return (
        potential("index", "index")
        - potential("index", "little")
        + potential("little", "little")
        - potential("little", "index")
    ) / 2
