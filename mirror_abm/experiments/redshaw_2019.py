"""Redshaw 2019: newborn macaques match facial gestures no more often than chance would have it.

A preregistered analysis of all data there were, in which matching is compared with the same act
after another gesture. It does not speak of mirror neurons: that it goes against accounts in which
the face has them at birth is our inference.
"""

from .contract import Rearing, near

CITATION, CONFIDENCE, SUBJECTS = "redshaw_2019", "A", ("developed",)
SPECIES, EFFECTOR = "macaca_mulatta", "face"
MEASURE, READOUTS = "share of responses", ("matching", "other")
NOTE = (
    "Read in the abstract, which gives no ages and no number of animals: four days, and a troop "
    "with a captive's rate of mirrors, as in ferrari_2012, though some infants that were tested "
    "for imitation were reared in a nursery. The gestures of the study were lip-smacking and the "
    "protrusion of the tongue, which is in no repertoire: threats stand for it. A response is the "
    "more strongly driven of two, with the noise of one recorded trial. No more often than chance "
    "is read as a difference below a quarter of the matching responses; that the scores of the "
    "two acts were negatively correlated is left out. Chance itself passes, of course: the row is "
    "there for the accounts that cannot. A newborn whose brain responds, and whose face does not, "
    "would pass as well, so that ferrari_2012 may be true at the same time; at the defaults only "
    "the weak mirrors of epigenetic show both. Earlier conclusions, as that of vanderwert_2015, "
    "are contradicted; whether its infants are among these data was not read."
)

AGE = 4.0  #: days
CAPTIVE = {"experience.mirrors.rate": 0.1}  #: steel and glass reflect
FACES = (("lip_smack", "threat_face"), ("threat_face", "lip_smack"))

CONDITIONS = {"newborn": (Rearing(CAPTIVE, age=AGE), ())}

PATTERN = (near("newborn_matching", "newborn_other"),)


def measure(subject):
    """Return how often a gesture that is seen is answered by the same one, and by the other."""
    matching = sum(subject.correct(seen, seen, other) for seen, other in FACES) / len(FACES)
    return {"matching": matching, "other": 1.0 - matching}
