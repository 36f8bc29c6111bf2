"""Which species to record: orders, power, and what is refused."""

import doctest

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference import phylo_design
from mirror_abm.inference.phylo_design import design
from mirror_abm.profile.tree import tree

NAMES = list(tree().tips[:14])
RNG = np.random.default_rng(4)
PREDICTOR = dict(zip(NAMES, RNG.normal(size=14), strict=True))
FAST = {"draws": 20, "orders": 3}


def test_a_known_predictor_makes_the_choice_worth_more_than_chance():
    found = design(PREDICTOR, slope=0.8, simulations=0, draws=40)
    assert found["step"].tolist() == list(range(1, 15))
    assert set(found["species"]) == set(NAMES)
    assert found["power"].is_monotonic_increasing
    assert (found["power"] >= found["power_random"] - 0.01).all()
    assert found["power"][6] > found["power_random"][6] + 0.1
    assert found["power"].iloc[-1] == pytest.approx(found["power_random"].iloc[-1])
    assert found["power_pgls"].isna().all()


def test_what_is_recorded_already_stands_first_and_is_kept():
    found = design(NAMES, have=NAMES[3:6], count=8, simulations=0, **FAST)
    assert found["species"].tolist()[:3] == NAMES[3:6]
    assert found["added"].tolist() == [False] * 3 + [True] * 5


def test_simulated_studies_agree_with_the_closed_form_where_lambda_is_known_to_be_1():
    """Lambda is estimated, so that they come near it only; false positives are counted, too."""
    found = design(PREDICTOR, slope=1.0, signal=1.0, simulations=300, **FAST).set_index("step")
    last = found.loc[14]
    assert abs(last["power_pgls"] - last["power"]) < 0.12
    assert 0 < last["false_pgls"] < 0.25
    assert last["false_ordinary"] > 0
    assert last["power_pgls_error"] == pytest.approx(
        np.sqrt(last["power_pgls"] * (1 - last["power_pgls"]) / 300)
    )
    assert set(found["unit_of_replication"]) == {"simulated study"}


def test_the_same_seed_gives_the_same_and_a_flat_slope_has_no_sign():
    one, two = (design(NAMES, simulations=40, **FAST) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    down = design(PREDICTOR, slope=-0.8, simulations=0, **FAST)
    up = design(PREDICTOR, slope=0.8, simulations=0, **FAST)
    pd.testing.assert_series_equal(down["power"], up["power"])


def test_a_predicted_trait_may_be_the_predictor_of_a_design():
    table = pd.DataFrame({"species": NAMES, "net": PREDICTOR.values(), "account": "associative"})
    found = design(table, "net", simulations=0, **FAST)
    wanted = design(PREDICTOR, simulations=0, **FAST)
    assert found["species"].tolist() == wanted["species"].tolist()


def test_a_tree_of_one_s_own_has_candidates_of_its_own():
    text = "((A:1,B:1):2,(C:1,D:1,E:1.5):1,F:2);"
    found = design(tree=text, simulations=30, **FAST)
    assert set(found["species"]) == set("abcdef")


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ({"candidates": NAMES[:4]}, "a design must have at least 5"),
        ({"candidates": [*NAMES, "x_y"]}, "species not in the tree: x_y"),
        ({"candidates": dict.fromkeys(NAMES, 1.0)}, "in all 14 species"),
        ({"candidates": PREDICTOR | {NAMES[0]: None}}, "no value for"),
        ({"candidates": NAMES, "predictor": "x"}, "is a column of a table"),
        ({"candidates": pd.DataFrame({"species": NAMES, "a": 1.0, "b": 2.0})}, "must be named"),
        ({"candidates": NAMES, "have": ["mus_musculis"]}, "have: mus_musculis is no candidate"),
        ({"candidates": NAMES, "have": "mus_musculus"}, "must be a list of names"),
        ({"candidates": NAMES, "slope": 0}, "slope = 0"),
        ({"candidates": NAMES, "slope": "x"}, "slope = 'x'"),
        ({"candidates": NAMES, "count": 4}, "count = 4"),
        ({"candidates": NAMES, "count": 15}, "count = 15"),
        ({"candidates": NAMES, "signal": (1, 0)}, "signal = (1, 0)"),
        ({"candidates": NAMES, "method": "OLS"}, "method = 'OLS'"),
        ({"candidates": NAMES, "alpha": 1}, "alpha = 1"),
        ({"candidates": NAMES, "draws": 1}, "draws = 1"),
        ({"candidates": NAMES, "simulations": -1}, "simulations = -1"),
        ({"candidates": 5}, "must be a list of names"),
    ],
)
def test_nonsense_is_refused(given, piece):
    with pytest.raises(InputError) as told:
        design(**(FAST | {"simulations": 0} | given))
    assert piece in str(told.value)


def test_the_examples_hold():
    assert doctest.testmod(phylo_design).failed == 0
