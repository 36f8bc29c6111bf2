"""Recovery: the proof that ships, a sample of it each time and a tenth among the slow tests."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.drawn_file import keep, read
from mirror_abm.inference.folds import TEMPERED, Folds
from mirror_abm.inference.recovery import (
    GOAL_ERROR,
    WORLDS,
    Recovery,
    goals_of,
    recover,
)
from mirror_abm.inference.recovery_columns import columns_of
from mirror_abm.inference.reliability import pairs
from mirror_abm.inference.study import Lab, Study

from .tables import made

KEPT = Path(__file__).parents[1] / "data" / "draws.parquet"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    file = tmp_path_factory.mktemp("draws") / "draws.parquet"
    keep(made(draws=45), file)
    return file


def test_all_that_is_promised_is_told(small):
    told = []
    found = recover(small, studies=(1, 4), worlds=200, progress=lambda *each: told.append(each))
    assert [each for _, each in told] == ["1", "4", "record"]
    assert isinstance(found, Recovery)
    assert list(found.scores["design"].unique()) == ["1", "4", "record"]
    assert len(found.scores) == 3 * 2 * 2 and len(found.across) == 3 * 3 * 2
    assert set(found.goals["design"]) == {"4", "record"}  # of one study nothing is asked
    about = columns_of(found._asdict())
    assert about["meaning"].str.len().min() > 5
    for name, table in found._asdict().items():
        assert set(about[about["table"] == name]["column"]) == set(table)
    totals = found.confusion.groupby(["design", "truth"])["posterior"].sum()
    np.testing.assert_allclose(totals, 1.0)


def test_goals_are_judged_by_their_numbers():
    def scored(**more):
        base = {"sure": 100, "reached": 0.3, "said": 0.97, "right": 0.96, "log_score": -1.0}
        base |= {"calibration_error": 0.01, "nothing": -1.6}
        rows = [
            base | {"inference": who, "method": how} | (more if how == "tempered" else {})
            for who in ("other draws", "other priors")
            for how in ("plug-in", "tempered")
        ]
        return goals_of(pd.DataFrame(rows).assign(design="16")).set_index("goal")["met"].tolist()

    assert scored(log_score=-0.9) == ["yes"] * 5
    assert scored(log_score=-0.9, right=0.94)[0] == "no"
    assert scored(log_score=-0.9, sure=29)[0] == "too few"
    assert scored(log_score=-1.7) == ["yes", "yes", "no", "no", "yes"]
    assert scored(calibration_error=0.031, reached=0.24, log_score=-0.9)[1::3] == ["no", "no"]


def test_what_cannot_be_recovered_from_is_refused(small, run, tmp_path):
    with pytest.raises(InputError, match=f"run {run.id}: prior = authored: a posterior"):
        recover(run)
    with pytest.raises(InputError, match="a table of draws holds its own record"):
        recover(small, lab=Lab())
    keep(made(draws=30), tmp_path / "few.parquet")
    with pytest.raises(InputError, match="its draws: 30 draws"):
        recover(tmp_path / "few.parquet")
    for wrong in ({"worlds": 3}, {"seed": -1}, {"studies": (0,)}):
        with pytest.raises(InputError, match=next(iter(wrong))):
            recover(small, **wrong)


def test_a_sample_of_the_proof_is_calibrated():
    found = recover(KEPT, studies=(4,), worlds=400).scores
    told = found.set_index(["design", "inference", "method"])
    for design in ("4", "record"):
        here, plug_in = (told.loc[(design, "other draws", how)] for how in ("tempered", "plug-in"))
        assert here["calibration_error"] < 0.06
        assert here["log_score"] > plug_in["log_score"] - 0.005
        assert here["log_score"] > here["nothing"]


@pytest.mark.slow
def test_a_tenth_of_the_proof_meets_its_goals():
    found = recover(KEPT, worlds=WORLDS // 10)
    told = found.scores.set_index(["design", "inference", "method"])
    for design in ("4", "8", "16", "record"):
        here, plug_in = (told.loc[(design, "other draws", how)] for how in ("tempered", "plug-in"))
        assert here["calibration_error"] < GOAL_ERROR + 0.02  # of a tenth of the worlds
        assert here["log_score"] > plug_in["log_score"] - 0.005
        assert not here["low"] > here["said"] + 0.02 and not here["high"] < here["said"] - 0.02
        other = told.loc[(design, "other priors", "tempered")]
        assert other["log_score"] > other["nothing"]


@pytest.mark.slow
def test_one_training_study_parts_what_sixteen_intact_counts_do_not():
    """Of simulated animals: eight species before and after training, against twenty intact ones."""
    drawn = read(KEPT.with_name("draws_of_contrasts.parquet"))
    trained = {key[:2] for key in drawn.cells if key[2] == "re-trained"}
    intact = {key: each for key, each in drawn.cells.items() if key[2] == "intact"}
    both = {
        key: each
        for key, each in drawn.cells.items()
        if key[:2] in trained and key[2] in ("intact", "re-trained")
    }
    found = {}
    for studies, some in (("16", intact), ("2", both)):
        table = replace(drawn, cells=some, records=())
        said = Folds(table, 0, 900, Study()).tried(studies).folded[TEMPERED]
        each = pairs(said, drawn.accounts, np.random.default_rng(0))
        found[studies] = each.set_index(["account", "other"])
    for rival in ("genetic", "epigenetic"):
        many, two = (found[studies].loc[("associative", rival)] for studies in ("16", "2"))
        assert two["parted"] and two["low"] > many["high"]
    assert not found["16"].loc[("associative", "epigenetic"), "parted"]
    assert found["2"].loc[("associative", "genetic"), "gain"] > 0.9
