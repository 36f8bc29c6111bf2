"""Range, Huber & Heyes 2011: dogs are slower to learn the opposite of what their owner does.

Dogs open a sliding door with head or paw. One group is fed for using what their owner used, the
other for using the other, until 85 % of responses are correct. The second group needs more trials.
Then all are fed for doing the same: those who had learned the opposite make more errors.
"""

from .contract import higher, near, phase, sight, trial

CITATION, CONFIDENCE = "range_2011", "V"
SPECIES, EFFECTOR = "canis_familiaris", "head and forepaw"
ACTIONS = {"head": "sniff", "paw": "paw"}
MEASURE, READOUTS = "share (of the trials given, of responses)", ("trials", "correct", "errors")
NOTE = (
    "85 % is the published criterion. Assumed: at most 30 blocks of 10 trials per movement; each "
    "trial ends with the response that is fed; the choice is the more strongly driven response, "
    "with the noise of one recorded trial; the owner's hand and head count as the sight of a "
    "dog's. Errors after the transfer are those before its first reward: that there are more of "
    "them follows from the criterion, under any account by which it is reached."
)

CRITERION = 0.85
BLOCKS, TRIALS = 30, 10  #: at most; per movement


def training(for_head, for_paw):
    """Return blocks in which each movement, when seen, is followed by the response that is fed."""
    return (
        phase(
            trial(TRIALS, see=sight("head"), do=for_head),
            trial(TRIALS, see=sight("paw"), do=for_paw),
        ),
    ) * BLOCKS


CONDITIONS = {"same": training("head", "paw"), "opposite": training("paw", "head")}

PATTERN = (
    higher("opposite_trials", "same_trials"),
    near("opposite_correct", "same_correct"),
    higher("opposite_errors", "same_errors"),
)


def imitation(subject):
    """Return the share of responses that match the owner's."""
    return (subject.correct("head", "head", "paw") + subject.correct("paw", "paw", "head")) / 2


def measure(subject):
    """Return trials to criterion, correct responses at the end, and errors after the transfer."""
    same = subject.undergone[0].trials[0].do == ("head",)
    trained, trials = subject.to_criterion(
        lambda dog: imitation(dog) if same else 1 - imitation(dog), CRITERION
    )
    score = imitation(trained)
    return {
        "trials": trials / (2 * BLOCKS * TRIALS),
        "correct": score if same else 1 - score,
        "errors": 1 - score,
    }
