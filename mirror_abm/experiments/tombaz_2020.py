"""Tombaz et al. 2020: mouse parietal and frontal cortex codes what is done, not what is watched.

Mice reach for pellets and run in a wheel, and watch others do so. Cells in the posterior parietal
and the secondary motor cortex code the acts that are done; responses to the same acts when watched
are absent, though the mice attend to them. A negative result: an account that predicts mirror units
in any animal with some experience fails here.
"""

from .contract import absent, own_sight, phase, positive, sight, trial

CITATION, CONFIDENCE = "tombaz_2020", "V"
SPECIES, EFFECTOR = "mus_musculus_captive", "forepaw"
ACTIONS = {"reach": "grasp_food", "groom": "groom"}
MEASURE, READOUTS = (
    "response of the units of reaching (share of execution)",
    ("executed", "observed"),
)
NOTE = (
    "Absent means below 10 % of the response in execution (assumed). Running in a wheel is not in "
    "the repertoire. Practice is assumed, and is the same as in viaro_2021: 200 reaches, of which "
    "the mouse itself sees one in five, and 100 reaches watched without acting, with an "
    "intertrial interval of 30 s. Execution is coded by construction, since the units are motor "
    "units. The intertrial interval decides the row: without it the context learns the acts, the "
    "reach that is watched without acting becomes an inhibitor (about -0.3 under the associative "
    "account), and what is absent in the paper would here be a suppression. Mice as raised "
    "respond by 0.05 of execution, about as much as the rats of viaro_2021; 100 sights extinguish "
    "a third of it, and nothing in the row is about mice."
)

REACHES, SEEN, WATCHED, PAUSE = 200, 40, 100, 30.0

CONDITIONS = {
    "mice": (
        phase(
            trial(REACHES - SEEN, do="reach"),
            trial(SEEN, see=own_sight("reach"), do="reach", delay=0.0),
            nights=1,
            pause=PAUSE,
        ),
        phase(trial(WATCHED, see=sight("reach")), pause=PAUSE),
    ),
}

PATTERN = (positive("mice_executed"), absent("mice_observed", than="mice_executed", share=0.1))
SUBJECTS = ("developed",)


def measure(subject):
    """Return the response of reaching units in execution (1 by definition) and in observation."""
    return {"executed": 1.0, "observed": subject.drive("reach", "reach")}
