"""Tables of draws of several runs as one: what they share is there once, what differs is told."""

from dataclasses import replace

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference.drawn import of_run
from mirror_abm.inference.drawn_file import keep, read
from mirror_abm.inference.drawn_joined import joined
from mirror_abm.inference.recovery import given

from .tables import made, with_account

OF = {"account": ["associative", "genetic"], "days": 0.02, "replicates": 4, "knockouts": 0}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    out = tmp_path_factory.mktemp("runs")
    return {
        "intact": ma.run("mus_musculus", out=out, cap=6, **OF),
        "deaf": ma.run("mus_musculus", out=out, cap=6, without=["sound"], **OF),
        "seed": ma.run("mus_musculus", out=out, cap=6, seed=1, **OF),
        "cap": ma.run("mus_musculus", out=out, cap=4, **OF),
        "alone": ma.run("octopus_vulgaris", out=out, cap=6, **OF),
    }


def test_runs_of_the_same_draws_are_one_table(runs, tmp_path):
    whole = given(runs["intact"], None, None, [runs["deaf"]])
    assert {cell[1:] for cell in whole.cells} == {
        (modality, arm)
        for modality in ("visual", "auditory")
        for arm in ("intact", "without sound")
    }
    assert whole.records and not of_run(runs["deaf"]).records  # on record are intact animals
    keep(whole, tmp_path / "both.parquet")
    again = read(tmp_path / "both.parquet")
    assert again.origin == whole.origin != ""
    assert list(again.cells) == list(whole.cells)
    once_more = joined([again, of_run(runs["intact"])], ["both", "one"])  # it is there once
    assert list(once_more.cells) == list(whole.cells)
    assert len(once_more.records) == len(whole.records)


def test_species_that_live_in_groups_of_another_kind_are_joined_too(runs):
    assert runs["alone"].plan.code != runs["intact"].plan.code
    whole = given(runs["intact"], None, None, [runs["alone"]])
    assert {cell[0] for cell in whole.cells} == {"mus_musculus", "octopus_vulgaris"}


def test_accounts_are_put_in_one_order():
    drawn = replace(made(draws=9), origin="here")
    order = [2, 0, 3, 1]
    other = replace(
        drawn,
        accounts=tuple(drawn.accounts[at] for at in order),
        cells={(*key[:2], "without all"): each[:, order] for key, each in drawn.cells.items()},
        records=tuple(each.of(order) for each in drawn.records),
    )
    whole = joined([drawn, other], ["one", "other"])
    assert len(whole.cells) == 2 * len(drawn.cells) and len(whole.records) == len(drawn.records)
    for key, each in drawn.cells.items():
        np.testing.assert_array_equal(whole.cells[(*key[:2], "without all")], each)
    alone = joined([other, replace(drawn, cells={}, records=drawn.records)], ["other", "one"])
    for record, again in zip(other.records, alone.records, strict=True):
        np.testing.assert_array_equal(record.finds, again.finds)


@pytest.mark.parametrize("name", ["seed", "cap"])
def test_other_draws_are_not_joined(name, runs):
    with pytest.raises(InputError, match=f"run {runs[name].id}: its draws are not those of run"):
        given(runs["intact"], None, None, [runs[name]])


def test_tables_that_do_not_fit_are_refused():
    drawn = replace(made(draws=9), origin="here")
    cell = next(iter(drawn.cells))
    changed = drawn.cells | {cell: drawn.cells[cell] / 2}
    for other, said in (
        (replace(with_account(drawn, "more", 0), origin="here"), "has other accounts than one"),
        (replace(made(draws=12), origin="here"), "has 12 draws, and one 9"),
        (replace(drawn, origin=""), "its draws are not those of one"),
        (replace(drawn, cells=changed), "tells something else of macaca_mulatta"),
    ):
        with pytest.raises(InputError, match=said):
            joined([drawn, other], ["one", "other"])
    with pytest.raises(InputError, match="its draws are not those of one"):
        joined([replace(drawn, origin=""), replace(drawn, origin="")], ["one", "other"])


def test_what_is_no_run_is_told_in_a_sentence(runs):
    for wrong in ("draws.parquet", None, 3):
        with pytest.raises(InputError, match=r"also = .*: must be a list of runs"):
            ma.recover(runs["intact"], also=wrong)
    with pytest.raises(InputError, match="also = int: must hold runs"):
        ma.next_studies(runs["intact"], 1, also=[3])
    with pytest.raises(InputError, match="rates are under the prior b, and those of one under"):
        drawn = replace(made(draws=9), origin="here")
        joined([drawn, replace(drawn, priors=np.full(9, "b"))], ["one", "other"])


def test_animals_that_lack_a_source_are_not_weighed_by_what_was_found_in_others(runs):
    with pytest.raises(InputError, match="its animals were raised without sound"):
        ma.weigh(runs["deaf"])
