"""Likelihood under Pagel's lambda, against the matrices written out."""

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.phylo_models import FALL, ML, REML, Profile, axes, plain
from mirror_abm.inference.phylo_tree import shared_history
from mirror_abm.profile.tree import tree

RNG = np.random.default_rng(3)
TREE = tree()
SHARED = shared_history(TREE, TREE.tips)
N = len(SHARED)
X = np.column_stack([np.ones(N), RNG.normal(size=N), RNG.normal(size=N)])
Y = np.linalg.cholesky(SHARED) @ RNG.normal(size=(N, 3)) + 3 * RNG.normal(size=(N, 3))


def written_out(lam, method, y):
    """Return the log likelihood, coefficients and errors by inverting V."""
    v = lam * SHARED
    v[np.diag_indices(N)] = np.diag(SHARED)
    inverse, k = np.linalg.inv(v), X.shape[1]
    information = X.T @ inverse @ X
    b = np.linalg.solve(information, X.T @ inverse @ y)
    squares = (y - X @ b) @ inverse @ (y - X @ b)
    free = N if method == ML else N - k
    height = -free / 2 * (np.log(2 * np.pi * squares / free) + 1) - np.linalg.slogdet(v)[1] / 2
    if method == REML:
        height -= np.linalg.slogdet(information)[1] / 2
    return height, b, np.sqrt(np.diag(np.linalg.inv(information)) * squares / (N - k))


@pytest.mark.parametrize("method", [ML, REML])
@pytest.mark.parametrize("lam", [0.0, 0.3, 0.97, 1.0])
def test_likelihood_and_estimates_are_those_of_the_matrices(lam, method):
    many = Profile(axes(SHARED), X[None], Y.T, method)
    fit = many.fit(lam)
    for at in range(3):
        height, b, errors = written_out(lam, method, Y[:, at])
        assert fit.log_likelihood[at] == pytest.approx(height, rel=1e-9)
        np.testing.assert_allclose(fit.estimates[at], b, rtol=1e-7)
        np.testing.assert_allclose(fit.errors[at], errors, rtol=1e-7)


@pytest.mark.parametrize("method", [ML, REML])
def test_the_best_lambda_is_no_lower_than_any_of_a_fine_grid(method):
    profile = Profile(axes(SHARED), X[None], Y.T, method)
    best = profile.best()
    grid = np.linspace(0, 1, 20_001)
    heights = profile(np.broadcast_to(grid, (3, len(grid))))
    assert (profile(best[:, None])[:, 0] >= heights.max(axis=1) - 1e-9).all()


def test_many_at_once_are_each_what_they_are_alone():
    on = axes(SHARED)
    together = Profile(on, X[None], Y.T).fit()
    for at in range(3):
        alone = Profile(on, X[None], Y[None, :, at]).fit()
        assert alone.lam[0] == pytest.approx(together.lam[at], abs=1e-9)
        np.testing.assert_allclose(alone.estimates[0], together.estimates[at], rtol=1e-7)


def test_the_interval_ends_where_the_profile_has_fallen_by_1_92_or_at_the_ends():
    y = np.linalg.cholesky(SHARED) @ RNG.normal(size=N)
    for trait in (*Y.T, y, RNG.normal(size=N)):
        profile = Profile(axes(SHARED), X[None, :, :1], trait[None])
        best = float(profile.best()[0])
        top = float(profile(np.array([[best]]))[0, 0])
        for end, bound in zip(profile.interval(best), (0.0, 1.0), strict=True):
            fallen = top - float(profile(np.array([[end]]))[0, 0])
            assert fallen == pytest.approx(FALL, abs=1e-6) or (end == bound and fallen <= FALL)


def test_on_axes_of_their_own_species_are_independent():
    fit = Profile(plain(N), X[None], Y.T).fit(0.0)
    wanted, *_ = np.linalg.lstsq(X, Y, rcond=None)
    np.testing.assert_allclose(fit.estimates, wanted.T, rtol=1e-9)


def test_a_regression_that_leaves_nothing_over_is_refused():
    with pytest.raises(InputError, match="fits every species exactly"):
        Profile(axes(SHARED), X[None], (X @ [1.0, 2.0, 3.0])[None])


def test_axes_and_fits_are_told_in_one_line():
    assert "\n" not in repr(axes(SHARED))
    assert "\n" not in repr(Profile(plain(N), X[None], Y.T).fit(0.0))
