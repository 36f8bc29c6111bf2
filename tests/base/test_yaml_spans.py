"""Where values of a YAML text begin and end, and its comments."""

import pytest

from mirror_abm.base.library import LIBRARY
from mirror_abm.base.yaml_spans import comments, tree
from mirror_abm.base.yaml_text import parse_yaml

TEXT = """# above
a: 1  # beside
b:
  c: {d: "x # y", e: [1, 2]}  # behind
  # between
  f: 'it''s'
g:
  - one
  - {h: 2}
i:
"""


def text_at(*path):
    node = tree(TEXT).at(*path)
    return TEXT[node.start : node.end]


def test_values_are_found_from_their_first_to_their_last_character():
    assert text_at("a") == "1"
    assert text_at("b", "c") == '{d: "x # y", e: [1, 2]}'
    assert text_at("b", "c", "e", 1) == "2"
    assert text_at("b").endswith("f: 'it''s'")
    assert text_at("g") == "- one\n  - {h: 2}"
    assert text_at("i") == ""


def test_comments_are_what_is_no_value():
    found = [TEXT[start:end] for start, end in comments(TEXT, tree(TEXT))]
    assert found == ["# above", "# beside", "# behind", "# between"]


@pytest.mark.parametrize("name", ["homo_sapiens", "octopus_vulgaris_captive"])
def test_it_finds_the_values_that_the_reader_finds(name):
    text = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")

    def walk(node, value):
        if isinstance(value, dict):
            assert list(node.items) == list(value) == list(node.keys)
        for key in value if isinstance(value, dict) else range(len(value)):
            if isinstance(value[key], (dict, list)):
                walk(node.items[key], value[key])
            elif isinstance(value[key], str):
                written = text[node.items[key].start : node.items[key].end]
                assert parse_yaml(f"x: {written}", "x")["x"] == value[key]

    walk(tree(text), parse_yaml(text, name))
