"""Blocks of a file: no other keys, no changes, and a description for editors."""

import pytest
from pydantic import TypeAdapter, ValidationError

from mirror_abm.base.strict import Finite, Flag, Name, Strict, Text, for_editors


class Block(Strict):
    """For programmers."""

    model_config = for_editors("For those who write the file.")

    name: Name


def test_a_block_has_the_named_keys_alone_and_cannot_be_changed():
    block = Block(name="a")
    with pytest.raises(ValidationError, match="Extra inputs"):
        Block(name="a", colour="red")
    with pytest.raises(ValidationError, match="frozen"):
        block.name = "b"


def test_an_editor_shows_what_was_written_for_it():
    assert Block.model_json_schema()["description"] == "For those who write the file."
    assert Block.model_json_schema()["additionalProperties"] is False


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Name, ["a", "macaca_mulatta", "a1"], ["", "A", "1a", "a b", "a" * 61]),
        (Text, ["x", "x" * 600], ["", "x" * 601, 7]),
        (Flag, [True, False], [1, 0, "yes", "true", None]),
        (Finite, [0, -1.5], [float("inf"), float("nan"), "x", None]),
    ],
)
def test_kinds_of_value(kind, good, bad):
    check = TypeAdapter(kind)
    for value in good:
        assert check.validate_python(value) == value
    for value in bad:
        with pytest.raises(ValidationError):
            check.validate_python(value)
