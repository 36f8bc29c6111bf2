"""Kohler et al. 2002, Keysers et al. 2003: units that do a noisy act respond to its sight, and to its sound alone.

Premotor units of macaques that are active when the monkey tears paper or breaks a peanut are active, too, when it hears this
done out of sight, and most of them when it sees it. Other sounds, such as noise, do not do it.
"""

from .contract import absent, cue, higher, own_sight, phase, positive, sight, sound, trial

CITATION, CONFIDENCE = "kohler_2002", "A"
SPECIES, EFFECTOR = "macaca_mulatta", "hand"
ACTIONS = {"tear": "tear", "break": "grasp"}
MEASURE, READOUTS = (
    "response of the units of an act (share of execution)",
    ("heard", "seen", "other_sound", "noise"),
)
NOTE = (
    "The profile has no noisy hand acts: what monkeys experienced before they were recorded is assumed, 100 noisy "
    "acts of each kind by themselves, heard and seen, and 100 by people, seen and heard while the monkey did nothing, "
    "each followed by 30 s of quiet. Untrained monkeys are for comparison. Sights that were never paired with acts "
    "can drive only through the sound that they retrieve. The claim on sight is met by what the monkey's life taught "
    "already; under the associative account practice makes it less, since people's acts are watched without acting. "
    "At the defaults the pattern is found in 30 animals; where many synapses exist what is watched without acting "
    "ends up inhibiting, which is why it is not found in part of the prior."
)

ACTS, PAUSE = 100, 30.0  #: of each kind, by the monkey; and by people; seconds of quiet

CONDITIONS = {
    "untrained": (phase(),),
    "practised": (
        phase(
            *[
                trial(ACTS, see=(own_sight(act), sound(act)), do=act, delay=0.0)
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
