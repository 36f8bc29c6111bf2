"""Every mutant is killed by an assertion, without comparing the engines and without compilation."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.mutants import MUTANTS

BATCHES = 3
HOME = Path(__file__).parents[2]


def judge(faults):
    """Return the verdict on each (file, old, new, killer, engine)."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants.worker"],
        input=json.dumps(faults),
        capture_output=True,
        text=True,
        cwd=HOME,
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(  # a third of all whenever the tests are run, the rest among the proofs
    "batch", [0, *(pytest.param(each, marks=pytest.mark.slow) for each in range(1, BATCHES))]
)
def test_every_mutant_is_killed(batch):
    mutants = MUTANTS[batch::BATCHES]
    verdicts = judge([(m.file, m.old, m.new, m.killer, m.engine) for m in mutants])
    alive = {m.name: found for m, found in zip(mutants, verdicts, strict=True) if found != "killed"}
    assert alive == {}


def test_no_killer_kills_the_package_as_it_is():
    killers = {
        engine: " ".join(sorted({mutant.killer for mutant in MUTANTS if mutant.engine == engine}))
        for engine in ("agents", "loop")
    }
    assert judge([("", "", "", names, engine) for engine, names in killers.items()]) == [
        "survived",
        "survived",
    ]


def test_the_list_is_long_and_no_two_are_the_same():
    assert len(MUTANTS) >= 100
    assert len({m.name for m in MUTANTS}) == len({m[1:4] for m in MUTANTS}) == len(MUTANTS)
    assert sum(m.engine == "loop" for m in MUTANTS) >= 20


def test_a_mutant_that_changes_nothing_survives_and_one_that_cannot_run_is_not_killed():
    rule, killer = "rules/hebbian.py", "hebbian_forms"
    same, broken, absent, stumbling = judge(
        [
            (rule, "return alpha * x * shared", "return shared * (x * alpha)", killer, "agents"),
            (rule, "return alpha * x * shared", "return alpha *", killer, "agents"),
            (rule, "no such text", "", killer, "agents"),
            (rule, "return alpha * x * shared", "raise AssertionError", killer, "agents"),
        ]
    )
    assert same == "survived"
    assert "SyntaxError" in broken
    assert "0 times, not once" in absent
    assert stumbling.startswith("broken")


def test_every_killer_has_a_mutant_to_kill():
    used = {mutant.killer for mutant in MUTANTS}
    text = "".join(path.read_text() for path in (HOME / "tests" / "mutants").glob("killers_*.py"))
    assert used == set(re.findall(r"^@killer\ndef (\w+)\(", text, re.MULTILINE))
