"""Every number of a profile by its dotted name, and the profile as a notebook shows it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from ..base.brief import line, some
from ..base.card import card, facts, table
from ..base.strict import Strict
from .blocks import Action
from .quantity import HOW, Quantity

if TYPE_CHECKING:
    from .species import SpeciesProfile


class Numbers(Strict):
    """A block that holds quantities, at any depth."""

    def quantities(self) -> dict[str, Quantity]:
        """Return every number of the profile by its dotted name, in the order of the file.

        Returns
        -------
        dict of str to Quantity
            Actions are called by name: ``actions.grasp.share``.

        Examples
        --------
        >>> import mirror_abm as ma
        >>> ma.load_species("macaca_mulatta").quantities()["group.size"].unit
        'animals'
        """
        found: dict[str, Quantity] = {}

        def walk(value: Any, path: str) -> None:
            if isinstance(value, Quantity):
                found[path] = value
            elif isinstance(value, BaseModel):
                for key in type(value).model_fields:
                    walk(getattr(value, key), f"{path}.{key}" if path else key)
            elif isinstance(value, (list, tuple)):
                for index, item in enumerate(value):
                    walk(item, f"{path}.{item.name if isinstance(item, Action) else index}")

        walk(self, "")
        return found

    def cited(self) -> list[str]:
        """Return the keys of all sources.

        Returns
        -------
        list of str
            Each once, sorted.
        """
        return sorted({item.source for item in self.quantities().values()})

    def known(self) -> dict[str, int]:
        """Return how many numbers of the profile are known in which way.

        Returns
        -------
        dict of str to int
            ``measured``, ``derived`` and ``guess``, which add up to all numbers.

        Examples
        --------
        >>> import mirror_abm as ma
        >>> list(ma.load_species("macaca_mulatta").known())
        ['measured', 'derived', 'guess']
        """
        ways = Counter(item.how for item in self.quantities().values())
        return {how: ways[how] for how in HOW}


def profile_line(profile: SpeciesProfile) -> str:
    """Return what a profile is, in one line."""
    known, taxon = profile.known(), profile.taxon
    return line(
        f"SpeciesProfile {profile.name}",
        f"{taxon.scientific} ({taxon.vernacular})",
        profile.context,
        profile.status.replace("_", " "),
        f"{len(profile.actions)} acts",
        f"{sum(known.values())} numbers of which {known['guess']} are guesses",
    )


def profile_card(profile: SpeciesProfile) -> str:
    """Return a profile as a page: what the species is, and every number with its source."""
    import pandas as pd

    taxon, numbers = profile.taxon, profile.quantities()
    rows = [
        (name, each.value, each.low, each.high, each.unit, each.how, each.source)
        for name, each in numbers.items()
    ]
    columns = ["number", "value", "low", "high", "unit", "how known", "source"]
    system = (taxon.taxonomic_class, taxon.order, taxon.family)
    return card(
        f"{taxon.scientific} ({taxon.vernacular})",
        facts(
            {
                "profile": profile.name,
                "variant of": profile.inherits or "",
                "status": profile.status.replace("_", " "),
                "animals": f"{profile.context}, {profile.stage}",
                "system": some([name for name in system if name], 200),
                "layout": profile.group.layout,
                "senses": some(profile.senses, 200),
                "acts": some([action.name for action in profile.actions], 300),
                "numbers": ", ".join(f"{many} {how}" for how, many in profile.known().items()),
                "sources": f"{len(profile.cited())} cited",
            }
        ),
        table(pd.DataFrame(rows, columns=columns), "Every number, its range and its source", 200),
    )
