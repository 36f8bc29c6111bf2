"""The command ``mirror-abm`` as a person types it, and what may be asked of how it ended."""

import io
import os
import re
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace

import pytest

from mirror_abm.base.library import LIBRARY
from mirror_abm.base.log import listen
from mirror_abm.cli.main import obey

COMMAND = [sys.executable, "-m", "mirror_abm"]
OCTOPUS = "octopus_vulgaris"
TINY = ["run", OCTOPUS, "--days", "0.02", "--replicates", "2", "--workers", "1"]
RANGE = r"-?\d\.\d\d \[-?\d\.\d\d, -?\d\.\d\d\]"
FIGURES = ("species_forest", "learning_curves", "sources")
OCTOPUS_FILE = (LIBRARY / f"{OCTOPUS}.yaml").read_text(encoding="utf-8")


def typed(*words, cwd=None, **environment):
    """Type a command and return how it ended; it runs in this process, not in a terminal.

    What is asked of a process of its own (signals, pipes, what is imported) is :func:`alone`.
    """
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    code = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd or Path.cwd())
        for name, value in environment.items():
            patch.setenv(name, value)
        for name, stream in zip(("stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        listen()
        try:
            obey([str(word) for word in words])
        except SystemExit as end:
            code = end.code
        except Exception:
            traceback.print_exc()
            code = 1
    out, err = (_written(stream) for stream in streams)
    return SimpleNamespace(returncode=code, stdout=out, stderr=err)


def _written(stream):
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")


def alone(*words, cwd=None, **environment):
    """Type a command in a process of its own and return how it ended."""
    process = start(words, cwd, **environment)
    out, err = end(process, 180)
    return SimpleNamespace(returncode=process.returncode, stdout=out, stderr=err)


def start(words, cwd=None, **environment):
    return subprocess.Popen(
        [*COMMAND, *words],
        cwd=cwd,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def end(process, seconds):
    """Return what a process has printed; one that does not end in time fails, and is killed."""
    try:
        return process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        pytest.fail(f"still at work after {seconds} s")


def refused(result, code, *pieces):
    """Check that it ended with ``code`` and said one sentence, with the ``pieces`` in it."""
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


def shell(line, cwd=None):
    script = line.replace("mirror-abm", " ".join(COMMAND)) + '; echo "${PIPESTATUS[0]}"'
    return subprocess.run(
        ["bash", "-c", script],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
