"""The event loop of one animal after another, in the part of Python that numba compiles.

What the agents engine says in objects is said here over arrays, in the same arithmetic and the same order, so that both
give the same bits: explicit loops, + - * / only, decay from tables. Animals do not wait for each other, for what happens
to them does not depend on what anybody has learned. :mod:`mirror_abm.engine.compiled` puts a rule's file in front of this text,
which defines ``error``, ``change``, ``associability``, ``average`` and the flags of the shelf's contract.
"""
# ruff: noqa: F821
# mypy: disable-error-code="name-defined,no-untyped-def"

ACT, JOINED, PERCEPTS, ALONE, COVERED = (
    -1,
    0,
    1,
    2,
    3,
)  #: the kind of an act; the role of an event in its trial
BOTH, DONE = 3, 6  #: rows of the counts per action, after those of what was perceived
TRIALS, UNPERCEIVED, QUIET = 0, 1, 2  #: the totals


def update(
    weights,
    ability,
    mean,
    cue,
    x,
    count,
    synapse,
    salience,
    outcome,
    prediction,
    shared,
    beta_present,
    beta_absent,
    excitatory,
):
    """Apply the rule to the weights (cues, units) of the ``count`` cues present, summing the prediction in their order.

    ``ability`` (cues, units) and ``mean`` (units,) are the associability and the average activity, if the rule has them.
    """
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
        shared[i] = error(prediction[i], outcome[i], beta_present, beta_absent, m)
    for j in range(count):
        c, strength, alpha = cue[j], x[j], salience[cue[j]]
        for i in range(units):
            w, there = weights[c, i], synapse[c, i]
            # a choice, which compiles to no conversion where synapses are flags
            rate = alpha * there if there else 0.0
            a = ability[c, i] if HAS_ASSOCIABILITY else 0.0
            if HAS_ASSOCIABILITY:
                ability[c, i] = associability(
                    a, w, strength, rate, prediction[i], outcome[i], shared[i]
                )
            w += change(
                w,
                strength,
                rate,
                prediction[i],
                outcome[i],
                shared[i],
                a,
                beta_present,
                beta_absent,
            )
            if excitatory and w <= 0.0:  # not -0.0 either
                w = 0.0
            weights[c, i] = w
    if HAS_AVERAGE:
        for i in range(units):
            mean[i] = average(mean[i], prediction[i], outcome[i])


def quiet(ticks, window, fine, coarse):
    """Return what quiet time leaves of the context's weights, from the tables of :class:`mirror_abm.animal.learning.Timing`."""
    windows = ticks // window
    factor = fine[ticks - windows * window]
    last = coarse.shape[0] - 1
    while windows > last:
        factor *= coarse[last]
        windows -= last
    return factor * coarse[windows]


def rest(
    context,
    able,
    mean,
    synapse,
    alpha,
    totals,
    ticks,
    window,
    fine,
    coarse,
    beta_present,
    beta_absent,
    excitatory,
):
    """Let ``ticks`` of quiet time pass: for the weights of the context, its associability, and the average activity."""
    totals[QUIET] += ticks / window
    if PLASTIC and QUIET_DECAYS:
        factor = quiet(ticks, window, fine, coarse)
        for i in range(context.shape[0]):
            context[i] *= factor
    if PLASTIC and QUIET_TRIALS:
        left = ticks
        while left > 0:
            part = 1.0 if left >= window else left / window
            left -= window
            for i in range(context.shape[0]):
                w = context[i]
                a = able[i] if HAS_ASSOCIABILITY else 0.0
                m = mean[i] if HAS_AVERAGE else 0.0
                shared = error(w, 0.0, beta_present, beta_absent, m)
                changed = change(
                    w, 1.0, alpha * synapse[i], w, 0.0, shared, a, beta_present, beta_absent
                )
                if HAS_ASSOCIABILITY:
                    able[i] = a + part * (
                        associability(a, w, 1.0, alpha * synapse[i], w, 0.0, shared) - a
                    )
                if HAS_AVERAGE:
                    mean[i] = m + part * (average(m, w, 0.0) - m)
                w += part * changed
                if excitatory and w <= 0.0:
                    w = 0.0
                context[i] = w


def joined(kind, role, s, j):
    """Return whether event ``j`` is a percept of the trial that event ``s`` opened, or the trial is over (-1)."""
    if kind[j] == ACT:
        return 0
    return 1 if j == s or role[j] == JOINED else -1


def compound(
    kind, action, role, s, e, actions, pattern_start, pattern_cue, pattern_x, context, cue, x, dense
):
    """Put the cues of the trial opened by event ``s`` into ``cue`` and ``x``, in order, the context last; return how many."""
    count, more = 0, False
    for j in range(s + 1, e):
        part = joined(kind, role, s, j)
        if part != 0:
            more = part > 0
            break
    if not more:
        code = kind[s] * actions + action[s]
        for p in range(pattern_start[code], pattern_start[code + 1]):
            cue[count], x[count] = pattern_cue[p], pattern_x[p]
            count += 1
    else:
        for j in range(s, e):
            part = joined(kind, role, s, j)
            if part < 0:
                break
            if part > 0:
                code = kind[j] * actions + action[j]
                for p in range(pattern_start[code], pattern_start[code + 1]):
                    dense[pattern_cue[p]] = max(dense[pattern_cue[p]], pattern_x[p])
        for c in range(context):
            if dense[c] > 0.0:
                cue[count], x[count] = c, dense[c]
                count += 1
                dense[c] = 0.0
    cue[count], x[count] = context, 1.0
    return count + 1


def complete(cue, x, count, dense):
    """Put all cues into ``cue``, those that are absent at strength 0, for a rule that changes their weights; return how many."""
    cues = dense.shape[0]
    for j in range(count):
        dense[cue[j]] = x[j]
    for c in range(cues):
        cue[c], x[c] = c, dense[c]
        dense[c] = 0.0
    return cues


def hear(cue, x, count, sights, first, heard):
    """Put what is heard among the cues into ``heard``, by unit of the population of sounds, which begins at ``first``.

    Return how many of the cues are sights, those below ``sights``; 0 if none of them is seen.
    """
    for i in range(heard.shape[0]):
        heard[i] = 0.0
    for j in range(count - 1):
        if cue[j] >= first:
            heard[cue[j] - first] = x[j]
    seeing, seen = 0, False
    while cue[seeing] < sights:
        seen = seen or x[seeing] > 0.0
        seeing += 1
    return seeing if seen else 0


def do(kind, tick, action, low, e, opened, kernel, backward_efficacy, motor, outcome):
    """Put into ``outcome`` what the acts near a trial excite: the strongest of their patterns, weighted by k(dt)."""
    for i in range(outcome.shape[0]):
        outcome[i] = 0.0
    for j in range(low, e):
        if kind[j] == ACT:
            apart = tick[j] - opened
            strength = kernel[abs(apart)] * (backward_efficacy if apart < 0 else 1.0)
            for i in range(outcome.shape[0]):
                outcome[i] = max(outcome[i], motor[action[j], i] * strength)


def nearest(kind, tick, action, low, e, opened, kernel, seen):
    """Return k(dt) and lag of the strongest act near a trial that matches what was seen, and k(dt) of the strongest other."""
    match, other, lag = 0.0, 0.0, 0.0
    for k in range(low, e):
        if kind[k] == ACT:
            apart = tick[k] - opened
            weight = kernel[abs(apart)]
            if action[k] == seen:
                if weight > match:
                    match, lag = weight, float(apart)
            elif weight > other:
                other = weight
    return match, other, lag


def enter(
    kind, tick, action, source, role, s, e, low, views, kernel, brought, met, totals, done, seen
):
    """Enter the trial of percepts opened by event ``s`` into the ledger; the acts near it are among ``low`` ... ``e - 1``."""
    acts = False
    totals[TRIALS] += 1.0
    for j in range(low, e):
        if kind[j] == ACT:
            acts = True
            if not done[action[j]]:
                done[action[j]] = True
                met[DONE, action[j]] += 1.0
    for j in range(s, e):
        part = joined(kind, role, s, j)
        if part < 0:
            break
        if part == 0:
            continue
        population, what = max(0, kind[j] - views + 1), action[j]
        if not seen[population, what]:
            seen[population, what] = True
            met[population, what] += 1.0
            if done[what]:
                met[BOTH + population, what] += 1.0
        brought[source[j], population, 0] += 1.0
        if acts:
            match, other, lag = nearest(kind, tick, action, low, e, tick[s], kernel, what)
            brought[source[j], population, 2] += match
            brought[source[j], population, 3] += other
            brought[source[j], population, 4] += match * lag
        else:
            brought[source[j], population, 1] += 1.0
    for j in range(low, e):
        if kind[j] == ACT:
            done[action[j]] = False
        elif j >= s:
            seen[max(0, kind[j] - views + 1), action[j]] = False


def enter_alone(totals, met, what):
    """Enter an act in whose window nothing was perceived into the ledger."""
    totals[TRIALS] += 1.0
    totals[UNPERCEIVED] += 1.0
    met[DONE, what] += 1.0


def opens(kind, role, s, e, now, opened, window, simultaneity):
    """Return the role of event ``e``; percepts that open a trial cover the acts that have not been settled."""
    if kind[e] == ACT:
        return ALONE if opened < now - window else JOINED
    if now - opened <= simultaneity:
        return JOINED
    for j in range(s, e):
        if role[j] == ALONE:
            role[j] = COVERED
    return PERCEPTS


def live(h, a, scratch, until, day_ends):
    """Let everything before tick ``until`` happen to animal ``a``; a day ends with rest. Nothing in ``scratch`` is kept."""
    tick, kind, action, source, role = h.tick, h.kind, h.action, h.source, h.role
    W, Y, there, sound_there = h.weights[a], h.sound_weights[a], h.synapse[a], h.sound_synapse[a]
    ability, sound_ability, mean, sound_mean = (
        h.associability[a],
        h.sound_associability[a],
        h.average[a],
        h.sound_average[a],
    )
    patterns, pattern_cue, pattern_x, motor, salience = (
        h.pattern_start[a],
        h.pattern_cue,
        h.pattern_x,
        h.motor[a],
        h.salience,
    )
    kernel, fine, coarse, window, simultaneity, views = (
        h.kernel,
        h.fine,
        h.coarse,
        h.window,
        h.simultaneity,
        h.views,
    )
    present, absent, backward, sounds, excitatory = (
        h.beta_present,
        h.beta_absent,
        h.backward_efficacy,
        h.sounds,
        h.excitatory,
    )
    brought, met, totals = h.brought[a], h.met[a], h.totals[a]
    cue, x, dense, outcome, heard, prediction, shared, done, seen = scratch
    context, units, actions, sights = W.shape[0] - 1, W.shape[1], motor.shape[0], Y.shape[0]
    fading, resting, able = (
        W[context],
        there[context],
        ability[context] if HAS_ASSOCIABILITY else ability[0],
    )
    e, end, s, low, opened, covered = (
        h.next[a],
        h.start[a + 1],
        h.unsettled[a],
        h.low[a],
        h.opened[a],
        h.covered[a],
    )
    while True:
        now = min(until, tick[e]) if e < end else until
        while True:  # settle all trials whose window is over
            while s < e and role[s] == JOINED:
                s += 1
            if s >= e or tick[s] + window >= now:
                break
            if role[s] == ALONE:
                enter_alone(totals, met, action[s])
                if PLASTIC:
                    do(kind, tick, action, s, s + 1, tick[s], kernel, backward, motor, outcome)
                    cue[0], x[0] = context, 1.0
                    count = complete(cue, x, 1, dense) if ABSENT else np.int64(1)
                    update(
                        W,
                        ability,
                        mean,
                        cue,
                        x,
                        count,
                        there,
                        salience,
                        outcome,
                        prediction,
                        shared,
                        present,
                        absent,
                        excitatory,
                    )
            elif role[s] == PERCEPTS:
                while tick[low] < tick[s] - window:
                    low += 1
                enter(
                    kind,
                    tick,
                    action,
                    source,
                    role,
                    s,
                    e,
                    low,
                    views,
                    kernel,
                    brought,
                    met,
                    totals,
                    done,
                    seen,
                )
                if PLASTIC:
                    do(kind, tick, action, low, e, tick[s], kernel, backward, motor, outcome)
                    count = compound(
                        kind,
                        action,
                        role,
                        s,
                        e,
                        actions,
                        patterns,
                        pattern_cue,
                        pattern_x,
                        context,
                        cue,
                        x,
                        dense,
                    )
                    if ABSENT:
                        count = complete(cue, x, count, dense)
                    update(
                        W,
                        ability,
                        mean,
                        cue,
                        x,
                        count,
                        there,
                        salience,
                        outcome,
                        prediction,
                        shared,
                        present,
                        absent,
                        excitatory,
                    )
                    seeing = hear(cue, x, count, sights, context - units, heard) if sounds else 0
                    if seeing > 0:
                        update(
                            Y,
                            sound_ability,
                            sound_mean,
                            cue,
                            x,
                            seeing,
                            sound_there,
                            salience,
                            heard,
                            prediction,
                            shared,
                            present,
                            absent,
                            excitatory,
                        )
            s += 1
        if now == until:
            break
        role[e] = opens(kind, role, s, e, now, opened, window, simultaneity)
        if role[e] != JOINED:
            opened = now if role[e] == PERCEPTS else opened
            if now > covered:
                rest(
                    fading,
                    able,
                    mean,
                    resting,
                    salience[context],
                    totals,
                    now - covered,
                    window,
                    fine,
                    coarse,
                    present,
                    absent,
                    excitatory,
                )
            covered = now + window
        e += 1
    while low < s and tick[low] < until - 2 * window:  # no trial will look back further
        low += 1
    if day_ends and until > covered:
        rest(
            fading,
            able,
            mean,
            resting,
            salience[context],
            totals,
            until - covered,
            window,
            fine,
            coarse,
            present,
            absent,
            excitatory,
        )
        covered = until
    h.next[a], h.unsettled[a], h.low[a], h.opened[a], h.covered[a] = e, s, low, opened, covered


def advance(h, first, last, until, day_ends):
    """Let everything before tick ``until`` happen to animals ``first`` ... ``last - 1``; a day ends with rest."""
    cues, units, actions = h.weights.shape[1], h.weights.shape[2], h.motor.shape[1]
    scratch = (
        np.zeros(cues, np.int64),
        np.zeros(cues),
        np.zeros(cues),
        np.zeros(units),
        np.zeros(units),
        np.zeros(units),
        np.zeros(units),
        np.zeros(actions, np.bool_),
        np.zeros((3, actions), np.bool_),
    )
    for a in range(first, last):
        live(h, a, scratch, until, day_ends)


def train(
    W,
    Y,
    ability,
    sound_ability,
    mean,
    sound_mean,
    there,
    sound_there,
    salience,
    stimulus,
    doing,
    first,
    cue,
    x,
    seeing,
    heard,
    outcomes,
    present,
    absent,
    excitatory,
):
    """Settle stated trials of one animal, one after the other: trial t shows ``stimulus[t]`` with ``outcomes[doing[t]]``.

    The cues of stimulus s are ``cue[first[s]] ... cue[first[s + 1] - 1]``, in order, at strengths ``x``; the first
    ``seeing[s]`` of them are sights that also bring the sound ``heard[s]``.
    """
    units = outcomes.shape[1]
    prediction, shared = np.zeros(units), np.zeros(units)
    for t in range(stimulus.shape[0]):
        s = stimulus[t]
        a, b = first[s], first[s + 1]
        update(
            W,
            ability,
            mean,
            cue[a:b],
            x[a:b],
            b - a,
            there,
            salience,
            outcomes[doing[t]],
            prediction,
            shared,
            present,
            absent,
            excitatory,
        )
        if seeing[s] > 0:
            update(
                Y,
                sound_ability,
                sound_mean,
                cue[a:b],
                x[a:b],
                seeing[s],
                sound_there,
                salience,
                heard[s],
                prediction,
                shared,
                present,
                absent,
                excitatory,
            )
