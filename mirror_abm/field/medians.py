"""A species made of the library's medians: what a draft holds where no other species is named."""

from __future__ import annotations

from statistics import median
from typing import Any

from ..profile.quantity import COINCIDENCES
from ..profile.species import SpeciesProfile
from .ranges import ranges
from .text import PLACEHOLDER

#: one action of each kind: name, effector, visible to self, audible
ONE_OF_EACH_KIND = (
    ("call", "vocal_tract", False, True),
    ("reach", "limb", True, False),
    ("turn_head", "head", False, False),
)
UNITS = {"synchrony": COINCIDENCES}
RATED = ("being_imitated", "mirrors", "self_observation", "synchrony", "sound")


def median_profile() -> SpeciesProfile:
    """Return a profile of the library's medians and whole ranges, with one action of each kind.

    Returns
    -------
    SpeciesProfile
        Every number is a guess whose reason is still to be replaced.
    """
    attention = _library("experience.watching_others.attention", "share")
    rates = {
        name: {"rate": _library(f"experience.{name}.rate", UNITS.get(name, "per hour"))}
        for name in RATED
    }
    return SpeciesProfile.model_validate(
        {
            "name": "draft",
            "status": "provisional",
            "blinded": False,
            "taxon": {
                "scientific": "Genus species",
                "vernacular": "draft",
                "taxonomic_class": f"{PLACEHOLDER} its class, as Aves",
            },
            "context": "wild",
            "stage": "juvenile in its natal group",
            "active_hours": _library("active_hours", "hours per day"),
            "life_history": {
                "maturity": _library("life_history.maturity", "years"),
                "lifespan": _library("life_history.lifespan", "years"),
            },
            "senses": ["vision", "audition"],
            "group": {
                "size": _library("group.size", "animals"),
                "layout": "complete",
                "reason": "everyone meets everyone",
            },
            "acts": {
                "audible_rate": _library("acts.audible_rate", "per hour"),
                "visible_share": _library("acts.visible_share", "share"),
            },
            "actions": _one_of_each_kind(),
            "experience": rates | {"watching_others": {"attention": attention}},
        }
    )


def _one_of_each_kind() -> list[dict[str, Any]]:
    """Return one action of each kind, which makes up all acts of its kind."""
    return [
        {
            "name": name,
            "effector": effector,
            "share": _guess(1.0, 1.0, 1.0, "share", "one action of its kind"),
            "visible_to_self": visible,
            "audible": audible,
            "duration": _library("actions.duration", "seconds"),
        }
        for name, effector, visible, audible in ONE_OF_EACH_KIND
    ]


def _library(dotted: str, unit: str) -> dict[str, Any]:
    """Return the median of a number over the library, and its whole range."""
    rows = [relative for _, relative in ranges().get(dotted, [])]
    return _guess(
        median(row.value for row in rows),
        min(row.low for row in rows),
        max(row.high for row in rows),
        unit,
        f"the median and the whole range of {len(rows)} numbers of the library",
    )


def _guess(value: float, low: float, high: float, unit: str, reason: str) -> dict[str, Any]:
    """Return a number to three significant digits whose reason is still to be replaced."""
    numbers = {"value": value, "low": low, "high": high}
    return {key: float(f"{number:.3g}") for key, number in numbers.items()} | {
        "unit": unit,
        "source": "species_table_2026",
        "how": "guess",
        "reason": f"{PLACEHOLDER} {reason}",
    }
