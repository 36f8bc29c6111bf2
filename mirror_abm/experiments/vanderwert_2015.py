"""Vanderwert et al. 2015: three days with a mother strengthen a newborn's response to lip-smacking.

Macaque infants raised by their mothers show more suppression of the mu rhythm at three days, while
they watch lip-smacking, than infants raised in a nursery. No such difference is found for tongue
protrusion, or for a disc. Whether newborn macaques imitate at all is disputed (Redshaw 2019).
"""

from .contract import Rearing, Stimulus, cue, higher, near

CITATION, CONFIDENCE = "vanderwert_2015", "A"
SPECIES, EFFECTOR, SUBJECTS = "macaca_mulatta", "face", ("developed",)
MEASURE, READOUTS = "motor response (share of execution)", ("lip_smack", "tongue", "disc")
NOTE = (
    "The nursery's rates are those of the profile macaca_mulatta_nursery, all guesses; both "
    "groups lived in captivity, and have its rate of mirrors. The share of sights that match "
    "nothing is the troop's in both: no source says what it is in a nursery, and contingency, not "
    "number, decides how far a sight is learned. Tongue protrusion is in no repertoire; its sight "
    "overlaps with lip-smacking by 0.2, as two acts of one effector do on average. The disc "
    "overlaps with nothing. The row is not found because both rearings give the same contingency, "
    "and a smaller group fewer sights without an act: nursery minus mother is 0.005 +- 0.007 in "
    "30 animals. A larger share of non-matching sights in the nursery would mend it."
)

CAPTIVE = {"experience.mirrors.rate": 0.1}  #: in both: steel and glass reflect
NURSERY = {
    "group.size": 4,
    "experience.being_imitated.rate": 0.2,
    "experience.synchrony.rate": 3,
    "experience.sound.rate": 1,
}

CONDITIONS = {
    "mother": (Rearing(CAPTIVE, days=3), ()),
    "nursery": (Rearing(CAPTIVE | NURSERY, days=3), ()),
}

PATTERN = (
    higher("mother_lip_smack", "nursery_lip_smack"),
    near("mother_tongue", "nursery_tongue", than="mother_lip_smack"),
    near("mother_disc", "nursery_disc", than="mother_lip_smack"),
)

TONGUE = Stimulus("lip_smack", 0.2, "tongue protrusion", 0.8)


def measure(subject):
    """Return the activity of all motor units while each stimulus is seen."""
    return {
        "lip_smack": subject.population_response("lip_smack"),
        "tongue": subject.population_response(TONGUE),
        "disc": subject.population_response(cue("disc")),
    }
