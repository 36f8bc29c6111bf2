"""Faces, hands and voices: what is built in for each, and who carries it."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from mirror_abm.accounts.contract import BASELINES, REGIONS, region
from mirror_abm.animal.carriers import carriers
from mirror_abm.base.shelf import accounts
from mirror_abm.engine.population import Population
from mirror_abm.engine.setup import Setup
from mirror_abm.profile.citations import references
from mirror_abm.profile.species import library, load_species

DOCS = Path(__file__).parents[2] / "docs" / "accounts.md"
FOLDER = Path(accounts.path)


def test_no_effector_is_in_two_regions_and_the_library_is_sorted():
    parts = [effector for listed in REGIONS.values() for effector in listed]
    assert len(parts) == len({*parts})
    own = {
        action.effector
        for name in library()
        for action in load_species(name).actions
        if region(action.effector) == action.effector
    } - set(REGIONS)
    assert own <= {"arm", "mantle", "funnel", "tentacle", "face"}


def test_what_is_built_in_stands_in_each_matching_synapse_of_its_region():
    """The oracle: weight at birth less the random initial weight is the drawn number, or 0."""
    drawn = Population("macaca_mulatta", "face_canalized", carrier=True, seed=3, collect=False)
    plain = Population("macaca_mulatta", "canalized", carrier=True, seed=3, collect=False)
    network, other = drawn.learners[0].network, plain.learners[0].network
    built = network.weights - other.weights
    owner = np.argmax(network.motor == 1.0, axis=0)
    facial = np.array([region(each) == "face" for each in drawn.repertoire.effectors])
    weight = drawn.setup.own["face"]["weight"]
    sights = network.sight[0] == 1.0
    for cue in range(len(built)):
        for unit in range(built.shape[1]):
            matched = sights[owner[unit], cue] and facial[owner[unit]]
            there = network.to_motor.synapse[cue, unit] > 0
            assert built[cue, unit] == pytest.approx(weight * (matched and there), abs=1e-12)
    assert (np.abs(built) > 0).any()


def test_one_system_or_one_for_each_region():
    regions = ("face", "forelimb", "voice")
    found = np.array(
        [
            [carriers(0, each, "macaca_mulatta", "visual", region=part) for part in regions]
            for each in range(300)
        ]
    )
    alike = (found == found[:, :1]).all(axis=1).mean()
    # one system in half of the replicates; else regions agree as far as rates and root are common
    assert 0.55 < alike < 0.85
    assert np.all(np.abs(found.mean(axis=0) - 0.5) < 3 * math.sqrt(0.25 / 300))
    whole = np.array([carriers(0, each, "macaca_mulatta", "visual") for each in range(300)])
    assert ((found == whole[:, None]).all(axis=1).mean()) > 0.5


def test_a_carrier_by_sound_alone_learns_what_is_seen_as_everybody_does():
    """Mismatches are learned slowly in the modality that is carried, not in both."""
    for each in range(60):
        setup = Setup.of("melopsittacus_undulatus", "genetic_facilitated", replicate=each)
        seen, heard = setup.carries["visual"], setup.carries["auditory"]
        if not any(seen.values()) and all(heard.values()):
            break
    else:
        pytest.fail("no such replicate")
    assert setup.birth.nonmatched == 1.0
    assert np.all(np.array(setup.birth.nonmatched_sound) < 1.0)
    network = Population(setup, collect=False, engine="agents").learners[0].network
    sounds = len(network.to_sound.weights) + network.units
    rates = network.to_motor.synapse
    assert {*np.unique(rates[:sounds])} <= {0.0, 1.0}
    assert (
        rates[sounds:-1].min() == 0.0 and 0 < np.median(rates[sounds:-1][rates[sounds:-1] > 0]) < 1
    )
    assert (rates[-1] == 1.0).all()


def test_infants_watch_their_hands_as_often_as_is_drawn_and_only_in_infancy():
    options = {"seed": 2, "point": True, "size": 2, "collect": False}
    settings = {"constants.acts_rate": 600.0, "constants.early_period": 2e-6}
    population = Population("macaca_mulatta", "canalized", settings=settings, **options)
    supply = population.supply
    assert supply.infant_until == pytest.approx(supply.early)
    assert (supply.infant_gaze, supply.infant_watches) == (0.8, ("forelimb",))
    assert supply.infant_attention == pytest.approx(supply.attention * 0.5)


@pytest.mark.parametrize("name", [each for each in accounts.names if each not in BASELINES])
def test_the_page_tells_of_each_account_what_its_file_says(name):
    account = accounts.load(name)
    page = DOCS.read_text(encoding="utf-8")
    section = page.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
    assert f"*First row*: {account.FIRST}" in section
    for number in (*account.NUMBERS, *account.CONSTANTS):
        assert f"`{number}`" in section, number
    said = [item for item in account.NUMBERS.values() if item.reason] if name == "genetic" else []
    for item in said:
        assert f"{item.default:g} [{item.low:g}, {item.high:g}]" in section
    known = references(FOLDER)
    for source in account.ASSUMES.values():
        for key in re.findall(r"[a-z]+_\d{4}[a-z]?", source):
            assert key in known, key
