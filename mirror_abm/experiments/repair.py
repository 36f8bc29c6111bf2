"""Repair: animals that were deprived or lesioned are trained; the theory's own prediction, which nobody has tested.

Deprived animals grew up without any source of experience; lesioned ones grew up as their species does, and lost all weights. Both
then see and do two acts together, in doses; the acts are afterwards recorded in the view that was trained, in another view, and
an act of another effector that was not trained. What training built should also be lost by counter-training. Under an account
that builds mirror neurons in, deprived animals have them without training, and lesioned ones do not get them back by it.
"""

from .contract import (
    Rearing,
    absent,
    higher,
    lesion,
    near,
    phase,
    rest,
    reversed_sign,
    sight,
    trial,
)

CITATION, CONFIDENCE = "heyes_2010", "P"
SPECIES, EFFECTOR = "macaca_mulatta", "hand and face"
ACTIONS = {"first": "grasp", "second": "lip_smack", "untrained": "head_turn"}
CONSTANTS = {"views": 3}
MEASURE, READOUTS = "mirror index (share of execution)", ("trained", "other_view", "untrained_act")
SUBJECTS = ("developed",)
NOTE = (
    "Deprived animals are 20 active days old: where an account has a sensitive period, it is largely over. Retention: 30 "
    "nights of rest, or 100 sights of each act without doing it."
)

DOSES = (0, 10, 30, 100, 300)  #: trials per act
DEPRIVED = Rearing(without=("all",), days=20.0)


def paired(dose, matched=True):
    """Return ``dose`` trials per act in which what is seen is done at once, or the other act is."""
    doing = ("first", "second") if matched else ("second", "first")
    return phase(
        trial(dose, see=sight("first"), do=doing[0]), trial(dose, see=sight("second"), do=doing[1])
    )


WATCHED = phase(trial(100, see=sight("first")), trial(100, see=sight("second")))

CONDITIONS = {
    **{f"deprived_{dose}": (DEPRIVED, (paired(dose),)) for dose in DOSES},
    **{f"lesioned_{dose}": (lesion(), paired(dose)) for dose in DOSES},
    "rested": (DEPRIVED, (paired(300), rest(30))),
    "diluted": (DEPRIVED, (paired(300), WATCHED)),
    "reversed": (DEPRIVED, (paired(300), paired(300, matched=False))),
}

PATTERN = (
    absent("deprived_0_trained", than="deprived_300_trained"),
    absent("lesioned_0_trained", than="lesioned_300_trained"),
    higher("deprived_30_trained", "deprived_10_trained"),
    higher("deprived_300_trained", "deprived_30_trained"),
    higher("lesioned_300_trained", "lesioned_30_trained"),
    near("rested_trained", "deprived_300_trained"),
    higher("deprived_300_trained", "diluted_trained"),
    reversed_sign("reversed_trained"),
)


def measure(subject):
    """Return the mirror index of the trained acts, in the trained and in another view, and of the act that was not trained."""

    def shown(view):
        return lambda action: sight(action, view)

    both = ("first", "second")

    def index(view):
        return (
            sum(
                subject.mirror(act, [other for other in both if other != act], shown(view))
                for act in both
            )
            / 2
        )

    return {
        "trained": index(0),
        "other_view": index(1),
        "untrained_act": subject.mirror("untrained", both, shown(0)),
    }
