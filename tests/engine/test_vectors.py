"""The update in vector registers: the loops' bits, on any processor, or the loops themselves."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

import mirror_abm as ma
from mirror_abm.base.shelf import rules
from mirror_abm.engine import compiled
from tests.engine.test_compiled import digest, lived, living

ROOT = Path(__file__).parents[2]
RULE = """
def error(V, r, beta_present, beta_absent, m):
    return beta_present * r * (1.0 - V) + beta_absent * (1.0 - r) * (0.0 - V)


def change(w, x, alpha, V, r, shared, a, beta_present, beta_absent):
    return {change}
"""


def defined(text):
    """Return the names of a generated module, which compiles nothing yet."""
    space = {"__name__": "generated"}
    exec(compile(text.replace(", cache=True", ""), "generated", "exec"), space)
    return space


def with_change(change):
    """Return the engine's text for Rescorla and Wagner's rule, its change written differently."""
    told = "    return alpha * x * shared\n"
    text = compiled.source_text("rescorla_wagner")
    assert text.count(told) == 1
    return text.replace(told, f"    return {change}\n")


@pytest.mark.parametrize("name", rules.names)
def test_every_rule_of_the_shelf_is_written_for_registers(name):
    assert defined(compiled.source_text(name))["VECTORS"]


@pytest.mark.parametrize(
    "change",
    [
        "np.minimum(np.maximum(alpha * x * shared, -abs(w)), 1) / (2 + (w > 0) * V)",
        "-(0.5 - alpha) * x * (shared != 0.0) - 0.0 * w",
    ],
)
def test_rules_may_take_all_that_the_contract_names(change):
    assert defined(with_change(change))["VECTORS"]


@pytest.mark.parametrize(
    "change",
    [
        "alpha * x * shared if alpha > 0.0 else 0.0",
        "max(alpha * x * shared, -1.0)",
        "alpha * x * np.tanh(shared)",
        "alpha * x * shared * ((w > 0) + (w < 1))",
        "alpha * x * shared ** 3",
    ],
)
def test_a_rule_that_asks_about_single_units_keeps_the_loops_and_says_so(change, caplog):
    with caplog.at_level(logging.INFO, logger="mirror_abm"):
        assert not defined(with_change(change))["VECTORS"]
    assert "one unit at a time, which is slower" in caplog.text


def test_a_rule_whose_names_the_engine_uses_is_refused(monkeypatch, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text("LANES = 3\n" + RULE.format(change="alpha * x * shared / LANES"))
    monkeypatch.setattr(type(rules), "file", lambda self, name: file)
    with pytest.raises(ma.MirrorError, match="the compiled engine has a LANES of its own"):
        compiled.source_text("mine")


PROGRAM = """
import sys
from tests.engine.test_compiled import digest, lived
from mirror_abm.engine import compiled
{change}
print(*[digest(lived(int(number), "compiled")) for number in sys.argv[1:]])
"""


def elsewhere(folder, numbers, change="", **variables):
    """Return the digests of scenarios, lived by a fresh process that has compiled nothing yet."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(change=change), *map(str, numbers)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "MIRROR_ABM_CACHE": str(folder)}
        | {"NUMBA_CACHE_DIR": str(folder)}
        | variables,
    )
    return done.stdout.split()


def scenarios(names, each=2):
    """Return the first possible scenarios of some rules, as the agents engine lived them."""
    found = {name: {} for name in names}
    for number, population in living(range(20_000, 30_000), 10_000):
        name = population.learning.rule.__name__.rsplit(".", 1)[-1]
        if len(found.get(name, range(each))) < each:
            found[name][number] = digest(population)
        if all(len(ones) == each for ones in found.values()):
            break
    return {number: told for ones in found.values() for number, told in ones.items()}


def test_a_processor_without_wide_registers_or_fused_steps_gives_the_same_bits(tmp_path):
    """Nothing is fused anywhere, then; digests are of bytes, so the signs of zeros count."""
    told = scenarios(["rescorla_wagner"])
    generic = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
    assert elsewhere(tmp_path, told, **generic) == list(told.values())
    assert [digest(lived(number, "compiled")) for number in told] == list(told.values())


@pytest.mark.slow
def test_every_rule_gives_the_same_bits_on_that_processor(tmp_path):
    told = scenarios([name for name in rules.names if name != "none"], 6)
    generic = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
    assert elsewhere(tmp_path, told, **generic) == list(told.values())


@pytest.mark.slow
def test_the_loops_give_the_same_bits_where_registers_do_not_serve(tmp_path):
    told = scenarios([name for name in rules.names if name != "none"], 3)
    change = """
kept = compiled.source_text
compiled.source_text = lambda rule: kept(rule).replace("VECTORS = traced()", "VECTORS = False")
"""
    assert elsewhere(tmp_path, told, change) == list(told.values())
