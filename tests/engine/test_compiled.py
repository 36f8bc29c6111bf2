"""The compiled engine gives the agents engine's bits on random small scenarios; its source file."""

import hashlib
import logging
import os
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.base.files import read_json, write_json
from mirror_abm.base.processes import spread
from mirror_abm.base.shelf import accounts, layouts, rules, sources
from mirror_abm.engine import compiled
from mirror_abm.engine.population import Population
from mirror_abm.profile.species import SpeciesProfile, library, load_species
from tests.clock import FAST

QUICK, MANY = 300, 5000
PARTS = 10
LIFE = 60_000  #: ticks
LEARNED = [
    (pathway, name)
    for pathway in ("to_motor", "to_sound")
    for name in ("weights", "associability", "average", "slow")
]


def scenario(number):
    """Return a population's profile, options, cuts and day, all drawn from ``number``."""
    rng = np.random.Generator(np.random.PCG64(number))
    data = load_species(str(rng.choice(library()))).model_dump(mode="json")
    rates = {name: block for name, block in data["experience"].items() if block}
    for name, block in rates.items():
        key = "attention" if name == "watching_others" else "rate"
        value = float(rng.uniform(0, 0.9) if key == "attention" else 10 ** rng.uniform(-1, 1.5))
        if block[key]:
            block[key].update(value=value, low=value, high=value)
    first, second = rng.choice(len(data["actions"]), 2, replace=False)
    quantity = {
        "value": 20.0,
        "low": 20.0,
        "high": 20.0,
        "unit": "per hour",
        "source": "heyes_2010",
        "how": "guess",
        "reason": "a scenario",
    }
    if rng.random() < 0.7:
        data["experience"]["complementary"] = {
            "rate": quantity,
            "pairs": [
                {"act": data["actions"][first]["name"], "answer": data["actions"][second]["name"]}
            ],
        }
    data["group"]["layout"] = str(rng.choice(layouts.names))
    if data["group"]["layout"] == "observed":
        data["group"]["size"] |= {"value": 6, "low": 1, "high": 7}
        data["group"]["network"] = {
            "file": "a scenario",
            "animals": list("abcdefg"),
            "ties": [
                (a, b, float(weight))
                for (a, b), weight in zip(combinations(range(7), 2), rng.random(21), strict=True)
                if weight > 0.3
            ],
        }
    data["group"]["unit_size"] = quantity | {
        "value": 2.0,
        "low": 2.0,
        "high": 2.0,
        "unit": "animals",
    }
    constants = {
        "window": rng.choice([0.5, 3.0, 3.0]),
        "simultaneity": rng.choice([0.0, 0.2, 0.5]),
        "backward_efficacy": rng.choice([0.0, 0.3, 1.0]),
        "views": rng.choice([1, 1, 2, 3]),
        "units_per_action": rng.choice([1, 3, 4]),
        "acts_rate": rng.choice([100.0, 400.0, 2000.0]),
        "connectivity": rng.choice([0.25, 1.0]),
        "tick": rng.choice([0.01, 0.02]),
    }
    without = [name for name in sources.names if rng.random() < 0.2]
    size = int(rng.integers(1, 7))
    options = {
        "account": str(rng.choice(["associative", "associative", "associative", "none"])),
        "seed": int(rng.integers(1000)),
        "replicate": int(rng.integers(5)),
        "groups": int(rng.integers(1, 3)),
        "point": bool(rng.random() < 0.3),
        "constants": {name: float(value) for name, value in constants.items()},
        "without": without,
        "world": str(rng.choice(["normal", "permuted"])),
        "weights": str(rng.choice(["signed", "excitatory"])),
        "size": size,
        "learners": None if rng.random() < 0.5 else int(rng.integers(1, 3)),
        "collect": False,
    }
    rng = np.random.Generator(
        np.random.PCG64([number, 1])
    )  # what was added later moves no draw of the above
    if rng.random() < 0.5:
        options["rule"] = str(rng.choice(rules.names))
    if rng.random() < 0.3:
        options["account"], options["carrier"] = (
            str(rng.choice(accounts.names)),
            bool(rng.random() < 0.5),
        )
    options["constants"] |= {
        name: value
        for name, value in (
            ("entrenchment", 0.1),
            ("overnight_return", 0.3),
            ("sensitive_period", 0.5),
        )
        if rng.random() < 0.2
    }
    options["constants"] |= FAST if rng.random() < 0.7 else {}
    cuts = np.sort(rng.integers(1, LIFE, 3)).tolist()
    return SpeciesProfile.model_validate(data), options, cuts, rng.random() < 0.3


def kept(animal, pathway, name):
    return getattr(getattr(animal.network, pathway), name)


def alike(one, other):
    """Say where two populations differ in a bit of what was learned or counted, if anywhere."""
    for a, b in zip(one.learners, other.learners, strict=True):
        where = f"group {a.group} animal {a.index}"
        for pathway, name in LEARNED:
            if not np.array_equal(kept(a, pathway, name), kept(b, pathway, name)):
                return f"{where}: {pathway}.{name}"
        if not a.ledger.frame().equals(b.ledger.frame()) or not a.ledger.contingency().equals(
            b.ledger.contingency()
        ):
            return f"{where}: ledger"
        if list(a.ledger._totals) != list(b.ledger._totals):
            return f"{where}: totals"
        if not np.array_equal(
            a.respond(0 * a.weights[0, :] + 1), b.respond(0 * b.weights[0, :] + 1)
        ):
            return f"{where}: response"
    return ""


def lived(number, engine, threads=1, loop=None):
    """Return the population of a scenario at its end, or None where its rates are impossible."""
    profile, options, cuts, short_day = scenario(number)
    try:
        population = Population(profile, engine=engine, threads=threads, **options)
    except ma.MirrorError:
        return None
    if loop:
        population._loop = loop(population.learning.rule.__name__.rsplit(".", 1)[-1])
    if short_day:
        population.day_ticks = 30_000
        population.block_ticks = min(population.block_ticks, 20_000)
    at = 0
    for cut in cuts:
        population.forward(cut - at)
        at = cut
        animal = population.learners[0]
        animal.perceive(population.percept(population.repertoire.names[0]))
        animal.act(population.repertoire.names[1])
        animal.act(population.repertoire.names[0])
    population.forward(1000)
    return population


def digest(population):
    """Return a hash of every bit that the learners have learned and counted."""
    parts = []
    for animal in population.learners:
        parts += [kept(animal, *where).tobytes() for where in LEARNED]
        ledger = animal.ledger
        parts += [
            repr(
                (
                    ledger.frame().to_numpy().tolist(),
                    ledger.contingency().to_numpy().tolist(),
                    [float(total) for total in ledger._totals],
                )
            ).encode()
        ]
    return hashlib.sha256(b"\x1f".join(parts)).hexdigest()


def living(numbers, count):
    """Yield the first ``count`` scenarios with possible rates, as the agents engine lived them."""
    for number in numbers:
        population = lived(number, "agents")
        if population is not None:
            yield number, population
            count -= 1
            if not count:
                return


def digests(numbers, count):
    """Return digests of the first ``count`` possible scenarios, by a worker's compiled engine."""
    found = {}
    for number in numbers:
        population = lived(number, "compiled") if len(found) < count else None
        if population is not None:
            found[number] = digest(population)
    return found


def work(task):
    return digests(*task)


def once(folder, make):
    """Return what ``make`` returns, made by the first test process to ask; the others wait."""
    made, claim = folder / "made.json", folder / "claimed"
    folder.mkdir(exist_ok=True)
    while not made.is_file():
        try:
            claim.touch(exist_ok=False)
        except FileExistsError:
            time.sleep(0.2)
            continue
        try:
            write_json(made, make())
        finally:
            claim.unlink()  # where it failed, the next one fails by itself
    return read_json(made)


@pytest.fixture(scope="module")
def by_processes(tmp_path_factory):
    """Return the digests of the quick scenarios, by the compiled engine in two worker processes."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    for rule in rules.names:  # not by two processes at once
        for scaled in (False, True):
            compiled.prepare(rule, scaled=scaled)
    tasks = [(range(part, 10 * QUICK, PARTS), QUICK // PARTS) for part in range(PARTS)]
    found = once(
        base / "by_processes",
        lambda: {
            str(number): told for _, part in spread(work, tasks, 2) for number, told in part.items()
        },
    )
    return {int(number): told for number, told in found.items()}


@pytest.mark.parametrize("part", range(PARTS))
def test_the_engines_give_the_same_bits_by_threads_and_by_processes(part, by_processes):
    """Scenarios with impossible rates are refused by both engines, and do not count."""
    ones = dict(living(range(part, 10 * QUICK, PARTS), QUICK // PARTS))
    others = {number: lived(number, "compiled", threads=2) for number in ones}
    told = {number: digest(one) for number, one in ones.items()}
    assert len(told) == QUICK // PARTS
    assert {
        number: alike(ones[number], other) or "the sign of a zero"
        for number, other in others.items()
        if digest(other) != told[number]
    } == {}
    assert {
        number: found for number, found in by_processes.items() if number % PARTS == part
    } == told
    assert sum(animal.ledger.trials for one in ones.values() for animal in one.learners) > 30 * len(
        ones
    )
    assert sum(
        len(group.progress.next) > 1 for other in others.values() for group in other.arrays
    ) > 0.4 * len(ones)  # a learner a thread


@pytest.mark.slow
@pytest.mark.parametrize("part", range(100))
def test_the_engines_give_the_same_bits_on_many_scenarios(part):
    numbers, count = range(10 * QUICK + part, 10 * (QUICK + MANY), 100), MANY // 100
    ones = dict(living(numbers, count))
    assert len(ones) == count
    told = {number: digest(one) for number, one in ones.items()}
    assert {number: digest(lived(number, "compiled", threads=2)) for number in ones} == told
    (_, first), (_, second) = spread(work, [(list(ones)[::2], count), (list(ones)[1::2], count)], 2)
    assert first | second == told


def differ(number):
    """Return where the interpreted loop differs from the agents engine; None if impossible."""
    one = lived(number, "agents")
    return None if one is None else alike(one, lived(number, "compiled", loop=compiled.interpreted))


@pytest.mark.versions
@pytest.mark.parametrize("number", range(12))
def test_the_loop_gives_the_same_bits_without_compilation(number):
    assert not differ(number)


def test_scenarios_reach_all_that_there_is():
    """All sources, layouts and options come up, so that equality is not of trifles."""
    seen = {"sources": set(), "layouts": set(), "options": set()}
    for number in range(60):
        profile, options, _, _ = scenario(number)
        seen["layouts"].add(profile.group.layout)
        seen["options"] |= {
            options["world"],
            options["weights"],
            options["account"],
            options["constants"]["views"],
        }
        try:
            population = Population(profile, engine="compiled", **options)
        except ma.MirrorError:
            continue
        population.forward(100_000)
        seen["sources"] |= {
            name for animal in population.learners for name in animal.ledger.frame()["source"]
        }
    assert seen["sources"] == set(sources.names)
    assert seen["layouts"] == set(layouts.names)
    assert {
        "permuted",
        "normal",
        "signed",
        "excitatory",
        "none",
        "associative",
        1.0,
        2.0,
        3.0,
    } <= seen["options"]


def test_a_fault_in_the_loop_is_seen(monkeypatch):
    """The comparison can fail: quiet time one tick too long is found."""
    text = compiled.source_text("rescorla_wagner").replace(
        "rest(g, a, now - covered)", "rest(g, a, now - covered + 1)"
    )
    assert text != compiled.source_text("rescorla_wagner")
    monkeypatch.setattr(compiled, "source_text", lambda rule: text)
    assert any(differ(number) for number in range(12))


@pytest.mark.versions
def test_the_engines_give_the_same_tables_over_processes(tmp_path):
    runs = [
        ma.run(
            "octopus_vulgaris",
            days=0.05,
            replicates=2,
            out=tmp_path / name,
            workers=workers,
            engine=name,
        )
        for name, workers in (("agents", 1), ("compiled", 2))
    ]
    assert runs[0].id == runs[1].id
    for table in ("units", "ledger", "curves", "summary"):
        assert runs[0].table(table).equals(runs[1].table(table)), table


def test_editing_a_rule_changes_the_result(tmp_path):
    """The trap: after an edit, the loop compiled earlier kept giving the old rule's result."""
    copy, rate = tmp_path / "mirror_abm", "beta_present * r * (1.0 - V)"
    source = Path(ma.__file__).parent
    for path in [
        *source.rglob("*.py"),
        *(path for path in (source.parent / "species").rglob("*") if path.is_file()),
    ]:
        target = tmp_path / path.relative_to(source.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    program = (
        "import mirror_abm as ma; "
        "p = ma.Population('octopus_vulgaris', seed=1, point=True, collect=False); "
        "p.forward(2_000_000); print(p.learners[0].weights.sum())"
    )

    def result():
        return subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
            env={
                "PATH": "",
                "PYTHONPATH": str(tmp_path),
                "MIRROR_ABM_CACHE": str(tmp_path / "cache"),
            },
        ).stdout

    rule = copy / "rules" / "rescorla_wagner.py"
    before, again = result(), result()
    text = rule.read_text()
    assert rate in text
    rule.write_text(text.replace(f"return {rate}", f"return 0.5 * {rate}"))
    edited = result()
    rule.write_text(text)
    assert before == again != edited
    assert result() == before
    assert len(list((tmp_path / "cache").glob("engine_*"))) == 2


def test_compilation_is_announced_once_to_those_who_listen(tmp_path, monkeypatch, caplog, capfd):
    monkeypatch.setenv("MIRROR_ABM_CACHE", str(tmp_path))
    # a command that was typed within this process listens from then on
    monkeypatch.setattr(logging.getLogger("mirror_abm"), "handlers", [])
    compiled._module.cache_clear()
    with caplog.at_level("INFO", logger="mirror_abm"):
        for _ in range(2):
            compiled.prepare("none")
    compiled._module.cache_clear()
    (said,) = caplog.records
    assert "compiling the engine for the rule none" in said.getMessage()
    assert said.name == "mirror_abm.engine.compiled"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", rules.names)
def test_each_rule_stands_alone(name):
    assert "from ." not in compiled.source_text(name)
    assert compiled.key(name) != compiled.key(next(other for other in rules.names if other != name))


def test_the_views_of_animals_go_on_with_the_arrays():
    population = Population("macaca_mulatta", seed=1, point=True, size=3, collect=False)
    animal = population.learners[1]
    weights, ledger = animal.weights, animal.ledger
    before = weights.copy()
    population.step()
    assert not np.array_equal(weights, before)
    assert ledger.trials > 100
    assert np.shares_memory(weights, population.arrays[0].to_motor.weights)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"engine": "fast"}, "must be one of agents, compiled"),
        ({"threads": 0}, "whole number from 1"),
        ({"threads": 1.5}, "whole number"),
    ],
)
def test_wrong_engines_are_refused(options, message):
    with pytest.raises(ma.MirrorError, match=message):
        Population("macaca_mulatta", **options)


def test_a_block_that_is_made_ahead_is_the_one_that_was_due():
    """Over threads, the next block is made during this one: the same bits, and none left over."""
    made = []

    def alone(population):
        one = population._stages[0].events
        population._stages[0].events = lambda start, end: (
            made.append((population.threads, start, end)) or one(start, end)
        )
        population.block_ticks, population.day_ticks = 7_000, 40_000
        return population

    one, two = (
        alone(Population("macaca_mulatta", seed=1, size=12, threads=threads, collect=False))
        for threads in (1, 2)
    )
    for ticks in (1, 20_000, 6_999, 90_000):
        for population in (one, two):
            population.forward(ticks)
        assert alike(one, two) == ""
        assert two._ahead == []
    assert [block[1:] for block in made if block[0] == 1] == [
        block[1:] for block in made if block[0] == 2
    ]
    assert len(made) > 20


def test_more_threads_than_animals_change_nothing():
    one, many = (
        Population("homo_sapiens", seed=1, point=True, size=9, threads=threads, collect=False)
        for threads in (1, 4)
    )
    for population in (one, many):
        population.forward(500_000)
    assert alike(one, many) == ""
