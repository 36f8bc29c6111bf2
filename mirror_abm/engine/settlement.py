"""What one trial does to one animal.

Its entry in the ledger, its cues and outcome, the change of the synapses.

Part of the text that numba compiles (see :mod:`mirror_abm.engine.loop`, which says what ``g``,
``a``, ``s`` and ``e`` are): explicit loops, + - * / only, in the order of the readable engine.
"""
# ruff: noqa: F821
# mypy: disable-error-code="name-defined,no-untyped-def"

from typing import NamedTuple

import numpy as np

#: the kind of an act; the role of an event in its trial
ACT, JOINED, PERCEPTS, ALONE, COVERED = -1, 0, 1, 2, 3
#: columns of what a source brought
PERCEIVED, WITHOUT_ACT, MATCHED, NONMATCHED, LAG = 0, 1, 2, 3, 4
#: rows of the counts per action, after those of what was perceived
BOTH, DONE = 4, 8
#: the totals
TRIALS, UNPERCEIVED, INTERTRIAL = 0, 1, 2


class Synapses(NamedTuple):
    """What learns on one pathway of one animal."""

    weights: np.ndarray
    synapse: np.ndarray
    associability: np.ndarray
    average: np.ndarray


class Scratch(NamedTuple):
    """What is computed with and not kept.

    Cues present, outcome, sums over them, flags of actions.
    """

    cue: np.ndarray
    x: np.ndarray
    dense: np.ndarray
    outcome: np.ndarray
    heard: np.ndarray
    prediction: np.ndarray
    shared: np.ndarray
    done: np.ndarray
    seen: np.ndarray


def scratch_for(cues, units, actions):
    """Return arrays to compute with."""
    return Scratch(
        np.zeros(cues, np.int64),
        np.zeros(cues),
        np.zeros(cues),
        np.zeros(units),
        np.zeros(units),
        np.zeros(units),
        np.zeros(units),
        np.zeros(actions, np.bool_),
        np.zeros((BOTH, actions), np.bool_),
    )


def learn(synapses, cue, x, count, salience, outcome, prediction, shared, rates):
    """Apply the rule to the ``count`` cues present: in vector registers where it can be."""
    if VECTORS:
        update_in_vectors(synapses, cue, x, count, salience, outcome, rates)
    else:
        update(synapses, cue, x, count, salience, outcome, prediction, shared, rates)


def update(synapses, cue, x, count, salience, outcome, prediction, shared, rates):
    """Apply the rule to the ``count`` cues present, summing the prediction in their order."""
    weights, synapse, ability, mean = synapses
    present, absent, excitatory, bound = rates
    units = outcome.shape[0]
    for i in range(units):
        prediction[i] = 0.0
    for j in range(0, count - 1, 2):  # two cues at a time: the sums go to memory half as often
        b, c, first, second = cue[j], cue[j + 1], x[j], x[j + 1]
        for i in range(units):
            prediction[i] = (prediction[i] + first * weights[b, i]) + second * weights[c, i]
    if count % 2 == 1:
        c, strength = cue[count - 1], x[count - 1]
        for i in range(units):
            prediction[i] += strength * weights[c, i]
    for i in range(units):
        m = mean[i] if HAS_AVERAGE else 0.0
        shared[i] = error(prediction[i], outcome[i], present, absent, m)
    for j in range(count):
        c, strength, alpha = cue[j], x[j], salience[cue[j]]
        for i in range(units):
            w, there = weights[c, i], synapse[c, i]
            # a choice, which compiles to no conversion where synapses are flags
            rate = alpha * there if there else 0.0
            able = ability[c, i] if HAS_ASSOCIABILITY else 0.0
            if HAS_ASSOCIABILITY:
                ability[c, i] = associability(
                    able, w, strength, rate, prediction[i], outcome[i], shared[i]
                )
            w += change(
                w, strength, rate, prediction[i], outcome[i], shared[i], able, present, absent
            )
            if BOUNDED:
                w = min(max(w, -bound), bound)
            if excitatory and w <= 0.0:  # not -0.0 either
                w = 0.0
            weights[c, i] = w
    if HAS_AVERAGE:
        for i in range(units):
            mean[i] = average(mean[i], prediction[i], outcome[i])


def joined(events, s, j):
    """Return whether event ``j`` is a percept of the trial opened by ``s``; -1 if that is over."""
    if events.kind[j] == ACT:
        return 0
    return 1 if j == s or events.role[j] == JOINED else -1


def perceived(g, a, s, e, scratch):
    """Put the cues of the percepts of a trial into ``scratch``, in order, without the context.

    Return how many.
    """
    events, patterns, count, more = g.events, g.patterns, 0, False
    cue, x, dense, actions = scratch.cue, scratch.x, scratch.dense, patterns.motor.shape[1]
    for j in range(s + 1, e):
        part = joined(events, s, j)
        if part != 0:
            more = part > 0
            break
    if not more:
        code = events.kind[s] * actions + events.action[s]
        for p in range(patterns.start[a, code], patterns.start[a, code + 1]):
            cue[count], x[count] = patterns.cue[p], patterns.x[p]
            count += 1
        return count
    for j in range(s, e):
        part = joined(events, s, j)
        if part < 0:
            break
        if part > 0:
            code = events.kind[j] * actions + events.action[j]
            for p in range(patterns.start[a, code], patterns.start[a, code + 1]):
                dense[patterns.cue[p]] = max(dense[patterns.cue[p]], patterns.x[p])
    for c in range(dense.shape[0] - 1):
        if dense[c] > 0.0:
            cue[count], x[count] = c, dense[c]
            count += 1
            dense[c] = 0.0
    return count


def complete(scratch, count):
    """Let all cues be present, those absent at strength 0, for a rule that changes their weights.

    Return how many.
    """
    cue, x, dense = scratch.cue, scratch.x, scratch.dense
    cues = dense.shape[0]
    for j in range(count):
        dense[cue[j]] = x[j]
    for c in range(cues):
        cue[c], x[c] = c, dense[c]
        dense[c] = 0.0
    return cues


def hear(scratch, count, sights):
    """Put what is heard among the cues into ``scratch.heard``, by unit for others' sounds.

    Return how many of the cues are sights, those below ``sights``; 0 if none of them is seen.
    """
    cue, x, heard = scratch.cue, scratch.x, scratch.heard
    first = sights + heard.shape[0]  # after the sights of oneself
    seeing, seen = 0, False
    while cue[seeing] < sights:
        seen = seen or x[seeing] > 0.0
        seeing += 1
    if not seen:
        return 0
    for i in range(heard.shape[0]):
        heard[i] = 0.0
    for j in range(seeing, count - 1):
        if first <= cue[j] < first + heard.shape[0]:
            heard[cue[j] - first] = x[j]
    return seeing


def strengthen(outcome, excited, strength):
    """Let ``outcome`` be at least ``strength`` times what an act excites."""
    if VECTORS:
        excite_in_vectors(outcome, excited, strength)
    else:
        for i in range(outcome.shape[0]):
            outcome[i] = max(outcome[i], excited[i] * strength)


def do(g, a, opened, first, last, outcome):
    """Put into ``outcome`` what the acts near a trial excite.

    The strongest of their patterns, weighted by k(dt).
    """
    kind, tick, action = g.events.kind, g.events.tick, g.events.action
    motor, kernel = g.patterns.motor[a], g.times.kernel
    for i in range(outcome.shape[0]):
        outcome[i] = 0.0
    for j in range(first, last):
        if kind[j] == ACT:
            apart = tick[j] - opened
            strength = kernel[abs(apart)]
            if apart < 0:
                strength *= g.times.backward_efficacy
            if apart > 0:
                strength *= g.times.forward_efficacy
            strengthen(outcome, motor[action[j]], strength)


def nearest(events, first, last, opened, kernel, seen):
    """Return k(dt) and lag of the strongest matching act, and k(dt) of the strongest other."""
    match, other, lag = 0.0, 0.0, 0.0
    for k in range(first, last):
        if events.kind[k] == ACT:
            apart = events.tick[k] - opened
            weight = kernel[abs(apart)]
            if events.action[k] == seen:
                if weight > match:
                    match, lag = weight, float(apart)
            elif weight > other:
                other = weight
    return match, other, lag


def enter(g, a, s, e, low, scratch):
    """Enter a trial of percepts into the ledger.

    The acts near it are among the events ``low`` ... ``e - 1``.
    """
    events, population, done, seen = g.events, g.patterns.population, scratch.done, scratch.seen
    kind, action = events.kind, events.action
    brought, met, acts = g.counts.brought[a], g.counts.met[a], False
    g.counts.totals[a, TRIALS] += 1.0
    for j in range(low, e):
        if kind[j] == ACT:
            acts = True
            if not done[action[j]]:
                done[action[j]] = True
                met[DONE, action[j]] += 1.0
    for j in range(s, e):
        part = joined(events, s, j)
        if part < 0:
            break
        if part == 0:
            continue
        p, what = population[kind[j]], action[j]
        if not seen[p, what]:
            seen[p, what] = True
            met[p, what] += 1.0
            if done[what]:
                met[BOTH + p, what] += 1.0
        counts = brought[events.source[j], p]
        counts[PERCEIVED] += 1.0
        if acts:
            match, other, lag = nearest(events, low, e, events.tick[s], g.times.kernel, what)
            counts[MATCHED] += match
            counts[NONMATCHED] += other
            counts[LAG] += match * lag
        else:
            counts[WITHOUT_ACT] += 1.0
    for j in range(low, e):
        if kind[j] == ACT:
            done[action[j]] = False
        elif j >= s:
            seen[population[kind[j]], action[j]] = False


def enter_alone(g, a, what):
    """Enter an act in whose window nothing was perceived into the ledger."""
    g.counts.totals[a, TRIALS] += 1.0
    g.counts.totals[a, UNPERCEIVED] += 1.0
    g.counts.met[a, DONE, what] += 1.0


def settle(g, a, to_motor, to_sound, s, e, low, scratch):
    """Enter the trial that event ``s`` opened into the ledger, and learn from it."""
    alone, cue, x, count = g.events.role[s] == ALONE, scratch.cue, scratch.x, 0
    first, last = (s, s + 1) if alone else (low, e)
    if alone:
        enter_alone(g, a, g.events.action[s])
    else:
        enter(g, a, s, e, low, scratch)
    if PLASTIC:
        do(g, a, g.events.tick[s], first, last, scratch.outcome)
        if not alone:
            count = perceived(g, a, s, e, scratch)
        cue[count], x[count] = g.salience.shape[0] - 1, 1.0
        count = complete(scratch, count + 1) if ABSENT else count + 1
        V, shared, salience, rates = scratch.prediction, scratch.shared, g.salience, g.rates
        learn(to_motor, cue, x, count, salience, scratch.outcome, V, shared, rates)
        seeing = hear(scratch, count, to_sound.weights.shape[0]) if g.sounds and not alone else 0
        if seeing > 0:
            learn(to_sound, cue, x, seeing, salience, scratch.heard, V, shared, rates)
