"""Press et al. 2012: shapes that came with an act make the mirror system adapt like the act.

People first do hand actions at the sight of geometric shapes. Afterwards, in premotor and parietal
cortex, the response to doing an action, and to seeing it, is smaller if its shape came just before.
"""

from .contract import cue, higher, phase, positive, trial

CITATION, CONFIDENCE = "press_2012", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"open": "wave", "close": "grasp"}
MEASURE, READOUTS = "repetition suppression (share of the response)", ("execution", "observation")
NOTE = (
    "The number of pairings (150 per act) and their delay are assumed; the abstract does not say "
    "to what the adaptation was compared: here, to the other act's shape before the same act, and "
    "to people for whom shapes and acts came apart. Adaptation is fatigue of motor units in "
    "proportion to their own activity, by a share that is assumed; no sign depends on it. In "
    "observation it asks that the seen act drives its units, too."
)

PAIRS = 150  #: per act
SHAPES = {"open": cue("square"), "close": cue("circle")}


def shape(act):
    """Return the shape that stands for an act."""
    return SHAPES[act]


CONDITIONS = {
    "paired": (phase(*(trial(PAIRS, see=shape(act), do=act) for act in SHAPES)),),
    "apart": (
        phase(
            *(trial(PAIRS, see=shape(act)) for act in SHAPES),
            *(trial(PAIRS, do=act) for act in SHAPES),
        ),
    ),
}

PATTERN = (
    positive("paired_execution"),
    positive("paired_observation"),
    higher("paired_execution", "apart_execution"),
    higher("paired_observation", "apart_observation"),
)


def measure(subject):
    """Return how much less units respond to an act after its own shape than after the other."""
    acts = (("open", "close"), ("close", "open"))
    return {
        name: sum(subject.adaptation(*pair, order, first=shape) for pair in acts) / 2
        for name, order in (("execution", "see-do"), ("observation", "see-see"))
    }
