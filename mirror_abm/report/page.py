"""A species as a page a biologist can read: who it is, how it lives, what follows, and the sources.

The same sections are printed in a terminal (:func:`mirror_abm.report.terminal.printable`) and
written as one HTML file (:func:`mirror_abm.report.html_page.as_html`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..experience.coincidences import synchronous
from ..mean_field.outlook import prospects, supply_of
from ..profile.citations import Reference
from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile
from .cells import Number, Told, span

#: what the visual and auditory units respond to, in words
PERCEPTS = {
    "visual_other": "sight of others",
    "visual_self": "sight of oneself",
    "auditory": "sound of others",
    "auditory_self": "sound of oneself",
}
#: what the parts of a profile are called, in the order of the page
TITLES = {
    "": "life",
    "group": "group",
    "acts": "what it does, in all",
    "experience": "sources of experience",
}


class Section(NamedTuple):
    """One part of a page.

    Attributes
    ----------
    title : str
        Its heading; empty for the first.
    text : str
        Sentences above the table.
    columns : sequence of str
        Heads of the columns.
    rows : sequence of sequence of str
        Cells of the table; numbers keep their values (:mod:`mirror_abm.report.cells`).
    spans : sequence of Quantity
        The ranges of the rows, where they have any.
    """

    title: str
    text: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    spans: Sequence[Quantity] = ()


def who(profile: SpeciesProfile) -> str:
    """Return what a profile describes, in one line.

    Parameters
    ----------
    profile : SpeciesProfile
        The profile.

    Returns
    -------
    str
        Names, context, stage, senses, layout and status.
    """
    taxon = profile.taxon
    return (
        f"{taxon.scientific} ({taxon.vernacular}, {taxon.taxonomic_class}); {profile.context}; "
        f"{profile.stage}; senses: {', '.join(profile.senses)}; layout {profile.group.layout}; "
        f"{profile.status.replace('_', ' ')}" + ("" if profile.blinded else "; rates not blind")
    )


def sections(profile: SpeciesProfile, references: Iterable[Reference]) -> list[Section]:
    """Return the page on a profile.

    Parameters
    ----------
    profile : SpeciesProfile
        The profile.
    references : iterable of Reference
        The sources that it cites.

    Returns
    -------
    list of Section
        Who it is, its numbers, its actions, what follows from them, and the sources.

    Raises
    ------
    InputError
        If a rate is impossible.
    """
    return [
        Section("", who(profile)),
        *_parts(profile),
        *_actions(profile),
        *outlook(profile),
        Section(
            "sources of the numbers",
            columns=("key", "reference"),
            rows=[(item.key, item.text) for item in references],
        ),
    ]


def _parts(profile: SpeciesProfile) -> list[Section]:
    """Return the numbers of a profile, part by part."""
    found = []
    for part, title in TITLES.items():
        items = {
            name: item
            for name, item in profile.quantities().items()
            if not name.startswith("actions.")
            and (name.split(".")[0] == part if part else name.split(".")[0] not in TITLES)
        }
        found.append(_numbers(title, items))
    return found


def _numbers(title: str, items: dict[str, Quantity]) -> Section:
    """Return numbers by name, each with its range, how it is known, by whom, and why."""
    rows = [
        (
            name,
            Number(item.value),
            span(item.low, item.high),
            *(item.unit, item.how, item.source, item.reason),
        )
        for name, item in items.items()
    ]
    columns = ("name", "value", "range", "unit", "how", "source", "reason")
    return Section(title, columns=columns, rows=rows, spans=list(items.values()))


def _actions(profile: SpeciesProfile) -> list[Section]:
    """Return the repertoire, and its numbers as all others: shares of a kind, and seconds."""
    complementary = profile.experience.complementary
    pairs = complementary.pairs if complementary else []
    answers = {pair.act: pair.answer for pair in pairs}
    in_synchrony = synchronous(profile, np.ones(len(profile.actions))) > 0
    rows = [
        (
            action.name,
            action.effector,
            action.kind,
            Told("yes" if action.visible_to_self else "no", action.visible_to_self),
            Told("yes" if action.audible else "no", action.audible),
            Told("yes" if together else "no", bool(together)),
            answers.get(action.name, "-"),
        )
        for action, together in zip(profile.actions, in_synchrony, strict=True)
    ]
    columns = ("action", "effector", "kind", "visible to self", "audible")
    numbers = {
        name: item for name, item in profile.quantities().items() if name.startswith("actions.")
    }
    return [
        Section("actions", columns=(*columns, "in synchrony", "answered by"), rows=rows),
        _numbers("what share of its kind an action is, and how long it takes", numbers),
    ]


def outlook(profile: SpeciesProfile) -> list[Section]:
    """Return what follows from the rates before any simulation, at the medians.

    Parameters
    ----------
    profile : SpeciesProfile
        The profile.

    Returns
    -------
    list of Section
        Events per active hour, their matched share, and the contingency of each action.
    """
    supply, (expected, why) = supply_of(profile), prospects(profile)
    perceived = _perceived(expected) or "nothing is perceived that it can do itself"
    text = (
        "Expected before any simulation, at the medians, per active hour: "
        f"{supply.rate:.4g} acts; {perceived}." + (f" No delta P: {why}" if why else "")
    )
    rows = [
        (
            item.action,
            item.effector,
            PERCEPTS[item.population],
            Number(item.acts, ".3g"),
            Number(item.matched, ".3g"),
            Number(item.nonmatched, ".3g"),
            Number(item.matched_share, 2),
            Number(item.delta_p, 2),
        )
        for item in expected
    ]
    columns = ("action", "effector", "perceived as", "done per hour", "matched", "non-matched")
    title = "contingency expected per action"
    return [Section(title, text, (*columns, "matched share", "delta P"), rows)]


def _perceived(expected: Iterable[Any]) -> str:
    """Return how much is perceived in each way, and how much of it is matched; empty if nothing."""
    words = []
    for population, name in PERCEPTS.items():
        these = [item for item in expected if item.population == population]
        total = sum(item.matched + item.nonmatched for item in these)
        if total > 0:
            share = sum(item.matched for item in these) / total
            words.append(f"{name} {total:.3g} an hour, {share:.0%} of them matched")
    return "; ".join(words)
