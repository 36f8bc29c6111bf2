"""The priors on the rates of experience, against the formula written out a second time."""

from __future__ import annotations

import re
import statistics

import numpy as np
import pytest

from mirror_abm.animal.constants import Constants
from mirror_abm.base.errors import Faults, InputError
from mirror_abm.engine.population import Population
from mirror_abm.experience.supply import resolve, values
from mirror_abm.profile import prior as priors
from mirror_abm.simulation.plan import make_plan
from tests.profile.library import PROFILES, SKETCHES, SPECIES, VARIANTS, first_edition


def formula(n, visible, silent, voice):
    """The rule-made prior, written out a second time."""
    s = min(1, np.log(max(1, n)) / np.log(60))
    v = min(0.6, max(0.01, visible / silent))
    audible = 0 if voice == 0 else 3 * 3**voice
    return {
        "acts.visible_share": v,
        "acts.audible_rate": audible,
        "experience.being_imitated.rate": 0.05 * 40**s,
        "experience.synchrony.rate": 0.1 * 100**s,
        "experience.mirrors.rate": 0.005,
        "experience.self_observation.rate": 60 * v,
        "experience.sound.rate": 0.1 * s * audible,
        "experience.watching_others.attention": 0.03 * 20**s,
    }


@pytest.mark.parametrize(
    ("name", "n", "visible", "silent", "voice"),
    [
        ("macaca_mulatta", 38.5, 1, 4, 1),
        ("octopus_vulgaris", 1, 1, 5, 0),
        ("melospiza_georgiana", 2, 2, 4, 3),
    ],
)
def test_the_rule_made_prior_is_its_published_formula(name, n, visible, silent, voice):
    found = priors.under(PROFILES[name], "rule_made").quantities()
    for key, value in formula(n, visible, silent, voice).items():
        assert found[key].value == pytest.approx(value), key
        if key == "experience.watching_others.attention":
            assert found[key].low == pytest.approx(value / 3)
            assert found[key].high == pytest.approx(min(1, value * 3))
        elif key != "acts.visible_share":
            assert (found[key].low, found[key].high) == pytest.approx((value / 10, value * 10)), key
    assert set(found) == set(PROFILES[name].quantities())


@pytest.mark.parametrize("prior", ["rule_made", "exchangeable"])
def test_synchrony_is_in_coincidences_under_a_prior_also_where_a_file_counts_bouts(prior):
    """One formula for all species alike: a number of bouts would be several times as much."""
    data = PROFILES["macaca_mulatta"].model_dump(mode="json")
    data["experience"]["synchrony"]["rate"]["unit"] = "per hour"
    old = type(PROFILES["macaca_mulatta"]).model_validate(data)
    found, new = (priors.under(each, prior) for each in (old, PROFILES["macaca_mulatta"]))
    assert found.experience.synchrony == new.experience.synchrony
    assert found.experience.synchrony.rate.unit == "coincidences per hour"
    assert priors.under(old, "authored").experience.synchrony.rate.unit == "per hour"


def test_the_rule_reads_sociality_effectors_and_voice_and_nothing_else():
    """Two profiles that differ in every rate, in name and in clade get the same rates."""
    one = PROFILES["macaca_mulatta"]
    data = PROFILES["danio_rerio"].model_dump(mode="json")
    data |= {key: one.model_dump(mode="json")[key] for key in ("actions", "group", "vocal_class")}
    data["experience"].pop("complementary")
    data["experience"]["synchrony"]["acts"] = ["grasp"]  # those of a fish are no acts of a monkey
    other = type(one).model_validate(data)
    assert priors.rule_made(one) == priors.rule_made(other)


def test_a_file_of_the_first_edition_keeps_that_editions_priors_on_its_share():
    """The neutral value: 0.95 - 0.15 S, or what the library held, and no attention comes in."""
    old, key = first_edition("macaca_mulatta"), "experience.watching_others.nonmatching_share"
    s = np.log(38.5) / np.log(60)
    ruled = priors.under(old, "rule_made").quantities()
    middle = 0.95 - 0.15 * s
    assert (ruled[key].value, ruled[key].low, ruled[key].high) == pytest.approx(
        (middle, middle - 0.2, middle + 0.04)
    )
    pooled = priors.under(old, "exchangeable").quantities()
    shares = [first_edition(name).quantities()[key] for name in SPECIES]
    assert (pooled[key].value, pooled[key].low, pooled[key].high) == (
        pytest.approx(statistics.median(item.value for item in shares)),
        min(item.low for item in shares),
        max(item.high for item in shares),
    )
    assert set(ruled) == set(pooled) == set(old.quantities())


def test_beside_an_attention_a_share_is_a_check_that_no_prior_changes():
    data = PROFILES["macaca_mulatta"].model_dump(mode="json")
    old = first_edition("macaca_mulatta").model_dump(mode="json")["experience"]["watching_others"]
    data["experience"]["watching_others"]["nonmatching_share"] = old["nonmatching_share"]
    both = type(PROFILES["macaca_mulatta"]).model_validate(data)
    for prior in ("rule_made", "exchangeable"):
        made, given = priors.under(both, prior).quantities(), both.quantities()
        assert made[priors.SHARE] == given[priors.SHARE]
        assert made[priors.ATTENTION].reason != given[priors.ATTENTION].reason


def test_exchangeable_rates_are_pooled_over_the_library_and_the_same_for_all():
    name = "experience.mirrors.rate"
    given = [PROFILES[species].quantities()[name] for species in SPECIES]
    pooled = (
        statistics.median(item.value for item in given),
        min(item.low for item in given),
        max(item.high for item in given),
    )
    for species in ("homo_sapiens", "tiliqua_rugosa", "macaca_mulatta_nursery"):
        item = priors.under(PROFILES[species], "exchangeable").quantities()[name]
        assert (item.value, item.low, item.high) == pooled


@pytest.mark.parametrize("prior", priors.PRIORS)
@pytest.mark.parametrize("name", [*SPECIES, *VARIANTS, *SKETCHES])
def test_every_profile_can_be_run_under_every_prior(name, prior):
    planned = make_plan([PROFILES[name]], prior=prior)
    assert planned.prior == prior
    made, given = planned.profile(name).quantities(), PROFILES[name].quantities()
    for key, item in given.items():
        if key == "acts.rate" and prior != "authored":
            assert key not in made  # one range for all species: the constant
        elif key not in priors.RATES or item.high == 0:
            assert made[key] == item  # anatomy, repertoire, group and life are the file's
        elif prior != "authored":
            assert made[key].source != item.source or prior == "exchangeable"
    assert prior != "authored" or made == given


def test_an_assumed_rate_that_no_file_states_gives_way_to_what_is_possible():
    """A quail that calls alarm twice an hour cannot open more exchanges than that."""
    quail = priors.under(PROFILES["coturnix_japonica"], "rule_made")
    drawn = values(quail)
    supply, limited = resolve(quail, drawn, Constants(), 20, strict=True)
    assert supply.complemented == 1.0 and limited == ["experience.complementary.rate"]
    with pytest.raises(Faults, match=r"complementary.rate = 3: must be at most 1.8"):
        resolve(quail, drawn | {limited[0]: 3.0}, Constants(), 20, strict=True)


def test_a_number_keeps_its_quantile_under_every_prior():
    name = "experience.mirrors.rate"
    for replicate in range(3):
        shares = []
        for prior in priors.PRIORS:
            profile = priors.under(PROFILES["macaca_mulatta"], prior)
            item, drawn = profile.quantities()[name], values(profile, 1, replicate)[name]
            low = drawn <= item.value
            a, b = (item.low, item.value) if low else (item.value, item.high)
            shares.append((low, round(float(np.log(drawn / a) / np.log(b / a)), 9)))
        assert len(set(shares)) == 1


def test_what_is_set_by_hand_stands_above_the_prior_and_another_prior_is_another_run():
    plans = [
        make_plan(
            [PROFILES["macaca_mulatta"]], prior=prior, settings={"experience.mirrors.rate": 0.5}
        )
        for prior in priors.PRIORS
    ]
    assert len({planned.id for planned in plans}) == 3
    assert {
        planned.profile("macaca_mulatta").experience.mirrors.rate.value for planned in plans
    } == {0.5}
    population = Population("macaca_mulatta", prior="rule_made", size=3, point=True, collect=False)
    assert population.supply.mirror_rate == pytest.approx(0.005)


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        (
            {"prior": "flat"},
            "prior = 'flat': must be one of authored, exchangeable, mixture, rule_made",
        ),
        ({"prior": None}, "prior = None"),
    ],
)
def test_no_such_prior_is_refused(given, piece):
    for call in (
        lambda: make_plan(["macaca_mulatta"], **given),
        lambda: Population("macaca_mulatta", **given),
    ):
        with pytest.raises(InputError, match=re.escape(piece)):
            call()


def test_the_rule_needs_a_vocal_class():
    profile = PROFILES["macaca_mulatta"].model_copy(update={"vocal_class": None})
    with pytest.raises(InputError, match=r"macaca_mulatta vocal_class: is missing"):
        priors.under(profile, "rule_made")
