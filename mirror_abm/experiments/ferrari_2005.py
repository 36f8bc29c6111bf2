"""Ferrari, Rozzi & Fogassi 2005: after long exposure, some mirror neurons respond to tools.

Units in area F5 of the macaque respond to actions made with a stick or with pliers, which the
monkeys had long seen people use and did not use themselves.
"""

from .contract import higher, phase, positive, sight, tool, trial

CITATION, CONFIDENCE = "ferrari_2005", "A"
SPECIES, EFFECTOR = "macaca_mulatta", "hand"
ACTIONS = {"grasp": "grasp", "tear": "tear"}
MEASURE, READOUTS = "response of the units of grasping (share of execution)", ("tool", "hand")
NOTE = (
    "Nothing that was read says what the monkeys did while they saw tools. It is assumed that "
    "after half of 400 exposures they grasped, a second later, what the tool had held; the "
    "intertrial interval is 30 s. Monkeys who only watched serve as a comparison; under the "
    "associative account the row rests on this assumption. A tool overlaps with the sight of the "
    "hand by 0.3 (assumed)."
)

#: seconds from the tool to the monkey's own grasp; seconds between exposures
EXPOSURES, LATER, PAUSE = 400, 1.0, 30.0


def exposed(grasping):
    """Return exposure to a tool, after each of which the monkey grasps with this probability."""
    return (
        phase(
            trial(EXPOSURES, see=tool("grasp"), do="grasp", delay=LATER, probability=grasping),
            pause=PAUSE,
        ),
    )


CONDITIONS = {"naive": (phase(),), "exposed": exposed(0.5), "only_watched": exposed(0.0)}

PATTERN = (positive("exposed_tool"), higher("exposed_tool", "naive_tool"))


def measure(subject):
    """Return the mean response of grasping units to grasping with a tool, and with the hand."""
    return {
        "tool": subject.drive(tool("grasp"), "grasp"),
        "hand": subject.drive(sight("grasp"), "grasp"),
    }
