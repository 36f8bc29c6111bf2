"""The closed forms that learning rules satisfy, computed: for every oracle that a rule names, its error.

Expectations over random trials are not sampled: all sequences of a few trials are gone through, each weighted by its chance,
so the error is that of the arithmetic. ``mirror-abm check`` prints what stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from types import ModuleType

import numpy as np
import pandas as pd

from ..animal.learning import apply
from ..animal.pathway import Array, Cues, Pathway
from ..base.shelf import rules
from .design import condition

EXACT = 1e-10
A, B1, B0 = (
    0.3,
    0.1,
    0.03,
)  #: salience and rates at which closed forms are computed, as the global constants have them

Check = Callable[[str], tuple[float, float]]
_CHECKS: dict[tuple[str, str], Check] = {}


def _oracle(*where: str) -> Callable[[Check], Check]:
    """Register a check for ``"rule: oracle"`` pairs; it returns the greatest error and its tolerance."""

    def keep(check: Check) -> Check:
        for pair in where:
            rule, name = pair.split(": ")
            _CHECKS[rule, name] = check
        return check

    return keep


def final(
    design: Sequence[object], rule: str, cue: str = "A", **options: float | dict[str, float]
) -> float:
    """Return the weight of ``cue`` on M after a design without context, unless ``context`` is given."""
    settings: dict[str, object] = {
        "alpha": A,
        "beta_present": B1,
        "beta_absent": B0,
        "context": 0.0,
    }
    table = condition(design, rule, **(settings | options))  # type: ignore[arg-type]
    return float(table[(table["cue"] == cue) & (table["motor"] == "M")]["weight"].iloc[-1])


def settle(
    rule: ModuleType,
    weights: Array,
    x: Sequence[float],
    r: float,
    alpha: float = A,
    betas: tuple[float, float] = (B1, B0),
    ability: Array | None = None,
    average: Array | None = None,
) -> Array:
    """Return (cues,) the weights after one trial with strengths ``x`` and outcome ``r``; the state is changed in place."""
    w, strength = np.array(weights, dtype=float)[:, None], np.array(x, dtype=float)
    index = np.arange(len(w)) if rule.ABSENT else np.flatnonzero(strength)
    able = np.full(w.shape, rule.ASSOCIABILITY or 0.0) if ability is None else ability
    mean = np.full(1, rule.AVERAGE or 0.0) if average is None else average
    apply(
        rule,
        Pathway(w, np.ones(w.shape), able, mean, np.zeros((1, 1))),
        Cues(index, strength[index, None], np.full((len(index), 1), alpha)),
        np.array([r]),
        *betas,
    )
    return w[:, 0]


Trial = tuple[float, tuple[float, ...], float]  #: chance, strengths, outcome


def expectation(
    rule: ModuleType,
    start: Array,
    trials: Iterable[Trial],
    count: int,
    alpha: float = A,
    betas: tuple[float, float] = (B1, B0),
) -> tuple[Array, Array]:
    """Return mean and variance of the weights after ``count`` independent trials, over all sequences of them."""
    first, second, kinds = np.zeros(len(start)), np.zeros(len(start)), list(trials)
    for sequence in product(kinds, repeat=count):
        chance, weights = 1.0, np.array(start, dtype=float)
        for each, x, r in sequence:
            chance *= each
            weights = settle(rule, weights, x, r, alpha, betas)
        first += chance * weights
        second += chance * weights**2
    return first, second - first**2


def _course(design: Sequence[object], rule: str, **options: float) -> Array:
    settings = {"alpha": A, "beta_present": B1, "beta_absent": B0, "context": 0.0} | options
    table = condition(design, rule, **settings)
    return table[table["cue"] == "A"]["weight"].to_numpy()


@_oracle("none: no change")
def _no_change(rule: str) -> tuple[float, float]:
    return float(np.abs(_course([("A", "M", 20), ("A", None, 20)], rule, context=0.09)).max()), 0.0


@_oracle("rescorla_wagner: acquisition", "separable_error: acquisition", "oja: acquisition")
def _acquisition(rule: str) -> tuple[float, float]:
    n = np.arange(201)
    return float(np.abs(_course([("A", "M", 200)], rule) - (1 - (1 - A * B1) ** n)).max()), EXACT


@_oracle("rescorla_wagner: extinction", "separable_error: extinction")
def _extinction(rule: str) -> tuple[float, float]:
    course = _course([("A", "M", 100), ("A", None, 200)], rule)[100:]
    return float(np.abs(course - course[0] * (1 - A * B0) ** np.arange(201)).max()), EXACT


@_oracle("rescorla_wagner: overshadowing")
def _overshadowing(rule: str) -> tuple[float, float]:
    salience = {"A": 0.4, "B": 0.2}
    return abs(final([("AB", "M", 2000)], rule, alpha=salience) - 0.4 / 0.6), EXACT


@_oracle("rescorla_wagner: blocking")
def _blocking(rule: str) -> tuple[float, float]:
    return abs(final([("A", "M", 2000), ("AB", "M", 200)], rule, "B")), EXACT


@_oracle("rescorla_wagner: overexpectation")
def _overexpectation(rule: str) -> tuple[float, float]:
    design = [[("A", "M", 1500), ("B", "M", 1500)], ("AB", "M", 1500)]
    return max(abs(final(design, rule, cue) - 0.5) for cue in "AB"), EXACT


@_oracle("rescorla_wagner: conditioned inhibition")
def _inhibition(rule: str) -> tuple[float, float]:
    return abs(final([[("A", "M", 12000), ("AX", None, 12000)]], rule, "X") + 1), 1e-6


def _cells(p_s: float, p_no: float) -> list[Trial]:
    """Return trials half with S (and the context, the second cue), with these chances of the act."""
    return [
        (0.5 * p_s, (1.0, 1.0), 1.0),
        (0.5 * (1 - p_s), (1.0, 1.0), 0.0),
        (0.5 * p_no, (0.0, 1.0), 1.0),
        (0.5 * (1 - p_no), (0.0, 1.0), 0.0),
    ]


@_oracle("rescorla_wagner: contingency")
def _contingency(rule: str) -> tuple[float, float]:
    module = rules.load(rule)
    at = np.array(
        [0.8 - 0.3, 0.3]
    )  # V_S = P(M | S) - P(M | not S), the context P(M | not S): no mean change from there
    mean, _ = expectation(module, at, _cells(0.8, 0.3), 1, betas=(B1, B1))
    return float(np.abs(mean - at).max()), EXACT


@_oracle("rescorla_wagner: contingency, unequal betas")
def _contingency_unequal(rule: str) -> tuple[float, float]:
    a, b, c, d = 0.4, 0.1, 0.15, 0.35
    context = c * B1 / (c * B1 + d * B0)
    at = np.array([a * B1 / (a * B1 + b * B0) - context, context])
    mean, _ = expectation(rules.load(rule), at, _cells(0.8, 0.3), 1)
    return float(np.abs(mean - at).max()), EXACT


@_oracle("rescorla_wagner: mean path")
def _mean_path(rule: str) -> tuple[float, float]:
    trials, eta, start, count = _cells(0.7, 0.2), A * B1, np.array([0.1, -0.2]), 5
    matrix = sum(chance * np.outer(x, x) for chance, x, _ in trials)
    target = np.linalg.solve(matrix, sum(chance * r * np.array(x) for chance, x, r in trials))
    path = target + np.linalg.matrix_power(np.eye(2) - eta * matrix, count) @ (start - target)
    mean, _ = expectation(rules.load(rule), start, trials, count, betas=(B1, B1))
    return float(np.abs(mean - path).max()), EXACT


@_oracle("rescorla_wagner: stationary variance", "separable_error: stationary variance")
def _variance(rule: str) -> tuple[float, float]:
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
    step = A * B1
    table = condition(
        [("A", "M", 3000), ("A", "N", 60)],
        rule,
        alpha=A,
        beta_present=B1,
        beta_absent=B1,
        context=0.0,
    )
    wide = table[(table["cue"] == "A") & (table["trial"] >= 3000)].pivot_table(
        index="trial", columns="motor", values="weight"
    )
    n = np.arange(61)
    error = max(
        np.abs(wide["M"] - (1 - step) ** n).max(), np.abs(wide["N"] - (1 - (1 - step) ** n)).max()
    )
    crossing = np.argmax((wide["N"] > wide["M"]).to_numpy())
    return float(error) + float(crossing != np.ceil(np.log(2) / -np.log(1 - step))), EXACT


@_oracle("hebbian: co-occurrence")
def _co_occurrence(rule: str) -> tuple[float, float]:
    count = final([[("A", "M", 37), ("A", None, 50), ("B", "M", 20)]], rule)
    return abs(count - 37 * A * B1), EXACT


@_oracle("oja: conditional probability")
def _conditional(rule: str) -> tuple[float, float]:
    p, count = 0.35, 9
    mean, _ = expectation(
        rules.load(rule), np.zeros(1), [(p, (1.0,), 1.0), (1 - p, (0.0,), 1.0)], count
    )
    return abs(float(mean[0]) - p * (1 - (1 - A * B1) ** count)), EXACT


@_oracle("oja: principal component")
def _principal(rule: str) -> tuple[float, float]:
    module, patterns = (
        rules.load(rule),
        np.array([[1.0, 0.8, 0.0], [1.0, 0.0, 0.3], [0.2, 0.5, 0.9], [0.0, 0.4, 0.0]]),
    )
    first = np.linalg.eigh(patterns.T @ patterns)[1][:, -1]
    weights = np.full(3, 0.3)
    for alpha in (0.05, 0.01, 0.002):  # ever smaller steps
        for number in range(4000):
            weights = settle(module, weights, patterns[number % 4], 0.0, alpha=alpha)
    return float(np.abs(weights - first * np.sign(first[0])).max()), 3e-3


@_oracle("covariance: running average")
def _running_average(rule: str) -> tuple[float, float]:
    module, average, errors = rules.load(rule), np.zeros(1), []
    for n in range(1, 60):
        settle(module, np.zeros(1), [1.0], 1.0, average=average)
        errors.append(abs(float(average[0]) - (1 - (1 - module.RATE) ** n)))
    return max(errors), EXACT


@_oracle("covariance: covariance")
def _covariance(rule: str) -> tuple[float, float]:
    module, trials = (
        rules.load(rule),
        [(0.4, 1.0, 1.0), (0.2, 1.0, 0.0), (0.1, 0.0, 1.0), (0.3, 0.0, 0.0)],
    )
    mean_x, mean_r = 0.6, 0.5
    covariance = sum(chance * x * r for chance, x, r in trials) - mean_x * mean_r
    moved = sum(
        chance * float(settle(module, np.array([0.2]), [x], r, average=np.array([mean_r]))[0] - 0.2)
        for chance, x, r in trials
    )
    return abs(moved - A * B1 * covariance), EXACT


@_oracle("separable_error: partial reinforcement")
def _partial(rule: str) -> tuple[float, float]:
    f = 0.4
    at = np.array([f * B1 / (f * B1 + (1 - f) * B0)])
    mean, _ = expectation(rules.load(rule), at, [(f, (1.0,), 1.0), (1 - f, (1.0,), 0.0)], 1)
    return abs(float(mean[0] - at[0])), EXACT


@_oracle("mackintosh: acquisition")
def _mackintosh(rule: str) -> tuple[float, float]:
    module, weight, able = rules.load(rule), 0.0, 0.5
    path = [0.0]
    for _ in range(120):
        weight, able = weight + A * able * B1 * (1 - weight), min(1.0, able + module.RATE * weight)
        path.append(weight)
    return float(np.abs(_course([("A", "M", 120)], rule) - path).max()), EXACT


@_oracle("mackintosh: associability")
def _poor_predictor(rule: str) -> tuple[float, float]:
    module, able = rules.load(rule), np.array([[1.0], [0.5]])
    weights = np.array([1.0, 0.0])
    for _ in range(40):
        settle(module, weights, [1.0, 1.0], 1.0, ability=able)
    return abs(float(able[1, 0]) - module.LOW), EXACT


@_oracle("pearce_hall: acquisition")
def _pearce_hall(rule: str) -> tuple[float, float]:
    rate = rules.load(rule).RATE
    matrix = np.array([[1.0, A * B1, 0.0], [-rate, 1 - rate, rate], [0.0, 0.0, 1.0]])
    state, path = np.array([0.0, 1.0, 1.0]), [0.0]
    for _ in range(60):
        state = matrix @ state
        path.append(state[0])
    below = np.array(path) < 1
    return float(np.abs(_course([("A", "M", 60)], rule) - path)[below].max()), EXACT


@_oracle("pearce_hall: latent inhibition")
def _latent(rule: str) -> tuple[float, float]:
    module, able = rules.load(rule), np.ones((1, 1))
    for _ in range(30):
        settle(module, np.zeros(1), [1.0], 0.0, ability=able)
    return abs(float(able[0, 0]) - (1 - module.RATE) ** 30), EXACT


def check(names: Iterable[str] | None = None) -> pd.DataFrame:
    """Return every oracle of the rules: rule, oracle, formula, error, tolerance, holds.

    Raises ``KeyError`` for an oracle that a rule names and nothing here computes.
    """
    rows = []
    for rule in names or rules.names:
        for name, formula in rules.load(rule).ORACLES.items():
            error, tolerance = _CHECKS[rule, name](rule)
            rows.append((rule, name, formula, error, tolerance, error <= tolerance))
    return pd.DataFrame(rows, columns=["rule", "oracle", "formula", "error", "tolerance", "holds"])
