"""Viaro et al. 2021: in rats, units of the forelimb motor cortex that grasp respond to the sight of grasping, not of grooming.

Rats trained to grasp pellets watch grasping, grooming, and food alone. Units active in grasping are active while grasping is
watched, and neither while grooming is nor at the sight of food.
"""

from .contract import absent, cue, higher, own_sight, phase, positive, sight, trial

CITATION, CONFIDENCE = "viaro_2021", "A"
SPECIES, EFFECTOR = "rattus_norvegicus_captive", "forepaw"
ACTIONS = {"grasp": "grasp_pellet", "groom": "lick_paw"}
MEASURE, READOUTS = "response of the units of grasping (share of execution)", ("grasp", "groom", "food")
NOTE = ("Licking the paw stands for grooming. Practice, 200 grasps of which one in five is seen by the rat itself, and "
        "100 grasps watched without acting, each followed by 30 s of quiet, are assumed, and are the same as in "
        "tombaz_2020: what separates the rows is the species' experience alone. No response to grooming is read as less "
        "than a quarter of that to grasping. As in tombaz_2020 the quiet matters: without it grasping that is watched "
        "inhibits.")
SUBJECTS = ("developed",)

GRASPS, SEEN, WATCHED, PAUSE = 200, 40, 100, 30.0

CONDITIONS = {
    "rats": (phase(trial(GRASPS - SEEN, do="grasp"),
                   trial(SEEN, see=own_sight("grasp"), do="grasp", delay=0.0), nights=1, pause=PAUSE),
             phase(trial(WATCHED, see=sight("grasp")), pause=PAUSE)),
}

PATTERN = (positive("rats_grasp"), higher("rats_grasp", "rats_groom"), absent("rats_groom", than="rats_grasp"),
           absent("rats_food", than="rats_grasp"))


def measure(subject):
    """Return the response of the units of grasping to what is watched."""
    return {"grasp": subject.drive("grasp", "grasp"), "groom": subject.drive("groom", "grasp"),
            "food": subject.drive(cue("food"), "grasp")}
