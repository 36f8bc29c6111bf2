"""How fast a rule acquires; every rule runs at the same speed, in life, laboratory and textbook.

Speed is one number, the *half-life of acquisition*: one cue in its context is followed by the act
in every trial, and counted are the trials until the cue has half the strength at which it ends
under Rescorla-Wagner, where the context takes its share. With a and c the saliences of cue and
context, and b the learning rate in trials with the act, that level and its trial are::

    level = 1/2 a / (a + c),    n = ln 2 / -ln(1 - (a + c) b)

It is a level of response and not half of where the rule itself ends: a Hebbian weight ends nowhere
but at its bound, covariance ends the lower the faster its average runs, and half of a straight line
is its middle at any speed. Where a rule ends is therefore shown beside its speed. Both learning
rates of a rule are multiplied by the one factor that gives it the half-life of Rescorla-Wagner,
whose own is exactly 1. The saliences are those of the laboratory: what makes life slower than the
laboratory multiplies afterwards, for all rules alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from ..animal.constants import Constants
from ..animal.learning import apply
from ..animal.pathway import Array, Cues, Pathway
from ..base.shelf import rules

if TYPE_CHECKING:
    import pandas as pd

REFERENCE = "rescorla_wagner"
TRIALS = 4000  #: after so many, a level that is not reached never is
LONGEST = 40_000  #: trials; where Rescorla-Wagner takes longer, rules keep the rates they have
SETTLED = 1e-3  #: a curve that moves less in as many trials again has an end
STRONGEST = 1000.0  #: the largest factor that is tried, and its inverse the smallest
TRIED, ROUNDS = 129, 5  #: factors at once, and how often the interval between two is refined


def _courses(
    rule: str, alpha: float, present: Array, absent: Array, context: float, units: int = 1
) -> Iterator[Array]:
    """Yield, for ever, the weight of a cue after each trial with the act, for several rates.

    ``units`` of the same salience are present in each trial, and have the same weight.
    """
    module, columns = rules.load(rule), len(present)
    weights = np.zeros((units + 1, columns))
    pathway = Pathway.newborn(weights, np.ones_like(weights), module)
    alphas = np.array([*[[alpha]] * units, [context * module.CONTEXT]]).repeat(columns, axis=1)
    cues = Cues(np.arange(units + 1), np.ones((units + 1, 1)), alphas)
    while True:
        apply(module, pathway, cues, np.ones(columns), present, absent)
        yield pathway.weights[0].copy()


def _one_course(
    rule: str,
    alpha: float,
    beta_present: float,
    beta_absent: float,
    context: float,
    units: int = 1,
) -> Iterator[float]:
    """Yield, for ever, the weight of a cue after each trial with the act."""
    rates = np.array([beta_present]), np.array([beta_absent])
    return (float(weights[0]) for weights in _courses(rule, alpha, *rates, context, units))


def level(alpha: float, context: float = 0.0) -> float:
    """Return the strength that counts as half acquired.

    Parameters
    ----------
    alpha : float
        Salience of the cue.
    context : float
        Salience of the context; 0 for none.

    Returns
    -------
    float
        ``1/2 alpha / (alpha + context)``: half of where Rescorla-Wagner ends; 1/2 of a lone cue.
    """
    return 0.5 * alpha / (alpha + context) if alpha > 0 else 0.5


@lru_cache(maxsize=1024)
def half_life(
    rule: str, alpha: float, beta_present: float, beta_absent: float, context: float = 0.0
) -> float:
    """Return the trials after which a cue is half acquired.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    alpha : float
        Salience of the cue, which the act always follows.
    beta_present : float
        Learning rate of trials with the act.
    beta_absent : float
        Learning rate of trials without it.
    context : float
        Salience of the context, under rules for which it is a cue; 0 for none.

    Returns
    -------
    float
        Trials, the learning curve taken as straight between them; infinite if :func:`level` is not
        reached in 4,000 (of Rescorla-Wagner: from its closed form, whatever the number).
    """
    if rule == REFERENCE:
        step = (alpha + context) * beta_present
        return _on_curve(step) if 0 < step < 1 and alpha > 0 else math.inf
    before, wanted = 0.0, level(alpha, context)
    curve = _one_course(rule, alpha, beta_present, beta_absent, context)
    for trial, now in enumerate(islice(curve, TRIALS)):
        if now >= wanted:
            return trial + (wanted - before) / (now - before)
        before = now
    return math.inf


def _on_curve(step: float) -> float:
    """Return where 1 - (1 - step)^n, taken as straight between whole n, is one half."""
    whole = math.floor(math.log(0.5) / math.log1p(-step))
    left = math.exp(whole * math.log1p(-step))
    return whole + (left - 0.5) / (left * step)


@lru_cache(maxsize=1024)
def asymptote(
    rule: str,
    alpha: float,
    beta_present: float,
    beta_absent: float,
    context: float = 0.0,
    units: int = 1,
) -> float:
    """Return where acquisition of a cue ends.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    alpha : float
        Salience of the cue, which the act always follows.
    beta_present : float
        Learning rate of trials with the act.
    beta_absent : float
        Learning rate of trials without it.
    context : float
        Salience of the context, under rules for which it is a cue; 0 for none.
    units : int
        Cues of this salience that come together.

    Returns
    -------
    float
        Its weight after 8,000 trials; infinite if it still grew in the second half of them.
    """
    curve = _one_course(rule, alpha, beta_present, beta_absent, context, units)
    half, end = list(islice(curve, 2 * TRIALS))[TRIALS - 1 :: TRIALS]
    return end if abs(end - half) < SETTLED else math.inf


def _reached(
    rule: str, factors: Array, rates: tuple[float, float, float, float], wanted: float
) -> Array:
    """Return for each factor of the learning rates the most that a cue has by trial ``wanted``."""
    alpha, present, absent, context = rates
    whole, part, before = math.floor(wanted), wanted % 1, np.zeros(len(factors))
    most = before
    for trial, now in enumerate(
        _courses(rule, alpha, present * factors, absent * factors, context)
    ):
        if trial == whole:
            return np.maximum(most, before + part * (now - before))
        most, before = np.maximum(most, now), now
    raise AssertionError("a course has no end")


@lru_cache(maxsize=1024)
def matched_betas(
    rule: str, alpha: float, beta_present: float, beta_absent: float, context: float = 0.0
) -> tuple[float, float]:
    """Return the learning rates at which a rule is as fast as Rescorla-Wagner.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    alpha : float
        Salience of a cue.
    beta_present : float
        Learning rate of Rescorla-Wagner in trials with the act.
    beta_absent : float
        Its learning rate in trials without it.
    context : float
        Salience of the context; 0 for none.

    Returns
    -------
    beta_present, beta_absent : float
        The rule's own, in the same ratio. A rule that cannot be that fast with rates of at most 1
        keeps the nearest it can. Rescorla-Wagner keeps its own, a rule that does not learn too.

    Notes
    -----
    The factor is found on a grid of logarithms that is refined five times, to a part in 1e9.
    """
    wanted = half_life(REFERENCE, alpha, beta_present, beta_absent, context)
    if rule == REFERENCE or not rules.load(rule).PLASTIC or wanted > LONGEST:
        return beta_present, beta_absent
    rates, goal = (alpha, beta_present, beta_absent, context), level(alpha, context)
    high = min(STRONGEST, 1.0 / max(beta_present, beta_absent))
    low = 1.0 / STRONGEST
    for _ in range(ROUNDS):
        factors = np.geomspace(low, high, TRIED)
        enough = np.flatnonzero(_reached(rule, factors, rates, wanted) >= goal)
        first = max(1, int(enough[0])) if len(enough) else TRIED - 1
        low, high = float(factors[first - 1]), float(factors[first])
    return min(1.0, beta_present * high), min(1.0, beta_absent * high)


def matched(rule: str, constants: Constants) -> dict[str, float]:
    """Return the learning rates with which a rule is as fast as Rescorla-Wagner.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    constants : Constants
        Saliences and learning rates of Rescorla-Wagner in the laboratory.

    Returns
    -------
    dict of str to float
        ``beta_present`` and ``beta_absent``.
    """
    present, absent = matched_betas(
        rule,
        constants.alpha,
        constants.beta_present,
        constants.beta_absent,
        constants.alpha * constants.context_salience,
    )
    return {"beta_present": present, "beta_absent": absent}


def learned_with(rule: str, constants: Constants) -> Constants:
    """Return the constants with which animals of a draw learn by a rule.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    constants : Constants
        Those of the draw.

    Returns
    -------
    Constants
        With the learning rates of :func:`matched`; the very same object for Rescorla-Wagner, for
        rules that do not learn, and where ``matched_speed`` is 0.
    """
    if not constants.matched_speed or rule == REFERENCE or not rules.load(rule).PLASTIC:
        return constants
    return replace(constants, **matched(rule, constants))


def speeds(names: Sequence[str] | None = None, constants: Constants | None = None) -> pd.DataFrame:
    """Return how fast each rule acquires, and where it ends.

    Parameters
    ----------
    names : sequence of str, optional
        Learning rules; all if none is given.
    constants : Constants, optional
        Saliences and learning rates of Rescorla-Wagner; the defaults if none are given.

    Returns
    -------
    DataFrame
        One row per rule: rule; factor of its learning rates; raw_half_life without it, half_life
        with it, in trials; asymptote of a cue in its context (infinite where it has none);
        largest_drive, of all units of one act together, before it saturates at execution, 1.
    """
    import pandas as pd

    given, rows = constants or Constants(), []
    context, units = given.alpha * given.context_salience, int(given.units_per_action)
    for rule in names or rules.names:
        raw = (given.beta_present, given.beta_absent)
        rates = matched_betas(rule, given.alpha, *raw, context)
        factor = rates[0] / raw[0] if raw[0] else 1.0
        raw_half = half_life(rule, given.alpha, *raw, context)
        half = half_life(rule, given.alpha, *rates, context)
        end = asymptote(rule, given.alpha, *rates, context)
        drive = units * asymptote(rule, given.alpha, *rates, context, units)
        rows.append((rule, factor, raw_half, half, end, drive))
    columns = ["rule", "factor", "raw_half_life", "half_life", "asymptote", "largest_drive"]
    return pd.DataFrame(rows, columns=columns)
