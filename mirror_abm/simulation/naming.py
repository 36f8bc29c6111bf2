"""What readers call the species of a run, and the order in which they are told."""

from __future__ import annotations

import re
from typing import Any

from ..profile.dated_tree import tip_name
from ..profile.tree import tree
from .plan import Plan

#: the order of classes that have no tip in the tree; others follow by name
CLASSES = (
    "Mammalia",
    "Aves",
    "Reptilia",
    "Amphibia",
    "Actinopterygii",
    "Chondrichthyes",
    "Cephalopoda",
    "Insecta",
)


def common_names(plan: Plan) -> dict[str, str]:
    """Return the common name of each profile of a run, as it stands within a sentence.

    Parameters
    ----------
    plan : Plan
        The plan of the run.

    Returns
    -------
    dict of str to str
        Name of the profile -> common name, without what stands in brackets or after a stroke; a
        variant keeps what tells it from its species; the scientific name where there is no other,
        or where two profiles would be called alike.
    """
    labels, found = plan.labels, {}
    for name, profile in plan.profiles.items():
        scientific = str(profile["taxon"]["scientific"])
        vernacular = str(profile["taxon"].get("vernacular") or "")
        short = re.sub(r"\s*\([^)]*\)", "", vernacular).split(" / ")[0].strip()
        found[name] = (short or scientific) + labels[name].removeprefix(scientific)
    several = list(found.values())
    return {
        name: short if several.count(short) == 1 else labels[name] for name, short in found.items()
    }


def in_tree_order(plan: Plan) -> list[str]:
    """Return the profiles of a run in the order of the dated tree, mammals first.

    Parameters
    ----------
    plan : Plan
        The plan of the run.

    Returns
    -------
    list of str
        Names of profiles. One without a tip stands after the last of its family, order or class,
        or else where its class belongs.
    """
    labels = plan.labels
    tips = {name: at for at, name in enumerate(reversed(tree().tips))}
    place = {name: tips.get(tip_name(_taxon(plan, name)["scientific"])) for name in plan.profiles}
    known = [name for name in plan.profiles if place[name] is not None]
    ordered = sorted(known, key=lambda name: (place[name], labels[name]))
    strangers = [name for name in plan.profiles if place[name] is None]
    for name in sorted(strangers, key=lambda name: labels[name]):
        ordered.insert(_where(plan, name, ordered), name)
    return ordered


def _taxon(plan: Plan, name: str) -> dict[str, Any]:
    """Return the taxon of a profile."""
    return dict(plan.profiles[name]["taxon"])


def _where(plan: Plan, name: str, ordered: list[str]) -> int:
    """Return where a profile without a tip stands among others."""
    own = _taxon(plan, name)
    for rank in ("family", "order", "taxonomic_class"):
        alike = [
            at
            for at, other in enumerate(ordered)
            if own.get(rank) and _taxon(plan, other).get(rank) == own[rank]
        ]
        if alike:
            return alike[-1] + 1
    later = [
        at
        for at, other in enumerate(ordered)
        if _class(_taxon(plan, other)["taxonomic_class"]) > _class(own["taxonomic_class"])
    ]
    return later[0] if later else len(ordered)


def _class(name: str) -> tuple[int, str]:
    """Return the place of a class among those that readers expect, then by name."""
    return (CLASSES.index(name) if name in CLASSES else len(CLASSES), name)
