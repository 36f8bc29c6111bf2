"""The command ``answer``: the sentences of a run for another study."""

import dataclasses

import pandas as pd

from mirror_abm.cli import answer as module
from mirror_abm.cli.console import collected
from mirror_abm.inference.answer import answer
from mirror_abm.simulation.archive import load_run

from .shell import refused, typed


def test_another_study_is_asked_about_and_the_sentences_are_those_of_the_library(done):
    words = ["answer", done.id, "--out", str(done.out), "--animals", "8", "--units", "9"]
    told = typed(*words, COLUMNS="500")
    assert told.returncode == 0, told.stderr
    found = answer(load_run(done.id, done.out), animals=8, units=9)
    assert told.stdout.split("\n")[: len(found.sentences)] == [f"* {s}" for s in found.sentences]
    assert "a study of 8 animals with 9 motor units each" in told.stdout


def test_a_study_that_cannot_be_is_refused(done):
    told = typed("answer", done.id, "--out", str(done.out), "--units", "0")
    refused(told, 2, "units = 0")


def test_pairs_whose_order_holds_are_listed_with_the_higher_first(done, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    run = load_run(done.id, done.out)
    found = answer(run)
    module._show_orders(run, found)
    assert capsys.readouterr().out == "No order of two species is resolved.\n"
    pair = {
        "account": "associative",
        "modality": "visual",
        "first": "octopus_vulgaris",
        "second": "octopus_vulgaris",
        "probability": 0.0625,
        "low": 0.03125,
        "high": 0.1875,
        "difference": -0.123,
        "resolved": True,
    }
    pairs = pd.DataFrame([pair, pair | {"difference": 0.456, "resolved": False}])
    with collected() as tables:
        module._show_orders(run, dataclasses.replace(found, orders=pairs))
    assert "each exceeded in 5 % of runs; the lower lies above 3/4." in capsys.readouterr().out
    (row,) = tables[0].records()
    chance = [row[key] for key in ("chance", "chance_low", "chance_high")]
    assert chance == [0.9375, 0.8125, 0.96875]
    assert row["difference"] == 0.123


def test_what_holds_in_several_runs_is_told_in_words_and_in_one_table(tmp_path):
    from typer.testing import CliRunner

    import mirror_abm as ma
    from mirror_abm.cli.main import app

    runs = [
        ma.run("octopus_vulgaris", days=0.01, replicates=2, knockouts=0, prior=prior, out=tmp_path)
        for prior in ("authored", "exchangeable")
    ]
    words = ["answer", str(runs[0].path), "--also", str(runs[1].path), "--orders"]
    told = CliRunner().invoke(app, words, env={"COLUMNS": "140"})
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith("* Under both priors on rates (authored and exchangeable), and")
    assert "Octopus vulgaris" in told.stdout
    twice = CliRunner().invoke(app, ["answer", str(runs[0].path), "--also", str(runs[0].path)])
    assert twice.exit_code != 0
