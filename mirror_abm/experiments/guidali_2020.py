"""Guidali et al. 2020: a seen movement paired with a pulse on the motor cortex comes to resonate.

The sight of movements of the ipsilateral hand, which excites nothing, is followed 180 times by a
magnetic pulse on the motor cortex. Afterwards the sight excites the muscle - if the pulse came
25 ms after it, and not 250 ms.
"""

from .contract import absent, cue, higher, phase, positive, trial

CITATION, CONFIDENCE = "guidali_2020", "R"
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"index": "wave"}
MEASURE = "facilitation by the sight of the ipsilateral hand (share of execution)"
NOTE = (
    "Only the first part of the abstract was read; that 25 ms works and 250 ms does not, and the "
    "number of pairs, are recalled. The model is too coarse for the claim about the interval: its "
    "contiguity falls in a second, and only a rule with a share of precise timing "
    "(constants.precision, where it is above 0) can tell 20 from 250 ms. A pulse that makes units "
    "fire is no act: that it teaches like one is assumed. The sight of the other hand is taken "
    "to share nothing with what the animal knows."
)

PAIRS = 180
SHORT, LONG = 0.02, 0.25  #: seconds; 25 ms lies between two ticks
IPSILATERAL = cue("ipsilateral hand")

CONDITIONS = {
    "before": (),
    "short": (phase(trial(PAIRS, see=IPSILATERAL, do="index", delay=SHORT)),),
    "long": (phase(trial(PAIRS, see=IPSILATERAL, do="index", delay=LONG)),),
}

PATTERN = (
    absent("before", than="short"),
    positive("short"),
    higher("short", "long"),
    absent("long", than="short"),
)


def measure(subject):
    """Return how much the muscle is facilitated by the sight of the ipsilateral hand."""
    return subject.motor_evoked_potential(IPSILATERAL, "index")
