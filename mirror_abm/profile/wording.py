"""pydantic's findings on single values, in words that say what to write instead."""

from __future__ import annotations

import math
import re
from typing import Any

from ..base.errors import closest, did_you_mean
from .annotations import models_in
from .faults import Fault, Path


def _options(model: Any, path: Path) -> list[str]:
    """Return the keys that may stand in the block at ``path``."""
    for key in path:
        if isinstance(key, int) or model is None:
            continue
        model = (
            next(models_in(model.model_fields[key].annotation), None)
            if key in model.model_fields
            else None
        )
    return list(model.model_fields) if model else []


def _number(text: str) -> float | None:
    """Return the number that a text spells, with a point or a comma, or None."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _spelled(got: str, pattern: str) -> str:
    """Return `` Did you mean X?`` for a text that only needs other letters to fit ``pattern``."""
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


def value_fault(error: Any, path: Path, model: Any) -> Fault:
    """Return pydantic's finding on a single value or key in our words.

    Parameters
    ----------
    error : dict
        One of the errors that pydantic lists.
    path : tuple
        Where the value stands.
    model : type of BaseModel
        The model of the whole document, whose keys may be what was meant.

    Returns
    -------
    Fault
        What is wrong.
    """
    if error["type"] == "extra_forbidden":
        return Fault(path, f": unknown key.{_key_hint(path, model)}", True)
    if error["type"] == "missing":
        return Fault(path, ": is missing.")
    message = _message(error)
    hint = "" if "Did you mean" in message else _hint(error)
    end = "" if message.endswith("?") else "."
    return Fault(path, f"{_shown(error['input'])}: {message.rstrip('.')}{end}{hint}")


def _key_hint(path: Path, model: Any) -> str:
    """Return the key that an unknown one may be meant for, or the keys that there are."""
    options = _options(model, path[:-1])
    near = closest(path[-1], options)
    if near:
        return f" Did you mean {near}?"
    return f" Keys here: {', '.join(options)}." if options else ""


def _shown(got: Any) -> str:
    """Return `` = got``, for text and numbers."""
    if isinstance(got, str):
        return f" = {got[:60]!r}"
    return f" = {str(got)[:60]}" if isinstance(got, (int, float)) else ""


def _message(error: Any) -> str:
    """Return what must hold."""
    if error["type"] == "model_type" and error["ctx"]["class_name"] in ("Quantity", "Attention"):
        return "must be a number, or a block with its value"
    if error["type"] in _PLAINLY:
        return _PLAINLY[error["type"]].format(**error.get("ctx", {}))
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    said = error["msg"].replace("Input should", "should").replace("input should", "should")
    said = said[0].lower() + said[1:]
    return re.sub(r"^(input |string |value )?should", "must", said)
