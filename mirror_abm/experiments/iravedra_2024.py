"""Iravedra-Garcia et al. 2024: watching fights activates what fighting activates, and changes it.

Mice that fight, mice that watch fights and mice that do neither are recorded throughout. Watching
activates the networks of fighting widely, and after it the activity of watchers in a fight is more
like that of fighters.
"""

from .contract import Rearing, higher, phase, positive, sight, trial

CITATION, CONFIDENCE, CONTRARY = "iravedra_2024", "A", True
SPECIES, EFFECTOR, SUBJECTS = "mus_musculus", "whole body", ("developed",)
MEASURE, READOUTS = (
    "response of the units of attacking (share of execution)",
    ("attack", "other_acts"),
)
NOTE = (
    "A preprint, read in its abstract but for the last words. What was recorded are populations "
    "of subcortical sites, not single units, and the likeness of their activity, which stands "
    "here as the response of the units of attacking to an attack that is watched. That watchers "
    "had never fought before is implied, and assumed: all mice are raised with their own acts "
    "alone. The number of fights, seen or fought, is assumed (100), with 30 s between them. "
    "Contrary to the associative account twice: watching activates the naive, and watching alone "
    "teaches, where by that account it would at most extinguish."
)

FIGHTS, PAUSE = 100, 30.0  #: number; seconds between them
SOCIAL = ("being_imitated", "complementary", "mirrors", "sound", "synchrony", "watching_others")
NAIVE = Rearing(without=SOCIAL)

CONDITIONS = {
    "untrained": (NAIVE, ()),
    "watchers": (
        NAIVE,
        phase(trial(FIGHTS, see=sight("attack")), nights=1, pause=PAUSE),
    ),
    "fighters": (
        NAIVE,
        phase(
            trial(FIGHTS // 2, see=sight("flee"), do="attack"),
            trial(FIGHTS // 2, see=sight("attack"), do="attack"),
            nights=1,
            pause=PAUSE,
        ),
    ),
}

PATTERN = (
    positive("watchers_attack"),
    higher("watchers_attack", "watchers_other_acts"),
    higher("watchers_attack", "untrained_attack"),
)


def measure(subject):
    """Return the response of attacking units to attacks and to other acts that are watched."""
    return {
        "attack": subject.drive("attack", "attack"),
        "other_acts": (subject.drive("groom", "attack") + subject.drive("rear", "attack")) / 2,
    }
