"""Cook, Press, Dickinson & Heyes 2010: counter-mirror training works by contingency.

All three groups make the other movement whenever they see a hand open or close. The noncontingent
group also makes both movements equally often when it sees nothing. So does the signalled group, but
something else announces those extra responses. Afterwards, less automatic imitation is left in the
contingent and the signalled group than in the noncontingent one. Cooper, Cook, Dickinson & Heyes
2013 show that Rescorla-Wagner learning gives this order, and that Hebbian learning does not.
"""

from .contract import about, cue, higher, phase, sight, trial

CITATION, CONFIDENCE = "cook_2010", "A"
SPECIES, EFFECTOR = "homo_sapiens", "hand"
ACTIONS = {"open": "wave", "close": "grasp"}
MEASURE = "automatic imitation left (ms)"
NEGLIGIBLE = 0.5  #: ms
NOTE = (
    "The numbers of trials are assumed (the abstract gives none, and no full text was at hand), "
    "and so is the salience of the signal, 3 times that of a sensory cue. 300 pairs make the "
    "groups differ by more than 0.5 ms over the whole range of alpha; after 150 it is 0.4 ms at "
    "alpha 0.02 and 0.9 ms at 0.03. Where the absence of an act teaches as fast as its presence "
    "(beta_absent 0.1), no draw of the prior gives the order: two equally frequent responses then "
    "show no contingency effect."
)

SIGNAL = 3.0  #: salience of what announces the extra responses, relative to a sensory cue's
PAIRS = 300  #: counter-mirror trials per movement


def training(announced=(), extra=0):
    """Return counter-mirror training, with extra responses of each kind, announced or not."""
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
    """Return the cost of seeing the other movement while making one, as in the published test."""
    return subject.automatic_imitation("open", "close")
