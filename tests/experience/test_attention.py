"""Attention is stated once, for the intact species; deprivation has one meaning."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mirror_abm.animal.constant_values import constants_with
from mirror_abm.base.errors import Faults, InputError
from mirror_abm.base.seeds import quantile
from mirror_abm.base.shelf import accounts, sources
from mirror_abm.engine.population import Population
from mirror_abm.engine.settings import override
from mirror_abm.engine.setup import Setup
from mirror_abm.experience import events
from mirror_abm.experience.attention import ENTERED, WATCHED, nonmatching_share
from mirror_abm.experience.supply import lived, resolve, values
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.task import simulate
from tests.profile.library import PROFILES, SPECIES, VARIANTS, as_guessed, first_edition

#: what it means that a source is at 0. ``hearing`` is the part of sound that is no rate of a
#: profile, ``exchange_rate`` the rate of exchanges
AT_ZERO = {
    "being_imitated": {"experience.being_imitated.rate": 0},
    "synchrony": {"experience.synchrony.rate": 0},
    "mirrors": {"experience.mirrors.rate": 0},
    "self_observation": {"experience.self_observation.rate": 0},
    "sound": {"experience.sound.rate": 0, "constants.hearing": 0},
    "watching_others": {ENTERED: 0},
    "complementary": {"constants.exchange_rate": 0},
}
#: own sounds are always heard, whatever the rate at which one sees oneself: so a silent species
SPECIES_OF = {
    "self_observation": ("octopus_vulgaris", "sepia_officinalis"),
    "complementary": ("macaca_mulatta", "danio_rerio"),
}


def test_every_source_is_held_to_one_meaning():
    assert set(AT_ZERO) == set(sources.names)
    supply = Setup.of("homo_sapiens", point=True).supply
    for name in sources.names:
        for factor in sources.load(name).FACTORS:
            assert getattr(lived(supply, [name]), factor) == 0
    assert lived(supply, []) is supply


def life(species, account, engine="compiled", **options):
    """Return everything that a small group lived through and learned, as plain numbers."""
    population = Population(
        species, account, seed=3, size=4, groups=2, engine=engine, collect=False, **options
    )
    population.day_ticks, population.block_ticks = 100_000, min(population.block_ticks, 100_000)
    population.forward(250_000)
    for animal in population.learners:
        yield animal.network.to_motor.weights.tobytes()
        yield animal.ledger.frame().to_csv()
        yield population.birth


@pytest.mark.parametrize("account", accounts.names)
@pytest.mark.parametrize("off", AT_ZERO)
def test_switching_a_source_off_and_setting_its_rate_to_0_are_the_same_life(
    off, account, monkeypatch
):
    """Percepts, weights and what is given at birth, although days are divided into many blocks."""
    monkeypatch.setattr(events, "BLOCK", 150)
    for species in SPECIES_OF.get(off, ("homo_sapiens", "danio_rerio")):
        for point in (True, False):
            switched = [*life(species, account, without=[off], point=point)]
            zero = [*life(species, account, settings=AT_ZERO[off], point=point)]
            assert switched == zero
            if account == "associative" and point and off not in ("mirrors", "sound"):
                assert switched != [*life(species, account, point=point)]


def test_the_two_are_the_same_under_both_engines(monkeypatch):
    monkeypatch.setattr(events, "BLOCK", 500)
    for off in ("being_imitated", "synchrony"):
        lives = [
            [*life("macaca_mulatta", "epigenetic", engine, **options)]
            for engine in ("agents", "compiled")
            for options in ({"without": [off]}, {"settings": AT_ZERO[off]})
        ]
        assert all(each == lives[0] for each in lives[1:])


@pytest.mark.parametrize("off", ["being_imitated", "synchrony"])
def test_the_tables_of_the_two_are_equal(off):
    tables = []
    for options in ({"without": [off]}, {"settings": AT_ZERO[off]}):
        plan = make_plan(
            ["suricata_suricatta"],
            account=["associative", "epigenetic", "canalized"],
            days=0.05,
            replicates=1,
            knockouts=0,
            cap=12,
            **options,
        )
        tables.append(simulate(plan, "suricata_suricatta", 0))
    for name in ("units", "ledger", "curves"):
        one, other = (each[name].drop(columns="arm") for each in tables)
        assert len(one) > 0
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_a_knock_out_of_what_no_learner_met_still_changes_what_an_account_reads_in_it():
    """A while of life brings no copy; how fast the epigenetic newborn learns its rates say."""
    seldom = {"experience.being_imitated.rate": 0.02, "constants.epigenetic.half": 0.005}
    plan = make_plan(
        ["macaca_mulatta"],
        account=["epigenetic"],
        days=0.01,
        replicates=1,
        knockouts=1,
        cap=4,
        settings=seldom,
    )
    made = simulate(plan, "macaca_mulatta", 0)
    assert "being_imitated" not in set(made["ledger"]["source"])
    curves = made["curves"].query("modality == 'visual'")
    born = curves[curves["hours"] == 0].groupby("arm")["matched"].mean()
    last = curves[curves["hours"] > 0].groupby("arm")["matched"].mean()
    moved = (last - born).abs()
    assert moved["intact"] > 1.2 * moved["without being_imitated"] > 0
    assert moved["intact"] == moved["without mirrors"]


@pytest.mark.parametrize("name", [*SPECIES, *VARIANTS])
def test_the_share_follows_from_attention_and_was_what_the_files_said(name):
    """By the formula written out again; variants have the attention of the intact species."""
    profile = PROFILES[name]
    intact = PROFILES[profile.inherits or name]
    item, drawn = profile.quantities()[ENTERED], values(profile)
    assert item == intact.quantities()[ENTERED]
    supply, limited = resolve(profile, drawn, constants_with(), 40, strict=True)
    assert limited == []
    if supply.solitary or not profile.sees:
        assert supply.attention == 0
        assert math.isnan(nonmatching_share(supply))
        return
    assert supply.attention == item.value
    copies, beats = drawn["experience.being_imitated.rate"] * 1.8, 5 * 0.7  # a second each
    matched = copies + supply.bout_rate * beats
    exchanges = 2 * 2.0 if profile.experience.complementary else 0
    n = item.value * supply.rate + exchanges
    assert nonmatching_share(supply) == pytest.approx(n / (n + matched))
    if profile is intact:
        told = float(re.search(r"that ([\d.]+) \[", item.reason).group(1))
        guessed, drawn = as_guessed(name), values(as_guessed(name))
        supply, _ = resolve(guessed, drawn, constants_with(), 40, strict=True)
        copies = drawn["experience.being_imitated.rate"] * 1.8
        then = replace(supply, bout_rate=drawn["experience.synchrony.rate"])  # the unit was bouts
        others = item.value * then.rate + exchanges
        matched = copies + then.bout_rate * beats
        assert others / (others + matched) == pytest.approx(told, abs=0.001)


def test_the_share_is_an_output_beside_the_draws():
    plan = make_plan(
        ["danio_rerio", "octopus_vulgaris"],
        account="associative",
        days=0.001,
        replicates=1,
        knockouts=0,
    )
    draws = simulate(plan, "danio_rerio", 0)["draws"].set_index("name")["value"]
    assert draws["solved.attention"] == draws[ENTERED]
    assert 0 < draws["solved.nonmatching_share"] < 1
    alone = simulate(plan, "octopus_vulgaris", 0)["draws"].set_index("name")["value"]
    assert math.isnan(alone["solved.nonmatching_share"])


def test_attention_is_drawn_by_a_factor_either_way():
    item = PROFILES["homo_sapiens"].quantities()[ENTERED]
    drawn = np.array([item.draw(u) for u in np.random.default_rng(7).random(2000)])
    assert values(PROFILES["homo_sapiens"], 7, 1)[ENTERED] == item.draw(
        quantile(7, 1, "profile", "homo_sapiens", ENTERED)
    )
    assert (drawn >= item.low).all()
    assert (drawn <= item.high).all()
    below, above = drawn[drawn < item.value], drawn[drawn >= item.value]
    assert abs(len(below) - 1000) < 4 * math.sqrt(500)
    for part, low, high in ((below, item.low, item.value), (above, item.value, item.high)):
        middle = math.sqrt(low * high)  # uniform on the logarithm: the geometric mean halves it
        assert abs((part < middle).mean() - 0.5) < 4 * 0.5 / math.sqrt(len(part))


@pytest.mark.parametrize("name", ["homo_sapiens", "macaca_mulatta", "danio_rerio"])
def test_a_file_of_the_first_edition_is_solved_as_it_was(name):
    """The neutral value: attention by the old equation, whatever is drawn; blocks by all acts."""
    profile = first_edition(name)
    drawn = values(profile, 5, 1)
    supply, limited = resolve(profile, drawn, constants_with(), 20, strict=False)
    share = drawn[WATCHED]
    matched = supply.copied * supply.own_rate * 1.8 + supply.bout_rate * 5 * 0.7
    asked = matched * share / (1 - share) - 2 * supply.complemented * supply.opening_rate
    assert supply.attention == pytest.approx(min(1, max(0, asked / supply.rate)))
    assert (WATCHED in limited) == (not 0 <= asked <= supply.rate)
    day = round(1e9)
    assert events.block_ticks(supply, 20, 100.0, day) == int(
        events.BLOCK / (supply.rate * 20) * 360_000
    )
    off = lived(supply, ["synchrony"])
    assert events.block_ticks(off, 20, 100.0, day) == events.block_ticks(supply, 20, 100.0, day)
    assert (off.attention, off.bout_rate) == (supply.attention, 0)


def test_in_a_file_of_the_first_edition_deprivation_has_its_two_old_meanings():
    """Less imitation solves to less watching; switched off, it is still what accounts are given."""
    name, rate = "homo_sapiens", {"experience.being_imitated.rate": 0.0}
    old = first_edition(name)
    intact = Setup.of(old, "epigenetic", point=True)
    off = Setup.of(old, "epigenetic", point=True, without=["being_imitated"])
    zero = Setup.of(old, "epigenetic", point=True, settings=rate)
    assert off.supply.attention == intact.supply.attention > zero.supply.attention
    assert off.birth == intact.birth != zero.birth
    new = [
        Setup.of(name, "epigenetic", point=True, **options)
        for options in ({}, {"without": ["being_imitated"]}, {"settings": rate})
    ]
    assert len({setup.supply.attention for setup in new}) == 1
    assert new[1].birth == new[2].birth != new[0].birth


def test_what_an_old_share_cannot_be_is_an_error_that_names_it():
    for value, words in ((0.99, "must be at most 0.661"), (1.0, "must be below 1")):
        profile = first_edition("danio_rerio", value=value, low=0.1, high=1.0)
        with pytest.raises((InputError, Faults), match=f"nonmatching_share = {value:g}: {words}"):
            resolve(profile, values(profile), constants_with(), 20, strict=True)


def test_an_old_share_that_exchanges_alone_exceed_is_named():
    """Exchanges bring more non-matching sights than the share allows, so nothing is watched."""
    profile = first_edition("macaca_mulatta")
    drawn = values(profile) | {WATCHED: 0.01}
    supply, limited = resolve(profile, drawn, constants_with(), 10, strict=False)
    assert supply.attention == 0.0
    assert limited == [WATCHED]
    assert resolve(profile, values(profile), constants_with(), 10, strict=False)[1] == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({ENTERED: 1.2}, r"experience.watching_others.attention.* a share must lie in \[0, 1\]"),
        ({ENTERED: -0.1}, r"must not be negative"),
        ({WATCHED: 0.5}, r"has no such number"),
    ],
)
def test_an_attention_that_cannot_be_is_refused(settings, words):
    with pytest.raises(InputError, match=words):
        override(PROFILES["homo_sapiens"], settings)


def test_canalized_infants_whose_hands_are_hidden_do_not_see_them():
    """The account raises how much is seen, where anything is; it restores no sight."""
    seen = Setup.of("danio_rerio", "canalized", point=True).supply
    hidden = Setup.of(
        "danio_rerio", "canalized", point=True, settings=AT_ZERO["self_observation"]
    ).supply
    off = Setup.of("danio_rerio", "canalized", point=True, without=["self_observation"]).supply
    found = [(each.infant_gaze, each.gaze) for each in (seen, hidden, off)]
    assert found == [(0.8, seen.gaze), (0.0, 0.0), (0.0, 0.0)]
    assert 0 < seen.gaze < 0.8 and seen.infant_until > 0
