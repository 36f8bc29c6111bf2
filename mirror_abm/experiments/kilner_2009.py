"""Kilner et al. 2009: units adapt from doing to seeing an act, and from seeing to doing it.

In the inferior frontal gyrus the response to an act that is seen after the same act was done, and
to one that is done after it was seen, is smaller than after another act.
"""

from .contract import positive

CITATION, CONFIDENCE = "kilner_2009", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"open": "wave", "close": "grasp"}
MEASURE, READOUTS = "repetition suppression (share of the response)", ("do_see", "see_do")
NOTE = (
    "Adaptation is fatigue of motor units in proportion to their own activity, by a share that is "
    "assumed; no sign depends on it. The acts of the study, and its trials, are not in the "
    "abstract: two movements of the hand are assumed. It is said of the inferior frontal gyrus; "
    "lingnau_2009, a row of its own, found none from doing to seeing anywhere, and single units "
    "of the macaque hardly adapt to repeated sights (Caggiano et al. 2013, Kilner et al. 2014)."
)

CONDITIONS = {"adults": ()}

PATTERN = (positive("adults_do_see"), positive("adults_see_do"))


def measure(subject):
    """Return how much less units respond to the second of two events if both are of one act."""
    pairs = (("open", "close"), ("close", "open"))
    return {
        name: sum(subject.adaptation(*pair, name.replace("_", "-")) for pair in pairs) / 2
        for name in READOUTS
    }
