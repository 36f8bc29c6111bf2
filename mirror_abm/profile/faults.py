"""What a person wrote, against a pydantic model: every fault as one sentence with file, line and column.

pydantic finds what is wrong with single values, and stops there: checks between values are its last step, and it takes it
only where all values are right. Here the same checks are also made on what *is* known of a faulty document, so that one
reading tells all faults.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ValidationError

from ..base.errors import closest, did_you_mean
from . import inheritance

Path = tuple[Any, ...]
MOST = 200  #: faults told of one file


class Found(ValueError):
    """Several faults of one check; what stands before `` = `` or ``:`` may be a dotted name below the checked block."""

    def __init__(self, sentences: list[str]):
        super().__init__(sentences[0])
        self.sentences = sentences


def tell(sentences: Iterable[str]) -> None:
    """Raise all ``sentences`` of one check at once, if there are any.

    Where a value that a check asks for is not known, for it is faulty itself, the check ends with what it found before.
    """
    found: list[str] = []
    try:
        for sentence in sentences:
            found.append(sentence)
    except AttributeError:
        if not found:
            raise
    if found:
        raise Found(found)


class Fault(NamedTuple):
    """What is wrong at a path: the rest of a sentence, after the place and the dotted name."""

    path: Path
    rest: str
    at_key: bool = False


def place_of(document: Any, path: Path, name: str, at_key: bool = False) -> str:
    """Return ``file:line:column`` of the value at ``path``, or of the nearest thing around it; or of its key."""
    document, name = inheritance.owner(document, name, path)
    line = column = 0
    for number, key in enumerate(path, start=1):
        marks = getattr(document, "lc", None)
        inside = (
            key in document
            if isinstance(document, dict)
            else (isinstance(document, list) and isinstance(key, int) and key < len(document))
        )
        if marks is None or not inside:
            break
        following = document[key]
        block = isinstance(document, dict) and isinstance(following, (dict, list))
        line, column = (
            marks.key(key) if block or (at_key and number == len(path)) else marks.value(key)
        )
        document = following
    return f"{name}:{line + 1}:{column + 1}"


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation speaks of, outermost first."""
    queue = [annotation]
    while queue:
        item = queue.pop(0)
        if isinstance(item, type) and issubclass(item, BaseModel):
            yield item
        else:
            queue.extend(getattr(item, "__args__", ()))


def _options(model: Any, path: Path) -> list[str]:
    """Return the keys that may stand in the block at ``path``."""
    for key in path:
        if isinstance(key, int) or model is None:
            continue
        model = (
            next(_models(model.model_fields[key].annotation), None)
            if key in model.model_fields
            else None
        )
    return list(model.model_fields) if model else []


# ------------------------------------------------------------------ single values
def _number(text: str) -> float | None:
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _spelled(got: str, pattern: str) -> str:
    """Return `` Did you mean x?`` for a text that only needs other letters to fit ``pattern``."""
    words = re.sub(r"[^A-Za-z0-9]+", " ", got).split()
    tries = (
        "_".join(words).lower(),
        " ".join(words).capitalize(),
        " ".join(words[:2]).capitalize(),
    )
    fits = next((text for text in tries if re.match(pattern, text)), None)
    return f" Did you mean {fits}?" if fits else ""


def _hint(error: Any) -> str:
    """Return what the writer may have meant by a value of the wrong kind, or an empty string."""
    got, kind = error["input"], error["type"]
    if kind == "literal_error":
        return did_you_mean(got, re.findall(r"'([^']+)'", error["ctx"]["expected"]))
    if kind == "string_pattern_mismatch":
        return _spelled(str(got)[:100], error["ctx"]["pattern"])
    if (
        kind.startswith("bool")
        and isinstance(got, str)
        and got.lower() in ("yes", "no", "on", "off", "true", "false")
    ):
        return f" Did you mean {'true' if got.lower() in ('yes', 'on', 'true') else 'false'}?"
    if (
        isinstance(got, str)
        and ("number" in str(error["msg"]) or kind.startswith("int_"))
        and _number(got) is not None
    ):
        return f" Did you mean {_number(got):g}?"
    return ""


#: pydantic's findings that need other words
_PLAINLY = {
    "model_type": "must be a block of keys",
    "dict_type": "must be a block of keys",
    "list_type": "must be a list",
    "too_short": "must have at least {min_length} items, not {actual_length}",
    "too_long": "must have at most {max_length} items, not {actual_length}",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "string_too_long": "must have at most {max_length} characters",
}


def _value_fault(error: Any, path: Path, model: Any) -> Fault:
    """Return pydantic's finding on a single value or key."""
    got = error["input"]
    if error["type"] == "extra_forbidden":
        options = _options(model, path[:-1])
        near = closest(path[-1], options)
        hint = (
            f" Did you mean {near}?"
            if near
            else f" Keys here: {', '.join(options)}."
            if options
            else ""
        )
        return Fault(path, f": unknown key.{hint}", True)
    if error["type"] == "missing":
        return Fault(path, ": is missing.")
    shown = (
        f" = {got[:60]!r}"
        if isinstance(got, str)
        else f" = {str(got)[:60]}"
        if isinstance(got, (int, float))
        else ""
    )
    if error["type"] in _PLAINLY:
        message = _PLAINLY[error["type"]].format(**error.get("ctx", {}))
    elif error["type"] == "value_error":
        message = str(error["ctx"]["error"])
    else:
        message = error["msg"][0].lower() + error["msg"][1:].replace(
            "Input should", "should"
        ).replace("input should", "should")
        message = re.sub(r"^(input |string |value )?should", "must", message)
    hint = "" if "Did you mean" in message else _hint(error)
    return Fault(
        path,
        f"{shown}: {message.rstrip('.') + '.' if not message.endswith('?') else message}{hint}",
    )


# ------------------------------------------------------------------ checks between values
def _known(annotation: Any, data: Any, path: Path, bad: set[Path]) -> Any:
    """Return what is known of the value at ``path``: models with their right fields only, right values; else ``_UNKNOWN``."""
    if _is_union(annotation):
        if data is None and path not in bad:
            return None
        annotation = next(item for item in get_args(annotation) if item is not type(None))
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _partial(annotation, data, path, bad)
    if get_origin(annotation) is list and next(_models(annotation), None):
        inner = get_args(annotation)[0]
        return (
            [_known(inner, item, (*path, at), bad) for at, item in enumerate(data)]
            if isinstance(data, list)
            else _UNKNOWN
        )
    unseen = any((*path[:depth], ...) in bad for depth in range(len(path)))
    return _UNKNOWN if unseen or any(at[: len(path)] == path for at in bad) else data


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType)


_UNKNOWN: Any = object()


def _partial(model: type[BaseModel], data: Any, path: Path, bad: set[Path]) -> BaseModel:
    """Return ``model`` with the fields that are right and no others: to ask for another one is an AttributeError."""
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
        for check in (
            [*field.metadata, *_metadata(field.annotation)] if isinstance(inner, BaseModel) else ()
        ):
            if isinstance(check, AfterValidator):
                yield from _found(check.func, inner, (*path, key))
        yield from _checked(inner, (*path, key))


def _metadata(annotation: Any) -> list[Any]:
    """Return the checks that stand within ``Annotated[...] | None``."""
    parts = get_args(annotation) if _is_union(annotation) else (annotation,)
    return [check for part in parts for check in getattr(part, "__metadata__", ())]


def _found(check: Any, value: Any, path: Path) -> Iterator[Fault]:
    try:
        check(value)
    except AttributeError:
        return  # what the check asks for is not known: that fault is told on its own
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


def examine(model: type[BaseModel], data: Any) -> tuple[list[Fault], Any]:
    """Return all faults of plain ``data`` as an instance of ``model``, and the instance if there are none."""
    try:
        return [], model.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    faults, bad = list[Fault](), set[Path]()
    for item in errors:
        path = tuple(
            part
            for part in item["loc"]
            if not (isinstance(part, str) and part.startswith("function-"))
        )
        if item["type"] == "value_error" and isinstance(item["input"], (dict, BaseModel)):
            continue  # a check between values: it is made again below, with all it can find
        if item["type"] != "extra_forbidden":
            bad.add(path)
            if item["type"] != "too_short":
                bad.add((*path, ...))  # what stands below was not looked at
        if len(faults) < MOST:
            faults.append(_value_fault(item, path, model))
    faults.extend(_checked(_partial(model, data, (), bad), ()))
    return faults or [
        _value_fault(item, (), model) for item in errors
    ], None  # a check that cannot be made again


def sentences(faults: Iterable[Fault], document: Any, name: str) -> list[str]:
    """Return faults as sentences ``file:line:column name = got: must ...``, in the order of the file, each once."""
    told = [
        f"{place_of(document, fault.path, name, fault.at_key)} {worded(fault)}" for fault in faults
    ]
    return in_order(told)


def worded(fault: Fault) -> str:
    """Return a fault as ``name = got: must ...``, without its place."""
    dotted = ".".join(str(part) for part in fault.path)
    rest = fault.rest if fault.rest.endswith((".", "?")) else f"{fault.rest}."
    return f"{dotted}{rest if dotted else rest.strip(': ')}"


def first(told: Sequence[str]) -> str:
    """Return the sentence to tell where one alone is told: a misspelt key before the one that it should be, which is missing."""
    return next((sentence for sentence in told if ": unknown key." in sentence), told[0])


def in_order(told: Iterable[str]) -> list[str]:
    """Return sentences by line and column, each once, and no more of them than anyone would read."""

    def place(sentence: str) -> tuple[int, ...]:
        found = re.search(r":(\d+):(\d+) ", sentence)
        return tuple(int(number) for number in found.groups()) if found else (0,)

    listed = sorted(dict.fromkeys(told), key=place)
    return (
        listed
        if len(listed) <= MOST
        else [*listed[:MOST], f"and {len(listed) - MOST} more faults."]
    )


def plain(value: Any) -> Any:
    """Return a document as plain dicts, lists and scalars."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)
    return str(value)
