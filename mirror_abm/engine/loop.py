"""The event loop of one animal after another, in the part of Python that numba compiles.

What the agents engine says in objects is said here over arrays, in the same arithmetic and the same
order, so that both give the same bits: explicit loops, + - * / only, decay from tables. Animals do
not wait for each other, for what happens to them does not depend on what anybody has learned.
:mod:`mirror_abm.engine.compiled` puts a rule's file in front of this text, which defines ``error``,
``change``, ``associability``, ``average`` and the flags of the shelf's contract, and
:mod:`mirror_abm.engine.settlement`, which says what one trial does.

``g`` is always the :class:`~mirror_abm.engine.arrays.GroupArrays` of the learners of one group,
``a`` the number of an animal; ``s`` is the event that opened a trial, ``e`` the first event that
has not happened.
"""
# ruff: noqa: F821
# mypy: disable-error-code="name-defined,no-untyped-def"

import numpy as np


def synapses_of(pathway, a):
    """Return what learns on a pathway of animal ``a``."""
    return Synapses(
        pathway.weights[a], pathway.synapse[a], pathway.associability[a], pathway.average[a]
    )


def decay(ticks, times):
    """Return what an intertrial interval leaves of the context's weights, from tables."""
    window, fine, coarse = times.window, times.fine, times.coarse
    windows = ticks // window
    factor = fine[ticks - windows * window]
    last = coarse.shape[0] - 1
    while windows > last:
        factor *= coarse[last]
        windows -= last
    return factor * coarse[windows]


def rest(g, a, ticks):
    """Let an intertrial interval of ``ticks`` pass: trials of the context alone, without an act."""
    window, present, absent = g.times.window, g.rates.beta_present, g.rates.beta_absent
    context = g.salience.shape[0] - 1
    weights, mean = g.to_motor.weights[a, context], g.to_motor.average[a]
    g.counts.totals[a, INTERTRIAL] += ticks / window
    if PLASTIC and QUIET_DECAYS:
        factor = decay(ticks, g.times)
        for i in range(weights.shape[0]):
            weights[i] *= factor
    if PLASTIC and QUIET_TRIALS:
        ability = g.to_motor.associability[a, context if HAS_ASSOCIABILITY else 0]
        synapse, left = g.to_motor.synapse[a, context], ticks
        while left > 0:
            part = 1.0 if left >= window else left / window
            left -= window
            for i in range(weights.shape[0]):
                w, rate = weights[i], g.salience[context] * synapse[i]
                able = ability[i] if HAS_ASSOCIABILITY else 0.0
                m = mean[i] if HAS_AVERAGE else 0.0
                shared = error(w, 0.0, present, absent, m)
                changed = change(w, 1.0, rate, w, 0.0, shared, able, present, absent)
                if HAS_ASSOCIABILITY:
                    next_able = associability(able, w, 1.0, rate, w, 0.0, shared)
                    ability[i] = able + part * (next_able - able)
                if HAS_AVERAGE:
                    mean[i] = m + part * (average(m, w, 0.0) - m)
                w += part * changed
                if BOUNDED:
                    w = min(max(w, -g.rates.bound), g.rates.bound)
                if g.rates.excitatory and w <= 0.0:
                    w = 0.0
                weights[i] = w


def role_of(events, s, e, now, opened, times):
    """Return the role of event ``e``.

    Percepts that open a trial cover the acts that have not been settled.
    """
    if events.kind[e] == ACT:
        return ALONE if opened < now - times.window else JOINED
    if now - opened <= times.simultaneity:
        return JOINED
    for j in range(s, e):
        if events.role[j] == ALONE:
            events.role[j] = COVERED
    return PERCEPTS


def live(g, a, scratch, until, day_ends):
    """Let everything before tick ``until`` happen to animal ``a``.

    A day ends with rest. Nothing in ``scratch`` is kept.
    """
    events, progress, window = g.events, g.progress, g.times.window
    tick, role, end = events.tick, events.role, events.start[a + 1]
    e, s, low = progress.next[a], progress.unsettled[a], progress.low[a]
    opened, covered = progress.opened[a], progress.covered[a]
    to_motor, to_sound = synapses_of(g.to_motor, a), synapses_of(g.to_sound, a)
    while True:
        now = min(until, tick[e]) if e < end else until
        while True:  # settle all trials whose window is over
            while s < e and role[s] == JOINED:
                s += 1
            if s >= e or tick[s] + window >= now:
                break
            if role[s] == PERCEPTS:
                while tick[low] < tick[s] - window:
                    low += 1
            if role[s] != COVERED:
                settle(g, a, to_motor, to_sound, s, e, low, scratch)
            s += 1
        if now == until:
            break
        role[e] = role_of(events, s, e, now, opened, g.times)
        if role[e] != JOINED:
            opened = now if role[e] == PERCEPTS else opened
            if now > covered:
                rest(g, a, now - covered)
            covered = now + window
        e += 1
    while low < s and tick[low] < until - 2 * window:  # no trial will look back further
        low += 1
    if day_ends and until > covered:
        rest(g, a, until - covered)
        covered = until
    progress.next[a], progress.unsettled[a], progress.low[a] = e, s, low
    progress.opened[a], progress.covered[a] = opened, covered


def advance(g, first, last, until, day_ends):
    """Let everything before tick ``until`` happen to animals ``first`` ... ``last - 1``.

    A day ends with rest.
    """
    cues, units = g.to_motor.weights.shape[1:]
    scratch = scratch_for(cues, units, g.patterns.motor.shape[1])
    for a in range(first, last):
        live(g, a, scratch, until, day_ends)


def train(to_motor, to_sound, salience, session, rates):
    """Settle the trials of a :class:`~mirror_abm.engine.arrays.Session` one after the other."""
    heard, outcomes = session.heard, session.outcomes
    V, shared = np.zeros(outcomes.shape[1]), np.zeros(outcomes.shape[1])
    motor, sound = synapses_of(to_motor, 0), synapses_of(to_sound, 0)
    for t in range(session.stimulus.shape[0]):
        s, outcome = session.stimulus[t], outcomes[session.doing[t]]
        first, last, seeing = session.first[s], session.first[s + 1], session.seeing[s]
        cue, x = session.cue[first:last], session.x[first:last]
        learn(motor, cue, x, last - first, salience, outcome, V, shared, rates)
        if seeing > 0:
            learn(sound, cue, x, seeing, salience, heard[s], V, shared, rates)
