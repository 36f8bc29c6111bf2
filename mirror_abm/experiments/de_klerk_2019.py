"""de Klerk, Lamy-Yang & Southgate 2019: what is imitated and watched decides what is mimicked.

Four-month-old infants whose mothers imitate their faces more mimic faces more, but not hands.
Infants who look more at their own hands tend to mimic hands more (reported as preliminary). The
source of experience and the effector go together.
"""

from .contract import Rearing, higher, near, own_sight, phase, sight, trial

CITATION, CONFIDENCE = "de_klerk_2019", "A"
SPECIES, EFFECTOR, SUBJECTS = "homo_sapiens", "face and hand", ("developed",)
ACTIONS = {"mouth": "open_mouth", "brow": "raise_brow", "grasp": "grasp", "reach": "reach"}
MEASURE, READOUTS = "mimicry (own response minus the other's, share of execution)", ("face", "hand")
NOTE = (
    "A correlation over infants is written as three groups. What differs between them is given as "
    "trials, and switched off during rearing; the number of trials, the mother's delay (1 s), an "
    "intertrial interval of 30 s, and the movements are assumed. A profile has one rate of being "
    "imitated for all effectors, so rearing alone could not express the difference. Looking at "
    "one's hands counts as the sight of one's own hand. The pattern is found at the defaults in "
    "30 animals. In part of the prior, looking has no effect because no unit serves the sight of "
    "both one's own and others' hands (view_overlap near 0), or imitation 1 s later is out of "
    "reach (tau near 0.5 s)."
)

#: per movement; seconds from the mother's act to the infant's earlier one; between trials
OCCASIONS, LATER, PAUSE = 100, -1.0, 30.0
AGE = 122.0  #: days: four months, as published
REARED = Rearing(without=("being_imitated", "self_observation"), age=AGE)


def months(imitated=0, looking=0):
    """Return months of moving face and hands: imitated, watched by the infant, or neither."""
    face = [
        trial(times, see=seen, do=act, delay=LATER)
        for act in ("mouth", "brow")
        for times, seen in ((imitated, sight(act)), (OCCASIONS - imitated, ()))
    ]
    hand = [
        trial(times, see=seen, do=act, delay=0.0)
        for act in ("grasp", "reach")
        for times, seen in ((looking, own_sight(act)), (OCCASIONS - looking, ()))
    ]
    return REARED, (phase(*face, *hand, pause=PAUSE),)


CONDITIONS = {
    "imitated": months(imitated=OCCASIONS),
    "looking": months(looking=OCCASIONS),
    "neither": months(),
}

PATTERN = (
    higher("imitated_face", "neither_face"),
    near("imitated_hand", "neither_hand", than="imitated_face"),
    higher("looking_hand", "neither_hand"),
)


def measure(subject):
    """Return mimicry with each effector: response of the muscle seen, minus that of the other."""
    return {
        "face": (subject.mirror("mouth", ["brow"]) + subject.mirror("brow", ["mouth"])) / 2,
        "hand": (subject.mirror("grasp", ["reach"]) + subject.mirror("reach", ["grasp"])) / 2,
    }
