"""Giret et al. 2014: units of a variable song answer playback later than those of a fixed one.

In the nucleus LMAN, which makes song variable, responses to playback mirror those in singing with
an offset of about 40 ms, the delay of the loop from act to hearing: they fit the acts that made the
sound. In HVC, where song is stereotyped, the offset is near 0 (Prather et al. 2008).
"""

from itertools import permutations

from .contract import Rearing, at, higher, own_sound, phase, positive, trial

CITATION, CONFIDENCE = "giret_2014", "A"
SPECIES, EFFECTOR, SUBJECTS = "taeniopygia_guttata", "syrinx", ("developed",)
CONSTANTS = {"simultaneity": 0.0}  #: gestures are heard one by one
MEASURE = "mirroring offset (s)"
NEGLIGIBLE = 0.002  #: s
NOTE = (
    "Two groups stand for the two nuclei: birds that sing three gestures in any order, and birds "
    "that sing them in one. Birds are raised without any experience and learn from 600 songs "
    "(assumed): what ordinary singing would add has no order here. A gesture lasts as long as the "
    "loop from act to hearing, 0.04 s, so that a sound is heard as the next gesture begins; three "
    "sounds of the repertoire stand for gestures. The model is too coarse for that: at the "
    "defaults contiguity hardly falls in 0.04 s, a sound excites all gestures of a song alike, "
    "and both offsets are half the loop; only a share of precise timing (constants.precision, "
    "where it is above 0) can part them. The offset of HVC is that of Prather et al. 2008; the "
    "theory is that of Hahnloser & Ganguli 2013."
)

SONG = ("intro_note", "syllable_a", "syllable_b")
STEP, LOOP, SONGS = 0.04, 0.04, 600  #: seconds, seconds, number
SILENT = Rearing(without="all", age=60)


def sung(order, times):
    """Return songs in which gestures come in an order, each heard after the loop's delay."""
    return trial(
        times,
        see=tuple(own_sound(note).at(LOOP + STEP * place) for place, note in enumerate(order)),
        do=tuple(at(STEP * place, note) for place, note in enumerate(order)),
    )


ORDERS = tuple(permutations(SONG))

CONDITIONS = {
    "variable": (SILENT, phase(*(sung(order, SONGS // len(ORDERS)) for order in ORDERS))),
    "stereotyped": (SILENT, phase(sung(SONG, SONGS))),
}

PATTERN = (positive("variable"), higher("variable", "stereotyped"))


def measure(subject):
    """Return how much later units respond to playback of the song than in singing it."""
    return subject.mirroring_offset(SONG, STEP, LOOP)
