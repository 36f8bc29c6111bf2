"""Evidence is read whole, says what it does not know, and cannot be seen by what predicts."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.cli.main import app
from mirror_abm.inference import evidence
from mirror_abm.profile.species import load_species, shipped
from mirror_abm.profile.tree import tree

from ..test_house import FILES, HOME, imports, module


@pytest.fixture(scope="module")
def table():
    return ma.load_evidence()


def test_all_rows_of_the_table_are_there_and_every_profile_has_a_record(table):
    # of the table of 63; records without a row were found by the search of docs/evidence.md
    assert set(table["row"].dropna()) == set(range(1, 64))
    assert set(tree().tips) == set(table["profile"].dropna())
    # of 63 rows, one of 11 genera and one of two species are told apart by taxon, rows 3 and 38 by
    # source (the parts were read to different depths); and 32 records were found by the search
    assert table["record"].nunique() == 74 + 1 + 2 + 32


def test_not_tested_is_never_zero_and_never_negative(table):
    untested = table[table["verdict"] == "not_tested"]
    assert untested["taxon"].nunique() == 11
    assert untested[["recorded", "mirror", "animals"]].isna().all(axis=None)
    assert set(untested["panel_verdict"]) == {"not_tested"}
    counts = table[["recorded", "mirror", "animals"]]
    assert not (counts == 0).fillna(False).any(axis=None)
    # two panel entries of one record among them; the rest state none
    assert counts["recorded"].dropna().size == 11


def test_out_of_scope_has_a_reason_and_in_scope_a_panel(table):
    inside = table["scope"] == "in"
    assert table.loc[inside, "panel_measure"].notna().all()
    assert table.loc[~inside, "panel_measure"].isna().all()
    assert table.loc[~inside, "reason"].notna().all()
    for word in ("yawn", "place cells", "pain"):
        rows = table[table["looked_for"].str.contains(word, case=False)]
        assert len(rows)
        assert set(rows["scope"]) == {"out"}, word


def test_the_negatives_and_the_parts_that_came_out_otherwise_are_kept(table):
    mouse = table[(table["profile"] == "mus_musculus") & (table["scope"] == "in")]
    assert set(mouse["panel_verdict"]) == {"negative", "positive"}
    rat = table[(table["profile"] == "rattus_norvegicus") & (table["scope"] == "in")].set_index(
        "panel_what"
    )
    assert rat.loc["grooming", "panel_verdict"] == "negative"
    assert rat.loc["grooming", "verdict"] == "positive_single_lab"


def test_actions_named_in_a_panel_are_in_the_repertoire(table):
    """In the library: a mapping to an action that nobody does would be compared with nothing."""
    named = table.dropna(subset=["panel_actions", "profile"])
    named = named[named["profile"].isin(shipped())]
    assert len(named) >= 4
    for row in named.itertuples():
        actions = {action.name: action.effector for action in load_species(row.profile).actions}
        for action in row.panel_actions.split():
            assert actions.get(action) == row.panel_effector, (row.record, action)


def test_one_taxon_or_the_profile_it_speaks_to():
    assert set(ma.load_evidence("Macaca mulatta")["taxon"]) == {"Macaca", "Macaca mulatta"}
    assert set(ma.load_evidence("Pan paniscus")["profile"]) == {"pan_paniscus"}
    assert set(ma.load_evidence("songbirds")["profile"].isna()) == {True}
    with pytest.raises(InputError, match="Did you mean macaca_mulatta"):
        ma.load_evidence("macaca_mulata")


# ------------------------------------------------------------------ nobody who predicts can see it
BLIND = (
    "engine.population",
    "engine.compiled",
    "engine.loop",
    "simulation.task",
    "simulation.runner",
    "simulation.plan",
    "profile.species",
    "animal.constants",
    "experience.supply",
    "animal.network",
    "experience.events",
    "simulation.recordings",
    "simulation.summary",
    "simulation.archive",
    "profile.tree",
    "inference.study",
    "inference.shares",
    "inference.chances",
    "inference.prediction",
    "inference.information",
    "inference.power",
)


#: what weighs the record, and what asks which species were recorded
MAY_SEE = ("weighing", "recommendation", "drawn", "phylo_errors", "on_record")


def test_engine_accounts_profiles_plan_and_worker_import_no_evidence():
    graph = nx.DiGraph(
        [(module(path), name) for path in FILES for name, ours in imports(path) if ours]
    )
    blind = [
        *BLIND,
        *(
            module(path)
            for path in FILES
            if path.parent.name in ("accounts", "rules", "sources", "measures")
        ),
    ]
    for name in blind:
        below = nx.descendants(graph, name) if name in graph else set()
        assert not {"inference.evidence", "inference.record"} & {name, *below}, name
        assert not any(other.startswith("cli.") for other in below), name
    above = {"cli.evidence", *(f"inference.{name}" for name in MAY_SEE)}
    assert set(graph.predecessors("inference.evidence")) == above


def test_no_other_file_names_the_folder_of_evidence():
    """Neither as a path in one piece nor as a part put to one with a slash."""
    for path in FILES:
        code = re.sub(r'"""(?:.|\n)*?"""', "", path.read_text())
        if module(path) not in ("inference.evidence", "inference.record", "cli.evidence"):
            assert not re.search(r"""evidence/|/\s*["']evidence""", code), path
    assert re.search(r"""/\s*["']evidence""", Path(evidence.__file__).read_text())


def test_a_replicate_opens_no_file_of_evidence():
    program = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.task import simulate
plan = make_plan(["octopus_vulgaris"], account=["genetic"], days=0.01, replicates=1, knockouts=0)
simulate(plan, "octopus_vulgaris", 0, "agents")
assert any("octopus_vulgaris.yaml" in path for path in opened)
assert any("tree.nwk" in path for path in opened)
assert not any("species/evidence" in path for path in opened), opened
assert "mirror_abm.inference.evidence" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(InputError, match="holds no evidence"):
        evidence.load_evidence(folder=tmp_path)


def test_the_wheel_ships_evidence_and_trees():
    data = tomllib.loads((HOME.parent / "pyproject.toml").read_text())["tool"]["setuptools"][
        "package-data"
    ]
    assert {"*.nwk", "*.csv", "evidence/*"} <= set(data["mirror_abm.species"])


# ------------------------------------------------------------------ the page and the figure
def test_the_page_says_what_was_read_and_what_is_out(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    said = CliRunner().invoke(app, ["evidence", "mus_musculus"])
    assert said.exit_code == 0
    assert "Out of scope" in said.output
    assert "negative" in said.output
    assert "recalled" in said.output
    assert "nan" not in said.output.lower().split()
    assert "<NA>" not in said.output
