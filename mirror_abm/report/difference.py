"""Two profiles side by side: their numbers, how far apart, and what only one of them has."""

from __future__ import annotations

from ..profile.blocks import Experience
from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile
from .cells import ABSENT, Number, Ranged, Told
from .page import Section


def compare(a: SpeciesProfile, b: SpeciesProfile, everything: bool = False) -> list[Section]:
    """Return what differs between two profiles.

    Parameters
    ----------
    a, b : SpeciesProfile
        The profiles.
    everything : bool
        Whether to show also what is equal.

    Returns
    -------
    list of Section
        One line on both; words that differ; numbers with their ratio b / a; actions that only one
        of them has.
    """
    rows = _differing(a, b, everything)
    shared = {item.name for item in a.actions} & {item.name for item in b.actions}
    return [
        Section(
            "",
            f"{a.taxon.scientific} and {b.taxon.scientific}: {len(rows)} numbers "
            f"{'compared' if everything else 'differ'}, {len(shared)} "
            f"action{'s' * (len(shared) != 1)} in common.",
        ),
        Section("words that differ", columns=("what", a.name, b.name), rows=_words(a, b)),
        Section(
            "numbers",
            columns=("name", a.name, b.name, "unit", "ratio", "ranges overlap"),
            rows=rows,
        ),
        Section(
            "actions that one has and the other has not",
            columns=("whose", "action", "effector", "kind"),
            rows=[
                (f"only {own.name}", item.name, item.effector, item.kind)
                for own, other in ((a, b), (b, a))
                for item in own.actions
                if item.name not in {each.name for each in other.actions}
            ],
        ),
    ]


def _differing(a: SpeciesProfile, b: SpeciesProfile, everything: bool) -> list[tuple[str, ...]]:
    """Return the numbers that differ, or all; none of an action that only one of them has."""
    left, right = a.quantities(), b.quantities()
    rows: list[tuple[str, ...]] = []
    for name in dict.fromkeys([*left, *right]):
        one, two = left.get(name), right.get(name)
        known = one or two
        missing = name.startswith("actions.") and (one is None or two is None)
        equal = one and two and (one.value, one.low, one.high) == (two.value, two.low, two.high)
        if known and not missing and (everything or not equal):
            rows.append(
                (
                    name,
                    _with_range(one),
                    _with_range(two),
                    known.unit,
                    _ratio(one, two),
                    _overlap(one, two),
                )
            )
    return rows


def _words(a: SpeciesProfile, b: SpeciesProfile) -> list[tuple[str, str, str]]:
    """Return what differs in words."""
    return [
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


def _with_range(item: Quantity | None) -> str:
    """Return a number with its range."""
    return Ranged(item.value, item.low, item.high, "") if item else ABSENT


def _ratio(a: Quantity | None, b: Quantity | None) -> str:
    """Return b / a, where there is one."""
    return Number(b.value / a.value if a and b and a.value > 0 else None, ".3g")


def _overlap(a: Quantity | None, b: Quantity | None) -> str:
    """Return whether two ranges overlap."""
    if a is None or b is None:
        return ABSENT
    overlap = a.low <= b.high and b.low <= a.high
    return Told("yes" if overlap else "no", overlap)


def _sources(profile: SpeciesProfile) -> str:
    """Return the sources of experience that a profile has."""
    return ", ".join(
        name for name in Experience.model_fields if getattr(profile.experience, name) is not None
    )
