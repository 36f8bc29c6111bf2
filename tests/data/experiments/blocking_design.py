"""Blocking: a tone that already announces the act keeps a sight from being learned."""

from mirror_abm.experiments.contract import cue, higher, phase, sight, trial

CITATION, CONFIDENCE = "design_2026", "P"
SPECIES, EFFECTOR = "homo_sapiens", "foot"
MEASURE = "what the sight of a wave drives in the foot (share of execution)"

TONE = cue("tone", 3.0)
BOTH = phase(trial(40, see=(TONE, sight("wave")), do="kick"))

CONDITIONS = {"blocked": (phase(trial(200, see=TONE, do="kick")), BOTH), "control": (BOTH,)}
PATTERN = (higher("control", "blocked"),)


def measure(subject):
    """Return what the sight drives alone."""
    return subject.drive("wave", "kick")
