"""What the first edition says in other terms is converted by what the engine lives."""

import pytest

from mirror_abm.animal.constant_values import constants_with
from mirror_abm.experience.attention import nonmatching_share
from mirror_abm.experience.supply import resolve, values
from mirror_abm.field.first_edition import conversions, in_company, per_bout_in
from mirror_abm.profile.species import SpeciesProfile
from tests.profile.library import PROFILES, first_edition

NAME = "macaca_mulatta"


def converted(profile):
    """Return a profile with all conversions made."""
    data = profile.model_dump(mode="json")
    for each in conversions(profile):
        *outer, old = each.old.split(".")
        block = data
        for key in outer:
            block = block[key]
        block[old] = None
        block[each.new.rpartition(".")[2]] = each.number
    return SpeciesProfile.model_validate(data)


def test_a_profile_of_today_has_nothing_to_convert():
    assert conversions(PROFILES[NAME]) == []


def test_the_attention_gives_back_the_share_that_was_stated():
    old = first_edition(NAME)
    new = converted(old)
    supply = in_company(new)
    drawn = values(new)
    size = max(2, round(drawn["group.size"]))
    supply, _ = resolve(new, drawn, constants_with(), size, strict=True)
    stated = old.experience.watching_others.nonmatching_share.value
    assert nonmatching_share(supply) == pytest.approx(stated, abs=0.01)


def test_bouts_become_the_coincidences_that_the_engine_makes_of_them():
    old = first_edition(NAME)
    held, size = per_bout_in(old)
    rate = converted(old).experience.synchrony.rate
    assert rate.value == pytest.approx(old.experience.synchrony.rate.value * held, rel=0.01)
    assert rate.unit == "coincidences per hour"
    assert f"of {held:.3g} coincidences in a group of {size}" in rate.reason


def test_what_was_measured_is_derived_once_it_is_converted():
    data = first_edition(NAME).model_dump(mode="json")
    data["experience"]["synchrony"]["rate"] |= {"how": "measured", "source": "zann_1996"}
    assert converted(SpeciesProfile.model_validate(data)).experience.synchrony.rate.how == "derived"
