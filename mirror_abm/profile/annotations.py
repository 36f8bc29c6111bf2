"""What the annotation of a field says: models, unions and checks within it."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel


def is_union(annotation: Any) -> bool:
    """Return whether an annotation is ``A | B``."""
    return get_origin(annotation) in (Union, UnionType)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation speaks of, outermost first."""
    queue = [annotation]
    while queue:
        item = queue.pop(0)
        if isinstance(item, type) and issubclass(item, BaseModel):
            yield item
        else:
            queue.extend(getattr(item, "__args__", ()))


def is_list(annotation: Any) -> bool:
    """Return whether an annotation is a list, whatever is checked of it or stands beside it."""
    if is_union(annotation):
        return any(is_list(item) for item in get_args(annotation))
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    return get_origin(annotation) is list


def metadata(annotation: Any) -> list[Any]:
    """Return the checks that stand within ``Annotated[...] | None``."""
    parts = get_args(annotation) if is_union(annotation) else (annotation,)
    return [check for part in parts for check in getattr(part, "__metadata__", ())]
