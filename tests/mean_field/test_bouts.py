"""Bouts of synchrony against bouts that are drawn."""

import dataclasses

import networkx as nx
import numpy as np
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.experience.ties import relative_ties
from mirror_abm.mean_field.bouts import partners, synchrony
from mirror_abm.mean_field.perception import Perceiver
from mirror_abm.mean_field.timeline import Timeline


def test_partners_are_looked_at_as_often_as_when_drawn():
    ties, p = np.array([0.6, 0.25, 0.15, 0.0]), 0.5
    rng = np.random.Generator(np.random.PCG64(2))
    joins = rng.random((200_000, 4)) < p
    joins = joins[(joins * ties).sum(axis=1) > 0]
    chance = joins * ties / (joins * ties).sum(axis=1, keepdims=True)
    look, fellows = partners(ties, p)
    np.testing.assert_allclose(look, chance.mean(axis=0), atol=0.003)
    drawn = (chance.T @ joins) / chance.sum(axis=0)[:, None].clip(1e-9)
    np.testing.assert_allclose(fellows[:3], drawn[:3], atol=0.006)


def test_bouts_are_joined_as_often_as_each_act_is_done_and_not_at_all_when_switched_off():
    population = Population("tursiops_truncatus", point=True, size=4, engine="agents")
    supply = dataclasses.replace(population.supply, bout_rate=6.0, participation=0.5)
    ties = relative_ties(nx.complete_graph(4))
    timeline = Timeline.of(supply, 300, 100.0, 20)

    def bouts(*off):
        return synchrony(
            Perceiver.of(supply, timeline, population.shown, frozenset(off), ties, index=0)
        )

    found, joined, unseen = bouts()
    able = np.isin(population.repertoire.names, ("surface", "leap", "turn"))
    np.testing.assert_allclose(
        joined, 6.0 * supply.action_rate * able / supply.action_rate[able].sum()
    )
    taken = [bout.rate for bout in found if any(item.near for item in bout.trials)]
    assert sum(taken) == pytest.approx(6.0)
    assert (unseen <= joined * supply.beats).all()
    assert all(sum(item.rate for item in bout.trials) <= 1 + 1e-12 for bout in found)
    assert bouts("synchrony")[0] == []
