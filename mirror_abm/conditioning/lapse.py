"""How far life can be compressed under a rule before something else is learned.

A time-lapse lives a k-th of the trials at k times the salience. Under a rule that is linear in its
weights the expected state follows the product of salience and trials, to first order; under others
it need not, for associabilities and running averages count trials at a pace of their own. So the
limit of each rule is measured. Animals that live a world at one salience are compared with others
that live it at a third of it, for as much salience times trials; the difference of their mirror
indices (the weight of the sight of the unit's own act minus that of another) is the error, the
largest over the course. To first order the smaller salience is wrong by a third as much, so that
the error against a life without any lapse is 3/2 of that difference.

The world is assumed, and the same for all rules: in one trial of five the animal sees the unit's
act, and does it in 40% of these; in one it sees another act, and does the unit's in 10%; in one it
sees nothing, and does the unit's in 20%; two are quiet. Under a rule for which the intertrial
interval does nothing, quiet trials do nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from ..animal.constants import Constants
from ..animal.pathway import Array, Flags
from ..base.checks import finite
from ..base.errors import InputError
from ..base.items import Rule
from ..base.seeds import stream
from ..base.shelf import rules
from .acquisition_rate import learned_with

TOLERANCE = 0.01  #: of the mirror index
HIGHEST, STEP, RUNGS = 0.3, 3.0, 4  #: the largest salience tried, the ratio of one to the next
DOSES = (5.0, 20.0, 80.0)  #: salience x trials after which animals are compared
ANIMALS, FEWEST = 12_000, 64  #: animals per unit of salience, with which the noise grows
BLOCK = 200  #: trials drawn at once
SEED = 20  #: the same worlds whenever it is measured
#: chances of the kinds of trial: own act seen, another seen, nothing seen, quiet
KINDS = (0.2, 0.2, 0.2, 0.4)
QUIET = 3  #: the last kind
#: strengths of the two sights and the context in each kind of trial; P(the unit's act) in it
X = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]])
DONE = np.array([0.4, 0.1, 0.2, 0.0])


class _Animals:
    """Animals that live independent random trials, each with one motor unit and three cues."""

    def __init__(self, rule: Rule, constants: Constants, alpha: float, count: int) -> None:
        self.rule, self.constants = rule, constants
        context = alpha * constants.context_salience * rule.CONTEXT
        self.alpha = np.array([[alpha], [alpha], [context]])
        self.weights = np.zeros((3, count))
        self.able = np.full((3, count), rule.ASSOCIABILITY or 0.0)
        self.mean = np.full(count, rule.AVERAGE or 0.0)

    def settle(self, x: Array, r: Array, active: Flags) -> None:
        """Learn from a trial: strengths (3, N), outcomes (N,), whether it is one at all (N,)."""
        rule, w, a, alpha, mean = self.rule, self.weights, self.able, self.alpha, self.mean
        betas = self.constants.beta_present, self.constants.beta_absent
        V = (x * w).sum(axis=0)
        shared = rule.error(V, r, *betas, mean)
        change = rule.change(w, x, alpha, V, r, shared, a, *betas)
        taught = active if rule.ABSENT else active & (x > 0)
        if rule.ASSOCIABILITY is not None:
            self.able = np.where(taught, rule.associability(a, w, x, alpha, V, r, shared), a)
        if rule.AVERAGE is not None:
            self.mean = np.where(active, rule.average(mean, V, r), mean)
        w += np.where(taught, change, 0.0)
        if rule.BOUNDED:
            bound = self.constants.weight_bound
            np.clip(w, -bound, bound, out=w)

    def live(self, trials: int, rng: np.random.Generator) -> None:
        """Live random trials of the world."""
        count, chances = self.weights.shape[1], np.cumsum(KINDS)[:-1]
        for first in range(0, trials, BLOCK):
            drawn = rng.random((2, min(BLOCK, trials - first), count))
            kinds = np.searchsorted(chances, drawn[0], side="right")
            done = (drawn[1] < DONE[kinds]).astype(float)
            active = (kinds != QUIET) | (self.rule.QUIET != "nothing")
            for trial, kind in enumerate(kinds):
                self.settle(X[:, kind], done[trial], active[trial])


@lru_cache(maxsize=512)
def _courses(rule: str, constants: Constants, alpha: float) -> tuple[Array, Array]:
    """Return mirror indices at the doses, and their standard errors, at a salience in life."""
    count = max(FEWEST, round(ANIMALS * alpha))
    animals = _Animals(rules.load(rule), constants, alpha, count)
    rng, lived, found = stream(SEED, "time-lapse", f"{alpha:.6g}"), 0, []
    for dose in DOSES:
        until = round(dose / alpha)
        animals.live(until - lived, rng)
        lived = until
        found.append(animals.weights[0] - animals.weights[1])
    indices = np.array(found)
    return indices.mean(axis=1), indices.std(axis=1) / np.sqrt(count)


def lapse_errors(
    rule: str, constants: Constants | None = None, tolerance: float = TOLERANCE
) -> pd.DataFrame:
    """Return how wrong the mirror index is at ever smaller saliences of a time-lapse.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    constants : Constants, optional
        Those of the draw, with the salience of the laboratory; the defaults if none are given.
    tolerance : float
        The error of the mirror index at which the ladder ends.

    Returns
    -------
    DataFrame
        From large to small: salience (k s alpha), error, se (its standard error); at most four.
    """
    learned = learned_with(rule, constants or Constants())
    rows = []
    for rung in range(RUNGS):
        alpha = HIGHEST / STEP**rung
        (high, high_se), (low, low_se) = (
            _courses(rule, learned, each) for each in (alpha, alpha / STEP)
        )
        apart, se = np.abs(high - low), np.hypot(high_se, low_se)
        worst, scale = int(apart.argmax()), STEP / (STEP - 1)
        rows.append((alpha, scale * apart[worst], scale * se[worst]))
        if rows[-1][1] <= tolerance:
            break
    return pd.DataFrame(rows, columns=["salience", "error", "se"])


@lru_cache(maxsize=512)
def _limit(rule: str, constants: Constants, tolerance: float) -> float:
    """Return the limit of a rule, measured once."""
    found = lapse_errors(rule, constants, tolerance)
    saliences, errors = found["salience"].to_numpy(), found["error"].to_numpy()
    within = np.flatnonzero(errors <= tolerance)
    if not len(within):  # to first order
        return float(saliences[-1] * tolerance / errors[-1])
    rung = int(within[0])
    if rung == 0:
        return HIGHEST
    above, below = errors[rung - 1], max(errors[rung], 1e-12)
    part = np.log(tolerance / below) / np.log(above / below)
    return float(saliences[rung] * STEP**part)


def lapse_limit(
    rule: str, constants: Constants | None = None, tolerance: float = TOLERANCE
) -> float:
    """Return the largest salience of a time-lapse that keeps the mirror index right.

    Parameters
    ----------
    rule : str
        Name of a learning rule.
    constants : Constants, optional
        Those of the draw, with the salience of the laboratory, at which the speed of the rule is
        matched; the defaults if none are given.
    tolerance : float
        The largest error of the mirror index.

    Returns
    -------
    float
        The largest k s alpha, of all that are tried at most 0.3, at which the error is as large:
        straight between the rungs of :func:`lapse_errors` in logarithms, and in proportion to the
        salience below the last. The same number whenever it is asked for.

    Raises
    ------
    InputError
        For an unknown rule, or a tolerance that is no positive number.
    """
    if not finite("tolerance", tolerance) > 0:
        raise InputError(f"tolerance = {tolerance!r}: must be above 0.")
    return _limit(rule, constants or Constants(), float(tolerance))


def limits(names: Sequence[str] | None = None, constants: Constants | None = None) -> pd.DataFrame:
    """Return the limit of the time-lapse of each rule.

    Parameters
    ----------
    names : sequence of str, optional
        Learning rules; all if none is given.
    constants : Constants, optional
        As for :func:`lapse_limit`.

    Returns
    -------
    DataFrame
        One row per rule: rule; lapse_limit, the largest k s alpha; lapse_se, the standard error of
        the mirror index's error at the rung below it.
    """
    rows = []
    for rule in names or rules.names:
        limit, found = lapse_limit(rule, constants), lapse_errors(rule, constants)
        under = found[found["salience"] <= limit]
        rows.append((rule, limit, float((under if len(under) else found.tail(1))["se"].iloc[0])))
    return pd.DataFrame(rows, columns=["rule", "lapse_limit", "lapse_se"])
