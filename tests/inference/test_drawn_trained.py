"""Training studies in the table of draws: beside those of intact animals, with the same draws."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.inference.drawn import of_run
from mirror_abm.inference.drawn_joined import joined
from mirror_abm.inference.drawn_trained import ARM, USUAL, arm_of, of_training
from mirror_abm.inference.programme import studies_of
from mirror_abm.inference.study import Study
from mirror_abm.laboratory.counter_training import Training
from mirror_abm.laboratory.retraining import ARM as TRAINED


def test_another_training_is_another_study():
    assert arm_of(*Training()) == ARM and Training() == USUAL
    assert arm_of(1, 3) != arm_of(150, 1) != ARM


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return ma.run(
        "mus_musculus",
        account=["associative", "genetic", "none"],
        days=0.02,
        replicates=4,
        knockouts=0,
        cap=4,
        out=tmp_path_factory.mktemp("runs"),
    )


def test_a_training_study_is_a_cell_beside_the_others(run):
    assert ARM == TRAINED
    found = ma.retrain(run, trials=60, days=1)
    animals, drawn = found.animals, of_training(run, found)
    cell = ("mus_musculus", "visual", f"{ARM} (60 x 1)")
    assert list(drawn.cells) == [cell] and drawn.accounts == ("associative", "genetic")
    own, other = drawn.cells[cell]
    assert own.shape == (2, 4, 2) and not drawn.records
    kept = animals[(animals["arm"] == ARM) & (animals["account"] == "associative")]
    np.testing.assert_allclose(own[0].ravel(), kept["answered"], atol=1e-4)
    np.testing.assert_allclose(other[0].ravel(), kept["answered_other"].fillna(0), atol=1e-4)
    whole = joined([of_run(run), drawn], ["run", "training"])
    assert [each[2] for each in whole.cells if each[1] == "visual"] == ["intact", cell[2]]
    studies = studies_of(whole, Study(2, 10), "own_minus_other")
    assert ("mus_musculus", "visual", f"intact and {cell[2]}") in studies
    # what was trained is seen in counts where something is learned, and nowhere else
    learns, born = studies[cell].mean(axis=1)
    assert learns[0] < born[0]
