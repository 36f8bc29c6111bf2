"""YAML 1.2 with places: what is read, and what is refused with its place."""

import pytest

from mirror_abm.base import yaml_text
from mirror_abm.base.errors import Faults, InputError
from mirror_abm.base.yaml_text import MAX_DEPTH, MAX_VALUES, parse_yaml, scalar, span

TEXT = "name: it\nlist:\n  - 1\n  - {deep: 2.5}\n"


def test_every_key_and_value_knows_its_line_and_column():
    found = parse_yaml(TEXT, "a.yaml")
    assert found == {"name": "it", "list": [1, {"deep": 2.5}]}
    assert (found.lc.key("name"), found.lc.value("name")) == ((0, 0), (0, 6))
    assert (found.lc.key("list"), found["list"].lc.item(0)) == ((1, 0), (2, 4))
    assert found["list"][1].lc.value("deep") == (3, 11)


def test_a_scalar_is_found_again_in_its_text():
    found = parse_yaml(TEXT, "a.yaml")
    first, last = span(TEXT, found["list"][1].lc.value("deep"))
    assert TEXT[first:last] == "2.5"
    with pytest.raises(InputError, match="line 1, column 2: no single value stands there"):
        span(TEXT, (0, 1))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("~", None),
        ("True", True),
        ("yes", "yes"),  # a word, since YAML 1.2
        ("0x1F", 31),
        ("010", 10),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ("1_000", "1_000"),
        ("2020-01-01", "2020-01-01"),
    ],
)
def test_a_plain_scalar_is_what_the_core_schema_says_and_a_quoted_one_is_text(text, value):
    assert scalar(text, True) == value
    assert type(scalar(text, True)) is type(value)
    assert scalar(text, False) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\nb: *x\n", "a.yaml:1:4 a YAML anchor (&) is not allowed here"),
        ("a: !!str 1\n", "a.yaml:1:4 a YAML tag (!) is not allowed here"),
        ("<<: {b: 1}\n", "a.yaml:1:1 a YAML merge key (<<) is not allowed here"),
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3:1 a: stands twice in one block, first in line 1"),
        ("1: a\n", "a.yaml:1:1 the key 1 must be a word."),
        ("[1]: a\n", "a.yaml:1:1 the key a list or mapping must be a word."),
        ("a: 1\n---\nb: 2\n", "a.yaml:2:1 a second YAML document begins"),
        ("a: " + "7" * 301 + "\n", "a.yaml:1:4 is a number of 301 digits: must have at most 300."),
        ("a: [1\n", "a.yaml:2:1 is not YAML 1.2"),
        ("a: 1\nb\x07: 2\n", "a.yaml:2:2 the character U+0007 is not allowed in YAML."),
        ("[" * (MAX_DEPTH + 1), f"is nested more than {MAX_DEPTH} deep."),
        ("- 1\n" * MAX_VALUES, f"a file may hold {MAX_VALUES} keys and values."),
    ],
)
def test_what_no_species_file_needs_is_refused_with_its_place(text, said):
    with pytest.raises(Faults) as caught:
        parse_yaml(text, "a.yaml")
    assert said in caught.value.sentences[0]


def test_all_refusals_are_told_at_once_but_no_more_than_anyone_would_read(monkeypatch):
    text = "".join(f"k{number}: !t 1\n" for number in range(9))
    with pytest.raises(Faults) as caught:
        parse_yaml(text, "a.yaml")
    assert len(caught.value.sentences) == 9
    monkeypatch.setattr(yaml_text, "MOST_FAULTS", 5)
    with pytest.raises(Faults) as caught:
        parse_yaml(text, "a.yaml")
    assert len(caught.value.sentences) == 5
