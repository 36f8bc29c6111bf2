"""pydantic's findings in words that say what to write instead."""

from typing import Annotated, Literal

import pytest
from pydantic import Field, ValidationError

from mirror_abm.base.strict import Finite, Flag, Strict, Text
from mirror_abm.profile.wording import value_fault


class Inner(Strict):
    depth: int = 0


class Block(Strict):
    colour: Literal["red", "blue"] = "red"
    name: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")] = "a"
    loud: Flag = True
    size: Finite = 1.0
    count: int = 1
    note: Text = "x"
    inner: Inner = Inner()


@pytest.mark.parametrize(
    ("written", "rest"),
    [
        ({"colour": "bleu"}, " = 'bleu': must be 'red' or 'blue'. Did you mean blue?"),
        (
            {"name": "Two Words"},
            " = 'Two Words': must match pattern '^[a-z][a-z_]*$'. Did you mean two_words?",
        ),
        ({"loud": "yes"}, " = 'yes': must be true or false. Did you mean true?"),
        ({"loud": "off"}, " = 'off': must be true or false. Did you mean false?"),
        ({"size": "1,5"}, "Did you mean 1.5?"),
        ({"size": float("inf")}, " = inf: must be a finite number."),
        ({"count": "3 apples"}, "must be a valid integer"),
        ({"note": ""}, " = '': must not be empty."),
        ({"note": "x" * 700}, "must have at most 600 characters."),
        ({"inner": 3}, " = 3: must be a block of keys."),
        ({"inner": {"dept": 3}}, ": unknown key. Did you mean depth?"),
        ({"inner": {"qqq": 3}}, ": unknown key. Keys here: depth."),
    ],
)
def test_a_finding_says_what_was_got_what_must_be_and_what_may_be_meant(written, rest):
    with pytest.raises(ValidationError) as caught:
        Block.model_validate(written)
    (error,) = caught.value.errors()
    fault = value_fault(error, error["loc"], Block)
    assert rest in fault.rest
    assert fault.path == error["loc"]
    assert fault.at_key == ("unknown key" in rest)
    assert "should" not in fault.rest
