"""The command ``mirror-abm`` as a person types it: what it prints, how it ends, and what nonsense it refuses."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace

import pytest

from mirror_abm.base.library import LIBRARY
from mirror_abm.profile.species import library
from mirror_abm.simulation.archive import TABLES, finished, is_done, load_run
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

pytestmark = pytest.mark.versions

COMMAND = [sys.executable, "-m", "mirror_abm"]
OCTOPUS = "octopus_vulgaris"
TINY = ["run", OCTOPUS, "--days", "0.02", "--replicates", "2", "--workers", "1"]
RANGE = r"-?\d\.\d\d \[-?\d\.\d\d, -?\d\.\d\d\]"
FIGURES = ("species_forest", "learning_curves", "sources")
OCTOPUS_FILE = (LIBRARY / f"{OCTOPUS}.yaml").read_text(encoding="utf-8")
TYPED = {
    name: value
    for name, value in os.environ.items()
    if name not in ("COLUMNS", "LINES", "FORCE_COLOR", "TERM")
}


def typed(*words, cwd=None, **environment):
    """Type a command and return how it ended."""
    process = _start(words, cwd, **environment)
    out, err = _end(process, 180)
    return SimpleNamespace(returncode=process.returncode, stdout=out, stderr=err)


def _start(words, cwd=None, **environment):
    return subprocess.Popen(
        [*COMMAND, *words],
        cwd=cwd,
        env=TYPED | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _end(process, seconds):
    """Return what a process has printed, which must end within ``seconds``; end it and its workers in any case."""
    try:
        return process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        pytest.fail(f"still at work after {seconds} s")


def refused(result, code, *pieces):
    """Check that the command ended with ``code`` and said one sentence, with the ``pieces`` in it, and nothing else."""
    assert "Traceback" not in result.stderr
    assert result.returncode == code, result.stderr
    lines = result.stderr.strip().splitlines()
    sentence(lines[-1], *pieces)
    assert lines[:-1] == []


def sentence(told, *pieces):
    """Check that the line is a sentence, and holds the ``pieces``."""
    for piece in pieces:
        assert piece in told
    assert re.search(r"[^.][.?]$|lists them\)$", told), told


def drawn(result):
    """Return the files of the figures that the command names."""
    lines = result.stdout.splitlines()
    return [
        Path(line.removeprefix("figure").strip()) for line in lines if line.startswith("figure")
    ]


def half_written(folder):
    """Return what a write that was not finished would leave behind."""
    return [path for path in folder.rglob("*") if path.name.startswith(".")]


@pytest.fixture(scope="session")
def done(tmp_path_factory):
    """One finished tiny run; its figures are files without content, which nothing draws again."""
    run = execute(
        make_plan([OCTOPUS], days=0.02, replicates=2), tmp_path_factory.mktemp("done") / "runs"
    )
    (run.path / "figures").mkdir()
    for name in FIGURES:
        for suffix in (".png", ".pdf"):
            (run.path / "figures" / f"{name}{suffix}").touch()
    return SimpleNamespace(out=run.path.parent, id=run.id)


@pytest.fixture
def copy(done, tmp_path):
    """The folder of a copy of the finished run, to be spoilt; its runs are in the parent."""
    return Path(shutil.copytree(done.out, tmp_path / "runs")) / done.id


# ------------------------------------------------------------------ what it prints
def test_help_is_instant_and_imports_nothing_heavy():
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mirror_abm", "--help"],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert told.returncode == 0
    assert "explain" in told.stdout
    imported = {
        line.rsplit("|", 1)[1].strip().split(".")[0]
        for line in told.stderr.splitlines()
        if "|" in line
    }
    assert "typer" in imported
    heavy = {
        "numpy",
        "pandas",
        "mesa",
        "matplotlib",
        "seaborn",
        "networkx",
        "pyarrow",
        "pydantic",
        "ruamel",
    }
    assert not imported & heavy


def test_the_command_is_installed_under_its_name():
    found = entry_points(group="console_scripts", name="mirror-abm")
    assert [point.value for point in found] == ["mirror_abm.cli.main:main"]


@pytest.mark.parametrize(
    "words", [["run"], ["contrast"], ["species"], ["runs", "show"], ["plot"], ["explain"]]
)
def test_every_command_has_help(words):
    told = typed(*words, "--help")
    assert told.returncode == 0
    assert told.stdout.startswith(f"Usage: python -m mirror_abm {' '.join(words)} ")
    assert told.stderr == ""


def test_run_prints_table_range_figures_and_folder_and_again_at_once(tmp_path):
    out, name = tmp_path / "runs", make_plan([OCTOPUS], days=0.02, replicates=2).id
    told = typed(*TINY, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert (
        f"run {name}: 1 species x 2 groups, 0.02 active days, accounts associative, none, 1 worker."
        in told.stderr
    )
    rows = [line for line in told.stdout.splitlines() if line.startswith("Octopus vulgaris")]
    assert [re.split(r"\s{2,}", row)[1] for row in rows] == ["associative", "none"]
    for row in rows:  # no act of an octopus is heard: nothing was measured, and no zero is told
        assert len(re.findall(RANGE, row)) == 1
        assert re.split(r"\s{2,}", row)[3] == "-"
    assert "\n-: no act of the species is heard.\n" in told.stdout
    assert "over 2 groups" in " ".join(told.stdout.split())
    assert [file.name for file in drawn(told)] == [f"{name}.png" for name in FIGURES]
    for file in drawn(told):
        assert (tmp_path / file).stat().st_size > 5000
        assert (tmp_path / file).with_suffix(".pdf").stat().st_size > 5000
    assert is_done(out / name)
    assert told.stdout.splitlines()[-1] == f"run     runs/{name}"
    assert not half_written(out)

    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    again = typed(*TINY, cwd=tmp_path)
    assert again.returncode == 0
    assert again.stderr == f"run {name} is done already; this is its result.\n"
    assert again.stdout == told.stdout
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_runs_are_listed_and_shown(done):
    listed = typed("runs", "list", "--out", str(done.out))
    assert listed.returncode == 0
    row = re.split(r"\s{2,}", listed.stdout.splitlines()[1].strip())
    assert row[:6] == [done.id, OCTOPUS, "associative, none", "0.02", "2", "intact"]
    shown = typed("runs", "show", done.id[:5], "--out", str(done.out))
    assert shown.returncode == 0
    assert shown.stdout.startswith(f"run {done.id}: seed 0, 0.02 active days, 2 groups a species")
    assert "mather_1991" in shown.stdout
    assert (
        len(
            [
                line
                for line in shown.stdout.splitlines()
                if re.match(rf"Octopus vulgaris .*{RANGE} ", line)
            ]
        )
        == 2
    )
    assert [file.name for file in drawn(shown)] == [f"{name}.png" for name in FIGURES]
    assert shown.stdout.splitlines()[-1] == f"run     {done.out / done.id}"


def test_no_runs_are_listed_as_none(tmp_path):
    told = typed("runs", "list", "--out", "nowhere", cwd=tmp_path)
    assert (told.returncode, told.stdout, told.stderr) == (0, "No finished runs in nowhere.\n", "")


def test_plot_draws_what_is_asked_for(copy):
    shutil.rmtree(copy / "figures")
    told = typed("plot", str(copy), "sources")
    assert told.returncode == 0
    assert drawn(told) == [copy / "figures" / "sources.png", copy / "figures" / "sources.pdf"]
    assert sorted(path.name for path in (copy / "figures").iterdir()) == [
        "sources.pdf",
        "sources.png",
    ]


def test_paths_are_printed_whole_and_as_they_are(done, tmp_path):
    """Neither broken at the end of a line, nor read as markup: they are there to be copied."""
    out = tmp_path / ("a very long name of a folder " * 4).strip() / "[bold]runs"
    shutil.copytree(done.out, out)
    told = typed("runs", "show", done.id, "--out", str(out))
    assert told.returncode == 0
    assert drawn(told) == [out / done.id / "figures" / f"{name}.png" for name in FIGURES]


def test_a_life_without_experience_is_told_and_drawn(tmp_path):
    """Nothing was paired, so one figure has nothing to show; the others, and one account alone, are drawn."""
    told = typed(
        *TINY[:4],
        "--replicates",
        "1",
        "--account",
        "associative",
        "--without",
        "all",
        "--out",
        "runs",
        cwd=tmp_path,
    )
    assert told.returncode == 0, told.stderr
    assert [file.stem for file in drawn(told)] == ["species_forest", "learning_curves"]
    assert "no figure sources: run" in told.stdout
    assert "A 90 % range over 1 group is no wider than their extremes" in " ".join(
        told.stdout.split()
    )
    run = finished(tmp_path / "runs")[0].name
    refused(
        typed("plot", run, "scoreboard", cwd=tmp_path),
        2,
        "figure scoreboard: is not drawn from a run",
    )
    alone = typed(
        "contrast",
        OCTOPUS,
        "--without",
        "all",
        "--account",
        "associative",
        *TINY[2:],
        "--out",
        "runs",
        cwd=tmp_path,
    )
    assert alone.returncode == 0, alone.stderr
    assert [file.stem for file in drawn(alone)] == ["contrast"]


def test_contrast_prints_differences_and_its_figure(tmp_path):
    told = typed(
        "contrast",
        OCTOPUS,
        "--without",
        "self_observation",
        *TINY[2:],
        "--out",
        "runs",
        cwd=tmp_path,
    )
    assert told.returncode == 0, told.stderr
    assert "without self_observation minus intact" in " ".join(told.stdout.split())
    lines = [
        line.strip() for line in told.stdout.splitlines() if line.startswith("Octopus vulgaris")
    ]
    rows = [re.split(r"\s{2,}", line) for line in lines]
    assert [row[1:3] for row in rows] == [
        ["associative", "visual"],
        ["associative", "auditory"],
        ["none", "visual"],
        ["none", "auditory"],
    ]
    assert all(re.fullmatch(r"-?\d\.\d{3} \[-?\d\.\d{3}, -?\d\.\d{3}\]", row[3]) for row in rows)
    assert [str(path) for path in drawn(told)] == [
        f"runs/{finished(tmp_path / 'runs')[0].name}/figures/contrast.png"
    ]
    assert (tmp_path / drawn(told)[0]).is_file()


@pytest.mark.parametrize("columns", ["40", "80"])
def test_names_to_be_typed_are_never_cut(columns):
    told = typed("species", "list", COLUMNS=columns)
    assert told.returncode == 0
    squeezed = "".join(told.stdout.split())
    assert [name for name in library() if name not in squeezed] == []


def test_a_narrow_terminal_still_shows_species_and_range(done):
    told = typed("runs", "show", done.id, "--out", str(done.out), COLUMNS="40")
    assert told.returncode == 0
    assert "Octopus" in told.stdout
    assert "associ" in told.stdout
    assert re.search(RANGE, told.stdout)


def test_species_are_shown_and_explained():
    shown = typed("species", "show", OCTOPUS)
    assert shown.returncode == 0
    assert shown.stdout.startswith("Octopus vulgaris (common octopus, Cephalopoda); wild;")
    for piece in ("experience.self_observation.rate", "mather_1991", "groom_arm", "guess"):
        assert piece in shown.stdout
    explained = typed("explain", OCTOPUS)
    assert explained.returncode == 0
    assert explained.stdout.startswith(
        "Octopus vulgaris: groups of 1, layout solitary; at the medians an animal "
    )
    step = typed("explain", "step")
    assert step.returncode == 0
    assert step.stdout.startswith("One step is one active day, in ticks of 10 ms;")
    assert [line.split()[1] for line in step.stdout.splitlines() if re.match(r"[123] ", line)] == [
        "acts",
        "percepts",
        "settlements",
    ]


def test_a_species_file_is_checked_and_its_words_are_not_markup(tmp_path):
    (tmp_path / "good.yaml").write_text(
        OCTOPUS_FILE.replace('"common octopus"', '"[/b] octopus [red]"')
        .replace('reason: "order of magnitude"', 'reason: "see [/there]"')
        .replace(
            'reason: "own sounds per active hour.', 'reason: "[/i] own sounds per active hour.'
        )
    )
    told = typed("species", "check", "good.yaml", cwd=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("good.yaml: no faults. Octopus vulgaris, 8 actions, ")
    shown = typed("species", "show", "good.yaml", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "([/b] octopus [red], Cephalopoda)" in shown.stdout
    assert "[/i]" in shown.stdout


def test_all_faults_of_a_species_file_are_told_with_their_places(tmp_path):
    (tmp_path / "bad.yaml").write_text(
        OCTOPUS_FILE.replace("layout: solitary", "layout: solitry").replace(
            "context: wild", "context: wold"
        )
    )
    rows = (tmp_path / "bad.yaml").read_text().splitlines()
    places = sorted((rows.index("context: wold") + 1, rows.index("  layout: solitry") + 1))
    told = typed("species", "check", "bad.yaml", cwd=tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    lines = told.stderr.splitlines()
    assert [int(re.match(r"bad\.yaml:(\d+):\d+ ", line).group(1)) for line in lines] == places
    sentence(lines[0], "context = 'wold'", "Did you mean wild?")
    sentence(lines[1], "group.layout = 'solitry'", "Did you mean solitary?")
    ran = typed("run", "bad.yaml", "--out", "runs", cwd=tmp_path)
    refused(
        ran, 2, f"bad.yaml:{places[0]}:", "(1 more; `mirror-abm species check bad.yaml` lists them)"
    )
    assert not (tmp_path / "runs").exists()


def test_a_species_file_that_is_no_yaml_has_a_place(tmp_path):
    (tmp_path / "bad.yaml").write_text("name: x\n  taxon: [\n")
    refused(typed("species", "check", "bad.yaml", cwd=tmp_path), 2, "bad.yaml:2:")


# ------------------------------------------------------------------ nonsense
RATE = "experience.self_observation.rate"


NAMES = [
    (["run", "macaca_mulata"], ["species = 'macaca_mulata'", "Did you mean macaca_mulatta?"]),
    (["run", "missing.yaml"], ["missing.yaml: no such file."]),
    (
        ["run", OCTOPUS, "--account", "asociative"],
        ["account = 'asociative'", "Did you mean associative?"],
    ),
    (["run", OCTOPUS, "--workers", "0"], ["workers = 0: must be a whole number from 1 to 256."]),
    (["contrast", OCTOPUS], ["contrast: name at least one source with --without."]),
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
    (["--account", ""], ["account = ''"]),
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
        [f"--set {RATE}=-1: {RATE}.low = -1: must not be negative. Did you mean 1?"],
    ),
    (["--set", "constants.tau=-1"], ["constants.tau = -1: must lie in [0.01, 60]."]),
    ([OCTOPUS], ["named twice"]),
    (["folder.yaml"], ["folder.yaml: is a folder: must be a file."]),
    ([""], ["species = ''"]),
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
        env=TYPED,
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


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        (["run", OCTOPUS, "--replicates", "x"], "--replicates"),
        (["run", OCTOPUS, "--days", "many"], "--days"),
        (["run", "--nonsense"], "--nonsense"),
        (["simulate"], "simulate"),
        (["plot"], "RUN"),
    ],
    ids=lambda value: " ".join(value)[:50],
)
def test_what_the_options_cannot_read_is_refused(words, piece, tmp_path):
    told = typed(*words, cwd=tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    assert "Traceback" not in told.stderr
    assert piece.lower() in told.stderr.strip().splitlines()[-1].lower()
    assert list(tmp_path.iterdir()) == []


def test_unknown_and_unfit_figures_are_refused(done):
    before = sorted(done.out.rglob("*"))
    refused(
        typed("plot", done.id, "forest", "--out", str(done.out)),
        2,
        "figure = 'forest': must be one of contrast,",
    )
    assert sorted(done.out.rglob("*")) == before


@pytest.mark.parametrize("out", ["/dev/null/x", "file", "file/x"])
def test_a_folder_that_cannot_be_written_ends_with_3(out, tmp_path):
    (tmp_path / "file").write_text("mine")
    told = typed(*TINY, "--out", out, cwd=tmp_path)
    refused(told, 3, out, "cannot be written: Not a directory.")
    assert told.stdout == ""
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


# ------------------------------------------------------------------ spoilt folders
def _truncate(folder):
    for file in (folder / "tables").iterdir():
        file.write_bytes(file.read_bytes()[:-40])


def _edit(name, old, new):
    return lambda folder: (folder / name).write_text((folder / name).read_text().replace(old, new))


def _overwrite(name, text):
    return lambda folder: (folder / name).write_text(text)


SPOILT = {
    "tables cut short": _truncate,
    "table missing": lambda folder: (folder / "tables" / "summary.parquet").unlink(),
    "tables missing": lambda folder: shutil.rmtree(folder / "tables"),
    "plan no JSON": _overwrite("plan.json", "{"),
    "plan empty": _overwrite("plan.json", "{}"),
    "plan a list": _overwrite("plan.json", "[]"),
    "plan not text": lambda folder: (folder / "plan.json").write_bytes(b"\xff\xfe"),
    "plan edited": _edit("plan.json", '"replicates": 2', '"replicates": 3'),
    "plan with another key": _edit("plan.json", '"replicates": 2', '"replicates": 2, "extra": 1'),
    "DONE empty": _overwrite("DONE", ""),
    "manifest missing": lambda folder: (folder / "manifest.json").unlink(),
    "manifest empty": _overwrite("manifest.json", "{}"),
    "figures a file": lambda folder: (
        shutil.rmtree(folder / "figures"),
        (folder / "figures").write_text(""),
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_run_is_told_in_one_sentence(how, copy):
    SPOILT[how](copy)
    told = typed("runs", "show", str(copy))
    assert "Traceback" not in told.stderr
    assert told.returncode in (2, 3), told.stderr
    refused(told, told.returncode, copy.name)
    assert not half_written(copy)


@pytest.mark.parametrize("how", ["tables cut short", "plan empty"])
def test_a_spoilt_run_is_told_when_it_is_asked_for_again(how, copy):
    SPOILT[how](copy)
    told = typed(*TINY, "--out", str(copy.parent))
    assert "Traceback" not in told.stderr
    assert told.returncode in (2, 3), told.stderr
    sentence(told.stderr.strip().splitlines()[-1], copy.name)


def test_one_spoilt_run_does_not_hide_the_others(copy, done):
    execute(make_plan([OCTOPUS], days=0.01, replicates=1), copy.parent)
    (copy / "plan.json").unlink()
    told = typed("runs", "list", "--out", str(copy.parent))
    assert "Traceback" not in told.stderr
    assert make_plan([OCTOPUS], days=0.01, replicates=1).id in told.stdout


# ------------------------------------------------------------------ stopped from outside
def _wait_for(process, happened, seconds=40):
    limit = time.monotonic() + seconds
    while not happened():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < limit
        time.sleep(0.01)


@pytest.mark.parametrize(("number", "workers"), [(signal.SIGINT, 2), (signal.SIGTERM, 1)])
def test_an_interruption_ends_with_4_and_the_same_command_resumes(number, workers, tmp_path):
    """Ctrl-C reaches the whole group, as from a terminal; SIGTERM the command alone."""
    count = 8
    plan = make_plan(
        [OCTOPUS], days=0.02, replicates=count, without="all", contrast=True, knockouts=0
    )
    words = [
        "contrast",
        OCTOPUS,
        "--without",
        "all",
        "--days",
        "0.02",
        "--replicates",
        str(count),
        "--workers",
        str(workers),
    ]
    folder = tmp_path / "runs" / plan.id
    process = _start(words, tmp_path)
    _wait_for(process, lambda: list(folder.glob("parts/*/DONE")))
    (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
    told = _end(process, 60)[1]
    assert process.returncode == 4, told
    assert "Traceback" not in told
    found = re.fullmatch(
        rf"run {plan.id}: interrupted with (\d+) of {count} tasks done; type the same command again "
        r"to resume\.",
        told.strip().splitlines()[-1],
    )
    assert found, told
    kept = len(list(folder.glob("parts/*/DONE")))
    assert 1 <= kept < count
    assert kept - int(found.group(1)) in (0, 1)  # one may be on the disk and not yet counted
    assert not is_done(folder)
    assert not half_written(folder)
    if number == signal.SIGTERM:
        assert typed(*words, cwd=tmp_path).returncode == 0
    else:
        execute(plan, tmp_path / "runs")
    assert sorted(path.stem for path in (folder / "tables").iterdir()) == sorted(TABLES)
    assert set(load_run(folder).table("groups")["replicate"]) == set(range(count))


def test_ctrl_c_before_the_first_task_shows_no_traceback_of_the_workers(tmp_path):
    process = _start([*TINY[:-1], "2", "--out", "runs"], tmp_path)
    _wait_for(process, lambda: list(tmp_path.glob("runs/*/plan.json")))
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    told = _end(process, 60)[1]
    assert process.returncode == 4, told
    assert "Traceback" not in told
    sentence(told.strip().splitlines()[-1], "interrupted with 0 of 2 tasks done;")


def test_a_long_task_does_not_hold_up_the_end(tmp_path):
    process = _start(
        ["run", "macaca_mulatta", "--days", "1000", "--replicates", "2", "--workers", "2"], tmp_path
    )
    _wait_for(process, lambda: list(tmp_path.glob("runs/*/plan.json")))
    time.sleep(1)
    process.terminate()
    told = _end(process, 20)[1]
    assert process.returncode == 4, told
    sentence(told.strip().splitlines()[-1], "interrupted with 0 of 2 tasks done;")


def test_an_interruption_while_figures_are_drawn_is_told_too(copy):
    shutil.rmtree(copy / "figures")
    process = _start(["runs", "show", str(copy)])
    _wait_for(process, lambda: (copy / "figures").exists())
    process.send_signal(signal.SIGINT)
    told = _end(process, 60)[1]
    assert process.returncode == 4, told
    assert len(told.strip().splitlines()) == 1
    sentence(told.strip(), "nterrupted")
    assert not half_written(copy)


# ------------------------------------------------------------------ a standard output that is not there
def _shell(line, cwd=None):
    script = line.replace("mirror-abm", " ".join(COMMAND)) + '; echo "${PIPESTATUS[0]}"'
    return subprocess.run(
        ["bash", "-c", script],
        cwd=cwd,
        env=TYPED,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_a_reader_that_goes_away_is_no_fault():
    """By the time the table is written, nobody reads it."""
    told = _shell("mirror-abm species list | true")
    assert told.stderr == ""
    assert told.stdout == "0\n"
    told = _shell("mirror-abm explain macaca_mulatta | head -1")
    assert told.stderr == ""
    assert told.stdout.splitlines()[0].startswith("Macaca mulatta: groups of 38")


def test_a_closed_or_full_standard_output_shows_no_traceback():
    closed = _shell("mirror-abm species list >&- 2>/dev/stdout")
    assert "Traceback" not in closed.stderr + closed.stdout
    full = _shell("mirror-abm species list > /dev/full")
    assert "Traceback" not in full.stderr
    assert full.stdout == "3\n"
    assert "No space left on device" in full.stderr
