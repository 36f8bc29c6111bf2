"""What turned records give, against many that are turned."""

import numpy as np
import pytest

from mirror_abm.field.log import FieldLog
from mirror_abm.field.sequence import ActSequence, count
from mirror_abm.field.turning import expected_followed

from .logs import made


@pytest.mark.parametrize("grid", [0, 1, 0.5])
def test_the_expectation_by_chance_is_the_mean_of_many_rotations(grid):
    log = made(hours=0.2)
    if grid:  # times as they would have been written down
        events = log.events.assign(start=np.floor(log.events["start"] / grid) * grid)
        log = FieldLog(events, log.seconds, log.format)
    record = ActSequence(log, "target")
    assert record.grid == grid
    rng = np.random.Generator(np.random.PCG64(5))
    turned = np.array(
        [count(record, record.rotated(rng)).followed.sum(axis=(2, 3)) for _ in range(600)]
    )
    error = turned.std(axis=0) / np.sqrt(len(turned))
    assert (
        np.abs(expected_followed(record).sum(axis=(2, 3)) - turned.mean(axis=0)) <= 4 * error + 1e-9
    ).all()
    assert (error > 0).any()
