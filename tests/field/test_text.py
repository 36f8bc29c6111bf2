"""Values as a species file has them are read back as what they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from mirror_abm.field.text import kept, quantity_text, value_text
from mirror_abm.profile.species import load_species

LETTERS = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30)


def read(text):
    return YAML(typ="safe", pure=True).load(f"a: {text}\n")["a"]


@given(st.one_of(st.booleans(), st.integers(-(10**9), 10**9), LETTERS))
def test_what_is_written_is_read_back(value):
    found = read(value_text(value))
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("word", ["no", "True", "null", "3", "1e3", "a: b", "# x", " x", "x "])
def test_a_text_that_yaml_takes_for_something_else_is_quoted(word):
    assert value_text(word).startswith('"')
    assert value_text("per hour") == "per hour"


def test_a_number_is_rounded_and_its_reason_quoted():
    options = {"unit": "per hour", "source": "x_2024", "how": "guess", "reason": 'a "b" \\ c'}
    text = quantity_text(1.23456789, 0.5, 1e6, **options, indent=4, digits=3)
    assert read(text) == {"value": 1.23, "low": 0.5, "high": 1e6} | options
    assert text.splitlines()[1].startswith('    reason: "')


def test_a_number_of_a_profile_is_kept_as_it_is():
    for item in load_species("macaca_mulatta").quantities().values():
        found = read(kept(item, digits=10))
        assert found == item.model_dump(exclude_none=True, include=set(found))
        assert set(found) == {"value", "low", "high", "unit", "source", "how", "reason"}
