"""What annotations say of models, unions and checks."""

from typing import Annotated, Union

import pytest
from pydantic import AfterValidator, BaseModel

from mirror_abm.profile.annotations import is_union, metadata, models_in


class One(BaseModel):
    pass


class Two(BaseModel):
    pass


CHECK = AfterValidator(lambda value: value)


@pytest.mark.parametrize(
    ("annotation", "models", "union", "checks"),
    [
        (int, [], False, []),
        (One, [One], False, []),
        (One | None, [One], True, []),
        (Union[One, Two, None], [One, Two], True, []),  # noqa: UP007
        (list[Two], [Two], False, []),
        (Annotated[One, CHECK], [One], False, [CHECK]),
        (Annotated[One, CHECK] | None, [One], True, [CHECK]),
        (dict[str, list[One]], [One], False, []),
    ],
)
def test_models_unions_and_checks_are_found(annotation, models, union, checks):
    assert list(models_in(annotation)) == models
    assert is_union(annotation) == union
    assert metadata(annotation) == checks
