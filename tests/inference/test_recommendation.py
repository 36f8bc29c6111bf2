"""What to record next, asked by function and by command."""

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import figures
from mirror_abm.cli.main import app
from mirror_abm.inference import recommendation
from mirror_abm.inference.known import weighed
from mirror_abm.inference.recommendation import record_next

from .made import PERFECT, entropy, examples_run, rewritten, terms


def test_the_bits_of_a_run_are_those_of_its_shares(run, monkeypatch):
    rewritten(
        run,
        monkeypatch,
        {(s, a): 0.2 for s in run.plan.species for a in run.plan.accounts}
        | {("octopus_vulgaris", "genetic"): 0.6, ("mus_musculus", "genetic"): 0.3},
    )
    found = record_next(run, lab=PERFECT, animals=1, units=20)
    table = found.designs.query("comparison == 'genetic' and modality == 'visual'").set_index(
        "species"
    )
    for name, share in (("octopus_vulgaris", 0.6), ("mus_musculus", 0.3), ("macaca_mulatta", 0.2)):
        p, q = terms(20, 0.2), terms(20, share)
        assert table.bits[name] == pytest.approx(
            entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2, abs=1e-9
        ), name
    assert table["rank"]["octopus_vulgaris"] <= 2
    assert not table.tied["mus_musculus"]
    classes = found.classes.set_index("account")["class"]
    assert classes["associative"] == classes["hebbian"] == "associative = hebbian"
    assert classes["genetic"] == "genetic"
    assert "none" not in classes  # a baseline is no rival
    assert set(found.designs["comparison"]) == {"genetic", "hebbian", "all accounts"}
    same = found.designs[found.designs["comparison"] == "hebbian"]
    assert same["bits"].abs().max() < 1e-12
    assert not same["above_floor"].any()
    assert same["tied"].all()
    assert (
        found.designs["bits_found"] <= found.designs["bits"] + 1e-9
    ).all()  # whether is less than how many


def test_costs_and_priors_rank_and_nonsense_is_refused(run):
    dear = record_next(run, cost={"macaca_mulatta": 50}).designs.query(
        "comparison == 'all accounts'"
    )
    monkeys = dear[dear["species"] == "macaca_mulatta"]
    np.testing.assert_allclose(monkeys["value"] * 50, monkeys["bits"], rtol=1e-12, atol=1e-12)
    sure = record_next(run, prior={"genetic": 0, "hebbian": 0.001}).designs.query(
        "comparison == 'all accounts'"
    )
    assert sure["bits"].max() < 0.02
    for options, said in (
        ({"prior": {"genetik": 1}}, "Did you mean genetic"),
        ({"prior": {"none": 1}}, "must be one of"),
        ({"prior": {"genetic": -1}}, "0 or more"),
        ({"prior": {"genetic": 0, "hebbian": 0}}, "at least two"),
        ({"cost": {"mus_muscolus": 1}}, "no species of run .*Did you mean mus_musculus"),
        ({"cost": {"mus_musculus": 0}}, "above 0"),
        ({"outcome": "k"}, "must be one of"),
        ({"animals": 0}, "animals"),
        ({"units": 10**6}, "units"),
    ):
        with pytest.raises(InputError, match=said):
            record_next(run, **options)


def test_weights_are_relative_however_large():
    small, large = (
        weighed(["associative", "hebbian"], {"associative": size, "hebbian": size})
        for size in (1.0, 1e308)
    )
    assert small.tolist() == large.tolist() == [0.5, 0.5]


def test_what_is_found_is_shown_with_its_tables(run):
    found, weighed = ma.record_next(run, animals=2, units=10, progress=False), ma.weigh(run)
    assert repr(found).startswith(f"Recommendation(designs=table of {len(found.designs)} rows")
    page = found._repr_html_()
    assert "unit of replication" not in page
    for name in ("designs", "choices", "classes"):
        assert f".{name}" in page
    assert "not a test" in weighed._repr_html_()
    assert f"accounts=table of {len(weighed.accounts)} rows" in repr(weighed)


def test_who_waits_is_told_how_many_designs_are_done(run):
    told = []
    ma.record_next(run, animals=2, units=10, progress=lambda *given: told.append(given))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))
    with pytest.raises(InputError, match="progress = 'yes'"):
        ma.record_next(run, progress="yes")


def test_commands_sampled(run, tmp_path):
    typed = CliRunner()
    out = ["--out", str(run.path.parent)]
    for command, said in (
        (["predict", run.id], "Unit of replication: the draw"),
        (["weigh", run.id], "NOT A TEST"),
        (["next", run.id, "--units", "20"], "Ways of choosing"),
    ):
        result = typed.invoke(app, [*command, *out])
        assert result.exit_code == 0, result.output
        assert said in result.output
    assert (run.path / "figures" / "record_next.png").is_file()
    kept = pd.read_csv(run.path / "next" / "designs.csv")
    assert set(figures.load("record_next").NEEDS["designs"]) <= set(kept.columns)
    (tmp_path / "cost.yaml").write_text("mus_musculus: 2\n")
    assert (
        typed.invoke(
            app,
            ["next", run.id, "--cost", str(tmp_path / "cost.yaml"), "--prior", "genetic=2", *out],
        ).exit_code
        == 0
    )
    (tmp_path / "bad.yaml").write_text("- 3\n")
    for wrong in (
        ["next", run.id, "--cost", str(tmp_path / "bad.yaml")],
        ["next", run.id, "--sensitivity", "2"],
        ["next", run.id, "--prior", "genetic=x"],
        ["weigh", run.id, "--publication", "0.5"],
    ):
        result = typed.invoke(app, [*wrong, *out])
        assert result.exit_code != 0
        assert isinstance(result.exception, InputError), wrong


def test_nothing_here_is_named_like_its_module():
    """A public function with the name of a module would be replaced by it on import."""
    assert callable(ma.record_next)
    assert callable(ma.weigh)
    assert callable(ma.predictions)
    assert recommendation.record_next is ma.record_next


def test_the_example_in_the_docstring_runs():
    assert examples_run(recommendation) > 0
