"""Cook, Press, Dickinson & Heyes 2010: counter-mirror training works by contingency, and a signal restores it.

All three groups do the other movement whenever they see a hand open or close. The noncontingent group also does both movements
as often when it sees nothing; the signalled group does too, but something else announces those extra responses. Afterwards
less automatic imitation is left in the contingent and in the signalled group than in the noncontingent one. Cooper, Cook,
Dickinson & Heyes 2013 show that Rescorla-Wagner gives this order, and that Hebbian learning does not.
"""

from .contract import about, cue, higher, phase, sight, trial

CITATION, CONFIDENCE = "cook_2010", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"open": "wave", "close": "grasp"}
MEASURE = "automatic imitation left (ms)"
NOTE = (
    "The numbers of trials are assumed; the salience of the signal, 3 times a sensory cue's, too."
)

SIGNAL = 3.0  #: salience of what announces the extra responses, relative to a sensory cue's
PAIRS = 150  #: counter-mirror trials per movement


def training(announced=(), extra=0):
    """Return counter-mirror training, with ``extra`` responses of each kind to nothing, or to what announces them."""
    return (
        phase(
            trial(PAIRS, see=sight("open"), do="close"),
            trial(PAIRS, see=sight("close"), do="open"),
            trial(extra, see=announced, do="open"),
            trial(extra, see=announced, do="close"),
        ),
    )


CONDITIONS = {
    "contingent": training(),
    "signalled": training(cue("signal", SIGNAL), PAIRS),
    "noncontingent": training(extra=PAIRS),
}

PATTERN = (
    higher("noncontingent", "contingent"),
    higher("noncontingent", "signalled"),
    about("contingent", "signalled", than="noncontingent"),
)


def measure(subject):
    """Return the cost of seeing the other movement while doing one, as in the test of Cook et al."""
    return subject.automatic_imitation("open", "close")
