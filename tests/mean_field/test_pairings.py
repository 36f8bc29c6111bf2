"""Expected percepts, pairings and delta P against what ledgers count."""

import numpy as np
import pandas as pd

import mirror_abm as ma
from mirror_abm.engine.population import Population


def test_expected_experience_and_contingency_are_what_the_ledgers_count():
    population = Population("homo_sapiens", seed=1, groups=4, learners=2, point=True, collect=False)
    found = ma.expected(population)
    population.forward(4 * population.day_ticks)
    ledgers = [animal.ledger for animal in population.learners]
    counted = pd.concat([ledger.frame() for ledger in ledgers]).groupby(
        ["source", "population"]
    ).sum() / len(ledgers)
    promised = found.experience.groupby(["source", "population"])[
        ["percepts", "matched", "nonmatched"]
    ].sum()
    assert set(promised.index) == set(counted.index)
    for name in ("percepts", "matched", "nonmatched"):
        per_hour = counted[name] / population.hours
        allowed = 0.03 * per_hour + 5 * np.sqrt(per_hour / population.hours / len(ledgers))
        assert ((promised[name] - per_hour).abs() < allowed).all(), name
    delta = (
        pd.concat([ledger.contingency() for ledger in ledgers])
        .groupby(["population", "action"])["delta_p"]
        .mean()
    )
    expected = found.contingency.set_index(["population", "action"])["delta_p"]
    common = found.contingency.set_index(["population", "action"])["perceived"] > 5
    assert (expected - delta)[common].abs().max() < 0.03
    assert expected["visual_self"].min() > 0.9 > 0.4 > expected["visual_other"].max()
    net = found.experience["matched"] - found.experience["nonmatched"] / (
        len(population.repertoire) - 1
    )
    assert found.experience["net"].equals(net)
