"""Which fields of a model are numbers, and which of its blocks hold some."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from .annotations import metadata, models_in
from .quantity import Quantity, Unit


@lru_cache(maxsize=256)
def holds_numbers(model: type[BaseModel]) -> bool:
    """Return whether numbers stand in a block of this model, at any depth.

    Parameters
    ----------
    model : type of BaseModel
        Of a block.

    Returns
    -------
    bool
        Whether the block may say source, how and reason.
    """
    inner = [each for field in model.model_fields.values() for each in models_in(field.annotation)]
    return any(issubclass(each, Quantity) or holds_numbers(each) for each in inner)


def holders(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield the models of the blocks in a model that hold numbers, at any depth.

    Parameters
    ----------
    model : type of BaseModel
        Of a block.

    Yields
    ------
    type of BaseModel
        Outermost first; some more than once.
    """
    for field in model.model_fields.values():
        for inner in models_in(field.annotation):
            if holds_numbers(inner):
                yield inner
                yield from holders(inner)


def unit_of(field: Any) -> str | None:
    """Return the unit of a number that says none, or None for a field that is no number.

    Parameters
    ----------
    field : FieldInfo
        A field of a model.

    Returns
    -------
    str or None
        As :class:`~mirror_abm.profile.quantity.Unit` has it.
    """
    marks = (*field.metadata, *metadata(field.annotation))
    return next((mark.name for mark in marks if isinstance(mark, Unit)), None)
