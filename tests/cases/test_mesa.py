"""Mesa's batch_run as its tutorial calls it, and what else of Mesa could be tried on a population.

These run on every release of Mesa that is supported: 3.3.1 on Python 3.11, 3.5.1 on later ones.
"""

import secrets
import subprocess
import sys
import warnings
from pathlib import Path

import mesa
import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.base.seeds import LARGEST_SEED, seed_given

pytestmark = pytest.mark.versions

DATA = Path(__file__).parent / "data"
TAKES_RNG = hasattr(mesa.DataCollector(), "_collection_steps")  # batch_run of Mesa since 3.4
FEW = {"species": "octopus_vulgaris", "size": 2, "point": True}


@pytest.fixture(autouse=True)
def drawn_seeds(monkeypatch):
    """Draw seeds that nobody gives, as for everybody but tests."""
    monkeypatch.setattr("mirror_abm.base.seeds.fresh_seed", lambda: secrets.randbits(53))


def batch(parameters=FEW, model=ma.Population, **options):
    """Return the rows of a batch by run; batch_run of Mesa 3.3 lives a day more than it is told."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of iterations, since 3.5
        rows = mesa.batch_run(
            model,
            parameters,
            max_steps=1 if TAKES_RNG else 0,
            number_processes=1,
            display_progress=False,
            **options,
        )
    runs = {}
    for row in rows:
        runs.setdefault(row["RunId"], []).append(row)
    return list(runs.values())


def responses(runs):
    """Return what the animals of each run have learned."""
    return [[row["matched_response"] for row in rows] for rows in runs]


def case(name):
    """Return how the program of a case ended, and what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", DATA / name / "input.py"],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=Path(ma.__file__).parents[1],
    )
    return done.returncode, done.stdout, done.stderr


def test_30_batch_run_with_its_defaults():
    """One run of 4 animals: 4 rows, where seed=None was refused."""
    assert case("30-mesa-batch-run")[:2] == (0, "4\n")


def test_31_iterations_differ():
    """Three runs of 4 animals that have not learned the same; without a seed, two may by chance."""
    if not TAKES_RNG:
        code, out, _ = case("31-mesa-iterations-identical")
        assert code == 0
        assert len({value for _, value in eval(out)}) > 8  # identical iterations have 4
    runs = batch(iterations=3)
    assert len(runs) == 3
    assert len({rows[0]["seed"] for rows in runs}) == 3
    assert len({tuple(values) for values in responses(runs)}) == 3


def test_32_animals_neither_go_nor_come():
    code, _, said = case("32-mesa-agents-in-and-out")
    assert code == 1
    assert "cannot be removed: who lives in a population is settled when it is made" in said


def test_an_iteration_is_made_again_by_the_seed_in_its_rows():
    drawn = batch(iterations=2)
    for rows in drawn:
        again = batch(FEW | {"seed": [rows[0]["seed"]]})
        assert responses(again) == responses([rows])
        alone = ma.Population(**FEW, seed=rows[0]["seed"])
        alone.step()
        assert [animal.matched_response for animal in alone.agents] == responses([rows])[0]


@pytest.mark.parametrize("name", ["seed"] if TAKES_RNG else ["seed", "rng"])
def test_seeds_among_the_parameters_are_lived(name):
    one, two = (batch(FEW | {name: [3, 4]}) for _ in range(2))
    assert responses(one) == responses(two)
    assert responses(one)[0] != responses(one)[1]
    assert [rows[0]["seed"] for rows in one] == [3, 4]


@pytest.mark.skipif(not TAKES_RNG, reason="this release of Mesa knows iterations only")
def test_where_batch_run_puts_its_own_rng_in_place_of_the_parameter_rows_tell_what_was_lived():
    runs = batch(FEW | {"rng": [3, 4]})
    lived = [rows[0]["seed"] for rows in runs]
    assert not {3, 4} & set(lived)
    assert responses(batch(FEW | {"seed": lived})) == responses(runs)


@pytest.mark.skipif(not TAKES_RNG, reason="this release of Mesa knows iterations only")
@pytest.mark.parametrize(
    "rng",
    [
        [1, 2],
        np.random.default_rng(42).integers(0, sys.maxsize, size=(2,)),  # as the tutorial does
        np.random.default_rng(42).integers(0, sys.maxsize, size=(2,)).tolist(),
        np.random.SeedSequence(7).spawn(2),
    ],
)
def test_batches_are_the_same_for_the_same_rng(rng):
    one, two = (batch(rng=list(rng)) for _ in range(2))
    assert responses(one) == responses(two)
    assert responses(one)[0] != responses(one)[1]


def test_rows_have_the_age_at_which_their_animals_were_asked():
    """Mesa 3.3 took animals from the day before; the last row is the state at the end."""
    model = ma.Population(**FEW, seed=5)
    days = []
    for _ in range(2):
        model.step()
        days.append([animal.matched_response for animal in model.agents])
    rows = mesa.batch_run(
        ma.Population,
        FEW | {"seed": 5},
        max_steps=2 if TAKES_RNG else 1,
        data_collection_period=1,
        number_processes=1,
        display_progress=False,
    )
    assert [row["day"] for row in rows] == [1.0, 1.0, 2.0, 2.0]
    assert [row["matched_response"] for row in rows] == [*days[0], *days[1]]


def test_a_model_of_ones_own_with_seed_or_rng_in_its_signature():
    class Seeded(ma.Population):
        def __init__(self, size=2, seed=None):
            super().__init__("octopus_vulgaris", size=size, point=True, seed=seed)

    class Drawn(ma.Population):
        def __init__(self, size=2, rng=None):
            super().__init__("octopus_vulgaris", size=size, point=True, rng=rng)

    for model in (Seeded, Drawn):
        runs = batch({"size": [1, 2]}, model, iterations=2)
        assert [len(rows) for rows in runs] == [1, 2, 1, 2]
        assert len({rows[0]["seed"] for rows in runs}) == 4


def test_a_population_has_a_seed_of_its_own_and_says_which():
    one, two = (ma.Population("octopus_vulgaris", size=1, collect=False) for _ in range(2))
    assert one.seed_value != two.seed_value
    again = ma.Population("octopus_vulgaris", size=1, collect=False, rng=one.seed_value)
    assert again.drawn == one.drawn != two.drawn
    explicit = ma.Population("octopus_vulgaris", size=1, collect=False, seed=None)
    assert explicit.seed_value not in (one.seed_value, two.seed_value)
    assert ma.expected("octopus_vulgaris").population.seed_value == 0  # which computes, and is one


def test_what_is_taken_for_a_seed():
    assert seed_given("rng", 5) == seed_given("rng", np.int64(5)) == 5
    assert seed_given("rng", LARGEST_SEED) == LARGEST_SEED
    for make in (
        lambda: [1, 2],
        lambda: np.array([1, 2]),
        lambda: np.random.SeedSequence(3),
        lambda: np.random.default_rng(3),
        lambda: np.random.PCG64(3),
    ):
        assert 0 <= seed_given("rng", make()) == seed_given("rng", make()) < 2**53
    assert seed_given("rng", [1, 2]) != seed_given("rng", [2, 1])
    for wrong in (-1, 1.5, "3", True, [-1], ["a"], LARGEST_SEED + 1, {}):
        with pytest.raises(InputError, match=r"rng = .*: must be"):
            seed_given("rng", wrong)
    for both in ({"seed": 1, "rng": 1}, {"seed": 0, "rng": 2}):
        with pytest.raises(InputError, match="seed, rng: are two names of one number"):
            ma.Population("octopus_vulgaris", **both)
