"""What differs between the plans of two runs, and between the versions that carried them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ..base.brief import some
from .archive import Run
from .conditions import number_text
from .plan import FIELDS, Plan, arm_name
from .plan_file import OF_THE_RELEASE

ABSENT = "-"
SAID = ("unit", "source", "how", "reason")  #: of a number of a profile
#: what is told by itself, not as a value of the plan
APART = (*OF_THE_RELEASE, "profiles", "by_prior", "species", "arms")


def plan_differences(one: Plan, other: Plan) -> pd.DataFrame:
    """Return what differs between two plans.

    Parameters
    ----------
    one, other : Plan
        The plans.

    Returns
    -------
    pandas.DataFrame
        One row per value: what, one, other; numbers of profiles after the choices.
    """
    found = list(_profiles(one, other))
    rows = [*_species(one, other), *_choices(one, other)]
    # numbers before what is said of them
    rows += sorted(found, key=lambda row: row[0].endswith(tuple(f"({name})" for name in SAID)))
    return pd.DataFrame(rows, columns=["what", "one", "other"])


def version_differences(one: Run, other: Run) -> pd.DataFrame:
    """Return what differs between the versions that made two runs.

    Parameters
    ----------
    one, other : Run
        The runs.

    Returns
    -------
    pandas.DataFrame
        One row each: what (the release, the schema of the tables, the engine, a package, or a
        file of code), one, other; of code the beginnings of the hashes.
    """
    rows: list[tuple[str, str, str]] = []
    plans, notes = (one.plan, other.plan), (one.manifest, other.manifest)
    for what, a, b in (
        *((name, *(str(getattr(plan, name)) for plan in plans)) for name in ("version", "schema")),
        ("engine", *(str(note.get("engine", ABSENT)) for note in notes)),
    ):
        if a != b:
            rows.append((what, a, b))
    rows += _mappings("", *(note.get("software", {}) for note in notes))
    rows += _mappings("code of ", *(_short(plan.code) for plan in plans))
    return pd.DataFrame(rows, columns=["what", "one", "other"])


def _short(code: Mapping[str, str]) -> dict[str, str]:
    """Return hashes of code, as much of them as tells them apart."""
    return {name: digits[:8] for name, digits in code.items()}


def _mappings(
    what: str, one: Mapping[str, Any], other: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """Yield the values that differ between two mappings."""
    for name in dict.fromkeys([*one, *other]):
        if one.get(name) != other.get(name) or (name in one) != (name in other):
            a, b = (_said(each.get(name)) for each in (one, other))
            yield f"{what}{name}", a, b


def _species(one: Plan, other: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield the species that only one of the plans has."""
    only = [
        [name for name in each.species if name not in against.species]
        for each, against in ((one, other), (other, one))
    ]
    if any(only):
        a, b = (some(names, 60) if names else ABSENT for names in only)
        yield "species of one run alone", a, b


def _choices(one: Plan, other: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield the choices of the plans that differ."""
    arms = [", ".join(arm_name(arm) for arm in each.arms) for each in (one, other)]
    if arms[0] != arms[1]:
        yield "arms", arms[0], arms[1]
    for name in FIELDS:
        a, b = getattr(one, name), getattr(other, name)
        if name in APART or a == b:
            continue
        if isinstance(a, dict):
            yield from _mappings("constants." if name == "constants" else "", a, b)
        else:
            yield name, _said(a), _said(b)


def _said(value: Any) -> str:
    """Return a value of a plan as text."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return number_text(value)
    return ABSENT if value is None or value == "" else str(value)


def _profiles(one: Plan, other: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield what the profiles of the same species say otherwise."""
    for name in one.species:
        if name in other.species and one.profiles[name] != other.profiles[name]:
            a, b = dict(_leaves(one.profiles[name])), dict(_leaves(other.profiles[name]))
            yield from _mappings(f"{name} ", a, b)
        for prior in (each for each in one.by_prior if each in other.by_prior):
            held = [dict(_leaves(each.by_prior[prior].get(name, {}))) for each in (one, other)]
            if all(held):
                yield from _mappings(f"{name} ({prior}) ", *held)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every value of a profile by its dotted name; a number with its range is one."""
    if isinstance(value, dict) and {"value", "low", "high"} <= set(value):
        middle, *ends = (number_text(value[name]) for name in ("value", "low", "high"))
        yield path, f"{middle} [{', '.join(ends)}]"
        for name in SAID:
            yield f"{path} ({name})", str(value.get(name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{path}.{item.get('name', number)}")
    else:
        yield path, str(value)
