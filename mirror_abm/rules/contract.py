"""What every learning rule defines; what its file leaves out is what stands here.

A rule is one file of + - * / abs, comparisons, ``np.minimum`` and ``np.maximum`` alone, for arrays
and numbers alike: the agents engine calls its functions as they are, and the compiled engine is
made from its text, which therefore has to stand alone. For a trial with prediction V (the sum of
``x w`` over the cues present) and outcome r, and for each cue present (strength x, salience alpha,
weight w, associability a)::

    shared = error(V, r, beta_present, beta_absent, m)    one per motor unit; m: average activity
    w += change(w, x, alpha, V, r, shared, a, beta_present, beta_absent)        one per synapse
    a  = associability(a, w, x, alpha, V, r, shared)      with the weight before the change
    m  = average(m, V, r)

``PLASTIC``
    whether it changes anything;
``CONTEXT``
    whether the context is a cue of every trial;
``ABSENT``
    whether it also changes the weights of cues that are absent (x = 0);
``BOUNDED``
    whether its weights are held within the constant ``weight_bound``, 1, because nothing in the
    rule stops their growth;
``ASSOCIABILITY``, ``AVERAGE``
    their values at birth, None for a rule without them;
``QUIET``
    what the intertrial interval does: ``"decays"``, w *= (1 - alpha beta_absent)^n of the context
    in closed form; ``"trials"``, trials of the context alone with r = 0, one by one, the last one a
    fraction; ``"nothing"``;
``ORACLES``
    the closed forms that it satisfies; a rule without one says why;
``ABSENCES``
    the phenomena that it must not show;
``COURSES``
    how ``mirror-abm check`` computes an oracle: its name -> (design, f), where ``f(n, alpha,
    beta_present, beta_absent)`` is the weight of cue A on M after trials n = 0, 1, ... of the
    design, without context. Oracles that are no such course are computed in
    :mod:`mirror_abm.conditioning.closed_forms`.
"""

PLASTIC = True
CONTEXT = True
ABSENT = False
BOUNDED = False
ASSOCIABILITY = None
AVERAGE = None
QUIET = "decays"
COURSES: dict[str, object] = {}


def associability(a, w, x, alpha, V, r, shared):  # type: ignore[no-untyped-def]
    """Return the associability after a trial: as it was."""
    return a


def average(m, V, r):  # type: ignore[no-untyped-def]
    """Return the average activity of a motor unit after a trial: as it was."""
    return m
