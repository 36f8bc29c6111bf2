"""Re-training: who learns answers with the trained act, who learns nothing changes in nothing."""

import dataclasses

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.laboratory import retraining
from mirror_abm.laboratory.retraining import ARM, COLUMNS, retrain

ACCOUNTS = ["associative", "genetic", "none"]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    out = tmp_path_factory.mktemp("runs")
    return ma.run(
        ["mus_musculus", "columba_livia"],
        account=ACCOUNTS,
        days=0.2,
        replicates=4,
        knockouts=0,
        cap=6,
        out=out,
    )


@pytest.fixture(scope="module")
def found(run):
    return retrain(run, trials=150, days=2)


def test_who_learns_responds_to_what_its_act_answered_and_who_does_not_stays(found):
    by = found.accounts.set_index(["species", "account"])
    assert set(found.accounts["account"]) == {"associative", "genetic"}  # no baseline is trained
    for species in ("mus_musculus", "columba_livia"):
        learns, born = by.loc[(species, "associative")], by.loc[(species, "genetic")]
        assert learns["answered_after"] > learns["answered_before"] + 0.3
        assert learns["after"] < learns["before"] + 1e-9
        assert born["change"] == 0.0
        assert born["answered_after"] == born["answered_before"]
    assert set(found.accounts) | set(found.animals) <= set(COLUMNS)


def test_the_animals_are_those_of_the_run(run, found):
    """Raised again they are recorded in the laboratory as the run recorded them, up to noise."""
    units = run.table("units")
    units = units[(units["modality"] == "visual") & units["own"].notna()]
    by = ["species", "account", "replicate"]
    there = units.groupby(by, observed=True)["own"].mean()
    here = found.animals[found.animals["arm"] == "intact"]
    here = here.rename(columns={"draw": "replicate"}).groupby(by)["own"].mean()
    both = here.index.intersection(there.index)
    assert len(both) == len(here)
    np.testing.assert_allclose(here[both], there[both], atol=0.13)
    assert np.corrcoef(here[both], there[both])[0, 1] > 0.95


def test_more_training_teaches_more_and_processes_make_the_same(run, found):
    little = retrain(run, "columba_livia", trials=3, days=1)
    least = little.accounts.set_index("account")["answered_after"]["associative"]
    most = found.accounts.set_index(["species", "account"])
    assert least < most.loc[("columba_livia", "associative"), "answered_after"]
    told = []
    again = retrain(
        run,
        ["columba_livia", "columba_livia"],
        trials=3,
        days=1,
        workers=2,
        progress=lambda *at: told.append(at),
    )
    assert told[-1] == (4, 4)
    assert again.animals.equals(little.animals)


def test_the_arm_is_called_what_it_is():
    assert ARM == "re-trained"


def test_what_cannot_be_trained_is_refused(run, tmp_path):
    with pytest.raises(InputError, match="run = 'abc': must be a run"):
        retrain("abc")
    with pytest.raises(InputError, match="species = 'mus'"):
        retrain(run, "mus")
    for wrong in ({"trials": 0}, {"days": 0}, {"workers": 0}):
        with pytest.raises(InputError, match=next(iter(wrong))):
            retrain(run, **wrong)
    small = {"account": ["associative"], "days": 0.01, "replicates": 1, "out": tmp_path}
    for more in ({"world": "permuted"}, {"without": ["sound"]}):
        other = ma.run("mus_musculus", **small, **more)
        with pytest.raises(InputError, match="has no animals that grew up with all sources"):
            retrain(other)
    blind = ma.run("heterocephalus_glaber", **small)
    assert not blind.plan.profile("heterocephalus_glaber").sees
    with pytest.raises(InputError, match="does not see two acts"):
        retrain(blind)
    nothing = ma.run("mus_musculus", **small | {"account": ["none"]})
    with pytest.raises(InputError, match="accounts = none: must hold an account"):
        retrain(nothing)


def test_a_run_of_other_code_is_refused(run, monkeypatch):
    """As after a new release: its animals would not be those that were recorded."""
    name = next(iter(run.plan.code))
    now = dataclasses.replace(run.plan, code=run.plan.code | {name: "0" * 12})
    monkeypatch.setattr(retraining, "plan_again", lambda path: (run.plan, now))
    with pytest.raises(InputError, match=f"{name} changed since it was made"):
        retrain(run)
