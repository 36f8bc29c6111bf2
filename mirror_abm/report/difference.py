"""Two profiles side by side: their numbers, how far apart, and what one has and the other has not."""

from __future__ import annotations

from ..profile.blocks import Experience
from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile
from .page import Section


def _cell(item: Quantity | None) -> str:
    return f"{item.value:g} [{item.low:g}, {item.high:g}]" if item else "-"


def _ratio(a: Quantity | None, b: Quantity | None) -> str:
    return f"{b.value / a.value:.3g}" if a and b and a.value > 0 else "-"


def _overlap(a: Quantity | None, b: Quantity | None) -> str:
    if a is None or b is None:
        return "-"
    return "yes" if a.low <= b.high and b.low <= a.high else "no"


def compare(a: SpeciesProfile, b: SpeciesProfile, everything: bool = False) -> list[Section]:
    """Return what differs between two profiles (with ``everything``, also what is equal), ratio b / a."""
    left, right = a.quantities(), b.quantities()
    rows = []
    for name in dict.fromkeys([*left, *right]):
        one, two = left.get(name), right.get(name)
        missing = name.startswith("actions.") and (one is None or two is None)
        equal = one and two and (one.value, one.low, one.high) == (two.value, two.low, two.high)
        if not missing and (everything or not equal):
            rows.append(
                (
                    name,
                    _cell(one),
                    _cell(two),
                    (one or two).unit,
                    _ratio(one, two),
                    _overlap(one, two),
                )
            )  # type: ignore[union-attr]
    columns = ("name", a.name, b.name, "unit", "ratio", "ranges overlap")
    actions = {item.name: item for item in (*a.actions, *b.actions)}
    mine, other = {item.name for item in a.actions}, {item.name for item in b.actions}
    told = [
        (f"only {profile.name}", name, actions[name].effector, actions[name].kind)
        for profile, names in ((a, mine - other), (b, other - mine))
        for name in actions
        if name in names
    ]
    words = [
        (what, str(one), str(two))
        for what, one, two in (
            ("class", a.taxon.taxonomic_class, b.taxon.taxonomic_class),
            ("context", a.context, b.context),
            ("stage", a.stage, b.stage),
            ("senses", ", ".join(a.senses), ", ".join(b.senses)),
            ("layout", a.group.layout, b.group.layout),
            ("sources of experience", _sources(a), _sources(b)),
        )
        if one != two
    ]
    return [
        Section(
            "",
            f"{a.taxon.scientific} and {b.taxon.scientific}: {len(rows)} numbers "
            f"{'compared' if everything else 'differ'}, {len(mine & other)} actions in common.",
        ),
        Section("words that differ", columns=("what", a.name, b.name), rows=words),
        Section("numbers", columns=columns, rows=rows),
        Section(
            "actions that one has and the other has not",
            columns=("", "action", "effector", "kind"),
            rows=told,
        ),
    ]


def _sources(profile: SpeciesProfile) -> str:
    return ", ".join(
        name for name in Experience.model_fields if getattr(profile.experience, name) is not None
    )
