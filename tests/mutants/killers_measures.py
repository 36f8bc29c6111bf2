"""Killers of faults in ledgers, measures and statistics."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pandas as pd

from mirror_abm.base.shelf import sources
from mirror_abm.experience.ledger import Ledger
from mirror_abm.measures import congruence, mirror_index
from mirror_abm.simulation import statistics, summary
from mirror_abm.simulation.recordings import recordings

from .bench import close, killer, live, lone
from .killers_world import stage


@killer
def ledger(engine):
    """k(dt) of the matched and strongest other act, other / (K - 1) expected, delta P by hand."""
    book = Ledger(("a", "b"), ("x", "y", "z"), [math.exp(-dt / 100) for dt in range(301)])
    book.trial([(1, 0, 0)], [(100, 0), (-50, 1)])
    book.trial([(1, 0, 0)], [])
    book.alone(0)
    book.rest(2.0)
    row = book.frame().iloc[0]
    assert (row["source"], row["population"], row["percepts"], row["without_act"]) == (
        "b",
        "visual_other",
        2,
        1,
    )
    close(
        [row["matched"], row["nonmatched"], row["expected"], row["mean_lag"]],
        [math.exp(-1), math.exp(-0.5), math.exp(-0.5) / 2, 1.0],
    )
    close(book.contingency()["delta_p"].item(), 1 / 2 - 1 / 3)


@killer
def ledger_of_an_animal(engine):
    """Either engine's ledger counts what was paired: k(dt), other act, lag, and events alone."""
    one = live(
        lone(engine),
        (1000, "see", "grasp"),
        (1100, "do", "grasp"),
        (950, "do", "tear"),
        (3000, "see", "tear"),
        (5000, "do", "tear"),
        end=6000,
    )
    row = one.ledger.frame().iloc[0]
    assert (
        row["percepts"],
        row["without_act"],
        one.ledger.trials,
        one.ledger.acts_without_percept,
    ) == (2, 1, 3, 1)
    close([row["matched"], row["nonmatched"], row["mean_lag"]], [math.exp(-1), math.exp(-0.5), 1.0])
    found = one.ledger.contingency().set_index("action")
    assert (
        found.loc["grasp", "perceived"],
        found.loc["grasp", "paired"],
        found.loc["tear", "paired"],
    ) == (1, 1, 0)


@killer
def chance_of_congruence(engine):
    """Permuting all labels gives the expectation by brute force; the kinds are counted by hand."""
    for does, sees in ((1, 1), (2, 1), (1, 3), (2, 3), (4, 4), (3, 0)):
        executed, observed = np.linspace(1, 0.6, 5), np.linspace(1, 0.6, 5)
        executed[does:], observed[sees:] = 0.0, 0.0
        tables = [
            unit_table(executed, observed[list(order)], unit)
            for unit, order in enumerate(permutations(range(5)))
        ]
        found = congruence.measure(pd.concat(tables), 0.25)
        close(found["expected"], found["congruent"].mean(), 1e-9)
    kinds = {(0, 0): "strict", (0, 1): "non_congruent"}
    for (does, sees), kind in kinds.items():
        assert measured(np.eye(5)[does], np.eye(5)[sees])["kind"] == kind
    assert measured(np.array([1.0, 0.5, 0, 0, 0]), np.eye(5)[0])["kind"] == "broad"
    assert (
        measured(np.array([4.0, 0, 0, 0, 0]), np.eye(5)[0] * 0.9)["kind"] == "none"
    )  # 0.9 is below a quarter of 4


def unit_table(executed, observed, unit=0):
    count = len(executed)
    return pd.DataFrame(
        {
            "replicate": 0,
            "group": 0,
            "animal": 0,
            "modality": "visual",
            "view": "other",
            "unit": unit,
            "action": list("abcdefgh")[:count],
            "counter": [*list("bcdefgha")[: count - 1], "a"],
            "perceptible": True,
            "executed": executed,
            "observed": observed,
        }
    )


def measured(executed, observed):
    return congruence.measure(unit_table(executed, observed), 0.25).iloc[0]


@killer
def own_and_other(engine):
    """Of five acts two are silent; a unit that does two of the three heard is compared by one."""
    table = unit_table(np.array([1.0, 0.5, 0, 0, 0]), np.array([1.0, 1.0, 0, 1.0, 1.0]))
    heard = table.assign(perceptible=[True, True, True, False, False])
    found = congruence.measure(heard, 0.25).iloc[0]
    close([found["own"], found["other"]], [1.0, 0.0])
    found = congruence.measure(table, 0.25).iloc[0]
    close([found["own"], found["other"]], [1.0, 2 / 3])


@killer
def index_by_hand(engine):
    """The mirror index is the response to the best executed action minus the mean of the others."""
    table = unit_table(np.array([0.2, 1.0, 0.0, 0.0]), np.array([0.3, 0.9, 0.0, 0.6]))
    close(mirror_index.measure(table, 0.25)["mirror_index"], 0.9 - 0.3)


@killer
def unit_of_replication(engine):
    """Four animals in each of three groups are three observations."""
    table = pd.DataFrame(
        [
            {"x": "a", "replicate": g, "group": 0, "animal": a, "v": float(g + a)}
            for g in range(3)
            for a in range(4)
        ]
    )
    found = statistics.predictive(table, ["x"], "v", unit="group").iloc[0]
    assert found["n"] == 3
    close([found["mean"], found["mc_error"]], [2.5, 1 / math.sqrt(3)])


@killer
def what_a_source_carries(engine):
    """Own minus other, and what permuted labels leave; a drop is what is lost without a source."""
    units = pd.DataFrame(
        [
            {
                "species": "s",
                "account": "a",
                "arm": arm,
                "world": "normal",
                "modality": "visual",
                "replicate": 0,
                "group": 0,
                "animal": 0,
                "perceptible": True,
                "own": float(flag),
                "other": 0.2,
                **{
                    f"{before}{name}": value
                    for before in ("", "unconditional_")
                    for name, value in (
                        ("congruent", flag),
                        ("counter", False),
                        ("kind", "broad" if flag else "none"),
                        ("expected", 0.1),
                        ("mirror_index", 0.0),
                    )
                },
            }
            for arm, flags in (("intact", (1, 1, 0, 0)), ("without sound", (1, 0, 0, 0)))
            for flag in flags
        ]
    )
    groups = summary.groups(summary.animals(units))
    close(groups.set_index("arm").loc["intact", "unconditional_net"], 0.4)
    close(groups.set_index("arm").loc["intact", "own_minus_other"], 0.3)
    drops = summary.knockouts(groups)
    assert drops["source"].tolist() == ["sound"]
    close(drops["drop"], 0.25)


@killer
def recording_noise(engine):
    """Ten trials at noise 0.15 scatter by 0.15 / sqrt(10); a newborn responds to no sight."""
    table = pd.concat([recordings(lone(engine, seed=seed, size=3)) for seed in range(3)])
    spread = 0.15 / math.sqrt(10)
    silent = table[(table["modality"] == "visual")]["observed"]
    assert abs(silent.std() / spread - 1) < 0.06
    assert abs(silent.mean()) < 5 * spread / math.sqrt(len(silent))


@killer
def sources_promise(engine):
    """A source's hourly rates: copies seen by both, at the fidelity; others' acts, if attended."""
    _, _, _, supply = stage([], hours=0.01, copied=0.1, fidelity=0.75, attention=0.3)
    both = sources.load("being_imitated").expected(supply)
    close(both, (0.1 * supply.own_rate * 1.5, 0.1 * supply.own_rate * 0.5))
    close(sources.load("watching_others").expected(supply), (0.0, 0.3 * supply.rate))
