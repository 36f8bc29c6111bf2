"""Jerjian, Sahani & Kraskov 2020: fewer units respond to a watched grasp than to one's own.

Of 302 neurons in M1 and F5 of two macaques 282 were modulated while the monkey grasped, 174 while
it watched a man grasp, and 169 in both. Those excited in both fired 1.5 (F5) to 3.5 times as much
in execution. Grip mattered to 216 in execution, to 59 in observation.
"""

from .contract import at, cue, higher, own_sight, phase, positive, sight, trial

CITATION, CONFIDENCE = "jerjian_2020", "V"
SPECIES, EFFECTOR, SUBJECTS = "macaca_mulatta", "hand", ("developed",)
ACTIONS = {"precision": "grasp", "whole_hand": "tear"}
MEASURE = "share of units, or response (share of execution)"
READOUTS = ("modulated", "excited", "executed", "observed")
NOTE = (
    "The areas are not parted: the row says what M1 and F5 have in common, and the counts (169 of "
    "302) are no claims. Modulated is either sign, by our criterion and not by the study's "
    "analysis of variance. In the study 93 % of neurons were modulated in execution; here, units "
    "are selected by it, so that the claim is that fewer than all are modulated in observation. "
    "Signals, their times and the proportions 8:3:2 are the study's; a trial of a session here "
    "stands for its mean, 25 sessions of 26 trials are assumed."
)

#: trials of a session and kind, and sessions; seconds from one to the next; onsets in a trial
OWN, WATCHED, NONE, SESSIONS, PAUSE = 8, 3, 2, 25, 1.5
AMBER, GREEN, MOVES = 0.35, 1.35, 1.7


def session(grip):
    """Return the trials of one object: the monkey grasps it, the man does, nobody does."""
    amber = cue(f"amber, {grip}").at(AMBER)
    return (
        trial(
            OWN,
            see=(amber, cue("my turn").at(GREEN), own_sight(grip).at(MOVES)),
            do=at(MOVES, grip),
        ),
        trial(WATCHED, see=(amber, cue("his turn").at(GREEN), sight(grip).at(MOVES))),
        trial(NONE, see=(amber, cue("nobody").at(GREEN))),
    )


SESSION = phase(*session("precision"), *session("whole_hand"), nights=1, pause=PAUSE)

CONDITIONS = {"monkeys": (SESSION,) * SESSIONS, "untrained": ()}

PATTERN = (
    positive("monkeys_modulated"),
    positive("monkeys_excited"),
    higher("monkeys_executed", "monkeys_observed"),
)


def measure(subject):
    """Return the shares of units, and the mean responses of those that are excited."""
    acts = ("precision", "whole_hand", "groom")
    units, recorded = subject.modulation(actions=acts), subject.recordings(actions=acts)
    units = units[units["best_executed"].isin(["grasp", "tear"])]
    response = recorded.set_index(["unit", "action"])
    excited = units[units["excited"] == 1]
    own = response.loc[list(zip(excited["unit"], excited["best_executed"], strict=True))]
    return {
        "modulated": (units["excited"] + units["suppressed"]).mean(),
        "excited": units["excited"].mean(),
        "executed": own["executed"].mean() if len(own) else 0.0,
        "observed": own["observed"].mean() if len(own) else 0.0,
    }
