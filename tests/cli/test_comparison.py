"""The answer and the comparative table as they are printed."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from mirror_abm.cli import comparison
from mirror_abm.cli.console import collected
from mirror_abm.inference.answer import answer
from mirror_abm.simulation.archive import load_run
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .shell import OCTOPUS


@pytest.mark.parametrize(
    ("more", "end"),
    [
        ({}, "over 4 groups"),
        ({"replicates": 1}, "over 1 group"),
        ({"world": "permuted", "without": ["sound"]}, "groups; without sound, permuted world"),
        ({"prior": "rule_made"}, "groups; prior rule made"),
        ({"settings": {"constants.tau": 2}, "cap": 5}, "; constants.tau = 2, groups of at most 5"),
    ],
)
def test_the_title_says_everything_that_is_not_default(more, end):
    plan = make_plan([OCTOPUS], **{"replicates": 4} | more)
    assert comparison._title(plan, "intact").endswith(end)


def test_clipped_draws_are_told_by_species_or_if_many_by_number():
    index = pd.MultiIndex.from_product(
        [["a", "b"], ["experience.sound.rate", "group.size"]], names=["species", "name"]
    )
    share = pd.Series([0.5, 0.0, 0.25, 0.0], index=index)
    few = comparison._clipped(SimpleNamespace(species=("a", "b")), share)
    assert few == ["a sound.rate in 50% of groups", "b sound.rate in 25% of groups"]
    many = comparison._clipped(SimpleNamespace(species=tuple("abcdefghi")), share)
    assert many == ["sound.rate in 38% of the groups of 2 species"]


def test_the_table_warns_of_few_groups_and_of_groups_that_were_capped(done, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    run = load_run(done.id, done.out)
    comparison.show_result(run)
    told = capsys.readouterr().out
    assert "Ranges are those of the extremes: 33 % range of 2 groups;" in told
    assert "--replicates 19 or more carry one of 90%." in told
    assert "Unit of replication: the group." in told
    assert "were simulated with" not in told


def test_the_answer_comes_first_and_the_baseline_is_one_line(done, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "500")
    run = load_run(done.id, done.out)
    comparison.show_result(run)
    told = capsys.readouterr().out
    said = [f"* {sentence}" for sentence in answer(run).sentences]
    assert told.split("\n")[: len(said)] == said
    rows = [line for line in told.split("\n") if line.startswith("Octopus vulgaris")]
    assert len(rows) == 1
    assert "common octopus" in rows[0]
    assert re.search(r"Baseline none: means from -?0\.0\d\d to 0\.0\d\d over", told)
    assert "by sound" not in told  # no act of it is heard


def test_the_table_holds_what_the_run_found_species_in_the_order_of_the_tree(tmp_path):
    run = execute(
        make_plan(
            ["danio_rerio", "macaca_mulatta", OCTOPUS],
            account=["associative", "genetic", "none"],
            days=0.02,
            replicates=2,
            knockouts=1,
        ),
        tmp_path,
    )
    found = answer(run)
    (table,) = shown(run, found)
    records = table.records()
    assert [row["species"] for row in records] == [
        *["Macaca mulatta"] * 2,
        *["Danio rerio"] * 2,
        *["Octopus vulgaris"] * 2,
    ]
    summary = run.table("summary").query("arm == 'intact'")
    summary = summary.set_index(["species", "account", "modality"])
    chances = found.chances.set_index(["species", "account", "modality"])
    for row in records:
        name = row["species"].lower().replace(" ", "_")
        for modality in ("visual", "auditory"):
            key = (name, row["account"], modality)
            if key not in summary.index:
                assert row[modality] is None
                assert name == OCTOPUS
                continue
            assert row[modality] == shown_of(summary.loc[key, "mean"])
            assert row[f"{modality}_low"] == shown_of(summary.loc[key, "low"])
            assert row[f"{modality}_found"] == shown_of(chances.loc[key, "found"])


def shown_of(value):
    """Return what a table holds of a number: nothing of one that was not measured."""
    return None if pd.isna(value) else value


def shown(run, found):
    """Return the tables that the comparison prints."""
    with collected() as tables:
        comparison.show_comparison(run, found)
    return tables


def test_in_a_permuted_world_no_study_is_promised(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    plan = make_plan(["mus_musculus"], days=0.02, replicates=2, world="permuted", knockouts=0)
    comparison.show_result(execute(plan, tmp_path))
    told = capsys.readouterr().out
    assert "found: chance" not in told
    assert "Counter-mirror share" in told
    assert "permuted world" in told


def test_where_nothing_but_a_baseline_was_run_it_has_rows(tmp_path):
    plan = make_plan([OCTOPUS], days=0.02, replicates=2, account="none")
    run = execute(plan, tmp_path)
    (table,) = shown(run, answer(run))
    assert table.row_count == 1
