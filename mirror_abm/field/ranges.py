"""The numbers of the library's species by name: against them a number of a new file is judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from ..base.brief import brief
from ..base.cache import cache_folder, keep, kept
from ..base.files import canonical, digest, read_text
from ..base.library import LIBRARY
from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile, library, load_species


class Relative(NamedTuple):
    """One number of a species of the library.

    Attributes
    ----------
    species : str
        Its name in the library.
    value, low, high : float
        The median, and the limits outside of which nothing is drawn.
    """

    species: str
    value: float
    low: float
    high: float

    def __repr__(self) -> str:
        return brief(self)


Ranges = dict[str, list[tuple[str, Relative]]]


def placed_numbers(
    profile: SpeciesProfile,
) -> Iterator[tuple[tuple[str | int, ...], str, Quantity]]:
    """Yield all numbers of a profile.

    Parameters
    ----------
    profile : SpeciesProfile
        A species.

    Yields
    ------
    path : tuple of str or int
        Keys and indices in the file.
    name : str
        Name in :func:`ranges`, the same for all actions.
    item : Quantity
        The number.
    """
    at = {action.name: index for index, action in enumerate(profile.actions)}
    for dotted, item in profile.quantities().items():
        keys = dotted.split(".")
        if keys[0] == "actions":
            yield ("actions", at[keys[1]], *keys[2:]), f"actions.{keys[-1]}", item
        else:
            yield tuple(keys), dotted, item


def ranges() -> Ranges:
    """Return the numbers of all species of the library.

    Returns
    -------
    dict of str to list
        By name of the number, the class and the number of each species. They are kept in the
        cache, as reading the library takes seconds.
    """
    stamp = digest(
        canonical({name: digest(read_text(LIBRARY / f"{name}.yaml")) for name in library()})
    )[:16]
    path = cache_folder() / f"ranges-{stamp}.json"
    data = kept(path)
    rows = None if data is None else json.loads(data)
    if rows is None:
        rows = [
            [dotted, profile.taxon.taxonomic_class, profile.name, item.value, item.low, item.high]
            for profile in map(load_species, library())
            for _, dotted, item in placed_numbers(profile)
        ]
        keep(path, canonical(rows).encode())
    found: Ranges = {}
    for dotted, taxon, *relative in rows:
        found.setdefault(dotted, []).append((taxon, Relative(*relative)))
    return found
