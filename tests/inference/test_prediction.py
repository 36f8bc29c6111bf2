"""What a study should find, in closed form and in a small run."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.accounts.contract import region
from mirror_abm.animal.carriers import carriers
from mirror_abm.inference import prediction
from mirror_abm.inference.prediction import foreseen, predictions

from .made import examples_run, shares, study, terms


def test_a_study_lives_in_one_draw_so_that_more_animals_do_not_make_half_of_the_draws_all():
    """Where half of the draws have mirror units, half of all studies find them, of any size."""
    two = shares(0.5, 0.0)
    for animals in (1, 3, 10):
        assert foreseen(two, study(animals, 40))["found"] == pytest.approx(0.5, abs=1e-6)


def test_the_number_counted_is_that_of_the_mixture_over_draws():
    said, n = foreseen(shares(0.1, 0.6), study(2, 10)), 20
    mixed = (terms(n, 0.1) + terms(n, 0.6)) / 2
    assert said["counted"] == pytest.approx(n * 0.35)
    assert said["counted_level"] == pytest.approx(1 / 3)  # of two draws, a third
    below = (1 / 3 * 3 - 0.5) / 2  # (n F + 1/2) / (n + 1) = p, of n = 2 draws
    for end, share in (("low", below), ("high", 1 - below)):
        at = said[f"counted_{end}"]
        assert mixed[:at].sum() < share <= mixed[: at + 1].sum() + 1e-9


def test_predictions_name_their_unit_and_a_carrier_is_as_the_tree_says(run):
    table = predictions(run)
    assert len(table) == 5 * 4
    cells = {*table[["species", "modality"]].itertuples(index=False, name=None)}
    assert ("mus_musculus", "auditory") in cells
    assert (
        "octopus_vulgaris",
        "auditory",
    ) not in cells  # no act of it is heard: there is no such study
    assert set(table["unit_of_replication"]) == {"draw"}
    assert set(table["draws"]) == {5}
    assert table["found"].between(0, 1).all()
    assert (table[table["account"] == "none"]["found"] < 0.1).all()
    assert (table["flips"] == "").all()  # nothing was removed in this run
    units = run.table("units")
    units = units[(units["account"] == "genetic") & units["own"].notna()]
    part = {
        (name, action["name"]): region(action["effector"])
        for name, profile in run.plan.profiles.items()
        for action in profile["actions"]
    }
    units = units.assign(
        region=[part[each] for each in zip(units["species"], units["best_executed"], strict=True)]
    )
    shares = units.groupby(["species", "modality", "replicate", "region"])["own"].agg(
        ["mean", "size"]
    )
    shares = shares[shares["size"] >= 8]["mean"]
    said = {
        key: carriers(run.plan.seed, key[2], key[0], key[1], region=key[3]) for key in shares.index
    }
    agrees = [bool(share > 0.1) == said[key] for key, share in shares.items()]
    assert np.mean(agrees) > 0.95  # of few units some mirror by chance, or a draw has few synapses
    assert len(set(said.values())) == 2


def test_a_source_flips_what_its_removal_takes_across_one_half(run, monkeypatch):
    units = run.table("units")
    mouse = units[(units["species"] == "mus_musculus") & (units["account"] == "associative")].copy()
    mouse["own"], mouse["other"] = 0.5, 0.0
    gone = [
        mouse[mouse["replicate"] < 2].assign(arm=f"without {source}", own=left)
        for source, left in (("sound", 0.0), ("mirrors", 0.45))
    ]
    whole = type(run).table
    table = pd.concat([mouse, *gone])
    monkeypatch.setattr(
        type(run), "table", lambda self, name: table if name == "units" else whole(self, name)
    )
    found = predictions(run)
    assert found["flips"].tolist() == ["sound", "sound"]  # seen and heard; mirrors take it nowhere
    assert (found["found"] > 0.95).all()


def test_the_example_in_the_docstring_runs():
    assert examples_run(prediction) > 0
