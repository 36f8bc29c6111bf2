"""Calvo-Merino et al. 2005: dancers respond more to the style that they themselves dance.

Calvo-Merino, Glaser, Grezes, Passingham & Haggard. Ballet and capoeira dancers watch both styles.
Premotor and parietal areas respond more to the style in the dancer's own repertoire. The follow-up
of 2006 shows the same for movements that are seen equally often but done only by the other sex:
what matters is doing, not seeing.
"""

from .contract import higher, phase, sight, trial

CITATION, CONFIDENCE = "calvo_merino_2005", "A"
SPECIES, EFFECTOR = "homo_sapiens", "whole body"
ACTIONS = {"ballet": "wave", "capoeira": "kick"}
MEASURE, READOUTS = "motor response to dance (share of execution)", ("ballet", "capoeira")
NOTE = (
    "One act stands for each style; both are seen equally often, and one is done while it is "
    "seen. Years of practice are represented by 10 sessions of 40 trials."
)

SESSIONS, TRIALS = 10, 40


def practice(own, other):
    """Return practice in which one style is danced among dancers of it, and the other only seen."""
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
    """Return the mean activity of the motor units while each style is watched."""
    return {style: subject.population_response(style) for style in READOUTS}
