"""Editors accept the short form and the full one, and complete and refuse what we do."""

import jsonschema
import pytest

from mirror_abm.base.places import without_places
from mirror_abm.base.yaml_text import parse_yaml
from mirror_abm.profile.inheritance import variant_schema
from mirror_abm.profile.short import WORDS
from mirror_abm.profile.species import schema
from tests.field.authors import GOOD
from tests.profile.test_short import SHORT

SCHEMA = schema()


def plain(text):
    return without_places(parse_yaml(text, "x"))


@pytest.mark.parametrize("text", [SHORT, GOOD.read_text()])
def test_both_forms_are_valid(text):
    jsonschema.validate(plain(text), SCHEMA)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("how: guess", "how: gues"),
        ("active_hours: 12", "active_hours: twelve"),
        ("kind: opaque", "kind: opaque, audible: false, visible_to_self: false"),
        ("kind: opaque", "audible: false"),
        ("  table:\n", "  rows:\n"),
        ("taxonomic_class: Aves", "taxonomic_class: Aves, source: a_2000"),
        ("{value: 2, low: 1, high: 3}", "{low: 1, high: 3}"),
    ],
)
def test_what_we_refuse_editors_refuse(old, new):
    assert SHORT.count(old) == 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain(SHORT.replace(old, new)), SCHEMA)


def test_words_are_offered_in_every_block_of_numbers_and_in_no_other():
    blocks = SCHEMA["$defs"]
    for name in ("Experience", "Mirrors", "LifeHistory", "Action", "Stage"):
        assert set(WORDS) <= set(blocks[name]["properties"])
    assert set(WORDS) <= set(SCHEMA["properties"])
    assert "source" not in blocks["Taxon"]["properties"]
    assert blocks["Action"]["properties"]["kind"]["enum"][-1] == "audible and visible"


def test_a_short_variant_is_valid():
    text = "name: a\ninherits: b\nsource: s_2000\nhow: guess\nreason: r\ngroup: {size: 3}\n"
    jsonschema.validate(plain(text), variant_schema(SCHEMA))
