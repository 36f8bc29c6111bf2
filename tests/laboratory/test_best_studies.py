"""What parts pairs best, from made-up outcomes."""

import numpy as np

from mirror_abm.laboratory.best_studies import (
    best,
    best_of_pairs,
    screened,
    studies_of_pairs,
    to_vary,
)
from mirror_abm.laboratory.outcomes import Reported
from mirror_abm.laboratory.parting import Outcome
from mirror_abm.laboratory.variants import PUBLISHED

ACCOUNTS = ["associative", "genetic", "hebbian"]


def study(name, change, *means, groups=1):
    each = np.repeat(np.array(means, float)[:, None], 4, axis=1)
    outcome = Outcome(each, np.full_like(each, 0.01), groups)
    return Reported((name, change), "group", "", False, 0.005, outcome)


STUDIES = [
    study("weak", PUBLISHED, 0, 0.1, 0),
    study("strong", PUBLISHED, 0.0, -1, 0),
    study("strong", "raised alone", 0.0, -1.05, 0),
    study("costly", PUBLISHED, 0, 5, 0, groups=2),
]


def test_the_best_is_per_animal_and_of_equals_the_one_that_is_on_the_shelf():
    bits = screened(STUDIES, ACCOUNTS)
    assert bits.shape == (3, 4)
    assert bits[0, 3] == 0.5  # two animals for one bit
    assert best(STUDIES, bits[0]) == 1
    assert to_vary(STUDIES, bits, 2) == ["strong", "costly"]
    assert to_vary(STUDIES, bits, 0) == []


def test_a_pair_is_told_with_direction_animals_and_whether_it_is_within_noise():
    bits = screened(STUDIES, ACCOUNTS)
    known = {"weak": "A", "strong": "V", "costly": "P"}
    table = best_of_pairs(STUDIES, bits, ACCOUNTS, 10, 0, known).set_index(["first", "second"])
    row = table.loc[("associative", "genetic")]
    assert (row.experiment, row.change, row.known) == ("strong", PUBLISHED, "V")
    assert row.higher_under == "associative"
    assert row.above_floor
    assert (row.animals_to_part, row.animals) == (1, 10)
    same = table.loc[("associative", "hebbian")]
    assert same.bits == 0
    assert not same.above_floor
    assert same.animals_to_part is table["animals_to_part"].array.dtype.na_value
    every = studies_of_pairs(STUDIES, bits, ACCOUNTS, 10)
    assert every["experiment"].head(3).tolist() == ["strong", "strong", "costly"]
    assert len(every) == 3 * 4
