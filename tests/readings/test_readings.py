"""Second readings of profiles: what they hold, where they agree, what ``read_twice`` claims."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from mirror_abm.base.files import read_yaml
from mirror_abm.base.places import without_places
from mirror_abm.profile.bundled import sketches
from mirror_abm.profile.citations import references
from tests.profile.library import PROFILES, SPECIES

FOLDER = Path(__file__).parents[1] / "readings"
READINGS = {path.stem: without_places(read_yaml(path)) for path in sorted(FOLDER.glob("*.yaml"))}
COMPARED = ("group.size", "life_history.", "acts.", "experience.")
TABLE = "species_table_2026"
#: in what a number was read where the profiles have since come to count something else
UNIT_READ = {"experience.synchrony.rate": "per hour"}
AS_WRITTEN = {
    "callithrix_jacchus": "4de835f485012e8e",
    "canis_familiaris": "3fec357d473754b1",
    "danio_rerio": "b27d9ca49c8bdba6",
    "homo_sapiens": "964278f4de06e365",
    "macaca_mulatta": "743ea80d85d91d9b",
    "melopsittacus_undulatus": "50e0c93c780f0db6",
    "melospiza_georgiana": "e226a4d44fb44ab8",
    "mus_musculus": "2e92fdb145735304",
    "octopus_vulgaris": "a95d1f1194e1ea69",
    "pan_troglodytes": "7a348cd3f5f0dbb8",
    "rattus_norvegicus": "39266aa0a28aae21",
    "tursiops_truncatus": "a64ae34eaec8dc95",
}
# What the profiles said before the two readings were compared, where they differed.
FIRST_READING = {
    ("callithrix_jacchus", "life_history.weaning"): (61.1, 61.1, 61.1),
    ("canis_familiaris", "life_history.lifespan"): (24, 20, 25.2),
    ("homo_sapiens", "life_history.weaning"): (682.4, 682.4, 682.4),
    ("macaca_mulatta", "life_history.weaning"): (298.1, 298.1, 298.1),
    ("mus_musculus", "life_history.weaning"): (21.8, 21.8, 21.8),
    ("pan_troglodytes", "life_history.maturity"): (9.243, 7.995, 10.672),
    ("pan_troglodytes", "life_history.weaning"): (1185.9, 1185.9, 1185.9),
    ("tursiops_truncatus", "life_history.lifespan"): (51.6, 38.333, 55.65),
    ("tursiops_truncatus", "life_history.weaning"): (546.2, 546.2, 546.2),
}


def agree(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Return whether each value lies within the other's range; a reading is value, low and high."""
    return other[1] <= one[0] <= other[2] and one[1] <= other[0] <= one[2]


def first(name: str) -> dict[str, tuple[float, float, float]]:
    """Return the profile's numbers that every second reading covers, and those it adds.

    What was read of watching others is the share of sights without a match, as the reason says of
    the attention into which it was converted.
    """
    numbers = {
        dotted: (item.value, item.low, item.high)
        for dotted, item in PROFILES[name].quantities().items()
        if dotted.startswith(COMPARED) or dotted in READINGS.get(name, {"numbers": {}})["numbers"]
    }
    if numbers.pop("experience.watching_others.attention", None) is not None:
        reason = PROFILES[name].quantities()["experience.watching_others.attention"].reason
        told = re.search(r"that ([\d.]+) \[([\d.]+), ([\d.]+)\] of acts seen", reason)
        value, low, high = map(float, told.groups()) if told else (-1.0, -1.0, -1.0)
        numbers["experience.watching_others.nonmatching_share"] = value, low, high
    return numbers


def second(name: str) -> dict[str, tuple[float, float, float]]:
    return {
        dotted: (item["value"], item["low"], item["high"])
        for dotted, item in READINGS[name]["numbers"].items()
    }


def disagreements(name: str, profile: dict[str, tuple[float, float, float]]) -> list[str]:
    """Return the numbers on which ``profile`` and the second reading of ``name`` disagree."""
    reading = second(name)
    return [
        dotted
        for dotted in profile
        if dotted in reading and not agree(profile[dotted], reading[dotted])
    ]


def test_agreement_is_that_each_value_lies_within_the_others_range():
    assert agree((2, 1, 3), (3, 2, 9))
    assert not agree((2, 1, 3), (3.1, 2, 9)), "the second value is above the first range"
    assert not agree((2, 1, 3), (2.5, 2.1, 9)), "the first value is below the second range"
    assert agree((0, 0, 0), (0, 0, 0))


def test_at_least_ten_species_have_a_second_reading():
    assert len(READINGS) >= 10
    assert set(READINGS) <= set(SPECIES)


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_says_of_every_number_what_was_read_and_where(name):
    reading = READINGS[name]
    assert set(reading) == {"taxon", "read_on", "numbers", "not_found", "sources"}
    assert reading["taxon"] == PROFILES[name].taxon.scientific
    used: set[str] = set()
    for dotted, item in reading["numbers"].items():
        assert set(item) == {"value", "low", "high", "unit", "source", "how"}, dotted
        assert item["low"] <= item["value"] <= item["high"], dotted
        assert len(item["how"]) > 5, dotted
        used |= set(item["source"])
        if dotted in (quantities := PROFILES[name].quantities()):
            assert item["unit"] in (quantities[dotted].unit, UNIT_READ.get(dotted)), dotted
    assert used == set(reading["sources"])
    assert TABLE in references()
    for key, where in reading["sources"].items():
        assert key in (TABLE, "recalled", "network_statistics") or "http" in where, key


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_stays_as_it_was_written(name):
    assert (
        hashlib.sha256((FOLDER / f"{name}.yaml").read_text(encoding="utf-8").encode()).hexdigest()[
            :16
        ]
        == AS_WRITTEN[name]
    )


@pytest.mark.parametrize("name", READINGS)
def test_every_number_of_the_profile_was_read_or_sought_in_vain(name):
    silent = second(name)["acts.audible_rate"][2] == 0
    follows = {"experience.sound.rate"} if silent else set()  # no sound, no answer to it
    assert not set(first(name)) - set(second(name)) - set(READINGS[name]["not_found"]) - follows
    assert not set(second(name)) & set(READINGS[name]["not_found"])


@pytest.mark.parametrize("name", READINGS)
def test_the_readings_agree(name):
    assert disagreements(name, first(name)) == []


def test_what_only_the_second_reader_found_is_known_by_name():
    """No database gives dogs' age at weaning; two popular pages do, and the profile omits it."""
    assert {
        (name, dotted) for name in READINGS for dotted in set(second(name)) - set(first(name))
    } == {("canis_familiaris", "life_history.weaning")}


@pytest.mark.parametrize("name", READINGS)
def test_before_they_were_settled_the_disagreements_were_these(name):
    before = {dotted: old for (species, dotted), old in FIRST_READING.items() if species == name}
    assert sorted(disagreements(name, first(name) | before)) == sorted(before)


@pytest.mark.parametrize("name", READINGS)
def test_a_range_that_was_widened_holds_both_readings_and_says_so(name):
    quantities = PROFILES[name].quantities()
    widened = {
        dotted
        for dotted, item in quantities.items()
        if "widened by the second reading" in item.reason
    }
    assert widened == {dotted for species, dotted in FIRST_READING if species == name}
    for dotted in widened:
        item, old, new = quantities[dotted], FIRST_READING[name, dotted], second(name)[dotted]
        assert (item.value, item.low, item.high) == (
            old[0],
            min(old[1], new[1]),
            max(old[2], new[2]),
        ), dotted
        assert f"{old[0]:g}" in item.reason, dotted
        assert f"{new[0]:,g}" in item.reason, dotted


@pytest.mark.parametrize("name", PROFILES)
def test_read_twice_is_said_exactly_where_a_reading_agrees(name):
    agreed = name in READINGS and not disagreements(name, first(name))
    once = "sketch" if name in sketches() else "provisional"
    assert PROFILES[name].status == ("read_twice" if agreed else once)
    assert not PROFILES[name].blinded, (
        "the second reader had seen the table, and so who is positive"
    )


@pytest.mark.parametrize("name", READINGS)
def test_life_and_group_were_read_in_more_than_the_table(name):
    beside = {
        dotted
        for dotted, item in READINGS[name]["numbers"].items()
        if set(item["source"]) - {TABLE, "recalled"}
    }
    assert {"life_history.maturity", "life_history.lifespan"} <= beside


def test_the_readme_tells_how_little_of_the_rates_was_read_twice_in_earnest():
    items: list[dict[str, Any]] = [
        item for reading in READINGS.values() for item in reading["numbers"].values()
    ]
    copied = sum(item["source"] == [TABLE] for item in items)
    text = " ".join(
        (Path(__file__).parents[2] / "species" / "README.md").read_text(encoding="utf-8").split()
    )
    assert f"{len(READINGS)} profiles are read twice" in text
    assert f"{copied} of {len(items)} numbers" in text
