"""Mui, Haselgrove, Pearce & Heyes 2008: budgerigars learn most easily to do what they see.

Birds see another bird peck or step on film, and are fed for doing the same, or for doing the other.
Over 10 sessions those fed for the same discriminate better; the others, too, finally do the
opposite of what they see.
"""

from .contract import higher, phase, positive, sight, trial

CITATION, CONFIDENCE = "mui_2008", "A"
SPECIES, EFFECTOR = "melopsittacus_undulatus", "bill and leg"
ACTIONS = {"peck": "peck", "step": "step"}
MEASURE, READOUTS = "discrimination (correct minus wrong responses)", ("first", "all", "last")
NOTE = (
    "The 10 sessions are published; 20 trials per movement in each are assumed, each ending with "
    "the response that is fed. The choice is the more strongly driven response, with the noise of "
    "one recorded trial. A film counts as the sight of a bird. The row is found because cues teach "
    "slowly (alpha 0.03): the groups reach 0.91 and 0.62 in the last session; at alpha 0.3 both "
    "were at the ceiling after two or three."
)

SESSIONS, TRIALS = 10, 20  #: per movement and session


def training(for_peck, for_step):
    """Return sessions in which each movement, when seen, is followed by the response to be fed."""
    return (
        phase(
            trial(TRIALS, see=sight("peck"), do=for_peck),
            trial(TRIALS, see=sight("step"), do=for_step),
            nights=1,
        ),
    ) * SESSIONS


CONDITIONS = {"compatible": training("peck", "step"), "incompatible": training("step", "peck")}

PATTERN = (
    higher("compatible_first", "incompatible_first"),
    higher("compatible_all", "incompatible_all"),
    higher("compatible_last", "incompatible_last"),
    positive("incompatible_last"),
)


def measure(subject):
    """Return discrimination after the first session, averaged over sessions, and after the last."""
    sign = 1 if subject.undergone[0].trials[0].do == ("peck",) else -1
    curve = subject.learning_curve(
        lambda bird: (
            sign * (bird.correct("peck", "peck", "step") + bird.correct("step", "step", "peck") - 1)
        )
    )
    return {"first": curve[0], "all": sum(curve) / len(curve), "last": curve[-1]}
