"""A document against a model: values and checks between values are told in one reading."""

from typing import Annotated

import pytest
from pydantic import AfterValidator, Field, model_validator

from mirror_abm.base.strict import Finite, Name, Strict
from mirror_abm.profile.examination import examine
from mirror_abm.profile.faults import Fault, tell, worded


def _even(part):
    if part.count % 2:
        raise ValueError(f"count = {part.count}: must be even")
    return part


class Part(Strict):
    count: int
    size: Finite

    @model_validator(mode="after")
    def _small(self):
        tell(f"size = {self.size:g}: must be below 10" for _ in range(self.size >= 10))
        return self


class Whole(Strict):
    name: Name
    parts: Annotated[list[Part], Field(min_length=1)]
    spare: Annotated[Part, AfterValidator(_even)] | None = None

    @model_validator(mode="after")
    def _total(self):
        total = sum(part.count for part in self.parts)
        if total > 5:
            raise ValueError(f"parts: {total} are too many")
        return self


GOOD = {"name": "it", "parts": [{"count": 2, "size": 1}], "spare": None}


def test_a_sound_document_becomes_the_model():
    found, made = examine(Whole, GOOD)
    assert found == []
    assert made == Whole.model_validate(GOOD)


def test_checks_between_values_are_made_beside_a_value_that_is_wrong():
    """pydantic alone would tell the name, and nothing else."""
    document = {
        "name": "Not A Name",
        "parts": [{"count": 4, "size": 20}, {"count": 4, "size": 1}],
        "spare": {"count": 3, "size": 1},
    }
    found, made = examine(Whole, document)
    assert made is None
    assert [worded(fault) for fault in found] == [
        "name = 'Not A Name': must match pattern '^[a-z][a-z0-9_]*$'. Did you mean not_a_name?",
        "parts: 8 are too many.",
        "parts.0.size = 20: must be below 10.",
        "spare.count = 3: must be even.",
    ]


def test_a_check_that_asks_for_what_is_unknown_tells_nothing():
    """The count of a part is faulty itself: no sum is told, but its size is still looked at."""
    document = GOOD | {"parts": [{"count": "many", "size": 20}]}
    assert [fault.path for fault in examine(Whole, document)[0]] == [
        ("parts", 0, "count"),
        ("parts", 0, "size"),
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"nmae": 1}, Fault(("nmae",), ": unknown key. Did you mean name?", True)),
        ({"parts": []}, Fault(("parts",), ": must have at least 1 items, not 0.")),
        ({"parts": 7}, Fault(("parts",), " = 7: must be a list.")),
        ({"spare": 7}, Fault(("spare",), " = 7: must be a block of keys.")),
    ],
)
def test_a_single_fault_has_its_path(change, fault):
    assert examine(Whole, GOOD | change)[0] == [fault]


def test_a_missing_key_is_told():
    found, _ = examine(Whole, {"name": "it"})
    assert [worded(fault) for fault in found] == ["parts: is missing."]
