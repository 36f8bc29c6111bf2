"""Kohler et al. 2002, Keysers et al. 2003: units of a noisy act respond to its sight and its sound.

Premotor units of macaques that are active when the monkey tears paper or breaks a peanut are also
active when it hears this done out of sight, and most of them when it sees it done. Other sounds,
such as noise, do not excite them.
"""

from .contract import (
    absent,
    cue,
    higher,
    own_sight,
    own_sound,
    phase,
    positive,
    sight,
    sound,
    trial,
)

CITATION, CONFIDENCE = "kohler_2002", "A"
SPECIES, EFFECTOR = "macaca_mulatta", "hand"
ACTIONS = {"tear": "tear", "break": "grasp"}
MEASURE, READOUTS = (
    "response of the units of an act (share of execution)",
    ("heard", "seen", "other_sound", "noise"),
)
NOTE = (
    "The profile has no noisy acts of the hand, so what monkeys experienced before they were "
    "recorded is assumed: 100 noisy acts of each kind of their own, heard and seen, and 100 by "
    "people, seen and heard while the monkey did nothing, with an intertrial interval of 30 s. "
    "What is played to them in the test is the noise of somebody else's act. "
    "Untrained monkeys serve as a comparison. Sights that were never paired with acts can drive a "
    "unit only through the sound that they retrieve. The claim about sight is met by what the "
    "monkey's life has taught already; under the associative account practice lowers it, since "
    "people's acts are watched without acting. The pattern is found at the defaults in 30 "
    "animals. It is not found in part of the prior: where synapses are dense, what is watched "
    "without acting ends up inhibiting."
)

ACTS, PAUSE = 100, 30.0  #: of each kind, by the monkey and by people; seconds between

CONDITIONS = {
    "untrained": (phase(),),
    "practised": (
        phase(
            *[
                trial(ACTS, see=(own_sight(act), own_sound(act)), do=act, delay=0.0)
                for act in ("tear", "break")
            ],
            *[trial(ACTS, see=(sight(act), sound(act))) for act in ("tear", "break")],
            pause=PAUSE,
        ),
    ),
}

PATTERN = (
    positive("practised_heard"),
    positive("practised_seen"),
    higher("practised_heard", "practised_other_sound"),
    absent("practised_noise", than="practised_heard"),
)


def measure(subject):
    """Return the mean response of the units of both acts to what is heard or seen."""
    acts = (("tear", "break"), ("break", "tear"))
    return {
        "heard": sum(subject.drive(sound(act), act) for act, _ in acts) / 2,
        "seen": sum(subject.drive(sight(act), act) for act, _ in acts) / 2,
        "other_sound": sum(subject.drive(sound(other), act) for act, other in acts) / 2,
        "noise": sum(subject.drive(cue("noise"), act) for act, _ in acts) / 2,
    }
