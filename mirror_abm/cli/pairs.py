"""What is typed as NAME=VALUE for commands on field data."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def pairs(given: Iterable[str], what: str) -> dict[str, str]:
    """Return ``["a=b", ...]`` as a mapping; the last ``=`` parts name and value."""
    return _by_name(given, what, "NAME=VALUE", str.rpartition)


def roles(given: Iterable[str]) -> dict[str, str]:
    """Return what ``--column`` says: names of columns, which may have ``=`` in them, by role."""
    return _by_name(given, "--column", "ROLE=COLUMN, for example time=Start", str.partition)


def _by_name(
    given: Iterable[str],
    what: str,
    shape: str,
    parted: Callable[[str, str], tuple[str, str, str]],
) -> dict[str, str]:
    """Return what stands behind ``=`` by what stands before it."""
    from ..base.errors import InputError

    found = {}
    for text in given:
        name, sign, value = parted(text, "=")
        if not sign or not name or not value:
            raise InputError(f"{what} {text}: must be {shape}.")
        if name in found:
            raise InputError(f"{what} {text}: {name} is given twice: give it once.")
        found[name] = value
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
