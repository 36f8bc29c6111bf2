"""Essler et al. 2023: infants whose mothers imitate them more imitate better at eighteen months.

Mothers and infants were observed at play from six months on. How much a mother imitates her infant
goes before how well the child imitates others later, at eighteen months.
"""

from .contract import YEAR, Rearing, higher, positive

CITATION, CONFIDENCE, SUBJECTS = "essler_2023", "A", ("developed",)
SPECIES, EFFECTOR = "homo_sapiens", "hand and face"
MEASURE, READOUTS = (
    "imitation (own response minus the other's, share of execution)",
    ("all", "hand", "face"),
)
NOTE = (
    "Read are the title, which says what was found, the first half of the abstract, and reports "
    "in the press (127 mothers; visits at 6, 10, 14 and 18 months; imitation and sensitivity at "
    "six). A correlation over mothers is written as two groups, at the ends of the range that the "
    "profile has for being imitated, 2 and 40 times an hour, from birth on: numbers of no source "
    "on these mothers. The rest of life is the same. Imitation in the tests of the study is taken "
    "to be the response of an act's units to its sight, less their response to another act of "
    "the same effector, over two acts of the hand and two of the face; either alone is shown, and "
    "no claim. That mothers who imitate are attentive in other ways, too, and that infants who "
    "imitate may be imitated more, is not here: the row says what being imitated does by itself. "
    "Mirrors that are born and do not change are contradicted. Where learning soon reaches its "
    "bounds (canalized), what is learned from watching one's hands and others leaves little to "
    "be added for the hand, and being imitated lowers the face's response."
)

RATE = "experience.being_imitated.rate"  #: times in an active hour
OFTEN, SELDOM = 40.0, 2.0  #: the ends of the profile's range
AGE = 1.5 * YEAR  #: days: eighteen months
ACTS = {"hand": ("wave", "grasp"), "face": ("smile", "open_mouth")}

CONDITIONS = {
    "often": (Rearing({RATE: OFTEN}, age=AGE), ()),
    "seldom": (Rearing({RATE: SELDOM}, age=AGE), ()),
}

PATTERN = (positive("often_all"), higher("often_all", "seldom_all"))


def measure(subject):
    """Return how much more an act's units respond to its sight than to that of another."""
    index = {
        effector: (subject.mirror(one, [other]) + subject.mirror(other, [one])) / 2
        for effector, (one, other) in ACTS.items()
    }
    return {"all": (index["hand"] + index["face"]) / 2} | index
