"""The learner again, by another route: from one animal's events, in scalar loops, by the text.

It shares no code with the engine but the tables of the profile: trials are cut from the whole list
afterwards, every weight is updated by itself, every exponential is computed where it is needed.
"""

from __future__ import annotations

import math


def trials_of(acts, percepts, window, simultaneity):
    """Return [opened, percepts, acts near as (dt, action)] of every trial, percept trials first."""
    found = []
    for tick, kind, action in percepts:
        if found and tick - found[-1][0] <= simultaneity:
            found[-1][1].append((kind, action))
        else:
            found.append((tick, [(kind, action)]))
    opened = [tick for tick, _ in found]
    trials = [
        (tick, seen, [(t - tick, a) for t, a in acts if abs(t - tick) <= window])
        for tick, seen in found
    ]
    alone = [
        (t, [], [(0, a)]) for t, a in acts if not any(abs(t - tick) <= window for tick in opened)
    ]
    return trials, alone


def covered(acts, trials, window):
    """Return the merged intervals that trials cover; the rest is quiet."""
    starts = [tick for tick, _, _ in trials]
    begin = sorted(starts + [t for t, _ in acts if not any(t - window <= s < t for s in starts)])
    merged = []
    for start in begin:
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], start + window)
        else:
            merged.append([start, start + window])
    return merged


def learn(network, acts, percepts, constants, end, rest_at_end=True):
    """Return (W, Y) as nested lists after all that happened to ``network`` before tick ``end``."""
    per_second = 1 / constants.tick
    window = round(constants.window * per_second)
    W, Y = network.weights.tolist(), network.to_sound.weights.tolist()
    n, cues = network.units, len(W)
    heard = len(Y) + n  # where the sounds of others begin, after the sights of oneself
    trials, alone = trials_of(acts, percepts, window, round(constants.simultaneity * per_second))
    alpha = constants.alpha * constants.incidental_salience  # of what is met in ordinary life
    context_rate = alpha * constants.context_salience * constants.beta_absent
    happenings = [(tick + window, 1, seen, near) for tick, seen, near in trials + alone]
    last = 0
    for start, stop in covered(acts, trials, window):
        if start > last:
            happenings.append((start, 0, None, start - last))
        last = stop
    if rest_at_end and last < end:
        happenings.append((end, 2, None, end - last))
    for tick, phase, seen, what in sorted(happenings, key=lambda item: (item[0], item[1])):
        if phase != 1:
            for i in range(n):
                W[-1][i] *= (1 - context_rate) ** (what / window)
            continue
        if tick >= end:
            continue
        r = [0.0] * n
        for dt, action in what:
            k, p = math.exp(-abs(dt) / per_second / constants.tau), constants.precision
            if p > 0:
                k = (1 - p) * k + p * math.exp(-abs(dt) / per_second / constants.tau_fast)
            k *= constants.backward_efficacy if dt < 0 else 1
            k *= constants.forward_efficacy if dt > 0 else 1
            r = [max(r[i], network.motor[action][i] * k) for i in range(n)]
        x = [
            max([0.0] + [float(network.pattern(kind, action)[j]) for kind, action in seen])
            for j in range(cues)
        ]
        x[-1] = 1.0
        _settle(
            W,
            x,
            r,
            network.to_motor.synapse,
            [alpha] * (cues - 1) + [alpha * constants.context_salience],
            constants,
        )
        vision = [x[j] for j in range(len(Y))]
        if any(vision):
            _settle(
                Y,
                vision,
                x[heard : heard + n],
                network.to_sound.synapse,
                [alpha] * len(Y),
                constants,
            )
    return W, Y


def _settle(W, x, r, synapse, alpha, constants):
    for i in range(len(r)):
        V = sum(x[k] * W[k][i] for k in range(len(W)) if x[k])
        error = constants.beta_present * r[i] * (1 - V) + constants.beta_absent * (1 - r[i]) * (
            0 - V
        )
        for j in range(len(W)):
            if x[j] and synapse[j][i]:
                W[j][i] += alpha[j] * x[j] * error
