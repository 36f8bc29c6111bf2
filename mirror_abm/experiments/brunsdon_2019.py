"""Brunsdon et al. 2019: doing, not seeing, raises the response to acts, whatever the repetitions.

In a preregistered study 60 adults saw and did new hand actions, or only saw them, up to 50 times
each. The response to seeing hand actions rose after doing, did not change after seeing, and did not
depend on how often an action had been trained.
"""

from .contract import higher, near, phase, sight, trial

CITATION, CONFIDENCE, CONTRARY = "brunsdon_2019", "A", True
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"often": "grasp", "never": "wave"}
MEASURE, READOUTS = (
    "motor response to a hand action (share of execution)",
    ("level", "rise_often", "rise_never"),
)
NEGLIGIBLE = 0.001  #: an act's own units are few of all, over which the response is averaged
NOTE = (
    "Of the doses of the study, 0 to 50 repetitions, two are here: 50, and none. The delay from "
    "sight to act (1 s) is assumed, and actions of the repertoire stand for new ones. The third "
    "claim - trained and untrained actions alike - is the contrary one: learning that is specific "
    "to an action predicts a difference. The response is that of the units of both actions "
    "together, as the mu rhythm is that of the hand; doses are compared by how much it rose, for "
    "two actions differ before any training."
)

REPEATED, DELAY = 50, 1.0  #: repetitions; seconds
HAND = ("often", "never")

CONDITIONS = {
    "before": (),
    "did": (phase(trial(REPEATED, see=sight("often"), do="often", delay=DELAY)),),
    "saw": (phase(trial(REPEATED, see=sight("often"))),),
}

PATTERN = (
    higher("did_level", "before_level"),
    near("saw_level", "before_level"),
    near("did_rise_never", "did_rise_often"),
)


def measure(subject):
    """Return the mean activity of the units of both actions, and how it rose by training."""
    before, _ = next(subject.phase_by_phase())
    then = {act: before.population_response(act, HAND) for act in HAND}
    now = {act: subject.population_response(act, HAND) for act in HAND}
    return {
        "level": now["often"],
        "rise_often": now["often"] - then["often"],
        "rise_never": now["never"] - then["never"],
    }
