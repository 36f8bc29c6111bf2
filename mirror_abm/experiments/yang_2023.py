"""Yang et al. 2023: cells that make mice attack respond to attacks watched, even in naive mice.

Cells of the ventromedial hypothalamus are active when a male attacks and when it watches others
fight. It is reported (recalled, not re-read) that mice without any experience of fighting show
this, too. If so, it goes against the associative account, which requires experience in which seeing
and doing go together.
"""

from .contract import Rearing, higher, phase, positive, sight, trial

CITATION, CONFIDENCE, CONTRARY = "yang_2023", "A", True
SPECIES, EFFECTOR, SUBJECTS = "mus_musculus", "whole body", ("developed",)
MEASURE, READOUTS = (
    "response of the units of attacking (share of execution)",
    ("attack", "other_acts"),
)
NOTE = (
    "Contrary only in so far as naive animals mirror, which is recalled. Naive mice are raised "
    "with their own acts alone. Fighters had 100 attacks: the other flees in half of them and "
    "attacks back in half; the intertrial interval is 30 s (assumed). The network is cortical in "
    "spirit; nothing in it stands for the smells that guide mice. The row is not found because a "
    "sight that never came with the act drives nothing in a network that begins near 0, whose "
    "initial weights alone decide whether 30 animals contradict it; an innate connection would "
    "mend it, or a cue, such as a smell, that fights share with other occasions."
)

ATTACKS, PAUSE = 50, 30.0  #: of each kind; seconds between them
SOCIAL = ("being_imitated", "complementary", "mirrors", "sound", "synchrony", "watching_others")
FIGHTS = (
    phase(
        trial(ATTACKS, see=sight("flee"), do="attack"),
        trial(ATTACKS, see=sight("attack"), do="attack"),
        nights=1,
        pause=PAUSE,
    ),
)

CONDITIONS = {"fighters": FIGHTS, "naive": (Rearing(without=SOCIAL), ())}

PATTERN = (
    positive("fighters_attack"),
    higher("fighters_attack", "fighters_other_acts"),
    positive("naive_attack"),
    higher("naive_attack", "naive_other_acts"),
)


def measure(subject):
    """Return the response of attacking units to attacks and to other acts that are watched."""
    return {
        "attack": subject.drive("attack", "attack"),
        "other_acts": (subject.drive("groom", "attack") + subject.drive("rear", "attack")) / 2,
    }
