"""``retrain`` as it is typed: what is printed, kept, drawn and joined, and what is refused."""

import pandas as pd
import pytest

from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .shell import refused, typed

SMALL = ("--trials", "40", "--days", "1", "--workers", "1")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    accounts = ["associative", "genetic"]
    plan = make_plan(["mus_musculus"], account=accounts, days=0.02, replicates=4, knockouts=0)
    return execute(plan, tmp_path_factory.mktemp("runs"), 1)


def test_animals_are_trained_told_drawn_and_joined_with_the_run(run, tmp_path):
    out, file = str(run.path.parent), str(tmp_path / "trained.parquet")
    told = typed("retrain", run.id, "mus_musculus", *SMALL, "--keep", file, "--out", out)
    assert told.returncode == 0, told.stderr
    for words in (
        "40 trials of each a day, 1 day.",
        "Mus musculus",
        "act answered, before",
        "of 4 draws",
        "4 of 4 replicates done",
    ):
        assert words in told.stdout + told.stderr, words
    assert (run.path / "figures" / "retraining.png").stat().st_size > 10_000
    book = pd.read_csv(run.path / "next" / "retraining_columns.csv")
    assert book["meaning"].str.len().min() > 5
    more = typed("next", run.id, "--also", file, "--studies", "1", "--units", "10", "--out", out)
    assert more.returncode == 0, more.stderr
    assert "re-trained" in more.stdout


def test_nonsense_is_refused(run, tmp_path):
    out = ("--out", str(run.path.parent))
    refused(typed("retrain", run.id, "mus", *out), 2, "mus_musculus")
    refused(typed("retrain", run.id, "--trials", "0", *out), 2, "trials")
    refused(typed("retrain", run.id, "--keep", "draws.csv", *out), 2, "must end in .parquet")
    refused(typed("next", run.id, "--also", run.id, *out), 2, "add --studies")
