"""Vallentin et al. 2016: a tutor's song excites premotor units of juveniles, not of adults.

In juvenile zebra finches hearing the tutor drives premotor neurons. In adults, which have learned
the song, inhibition suppresses these responses, and for those elements that were learned.
"""

from .contract import Rearing, higher, live, positive, sound

CITATION, CONFIDENCE, CONTRARY = "vallentin_2016", "A", True
SPECIES, EFFECTOR, SUBJECTS = "taeniopygia_guttata", "syrinx", ("developed",)
MEASURE = "response to the tutor's song (share of singing)"
NOTE = (
    "Contrary to all accounts by which singing and hearing build the response: it is there before, "
    "and falls with learning. Juveniles (35 days, assumed) have heard others and not themselves; "
    "they do act in the meantime, as the profile says from birth, so that others' sounds that "
    "happen to come with acts teach them something. Adults (100 days, assumed) lived on with "
    "everything. Whether juveniles of that age had begun to sing, and whether the cells are "
    "mirror neurons, is not in the abstract."
)

SONG = ("syllable_a", "syllable_b")
LISTENER = Rearing(without="self_observation", age=35)

CONDITIONS = {
    "juvenile": (LISTENER, ()),
    "adult": (LISTENER, live(age=100, rearing=Rearing())),
}

PATTERN = (positive("juvenile"), higher("juvenile", "adult"))


def measure(subject):
    """Return the mean response of each syllable's units to the sound of another who sings it."""
    return sum(subject.drive(sound(note), note) for note in SONG) / len(SONG)
