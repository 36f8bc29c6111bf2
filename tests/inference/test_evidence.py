"""Evidence is read whole, says what it does not know, and cannot be seen by what predicts."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from typer.testing import CliRunner

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import figures
from mirror_abm.base.yaml_text import parse_yaml
from mirror_abm.cli.evidence import figure_tables
from mirror_abm.cli.main import app
from mirror_abm.inference import evidence
from mirror_abm.profile import faults
from mirror_abm.profile.species import library, load_species
from mirror_abm.profile.tree import tree

from ..test_house import FILES, HOME, imports, module

GOOD = """taxon: Macaca mulatta
rank: species
records:
  - looked_for: grasping
    measure: single_unit
    area: F5
    modality: visual
    verdict: positive
    units: {recorded: 10, mirror: 2}
    rearing: unknown
    cite: [gallese_1996]
    read: recalled
    scope: in
    panel:
      - {measure: single_units, modality: visual, effector: hand, actions: [grasp]}
"""


@pytest.fixture(scope="module")
def table():
    return ma.load_evidence()


def test_all_rows_of_the_table_are_there_and_every_profile_has_a_record(table):
    assert set(table["row"]) == set(range(1, 64))
    assert set(tree().tips) == set(table["profile"].dropna())
    assert (
        table["record"].nunique() == 74
    )  # one record of 11 genera and one of two species are told apart by taxon


def test_not_tested_is_never_zero_and_never_negative(table):
    untested = table[table["verdict"] == "not_tested"]
    assert untested["taxon"].nunique() == 11
    assert untested[["recorded", "mirror", "animals"]].isna().all(axis=None)
    assert set(untested["panel_verdict"]) == {"not_tested"}
    counts = table[["recorded", "mirror", "animals"]]
    assert not (counts == 0).fillna(False).any(axis=None)
    assert (
        counts["recorded"].dropna().size == 4
    )  # two panel entries of one record among them; the rest state none


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
    """For profiles that are in the library: a mapping to an action that nobody does would be compared with nothing."""
    named = table.dropna(subset=["panel_actions", "profile"])
    named = named[named["profile"].isin(library())]
    assert len(named) >= 4
    for row in named.itertuples():
        actions = {action.name: action.effector for action in load_species(row.profile).actions}
        for action in row.panel_actions.split():
            assert actions.get(action) == row.panel_effector, (row.record, action)


def test_one_taxon_or_the_profile_it_speaks_to():
    assert set(ma.load_evidence("Macaca mulatta")["taxon"]) == {"Macaca", "Macaca mulatta"}
    assert set(ma.load_evidence("Pan paniscus")["profile"].isna()) == {True}
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
    "simulation.api",
    "inference.prediction",
    "inference.information",
    "inference.power",
)


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
        assert "inference.evidence" not in below | {name}, name
        assert not any(other.startswith("cli.") for other in below), name
    assert set(graph.predecessors("inference.evidence")) == {
        "cli.evidence",
        "inference.weighing",
        "inference.recommendation",
    }  # what sits above both


def test_no_other_file_names_the_folder_of_evidence():
    """Neither as a path in one piece nor as a part put to one with a slash."""
    for path in FILES:
        code = re.sub(r'"""(?:.|\n)*?"""', "", path.read_text())
        if module(path) not in ("inference.evidence", "cli.evidence"):
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


# ------------------------------------------------------------------ faults
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "verdict: positive",
            "verdict: postive",
            r"t.yaml:8:14 records.0.verdict = 'postive': .*Did you mean positive\?",
        ),
        ("area: F5", "aera: F5", r"t.yaml:6:5 records.0.aera: unknown key. Did you mean area\?"),
        (
            "mirror: 2",
            "mirror: 20",
            r"t.yaml:9:35 records.0.units.mirror = 20: must be at most recorded, 10\.",
        ),
        (
            "gallese_1996",
            "galese_1996",
            r"t.yaml:11:12 records.0.cite.0 = 'galese_1996': is not in references.bib. Did you mean",
        ),
        ("scope: in", "scope: out", r"scope = 'out': must have a reason, and no panel"),
        (
            "verdict: positive",
            "verdict: not_tested",
            r"must have neither units nor animals, for none were tested",
        ),
        (
            "effector: hand",
            "effektor: hand",
            r"t.yaml:15:51 records.0.panel.0.effektor: unknown key. Did you mean effector\?",
        ),
        (
            "recorded: 10",
            "recorded: '10'",
            r"t.yaml:9:23 records.0.units.recorded = '10': must be a whole number. Did you mean 10\?",
        ),
        (
            "rank: species",
            "rank: kind",
            r"t.yaml:.* rank = 'kind': must be 'species', 'genus' or 'group'\.",
        ),
        (
            "recorded: 10",
            "recorded: -1",
            r"records.0.units.recorded = -1: must be greater than or equal to 0\.",
        ),
        ("rank: species", "rank: [", r"t.yaml:"),
        (GOOD, "- a", r"t.yaml:1:1 must be a mapping"),
        (GOOD, "x: &a 1", r"t.yaml:1:4 .*anchor"),
    ],
)
def test_faults_are_told_with_their_place(tmp_path, monkeypatch, old, new, said):
    monkeypatch.chdir(tmp_path)
    assert old in GOOD
    Path("references.bib").write_text("@article{gallese_1996,\n}\n")
    Path("t.yaml").write_text(GOOD)
    assert evidence.load_evidence(folder=".")["mirror"].tolist() == [2]
    Path("t.yaml").write_text(GOOD.replace(old, new, 1))
    with pytest.raises(InputError, match=said):
        evidence.load_evidence(folder=".")


def test_all_faults_of_a_file_are_told_at_once_by_those_who_tell_the_faults_of_a_profile():
    """Also what only checks between values find, beside a value of the wrong kind; pydantic's own words reach nobody."""
    text = (
        GOOD.replace("mirror: 2", "mirror: 20")
        .replace("scope: in", "scope: out")
        .replace("rank: species", "rank: 3")
    )
    told, taxon = evidence.faults(text, "t.yaml", {"gallese_1996"})
    assert taxon is None
    assert [sentence.split(": ")[0].split(" ", 1)[1] for sentence in told] == [
        "rank = 3",
        "records.0.units.mirror = 20",
        "records.0.scope = 'out'",
    ]
    assert all(re.search(r"must (be|have) ", sentence) for sentence in told)
    found, _ = faults.examine(evidence.Taxon, faults.plain(parse_yaml(text, "t.yaml")))
    assert told == faults.sentences(found, parse_yaml(text, "t.yaml"), "t.yaml")


def test_no_fault_is_worded_but_in_one_place():
    """pydantic's errors are read by one module, which puts them as sentences."""
    assert {module(path) for path in FILES if "ValidationError" in path.read_text()} == {"reading"}


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(InputError, match="holds no evidence"):
        evidence.load_evidence(folder=tmp_path)


def test_the_schema_in_the_folder_is_the_code_s():
    assert json.loads((evidence.FOLDER / "evidence.schema.json").read_text()) == evidence.schema()


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


def test_the_figure_holds_every_placed_record_once(tmp_path, table):
    tables, missing = figure_tables(table, figures.load("evidence").COLUMNS)
    assert "Theropithecus gelada" in missing
    assert tables["tree"]["tip"].sum() == 38
    assert (
        tables["evidence"]["record"].nunique()
        == table[table["profile"].notna()]["record"].nunique()
    )
    file = tmp_path / "e.png"
    assert CliRunner().invoke(app, ["evidence", "--figure", str(file)]).exit_code == 0
    assert file.stat().st_size > 20_000
    with pytest.raises(InputError, match="must end in"):
        CliRunner().invoke(app, ["evidence", "--figure", "e.gif"], catch_exceptions=False)


def test_marks_stand_at_the_species_and_column_of_the_record():
    from mirror_abm.base.shelf import figures
    from mirror_abm.report.figures import picture

    shelf_item = figures.load("evidence")
    figure = picture(shelf_item, shelf_item.example())
    right = figure.axes[1]
    labels = [text.get_text() for text in right.get_yticklabels()]
    marks = {
        (int(np.round(line.get_xdata()[0])), labels[int(line.get_ydata()[0])]): line.get_marker()
        for line in right.lines
        if line.get_linestyle() == "None"
    }
    assert marks == {
        (0, "Macaca mulatta"): "o",
        (3, "Homo sapiens"): "D",
        (0, "Mus musculus"): "X",
        (4, "Mus musculus"): "o",
    }
