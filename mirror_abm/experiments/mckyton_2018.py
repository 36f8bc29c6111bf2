"""McKyton, Ben-Zion & Zohary 2018: children who gain sight late imitate less automatically.

Children with dense cataracts from early infancy, who were operated on only years later, are less
affected by task-irrelevant actions than controls of their age, even two years after the surgery.
"""

from .contract import YEAR, Rearing, higher, live, positive

CITATION, CONFIDENCE = "mckyton_2018", "A"
SPECIES, EFFECTOR, SUBJECTS = "homo_sapiens", "hand", ("developed",)
ACTIONS = {"open": "wave", "close": "grasp"}
MEASURE = "automatic imitation (ms)"
NEGLIGIBLE = 0.5  #: ms
NOTE = (
    "The abstract gives no ages, numbers or trials: surgery at 5 years, and two movements of the "
    "hand, are assumed. Cataracts let light through, but no acts: here there is no vision at all, "
    "and afterwards vision is perfect, so that what poor sight explains is not here. The title "
    "speaks of a lack, the abstract of less: less is what is claimed. The second claim, two years "
    "later, is the harder one: where learning goes on for life, seeing oneself and others mends "
    "what was missed. Under the associative account most of it (6.7 of 8.1 ms, 30 people), so that "
    "the claim is found by a small margin, which rests on the profile: people are copied until "
    "they are two, and those who gain sight later have missed that for good. A sensitive period "
    "(epigenetic) or learning that counts all that was lived through (hebbian) leaves them far "
    "behind."
)

SURGERY, LATER = 5 * YEAR, 7 * YEAR  #: days of age
BLIND = Rearing(without_sense="vision", age=SURGERY)

CONDITIONS = {
    "control": (Rearing(age=SURGERY), ()),
    "newly_sighted": (BLIND, ()),
    "control_later": (Rearing(age=SURGERY), live(age=LATER)),
    "sighted_two_years": (BLIND, live(age=LATER, rearing=Rearing())),
}

PATTERN = (
    positive("control"),
    higher("control", "newly_sighted"),
    higher("control_later", "sighted_two_years"),
)


def measure(subject):
    """Return the cost of seeing the other movement while making one."""
    return subject.automatic_imitation("open", "close")
