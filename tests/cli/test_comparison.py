"""The comparative table: its title, and what a reader must know of the run."""

from types import SimpleNamespace

import pandas as pd
import pytest

from mirror_abm.cli import comparison
from mirror_abm.simulation.archive import load_run


def plan(**more):
    ordinary = {"replicates": 4, "world": "normal", "prior": "authored"}
    return SimpleNamespace(**ordinary | more)


@pytest.mark.parametrize(
    ("more", "arm", "end"),
    [
        ({}, "intact", "over 4 groups"),
        ({"replicates": 1}, "intact", "over 1 group"),
        ({"world": "permuted"}, "without sound", "groups, without sound, permuted world"),
        ({"prior": "rule_made"}, "intact", "groups, prior rule made"),
    ],
)
def test_the_title_says_how_the_run_differs_from_an_ordinary_one(more, arm, end):
    assert comparison._title(plan(**more), arm).endswith(end)


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
    comparison.show_comparison(run)
    told = capsys.readouterr().out
    assert "--replicates 20 or more." in told
    assert "Unit of replication: the group." in told
    assert "were simulated with" not in told
