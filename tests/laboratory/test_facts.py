"""The facts that calibrate, as they are simulated."""

from __future__ import annotations

import pytest

from mirror_abm.laboratory.experiment import load, names
from mirror_abm.laboratory.facts import DOSES, FACTS, SAYS, VALUES, FactTask, dosed, protocol, work


def test_the_facts_are_the_rows_that_say_so() -> None:
    assert {name for name in names() if load(name).calibrates} == {*FACTS} == {*SAYS}


def test_training_comes_in_every_dose() -> None:
    conditions = protocol("heyes_2005").conditions
    assert list(conditions) == [
        "untrained",
        *(dosed(name, dose) for name in ("compatible", "incompatible") for dose in DOSES),
    ]
    for dose in DOSES:
        _, phases = conditions[dosed("incompatible", dose)]
        trials = [one.times for phase in phases for one in phase.trials if one.see]
        assert trials == [round(144 * dose)] * 2
    assert conditions[dosed("compatible", 1.0)] == load("heyes_2005").conditions["compatible"]


def test_units_are_counted_beside_their_kinds() -> None:
    table = work(FactTask("gallese_1996", "genetic", 3, 2, 0))
    assert list(table.columns) == VALUES
    wide = table.pivot_table(index="replicate", columns="condition", values="value")
    kinds = wide.filter(regex="none|broad|strict|non_cong")
    assert kinds.sum(axis=1).tolist() == pytest.approx([1.0, 1.0])
    counts = kinds.mul(wide["monkeys_units"], axis=0).to_numpy()
    assert counts == pytest.approx(counts.round())  # shares of that many units


def test_the_same_task_gives_the_same_values() -> None:
    task = FactTask("festante_2018", "associative", 1, 2, 0)
    assert work(task).equals(work(task))
    assert not work(task)["value"].equals(work(task._replace(draw=2))["value"])
