"""What is allowed but improbable is a warning."""

from pathlib import Path

import numpy as np

from mirror_abm.field.inspection import inspect
from mirror_abm.field.plausibility import improbable
from mirror_abm.profile.species import SpeciesProfile, load_species

from .authors import profiles, typed

PLACE = ("experience", "synchrony")


def test_ten_times_its_relatives_is_a_warning_with_the_number(crow):
    text = crow.read_text()
    crow.write_text(
        text.replace(
            "{value: 15, low: 10, high: 20, unit", "{value: 1500, low: 1000, high: 2000, unit"
        )
    )
    warned = inspect(crow)
    assert warned.faults == []
    middle = np.median([each.life_history.lifespan.value for each in profiles().values()])
    assert [w.split(":")[1:3] for w in warned.warnings] == [
        ["11", "21 life_history.lifespan.value = 1500"]
    ]
    whom = (
        "times the median, "
        if sum(each.taxon.taxonomic_class == "Aves" for each in profiles().values()) >= 3
        else f"{1500 / middle:.2g} times the median, {middle:g}"
    )
    assert whom in warned.warnings[0]
    assert typed("check", crow.name, cwd=crow.parent).returncode == 0
    strict = typed("check", crow.name, "--strict", cwd=crow.parent)
    assert strict.returncode == 2
    assert "life_history.lifespan.value = 1500" in strict.stderr


def with_synchrony(acts, **rate):
    """Return the macaque with other acts, and another rate, of synchrony."""
    data = load_species("macaca_mulatta").model_dump(mode="json")
    data["experience"]["synchrony"]["rate"].update(rate)
    data["experience"]["synchrony"]["acts"] = acts
    return SpeciesProfile.model_validate(data)


def told(profile):
    """Return what is said of synchrony."""
    found = improbable(profile, Path(f"{profile.name}.yaml"))
    return [(each.path, each.rest) for each in found if each.path[:2] == PLACE]


def test_bouts_of_the_first_edition_are_told_with_how_to_convert_them():
    ((path, rest),) = told(with_synchrony(None, unit="per hour"))
    assert path == (*PLACE, "rate", "unit")
    assert "write coincidences per hour" in rest
    assert "a bout holds 3.5 of them in a group of 38, so 6 bouts are 21." in rest


def test_an_act_that_lasts_longer_than_a_beat_is_told():
    data = with_synchrony(["groom"]).model_dump(mode="json")
    groom = next(action for action in data["actions"] if action["name"] == "groom")
    groom["duration"].update(value=2, low=1.5, high=4)
    ((path, rest),) = told(SpeciesProfile.model_validate(data))
    assert path == (*PLACE, "acts", 0)
    assert "'groom': lasts 1.5 s at least" in rest


def test_no_bundled_species_does_in_synchrony_what_cannot_be_repeated_or_counts_bouts():
    for profile in profiles().values():
        said = [each for each in told(profile) if each[0][2] == "acts" or each[0][-1] == "unit"]
        assert said == [], profile.name
        assert profile.experience.synchrony.acts, profile.name
