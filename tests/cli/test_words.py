"""No word of a table is lost at any width, and its values are the same as CSV, as JSON and shown.

Every command that prints tables is typed; one that has no case here fails.
"""

import io
import json
import math
import re
import shutil
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from mirror_abm.cli.console import collected
from mirror_abm.cli.main import app
from mirror_abm.inference.drawn_file import keep
from mirror_abm.report.cells import ABSENT, Told, shown_cell, values_in
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute
from tests.inference.tables import made

from .test_main import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"
TRAITS = Path(__file__).parents[1] / "data" / "phylo" / "traits_pruned.csv"
WIDTHS = (60, 80, 100, 140)
SIZE = ["--days", "0.02", "--replicates", "20", "--knockouts", "2"]
FEW = [*SIZE, "--workers", "1", "--out", "runs"]
RUN = ["mus_musculus", "octopus_vulgaris", "--account", "associative", "--account", "hebbian", *FEW]
ONE = ["octopus_vulgaris", "--days", "0.02", "--replicates", "2", "--workers", "1", "--out", "runs"]
LOG = [
    "docs/example_log.tsv",
    "--target",
    "Modifier #1",
    "--like",
    "macaca_mulatta",
    "--shifts",
    "9",
]
#: what is typed after each command
CASES = {
    "run": RUN,
    "contrast": [*ONE, "--without", "self_observation", "--knockouts", "0"],
    "sweep": [*ONE, "--over", "constants.tau=0.5,1"],
    "explain": ["octopus_vulgaris"],
    "check": ["hebbian"],
    "answer": ["RUN", "--orders"],
    "power": ["RUN"],
    "predict": ["RUN"],
    "ontogeny": ["RUN", "--by", "act"],
    "culture": [
        *("tiliqua_rugosa", "--point", "--cap", "2", "--draws", "2", "--generations", "1"),
        *("--rates", "60,120", "--workers", "1"),
    ],
    "sensitivity": ["RUN", "--pair", "mus_musculus,octopus_vulgaris"],
    "calibrate": ["--shipped"],
    "weigh": ["RUN"],
    "recover": ["draws.parquet", "--worlds", "100"],
    "retrain": ["RUN", "octopus_vulgaris", "--trials", "2", "--days", "1", "--workers", "1"],
    "next": ["RUN", "--studies", "2"],
    "preregister": [
        *("octopus_vulgaris", "--without", "mirrors", "--age", "0.02", "--replicates", "4"),
        *("--cap", "4", "--account", "associative", "--account", "genetic", "--workers", "1"),
    ],
    "evidence": [],
    "tree": ["homo_sapiens"],
    "phylo": ["traits.csv", "--trait", "y", "--on", "log(mass)", "--on", "diet"],
    "species list": [],
    "species show": ["macaca_mulatta"],
    "species diff": ["macaca_mulatta", "octopus_vulgaris"],
    "species check": ["novus_novus.yaml"],
    "species from-events": LOG,
    "species from-network": ["net.csv", "--groups", "3"],
    "species networks": [],
    "runs list": [],
    "runs show": ["RUN"],
    "runs verify": ["RUN", "--sample", "1", "--workers", "1"],
    "runs diff": ["RUN", "RUN"],
    "runs merge": ["RUN"],
    "experiment list": [],
    "experiment show": ["heyes_2005"],
    "experiment run": [
        "gallese_1996",
        "--account",
        "associative",
        "--prior-draws",
        "0",
        "--replicates",
        "2",
        "--days",
        "0.02",
        "--workers",
        "1",
    ],
}
#: commands that compute for a while: typed at the least width and in a pipe; their tables, at all
SLOW = (
    "run",
    "contrast",
    "sweep",
    "check",
    "answer",
    "power",
    "predict",
    "ontogeny",
    "culture",
    "sensitivity",
    "weigh",
    "recover",
    "retrain",
    "next",
    "preregister",
    "phylo",
)
#: of these, a few are typed as CSV and JSON in the quick tests, the others in the slow ones
MARKED = [
    pytest.param(
        name, marks=pytest.mark.slow if name in SLOW and name not in ("run", "sweep") else ()
    )
    for name in CASES
]
#: zero with a sign, which no number is shown as
NOTHING = re.compile(r"(?<![\w.])-0(\.0+\b|(?![\w.]))")
#: what is typed after the commands that print no table
WORDS_ALONE = {
    "plot": ["RUN", "species_forest"],
    "runs delete": ["RUN", "--yes"],
    "species cite": ["octopus_vulgaris"],
    "species new": ["corvus_novus"],
    "species set": ["novus_novus.yaml", "experience.mirrors.rate=0.01"],
    "species upgrade": ["novus_novus.yaml", "--check"],
}
#: commands whose --csv and --json are another thing
OWN = ("runs export",)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a run, a species file and a network, in which commands are typed."""
    folder = tmp_path_factory.mktemp("words")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        species, accounts = RUN[:2], ["associative", "hebbian"]
        run = execute(
            make_plan(species, account=accounts, days=0.02, replicates=20, knockouts=2),
            folder / "runs",
            1,
        )
        (folder / "docs").symlink_to(DOCS)
        shutil.copy(TRAITS, folder / "traits.csv")
        (folder / "net.csv").write_text("source,target,weight\na,b,3\nb,c,2\na,c,1\nc,d,4\n")
        keep(made(draws=42, cells=3), folder / "draws.parquet")
        assert ask(["species", "new", "novus_novus", "--like", "macaca_mulatta"]).exit_code == 0
        copy = shutil.copytree(run.path, folder / "copies" / run.id)  # one command deletes it
        yield SimpleNamespace(folder=folder, run=run.id, copy=str(copy), tables={})


@pytest.fixture(autouse=True)
def no_figures(monkeypatch):
    """Figures have tests of their own."""
    monkeypatch.setattr("mirror_abm.report.figures.save_tables", lambda *given: [])
    monkeypatch.setattr("mirror_abm.report.figures.save_sweep", lambda *given: [])
    monkeypatch.setattr("mirror_abm.cli.results._draw_missing", lambda *given: [])


def ask(words, width=None):
    """Type a command in a terminal of a width, or in a pipe."""
    columns = None if width is None else str(width)
    return CliRunner().invoke(app, words, env={"COLUMNS": columns})


def collect(name, place):
    """Return the tables that a command prints; it is typed once."""
    if name not in place.tables:
        with collected() as tables:
            assert ask(case(name, place)).exit_code == 0
        place.tables[name] = tables
    return place.tables[name]


def case(name, place):
    return [*name.split(), *(place.run if word == "RUN" else word for word in CASES[name])]


def words(text):
    """Return how often each word is there; what took how long is not the same twice."""
    text = re.sub(r"\(\d+ s\)", "", text)
    return Counter(word.rstrip(":") for word in text.split() if word.rstrip(":"))


def test_every_command_that_prints_tables_is_typed_here():
    offered = {
        " ".join(name)
        for name, command in COMMANDS.items()
        if any("--csv" in each.opts for each in command.params)
    }
    assert offered == {*CASES, *OWN}


@pytest.mark.parametrize("name", CASES)
def test_no_word_is_lost_at_any_width_and_no_line_is_too_long(name, place, monkeypatch):
    monkeypatch.chdir(place.folder)
    typed = case(name, place)
    collect(name, place)  # what is kept from the first time is shown from then on
    wide = ask(typed, 500)
    assert wide.exit_code == 0, wide.output
    for width in (*(WIDTHS[:1] if name in SLOW else WIDTHS), None):
        told = ask(typed, width).stdout
        found = words(told)
        assert set(found) == set(words(wide.stdout)), width
        assert not words(wide.stdout) - found, width
        assert not NOTHING.search(told)
        for line in told.splitlines():
            assert line == line.rstrip()
            if width is not None and cell_len(line) > width:
                assert len(line.split()) == 1 or is_to_be_copied(line), line


def test_every_other_command_is_typed_here_too():
    groups = {name for name, command in COMMANDS.items() if hasattr(command, "commands")}
    offered = {" ".join(name) for name in COMMANDS if name not in groups}
    assert offered == {*CASES, *WORDS_ALONE, *OWN}


@pytest.mark.parametrize("name", WORDS_ALONE)
def test_a_command_without_a_table_shows_no_zero_with_a_sign(name, place, monkeypatch):
    monkeypatch.chdir(place.folder)
    found = ask([*name.split(), *(place.copy if w == "RUN" else w for w in WORDS_ALONE[name])], 80)
    assert found.exit_code == 0, found.output
    assert found.stdout
    assert not NOTHING.search(found.output)


@pytest.mark.parametrize("shown", ["-0.00", "[-0.0, 1]", "at -0.000.", "-0", "(-0)"])
def test_a_zero_with_a_sign_is_recognised(shown):
    assert NOTHING.search(shown)
    assert not NOTHING.search(shown.replace("-0", "-0.3").replace("0.3.", "0.3"))


def is_to_be_copied(line):
    """Return whether a line is a path or a command, or of a file: these are never broken."""
    return re.match(r"(figure|run|table|board|sheet|repeat:|score:) +", line)


@pytest.mark.parametrize("name", CASES)
def test_tables_are_set_in_any_width_and_tell_their_values(name, place, monkeypatch):
    monkeypatch.chdir(place.folder)
    tables = collect(name, place)
    assert tables
    for table in tables:
        heads = words(" ".join(column.header for column in table.columns))
        wide = words("\n".join(line.text for line in table.lines(500)))
        for width in (*WIDTHS, None):
            lines = [line.text for line in table.lines(width)]
            found = words("\n".join(lines))
            assert not wide - found
            assert set(found - wide) <= set(heads), "only heads are told more than once"
            for line in lines:
                assert width is None or cell_len(line) <= width or len(line.split()) == 1
        if width is None and table.row_count:
            assert len(lines) == table.row_count + 1 + bool(table.title)
        for column in table.columns:
            for cell in column.cells:
                check_value(cell)


def check_value(cell):
    """Check that the number shown first is the value, to the digits that are shown."""
    value, text = values_in(cell).get(""), shown_cell(cell)
    if type(cell) is str:
        assert not re.fullmatch(r"[-+]?\d+(\.\d+)?( \[.*\])?", text), f"{text} is told as a word"
    if isinstance(cell, Told) and isinstance(value, float) and text != ABSENT:
        number = re.search(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?", text)
        if math.isinf(value):
            assert text.startswith(">"), text  # not by the end of the life that was lived
        elif number:
            shown, scale = float(number[0]), 100 if "%" in text else 1
            power = int((number[2] or "e0")[1:])
            digits = len(number[1] or ".") - 1
            assert abs(shown - value * scale) <= 0.5001 * 10.0 ** (power - digits), (text, value)


@pytest.mark.parametrize("name", MARKED)
def test_csv_and_json_hold_the_same_tables_and_nothing_else(name, place, monkeypatch):
    monkeypatch.chdir(place.folder)
    typed, tables = case(name, place), collect(name, place)
    as_json, as_csv = ask([*typed, "--json"]), ask([*typed, "--csv"])
    assert (as_json.exit_code, as_csv.exit_code) == (0, 0)
    read = json.loads(as_json.stdout)
    assert isinstance(read, list) == (len(tables) == 1)
    parts = [read] if isinstance(read, list) else list(read.values())
    blocks = as_csv.stdout.split("\n\n")
    assert len(tables) == len(parts) == len(blocks)
    if isinstance(read, dict):
        assert [block.splitlines()[0] for block in blocks] == [f"# {name}" for name in read]
        blocks = [block.split("\n", 1)[1] for block in blocks]
    for table, rows, block in zip(tables, parts, blocks, strict=True):
        frame = pd.read_csv(io.StringIO(block), keep_default_na=False, na_values=[""])
        assert len(frame) == len(rows) == table.row_count
        assert all(re.fullmatch(r"[a-z0-9_.]+", head) for head in frame), list(frame)
        for row, (_, line) in zip(rows, frame.iterrows(), strict=True):
            assert list(row) == list(frame)
            for head, value in row.items():
                same_value(value, line[head])


def same_value(value, read):
    if value is None or value == "":
        assert pd.isna(read) or read == float("inf")
    elif isinstance(value, (bool, int, float)):
        assert float(read == "True" if isinstance(read, str) else read) == value
    else:
        assert str(value) == str(read) or float(value) == float(read)
