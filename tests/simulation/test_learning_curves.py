"""Learning curves against the responses that they are means of."""

import numpy as np
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.simulation.learning_curves import COLUMNS, Curves, learning_curve
from mirror_abm.simulation.recordings import panel, patterns_of


@pytest.mark.parametrize("species", ["macaca_mulatta", "octopus_vulgaris", "apis_mellifera"])
def test_each_point_is_the_mean_response_to_own_and_to_other_acts(species):
    population = Population(species, seed=2, learners=2, collect=False)
    actions = panel(population.repertoire, int(population.constants.panel))
    for _ in range(2):
        population.forward(population.day_ticks // 4)
        for row in learning_curve(population).itertuples():
            animal = population.learners[row.animal]
            own = animal.network.motor[list(actions)] == 1.0
            there = np.array(population.repertoire.perceptible(row.modality))[list(actions)]
            seen = animal.network.response(patterns_of(animal, actions, row.modality))
            for prefix, acts in (("", there), ("unconditional_", np.ones_like(there))):
                units = own[acts].any(axis=0)
                matched = seen[acts][own[acts]].mean()
                others = seen[acts][:, units][~own[acts][:, units]]
                assert getattr(row, f"{prefix}matched") == matched
                if others.size:
                    assert getattr(row, f"{prefix}nonmatched") == others.mean()
                    assert getattr(row, f"{prefix}mirror_index") == matched - others.mean()
                else:
                    assert np.isnan(getattr(row, f"{prefix}mirror_index"))


def test_points_are_of_the_learners_as_they_are_now_and_stand_for_the_age_they_are_told():
    population = Population("octopus_vulgaris", seed=2, learners=1, collect=False)
    curves, at = Curves(population), COLUMNS.index("hours")
    born = curves.points(0.0)
    population.learners[0].network.weights[:] += 1.0
    grown = curves.points(7.5)
    assert {row[at] for row in grown} == {7.5}
    assert grown[0][at + 2] > born[0][at + 2]
    assert repr(curves) == f"<Curves: {len(born)} of learners and modalities>"
