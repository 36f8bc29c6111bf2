"""Yang et al. 2023: cells that make mice attack are active when a mouse watches an attack - in mice that never fought, too.

Cells of the ventromedial hypothalamus are active when a male attacks and when it watches others fight. It is reported
(recalled, not re-read) that mice without any experience of fighting show it. If so it goes against the associative account,
which asks for experience in which seeing and doing go together.
"""

from .contract import Rearing, higher, phase, positive, sight, trial

CITATION, CONFIDENCE, CONTRARY = "yang_2023", "A", True
SPECIES, EFFECTOR, SUBJECTS = "mus_musculus", "whole body", ("developed",)
MEASURE, READOUTS = (
    "response of the units of attacking (share of execution)",
    ("attack", "other_acts"),
)
NOTE = (
    "Contrary only as far as naive animals mirror, which is recalled. Naive mice are raised with their own acts "
    "alone. Fighters had 100 attacks: the other flees in half of them and attacks back in half; 30 s of quiet follow "
    "each (assumed). The network is cortical in spirit; nothing in it stands for the smells that mice go by. The row "
    "fails because a sight that never came with the act drives nothing in a network that begins at 0; an innate "
    "connection would mend it, or a cue, such as a smell, that fights and other occasions share."
)

ATTACKS, PAUSE = 50, 30.0  #: of each kind; seconds of quiet after each
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
    """Return the response of the units of attacking to attack, and to other acts, that are watched."""
    return {
        "attack": subject.drive("attack", "attack"),
        "other_acts": (subject.drive("groom", "attack") + subject.drive("rear", "attack")) / 2,
    }
