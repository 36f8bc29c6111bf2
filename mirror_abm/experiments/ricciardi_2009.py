"""Ricciardi et al. 2009: people born blind respond to the sounds of acts that they do themselves.

In people who never saw, the sounds of hand actions activate the network that they activate in
sighted people, and more so if the action is one that the listener does.
"""

from .contract import Rearing, cue, higher, sound

CITATION, CONFIDENCE = "ricciardi_2009", "A"
SPECIES, EFFECTOR, SUBJECTS = "homo_sapiens", "hand", ("developed",)
MEASURE, READOUTS = "motor response to a sound (share of execution)", ("familiar", "unfamiliar")
NEGLIGIBLE = 0.001  #: an act's own units are few of all, over which the response is averaged
NOTE = (
    "Neither the number of people nor their ages are in the abstract: both groups are raised to "
    "the horizon of the profile. The familiar act is banging with the hand; the unfamiliar one is "
    "a sound that no act of one's own ever made. How often people hear themselves and others is "
    "the profile's guess. What the brain scan shows is taken to be the mean activity of motor "
    "units. A born response to sounds of acts gives the pattern, too, for the sound that is not "
    "familiar is of no act at all here; what fails is an account in which sounds count through "
    "sights alone. That seen acts drive nothing in the blind is a prediction, and no claim."
)

FAMILIAR, UNFAMILIAR = sound("bang"), cue("sound of an act never done")

CONDITIONS = {
    "blind": (Rearing(without_sense="vision"), ()),
    "sighted": (Rearing(), ()),
}

PATTERN = (
    higher("blind_familiar", "blind_unfamiliar"),
    higher("sighted_familiar", "sighted_unfamiliar"),
)


def measure(subject):
    """Return the mean activity of motor units at the sound of an act that one does, or does not."""
    return {
        "familiar": subject.population_response(FAMILIAR),
        "unfamiliar": subject.population_response(UNFAMILIAR),
    }
