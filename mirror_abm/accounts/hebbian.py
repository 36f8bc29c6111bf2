"""Hebbian (Keysers & Perrett 2004): seeing one's own acts wires sight to act by covariance.

Sensitive to contingency on average, as spike-timing-dependent plasticity is. But cues do not
compete, for there is no prediction error: what another cue already predicts is learned again.
"""

RULE = "covariance"

REFUTED_BY = (
    "blocking, or a response saved by a signal for the acts that come without it: cues compete; "
    "counter-training that undoes what matching built faster than the covariance of seeing and "
    "doing changes; "
    "a matched response in animals with no correlated experience of seeing and doing"
)
