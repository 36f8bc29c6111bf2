"""What a person wrote, against a pydantic model: every fault as one sentence with file, line and column."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from .errors import closest, did_you_mean


def place_of(document: Any, path: tuple[Any, ...], name: str) -> str:
    """Return ``file:line:column`` of the value at ``path``, or of the nearest thing around it."""
    line = column = 0
    following: Any
    for key in path:
        try:
            marks = getattr(document, "lc", None)
            if marks is None:
                break
            if isinstance(document, dict) and key in document:
                line, column = marks.value(key)
                following = document[key]
                if isinstance(following, (dict, list)):
                    line, column = marks.key(key)
            elif isinstance(document, list) and isinstance(key, int) and key < len(document):
                line, column = marks.item(key)
                following = document[key]
            else:
                break
        except (KeyError, AttributeError, TypeError, IndexError):
            break
        document = following
    return f"{name}:{line + 1}:{column + 1}"


def _key_place(document: Any, path: tuple[Any, ...], name: str) -> str:
    """Return ``file:line:column`` of the key at the end of ``path``."""
    for key in path[:-1]:
        document = document[key]
    line, column = document.lc.key(path[-1])
    return f"{name}:{line + 1}:{column + 1}"


def _options(model: Any, path: tuple[Any, ...]) -> list[str]:
    """Return the keys that may stand in the block at ``path``."""
    for key in path:
        if isinstance(key, int) or not hasattr(model, "model_fields"):
            continue
        annotation = model.model_fields[key].annotation if key in model.model_fields else None
        queue, model = [annotation], None
        while queue:
            item = queue.pop(0)
            if isinstance(item, type) and issubclass(item, BaseModel):
                model = item
                break
            queue.extend(getattr(item, "__args__", ()))
    return list(model.model_fields) if model else []


def sentence(error: Any, document: Any, name: str, model: Any) -> str:
    """Return pydantic's finding as one sentence with its place."""
    path = tuple(part for part in error["loc"] if not (isinstance(part, str) and part.startswith("function-")))
    dotted = ".".join(str(part) for part in path)
    if error["type"] == "extra_forbidden":
        options = _options(model, path[:-1])
        near = closest(path[-1], options)
        hint = f" Did you mean {near}?" if near else f" Keys here: {', '.join(options)}."
        return f"{_key_place(document, path, name)} {dotted}: unknown key.{hint}"
    place = place_of(document, path, name)
    if error["type"] == "missing":
        return f"{place} {dotted}: is missing."
    if error["type"] == "value_error":
        message = str(error["ctx"]["error"])
        deeper = re.match(r"([a-z_]+(?:\.[a-z_0-9]+)+)\b", message)
        if deeper and not path:
            keys = tuple(int(part) if part.isdigit() else part for part in deeper.group(1).split("."))
            place = place_of(document, keys, name)
        got = f" = {error['input']!r}" if isinstance(error["input"], (str, int, float)) else ""
        return f"{place} {dotted}{got}{': ' if dotted else ''}{message.rstrip('.')}." if "Did you mean" not in message \
            else f"{place} {dotted}{got}: {message}"
    got = error["input"]
    shown_input = f" = {str(got)[:60]!r}" if isinstance(got, str) else f" = {got}" if isinstance(
        got, (int, float, bool)) else ""
    hint = ""
    if error["type"] == "literal_error":
        hint = did_you_mean(got, re.findall(r"'([^']+)'", error["ctx"]["expected"]))
    message = error["msg"][0].lower() + error["msg"][1:]
    return f"{place} {dotted}{shown_input}: {message}.{hint}"


def plain(value: Any) -> Any:
    """Return ruamel's document as plain dicts, lists and scalars."""
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
