"""What a person wrote, against a pydantic model: all faults in one reading.

pydantic finds what is wrong with single values and stops there: it makes the checks between values
last, and only where all values are right. Here the same checks are also made on what *is* known of
a faulty document, so that one reading tells all faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ValidationError

from ..base.errors import MOST_FAULTS
from .annotations import is_union, metadata, models_in
from .faults import Fault, Found, Path
from .wording import value_fault

_UNKNOWN: Any = object()


def examine(model: type[BaseModel], data: Any) -> tuple[list[Fault], Any]:
    """Return all faults of plain data, and the model that they make if there are none.

    Parameters
    ----------
    model : type of BaseModel
        What the data should be.
    data : Any
        Plain dicts, lists and scalars.

    Returns
    -------
    list of Fault
        What is wrong, at most about :data:`~mirror_abm.base.errors.MOST_FAULTS`.
    BaseModel or None
        The instance of ``model``.
    """
    try:
        return [], model.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    faults, bad = list[Fault](), set[Path]()
    for item in errors:
        path = _path(item)
        if item["type"] == "value_error" and isinstance(item["input"], (dict, BaseModel)):
            continue  # a check between values: it is made again below, with all it can find
        if item["type"] != "extra_forbidden":
            bad.add(path)
            if item["type"] != "too_short":
                bad.add((*path, ...))  # what stands below was not looked at
        if len(faults) < MOST_FAULTS:
            faults.append(value_fault(item, path, model))
    faults.extend(_checked(_partial(model, data, (), bad), ()))
    if not faults:  # a check that cannot be made again
        faults = [value_fault(item, (), model) for item in errors]
    return faults, None


def _path(item: Any) -> Path:
    """Return where one of pydantic's errors is, without the names of its functions."""
    return tuple(
        part for part in item["loc"] if not (isinstance(part, str) and part.startswith("function-"))
    )


def _known(annotation: Any, data: Any, path: Path, bad: set[Path]) -> Any:
    """Return what is known of the value at ``path``, or ``_UNKNOWN``.

    Known are values without fault, and models, of which only the faultless fields are known.
    """
    if is_union(annotation):
        if data is None and path not in bad:
            return None
        annotation = next(item for item in get_args(annotation) if item is not type(None))
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _partial(annotation, data, path, bad)
    if get_origin(annotation) is list and next(models_in(annotation), None):
        if not isinstance(data, list):
            return _UNKNOWN
        inner = get_args(annotation)[0]
        return [_known(inner, item, (*path, at), bad) for at, item in enumerate(data)]
    unseen = any((*path[:depth], ...) in bad for depth in range(len(path)))
    return _UNKNOWN if unseen or any(at[: len(path)] == path for at in bad) else data


def _partial(model: type[BaseModel], data: Any, path: Path, bad: set[Path]) -> BaseModel:
    """Return ``model`` with its faultless fields alone: asking for another is an AttributeError."""
    given = data if isinstance(data, dict) else {}
    found = {
        key: _known(field.annotation, given[key], (*path, key), bad)
        for key, field in model.model_fields.items()
        if key in given
    }
    made = model.model_construct(
        **{key: value for key, value in found.items() if value is not _UNKNOWN}
    )
    for key, value in found.items():
        if value is _UNKNOWN:
            made.__dict__.pop(key, None)
    if not isinstance(data, dict):
        made.__dict__.clear()
    return made


def _checked(value: Any, path: Path) -> Iterator[Fault]:
    """Yield what the checks of models, and of the fields that hold them, find in what is known."""
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from _checked(item, (*path, at))
    if not isinstance(value, BaseModel):
        return
    for check in type(value).__pydantic_decorators__.model_validators.values():
        yield from _found(check.func, value, path)
    for key, field in type(value).model_fields.items():
        inner = value.__dict__.get(key)
        checks = [*field.metadata, *metadata(field.annotation)]
        for check in checks if isinstance(inner, BaseModel) else ():
            if isinstance(check, AfterValidator):
                yield from _found(check.func, inner, (*path, key))
        yield from _checked(inner, (*path, key))


def _found(check: Any, value: Any, path: Path) -> Iterator[Fault]:
    """Yield what one check finds, each at the place that its sentence names."""
    try:
        check(value)
    except AttributeError:
        return  # the check asks for what is not known: that fault is told on its own
    except ValueError as error:
        for sentence in error.sentences if isinstance(error, Found) else [str(error)]:
            named = re.match(r"([a-z_]+(?:\.[a-z_0-9]+)*)( = |: )", sentence)
            keys = (
                tuple(int(part) if part.isdigit() else part for part in named.group(1).split("."))
                if named
                else ()
            )
            if keys and named and hasattr(value, str(keys[0])):
                yield Fault((*path, *keys), named.group(2).rstrip() + " " + sentence[named.end() :])
            else:
                yield Fault(path, f"{':' if path else ''} {sentence}")
