"""Vigneswaran et al. 2013: of mirror neurons in M1 many fall silent when a grasp is watched.

Of 132 pyramidal tract neurons of two macaques 65 were modulated while a man grasped: 38 were
excited, half as much as in the monkey's own grasp, and 27 fell silent that fire in it.
"""

from .contract import Rearing, at, cue, higher, own_sight, phase, positive, sight, trial

CITATION, CONFIDENCE = "vigneswaran_2013", "A"
SPECIES, EFFECTOR, SUBJECTS = "macaca_mulatta", "hand", ("developed",)
ACTIONS = {"precision": "grasp"}
MEASURE = "share of units, or response (share of execution)"
READOUTS = ("excited", "suppressed", "executed", "observed")
NOTE = (
    "Nothing stands for the area: units are motor units of the one grip, and whether they send "
    "axons to the spinal cord is not asked. The abstract does not describe the task; it is that "
    "of jerjian_2020, of the same laboratory: a cue, a second later the signal whose turn it is, "
    "then the grasp of monkey or man (8 to 3, and 2 trials without any), 25 sessions of them "
    "(assumed), with 1.5 s between trials. A unit can only fall silent here if a sight has come "
    "to inhibit it: by error correction where the context predicts the act and the sight of the "
    "man says that it will not come (conditioned inhibition), by covariance wherever a sight and "
    "the act come less often together than by chance, also in ordinary life. The former goes "
    "nowhere near the criterion at these doses. The counts, 38 and 27 of 65, are no claims. "
    "Monkeys without the task are shown beside, and claimed nothing of. One grip has four units "
    "in an animal, few of which respond: fewer than 12 animals decide nothing."
)

#: trials of a session and kind, and sessions; seconds from one to the next; onsets in a trial
OWN, WATCHED, NONE, SESSIONS, PAUSE = 8, 3, 2, 25, 1.5
AMBER, GREEN, MOVES = 0.35, 1.35, 1.7

SESSION = phase(
    trial(
        OWN,
        see=(cue("amber").at(AMBER), cue("my turn").at(GREEN), own_sight("precision").at(MOVES)),
        do=at(MOVES, "precision"),
    ),
    trial(
        WATCHED,
        see=(cue("amber").at(AMBER), cue("his turn").at(GREEN), sight("precision").at(MOVES)),
    ),
    trial(NONE, see=(cue("amber").at(AMBER), cue("nobody").at(GREEN))),
    nights=1,
    pause=PAUSE,
)

CONDITIONS = {"trained": (SESSION,) * SESSIONS, "untrained": (Rearing(), ())}

PATTERN = (
    positive("trained_excited"),
    positive("trained_suppressed"),
    higher("trained_excited", "trained_suppressed"),
    higher("trained_executed", "trained_observed"),
)


def measure(subject):
    """Return the shares of units, and the mean responses of those that are excited."""
    acts = ("precision", "tear", "groom")
    units, recorded = subject.modulation(actions=acts), subject.recordings(actions=acts)
    units = units[units["best_executed"] == "grasp"]
    own = recorded[recorded["action"] == "grasp"].set_index("unit")
    excited = own.loc[units.loc[units["excited"] == 1, "unit"]]
    return {
        "excited": units["excited"].mean(),
        "suppressed": units["suppressed"].mean(),
        "executed": excited["executed"].mean() if len(excited) else 0.0,
        "observed": excited["observed"].mean() if len(excited) else 0.0,
    }
