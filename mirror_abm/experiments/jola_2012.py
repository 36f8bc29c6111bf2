"""Jola et al. 2012: frequent spectators of ballet, who never danced, respond more to ballet.

Frequent spectators of ballet who never trained in it have larger motor evoked potentials in the arm
while they watch ballet than while they watch other performances. Published as an effect of seeing
without doing: it goes against the associative account, under which what is seen while nothing is
done loses its hold on the motor units.
"""

from .contract import higher, phase, sight, trial

CITATION, CONFIDENCE, CONTRARY = "jola_2012", "A", True
SPECIES, EFFECTOR = "homo_sapiens", "arm"
ACTIONS = {"ballet": "wave", "other": "reach"}
MEASURE, READOUTS = "motor evoked potential (share of execution)", ("ballet", "other")
NOTE = (
    "One act of the arm stands for each performance. Years of watching are represented by 10 "
    "evenings of 40 sights without an act (assumed). Spectators of Indian dance, for whom the "
    "effect depended on an empathy score, are left out. The row fails because every sight without "
    "an act is an extinction trial: 400 of them take the response from 0.19 to 0.03. Spectators "
    "who covertly move along would mend it, or a part of the response that is visual or "
    "affective."
)

EVENINGS, SIGHTS = 10, 40

CONDITIONS = {
    "novices": (phase(),),
    "spectators": (phase(trial(SIGHTS, see=sight("ballet")), nights=1),) * EVENINGS,
}

PATTERN = (
    higher("spectators_ballet", "spectators_other"),
    higher("spectators_ballet", "novices_ballet"),
)


def measure(subject):
    """Return how much the muscle of each movement is facilitated while it is watched."""
    return {show: subject.motor_evoked_potential(show, show) for show in READOUTS}
