"""Stephan, Lega & Penhune 2018: in a melody that one can play, the next finger is made ready.

Twenty people who are no musicians learn to play a simple melody. Then they only listen to it, and
to others that they did not learn; in the learned one, the muscle of the finger that would play a
tone becomes more excitable before the tone sounds.
"""

from .contract import at, cue, higher, phase, positive, trial

CITATION, CONFIDENCE = "stephan_2018", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"thumb": "grasp", "index": "reach", "ring": "wave", "little": "bang"}
MEASURE, READOUTS = (
    "drive of a finger by the tone before its own (share of execution)",
    ("learned", "unlearned"),
)
NOTE = (
    "The abstract was read. Assumed are a melody of four tones, one for each of four acts of the "
    "hand that stand for fingers, half a second apart; 100 performances, with silence of 5 s "
    "between; tones 0.05 s after the press; and that the other melody has the same tones in "
    "another order. What is measured before a tone is the response to the tone that was heard "
    "last: there is no clock in the network, and no memory of tones before that one. So the first "
    "claim needs a rule that ties a tone to what is done after it, half a second later, as well "
    "as to what was done for it, and the second that what comes next counts for more than what "
    "comes at another time: a rule that ties a tone to the press that made it (inverse_model) is "
    "contradicted. That the learned melody does more than others is implied in the abstract, which "
    "speaks of specific finger muscles: they may not be all. What happens after the tone, and to "
    "people who did not learn (untrained, shown), is not in it, and no claim."
)

PERFORMANCES, STEP, LATER, PAUSE = 100, 0.5, 0.05, 5.0  #: number; seconds
MELODY = ("thumb", "ring", "index", "little")
OTHER = ("index", "thumb", "little", "ring")  #: no two follow one another as in the melody
TONES = {finger: cue(f"tone of the {finger}") for finger in MELODY}


def tone(finger):
    """Return the tone that a finger plays."""
    return TONES[finger]


PLAYING = phase(
    trial(
        PERFORMANCES,
        see=tuple(tone(finger).at(n * STEP + LATER) for n, finger in enumerate(MELODY)),
        do=tuple(at(n * STEP, finger) for n, finger in enumerate(MELODY)),
    ),
    pause=PAUSE,
)

CONDITIONS = {"untrained": (), "trained": (PLAYING,)}

PATTERN = (
    positive("trained_learned"),
    higher("trained_learned", "trained_unlearned"),
)


def measure(subject):
    """Return how much tones drive the finger that comes next, in either melody."""
    return {
        "learned": subject.sequence_drive(MELODY, 1, tone),
        "unlearned": subject.sequence_drive(OTHER, 1, tone),
    }
