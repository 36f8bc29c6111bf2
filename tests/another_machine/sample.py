"""A little of everything that a run computes, as JSON, for tests/test_exact.py to compare."""

import json
import sys
import tempfile

import numpy as np

import mirror_abm as ma
from tests.clock import FAST, FAST_SETTINGS

ACCOUNTS = ("associative", "genetic")
SPECIES = ("macaca_mulatta", "octopus_vulgaris")
#: flags that are absent where a unit's act cannot be perceived: 1 or 0, in a column of floats
FLAGS = {"units.own", "units.congruent", "units.counter"}


def lived():
    """Return, by species, the animals' weights and their ledgers' counts after a tenth of a day."""
    found = {}
    for species, size in zip(SPECIES, (4, None), strict=True):
        population = ma.Population(species, seed=3, size=size, collect=False, constants=FAST)
        population.forward(population.day_ticks // 10)
        for number, animal in enumerate(population.learners):
            for name in ("to_motor", "to_sound"):
                weights = getattr(animal.network, name).weights
                found[f"{species} {number} {name}"] = weights.ravel().tolist()
            found[f"{species} {number} counts"] = animal.ledger.frame()["percepts"].tolist()
    return found


def columns(tables):
    """Return the counts, words and flags, and apart from them the numbers, by table and column."""
    counted, numbers = {}, {}
    for name, table in tables.items():
        for column, values in table.items():
            digits = values.dtype.kind == "f" and f"{name}.{column}" not in FLAGS
            (numbers if digits else counted)[f"{name}.{column}"] = (
                values if digits else values.astype(str)
            ).tolist()
    return counted, numbers


def main():
    """Print the sample: weights (bits), what is counted, numbers, and numbers of the mean field."""
    with tempfile.TemporaryDirectory() as folder:
        run = ma.run(
            SPECIES,
            days=0.02,
            replicates=4,
            account=ACCOUNTS,
            knockouts=0,
            settings=FAST_SETTINGS,
            out=folder,
        )
        tables = {
            name: run.table(name) for name in ("units", "groups", "curves", "draws", "ledger")
        }
        advice, weighed = ma.record_next(run), ma.weigh(run)
        tables |= {
            "predictions": ma.predictions(run),
            "designs": advice.designs,
            "choices": advice.choices,
            "classes": advice.classes,
            "weighing": weighed.accounts,
            "contributions": weighed.species,
        }
    counted, numbers = columns(tables)
    expected = ma.expected("octopus_vulgaris", groups=1)
    square = np.random.Generator(np.random.PCG64(1)).random((40, 40))
    json.dump(
        {
            "weights": lived(),
            "counted": counted,
            "numbers": numbers,
            "product": (square @ square).ravel().tolist(),
            "mean field": columns({"units": expected.units, "horizon": expected.horizon})[1],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
