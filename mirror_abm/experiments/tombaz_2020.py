"""Tombaz et al. 2020: in mice, the parietal and frontal cortex codes what the animal does, and not what it watches.

Mice reach for pellets and run in a wheel, and watch others do so. Cells of the posterior parietal and of the secondary motor
cortex code the acts that are done; responses to the same acts watched are absent, though the mice attend to them. A negative
result: an account that predicts mirror units in any animal that has some experience fails here.
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
    "Absent means below 10 % of the response in execution (assumed). Running in a wheel is not in the repertoire. "
    "Practice, 200 reaches of which one in five is seen by the mouse itself, and 100 reaches watched without acting, "
    "each followed by 30 s of quiet, are assumed, and are the same as in viaro_2021. That execution is coded is so by "
    "construction, since units are motor units. The quiet decides the row: without it the context learns the acts, "
    "the reach that is watched without acting becomes an inhibitor (about -0.3 under the associative account), and "
    "what is absent for the paper would be a suppression here. And the reaches that are watched decide it: mice as "
    "raised respond by 0.16 of execution, as much as the rats of viaro_2021 do; what makes the response absent is its "
    "extinction in 100 sights, and nothing about mice."
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
    """Return the response of the units of reaching when it is done (1 by definition), and when it is watched."""
    return {"executed": 1.0, "observed": subject.drive("reach", "reach")}
