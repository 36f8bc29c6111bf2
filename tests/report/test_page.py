"""A species as a page: nothing of the profile is missing, and nothing is added."""

import pytest

from mirror_abm.profile.citations import cited
from mirror_abm.profile.species import SpeciesProfile, load_species
from mirror_abm.report.page import PERCEPTS, outlook, sections, who

MACAQUE = load_species("macaca_mulatta")


@pytest.fixture(scope="module")
def page():
    return sections(MACAQUE, cited(MACAQUE.cited()))


def test_every_number_stands_once_on_the_page_with_its_range(page):
    numbers = [
        (row[0], span)
        for section in page
        for row, span in zip(section.rows, section.spans, strict=False)
    ]
    assert dict(numbers) == MACAQUE.quantities()
    assert len(numbers) == len(MACAQUE.quantities())
    assert {"actions.grasp.share", "actions.grasp.duration"} <= set(dict(numbers))


def test_the_repertoire_and_the_sources_are_on_the_page(page):
    parts = {section.title: section for section in page}
    assert [row[0] for row in parts["actions"].rows] == [act.name for act in MACAQUE.actions]
    assert {row[0] for row in parts["sources of the numbers"].rows} == set(MACAQUE.cited())
    assert page[0].text == who(MACAQUE)
    assert "Macaca mulatta" in page[0].text


@pytest.mark.parametrize("named", [True, False])
def test_the_acts_that_can_be_done_in_synchrony_are_told(named):
    """Those of the file, or all silent ones where it names none."""
    data = MACAQUE.model_dump(mode="json")
    acts = set(data["experience"]["synchrony"]["acts"])
    if not named:
        data["experience"]["synchrony"]["acts"] = None
        acts = {act.name for act in MACAQUE.actions if not act.audible}
    assert 0 < len(acts) < len(MACAQUE.actions)
    parts = {each.title: each for each in sections(SpeciesProfile.model_validate(data), [])}
    at = parts["actions"].columns.index("in synchrony")
    assert {row[0] for row in parts["actions"].rows if str(row[at]) == "yes"} == acts


def test_the_outlook_of_a_silent_species_speaks_of_no_sound():
    (section,) = outlook(load_species("octopus_vulgaris"))
    assert PERCEPTS["auditory"] not in {row[2] for row in section.rows}
    assert "sound" not in section.text
    (other,) = outlook(MACAQUE)
    assert {row[2] for row in other.rows} == set(PERCEPTS.values())
    assert all(len(row) == len(other.columns) for row in other.rows)
