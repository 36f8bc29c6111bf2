"""The text of a sheet: every number on it stands in a table, and nothing of a form is left out."""

import pytest

from mirror_abm.inference.sheet_in_words import text_of, title

from .sheets import sheet

ITEMS = (
    *("Title", "Authors", "Description", "Hypotheses", "Study type", "Blinding", "Study design"),
    *("Randomization", "Existing data", "Data collection procedures", "Sample size"),
    *("Sample size rationale", "Stopping rule", "Manipulated variables", "Measured variables"),
    *("Indices", "Statistical models", "Transformations", "Inference criteria", "Data exclusion"),
    *("Missing data", "Exploratory analysis"),
)


@pytest.fixture(scope="module")
def text():
    return text_of(sheet(), "Nothing on record.", "mirror-abm preregister octopus_vulgaris")


def test_no_item_of_the_form_is_left_out(text):
    assert [name for name in ITEMS if f"**{name}.**" not in text] == []
    for section in ("Study information", "Design plan", "Sampling plan", "Variables", "Other"):
        assert f"## {section}" in text
    assert text.startswith(f"# {title(sheet())}\n")


def test_facts_are_told(text):
    facts = sheet().facts
    for told in (facts["fingerprint"], facts["made"], facts["code"], facts["outcomes"]):
        assert told in text
    assert all(run in text for run in facts["runs"])
    assert "calibrated under each account" in text
    loose = sheet()._replace(facts=facts | {"calibration": ""})
    assert "not calibrated" in text_of(loose, "")
