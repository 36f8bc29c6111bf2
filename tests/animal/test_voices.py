"""Two populations of units for sounds, others' and one's own, that share units by chance."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.animal.constants import Constants
from mirror_abm.animal.repertoire import Repertoire
from mirror_abm.engine.population import Population
from mirror_abm.profile.species import load_species
from mirror_abm.simulation.recordings import recordings
from tests.clock import FAST

SPARROW = "melospiza_georgiana"
OTHERS = ("being_imitated", "complementary", "mirrors", "sound", "synchrony", "watching_others")
PLAIN = {
    "connectivity": 1.0,
    "initial_sd": 0.0,
    "overlap_same": 0.0,
    "overlap_other": 0.0,
    "context_salience": 0.0,
}
ENGINES = pytest.mark.parametrize("engine", ["agents", "compiled"])


def sparrows(overlap, engine="compiled", constants=None, **options):
    given = FAST | {"voice_overlap": overlap} | (constants or {})
    return Population(
        SPARROW, seed=1, point=True, collect=False, engine=engine, constants=given, **options
    )


def still(overlap, engine):
    """Return a sparrow to which nothing happens by itself."""
    made = sparrows(overlap, engine, PLAIN, size=1, without="all")
    made._make_block = lambda: setattr(made, "_made_until", made._made_until + 10**9)
    made.day_ticks = 10**9
    return made


def sing_and_hear(made, view, times=30):
    """Let song a be heard, from another or oneself, at each act of it."""
    animal = made.learners[0]
    for _ in range(times):
        animal.act("song_a")
        animal.perceive(made.percept("song_a", view=view, modality="auditory"))
        made.forward(1000)
    return animal


def networks(*overlaps):
    return [sparrows(overlap, size=1).learners[0].network for overlap in overlaps]


def test_at_an_overlap_of_one_there_is_the_network_of_the_first_edition():
    """One population serves all sounds, and no draw has moved: what is common is the same bits."""
    one, two = networks(1.0, 0.5)
    n, first = one.units, one.banks["auditory"].stop
    assert len(one.weights) == len(two.weights) - n == first + 1
    assert one.banks["auditory_self"] == slice(first, first)
    assert two.banks["auditory_self"] == slice(first, first + n)
    kept = np.r_[0:first, first + n]
    for name in ("weights", "synapse"):
        assert (getattr(one.to_motor, name) == getattr(two.to_motor, name)[kept]).all()
        assert (getattr(one.to_sound, name) == getattr(two.to_sound, name)).all()
    for name in ("sight", "self_sight", "sound"):
        assert (getattr(one, name) == getattr(two, name)[..., kept]).all()
    assert (one.motor == two.motor).all()
    assert (one.own_sound == one.sound).all()
    assert one.kinds.named("self", "auditory") == one.kinds.named("other", "auditory")


def test_at_an_overlap_of_one_own_sounds_are_counted_as_sounds():
    made = sparrows(1.0, size=3)
    made.forward(made.day_ticks // 20)
    met = pd.concat([animal.ledger.frame() for animal in made.learners])
    assert "auditory" in set(met.query("source == 'self_observation'")["population"])
    assert "auditory_self" not in set(met["population"])


def test_away_from_one_own_sounds_and_those_of_others_are_counted_apart():
    made = sparrows(0.5, size=3)
    made.forward(made.day_ticks // 20)
    met = pd.concat([animal.ledger.frame() for animal in made.learners])
    by_source = met.groupby("source")["population"].agg(set)
    assert by_source["self_observation"] >= {"auditory_self"}
    assert "auditory" not in by_source["self_observation"]
    assert by_source["sound"] == {"auditory"}


@pytest.mark.parametrize("overlap", [0.0, 0.3, 0.5, 0.9])
def test_units_are_shared_with_chance_voice_overlap_in_place_of_their_counterparts(overlap):
    shares = []
    for seed in range(30):
        made = Population(
            SPARROW, seed=seed, size=1, point=True, constants={"voice_overlap": overlap}
        )
        network = made.learners[0].network
        others, own = network.banks["auditory"], network.banks["auditory_self"]
        through = network.own_sound[:, others]
        assert ((through == 0) | (through == network.sound[:, others])).all()
        assert not network.sound[:, own].any()
        strong = network.own_sound == 1.0
        assert (strong.sum(axis=1) == 4).all()
        shares.append(strong[:, others].sum() / strong.sum())
    assert np.mean(shares) == pytest.approx(overlap, abs=0.035)


def test_a_higher_overlap_shares_all_that_a_lower_one_does():
    low, high = networks(0.3, 0.7)
    others = low.banks["auditory"]
    assert (high.own_sound[:, others] >= low.own_sound[:, others]).all()
    assert (high.to_motor.synapse == low.to_motor.synapse).all()


@ENGINES
@pytest.mark.parametrize("overlap", [0.0, 0.5, 0.75])
def test_what_is_learned_of_oneself_holds_for_others_by_the_share_of_common_units(engine, overlap):
    """V = 1 - (1 - 4 alpha beta)^n is spread evenly over 4 units; s of them respond to others."""
    made = still(overlap, engine)
    animal = sing_and_hear(made, "self")
    at = made.action("song_a")
    unit = animal.network.motor[at] == 1.0
    shared = (animal.network.own_sound[at] > 0)[animal.network.banks["auditory"]].sum()
    learned = 1 - (1 - 4 * made.constants.alpha * made.constants.beta_present) ** 30
    own = animal.respond("song_a", view="self", modality="auditory")[unit]
    other = animal.respond("song_a", modality="auditory")[unit]
    np.testing.assert_allclose(own, learned, rtol=1e-10)
    np.testing.assert_allclose(other, learned * shared / 4, rtol=1e-10, atol=1e-12)


@ENGINES
def test_without_overlap_nothing_heard_of_oneself_speaks_of_others(engine):
    """With no other's sound ever heard, the response to others' sounds is that of a newborn."""
    made = sparrows(0.0, engine, size=2, without=OTHERS, constants={"initial_sd": 0.02})
    born = [animal.respond("song_a", modality="auditory") for animal in made.learners]
    made.forward(made.day_ticks // 20)
    for animal, before in zip(made.learners, born, strict=True):
        assert (animal.respond("song_a", modality="auditory") == before).all()
        own = animal.matched(view="self", modality="auditory")
        assert own > 0.1 > abs(animal.matched(modality="auditory"))
    heard = recordings(made).query("modality == 'auditory'")
    assert heard["observed"].abs().mean() < 0.1


def test_a_higher_overlap_carries_more_over_to_the_voices_of_others():
    found = []
    for overlap in (0.0, 0.5, 1.0):
        made = sparrows(overlap, size=3, without=OTHERS)
        made.forward(made.day_ticks // 10)
        found.append(np.mean([a.matched(modality="auditory") for a in made.learners]))
    assert found[0] + 0.05 < found[1] < found[2] - 0.05


@ENGINES
def test_what_is_seen_leads_to_the_sounds_of_others_not_to_ones_own(engine):
    for view, learns in (("other", True), ("self", False)):
        made = still(0.0, engine)
        animal = made.learners[0]
        animal.perceive(made.percept("song_a"))
        animal.perceive(made.percept("song_a", view=view, modality="auditory"))
        made.forward(1000)
        assert animal.network.to_sound.weights.any() == learns


def test_a_silent_species_has_one_population_of_sounds():
    constants = Constants()
    assert Repertoire.of(load_species("octopus_vulgaris")).voices(constants) == 1
    assert Repertoire.of(load_species(SPARROW)).voices(constants) == 2
