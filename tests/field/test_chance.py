"""What chance gives, against many rotations and against logs whose maker is known."""

import numpy as np

from mirror_abm.field.chance import expected_followed
from mirror_abm.field.rates import rates
from mirror_abm.field.sequence import ActSequence, count

from .logs import made


def test_the_expectation_by_chance_is_the_mean_of_many_rotations():
    log = made(hours=0.2)
    record = ActSequence(log, "target")
    rng = np.random.Generator(np.random.PCG64(5))
    turned = np.array(
        [count(record, record.rotated(rng)).followed.sum(axis=(2, 3)) for _ in range(600)]
    )
    error = turned.std(axis=0) / np.sqrt(len(turned))
    assert (
        np.abs(expected_followed(record).sum(axis=(2, 3)) - turned.mean(axis=0)) <= 4 * error + 1e-9
    ).all()
    assert (error > 0).any()


def test_what_was_put_in_is_found_and_nothing_else():
    table = rates(made()).set_index(["measure", "subject", "behaviour", "answer"])
    assert table.loc[("being_imitated", "all", "groom", ""), "p_chance"] <= 0.01
    assert table.loc[("complementary", "all", "threat", "submit"), "p_chance"] <= 0.01
    assert table.loc[("complementary", "all", "threat", "submit"), "net_low"] > 0
    assert table.loc[("complementary", "all", "groom", "submit"), "p_chance"] > 0.01
    assert table.loc[("being_imitated", "all", "threat", ""), "p_chance"] > 0.01


def test_without_copying_chance_is_rarely_beaten():
    asked = "measure == 'being_imitated' and subject == 'all' and behaviour == 'all'"
    small = [
        rates(made(seed, 0.3, 2, 0.0, 0.0), shifts=39).query(asked)["p_chance"].item()
        for seed in range(30)
    ]
    assert np.mean(np.array(small) <= 0.1) <= 0.3
    assert np.std(small) > 0.1
