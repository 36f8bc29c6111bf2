"""Hebbian (Keysers & Perrett 2004; Keysers & Gazzola 2014): what fires together, in order, wires.

Seeing and hearing one's own acts wires sight and sound to act by covariance, as spike-timing-
dependent plasticity does: sensitive to contingency on average, bounded, and asymmetric in time.
What is seen shortly before it is done is strengthened, what is seen after less or not at all, so
that responses run ahead of what is seen. Cues do not compete: what another cue already predicts is
learned again. Left out are the inhibitory feedback by which, the authors write, networks come to
calculate prediction errors, and the tens of milliseconds of spike timing itself
(``constants.precision``, off: a trial is too coarse for it).
"""

from .contract import Open

RULE = "covariance"

FIRST = "kohler_2002"

CONSTANTS = {
    "backward_efficacy": Open(
        0.3,
        0.0,
        0.6,
        "share",
        "weight of act-then-see relative to see-then-act: spikes in the wrong order strengthen "
        "less, or nothing; assumed, for how much of it is left over behaving time is not known",
    ),
}

ASSUMES = {
    "the rule is spike-timing-dependent plasticity: contingency and contiguity count": (
        "keysers_2014a, abstract"
    ),
    "what teaches is seeing and hearing what one does oneself": "keysers_2014a, abstract",
    "a sight goes with the phase of the act that comes next, not with its own": (
        "keysers_2014b, legend of figure 1"
    ),
    "being imitated matters for emergence, too": "keysers_2014b, abstract",
}

REFUTED_BY = (
    "blocking, or a response saved by a signal for the acts that come without it: cues compete, "
    "unless the feedback that is left out here brings that about; "
    "act-then-see training that teaches as much as see-then-act training; "
    "counter-training that undoes what matching built faster than the covariance of seeing and "
    "doing changes; "
    "a matched response in animals with no correlated experience of seeing and doing"
)
