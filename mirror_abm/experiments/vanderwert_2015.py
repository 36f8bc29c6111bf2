"""Vanderwert et al. 2015: three days with a mother strengthen a newborn's response to lip-smacking.

Macaque infants raised by their mothers show more suppression of the mu rhythm at three days, while
they watch lip-smacking, than infants raised in a nursery. No such difference is found for tongue
protrusion, or for a disc. Whether newborn macaques imitate at all is disputed (Redshaw 2019).
"""

from .contract import Rearing, Stimulus, cue, higher, near

CITATION, CONFIDENCE = "vanderwert_2015", "A"
SPECIES, EFFECTOR, SUBJECTS = "macaca_mulatta", "face", ("developed",)
MEASURE, READOUTS = "motor response (share of execution)", ("lip_smack", "tongue", "disc")
NEGLIGIBLE = 0.001  #: an act's own units are few of all, over which the response is averaged
NOTE = (
    "The nursery's rates are those of the profile macaca_mulatta_nursery, all guesses; both "
    "groups lived in captivity, and have its rate of mirrors. The share of sights that match "
    "nothing is the troop's in both: no source says what it is in a nursery, and contingency, not "
    "number, decides how far a sight is learned. Tongue protrusion is in no repertoire; its sight "
    "overlaps with lip-smacking by 0.2, as two acts of one effector do on average. The disc "
    "overlaps with nothing. The row is not found because three days of ordinary life teach next to "
    "nothing at the default incidental_salience: mother minus nursery is 0.0002. With life as "
    "salient as the laboratory it is found: which rate at which newborns learn is right is what "
    "the row asks."
)

AGE = 3.0  #: days, as published
CAPTIVE = {"experience.mirrors.rate": 0.1}  #: in both: steel and glass reflect
NURSERY = {
    "group.size": 4,
    "experience.being_imitated.rate": 0.2,
    "experience.synchrony.rate": 3,
    "experience.sound.rate": 1,
}

CONDITIONS = {
    "mother": (Rearing(CAPTIVE, age=AGE), ()),
    "nursery": (Rearing(CAPTIVE | NURSERY, age=AGE), ()),
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
