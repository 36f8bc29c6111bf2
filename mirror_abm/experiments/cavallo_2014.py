"""Cavallo et al. 2014: long counter-training changes the motor response from its very beginning.

Cavallo, Heyes, Becchio, Bird & Catmur. After days of answering one movement with another, the motor
response has changed at every latency that was measured, from 200 ms after onset.
"""

from .contract import higher, phase, positive, sight, trial

CITATION, CONFIDENCE = "cavallo_2014", "V"
SPECIES, EFFECTOR = "homo_sapiens", "fingers"
ACTIONS = {"index": "grasp", "little": "wave"}
MEASURE, READOUTS = (
    "motor evoked potential: muscle x movement seen (share of execution)",
    ("200", "250", "320"),
)
NOTE = (
    "Only the times were read in a text; the number of trials per movement and day, and the "
    "number of days, are assumed."
)

TRIALS, SESSIONS = 100, 4  #: per movement and day; days

CONDITIONS = {
    "untrained": (phase(nights=SESSIONS),),
    "trained": (
        phase(
            trial(TRIALS, see=sight("index"), do="little"),
            trial(TRIALS, see=sight("little"), do="index"),
            nights=1,
        ),
    )
    * SESSIONS,
}

SPEAKS = (positive("untrained_250"),)
PATTERN = (
    higher("untrained_200", "trained_200"),
    higher("untrained_250", "trained_250"),
    higher("untrained_320", "trained_320"),
)


def measure(subject):
    """Return the interaction of muscle and movement at each time."""

    def at(ms):
        def mep(seen, muscle):
            return subject.motor_evoked_potential(seen, muscle, ms)

        return (
            mep("index", "index")
            - mep("index", "little")
            + mep("little", "little")
            - mep("little", "index")
        ) / 2

    return {time: at(float(time)) for time in READOUTS}
