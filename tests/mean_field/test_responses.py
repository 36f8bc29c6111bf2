"""Responses of motor units, unit by unit, against the animal's own."""

import numpy as np
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.mean_field.responses import by_action, mean_matched, perceivable, unit_responses
from mirror_abm.sources.contract import AUDITORY, VISUAL_OTHER, VISUAL_SELF


@pytest.fixture(scope="module")
def population():
    return Population(
        "macaca_mulatta", "genetic", carrier=True, point=True, size=2, engine="agents"
    )


def test_responses_are_those_that_the_animal_gives(population):
    animal = population.learners[0]
    table = unit_responses(population, animal, animal.network)
    names = population.repertoire.names
    seen = np.stack([animal.respond(name) for name in names])
    for row in table[table["view"] == "other"].query("modality == 'visual'").itertuples():
        own = names.index(row.action)
        assert row.matched == pytest.approx(seen[own, row.unit])
        others = np.delete(seen[:, row.unit], own)
        assert row.nonmatched == pytest.approx(others.mean())
    means = by_action(table).set_index(["modality", "view"]).loc[("visual", "other")]
    assert mean_matched(population, animal.network, VISUAL_OTHER) == pytest.approx(
        means["matched"].mean()
    )
    assert means["matched"].min() > 0.2  # a carrier is born with something to see


def test_what_has_no_stimulus_is_not_asked_for(population):
    assert perceivable(population, VISUAL_OTHER).all()
    assert (perceivable(population, VISUAL_SELF) == population.supply.visible).all()
    assert (perceivable(population, AUDITORY) == population.supply.audible).all()
    assert 0 < perceivable(population, AUDITORY).sum() < len(population.repertoire)
    animal = population.learners[0]
    table = unit_responses(population, animal, animal.network)
    silent = {
        name
        for name, audible in zip(
            population.repertoire.names, population.supply.audible, strict=True
        )
        if not audible
    }
    heard = table[table["modality"] == "auditory"].set_index("action")["matched"]
    assert heard[heard.index.isin(silent)].isna().all()
    assert heard[~heard.index.isin(silent)].notna().all()
