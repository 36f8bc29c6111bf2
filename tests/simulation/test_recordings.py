"""What an experimenter would measure: the panel, noise, and the learning curve."""

import numpy as np
import pytest

from mirror_abm.animal.percepts import MODALITIES
from mirror_abm.engine.population import Population
from mirror_abm.simulation.learning_curves import learning_curve
from mirror_abm.simulation.recordings import panel, perceived, recordings

from .tiny import OCTOPUS


@pytest.fixture(scope="module")
def population():
    return Population(OCTOPUS, point=True, collect=False, learners=2, size=2)


def test_the_panel_holds_the_largest_shares_in_the_order_of_the_file(population):
    shares = np.array(population.repertoire.shares)
    chosen = panel(population.repertoire, 3)
    assert list(chosen) == sorted(chosen)
    assert min(shares[list(chosen)]) >= max(np.delete(shares, list(chosen)))
    assert panel(population.repertoire, 10_000) == tuple(range(len(shares)))


def test_the_same_animals_give_the_same_recordings_with_noise_of_the_stated_size(population):
    one, two = recordings(population), recordings(population)
    assert one.equals(two)
    assert len(set(one["animal"])) == 2
    constants = population.constants
    spread = constants.trial_noise / np.sqrt(constants.trials)
    responses = np.array(population.learners[0].network.motor)
    noise = one["executed"].to_numpy()[:, None] - np.unique(responses)
    assert np.abs(noise).min(axis=1).std() < spread
    assert one["executed"].std() > spread


def test_at_birth_the_learning_curve_is_without_noise(population):
    curve = learning_curve(population)
    assert curve.equals(learning_curve(population))
    assert (curve["hours"] == 0).all()
    assert np.allclose(curve["mirror_index"], curve["matched"] - curve["nonmatched"])
    assert (curve["expected"] == 0).all()


def test_sounds_are_recorded_only_where_an_act_is_heard():
    for species, heard in (("octopus_vulgaris", {"visual"}), ("macaca_mulatta", MODALITIES)):
        population = Population(species, seed=1, point=True)
        assert set(recordings(population)["modality"]) == set(heard)
        assert set(learning_curve(population)["modality"]) == set(heard)


def test_a_modality_of_which_nothing_is_on_the_panel_has_no_rows():
    repertoire = Population("macaca_mulatta", seed=1, point=True).repertoire
    silent = [a for a, heard in enumerate(repertoire.audible) if not heard]
    assert perceived(repertoire, range(len(repertoire))) == MODALITIES
    assert perceived(repertoire, silent) == ("visual",)


def test_the_learning_curve_of_sounds_is_of_the_units_and_sounds_of_audible_acts():
    population = Population("macaca_mulatta", seed=1, point=True)
    curve = learning_curve(population).set_index("modality")
    for name in ("matched", "nonmatched", "mirror_index"):
        whole = curve[f"unconditional_{name}"]
        assert (curve.loc[["visual"], name] == whole.loc[["visual"]]).all()
        assert (curve.loc[["auditory"], name] != whole.loc[["auditory"]]).all()
