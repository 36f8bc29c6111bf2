"""What is on record, weighed: closed forms, and what must not appear."""

import math

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference import weighing
from mirror_abm.inference.likelihood import RELIABILITY
from mirror_abm.inference.study import Lab
from mirror_abm.inference.weighing import weigh

from .made import (
    PERFECT,
    evidence,
    examples_run,
    record,
    rewritten,
)


def test_what_was_not_tested_contributes_exactly_nothing(run):
    some = [record("macaca_mulatta", "positive"), record("mus_musculus", "negative")]
    with_, without = (
        weigh(run, evidence(*some, *more))
        for more in ([record("octopus_vulgaris", "not_tested")], [])
    )
    pd.testing.assert_frame_equal(with_.accounts, without.accounts)
    untested = with_.species[with_.species["species"] == "octopus_vulgaris"]
    assert set(untested["contribution"]) == {0.0}  # written, not computed
    assert "octopus_vulgaris" not in set(with_.records["species"])
    assert with_.apart["why"].tolist() == ["not tested: contributes 0"]
    assert set(
        weigh(run, evidence(record("octopus_vulgaris", "not_tested"))).accounts[
            "log10_bayes_factor"
        ]
    ) == {0.0}


def test_the_bayes_factor_of_one_record_is_that_computed_by_hand(run, monkeypatch):
    rewritten(
        run,
        monkeypatch,
        {
            ("mus_musculus", "associative"): 0.0,
            ("mus_musculus", "genetic"): 1.0,
            ("mus_musculus", "hebbian"): [0, 1, 0, 1, 0],
        },
    )
    for verdict, sign in (("positive", 1), ("contested", 1), ("negative", -1)):
        found = weigh(
            run, evidence(record("mus_musculus", verdict)), lab=PERFECT
        ).accounts.set_index("account")
        w = RELIABILITY[verdict][1]
        # found for certain, or never: publication does not matter
        high, low = w + (1 - w) / 2, (1 - w) / 2
        assert found.log10_bayes_factor["genetic"] == pytest.approx(
            sign * math.log10(high / low), abs=1e-9
        )
        half = (2 * high + 3 * low) / 5 if sign > 0 else (3 * high + 2 * low) / 5
        assert found.log10_bayes_factor["hebbian"] == pytest.approx(
            math.log10(half / (low if sign > 0 else high)), abs=1e-9
        )
    assert found.mc_error["genetic"] == pytest.approx(0, abs=1e-12)
    assert found.mc_error["hebbian"] > 0.1


def test_draws_are_shared_by_all_species(run, monkeypatch):
    """Species found in the same draws fit two positives better than a product of factors."""
    same = [0, 1, 0, 1, 0]
    rewritten(
        run,
        monkeypatch,
        {
            (s, a): same
            for s in ("mus_musculus", "macaca_mulatta")
            for a in ("associative", "hebbian")
        }
        | {
            (s, "genetic"): x
            for s, x in (("mus_musculus", same), ("macaca_mulatta", [1, 0, 1, 0, 0]))
        },
    )
    both = evidence(record("mus_musculus", "positive"), record("macaca_mulatta", "positive"))
    found = weigh(run, both, lab=PERFECT).accounts.set_index("account").log10_bayes_factor
    high, low = 0.975, 0.025
    joint, apart = (2 * high**2 + 3 * low**2) / 5, (4 * high * low + low**2) / 5
    assert found["genetic"] == pytest.approx(math.log10(apart / joint), abs=1e-9)
    assert found["hebbian"] == pytest.approx(0, abs=1e-12)


def test_publication_softens_a_positive_more_than_a_negative(run, monkeypatch):
    """If negatives are hardly published, a positive says little: one would be read in any case."""
    rewritten(
        run, monkeypatch, {("mus_musculus", "associative"): 0.1, ("mus_musculus", "genetic"): 0.5}
    )

    def factor(verdict, published):
        lab = Lab((1.0, 1.0), (0.05, 0.05))
        return (
            weigh(
                run,
                evidence(record("mus_musculus", verdict, animals=1)),
                lab=lab,
                publication=published,
            )
            .accounts.set_index("account")
            .log10_bayes_factor["genetic"]
        )

    assert 0 < factor("positive", (0.05, 0.05)) < factor("positive", (1.0, 1.0))
    assert factor("negative", (0.05, 0.05)) < 0
    with pytest.raises(InputError, match="begin above 0"):
        weigh(run, evidence(), publication=(0.0, 1.0))


def test_a_dominating_record_dominates_and_entries_of_one_record_share_a_vote(run, monkeypatch):
    rewritten(
        run,
        monkeypatch,
        {
            ("mus_musculus", "genetic"): 1.0,
            ("mus_musculus", "associative"): 0.0,
            ("macaca_mulatta", "genetic"): 0.2,
            ("macaca_mulatta", "associative"): 0.25,
        },
    )
    found = weigh(
        run, evidence(record("mus_musculus", "positive"), record("macaca_mulatta", "positive"))
    )
    each = found.species[found.species["account"] == "genetic"].set_index("species")
    assert each.contribution["mus_musculus"] > 1 > 10 * abs(each.contribution["macaca_mulatta"])
    assert each.without["macaca_mulatta"] > 1 > abs(each.without["mus_musculus"])
    twice = weigh(
        run, evidence(record("mus_musculus", "positive"), record("mus_musculus", "positive"))
    )
    once = weigh(run, evidence(record("mus_musculus", "positive")))
    assert twice.records["vote"].tolist() == [0.5, 0.5]
    np.testing.assert_allclose(
        twice.accounts["log10_bayes_factor"], once.accounts["log10_bayes_factor"], atol=1e-12
    )
    np.testing.assert_allclose(
        twice.accounts["uncalibrated"], twice.accounts["log10_bayes_factor"], atol=1e-12
    )


def test_a_count_tells_accounts_apart_that_a_verdict_does_not(run, monkeypatch):
    """Both are found for certain; 9 of 60 is what the one predicts, and far from the other."""
    rewritten(
        run,
        monkeypatch,
        {("mus_musculus", "associative"): 0.7, ("mus_musculus", "genetic"): 0.15},
    )
    count = {"recorded": 60, "mirror": 9, "of": "motor", "animals": 2, "area": "M2"}

    def factor(**more):
        found = weigh(
            run, evidence(record("mus_musculus", "positive", **count | more)), lab=PERFECT
        )
        assert (found.records["weighed_by"] == "count").all() == (more == {})
        assert found.records["most_bits"].between(3, 7).all()
        return found.accounts.set_index("account").log10_bayes_factor["genetic"]

    assert factor(mirror=pd.NA) == pytest.approx(0, abs=1e-4)
    assert factor(read="recalled") == pytest.approx(0, abs=1e-4)
    assert 0.5 < factor() < 7 * math.log10(2)


def test_without_counts_the_spread_changes_no_byte(run):
    told = ma.load_evidence().assign(mirror=pd.array([pd.NA], dtype="Int64")[0])
    one, other = (weigh(run, told, spread=spread) for spread in ((0.0, 0.0), (0.5, 1.5)))
    for mine, theirs in zip(one[:4], other[:4], strict=True):
        pd.testing.assert_frame_equal(mine, theirs, check_exact=True)
    with pytest.raises(InputError, match="spread = 1, 9"):
        weigh(run, spread=(1.0, 9.0))


def test_behaviour_is_kept_apart_and_the_library_is_weighed(run):
    found = weigh(run)
    assert set(found.records["species"]) == {"macaca_mulatta", "mus_musculus"}
    assert {
        "no recording of cells: automatic imitation",
        "out of scope",
        "not in this run",
        "not tested: contributes 0",
    } <= set(found.apart["why"])
    assert len(found.records) + len(found.apart) == len(ma.load_evidence())
    some = weigh(run, area="F5")
    assert len(some.records) > 3 and some.records["area"].str.contains("F5").all()
    assert set(found.records["weighed_by"]) == {"verdict"}  # no count of the macaque
    assert (some.apart["why"] == "not in F5").sum() == len(found.records) - len(some.records)
    with pytest.raises(InputError, match="area = 'Broca': no record that is weighed"):
        weigh(run, area="Broca")
    assert "NOT A TEST" in weighing.CIRCULAR
    assert "not a test" in weighing.__doc__


def test_the_example_in_the_docstring_runs():
    assert examples_run(weighing) > 0
