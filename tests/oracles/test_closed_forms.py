"""Closed forms of Rescorla-Wagner, through the engine's own rule."""

import math

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.rules import rescorla_wagner

TOLERANCE = 1e-10


def change(w, x, alpha, V, r, beta_present, beta_absent):
    """Return the change of a weight by the rule, its two parts put together."""
    shared = rescorla_wagner.error(V, r, beta_present, beta_absent, 0.0)
    return rescorla_wagner.change(w, x, alpha, V, r, shared, 0.0, beta_present, beta_absent)


def final(design, **options):
    """Return the weights on the first motor after ``design``, by cue."""
    table = ma.condition(design, **options)
    last = table[
        (table["trial"] == table["trial"].max()) & (table["motor"] == table["motor"].iloc[0])
    ]
    return last.set_index("cue")["weight"]


@pytest.mark.parametrize(("alpha", "beta", "n"), [(0.3, 0.1, 40), (1.0, 0.5, 3), (0.05, 0.9, 200)])
def test_acquisition_and_extinction(alpha, beta, n):
    course = ma.condition(
        [("A", "M", n), ("A", None, n)],
        alpha=alpha,
        beta_present=beta,
        beta_absent=beta / 2,
        context=0,
    )
    course = course[course["cue"] == "A"].set_index("trial")["weight"]
    trials = np.arange(n + 1)
    np.testing.assert_allclose(course.loc[:n], 1 - (1 - alpha * beta) ** trials, atol=TOLERANCE)
    np.testing.assert_allclose(
        course.loc[n:], course.loc[n] * (1 - alpha * beta / 2) ** trials, atol=TOLERANCE
    )


def test_overshadowing_and_blocking():
    found = final([("AB", "M", 20_000)], alpha={"A": 0.4, "B": 0.1}, context=0)
    assert found["A"] == pytest.approx(0.8, abs=TOLERANCE)
    assert found["B"] == pytest.approx(0.2, abs=TOLERANCE)
    found = final([("A", "M", 20_000), ("AB", "M", 500)], context=0)
    assert found["B"] == pytest.approx(0, abs=TOLERANCE)


def test_overexpectation_and_conditioned_inhibition():
    found = final([("A", "M", 20_000), ("B", "M", 20_000), ("AB", "M", 20_000)], context=0)
    assert found["A"] == pytest.approx(0.5, abs=TOLERANCE)
    assert found["B"] == pytest.approx(0.5, abs=TOLERANCE)
    found = final([[("A", "M", 20_000), ("AX", None, 20_000)]], beta_absent=0.1, context=0)
    assert found["A"] == pytest.approx(1, abs=1e-6)
    assert found["X"] == pytest.approx(-1, abs=1e-6)


def test_no_latent_inhibition_and_no_change_of_absent_cues():
    exposed = ma.condition([("A", None, 50), ("A", "M", 30)], context=0)
    plain = ma.condition([("A", "M", 30)], context=0)
    assert exposed["weight"].iloc[-2] == plain["weight"].iloc[-2] > 0
    kept = ma.condition([("A", "M", 30), ("B", "M", 30)], context=0)
    kept = kept[kept["cue"] == "A"].set_index("trial")["weight"]
    assert kept.loc[30] == kept.loc[60] > 0


def test_counter_training_crosses_where_it_should():
    rate, options = 0.3 * 0.1, {"alpha": 0.3, "beta_present": 0.1, "beta_absent": 0.1, "context": 0}
    course = ma.condition([("A", "M", 5_000), ("A", "N", 100)], **options)
    wide = (
        course[course["cue"] == "A"]
        .pivot(index="trial", columns="motor", values="weight")
        .loc[5_000:]
    )
    n = np.arange(101)
    np.testing.assert_allclose(wide["M"], (1 - rate) ** n, atol=TOLERANCE)
    np.testing.assert_allclose(wide["N"], 1 - (1 - rate) ** n, atol=TOLERANCE)
    crossing = math.log(2) / -math.log(1 - rate)
    assert int((wide["M"].to_numpy() > wide["N"].to_numpy()).sum()) == math.ceil(crossing)


def cells(a, b, c, d, beta_present, beta_absent, animals=4_000, trials=6_000, seed=1):
    """Return weights of S and context after random trials of four kinds, and their expectation.

    The weights are of shape (2, animals).
    """
    rng = np.random.default_rng(seed)
    total, alpha = a + b + c + d, np.array([[0.2], [0.1]])
    w, expected = np.zeros((2, animals)), np.zeros((2, 1))
    for _ in range(trials):
        cell = rng.choice(4, size=animals, p=np.array([a, b, c, d]) / total)
        x = np.stack([(cell < 2).astype(float), np.ones(animals)])
        w += change(
            w,
            x,
            alpha,
            (x * w).sum(axis=0),
            np.isin(cell, (0, 2)).astype(float),
            beta_present,
            beta_absent,
        )
        step = np.zeros((2, 1))
        for share, s, r in ((a, 1, 1), (b, 1, 0), (c, 0, 1), (d, 0, 0)):
            present = np.array([[s], [1.0]])
            step += (
                share
                / total
                * alpha
                * present
                * (
                    beta_present * r * (1 - present.T @ expected)
                    - beta_absent * (1 - r) * (present.T @ expected)
                )
            )
        expected = expected + step
    return w, expected[:, 0]


@pytest.mark.parametrize(
    ("betas", "table"),
    [
        ((0.1, 0.1), (30, 10, 10, 30)),
        ((0.1, 0.03), (30, 10, 10, 30)),
        ((0.1, 0.03), (20, 20, 20, 20)),
        ((0.1, 0.1), (10, 30, 30, 10)),
    ],
)
def test_contingency_mean_path_and_its_fixed_point(betas, table):
    a, b, c, d = table
    w, expected = cells(a, b, c, d, *betas)
    error = w.std(axis=1, ddof=1) / math.sqrt(w.shape[1])
    assert (abs(w.mean(axis=1) - expected) < 4 * error).all()
    b1, b0 = betas
    context = c * b1 / (c * b1 + d * b0)
    sight = a * b1 / (a * b1 + b * b0) - context
    assert expected == pytest.approx([sight, context], abs=2e-3)
    if b1 == b0:
        assert sight == pytest.approx(a / (a + b) - c / (c + d))


def test_stationary_variance_of_a_lone_cue():
    rng, eta, p, animals = np.random.default_rng(2), 0.3, 0.35, 40_000
    w = np.zeros((1, animals))
    for _ in range(200):
        w += change(w, 1.0, 1.0, w[0], (rng.random(animals) < p).astype(float), eta, eta)
    variance = eta * p * (1 - p) / (2 - eta)
    centred = (w[0] - p) ** 2
    assert abs(centred.mean() - variance) < 4 * centred.std() / math.sqrt(animals)
    assert abs(w.mean() - p) < 4 * math.sqrt(variance / animals)


def test_graded_outcomes_reach_the_stated_asymptote():
    """A fraction f of trials at r, the rest at 0: W* = f b1 r / (f b1 r + (1 - f r) b0)."""
    f, r, b1, b0, w = 0.4, 0.6, 0.1, 0.03, 0.0
    for _ in range(3_000):
        w += f * change(w, 1.0, 1.0, w, r, b1, b0) + (1 - f) * change(w, 1.0, 1.0, w, 0.0, b1, b0)
    assert w == pytest.approx(f * b1 * r / (f * b1 * r + (1 - f * r) * b0), abs=1e-6)
