"""The peers of the benchmarks do and learn the same, within sampling error; no speed is tested."""

import sys
from pathlib import Path

import numpy as np
import pytest

from mirror_abm.engine import compiled as engine
from mirror_abm.engine.population import Population
from mirror_abm.experience.events import EventStream

FOLDER = Path(__file__).parents[1] / "benchmarks"
ANIMALS, HOURS, SEEDS = 40, 1, range(1, 13)

sys.path.insert(0, str(FOLDER))
import against  # noqa: E402
import population as bench  # noqa: E402
import ratios  # noqa: E402
import storage  # noqa: E402
from peers.idiomatic_mesa import Group  # noqa: E402

MEASURES = ("trials", "matched", "context")
COUNTED = (*MEASURES, "matched_share")


def table(rows, measures=MEASURES):
    return np.array([[row[name] for name in measures] for row in rows])


def ours(seed):
    made = bench.population(ANIMALS, seed=seed)
    made.forward(HOURS * ratios.HOUR)
    return bench.outcome(made)


@pytest.fixture(scope="module")
def outcomes():
    return [ours(seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def compiled(outcomes):
    return table(outcomes)


def assert_alike(one, other, measures=MEASURES):
    """Each mean lies within four standard errors of the difference, as seeds vary."""
    apart = one.mean(axis=0) - other.mean(axis=0)
    error = np.sqrt(one.var(axis=0, ddof=1) / len(one) + other.var(axis=0, ddof=1) / len(other))
    assert (np.abs(apart) < 4 * error).all(), dict(
        zip(measures, (apart / error).round(1), strict=True)
    )


def c_program(folder, *options):
    made = ratios.compile_c(folder, *options)
    if made is None:
        pytest.skip("gcc is not on this machine: the C program was not compared")
    return made


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return c_program(tmp_path_factory.mktemp("c"))


def test_the_c_program_does_the_same_work(compiled, program):
    found = table([ratios.run_c(program, ANIMALS, 3600 * HOURS, seed) for seed in SEEDS])
    assert (found[:, 0] > 100 * ANIMALS * HOURS).all()
    assert_alike(compiled, found)


def test_the_c_program_with_ledgers_counts_and_learns_the_same(outcomes, program, tmp_path):
    ledger = c_program(tmp_path, "LEDGER", "ANY_UNITS")
    found = [ratios.run_c(ledger, ANIMALS, 3600 * HOURS, seed) for seed in SEEDS]
    assert_alike(table(outcomes, COUNTED), table(found, COUNTED), COUNTED)
    without = ratios.run_c(program, ANIMALS, 3600 * HOURS, 1)
    assert [without[name] for name in MEASURES] == [found[0][name] for name in MEASURES]
    assert without["matched_share"] == 0 < found[0]["matched_share"]


def test_the_c_program_gives_the_same_over_threads(program):
    one, two = (ratios.run_c(program, ANIMALS, 3600, 1, threads) for threads in (1, 2))
    assert [one[name] for name in MEASURES] == [two[name] for name in MEASURES]


@pytest.mark.parametrize("step", [0.1])
def test_the_mesa_model_does_the_same_work(compiled, step):
    found = []
    for seed in list(SEEDS)[:4]:
        group = Group(ANIMALS, bench.numbers(), step, seed)
        for _ in range(round(3600 * HOURS / step)):
            group.step()
        found.append(group.outcome())
    assert_alike(compiled, table(found))


def test_a_peer_that_does_less_is_found_out(compiled):
    """The comparison can fail: without one source the trials differ."""
    rows = []
    for seed in SEEDS:
        made = bench.population(ANIMALS, seed=seed, without=("self_observation",))
        made.forward(HOURS * ratios.HOUR)
        rows.append(bench.outcome(made))
    with pytest.raises(AssertionError):
        assert_alike(compiled, table(rows))


def test_every_part_of_the_compiled_engine_is_timed():
    """A function that had moved would no longer be timed, or not be found at all."""
    seconds = {name: float(spent.split()[0]) for name, spent, _ in ratios.parts({}, quick=True)}
    del seconds["compiled: rest"]
    assert len(seconds) == 4
    assert min(seconds.values()) > 0


def test_what_was_timed_is_put_back():
    before = engine.advance, EventStream.events
    made = bench.population(ANIMALS, threads=2)
    assert ratios.on_free_cores(made, 1, 2) > 0
    assert (engine.advance, EventStream.events) == before
    assert len(made.learners) == ANIMALS < sum(animal.ledger.trials for animal in made.learners)


def test_the_mesa_model_knows_nothing_of_ours():
    assert "mirror_abm" not in "".join(
        line
        for line in (FOLDER / "peers" / "idiomatic_mesa.py").read_text().splitlines()
        if "import" in line
    )


def test_the_numbers_are_those_of_the_profile():
    numbers, made = bench.numbers(), Population("macaca_mulatta", point=True, size=5, collect=False)
    assert numbers["rate"] == made.supply.action_rate.tolist()
    assert numbers["attention"] == pytest.approx(made.supply.attention)
    for name in ("ATTENTION", "B1 0.1", "WINDOW 300", "static const double RATE[]"):
        assert name in bench.header()
    assert len(numbers["rate"]) == numbers["actions"] == 9


def test_two_checkouts_do_the_same_work_in_processes_of_their_own(monkeypatch):
    """This one stands for both: the settings that set changes back are given to one side only."""
    monkeypatch.setattr(
        against,
        "work",
        lambda commit, files, quick: {
            "species": files,
            "days": 0.02,
            "replicates": 1,
            "knockouts": 0,
            "settings": commit.settings,
        },
    )
    files = [str(against.HERE / "species" / "octopus_vulgaris.yaml")]
    same = against.Commit(against.HERE, {})
    ((name, then, now),) = against.compare(same, same, ["two"], files, quick=True)
    words, *_, ratio, trials, _ = against.line(name, then, now)
    assert words == "all species, two accounts"
    assert then[0].trials == now[0].trials > 10
    assert 0.2 < float(ratio) < 5
    assert trials == f"{then[0].trials:,} / {now[0].trials:,}"


def test_work_that_is_not_the_same_is_called_so():
    then, now = against.Measured(10.0, 1000), against.Measured(2.0, 1051)
    *_, ratio, trials, goal = against.line("eight", [then], [now])
    assert (ratio, goal) == ("0.20", "ratio <= 0.38")
    assert trials == "1,000 / 1,051 NOT THE SAME WORK"
    assert "NOT" not in against.line("eight", [then], [now._replace(trials=1049)])[4]


def test_every_change_since_the_first_edition_is_set_back_today():
    assert against.neutral()["constants.latin_hypercube"] == 0
    assert {"two", "eight", "cell", "tiny"} < set(against.GOALS)
    assert set(against.COMMANDS) < set(against.GOALS)


def test_what_many_replicates_take_is_measured_of_a_run_that_is_made(tmp_path):
    given = {"species": "octopus_vulgaris", "days": 0.01, "replicates": 2, "knockouts": 0}
    found = storage.job(given | {"out": str(tmp_path)})
    assert found["finish"] > 0
    assert 0 < found["share"] < 1
    assert found["files"] == 16  # thirteen tables, the plan, the manifest and their checksums
    line = storage.LINE.format(replicates=2, **found)
    assert line.count("|") == storage.HEAD.count("|")
