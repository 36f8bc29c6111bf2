"""Objects in one line, as a notebook or the Python prompt shows what is named.

What a line says is computed from the object, and what is left out is marked: tables and arrays are
told by their size, long collections by the number of their items.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set
from types import ModuleType
from typing import Any

MOST = 300  #: characters of a line
NOTHING = 1e-12  #: what rounding leaves of 0
FEW = 70  #: characters of one value in it


def number(value: float) -> str:
    """Return a number for readers: at most four digits that count, never ``-0``.

    Parameters
    ----------
    value : float
        Any number.

    Returns
    -------
    str
        Whole numbers with commas between thousands; ``-`` for one that is not known.

    Examples
    --------
    >>> number(0.123456), number(292.2), number(120000.0), number(-1e-17), number(float("nan"))
    ('0.1235', '292.2', '120,000', '0', '-')
    """
    if math.isnan(value):
        return "-"
    if math.isinf(value):
        return str(value)
    if abs(value) < NOTHING or value == round(value):
        return f"{round(value):,}" if abs(value) < 1e15 else f"{value:.4g}"
    return f"{value:,.1f}" if abs(value) >= 1000 else f"{value:.4g}"


def some(names: Iterable[object], most: int = FEW) -> str:
    """Return names with commas between them, or as many as there is room for, and how many more.

    Parameters
    ----------
    names : iterable of object
        The names.
    most : int, optional
        Characters that they may take.

    Returns
    -------
    str
        At least one name, if there is any.

    Examples
    --------
    >>> some(["grasp", "tear", "hold"]), some(["grasp", "tear", "hold"], most=10), some([])
    ('grasp, tear, hold', 'grasp and 2 more', 'none')
    """
    told = [clipped(name, most) for name in names]
    if not told:
        return "none"
    for kept in range(len(told), 1, -1):
        more = f" and {len(told) - kept} more" if kept < len(told) else ""
        if len(text := ", ".join(told[:kept]) + more) <= most:
            return text
    return told[0] + (f" and {len(told) - 1} more" if len(told) > 1 else "")


def clipped(item: object, most: int = MOST) -> str:
    r"""Return the text of something in one line, its end cut off and marked where it is too long.

    Parameters
    ----------
    item : object
        Anything.
    most : int, optional
        Characters that it may take.

    Returns
    -------
    str
        A line without line breaks.

    Examples
    --------
    >>> clipped("a\nword"), clipped("behaviour", most=6)
    ('a word', 'beh...')
    """
    text = " ".join(str(item).split())
    return text if len(text) <= most else text[: most - 3] + "..."


def line(kind: object, *told: str) -> str:
    """Return what an object is, and what is to be known of it, in one line.

    Parameters
    ----------
    kind : object
        The object, or a name for what it is.
    *told : str
        What is to be known of it; what is empty is left out.

    Returns
    -------
    str
        At most ``MOST`` characters.

    Examples
    --------
    >>> line("Run 778c3c0fd686", "38 species", "", "5 active days")
    '<Run 778c3c0fd686: 38 species, 5 active days>'
    """
    name = kind if isinstance(kind, str) else type(kind).__name__
    rest = ", ".join(part for part in told if part)
    return f"<{clipped(f'{name}: {rest}' if rest else name, MOST - 2)}>"


def brief(item: object) -> str:
    """Return the values of an object's fields in one line: a ``__repr__`` for those with many.

    Parameters
    ----------
    item : object
        An object with fields: of a dataclass, a named tuple, or a block of a file.

    Returns
    -------
    str
        ``Name(field=value, ...)``, at most ``MOST`` characters.
    """
    name = type(item).__name__
    told = ", ".join(f"{key}={value(each)}" for key, each in fields(item))
    return f"{name}({clipped(told, MOST - len(name) - 2)})"


def fields(item: object) -> list[tuple[str, Any]]:
    """Return the public fields of an object, by name.

    Parameters
    ----------
    item : object
        An object of a dataclass, a named tuple, or a block of a file.

    Returns
    -------
    list of tuple of str and Any
        In their order.
    """
    kind = type(item)
    named = next(
        (
            list(found)
            for where in ("__dataclass_fields__", "model_fields", "_fields")
            if (found := getattr(kind, where, None)) is not None
        ),
        [],
    )
    return [(name, getattr(item, name)) for name in named if not name.startswith("_")]


def value(item: object) -> str:
    """Return one value within a line.

    Parameters
    ----------
    item : object
        Anything.

    Returns
    -------
    str
        The value itself if it is short, or what it is and how large.

    Examples
    --------
    >>> value(0.25), value("grasp"), value(range(3)), value({"tau": 2.0}), value(print)
    ('0.25', "'grasp'", 'range of 3', "{'tau': 2.0}", 'print')
    >>> value(list("abcdefghijklmnopqrstuvwxyz"))
    'list of 26'
    """
    kind = type(item).__name__
    if item is None or isinstance(item, (bool, int, float)):
        return repr(item)
    if isinstance(item, str):
        return repr(clipped(item, FEW))
    if isinstance(item, ModuleType) or hasattr(item, "__qualname__"):
        return str(getattr(item, "__name__", kind)).rpartition(".")[2]
    if hasattr(item, "columns") and hasattr(item, "shape"):
        return f"table of {len(item)} rows"  # type: ignore[arg-type]
    if hasattr(item, "shape"):
        size = " x ".join(map(str, item.shape))
        return f"array of {size}" if size else str(item)
    if isinstance(item, (list, tuple, Set, Mapping, range)) and not fields(item):
        text = repr(item) if _plain(item) else ""
        return text if 0 < len(text) <= FEW else f"{kind} of {len(item)}"
    if type(item).__str__ not in (object.__str__, type(item).__repr__):
        return clipped(item, FEW)
    called = getattr(item, "name", None)
    return f"<{kind} {clipped(called, FEW)}>" if isinstance(called, str) else f"<{kind}>"


def _plain(item: Any) -> bool:
    """Return whether a collection is short, and holds plain values alone."""
    if isinstance(item, (str, bool, int, float, type(None))):
        return len(str(item)) <= FEW
    if isinstance(item, Mapping):
        return len(item) < 10 and all(map(_plain, [*item.keys(), *item.values()]))
    return (
        isinstance(item, (list, tuple, Set))
        and len(item) < 20
        and all(_plain(each) for each in item)
    )
