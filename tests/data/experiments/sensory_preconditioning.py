"""Sensory preconditioning: a sound joins a sight and an act that never occurred together.

It is heard first while seeing, and then while doing. The other order fails under shared error: the
sound, which already drives the act, comes with the sight and without the act, and the sight becomes
inhibitory.
"""

from mirror_abm.experiments.contract import Rearing, higher, phase, sight, sound, trial

CITATION, CONFIDENCE = "design_2026", "P"
SPECIES, EFFECTOR = "homo_sapiens", "vocal tract"
MEASURE = "what the sight of another who babbles drives in babbling (share of execution)"
SUBJECTS = ("developed",)

DEPRIVED = Rearing(without=("all",), days=0.0)
HEARD_DOING = phase(trial(160, see=sound("babble"), do="babble", delay=0.0))
HEARD_SEEING = phase(trial(80, see=(sight("babble"), sound("babble"))))
SEEN = phase(trial(80, see=sight("babble")))

CONDITIONS = {
    "both": (DEPRIVED, (HEARD_SEEING, HEARD_DOING)),
    "never_while_doing": (DEPRIVED, (HEARD_SEEING,)),
    "never_while_seeing": (DEPRIVED, (SEEN, HEARD_DOING)),
}
PATTERN = (higher("both", "never_while_doing"), higher("both", "never_while_seeing"))


def measure(subject):
    """Return what the sight drives, by the sound that it brings to mind."""
    return subject.drive("babble", "babble")
