"""The closed forms that learning rules satisfy: for every oracle that a rule names, its error.

``mirror-abm check`` prints what is computed here. Each check returns its greatest error and the
tolerance; the formula itself is written in the rule's file, under the same name. A closed form
holds at any salience: one much stronger than an animal's brings courses to their ends in fewer
trials.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..animal.pathway import Array
from ..base.errors import MirrorError
from ..base.shelf import rules
from .design import BETA_ABSENT, BETA_PRESENT, condition, learning_curve
from .enumeration import BETAS, contingency_table, expectation, one_trial

EXACT = 1e-10
ALPHA = 0.3  #: salience of a cue that is given none of its own
STEP = ALPHA * BETA_PRESENT  #: of a lone cue's way to the act, in one trial with it
STEP_BACK = ALPHA * BETA_ABSENT  #: of its way back, in one trial without it
ONE_BETA = (BETA_PRESENT, BETA_PRESENT)

Check = Callable[[str], tuple[float, float]]
_CHECKS: dict[tuple[str, str], Check] = {}


def _oracle(*where: str) -> Callable[[Check], Check]:
    """Register a check for ``"rule: oracle"`` pairs."""

    def keep(check: Check) -> Check:
        for pair in where:
            rule, name = pair.split(": ")
            _CHECKS[rule, name] = check
        return check

    return keep


def _curve(design: Sequence[object], rule: str, cue: str = "A", **options: Any) -> Array:
    """Return the learning curve of ``cue``, without a context unless one is given."""
    return learning_curve(design, rule, cue, **({"alpha": ALPHA, "context": 0.0} | options))


def _last(design: Sequence[object], rule: str, cue: str = "A", **options: Any) -> float:
    """Return the weight of ``cue`` at the end of a design."""
    return float(_curve(design, rule, cue, **options)[-1])


@_oracle("none: no change")
def _no_change(rule: str) -> tuple[float, float]:
    """Train A+, then A-: nothing changes."""
    return float(np.abs(_curve([("A", "M", 20), ("A", None, 20)], rule, context=ALPHA)).max()), 0.0


@_oracle("rescorla_wagner: acquisition", "separable_error: acquisition", "oja: acquisition")
def _acquisition(rule: str) -> tuple[float, float]:
    """Train A+: each trial covers the same share of what is left."""
    n = np.arange(201)
    return float(np.abs(_curve([("A", "M", 200)], rule) - (1 - (1 - STEP) ** n)).max()), EXACT


@_oracle("rescorla_wagner: extinction", "separable_error: extinction")
def _extinction(rule: str) -> tuple[float, float]:
    """Train A+, then A-: each trial takes the same share of what is there."""
    curve = _curve([("A", "M", 100), ("A", None, 200)], rule)[100:]
    return float(np.abs(curve - curve[0] * (1 - STEP_BACK) ** np.arange(201)).max()), EXACT


@_oracle("rescorla_wagner: overshadowing")
def _overshadowing(rule: str) -> tuple[float, float]:
    """Train AB+: the cues share the act by their salience."""
    salience = {"A": 0.4, "B": 0.2}
    return abs(_last([("AB", "M", 2000)], rule, alpha=salience) - 0.4 / 0.6), EXACT


@_oracle("rescorla_wagner: blocking")
def _blocking(rule: str) -> tuple[float, float]:
    """Train A+, then AB+: nothing is left for B."""
    return abs(_last([("A", "M", 2000), ("AB", "M", 200)], rule, "B")), EXACT


@_oracle("rescorla_wagner: overexpectation")
def _overexpectation(rule: str) -> tuple[float, float]:
    """Train A+ and B+, then AB+: each cue keeps half."""
    design = [[("A", "M", 1500), ("B", "M", 1500)], ("AB", "M", 1500)]
    return max(abs(_last(design, rule, cue) - 0.5) for cue in "AB"), EXACT


@_oracle("rescorla_wagner: conditioned inhibition")
def _inhibition(rule: str) -> tuple[float, float]:
    """Train A+ and AX-: X ends at -1."""
    return abs(_last([[("A", "M", 12000), ("AX", None, 12000)]], rule, "X") + 1), 1e-6


@_oracle("rescorla_wagner: contingency")
def _equal_betas(rule: str) -> tuple[float, float]:
    """Start at V_S = P(M | S) - P(M | not S), V_ctx = P(M | not S): no change on average."""
    at = np.array([0.8 - 0.3, 0.3])
    table = contingency_table(0.8, 0.3)
    mean, _ = expectation(rules.load(rule), at, table, 1, ALPHA, ONE_BETA)
    return float(np.abs(mean - at).max()), EXACT


@_oracle("rescorla_wagner: contingency, unequal betas")
def _unequal_betas(rule: str) -> tuple[float, float]:
    """Start at the fixed point for unequal learning rates: no change on average."""
    a, b, c, d = 0.4, 0.1, 0.15, 0.35
    b1, b0 = BETAS
    context = c * b1 / (c * b1 + d * b0)
    at = np.array([a * b1 / (a * b1 + b * b0) - context, context])
    mean, _ = expectation(rules.load(rule), at, contingency_table(0.8, 0.3), 1, ALPHA)
    return float(np.abs(mean - at).max()), EXACT


@_oracle("rescorla_wagner: mean path")
def _mean_path(rule: str) -> tuple[float, float]:
    """Compare the expected weights with the powers of the linear recursion."""
    trials, eta, start, count = contingency_table(0.7, 0.2), STEP, np.array([0.1, -0.2]), 5
    matrix = sum(chance * np.outer(x, x) for chance, x, _ in trials)
    target = np.linalg.solve(matrix, sum(chance * r * np.array(x) for chance, x, r in trials))
    path = target + np.linalg.matrix_power(np.eye(2) - eta * matrix, count) @ (start - target)
    mean, _ = expectation(rules.load(rule), start, trials, count, ALPHA, ONE_BETA)
    return float(np.abs(mean - path).max()), EXACT


@_oracle("rescorla_wagner: stationary variance", "separable_error: stationary variance")
def _variance(rule: str) -> tuple[float, float]:
    """Compare the variance of a lone cue under partial reinforcement."""
    eta, p, count = 0.6, 0.3, 10
    _, variance = expectation(
        rules.load(rule),
        np.zeros(1),
        [(p, (1.0,), 1.0), (1 - p, (1.0,), 0.0)],
        count,
        1.0,
        (eta, eta),
    )
    stationary = eta * p * (1 - p) / (2 - eta)
    return abs(float(variance[0]) - stationary * (1 - (1 - eta) ** (2 * count))), EXACT


@_oracle("rescorla_wagner: counter-training")
def _counter_training(rule: str) -> tuple[float, float]:
    """Train A with M, then A with N: one falls as the other rises."""
    table = condition(
        [("A", "M", 3000), ("A", "N", 60)],
        rule,
        alpha=ALPHA,
        beta_present=BETA_PRESENT,
        beta_absent=BETA_PRESENT,
        context=0.0,
    )
    wide = table[(table["cue"] == "A") & (table["trial"] >= 3000)].pivot_table(
        index="trial", columns="motor", values="weight"
    )
    n = np.arange(61)
    error = max(
        np.abs(wide["M"] - (1 - STEP) ** n).max(), np.abs(wide["N"] - (1 - (1 - STEP) ** n)).max()
    )
    crossing = np.argmax((wide["N"] > wide["M"]).to_numpy())
    return float(error) + float(crossing != np.ceil(np.log(2) / -np.log(1 - STEP))), EXACT


@_oracle("hebbian: co-occurrence")
def _co_occurrence(rule: str) -> tuple[float, float]:
    """Count coincidences, whatever else happens, up to the bound and not beyond it."""
    step, error = ALPHA * BETA_PRESENT, 0.0
    clipped = math.floor(1 / step) + 4
    for pairings in (9, clipped):
        count = _last([[("A", "M", pairings), ("A", None, 50), ("B", "M", 20)]], rule)
        error = max(error, abs(count - min(1.0, pairings * step)))
    return error, EXACT


@_oracle("oja: conditional probability")
def _conditional(rule: str) -> tuple[float, float]:
    """Show the cue on some trials, the act on all: compare the expected weight."""
    p, count = 0.35, 9
    mean, _ = expectation(
        rules.load(rule), np.zeros(1), [(p, (1.0,), 1.0), (1 - p, (0.0,), 1.0)], count, ALPHA
    )
    return abs(float(mean[0]) - p * (1 - (1 - STEP) ** count)), EXACT


@_oracle("oja: principal component")
def _principal(rule: str) -> tuple[float, float]:
    """Show patterns alone, in ever smaller steps: the first principal component."""
    module = rules.load(rule)
    patterns = np.array([[1.0, 0.8, 0.0], [1.0, 0.0, 0.3], [0.2, 0.5, 0.9], [0.0, 0.4, 0.0]])
    first = np.linalg.eigh(patterns.T @ patterns)[1][:, -1]
    weights = np.full(3, 0.3)
    for alpha in (0.05, 0.01, 0.002):  # ever smaller steps
        for number in range(4000):
            weights = one_trial(module, weights, patterns[number % 4], 0.0, alpha=alpha)
    return float(np.abs(weights - first * np.sign(first[0])).max()), 3e-3


@_oracle("covariance: running average")
def _running_average(rule: str) -> tuple[float, float]:
    """Follow the running average of an act that is always done."""
    module, average, errors = rules.load(rule), np.zeros(1), []
    for n in range(1, 60):
        one_trial(module, np.zeros(1), [1.0], 1.0, average=average)
        errors.append(abs(float(average[0]) - (1 - (1 - vars(module)["RATE"]) ** n)))
    return max(errors), EXACT


@_oracle("covariance: covariance")
def _covariance(rule: str) -> tuple[float, float]:
    """Compare the expected change with the covariance of cue and act."""
    module = rules.load(rule)
    trials = [(0.4, 1.0, 1.0), (0.2, 1.0, 0.0), (0.1, 0.0, 1.0), (0.3, 0.0, 0.0)]
    mean_x, mean_r = 0.6, 0.5
    covariance = sum(chance * x * r for chance, x, r in trials) - mean_x * mean_r
    start, moved = np.array([0.2]), 0.0
    for chance, x, r in trials:
        after = one_trial(module, start, [x], r, ALPHA, average=np.array([mean_r]))
        moved += chance * float(after[0] - 0.2)
    return abs(moved - STEP * covariance), EXACT


@_oracle("separable_error: partial reinforcement")
def _partial_reinforcement(rule: str) -> tuple[float, float]:
    """Start at the fixed point of partial reinforcement: no change on average."""
    f, (b1, b0) = 0.4, BETAS
    at = np.array([f * b1 / (f * b1 + (1 - f) * b0)])
    mean, _ = expectation(rules.load(rule), at, [(f, (1.0,), 1.0), (1 - f, (1.0,), 0.0)], 1, ALPHA)
    return abs(float(mean[0] - at[0])), EXACT


@_oracle("mackintosh: acquisition")
def _mackintosh(rule: str) -> tuple[float, float]:
    """Train A+: weight and associability follow their joint recursion."""
    module, weight, able = rules.load(rule), 0.0, 0.5
    path = [0.0]
    for _ in range(120):
        before = weight
        weight += ALPHA * able * BETA_PRESENT * (1 - before)
        able = min(1.0, able + vars(module)["RATE"] * before)
        path.append(weight)
    return float(np.abs(_curve([("A", "M", 120)], rule) - path).max()), EXACT


@_oracle("mackintosh: associability")
def _poor_predictor(rule: str) -> tuple[float, float]:
    """Train a cue beside a perfect predictor: its associability falls to its floor."""
    module, able = rules.load(rule), np.array([[1.0], [0.5]])
    weights = np.array([1.0, 0.0])
    for _ in range(40):
        one_trial(module, weights, [1.0, 1.0], 1.0, ability=able)
    return abs(float(able[1, 0]) - vars(module)["LOW"]), EXACT


@_oracle("pearce_hall: acquisition")
def _pearce_hall(rule: str) -> tuple[float, float]:
    """Train A+: weight and associability follow the powers of their matrix."""
    rate = vars(rules.load(rule))["RATE"]
    matrix = np.array([[1.0, STEP, 0.0], [-rate, 1 - rate, rate], [0.0, 0.0, 1.0]])
    state, path = np.array([0.0, 1.0, 1.0]), [0.0]
    for _ in range(60):
        state = matrix @ state
        path.append(state[0])
    below = np.array(path) < 1
    return float(np.abs(_curve([("A", "M", 60)], rule) - path)[below].max()), EXACT


@_oracle("pearce_hall: latent inhibition")
def _latent(rule: str) -> tuple[float, float]:
    """Expose a cue alone: its associability decays."""
    module, able = rules.load(rule), np.ones((1, 1))
    for _ in range(30):
        one_trial(module, np.zeros(1), [1.0], 0.0, ability=able)
    return abs(float(able[0, 0]) - (1 - vars(module)["RATE"]) ** 30), EXACT


def oracles(names: Iterable[str] | None = None) -> pd.DataFrame:
    """Compute every closed form that learning rules say they satisfy.

    Parameters
    ----------
    names : iterable of str, optional
        Learning rules; all if none is given.

    Returns
    -------
    DataFrame
        One row per rule and oracle: rule, oracle, formula, error, tolerance, holds.

    Raises
    ------
    MirrorError
        For an oracle that neither the ``COURSES`` of its rule nor anything here computes.
    """
    rows = []
    for rule in names or rules.names:
        for name, formula in rules.load(rule).ORACLES.items():
            error, tolerance = _error(rule, name)
            rows.append((rule, name, formula, error, tolerance, error <= tolerance))
    return pd.DataFrame(rows, columns=["rule", "oracle", "formula", "error", "tolerance", "holds"])


def _error(rule: str, oracle: str) -> tuple[float, float]:
    """Return the greatest error of an oracle, and its tolerance."""
    if (rule, oracle) in _CHECKS:
        return _CHECKS[rule, oracle](rule)
    courses, where = rules.load(rule).COURSES, f"mirror_abm/rules/{rule}.py ORACLES"
    if oracle not in courses:
        raise MirrorError(f"{where} {oracle!r}: nothing computes it: add its course to COURSES.")
    design, form = courses[oracle]
    weights = _curve(design, rule)
    promised = form(np.arange(len(weights)), ALPHA, BETA_PRESENT, BETA_ABSENT)
    return float(np.abs(weights - promised).max()), EXACT
