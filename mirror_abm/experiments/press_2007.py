"""Press, Gillmeister & Heyes 2007: training makes people imitate a robot hand like a human one.

Before training, the sight of a human hand that opens or closes primes the same movement more than
the sight of a robot hand does. After training in which each movement of the robot was answered with
the same movement, the robot primes as much; after training in which it was answered with the other,
it primes no more than before.
"""

from .contract import higher, not_higher, phase, robot, sight, trial

CITATION, CONFIDENCE = "press_2007", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"open": "wave", "close": "grasp"}
MEASURE, READOUTS = "automatic imitation (ms)", ("human", "robot")
NEGLIGIBLE = 0.5  #: ms
NOTE = (
    "The robot is as salient as a hand and looks like one by 0.6 (the cosine of the patterns, "
    "assumed); the number of trials per movement is assumed. The pattern is found for a "
    "likeness of 0.6 or 0.9, and not of 0.3 to 0.5, where so many trials leave some of the human "
    "bias. It is not found either with a dimmer robot, whose own features are at 1 - "
    "0.6: then everything it teaches helps the hand as much, and the human bias stays. "
    "Incompatible training here reverses the effect of the robot, and lowers that of the hand, "
    "which the abstract does not report."
)

TRIALS = 100  #: per movement

CONDITIONS = {
    "untrained": (phase(nights=1),),
    "compatible": (
        phase(
            trial(TRIALS, see=robot("open"), do="open"),
            trial(TRIALS, see=robot("close"), do="close"),
            nights=1,
        ),
    ),
    "incompatible": (
        phase(
            trial(TRIALS, see=robot("open"), do="close"),
            trial(TRIALS, see=robot("close"), do="open"),
            nights=1,
        ),
    ),
}

SPEAKS = (higher("untrained_human", "untrained_robot"),)
PATTERN = (
    higher("compatible_robot", "untrained_robot"),
    not_higher("compatible_human", "compatible_robot"),
    not_higher("incompatible_robot", "untrained_robot"),
)


def measure(subject):
    """Return automatic imitation of the human hand and of the robot hand."""
    return {
        "human": subject.automatic_imitation("open", "close", sight),
        "robot": subject.automatic_imitation("open", "close", robot),
    }
