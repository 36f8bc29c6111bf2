"""Ages at which a study begins to find mirror units, from shares that are known."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference import courses, ontogeny
from mirror_abm.inference.study import Lab

from .made import PERFECT, examples_run
from .test_courses import AGES, made, recorded

STUDY = {"animals": 2, "units": 10, "lab": PERFECT, "progress": False}


def share(chance):
    """Return the share at which a perfect study of twenty units finds one with this chance."""
    return 1 - (1 - chance) ** (1 / 20)


def test_a_table_with_known_shares_gives_the_known_age(run, monkeypatch):
    chances = [[0, 0, 0.5, 1], [0, 0, 0, 0.6], [0, 0, 1, 1]]
    recorded(run, monkeypatch, made([[share(each) for each in row] for row in chances]))
    (row,) = ma.ontogeny(run, **STUDY).itertuples()
    # means over draws: 0, 0, 0.5, 0.8667
    assert row.age_50 == pytest.approx(10)
    assert row.age_80 == pytest.approx(10 ** (1 + 0.3 / (2.6 / 3 - 0.5)))
    # ages in the draws at .5: 10, 10^(1 + .5/.6), 10^.5, whose extremes carry one half
    assert (row.age_50_low, row.age_50_high) == pytest.approx((10**0.5, 10 ** (1 + 5 / 6)))
    assert row.level == pytest.approx(0.5)
    assert row.reached_50 == 1
    # at .8 one draw of the three does not get there: the upper end of the range is without end
    assert row.reached_80 == pytest.approx(2 / 3)
    assert row.age_80_low == pytest.approx(10**0.8)
    assert row.age_80_high == np.inf
    assert row.kept_50 and row.kept_80
    assert row.found == pytest.approx(2.6 / 3)
    assert (row.draws, row.horizon) == (3, 0.02)
    assert row.maturity == pytest.approx(0.8 * 365.25, rel=0.3)


def test_a_range_of_many_draws_is_without_end_only_where_enough_draws_are(run, monkeypatch):
    """Of forty draws one that never gets there lies beyond a range of 90 %, four within it."""
    for never, endless in ((1, False), (4, True)):
        rows = [[0, 0, 1, 1]] * (40 - never) + [[0, 0, 0, 0]] * never
        recorded(run, monkeypatch, made(rows))
        (row,) = ma.ontogeny(run, **STUDY).itertuples()
        assert row.level == 0.9
        assert row.age_50_low == pytest.approx(10**0.5)
        assert (row.age_50_high == np.inf) == endless
        assert row.reached_50 == 1 - never / 40


def test_what_is_found_and_lost_again_is_said_not_to_be_kept(run, monkeypatch):
    recorded(run, monkeypatch, made([[0, 0, 1, 0]]))
    (row,) = ma.ontogeny(run, **STUDY).itertuples()
    assert row.age_50 == pytest.approx(10**0.5)
    assert row.age_80 == pytest.approx(10**0.8)
    assert not row.kept_50
    assert row.found < 0.5


def test_animals_that_learn_nothing_never_get_there_and_others_are_born_there(run):
    table = ma.ontogeny(run, progress=False).set_index("account")
    nothing = table.loc["none"]
    assert (nothing["age_50"] == np.inf).all() and (nothing["age_80_low"] == np.inf).all()
    assert (nothing["reached_50"] == 0).all() and not nothing["kept_50"].any()
    born = table.loc["genetic"]
    assert set(born["age_50"]) <= {0, np.inf}
    assert (born["age_50"] == 0).equals(born["found"] >= 0.5)
    assert (born["reached_50"] > 0).any()


def test_a_larger_study_is_never_later(run):
    """Where units respond to their own act alone, more units or animals cannot delay a find."""
    small, large = (
        ma.ontogeny(run, animals=animals, units=units, lab=PERFECT, progress=False)
        for animals, units in ((1, 10), (5, 60))
    )
    learned = small["account"] == "hebbian"
    assert (large["age_50"][learned] <= small["age_50"][learned]).all()


def test_by_act_there_is_a_row_for_each_act_that_can_be_perceived(run):
    table = ma.ontogeny(run, account="hebbian", by="act", progress=False)
    assert set(table["account"]) == {"hebbian"}
    acts = table.groupby(["species", "modality"])["act"].agg(set)
    there = run.table("acts").groupby(["species", "modality"])["act"].agg(set)
    assert acts.to_dict() == there.to_dict()
    assert "act" not in ma.ontogeny(run, account="hebbian", progress=False)


def test_the_chances_by_age_are_those_that_the_ages_are_read_from(run):
    ages = ma.ontogeny(run, lab=Lab(), progress=False)
    course = ma.chances_by_age(run, lab=Lab(), progress=False)
    keys = ["species", "account", "arm", "modality"]
    last = course.groupby(keys).last()["found"]
    assert np.allclose(ages.set_index(keys)["found"], last.loc[list(map(tuple, ages[keys].values))])
    assert (course["low"] <= course["found"] + 1e-9).all()
    assert (course["high"] >= course["found"] - 1e-9).all()
    for row in ages.itertuples():
        there = course[(course[keys] == [getattr(row, key) for key in keys]).all(axis=1)]
        before = there[there["age"] < row.age_50]["found"]
        assert (before < 0.5).all()


def test_the_horizon_is_the_age_that_was_lived_to_and_worker_insects_are_adult(tmp_path):
    done = ma.run(
        ["apis_mellifera", "octopus_vulgaris"],
        account="none",
        age=3,
        replicates=2,
        settings={"constants.incidental_salience": 0.01},
        out=tmp_path,
    )
    table = ma.ontogeny(done, progress=False).drop_duplicates("species").set_index("species")
    assert (table["horizon"] == 3).all()
    assert table.loc["apis_mellifera", "maturity"] == 0
    assert table.loc["octopus_vulgaris", "maturity"] > 100


def test_a_permuted_world_and_impossible_studies_are_refused(run, tmp_path):
    other = ma.run("octopus_vulgaris", world="permuted", days=0.01, replicates=2, out=tmp_path)
    for call in (ma.ontogeny, ma.chances_by_age):
        with pytest.raises(InputError, match="world = 'permuted'"):
            call(other)
        with pytest.raises(InputError, match="animals = 0"):
            call(run, animals=0)
        with pytest.raises(InputError, match="level = 2"):
            call(run, level=2)


def test_the_examples_in_the_docstrings_run():
    assert examples_run(ontogeny) > 0
    assert examples_run(courses) > 0
    assert len(AGES) == 4
