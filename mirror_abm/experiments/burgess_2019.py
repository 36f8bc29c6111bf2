"""Burgess et al. 2019: the sound that a finger's own swipes made excites the muscle of that finger.

People swipe with the index or the little finger on a device, and each finger makes a new sound.
Before this training the sounds tell the muscles nothing; afterwards each muscle is more excitable
while its own sound is heard than while the other finger's is.
"""

from .contract import absent, cue, higher, phase, trial

CITATION, CONFIDENCE = "burgess_2019", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"index": "wave", "little": "reach"}
MEASURE, READOUTS = (
    "facilitation by the finger's own sound minus the other's (share of execution)",
    ("index", "little"),
)
NOTE = (
    "The abstract was read, not the methods: 100 swipes of each finger, in random order, and a "
    "sound 0.1 s after each are assumed. Two acts of the hand stand for the swipes. In the study "
    "everybody was tested before and after; here other copies of the same people are tested "
    "untrained. What the abstract tells of a negative association, in one finger, between these "
    "potentials and a measure whose name was cut off, is left out. The sounds are new, and "
    "overlap with no act: an account in which only sights or sounds of acts count, or in which "
    "nothing is learned, is contradicted; all that learn from doing and hearing pass, in either "
    "order of the two."
)

SWIPES, LATER = 100, 0.1  #: of each finger; seconds from the swipe to its sound
SOUNDS = {"index": cue("rising sound"), "little": cue("falling sound")}

CONDITIONS = {
    "before": (),
    "after": (phase(*(trial(SWIPES, see=SOUNDS[act], do=act, delay=-LATER) for act in SOUNDS)),),
}

PATTERN = (
    absent("before_index", than="after_index"),
    absent("before_little", than="after_little"),
    higher("after_index", "before_index"),
    higher("after_little", "before_little"),
)


def measure(subject):
    """Return how much more each muscle is facilitated by its own sound than by the other one."""
    other = {"index": "little", "little": "index"}
    return {
        act: subject.motor_evoked_potential(SOUNDS[act], act)
        - subject.motor_evoked_potential(SOUNDS[other[act]], act)
        for act in SOUNDS
    }
