"""Senses gate perception: what cannot be seen or heard brings no percept, and has no row."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.animal.constants import Constants
from mirror_abm.engine.population import Population
from mirror_abm.experience.supply import resolve, values
from mirror_abm.profile.senses import HEARING, hears, perceives, sees
from mirror_abm.profile.species import SpeciesProfile, library, load_species
from mirror_abm.simulation.learning_curves import learning_curve
from mirror_abm.simulation.recordings import recordings


def with_senses(name, senses):
    """Return a species that has these senses and no others."""
    data = load_species(name).model_dump(mode="json") | {"senses": list(senses)}
    return SpeciesProfile.model_validate(data)


def grown(profile, engine="compiled", **options):
    made = Population(
        profile, seed=1, point=True, size=4, learners=2, collect=False, engine=engine, **options
    )
    made.forward(made.day_ticks // 20)
    return made


@pytest.mark.parametrize(
    ("senses", "perceived"),
    [
        (("vision", "audition"), ("visual", "auditory")),
        (("vision", "vibration"), ("visual", "auditory")),
        (("vision", "touch"), ("visual",)),
        (("vibration", "touch"), ("auditory",)),
        (("touch", "olfaction", "chemoreception"), ()),
    ],
)
def test_vision_brings_sights_and_hearing_or_vibration_sounds(senses, perceived):
    profile = with_senses("taeniopygia_guttata", senses)
    assert perceives(profile.model_dump(mode="json")) == perceived
    assert (sees(senses), hears(senses)) == ("visual" in perceived, "auditory" in perceived)
    assert (profile.sees, profile.hears) == (sees(senses), hears(senses))


def test_no_sense_of_hearing_is_one_of_sight():
    assert not any(sees({sense}) for sense in HEARING)


@pytest.mark.parametrize("engine", ["agents", "compiled"])
@pytest.mark.parametrize(
    ("senses", "prefix"), [(("audition",), "auditory"), (("vision",), "visual")]
)
def test_what_is_not_perceived_has_no_row_anywhere(engine, senses, prefix):
    """A gregarious, noisy bird that is blind, or deaf: no source brings what it cannot perceive."""
    made = grown(with_senses("taeniopygia_guttata", senses), engine)
    for animal in made.learners:
        met = animal.ledger.frame()
        assert met["percepts"].sum() > 0
        assert all(name.startswith(prefix) for name in met["population"])
    assert set(recordings(made)["modality"]) == {prefix}
    assert set(learning_curve(made)["modality"]) == {prefix}
    coming = ma.expected(made.profile, groups=1, learners=1)
    for table, column in (("responses", "modality"), ("experience", "population")):
        found = getattr(coming, table)[column]
        assert len(found) > 0
        assert all(name.startswith(prefix) for name in found), table
    assert set(coming.horizon["modality"]) == {prefix}


def test_an_account_that_changes_the_supply_gives_no_sights_to_the_blind():
    made = grown(with_senses("homo_sapiens", ["audition"]), account="canalized")
    assert {name for a in made.learners for name in a.ledger.frame()["population"]} <= {
        "auditory",
        "auditory_self",
    }


def test_taking_vision_away_moves_no_sound():
    """Who hears which sound of whom is drawn as before: acts that sights bring about are silent."""
    rows = []
    for senses in (("vision", "audition"), ("audition",)):
        quiet = {"experience.synchrony.rate": 0, "experience.being_imitated.rate": 0}
        made = grown(with_senses("macaca_mulatta", senses), settings=quiet)
        met = made.learners[0].ledger.frame().query("population.str.startswith('auditory')")
        rows.append(met[["source", "population", "percepts"]].reset_index(drop=True))
    assert len(rows[0]) >= 2
    assert rows[0].equals(rows[1])


@pytest.mark.parametrize("name", library())
def test_a_species_is_given_what_it_can_perceive_and_nothing_else(name):
    profile = load_species(name)
    drawn = values(profile)
    supply, _ = resolve(profile, drawn, Constants(), 10, strict=False)
    can = perceives(profile.model_dump(mode="json"))
    sights = [supply.attention, supply.copied, supply.gaze, supply.mirror_rate, supply.bout_rate]
    assert any(np.array(sights) > 0) == ("visual" in can)
    assert supply.audible.any() == ("auditory" in can)
    assert "visual" in can or not supply.visible.any()


def test_the_naked_mole_rat_is_measured_by_sound_alone():
    assert perceives(load_species("heterocephalus_glaber").model_dump(mode="json")) == ("auditory",)


def test_a_species_that_perceives_no_act_is_refused_in_one_sentence():
    with pytest.raises(ma.MirrorError, match=r"senses = touch: .* neither sees nor hears"):
        Population(with_senses("octopus_vulgaris", ["touch"]), point=True)
