"""A share of non-matching sights in a file: read as in the first edition, or a check."""

import re

import pandas as pd
import pytest

from mirror_abm.base.library import LIBRARY
from mirror_abm.base.places import without_places
from mirror_abm.base.yaml_text import parse_yaml
from mirror_abm.experience.attention import ENTERED, WATCHED
from mirror_abm.field.change import change
from mirror_abm.field.inspection import inspect
from mirror_abm.field.watching import watched
from mirror_abm.mean_field.outlook import supply_of
from mirror_abm.profile.species import SpeciesProfile
from tests.profile.library import PROFILES, SPECIES, first_edition

from .authors import GOOD

#: species of which no rate was measured since attention was solved
AS_GUESSED = [name for name in SPECIES if "of all" in PROFILES[name].quantities()[ENTERED].reason]
STATED = "attention: {value: 0.3, low: 0.1, high: 0.9, unit: share,"
SHARE = "nonmatching_share: {value: 0.9, low: 0.8, high: 0.95, unit: share,"


def crow(tmp_path, old, new):
    file = tmp_path / "corvus_exemplum.yaml"
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def test_an_old_file_is_told_what_to_write_and_that_makes_the_warning_go(tmp_path):
    file = crow(tmp_path, STATED, SHARE)
    found = inspect(file)
    assert found.faults == []
    (told,) = found.warnings
    assert re.search(r"yaml:52:\d+ experience.watching_others.nonmatching_share.value = 0.9", told)
    written = re.search(r"attention: \{.*\}", told).group()
    solved = supply_of(found.profile).attention
    item = without_places(parse_yaml(written, "told"))["attention"]
    assert item["value"] == pytest.approx(solved, rel=0.005)
    assert item["low"] == pytest.approx(solved / 3, rel=0.005)
    assert item["high"] == pytest.approx(min(1, 3 * solved), rel=0.005)
    assert "0.9 [0.8, 0.95]" in item["reason"]
    line = next(each for each in file.read_text().splitlines() if "nonmatching_share" in each)
    file.write_text(file.read_text().replace(line, f"    {written}"), encoding="utf-8")
    after = inspect(file)
    assert (after.faults, after.warnings) == ([], [])
    assert supply_of(after.profile).attention == pytest.approx(solved, rel=0.005)


@pytest.mark.parametrize("name", SPECIES)
def test_the_bundled_attentions_are_what_the_old_files_are_told(name):
    """The library was converted by the sentence that authors read; solitary species in company."""
    (told,) = watched(first_edition(name))
    value, low, high = map(
        float, re.search(r"value: ([\d.]+), low: ([\d.]+), high: ([\d.]+)", told.rest).groups()
    )
    item = PROFILES[name].quantities()[ENTERED]
    assert (value, low, high) == pytest.approx((item.value, item.low, item.high), rel=0.005)
    assert [*watched(PROFILES[name])] == []


def test_attentions_beside_rates_that_were_measured_since_say_so():
    """They were solved at what was guessed; to watch less or more was not measured."""
    table = pd.read_csv(LIBRARY / "measured_rates.csv")
    entered = set(table[table["entered"].isin(["replaced", "range"])]["species"])
    since = {*SPECIES} - {*AS_GUESSED}
    assert since == entered & {*SPECIES}
    for name in since:
        assert "rates guessed then" in PROFILES[name].quantities()[ENTERED].reason


def test_beside_attention_a_share_is_a_check_of_what_follows(tmp_path):
    line = next(each for each in GOOD.read_text().splitlines() if STATED in each)
    both = line + "\n" + line.replace(STATED, SHARE)
    file = crow(tmp_path, line, both)
    found = inspect(file)
    assert found.faults == []
    share = 0.3 * supply_of(found.profile).rate
    follows = (share + 2 * 2) / (share + 2 * 2 + 3 * 1.8)
    assert 0.8 < follows < 0.95
    assert found.warnings == []
    file.write_text(file.read_text().replace(SHARE, SHARE.replace("0.8,", "0.89,")))
    change(file, WATCHED, "0.99", high=0.995, low=0.98)
    (told,) = inspect(file).warnings
    assert f"{WATCHED}.value = 0.99: but {follows:.3g} of the sights match nothing" in told
    assert "outside 0.98 to 0.995" in told
    assert supply_of(inspect(file).profile).attention == 0.3  # the engine reads attention


def test_a_block_that_states_neither_is_a_fault_that_says_what_to_give(tmp_path):
    line = next(each for each in GOOD.read_text().splitlines() if STATED in each)
    for empty in ("    {}", "    attention: null"):
        (told,) = inspect(crow(tmp_path, line, empty)).faults
        assert "watching_others: must give attention, the share of a neighbour's acts" in told


def test_an_impossible_rate_is_told_once_and_not_as_a_share():
    data = first_edition("homo_sapiens").model_dump(mode="json")
    data["experience"]["being_imitated"]["rate"].update(value=9e4, high=1e5)
    assert [*watched(SpeciesProfile.model_validate(data))] == []


def test_a_variant_that_states_only_a_share_has_the_attention_of_the_intact_species(tmp_path):
    file = tmp_path / "homo_sapiens_alone.yaml"
    file.write_text(
        "name: homo_sapiens_alone\ninherits: homo_sapiens\nexperience:\n  watching_others:\n"
        "    nonmatching_share: {value: 0.1, low: 0.05, high: 0.2, unit: share, "
        "source: heyes_2010, how: measured, reason: made up for a test}\n"
    )
    found = inspect(file)
    assert found.faults == []
    assert found.profile.quantities()[ENTERED] == PROFILES["homo_sapiens"].quantities()[ENTERED]
    assert any("The share is only a check" in each for each in found.warnings)
