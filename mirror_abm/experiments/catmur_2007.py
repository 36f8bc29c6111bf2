"""Catmur, Walsh & Heyes 2007: counter-mirror training reverses which muscle the sight of a movement facilitates.

Seeing the index finger move facilitates the muscle of the index finger, seeing the little finger that of the little finger. After
training in which each was answered by the other, the interaction of muscle and movement seen is reversed; after training with
the same movement it is not.
"""

from .contract import phase, positive, reversed_sign, sight, trial

CITATION, CONFIDENCE = "catmur_2007", "A"
SPECIES, EFFECTOR = "homo_sapiens", "fingers"
ACTIONS = {"index": "grasp", "little": "wave"}
MEASURE = "motor evoked potential: muscle x movement seen (share of execution)"
NOTE = (
    "Two acts of the hand stand for the two fingers; trials per movement and day are assumed. Read 320 ms after "
    "onset, at the end of the training: the abstract gives no delay. After a day of ordinary life, as in heyes_2005, "
    "there would be little or no reversal left at these rates."
)

TRIALS = 150  #: per movement


def answered(by_index, by_little):
    """Return training in which the index and the little finger, when seen, are answered so."""
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
    """Return the facilitation of the muscle of the movement seen, minus that of the other, over both movements."""
    potential = subject.motor_evoked_potential
    return (
        potential("index", "index")
        - potential("index", "little")
        + potential("little", "little")
        - potential("little", "index")
    ) / 2
