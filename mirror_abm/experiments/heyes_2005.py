"""Heyes, Bird, Johnson & Haggard 2005: counter-mirror training abolishes automatic imitation.

In one session people respond to the sight of a hand that opens or closes with the same movement, or
with the other one; about a day later their automatic imitation is measured. It is present after
training with the same movement, and gone - but not reversed - after training with the other. This
is one of the facts on which the learning rates were calibrated: the row is no test of the
associative account, but it does test its rivals. People lived on between training and test: here,
for a day as the profile says.
"""

from .contract import absent, higher, live, phase, positive, sight, trial

CITATION, CONFIDENCE = "heyes_2005", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"open": "wave", "close": "grasp"}
MEASURE = "automatic imitation (ms)"
CALIBRATES = True
NEGLIGIBLE = 0.5  #: ms
NOTE = (
    "The number of trials per movement is assumed (the abstract gives none, and no full text was "
    "at hand). It decides, with alpha: the dose abolishes or reverses, and the day until the test, "
    "12 h of ordinary life, changes nothing at the default incidental_salience. Preset subjects "
    "are at -3 of 18 ms; developed ones, who imitate less, at -11 of 9 ms at alpha 0.03, -6 at "
    "0.02 (undecided) and -21 at 0.06 (contradicted). With two timescales (entrenchment 0.05, "
    "overnight_return 0.7), which barchiesi_2013 asks for, half of automatic imitation is left "
    "the next day, and the row fails: no single setting gives both."
)

TRIALS = 144  #: per movement
DAY = 1  #: active days between training and test

CONDITIONS = {
    "untrained": (live(DAY),),
    "compatible": (
        phase(
            trial(TRIALS, see=sight("open"), do="open"),
            trial(TRIALS, see=sight("close"), do="close"),
        ),
        live(DAY),
    ),
    "incompatible": (
        phase(
            trial(TRIALS, see=sight("open"), do="close"),
            trial(TRIALS, see=sight("close"), do="open"),
        ),
        live(DAY),
    ),
}

PATTERN = (
    positive("compatible"),
    higher("compatible", "incompatible"),
    absent("incompatible", than="compatible", share=0.33),
)


def measure(subject):
    """Return the cost of seeing the other movement while making one."""
    return subject.automatic_imitation("open", "close")
