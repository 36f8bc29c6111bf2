"""Ferrari, Rozzi & Fogassi 2005: after long exposure to tools some mirror neurons respond to the sight of a tool.

Units of macaque area F5 respond to actions made with a stick or with pliers, which the monkeys had seen people use for long
and did not use themselves.
"""

from .contract import higher, phase, positive, sight, tool, trial

CITATION, CONFIDENCE = "ferrari_2005", "A"
SPECIES, EFFECTOR = "macaca_mulatta", "hand"
ACTIONS = {"grasp": "grasp", "tear": "tear"}
MEASURE, READOUTS = "response of the units of grasping (share of execution)", ("tool", "hand")
NOTE = (
    "What monkeys did while they saw tools is in nothing that was read: assumed is that in half of 400 exposures they"
    " grasped, a second later, what the tool held; 30 s of quiet follow each. Monkeys who only watched are for "
    "comparison; under the associative account the row rests on the assumption. A tool overlaps with the sight of the"
    " hand by 0.3 (assumed)."
)

EXPOSURES, LATER, PAUSE = (
    400,
    1.0,
    30.0,
)  #: seconds from the tool to the monkey's own grasp; of quiet


def exposed(grasping):
    """Return exposure to a tool, after which the monkey grasps with chance ``grasping``."""
    return (
        phase(
            trial(EXPOSURES, see=tool("grasp"), do="grasp", delay=LATER, probability=grasping),
            pause=PAUSE,
        ),
    )


CONDITIONS = {"naive": (phase(),), "exposed": exposed(0.5), "only_watched": exposed(0.0)}

PATTERN = (positive("exposed_tool"), higher("exposed_tool", "naive_tool"))


def measure(subject):
    """Return the mean response of the units of grasping to grasping with a tool, and with the hand."""
    return {
        "tool": subject.drive(tool("grasp"), "grasp"),
        "hand": subject.drive(sight("grasp"), "grasp"),
    }
