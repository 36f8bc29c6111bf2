"""de Klerk, Lamy-Yang & Southgate 2019: what a mother imitates, and what an infant watches, decides what it mimics.

Mothers who imitate their infants' faces more have, at four months, infants who mimic faces more - but not hands. Infants who
look more at their own hands tend to mimic hands more (reported as preliminary). The source of experience and the effector go
together.
"""

from .contract import Rearing, higher, near, own_sight, phase, sight, trial

CITATION, CONFIDENCE = "de_klerk_2019", "A"
SPECIES, EFFECTOR, SUBJECTS = "homo_sapiens", "face and hand", ("developed",)
ACTIONS = {"mouth": "open_mouth", "brow": "raise_brow", "grasp": "grasp", "reach": "reach"}
MEASURE, READOUTS = "mimicry (own response minus the other's, share of execution)", ("face", "hand")
NOTE = (
    "A correlation over infants is written as three groups. What differs between them is given as trials, and "
    "switched off in the rearing; the number of trials, the mother's delay (1 s), 30 s of quiet after each, and the "
    "movements are assumed. A profile has one rate of being imitated for all effectors, so that rearing alone could "
    "not say it. Hand looking counts as the sight of one's own hand. Found at the defaults in 30 animals. In part of "
    "the prior looking does nothing, where no unit serves the sight of own and others' hands (view_overlap near 0), "
    "or imitation 1 s later is out of reach (tau near 0.5 s)."
)

OCCASIONS, LATER, PAUSE = (
    100,
    -1.0,
    30.0,
)  #: per movement; seconds from the mother's act to the infant's; seconds of quiet
REARED = Rearing(without=("being_imitated", "self_observation"))


def months(imitated=0, looking=0):
    """Return months in which an infant moves face and hands: seen in the mother, seen by itself, or without anything seen."""
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
    """Return mimicry of each effector: the muscle of the movement seen, less the muscle of the other movement."""
    return {
        "face": (subject.mirror("mouth", ["brow"]) + subject.mirror("brow", ["mouth"])) / 2,
        "hand": (subject.mirror("grasp", ["reach"]) + subject.mirror("reach", ["grasp"])) / 2,
    }
