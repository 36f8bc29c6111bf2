"""Ferrari et al. 2012: the newborn macaque's motor rhythm is suppressed by the sight of faces.

In macaques of one to seven days the rhythm of 5 to 6 Hz is suppressed as they make facial gestures,
and as they watch those of a human experimenter, but not as they watch stimuli that are not alive.
"""

from .contract import Rearing, absent, cue, higher, positive

CITATION, CONFIDENCE = "ferrari_2012", "A"
SPECIES, EFFECTOR, SUBJECTS = "macaca_mulatta", "face", ("developed",)
MEASURE, READOUTS = "response of the units of the face (share of execution)", ("face", "disc")
NOTE = (
    "Days and stimuli are those of the abstract; animals, rearing and sizes of effects were not "
    "seen. Newborns are four days old here, the middle of the published range, and live in the "
    "troop of the profile with a captive's rate of mirrors, as in vanderwert_2015. Suppression of "
    "a rhythm stands for the mean response of the units of two facial acts to their sights; a "
    "disc that overlaps with nothing stands for what is not alive. Where nothing is built in, four "
    "days of ordinary life decide, which teach next to nothing at the default "
    "incidental_salience. That a human's face was seen, and that the hand has another course "
    "(Festante et al. 2018, a fact that calibrates), are left out."
)

AGE = 4.0  #: days; 1 to 7 as published
CAPTIVE = {"experience.mirrors.rate": 0.1}  #: steel and glass reflect
FACES = ("lip_smack", "threat_face")

CONDITIONS = {"newborn": (Rearing(CAPTIVE, age=AGE), ())}

PATTERN = (
    positive("newborn_face"),
    higher("newborn_face", "newborn_disc"),
    absent("newborn_disc", than="newborn_face"),
)


def measure(subject):
    """Return the mean response of the units of facial acts to their sights, and to a disc."""
    return {
        "face": sum(subject.drive(act, act) for act in FACES) / len(FACES),
        "disc": sum(subject.drive(cue("disc"), act) for act in FACES) / len(FACES),
    }
