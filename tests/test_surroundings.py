"""Nothing in the caller's environment changes what the commands of the tests print."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .surroundings import LIBRARIES, SET, TERMINAL, is_cleared, settle

pytestmark = pytest.mark.versions

ROOT = Path(__file__).parents[1]
#: a terminal that is narrow, coloured and a terminal for certain, and libraries set otherwise
CALLER = {
    **dict.fromkeys(("COLUMNS", "TERMINAL_WIDTH", "JUPYTER_COLUMNS", "LINES"), "40"),
    **dict.fromkeys(("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE"), "1"),
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "PYTHONWARNINGS": "always",
    "PYTHONIOENCODING": "ascii:replace",
    "TYPER_USE_RICH": "0",
    "TQDM_DISABLE": "1",
    "MPLBACKEND": "svg",
}
#: what libraries read that changes nothing which a command of the tests prints
HARMLESS = {"XDG_CONFIG_HOME", "PYDANTIC_DISABLE_PLUGINS"}
READ = re.compile(r"(?:environ\w*(?:\.get\(|\.pop\(|\[)|getenv\()\s*[\"'](\w+)[\"']")
TYPED = (
    "import os, sys; from mirror_abm.cli.main import main; sys.stderr = sys.stdout\n"
    "for line in ('species networks', 'species --help', 'species cite octopuss'):\n"
    "    sys.argv = ['mirror-abm', *line.split()]\n"
    "    try: main()\n"
    "    except SystemExit as end: print(end.code)\n"
    "print(os.environ['MPLBACKEND'])\n"
)


def printed(environment):
    return subprocess.run(
        [sys.executable, "-c", TYPED], cwd=ROOT, env=environment, capture_output=True, check=True
    ).stdout


def test_what_commands_print_does_not_depend_on_who_started_the_tests():
    here, caller = printed(os.environ), os.environ | CALLER
    assert b"Usage: mirror-abm species" in here
    assert printed(caller) != here, "these variables change what is printed"
    settle(caller)
    assert printed(caller) == here


def test_every_variable_that_a_printing_library_reads_is_cleared():
    """A new version of a library that reads another variable fails here."""
    found = set()
    for library in ("rich", "typer"):
        home = Path(importlib.util.find_spec(library).origin).parent
        for path in home.rglob("*.py"):
            found |= set(READ.findall(path.read_text(encoding="utf-8")))
    assert {"COLUMNS", "FORCE_COLOR", "TERM", "TERMINAL_WIDTH"} <= found
    assert {name for name in found if not is_cleared(name)} - HARMLESS == set()


def test_the_session_itself_is_cleared():
    assert not [name for name in os.environ if name in TERMINAL + LIBRARIES]
    assert {name: os.environ.get(name) for name in SET} == SET
