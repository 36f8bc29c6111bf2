"""What is typed as NAME=VALUE for commands on field data."""

from __future__ import annotations

from collections.abc import Iterable


def pairs(given: Iterable[str], what: str) -> dict[str, str]:
    """Return ``["a=b", ...]`` as a mapping."""
    from ..base.errors import InputError

    found = {}
    for text in given:
        name, sign, value = text.rpartition("=")
        if not sign or not name or not value:
            raise InputError(f"{what} {text}: must be NAME=VALUE.")
        if name in found:
            raise InputError(f"{what} {text}: {name} is given twice: give it once.")
        found[name] = value
    return found


def roles(given: Iterable[str]) -> dict[str, str]:
    """Return what ``--column`` says: names of columns, which may have ``=`` in them, by role."""
    from ..base.errors import InputError

    found = {}
    for text in given:
        role, sign, column = text.partition("=")
        if not sign or not role or not column:
            raise InputError(f"--column {text}: must be ROLE=COLUMN, for example time=Start.")
        if role in found:
            raise InputError(f"--column {text}: {role} is given twice: give it once.")
        found[role] = column
    return found


def told_hours(given: list[str]) -> dict[str, float] | float | None:
    """Return what ``--hours`` says: one number for all observations, or one for each by name."""
    from ..base.errors import InputError

    if not given:
        return None
    try:
        if len(given) == 1 and "=" not in given[0]:
            return float(given[0])
        return {name: float(value) for name, value in pairs(given, "--hours").items()}
    except ValueError as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"--hours {' '.join(given)}: must be a number of hours, or NAME=HOURS."
        ) from None
