"""Calvo-Merino, Glaser, Grezes, Passingham & Haggard 2005: dancers respond more to the dance that they do.

Ballet and capoeira dancers watch both styles. Premotor and parietal areas respond more to the style of one's own repertoire; the
follow-up of 2006 shows it for movements that are seen as often but done by the other sex only: doing, not seeing, matters.
"""

from .contract import higher, phase, sight, trial

CITATION, CONFIDENCE = "calvo_merino_2005", "A"
SPECIES, EFFECTOR = "homo_sapiens", "whole body"
ACTIONS = {"ballet": "wave", "capoeira": "kick"}
MEASURE, READOUTS = "motor response to dance (share of execution)", ("ballet", "capoeira")
NOTE = "One act stands for each style; both are seen equally often, one is done while it is seen. Years are 10 sessions of 40."

SESSIONS, TRIALS = 10, 40


def practice(own, other):
    """Return practice in which one style is done and seen in others who do it too, and the other only seen."""
    return (
        phase(trial(TRIALS, see=sight(own), do=own), trial(TRIALS, see=sight(other)), nights=1),
    ) * SESSIONS


CONDITIONS = {
    "ballet_dancers": practice("ballet", "capoeira"),
    "capoeira_dancers": practice("capoeira", "ballet"),
}

PATTERN = (
    higher("ballet_dancers_ballet", "ballet_dancers_capoeira"),
    higher("capoeira_dancers_capoeira", "capoeira_dancers_ballet"),
)


def measure(subject):
    """Return the activity of the motor units while each style is seen."""
    return {style: subject.population_response(style) for style in READOUTS}
