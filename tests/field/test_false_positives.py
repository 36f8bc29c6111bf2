"""How often animals that are independent of each other are said to copy or to be in synchrony.

At a nominal 5 % the claim may be made of at most 7 % of logs (what 1,000 logs of each kind may have
if it is true of 5 %), of each kind of log in which independent animals look alike: they share a
rhythm, act in bursts, are coded to whole seconds, or were followed for unequal times.
"""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mirror_abm.field.log import FieldLog
from mirror_abm.field.rates import rates

SHIFTS = 39
NOMINAL, MOST = 0.05, 0.07


def written(rows, lengths):
    """Return a log of acts: observation, subject, behaviour, time."""
    events = pd.DataFrame(rows, columns=["observation", "subject", "behaviour", "start"])
    events = events.sort_values(["observation", "start"]).reset_index(drop=True)
    lengths = {name: lengths[name] for name in events["observation"].unique()}
    return FieldLog(events.assign(stop=np.nan, target=""), lengths, "plain")


def shared_rhythm(rng):
    """Two animals that are both awake in the same 10 minutes of an hour."""
    rows = []
    for o in range(10):
        begin = rng.uniform(0, 3000)
        for animal in "AB":
            times = np.round(begin + rng.uniform(0, 600, 100), 2)
            rows += [(f"o{o}", animal, "call", time) for time in times]
    return written(rows, {f"o{o}": 3600.0 for o in range(10)})


def bursts(rng):
    """Four animals that call in bouts of some eight calls in half a minute."""
    rows = []
    for o in range(3):
        for animal in "ABCD":
            for begin in rng.uniform(0, 1800, rng.poisson(12)):
                times = (begin + rng.exponential(15, rng.poisson(8))) % 1800
                rows += [(f"o{o}", animal, "call", time) for time in times]
    return written(rows, {f"o{o}": 1800.0 for o in range(3)})


def whole_seconds(rng):
    """Two animals whose acts were written down to the second."""
    rows = []
    for o in range(20):
        for animal in "AB":
            times = rng.choice(600, 60, replace=False)
            rows += [(f"o{o}", animal, "peck", float(time)) for time in times]
    return written(rows, {f"o{o}": 600.0 for o in range(20)})


def unequal_follows(rng):
    """Two to four of five animals, followed for two minutes to an hour, with two behaviours."""
    rows, lengths = [], {}
    for o in range(6):
        lengths[f"o{o}"] = length = float(rng.choice([120, 300, 900, 3600]))
        for animal in rng.choice(list("ABCDE"), rng.integers(2, 5), replace=False):
            for behaviour in ("call", "peck"):
                count = rng.poisson(length / rng.choice([20, 60, 200]))
                times = np.round(rng.uniform(0, length, count), 1)
                rows += [(f"o{o}", animal, behaviour, time) for time in times]
    return written(rows, lengths)


KINDS = (shared_rhythm, bursts, whole_seconds, unequal_follows)


def claims(make, logs):
    """Return the share of logs of which beyond chance is said, by measure: by p, and by the net."""
    said = {}
    for seed in range(logs):
        table = rates(make(np.random.default_rng([logs, seed])), shifts=SHIFTS, seed=seed)
        table = table[(table["subject"] == "all") & (table["measure"] != "acts")]
        for measure, rows in table.groupby("measure"):
            first = rows.iloc[0]  # of all behaviours together; one pair of acts and answers
            each = (first["p_chance"] <= NOMINAL, first["net_low"] > 0)
            said.setdefault(measure, []).append(each)
    return {measure: np.mean(each, axis=0) for measure, each in said.items()}


@pytest.mark.parametrize("make", KINDS)
def test_independent_animals_are_seldom_said_to_copy(make):
    logs = 12
    most = stats.binom.ppf(0.999, logs, MOST) / logs
    for measure, shares in claims(make, logs).items():
        assert max(shares) <= most, measure


@pytest.mark.slow
@pytest.mark.parametrize("make", KINDS)
def test_of_a_thousand_logs_of_independent_animals_few_are_said_to_copy(make):
    for measure, shares in claims(make, 1000).items():
        assert max(shares) <= MOST, measure


def test_copies_that_were_put_in_come_out():
    """300 calls in ten hours are copied, in ten minutes of each: chance hides every second."""
    rng, rows, copied = np.random.default_rng(4), [], 0
    for o in range(10):
        begin = rng.uniform(0, 3000)
        own, other = begin + rng.uniform(0, 600, 100), begin + rng.uniform(0, 600, 80)
        copies = own[rng.random(100) < 0.3] + 2
        copied += len(copies)
        rows += [(f"o{o}", "A", "call", time) for time in own]
        rows += [(f"o{o}", "B", "call", time) for time in (*other, *copies)]
    table = rates(written(rows, {f"o{o}": 3700.0 for o in range(10)}), shifts=SHIFTS)
    row = table[(table["measure"] == "being_imitated") & (table["subject"] == "A")].iloc[0]
    wanted = copied / row["focal_hours"]
    assert row["net_low"] < wanted < row["net_high"]
    assert row["net"] == pytest.approx(wanted, rel=0.25)
    assert 0.5 < row["chance"] < 0.7
