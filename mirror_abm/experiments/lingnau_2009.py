"""Lingnau, Gesierich & Caramazza 2009: no adaptation from doing an act to seeing it.

Areas that adapt to acts that are seen twice, and to acts that are done after they were seen, show
no sign of adaptation for acts that were first done and then seen.
"""

from .contract import absent, positive

CITATION, CONFIDENCE, CONTRARY = "lingnau_2009", "A", True
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"open": "wave", "close": "grasp"}
MEASURE, READOUTS = (
    "repetition suppression (share of the response)",
    ("see_see", "see_do", "do_see"),
)
NOTE = (
    "The abstract was read as a weblog quotes it. Published against mirror neurons in people, and "
    "so against every account by which motor units respond to what is seen: here such units "
    "adapt whatever excited them. Kilner et al. 2009 and Chong et al. 2008 found what is absent "
    "here: kilner_2009 is the row beside this one, and never is one of them evidence alone."
)

CONDITIONS = {"adults": ()}

PATTERN = (
    positive("adults_see_see"),
    positive("adults_see_do"),
    absent("adults_do_see", than="adults_see_do"),
)


def measure(subject):
    """Return how much less units respond to the second of two events if both are of one act."""
    pairs = (("open", "close"), ("close", "open"))
    return {
        name: sum(subject.adaptation(*pair, name.replace("_", "-")) for pair in pairs) / 2
        for name in READOUTS
    }
