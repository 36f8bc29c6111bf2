"""Repair: training after deprivation or a lesion; the theory's own prediction, which nobody tested.

Deprived animals grew up without any source of experience; lesioned animals grew up as their species
does, and lost all weights. Both then see and do two acts together, in doses. Afterwards the acts
are recorded in the view that was trained and in another view, together with an act of another
effector that was not trained. What training built should also be lost through counter-training.
Under an account that builds mirror neurons in, deprived animals have them without training, and
lesioned animals do not get them back by it.
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
    "Deprived animals are as old as the others, two years unless another age is asked for: where "
    "an account has a sensitive period, it is largely over. Retention is tested after 30 nights of "
    "rest, or after 100 sights of each act without doing it."
)

DOSES = (0, 10, 30, 100, 300)  #: trials per act
DEPRIVED = Rearing(without=("all",))


def paired(dose, matched=True):
    """Return trials in which each act is done as soon as it is seen, or the other act is."""
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
    """Return the mean mirror index of the trained acts, in either view, and of the untrained act.

    The views are the one in which the acts were trained, and another.
    """

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
