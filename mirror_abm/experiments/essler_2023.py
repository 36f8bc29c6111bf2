"""Essler et al. 2023: infants whose mothers imitate them more imitate better at eighteen months.

Mothers and infants were observed at play from six months on. The more sensitive a mother was to her
infant at six months, and the more often she imitated it, the better the child imitated others at
eighteen.
"""

from .contract import YEAR, Rearing, higher

CITATION, CONFIDENCE, SUBJECTS = "essler_2023", "A", ("developed",)
SPECIES, EFFECTOR = "homo_sapiens", "hand and face"
MEASURE, READOUTS = (
    "imitation (own response minus the other's, share of execution)",
    ("all", "hand", "face"),
)
NOTE = (
    "Read are the title, which says what was found, the first half of the abstract, and the "
    "university's release and other reports in the press (127 mothers; visits at 6, 10, 14 and 18 "
    "months; imitation and sensitivity at six). A correlation over mothers is written as two "
    "groups, at the ends of the range that the profile has for being imitated, 2 and 40 times an "
    "hour, from birth on: numbers of no source on these mothers. The rest of life is the same. "
    "Imitation in the tests of the study is taken to be the response of an act's units to its "
    "sight, less their response to another act of the same effector, over two acts of the hand "
    "and two of the face, which are assumed (one test was to tap a cup); either alone is shown, "
    "and no claim. A mother's sensitivity was published as a predictor beside her imitation, and "
    "goes with it, and infants who imitate may be imitated more: the row says what being imitated "
    "does by itself. Mirrors that are born and do not change are contradicted. By bounded "
    "covariance with what comes with one's own acts (canalized), being imitated raises the hand's "
    "response and lowers the face's as much, so that nothing is gained on the whole; by plain "
    "covariance (hebbian) it does the same, and gains."
)

RATE = "experience.being_imitated.rate"  #: times in an active hour
OFTEN, SELDOM = 40.0, 2.0  #: the ends of the profile's range
AGE = 1.5 * YEAR  #: days: eighteen months
ACTS = {"hand": ("wave", "grasp"), "face": ("smile", "open_mouth")}

CONDITIONS = {
    "often": (Rearing({RATE: OFTEN}, age=AGE), ()),
    "seldom": (Rearing({RATE: SELDOM}, age=AGE), ()),
}

PATTERN = (higher("often_all", "seldom_all"),)


def measure(subject):
    """Return how much more an act's units respond to its sight than to that of another."""
    index = {
        effector: (subject.mirror(one, [other]) + subject.mirror(other, [one])) / 2
        for effector, (one, other) in ACTS.items()
    }
    return {"all": (index["hand"] + index["face"]) / 2} | index
