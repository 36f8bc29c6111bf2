"""Viaro et al. 2021: grasping units in the motor cortex of rats respond to the sight of grasping.

Rats trained to grasp pellets watch grasping, grooming, and food alone. Units of the forelimb motor
cortex that are active in grasping are active while grasping is watched, but neither while grooming
is watched nor at the sight of food.
"""

from .contract import absent, cue, higher, own_sight, phase, positive, sight, trial

CITATION, CONFIDENCE = "viaro_2021", "A"
SPECIES, EFFECTOR = "rattus_norvegicus_captive", "forepaw"
ACTIONS = {"grasp": "grasp_pellet", "groom": "lick_paw"}
MEASURE, READOUTS = (
    "response of the units of grasping (share of execution)",
    ("grasp", "groom", "food"),
)
NOTE = (
    "Licking the paw stands for grooming. Practice is assumed, and is the same as in tombaz_2020: "
    "200 grasps, of which the rat itself sees one in five, and 100 grasps watched without acting, "
    "with an intertrial interval of 30 s; only the experience of the species can separate the "
    "rows. No response to grooming is read as less than a quarter of that to grasping. As in "
    "tombaz_2020 the intertrial interval matters: without it, grasping that is watched inhibits. "
    "The row is undecided: rats respond by 0.03 of execution to grasping after 100 sights of it, "
    "and by 0.007 to grooming, which 30 animals do not tell from a quarter of it. The mice of "
    "tombaz_2020 respond as much (0.03), and there it counts as nothing: they are copied more "
    "often, as was measured, than is guessed of rats, but seldom in grasping, and the model does "
    "not tell the two species apart. "
    "Synchrony does not teach grasping, since rodents sniff and rear in it; in bouts of any act "
    "it did. Rats that themselves do more of what they watch than these rates say would mend it."
)
SUBJECTS = ("developed",)

GRASPS, SEEN, WATCHED, PAUSE = 200, 40, 100, 30.0

CONDITIONS = {
    "rats": (
        phase(
            trial(GRASPS - SEEN, do="grasp"),
            trial(SEEN, see=own_sight("grasp"), do="grasp", delay=0.0),
            nights=1,
            pause=PAUSE,
        ),
        phase(trial(WATCHED, see=sight("grasp")), pause=PAUSE),
    ),
}

PATTERN = (
    positive("rats_grasp"),
    higher("rats_grasp", "rats_groom"),
    absent("rats_groom", than="rats_grasp"),
    absent("rats_food", than="rats_grasp"),
)


def measure(subject):
    """Return the response of grasping units to what is watched."""
    return {
        "grasp": subject.drive("grasp", "grasp"),
        "groom": subject.drive("groom", "grasp"),
        "food": subject.drive(cue("food"), "grasp"),
    }
