"""Chances over age: from made-up shares to known ages."""

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference.chances import finds
from mirror_abm.inference.courses import Course, age_reached, courses
from mirror_abm.inference.prediction import predictions
from mirror_abm.inference.shares import Shares
from mirror_abm.inference.study import Study

from ..clock import STEADY_SETTINGS
from .made import PERFECT, study, terms

AGES = np.array([0.0, 1.0, 10.0, 100.0])


def test_between_knots_the_chance_is_linear_in_the_logarithm_of_age():
    found = np.array([0.0, 0.0, 0.5, 1.0])
    assert age_reached(AGES, found, 0.5, 1.0) == pytest.approx(10)
    assert age_reached(AGES, found, 0.25, 1.0) == pytest.approx(10**0.5)
    assert age_reached(AGES, found, 0.8, 1.0) == pytest.approx(10**1.6)
    assert age_reached(AGES, found, 1.0, 1.0) == pytest.approx(100)


def test_before_the_first_knot_after_birth_it_is_linear_in_age():
    assert age_reached(AGES, np.array([0.0, 1.0, 1.0, 1.0]), 0.25, 1.0) == pytest.approx(0.25)
    assert age_reached(AGES, np.array([0.6, 0.7, 0.7, 1.0]), 0.5, 1.0) == 0.0


def test_what_is_reached_and_lost_again_counts_at_the_first_age():
    up_and_down = np.array([0.0, 0.0, 1.0, 0.0])
    assert age_reached(AGES, up_and_down, 0.5, 1.0) == pytest.approx(10**0.5)


def test_what_is_never_reached_has_an_age_without_end():
    assert age_reached(AGES, np.array([0.0, 0.1, 0.4, 0.49]), 0.5, 1.0) == np.inf
    assert age_reached(np.zeros(1), np.array([0.49]), 0.5, 1.0) == np.inf
    assert age_reached(np.zeros(1), np.array([0.5]), 0.5, 1.0) == 0.0


def test_ages_rise_with_the_chance_that_is_asked_for_and_do_not_hang_on_the_unit_of_age():
    rng = np.random.default_rng(1)
    for _ in range(50):
        found = rng.random(4)
        asked = np.sort(rng.random(5))
        ages = [age_reached(AGES, found, each, 1.0) for each in asked]
        assert ages == sorted(ages)
        hours = [age_reached(AGES * 24, found, each, 24.0) for each in asked]
        assert np.allclose(hours, np.multiply(ages, 24))


def test_draws_with_other_knots_are_compared_at_the_knots_of_all():
    """One lived less long and is held where it ended; one was not recorded at ten days."""
    short = np.array([0.0, 1.0]), np.array([0.0, 0.4])
    long = np.array([0.0, 1.0, 100.0]), np.array([0.0, 0.0, 1.0])
    ten = np.array([0.0, 10.0]), np.array([0.0, 1.0])
    course = Course(*zip(short, long, ten, strict=True))
    assert course.knots.tolist() == [0, 1, 10, 100]
    reached = 1 / (1 + np.log(10))  # of the way to ten days, linear in age for the first of them
    expected = [[0, 0.4, 0.4, 0.4], [0, 0, 0.5, 1], [0, reached, 1, 1]]
    np.testing.assert_allclose(course.at_knots(), expected)


def recorded(run, monkeypatch, table):
    """Give the run this table of ages."""
    whole = type(run).table
    monkeypatch.setattr(
        type(run), "table", lambda self, name: table if name == "ontogeny" else whole(self, name)
    )


def made(shares, other=0.0, account="associative"):
    """Return a table in which share ``shares[r][k]`` is reached in draw r at knot k of AGES."""
    rows = [
        (account, draw, 0, animal, act, age, 4, share, other, 4)
        for draw, course in enumerate(shares)
        for age, share in zip(AGES, course, strict=True)
        for animal in (0, 1)
        for act in ("hop", "peck")
    ]
    names = ["account", "replicate", "group", "animal", "act", "age", "units", "own", "other"]
    return pd.DataFrame(rows, columns=[*names, "compared"]).assign(
        species="octopus_vulgaris", arm="intact", modality="visual"
    )


def test_the_chance_at_a_knot_is_the_binomial_of_its_share(run, monkeypatch):
    """Silence in all other acts: a perfect laboratory finds mirror units at a single response."""
    recorded(run, monkeypatch, made([[0.0, 0.01, 0.1, 0.5], [0.0, 0.0, 0.0, 0.25]]))
    ((key, course),) = courses(run, study(2, 10), "associative", "all", False)
    assert key["modality"] == "visual" and "act" not in key
    shares = np.array([[0.0, 0.01, 0.1, 0.5], [0.0, 0.0, 0.0, 0.25]])
    np.testing.assert_allclose(course.at_knots(), 1 - (1 - shares) ** 20, atol=1e-9)
    assert terms(20, 0.1)[0] == pytest.approx(0.9**20)


def test_all_acts_together_are_the_mean_over_units_and_what_cannot_compare_counts_as_silence(
    run, monkeypatch
):
    table = made([[0.2, 0.2, 0.2, 0.2]])
    hop = table["act"] == "hop"
    table.loc[hop, ["units", "own", "compared"]] = [2, 0.8, 0]
    table.loc[hop, "other"] = np.nan
    table.loc[~hop, "other"] = 0.1
    recorded(run, monkeypatch, table)
    given = Study(2, 10, PERFECT)

    def chance(own, other):
        return finds(Shares(*(np.full((1, 2), each) for each in (own, other, 0.5))), given)[0]

    ((_, course),) = courses(run, given, "associative", "all", False)
    assert course.at_knots()[0, 0] == pytest.approx(chance((2 * 0.8 + 4 * 0.2) / 6, 0.1))
    acts = {
        key["act"]: each.at_knots()[0, 0] for key, each in courses(run, given, None, "act", False)
    }
    assert acts == {"hop": pytest.approx(chance(0.8, 0)), "peck": pytest.approx(chance(0.2, 0.1))}


def test_the_chance_at_the_last_knot_is_that_of_the_prediction_but_for_noise(tmp_path):
    """Both are made from the same animals at the same age, with other recording noise."""
    run = ma.run(
        ["macaca_mulatta", "mus_musculus", "octopus_vulgaris"],
        days=0.02,
        replicates=5,
        knockouts=0,
        account=["associative", "genetic", "hebbian", "none"],
        settings=STEADY_SETTINGS,
        out=tmp_path,
    )
    told = predictions(run, animals=3, units=40, progress=False)
    said = told.set_index(["species", "account", "modality"])["found"]
    found = {
        (key["species"], key["account"], key["modality"]): course.at_knots()[:, -1].mean()
        for key, course in courses(run, Study(), None, "all", False)
    }
    assert set(found) == set(said.index)
    gaps = pd.Series(found) - said.loc[list(found)]
    assert gaps.abs().max() < 0.15
    assert gaps.abs().mean() < 0.03


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"account": "telepathy"}, "account = 'telepathy': must be one of"),
        ({"account": 5}, "account = 5: must be one of"),
        ({"account": ["associative", 3]}, "account = 3: must be one of"),
        ({"by": "effector"}, "by = 'effector': must be one of act, all"),
    ],
)
def test_what_is_not_in_the_run_is_refused(run, options, words):
    given = {"account": None, "by": "all", "progress": False} | options
    with pytest.raises(InputError, match=words):
        list(courses(run, Study(), **given))


def test_a_run_of_an_older_release_says_that_it_kept_no_ages(run, tmp_path):
    older = type(run)(tmp_path / run.id)
    (older.path / "tables").mkdir(parents=True)
    (older.path / "plan.json").write_bytes((run.path / "plan.json").read_bytes())
    with pytest.raises(InputError, match="made by a release that kept no ages: run its command"):
        list(courses(older, Study(), None, "all", False))
