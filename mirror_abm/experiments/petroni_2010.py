"""Petroni et al. 2010: a colour seen before one's own movement excites its muscle, no other's.

A coloured cue comes before a movement of one finger that people make, or only see. Afterwards the
cue raises the excitability of the muscle that moves that finger, in those who moved alone.
"""

from .contract import absent, cue, phase, positive, sight, trial

CITATION, CONFIDENCE = "petroni_2010", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"index": "wave", "little": "grasp"}
MEASURE = "facilitation by the finger's own cue minus the other's (share of execution)"
NOTE = (
    "Two movements of the hand stand for those of two fingers. The number of trials (100 per "
    "finger) and the times are assumed: the movement is made, or seen, half a second after the "
    "cue. The cue before a movement that is only seen is second-order learning: whoever takes "
    "the firing of motor units at a sight for a lesson expects the cue to learn from it. The "
    "rules here learn from acts that are done, all of them, so no account predicts that, and the "
    "second claim parts none of them. Authors, title and journal are recalled."
)

TRIALS, AFTER = 100, 0.5  #: per finger; seconds from the cue to the movement
CUES = {"index": cue("red"), "little": cue("blue")}

CONDITIONS = {
    "moved": (phase(*(trial(TRIALS, see=CUES[act], do=act, delay=AFTER) for act in CUES)),),
    "seen": (phase(*(trial(TRIALS, see=(CUES[act], sight(act).at(AFTER))) for act in CUES)),),
}

PATTERN = (positive("moved"), absent("seen", than="moved"))


def measure(subject):
    """Return how much more each muscle is facilitated by its own cue than by the other."""
    own = sum(subject.motor_evoked_potential(CUES[act], act) for act in CUES)
    other = subject.motor_evoked_potential(CUES["index"], "little")
    other += subject.motor_evoked_potential(CUES["little"], "index")
    return (own - other) / 2
