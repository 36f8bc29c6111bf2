"""Tables of draws of several runs as one: what they share is there once, and what differs is told."""

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
    return (
        ma.run("danio_rerio", out=out, cap=6, **OF),
        ma.run("mus_musculus", out=out, cap=6, without=["sound"], **OF),
        ma.run(["danio_rerio", "mus_musculus"], out=out, cap=6, contrast=True, without=["sound"], **OF)
        if False
        else ma.run("danio_rerio", out=out, cap=6, seed=1, **OF),
    )


def test_runs_of_the_same_draws_are_one_table(runs, tmp_path):
    whole = given(runs[0], None, None, [runs[1]])
    assert {(cell[0], cell[2]) for cell in whole.cells} == {
        ("danio_rerio", "intact"),
        ("mus_musculus", "without sound"),
    }
    keep(whole, tmp_path / "both.parquet")
    again = read(tmp_path / "both.parquet")
    assert again.origin == whole.origin != ""
    assert list(again.cells) == list(whole.cells)
    more = joined([again, of_run(runs[0])], ["both", "one"])  # once more: it is there once
    assert list(more.cells) == list(whole.cells)
