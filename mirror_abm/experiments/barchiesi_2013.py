"""Barchiesi & Cattaneo 2013: brief counter-training spares the early motor response to a movement.

After one session of answering a movement with the opposite one, the motor response 320 ms after the
onset of the movement has changed, but the response at 250 ms has not. Published as evidence that
early mirror responses are not learned in this way. With two timescales of learning (constants
``entrenchment`` and ``overnight_return``), early responses reflect a lifetime of experience, and
one session does not change them.
"""

from .contract import higher, near, phase, positive, sight, trial

CITATION, CONFIDENCE = "barchiesi_2013", "V"
SPECIES, EFFECTOR = "homo_sapiens", "wrist"
ACTIONS = {"extend": "wave", "flex": "grasp"}
MEASURE, READOUTS = (
    "motor evoked potential: muscle x movement seen (share of execution)",
    ("250", "320"),
)
CONTRARY = True
NOTE = (
    "Only the times were read in a text; the number of trials per movement is assumed. The moment "
    "at which the fast response takes over was placed between the two times for this very study: "
    "with entrenchment the row is a demonstration, not a test. It fails at the defaults because a "
    "single weight serves both times: 100 trials reverse the response at 250 ms as much as the "
    "response at 320 ms. Two timescales of learning would mend it, or a second route."
)

TRIALS = 100  #: per movement

CONDITIONS = {
    "untrained": (),
    "trained": (
        phase(
            trial(TRIALS, see=sight("extend"), do="flex"),
            trial(TRIALS, see=sight("flex"), do="extend"),
        ),
    ),
}

SPEAKS = (positive("untrained_250"),)
PATTERN = (
    near("trained_250", "untrained_250", than="untrained_250"),
    higher("untrained_320", "trained_320"),
)


def measure(subject):
    """Return the interaction of muscle and movement at both times."""

    def at(ms):
        def mep(seen, muscle):
            return subject.motor_evoked_potential(seen, muscle, ms)

        return (
            mep("extend", "extend")
            - mep("extend", "flex")
            + mep("flex", "flex")
            - mep("flex", "extend")
        ) / 2

    return {"250": at(250), "320": at(320)}
