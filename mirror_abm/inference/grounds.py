"""Which experience carries the answer of a run, and what all of it rests on, in a sentence each."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..accounts.contract import BASELINES
from ..profile.quantity import Quantity
from ..simulation.conditions import in_words
from ..simulation.main_source import UNDECIDED
from ..simulation.plan import Plan
from .findings import BY, Findings
from .phrases import counted, days_of_life, known, listed

HOWS = ("guess", "derived", "measured")


def experience(told: Findings) -> str:
    """Return which source of experience is the main one, in how many species.

    Parameters
    ----------
    told : Findings
        What there is to tell.

    Returns
    -------
    str
        One sentence.
    """
    account, plan = told.accounts[0], told.plan
    table = told.sources[told.sources["account"] == account]
    if set(told.accounts) <= set(BASELINES):
        return "No experience carries anything here: nothing is learned under a chance baseline."
    if told.sources.empty:
        return (
            "Which experience carries this was not asked: no source was removed alone in this run."
        )
    draws = counted(plan.knockouts, "draw")
    if table["source"].eq("").all():
        return (
            f"No single source of experience carries it: removing any one, in {draws}, lowers no "
            "mean share by 0.01."
        )
    parts = [
        _removed(told, table[table["modality"] == modality], modality)
        for modality in told.modalities
    ]
    return (
        f"{_capital('; '.join(part for part in parts if part))}; each source was removed alone, in "
        f"{draws}."
    )


def _capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]


def _removed(told: Findings, rows: pd.DataFrame, modality: str) -> str:
    """Return which source's removal lowered the share most, in how many species, by how much."""
    total, alone = len(told.rows(told.accounts[0], modality)), len(told.plan.species) == 1
    items: list[str] = []
    for row in rows[~rows["source"].isin(["", UNDECIDED])].itertuples(index=False):
        first = not items
        removed, fall, of = (
            (" was removed", "mean fall ", f" of {total} species") if first else [""] * 3
        )
        species = "" if alone else f" in {row.species}{of}"
        items.append(f"{row.source.replace('_', ' ')}{removed}{species} ({fall}{row.drop:.2f})")
    spared = int(rows.loc[rows["source"] == "", "species"].sum())
    undecided = int(rows.loc[rows["source"] == UNDECIDED, "species"].sum())
    rest = []
    if undecided:
        where = "" if alone else f"in {undecided}{'' if items else f' of {total} species'} "
        rest.append(f"{where}no source is told apart from its runner-up")
    if spared and (items or undecided):
        rest.append(f"in {spared} no removal lowered it by 0.01")
    if not items:
        return f"{BY[modality]} {listed(rest)}" if rest else ""
    return f"{BY[modality]} the share fell most when {listed(items)}" + (
        f", while {listed(rest)}" * bool(rest)
    )


def grounds(told: Findings) -> str:
    """Return what the answer rests on: draws, days, and how the rates are known.

    Parameters
    ----------
    told : Findings
        What there is to tell.

    Returns
    -------
    str
        One sentence.
    """
    plan = told.plan
    hows: list[str] = [quantity.how for name in plan.species for quantity in _rates(plan, name)]
    each = [f"{hows.count(how) or 'none'} {known(how, hows.count(how))}" for how in HOWS]
    drawn = (
        "the medians of all uncertain numbers"
        if plan.point
        else f"{counted(plan.replicates, 'draw')} of all uncertain numbers"
    )
    other = in_words(plan)
    others = [f"what is not default ({other})"] if other else []
    rates = (
        f"{counted(len(hows), 'number')} of experience ({listed(each)})"
        if hows
        else ("no number of experience")
    )
    return f"All this rests on {listed([days_of_life(plan), drawn, *others, rates])}."


def _rates(plan: Plan, name: str) -> Iterable[Quantity]:
    """Return the rates and shares of experience of one profile."""
    quantities = plan.profile(name).quantities()
    return [item for key, item in quantities.items() if key.startswith("experience.")]
