"""What ``run`` and ``contrast`` are asked for: one list of options, and nonsense refused."""

import ast
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import mirror_abm as ma
from mirror_abm.cli.main import app
from mirror_abm.cli.request import common_options
from mirror_abm.cli.simulation import contrast_command, run_command

from .shell import OCTOPUS, OCTOPUS_FILE, TINY, refused, typed


def test_both_commands_have_the_common_options():
    common = set(inspect.signature(common_options).parameters)
    assert set(inspect.signature(contrast_command).parameters) == common
    assert set(inspect.signature(run_command).parameters) == common | {"plan"}


def test_the_defaults_of_the_command_are_those_of_the_function():
    """They are written twice, for the command must not load the function to show its help."""
    function = inspect.signature(ma.run).parameters
    command = inspect.signature(run_command).parameters
    typed_alone = {"plan", "cluster", "shard"}
    assert set(command) - typed_alone == set(function) - {"contrast", "progress", "executor"}
    for name, option in command.items():
        if name in typed_alone:
            assert option.default is None
            continue
        default = function[name].default
        if name == "account":
            assert default == ("associative", "none")
            assert option.default is None
        elif name != "workers":
            assert str(option.default or "") == str(default or ""), name


RATE = "experience.self_observation.rate"


NAMES = [
    (["run", "macaca_mulata"], ["species = 'macaca_mulata'", "Did you mean macaca_mulatta?"]),
    (["run", "missing.yaml"], ["missing.yaml: no such file."]),
    (
        ["run", OCTOPUS, "--account", "asociative"],
        ["account = 'asociative'", "Did you mean associative?"],
    ),
    (["run", OCTOPUS, "--workers", "0"], ["workers = 0: must be a whole number from 1 to 256."]),
    (
        ["contrast", OCTOPUS],
        ["contrast: name at least one source with without (--without SOURCE)."],
    ),
    (["runs", "show", "nope"], ["run 'nope': no such run in runs. Runs there: none."]),
    (["plot", "nope"], ["run 'nope': no such run in runs. Runs there: none."]),
    (["species", "show", "octopus"], ["species = 'octopus'"]),
    (["species", "check", "folder.yaml"], ["folder.yaml: is a folder: must be a file."]),
    (["explain", "steps"], ["explain 'steps'"]),
]
NUMBERS = [
    (["--days", "0"], ["days = 0.0: must lie in (0, 100000]."]),
    (["--days", "-1"], ["days = -1.0: must lie in (0, 100000]."]),
    (["--days", "nan"], ["days = nan"]),
    (["--days", "inf"], ["days = inf"]),
    (["--days", "1e9"], ["days = 1000000000.0"]),
    (["--replicates", "0"], ["replicates = 0: must be a whole number from 1 to 1000000."]),
    (["--replicates", "-3"], ["replicates = -3"]),
    (["--learners", "0"], ["learners = 0"]),
    (["--cap", "0"], ["cap = 0"]),
    (["--seed", "-1"], ["seed = -1: must be a whole number from 0 to "]),
    (["--seed", "9" * 30], ["seed = 999"]),
    (["--workers", "257"], ["workers = 257"]),
    (["--knockouts", "-1"], ["knockouts = -1"]),
    (["--world", "permuted!"], ["world = 'permuted!'", "Did you mean permuted?"]),
    (["--weights", "none"], ["weights = 'none'"]),
    (["--account", ""], ["--account '': must not be empty"]),
    (["--without", "nothing"], ["without = 'nothing'", "being_imitated"]),
    (["--without", "mirors"], ["Did you mean mirrors?"]),
    (["--set", "nonsense"], ["--set nonsense: must be NAME=NUMBER"]),
    (
        ["--set", "experience.self_observation.rat=1"],
        ["has no such number", f"Did you mean {RATE}?"],
    ),
    (["--set", "constants.taw=1"], ["constants = 'taw'", "Did you mean tau?"]),
    (["--set", f"{RATE}=nan"], [f"--set {RATE}=nan"]),
    (["--set", f"{RATE}=1e6"], [f"{RATE} = 1e+06: must be at most "]),
    (["--set", "group.size=0"], ["group.size"]),
    (
        ["--set", f"{RATE}=-1"],
        [f"settings (--set) {RATE}=-1: {RATE}.low = -1: must not be negative. Did you mean 1?"],
    ),
    (["--set", "constants.tau=-1"], ["constants.tau = -1: must lie in [0.01, 60]."]),
    ([OCTOPUS], ["named twice"]),
    (
        ["--set", "constants.tau=1", "--set", " constants.tau = 2"],
        ["--set  constants.tau = 2: constants.tau is given twice: give it once."],
    ),
    (["--set", f"{RATE}=1", "--set", f"{RATE}=1"], [f"{RATE} is given twice: give it once."]),
    (["folder.yaml"], ["folder.yaml: is a folder: must be a file."]),
    ([""], ["argument '': must not be empty"]),
]
MANY = """
import contextlib, io, json, sys
from mirror_abm.cli.main import main
results = []
for words in json.load(sys.stdin):
    sys.argv, out, err, code = ["mirror-abm", *words], io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code
    results.append({"returncode": code, "stdout": out.getvalue(), "stderr": err.getvalue()})
json.dump(results, sys.stdout)
"""


@pytest.mark.parametrize(("words", "pieces"), NAMES, ids=lambda value: " ".join(value)[:50])
def test_nonsense_is_refused_in_one_sentence_and_leaves_nothing(words, pieces, tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    told = typed(*words, cwd=tmp_path)
    refused(told, 2, *pieces)
    assert told.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["folder.yaml"]


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """What the command says to all ``NUMBERS``, typed within one process, and what it leaves."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "folder.yaml").mkdir()
    lines = json.dumps([["run", OCTOPUS, *words] for words, _ in NUMBERS])
    told = subprocess.run(
        [sys.executable, "-c", MANY],
        input=lines,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    assert [path.name for path in folder.iterdir()] == ["folder.yaml"]
    return [SimpleNamespace(**result) for result in json.loads(told.stdout)]


@pytest.mark.parametrize(
    "number", range(len(NUMBERS)), ids=lambda number: " ".join(NUMBERS[number][0])[:50]
)
def test_impossible_numbers_and_names_are_refused_in_one_sentence(number, many):
    refused(many[number], 2, *NUMBERS[number][1])
    assert many[number].stdout == ""


@pytest.mark.parametrize("out", ["/dev/null/x", "file", "file/x"])
def test_a_file_in_the_place_of_the_folder_of_runs_is_refused(out, tmp_path):
    (tmp_path / "file").write_text("mine")
    told = typed(*TINY, "--out", out, cwd=tmp_path)
    refused(told, 2, out, "is a file: must be a folder.")
    assert told.stdout == ""
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


def test_what_is_named_twice_and_is_the_same_counts_once():
    words = ("--account", "none", "--account", "none", "--without", "sound", "--without", "sound")
    planned = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mirror_abm.cli.request.execute_plan", lambda plan, *_: planned.append(plan))
        CliRunner().invoke(app, ["run", OCTOPUS, *words])
    assert planned[0].accounts == ("none",)
    assert planned[0].arms == (("sound",),)


OPTIONS = {*inspect.signature(ma.run).parameters, *inspect.signature(ma.Population).parameters}
IN_PYTHON = re.compile(rf"\b({'|'.join(OPTIONS)})=(True|False|None|[A-Z]+\b|\[|\{{)")


def advice():
    """Return the text of every error that advises an option as Python spells it."""
    for file in sorted(Path(ma.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(getattr(call, "func", None), "id", "")
            if name in ("InputError", "Faults", "unknown", "Fault"):
                parts = [each.value for each in ast.walk(call) if isinstance(each, ast.Constant)]
                text = " ".join(part for part in parts if isinstance(part, str))
                if IN_PYTHON.search(text):
                    yield text


def test_no_error_advises_only_what_is_typed_in_python():
    found = list(advice())
    assert any("carrier=True" in text for text in found)
    for text in found:
        assert "--" in text or "`mirror-abm " in text, text


def test_a_species_without_a_place_in_the_tree_is_told_which_option_to_type(tmp_path):
    file = tmp_path / "mine.yaml"
    text = OCTOPUS_FILE.replace(f"name: {OCTOPUS}", "name: mine").replace(
        "scientific: Octopus vulgaris", "scientific: Octopus mirus"
    )
    file.write_text(text)
    told = typed("run", str(file), "--account", "genetic", "--out", str(tmp_path / "runs"))
    refused(told, 2, "no place in the tree", "--carrier or --no-carrier (in Python")
