"""Signal of traits, over one tree and over many; numbers of R are compared in test_phylo."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference import phylo_signal
from mirror_abm.inference.phylo_signal import blomberg_k, pagels_lambda
from mirror_abm.inference.phylo_tree import shared_history
from mirror_abm.profile.tree import tree

TIPS = tree().tips
ROOT = np.linalg.cholesky(shared_history(tree(), TIPS))
RNG = np.random.default_rng(5)
BROWNIAN = dict(zip(TIPS, ROOT @ RNG.normal(size=len(TIPS)), strict=True))
NOISE = dict(zip(TIPS, RNG.normal(size=len(TIPS)), strict=True))
TABLE = pd.DataFrame({"species": TIPS, "brownian": BROWNIAN.values(), "noise": NOISE.values()})


def test_what_follows_descent_has_a_signal_and_noise_has_none():
    found = pagels_lambda(TABLE).set_index("trait")
    assert found["lambda"]["brownian"] > 0.99
    assert found["p_0"]["brownian"] < 1e-6
    assert found["lambda"]["noise"] < 0.3
    assert found["p_0"]["noise"] > 0.05
    k = blomberg_k(TABLE, permutations=499).set_index("trait")
    assert k["K"]["brownian"] > 10 * k["K"]["noise"]
    assert k["p"]["brownian"] == pytest.approx(1 / 500)
    assert k["p"]["noise"] > 0.05


def test_k_is_one_in_the_mean_over_traits_that_follow_descent():
    columns = ROOT @ RNG.normal(size=(len(TIPS), 60))
    many = pd.DataFrame(columns, index=list(TIPS), columns=[f"t{at}" for at in range(60)])
    found = blomberg_k(many, permutations=1)["K"]
    assert abs(found.mean() - 1) < 3 * found.std() / np.sqrt(60)


def test_over_trees_there_is_the_median_and_the_range_or_a_row_a_tree():
    one = pagels_lambda(TABLE, "noise", trees=7, by_tree=True)
    assert one["tree"].tolist() == list(range(7))
    told = pagels_lambda(TABLE, "noise", trees=7).iloc[0]
    assert told["trees"] == 7
    assert told["lambda"] == pytest.approx(one["lambda"].median())
    assert (told["lambda_least"], told["lambda_most"]) == (one["lambda"].min(), one["lambda"].max())
    each = blomberg_k(TABLE, trees=3, by_tree=True, permutations=9)
    assert len(each) == 6
    assert blomberg_k(TABLE, "noise", trees=3, permutations=9)["K"].iloc[0] == pytest.approx(
        each[each["trait"] == "noise"]["K"].median()
    )


def test_permutations_belong_to_their_seed_and_a_scale_changes_nothing():
    one, two = (blomberg_k(NOISE, "x", permutations=99, seed=seed)["p"].iloc[0] for seed in (0, 1))
    assert one == blomberg_k({n: 5 * v - 2 for n, v in NOISE.items()}, "x", permutations=99)["p"][0]
    assert one != two
    scaled = pagels_lambda({name: 5 * value - 2 for name, value in BROWNIAN.items()}, "x")
    assert scaled["lambda"][0] == pytest.approx(pagels_lambda(BROWNIAN)["lambda"][0], abs=1e-6)
    assert scaled["rate"][0] == pytest.approx(25 * pagels_lambda(BROWNIAN)["rate"][0], rel=1e-5)


def test_a_trait_without_a_name_is_called_trait_and_a_transformed_one_by_its_function():
    positive = {name: np.exp(value / 30) for name, value in BROWNIAN.items()}
    assert pagels_lambda(positive)["trait"][0] == "trait"
    table = pd.DataFrame({"species": TIPS, "mass": positive.values()})
    told = pagels_lambda(table, "log(mass)")
    assert told["trait"][0] == "log(mass)"
    assert told["log_likelihood"][0] == pytest.approx(
        pagels_lambda({n: v / 30 for n, v in BROWNIAN.items()})["log_likelihood"][0]
    )


@pytest.mark.parametrize(
    ("call", "piece"),
    [
        (lambda: pagels_lambda(dict(list(NOISE.items())[:4])), "must have at least 5"),
        (lambda: pagels_lambda(dict.fromkeys(TIPS, 1.0)), "in all 44 species"),
        (lambda: pagels_lambda(NOISE | {"mus_musculus": None}), "no value for mus_musculus"),
        (lambda: pagels_lambda(NOISE | {"x_y": 1.0}), "species not in the tree: x_y"),
        (lambda: pagels_lambda(NOISE, method="OLS"), "method = 'OLS'"),
        (lambda: pagels_lambda(TABLE, "noisy"), "Did you mean noise?"),
        (lambda: blomberg_k(NOISE, permutations=0), "permutations = 0"),
        (lambda: blomberg_k(NOISE, seed=-1), "seed = -1"),
    ],
)
def test_what_has_no_signal_to_tell_is_refused(call, piece):
    with pytest.raises(InputError) as told:
        call()
    assert piece in str(told.value)


def test_the_examples_hold():
    import doctest

    assert doctest.testmod(phylo_signal).failed == 0
