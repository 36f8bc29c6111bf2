"""The JSON Schema of species files in which the short form may be written, for editors."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from .quantity import Attention, Quantity
from .short import TABLE, WORDS

#: what an editor shows of a word of a block
DESCRIPTIONS = {
    "source": "a key of species/references.bib; of all numbers below that say none",
    "how": "measured, derived or guess; of all numbers below that do not say it",
    "reason": "of all numbers below that say neither reason, nor source or how of their own",
}
NUMBERS = (Quantity.__name__, Attention.__name__)


def with_short_form(schema: dict[str, Any], models: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that also allows what the short form leaves out, and its words.

    Parameters
    ----------
    schema : dict
        The JSON Schema of the full form; it is changed in place.
    models : dict of str to type of BaseModel
        By their names in ``$defs``, the models of blocks that hold numbers.

    Returns
    -------
    dict
        The same schema.
    """
    blocks = schema["$defs"]
    words = {
        word: blocks[NUMBERS[0]]["properties"][word] | {"description": DESCRIPTIONS[word]}
        for word in WORDS
    }
    for name in NUMBERS:
        blocks[name]["required"] = ["value"]
    for name, block in blocks.items():
        if name in models:
            _in_block(block, words, models)
            _spelled(block, getattr(models[name], "SPELLED", {}))
    _in_block(schema, words, models)
    return schema


def _in_block(block: dict[str, Any], words: dict[str, Any], holders: Container[str]) -> None:
    """Allow words in a block, bare numbers, and lists of blocks as tables."""
    properties = block["properties"]
    for key, field in properties.items():
        properties[key] = _bare(field)
        rows = field.get("items", {}).get("$ref", "").rpartition("/")[2]
        if rows in holders:
            properties[key] = {"anyOf": [field, _table(field, words)], "title": field["title"]}
    block["properties"] = {
        word: held for word, held in words.items() if word not in properties
    } | properties


def _bare(field: dict[str, Any]) -> dict[str, Any]:
    """Return a field that, if it is a number, may also be written without its block."""
    if field.get("$ref", "").rpartition("/")[2] in NUMBERS:
        return {"anyOf": [field, {"type": "number"}]}
    options = field.get("anyOf", [])
    if any(option.get("$ref", "").rpartition("/")[2] in NUMBERS for option in options):
        return field | {"anyOf": [*options, {"type": "number"}]}
    return field


def _table(rows: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """Return the block whose ``table`` holds the items of a list."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [TABLE],
        "properties": words | {TABLE: {"description": "one line for each"} | rows},
    }


def _spelled(block: dict[str, Any], spelled: dict[str, Any]) -> None:
    """Allow a word in place of the flags that it stands for."""
    for key, words in spelled.items():
        flags = list(next(iter(words.values())))
        block["properties"][key] = {
            "enum": list(words),
            "title": key.capitalize(),
            "description": f"in place of {' and '.join(flags)}",
        }
        block["required"] = [each for each in block["required"] if each not in flags]
        block["oneOf"] = [{"required": [key]}, {"required": flags}]
