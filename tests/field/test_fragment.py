"""The blocks of a species file that a log measures."""

import pytest

from mirror_abm.base.yaml_text import parse_yaml
from mirror_abm.field.actions import renamed
from mirror_abm.field.fragment import fragment
from mirror_abm.field.rates import rates
from mirror_abm.profile.species import SpeciesProfile, load_species

from .logs import made


def blocks(**options):
    profile = load_species("macaca_mulatta")
    names = {"threat": "threat_face", "submit": "lip_smack"}
    log, other = renamed(made(hours=3.0, observations=2), names, profile)
    return profile, log, fragment(log, rates(log, shifts=59), profile, other, "target", **options)


def test_the_blocks_make_a_valid_profile_with_the_rates_of_the_log():
    profile, log, text = blocks(key="heyes_2010")
    found = parse_yaml(text, "blocks.yaml")
    data = profile.model_dump(mode="json")
    assert "complementary" in found["experience"]
    merged = SpeciesProfile.model_validate(
        data | found
    )  # in place of those of the profile, as the file says
    for name in (
        "mirrors",
        "self_observation",
        "watching_others",
    ):  # no log tells them, and without them they would not exist
        assert getattr(merged.experience, name) == getattr(profile.experience, name)
    hours = 2 * 3.0 * 4
    groom = (log.events["behaviour"] == "groom").sum()
    silent = len(log.events)
    assert merged.quantities()["acts.visible_share"].value == pytest.approx(
        groom / silent, rel=1e-3
    )
    assert [pair.act for pair in merged.experience.complementary.pairs] == ["threat_face"]
    assert merged.experience.being_imitated.rate.how == "measured"
    assert f"{hours:g} focal hours" in merged.experience.being_imitated.rate.reason
    assert (
        0 < merged.experience.being_imitated.rate.low < merged.experience.being_imitated.rate.value
    )
    assert "Assumed, not measured" in text
