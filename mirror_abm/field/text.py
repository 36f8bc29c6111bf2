"""Values, numbers and blocks as they are written in a species file."""

from __future__ import annotations

import re
from typing import Any

from ..profile.quantity import Quantity

PLACEHOLDER = "replace:"  #: how a text of a draft begins that is still to be written
WORDS_OF_YAML = ("true", "false", "null", "yes", "no", "on", "off")


def quoted(text: str) -> str:
    """Return a text in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def value_text(value: Any) -> str:
    """Return a number, a flag or a text as YAML; a text is quoted only where it must be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value:.10g}"
    bare = re.fullmatch(r"[A-Za-z][A-Za-z0-9_ .-]*[A-Za-z0-9_.]|[A-Za-z]", value)
    return str(value) if bare and value.lower() not in WORDS_OF_YAML else quoted(str(value))


def quantity_text(
    value: float,
    low: float,
    high: float,
    *,
    unit: str,
    source: str,
    how: str,
    reason: str,
    indent: int = 10,
    digits: int = 6,
) -> str:
    """Return a number with its range and source, on two lines.

    Parameters
    ----------
    value : float
        The median.
    low : float
        Nothing below it is drawn.
    high : float
        Nothing above it is drawn.
    unit : str
        Unit of all three.
    source : str
        Key in ``references.bib``.
    how : str
        ``measured``, ``derived`` or ``guess``.
    reason : str
        Why this number.
    indent : int, default 10
        Blanks before the reason, which stands on the second line.
    digits : int, default 6
        Significant digits.

    Returns
    -------
    str
        A mapping in YAML, without the key that it belongs to.

    Examples
    --------
    >>> print(quantity_text(2, 0.3, 10, unit="per hour", source="smith_2024", how="measured",
    ...                     reason="table 2", indent=4))
    {value: 2, low: 0.3, high: 10, unit: per hour, source: smith_2024, how: measured,
        reason: "table 2"}
    """
    numbers = {"value": value, "low": low, "high": high}
    rest = {"unit": unit, "source": source, "how": how}
    words = [f"{key}: {number:.{digits}g}" for key, number in numbers.items()]
    words += [f"{key}: {value_text(text)}" for key, text in rest.items()]
    return f"{{{', '.join(words)},\n{' ' * indent}reason: {quoted(reason)}}}"


def kept(item: Quantity, indent: int = 10, digits: int = 6) -> str:
    """Return a number of a profile as it is written in a species file.

    Parameters
    ----------
    item : Quantity
        The number.
    indent : int, default 10
        Blanks before the reason.
    digits : int, default 6
        Significant digits.

    Returns
    -------
    str
        As :func:`quantity_text` has it.
    """
    return quantity_text(
        item.value,
        item.low,
        item.high,
        unit=item.unit,
        source=item.source,
        how=item.how,
        reason=item.reason,
        indent=indent,
        digits=digits,
    )
