"""Coincidences against bouts that are drawn, and against the first edition's number of bouts."""

import dataclasses
import hashlib

import numpy as np
import pytest

from mirror_abm.animal.constant_values import constants_with
from mirror_abm.base.errors import Faults, InputError
from mirror_abm.base.shelf import sources
from mirror_abm.engine.population import Population
from mirror_abm.engine.settings import override
from mirror_abm.experience.coincidences import WITHIN, per_bout
from mirror_abm.experience.supply import resolve, values
from mirror_abm.profile.species import SpeciesProfile, load_species
from mirror_abm.sources.contract import no_acts
from tests.profile.library import first_edition

DOLPHIN = load_species("tursiops_truncatus")
OF_THE_FIRST_EDITION = {
    "homo_sapiens": "fb02f4885ed95ebf",
    "tursiops_truncatus": "f66d28627e8ca7f3",
}


def supply_of(profile, size, strict=True, **constants):
    return resolve(profile, values(profile), constants_with(**constants), size, strict=strict)


def with_synchrony(profile, acts=None, **rate):
    """Return a profile with another rate of synchrony, and other acts that are done so."""
    data = profile.model_dump(mode="json")
    data["experience"]["synchrony"]["rate"].update(rate)
    data["experience"]["synchrony"]["acts"] = acts
    return SpeciesProfile.model_validate(data)


def acts_in_bouts(profile, size, hours, **options):
    """Return tick, animal and action of the acts that synchrony brings about, and the supply."""
    population = Population(profile, point=True, size=size, collect=False, **options)
    setting = population._stages[0].setting
    setting.start, setting.end = 0, round(hours * 3600 * setting.ticks_per_second)
    acts, _ = sources.load("synchrony").originate(setting, no_acts())
    return tuple(np.asarray(column) for column in acts[:3]), population, setting


def coincidences(ticks, animal, action, within):
    """Count own acts with a fellow's same act within some ticks, one animal after the other."""
    found = 0
    for what in np.unique(action):
        for who in np.unique(animal):
            mine = np.sort(ticks[(action == what) & (animal == who)])
            other = np.sort(ticks[(action == what) & (animal != who)])
            near = np.searchsorted(other, mine + within, "right") > np.searchsorted(
                other, mine - within, "left"
            )
            found += int(near.sum())
    return found


@pytest.mark.parametrize(
    ("size", "constants"),
    [
        (2, {}),
        (4, {}),
        (10, {}),
        (60, {}),
        (3, {"synchrony_participation": 0.2, "synchrony_coherence": 0.4}),
        (5, {"synchrony_tempo": 600.0, "synchrony_coherence": 0.4}),
    ],
)
def test_a_group_has_the_coincidences_of_the_file_whatever_its_size(size, constants):
    """Counted in acts that are drawn: 20 an hour of each animal, though the bouts differ."""
    profile, hours = (
        with_synchrony(DOLPHIN, ["surface", "leap", "turn"], value=20),
        20_000 // max(size, 10),
    )
    done, population, setting = acts_in_bouts(profile, size, hours, constants=constants)
    counted = coincidences(*done, round(WITHIN * setting.ticks_per_second))
    bouts = population.supply.bout_rate * hours  # of one animal; all are in the same ones
    assert counted / (size * hours) == pytest.approx(20, rel=4 * 1.2 / np.sqrt(bouts))
    assert population.supply.bout_rate * per_bout(population.supply, size) == pytest.approx(20)


def test_a_bout_holds_more_coincidences_the_more_fellows_there_are():
    supply, _ = supply_of(DOLPHIN, 10)
    held = [per_bout(supply, size) for size in (2, 4, 10, 60)]
    assert held[0] == pytest.approx(supply.beats * supply.coherence**2)
    assert held == sorted(held)
    assert held[-1] == pytest.approx(supply.beats * supply.coherence)
    assert per_bout(supply, 1) == 0


def test_acts_are_those_that_can_be_done_in_synchrony_in_proportion_to_how_often_they_are_done():
    (_, _, action), population, _ = acts_in_bouts(DOLPHIN, 6, 400)
    names = np.array(population.repertoire.names)
    assert set(names[action]) == {"surface", "leap", "turn"}
    counts = np.bincount(action, minlength=len(names))
    rates = population.supply.action_rate
    surface, turn = (names.tolist().index(name) for name in ("surface", "turn"))
    assert counts[surface] / counts[turn] == pytest.approx(rates[surface] / rates[turn], rel=0.25)


def test_without_named_acts_all_silent_ones_are_done_in_synchrony():
    supply, _ = supply_of(with_synchrony(DOLPHIN), 6)
    silent = np.array([not action.audible for action in DOLPHIN.actions])
    np.testing.assert_array_equal(supply.synchronous, supply.action_rate * silent)


@pytest.mark.parametrize("engine", ["agents", "compiled"])
@pytest.mark.parametrize("name", OF_THE_FIRST_EDITION)
def test_a_file_in_bouts_is_read_as_in_the_first_edition(name, engine):
    """The neutral value: every act and percept of an hour is where the first edition had it."""
    old = first_edition(name)
    supply, limited = supply_of(old, 5)
    assert limited == []
    assert supply.bout_rate == old.experience.synchrony.rate.value
    np.testing.assert_array_equal(supply.synchronous, supply.action_rate)
    population = Population(
        old,
        seed=3,
        point=True,
        size=5,
        collect=False,
        engine=engine,
        constants={"voice_overlap": 1.0},
    )
    block = population._stages[0].block(0, 720_000)
    # all that the first edition knew of an act and of a percept
    columns = [np.asarray(column).astype(np.int64) for table in block[:2] for column in table[:6]]
    digest = hashlib.sha256(b"".join(column.tobytes() for column in columns)).hexdigest()[:16]
    assert digest == OF_THE_FIRST_EDITION[name]
    new = Population(load_species(name), seed=3, point=True, size=5, collect=False, engine=engine)
    assert new.supply.bout_rate < supply.bout_rate


def test_more_coincidences_than_acts_are_an_error_that_names_the_field_or_a_draw_that_is_reduced():
    profile = with_synchrony(DOLPHIN, ["leap"], value=50, high=80)
    with pytest.raises(
        Faults,
        match=r"tursiops_truncatus experience.synchrony.rate = 50: must be at most 38 coincidences "
        r"per hour, for only 38 acts that can be done in synchrony are done per hour.",
    ):
        supply_of(profile, 10)
    supply, limited = supply_of(profile, 10, strict=False)
    assert limited == ["experience.synchrony.rate"]
    assert supply.bout_rate * per_bout(supply, 10) == pytest.approx(38)


def test_bouts_must_fit_into_the_hour_and_hold_something():
    long = {"synchrony_duration": 600.0, "synchrony_tempo": 1.0, "synchrony_coherence": 0.3}
    with pytest.raises(Faults, match=r"for a bout lasts 600 s and holds 2.\d+ coincidences"):
        supply_of(with_synchrony(DOLPHIN, value=30), 10, **long)
    with pytest.raises(Faults, match=r"must be at most 0 coincidences per hour"):
        supply_of(DOLPHIN, 10, synchrony_coherence=0.0)
    assert supply_of(DOLPHIN, 10, strict=False, synchrony_coherence=0.0)[0].bout_rate == 0


def test_nobody_is_in_synchrony_alone():
    assert supply_of(DOLPHIN, 1)[0].bout_rate == 0
    assert supply_of(load_species("octopus_vulgaris"), 1)[0].bout_rate == 0


@pytest.mark.parametrize(
    ("acts", "words"),
    [
        (["surfase"], "must be the name of an action. Did you mean surface?"),
        (["surface", "surface"], "is named twice"),
        ([], "at least 1"),
    ],
)
def test_an_act_that_is_no_action_is_refused_by_name(acts, words):
    with pytest.raises(ValueError, match=r"(?s)synchrony.acts.*" + words):
        with_synchrony(DOLPHIN, acts)


def test_a_rate_set_by_hand_is_in_the_unit_of_the_file():
    for unit in ("coincidences per hour", "per hour"):
        profile = override(with_synchrony(DOLPHIN, unit=unit), {"experience.synchrony.rate": 12})
        assert profile.experience.synchrony.rate.unit == unit
        supply, _ = supply_of(profile, 10)
        held = per_bout(supply, 10) if unit != "per hour" else 1
        assert supply.bout_rate * held == pytest.approx(12)
    with pytest.raises(InputError, match=r"experience.synchrony.rate"):
        override(DOLPHIN, {"experience.synchrony.rates": 12})


def test_both_engines_and_replaced_supplies_take_the_same_acts():
    one, other = (
        acts_in_bouts(DOLPHIN, 4, 2, engine=engine)[0] for engine in ("agents", "compiled")
    )
    for mine, theirs in zip(one, other, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    supply, _ = supply_of(DOLPHIN, 4)
    assert dataclasses.replace(supply, tempo=120.0).beats == 2 * supply.beats
