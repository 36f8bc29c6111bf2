"""The command ``mirror-abm``: its help, how it ends, and what stops it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import entry_points

import pytest
import typer

from mirror_abm.base import interruption
from mirror_abm.base.errors import Interrupted
from mirror_abm.cli import main
from mirror_abm.cli.main import app
from mirror_abm.simulation.archive import TABLES, is_done, load_run
from mirror_abm.simulation.parts import tasks_kept
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute
from mirror_abm.version import VERSION

from .shell import OCTOPUS, TINY, alone, end, half_written, sentence, shell, start, typed

pytestmark = pytest.mark.versions


# ------------------------------------------------------------------ help
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
    told = alone(*words, "--help")
    assert told.returncode == 0
    assert told.stdout.startswith(f"Usage: python -m mirror_abm {' '.join(words)} ")
    assert told.stderr == ""


def commands(group, words=()):
    """Yield the words of every command, and the command."""
    for name, command in group.commands.items():
        yield (*words, name), command
        if hasattr(command, "commands"):
            yield from commands(command, (*words, name))


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_summed_up_in_one_line_that_is_never_cut(words):
    """At 80 characters, beside the longest name of its group."""
    siblings = [other for other in COMMANDS if other[:-1] == words[:-1]]
    room = 80 - 6 - max(len(other[-1]) for other in siblings)
    first = (COMMANDS[words].help or "").splitlines()[0]
    assert 10 < len(first) <= room
    assert first.endswith(".")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_option_has_help(words):
    for parameter in COMMANDS[words].params:
        assert parameter.help, parameter.name


def test_the_version_is_told():
    told = alone("--version")
    assert (told.returncode, told.stdout, told.stderr) == (0, f"mirror-abm {VERSION}\n", "")


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
    count = 24
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
    process = start(words, tmp_path)
    _wait_for(process, lambda: tasks_kept(folder))
    (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
    told = end(process, 60)[1]
    assert process.returncode == 4, told
    assert "Traceback" not in told
    found = re.fullmatch(
        rf"run {plan.id}: interrupted with (\d+) of {count} tasks done; type the same command "
        r"again to resume\.",
        told.strip().splitlines()[-1],
    )
    assert found, told
    kept = len(tasks_kept(folder))
    assert 1 <= kept < count
    assert kept - int(found.group(1)) in (0, 1)  # one may be on the disk and not yet counted
    assert not is_done(folder)
    assert not half_written(folder)
    if number == signal.SIGTERM:
        assert alone(*words, cwd=tmp_path).returncode == 0
    else:
        execute(plan, tmp_path / "runs")
    assert sorted(path.stem for path in (folder / "tables").iterdir()) == sorted(TABLES)
    assert set(load_run(folder).table("groups")["replicate"]) == set(range(count))


def test_ctrl_c_before_the_first_task_shows_no_traceback_of_the_workers(tmp_path):
    process = start([*TINY[:-1], "2", "--out", "runs"], tmp_path)
    _wait_for(process, lambda: list(tmp_path.glob("runs/*/plan.json")))
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    told = end(process, 60)[1]
    assert process.returncode == 4, told
    assert "Traceback" not in told
    sentence(told.strip().splitlines()[-1], "interrupted with 0 of 2 tasks done;")


def test_a_long_task_does_not_hold_up_theend(tmp_path):
    process = start(
        ["run", "macaca_mulatta", "--days", "1000", "--replicates", "2", "--workers", "2"], tmp_path
    )
    _wait_for(process, lambda: list(tmp_path.glob("runs/*/plan.json")))
    time.sleep(1)
    process.terminate()
    told = end(process, 20)[1]
    assert process.returncode == 4, told
    sentence(told.strip().splitlines()[-1], "interrupted with 0 of 2 tasks done;")


def test_an_interruption_while_figures_are_drawn_is_told_too(copy):
    shutil.rmtree(copy / "figures")
    process = start(["runs", "show", str(copy)])
    _wait_for(process, lambda: (copy / "figures").exists())
    process.send_signal(signal.SIGINT)
    told = end(process, 60)[1]
    assert process.returncode == 4, told
    assert len(told.strip().splitlines()) == 1
    sentence(told.strip(), "nterrupted")
    assert not half_written(copy)


# ------------------------------------------------------------------ no standard output
def test_a_reader_that_goes_away_is_no_fault():
    """By the time the table is written, nobody reads it."""
    told = shell("mirror-abm species list | true")
    assert told.stderr == ""
    assert told.stdout == "0\n"
    told = shell("mirror-abm explain macaca_mulatta | head -1")
    assert told.stderr == ""
    assert told.stdout.splitlines()[0].startswith("Macaca mulatta: groups of 38")


def test_a_closed_or_full_standard_output_shows_no_traceback():
    closed = shell("mirror-abm species list >&- 2>/dev/stdout")
    assert "Traceback" not in closed.stderr + closed.stdout
    full = shell("mirror-abm species list > /dev/full")
    assert "Traceback" not in full.stderr
    assert full.stdout == "3\n"
    assert "No space left on device" in full.stderr


def test_an_interruption_that_a_library_wraps_into_its_own_error_is_still_one(monkeypatch, capsys):
    """As networkx does with whatever is raised while it reads a graph."""
    monkeypatch.setattr(interruption, "_asked", [Interrupted("Interrupted; go on.")])
    with pytest.raises(SystemExit) as end, main._one_sentence():
        raise KeyError("from a library")
    assert end.value.code == 4
    assert capsys.readouterr().err == "Interrupted; go on.\n"
    monkeypatch.setattr(interruption, "_asked", [])
    with pytest.raises(KeyError), main._one_sentence():
        raise KeyError("a bug of ours")
