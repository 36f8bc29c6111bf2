"""The text of files that machines write and people can read: JSON, always in one form."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .errors import InputError


def as_json(value: Any) -> str:
    """Return a value as JSON that people can read.

    Parameters
    ----------
    value : Any
        Dicts, lists and scalars.

    Returns
    -------
    str
        Keys are sorted, and each stands on a line of its own.

    Examples
    --------
    >>> print(as_json({"b": 1, "a": "x"}), end="")
    {
     "a": "x",
     "b": 1
    }
    """
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def parse_json(text: str, name: str | Callable[[], str], exact: bool = False) -> Any:
    """Return the JSON in a text.

    Parameters
    ----------
    text : str
        What a file holds.
    name : str or callable
        What the file is called in a sentence, or what returns it when there is one to say.
    exact : bool, optional
        Whether it must be as :func:`as_json` writes it, to the last blank.

    Returns
    -------
    Any
        Dicts, lists and scalars.

    Raises
    ------
    InputError
        It is not JSON, with line and column; or not in our form.
    """
    try:
        value = json.loads(text)
    except RecursionError:
        raise InputError(f"{_said(name)}: is nested too deeply to be ours.") from None
    except json.JSONDecodeError as error:
        place = f"{_said(name)}:{error.lineno}:{error.colno}"
        raise InputError(f"{place} is not JSON: {error.msg}.") from None
    if exact and as_json(value) != text:
        raise InputError(f"{_said(name)}: is not as it was written.")
    return value


def _said(name: str | Callable[[], str]) -> str:
    """Return what a file is called."""
    return name if isinstance(name, str) else name()
