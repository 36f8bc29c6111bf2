"""The answer of a run in three to six sentences: each says what the tables hold, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from ..accounts.contract import BASELINES
from ..base.brief import brief
from ..profile.quantity import Quantity
from ..simulation.conditions import in_words
from ..simulation.naming import common_names
from ..simulation.plan import Plan, arm_name
from .phrases import (
    counted,
    days_of_life,
    known,
    listed,
    of_species,
    percent,
    signed,
    study_in_words,
)
from .study import Study

#: what a study of a modality looks for, and what it goes by
SOUGHT = {"visual": "to the sight of what they do", "auditory": "to the sound of what they do"}
BY = {"visual": "by sight", "auditory": "by sound"}
NAMED = 3  #: how many species of a kind are named
HOWS = ("guess", "derived", "measured")


class Told(NamedTuple):
    """What there is to tell of a run.

    Attributes
    ----------
    plan : Plan
        What was run.
    study : Study
        The study that is asked about.
    chances, orders, sources : pandas.DataFrame
        As :class:`mirror_abm.inference.answer.Answer` holds them.
    differences : pandas.DataFrame, optional
        Between the arms of a rearing contrast.
    """

    plan: Plan
    study: Study
    chances: pd.DataFrame
    orders: pd.DataFrame
    sources: pd.DataFrame
    differences: pd.DataFrame | None = None

    def __repr__(self) -> str:
        return brief(self)

    @property
    def accounts(self) -> list[str]:
        """All accounts but the chance baselines, if there is another."""
        rivals = [name for name in self.plan.accounts if name not in BASELINES]
        return rivals or list(self.plan.accounts)

    @property
    def names(self) -> dict[str, str]:
        """The common names of the species."""
        return common_names(self.plan)

    def rows(self, account: str, modality: str, verdict: str = "") -> pd.DataFrame:
        """Return the chances of one account in one modality, or those with a verdict."""
        table = self.chances
        table = table[(table["account"] == account) & (table["modality"] == modality)]
        return table[table["verdict"] == verdict] if verdict else table

    @property
    def modalities(self) -> list[str]:
        """The modalities that were recorded in any species, sight first."""
        return [name for name in BY if name in set(self.chances["modality"])]


def sentences(told: Told) -> tuple[str, ...]:
    """Return what a run says.

    Parameters
    ----------
    told : Told
        The tables of the answer, with the plan of the run and the study that is asked about.

    Returns
    -------
    tuple of str
        Three to six sentences: what the study would find, and what not; how accounts differ; which
        order of species holds; which experience carries it; what it all rests on.
    """
    if told.differences is not None:
        found = list(_contrasted(told, told.differences))
    elif told.plan.world != "normal":
        found = [_permuted(told)]
    elif len(told.plan.species) == 1:
        found = [_single(told)]
    else:
        found = [_found(told), _not_found(told)]
    if len(told.accounts) > 1 and told.plan.world == "normal" and told.differences is None:
        found.append(_accounts(told))
    if len(told.plan.species) > 1 and told.differences is None:
        found.append(_order(told))
    if told.differences is None:
        found.append(_experience(told))
    return (*found, _grounds(told))


def _some(told: Told, rows: pd.DataFrame, surest: bool, word: str) -> str:
    """Return the surest few of some species with their chances, in brackets; empty if none."""
    if rows.empty:
        return ""
    ordered = rows.sort_values("found", ascending=not surest, kind="stable")
    items = [
        f"{told.names[row.species]} {percent(row.found)}"
        for row in ordered.head(NAMED).itertuples(index=False)
    ]
    return f" ({word + ' ' if len(rows) > NAMED and word else ''}{listed(items)})"


def _found(told: Told) -> str:
    """Return in which species the study would more likely than not find mirror units."""
    account, parts = told.accounts[0], []
    for modality in told.modalities:
        every, found = told.rows(account, modality), told.rows(account, modality, "found")
        parts.append(
            f"{SOUGHT[modality]} in {of_species(len(found), len(every), modality)}"
            + _some(told, found, True, "most surely")
        )
    return (
        f"Under the account {account}, {study_in_words(told.study)} would more likely than not "
        f"find units that respond {', and '.join(parts)}."
    )


def _not_found(told: Told) -> str:
    """Return in which species it would miss them, and in which the draws do not decide."""
    account = told.accounts[0]

    def parts(verdict: str, word: str) -> list[str]:
        found = []
        for modality in told.modalities:
            rows = told.rows(account, modality, verdict)
            if len(rows):
                found.append(f"{BY[modality]} in {len(rows)}{_some(told, rows, False, word)}")
        return found

    missed, open_ = parts("missed", "least likely"), parts("undecided", "least likely")
    first = f"would more likely than not miss them {listed(missed)}" if missed else ""
    leaves = "leaves" if told.plan.replicates == 1 else "leave"
    second = (
        f"{counted(told.plan.replicates, 'draw')} {leaves} it undecided {listed(open_)}"
        if open_
        else ""
    )
    if not first and not second:
        return "No species is left in which it would miss them or in which that is undecided."
    if not first:
        return f"In no species would it more likely than not miss them; {second}."
    return f"It {first}{'; ' + second if second else ''}."


def _single(told: Told) -> str:
    """Return the chance that the study finds mirror units in the one species of the run."""
    account = told.accounts[0]
    words = {
        "found": "more likely than not",
        "missed": "less likely than not",
        "undecided": "undecided",
    }
    parts = []
    for modality in told.modalities:
        row: Any = next(told.rows(account, modality).itertuples(index=False))
        interval = (
            f"95% interval {percent(row.found_low)} to {percent(row.found_high)}, "
            if told.plan.replicates > 1
            else ""
        )
        parts.append(
            f"{SOUGHT[modality]} with a chance of {percent(row.found)} ({interval}"
            f"{counted(told.plan.replicates, 'draw')}: {words[row.verdict]})"
        )
    (name,) = told.names.values()
    return (
        f"Under the account {account}, {study_in_words(told.study)} would find units of the "
        f"{name} that respond {', and '.join(parts)}."
    )


def _accounts(told: Told) -> str:
    """Return in how many species each account leads to a find, and where accounts differ most."""
    parts = []
    for account in told.accounts:
        numbers = [str(len(told.rows(account, each, "found"))) for each in told.modalities]
        parts.append(f"{account} {' and '.join(numbers)}")
    by = " and ".join(BY[modality] for modality in told.modalities)
    table = told.chances[told.chances["account"].isin(told.accounts)]
    wide = table.pivot_table(
        index=["species", "modality"], columns="account", values="found", observed=True
    )
    species, modality = (wide.max(axis=1) - wide.min(axis=1)).idxmax()
    row = wide.loc[(species, modality)]
    most, least = row.idxmax(), row.idxmin()
    return (
        f"Species in which such a study would more likely than not find them {by}, under each "
        f"account: {'; '.join(parts)}; the accounts differ most over the {told.names[species]} "
        f"{BY[modality]} ({most} {percent(row[most])}, {least} {percent(row[least])})."
    )


def _order(told: Told) -> str:
    """Return how many pairs of species keep their order, and that the others do not."""
    account, draws = told.accounts[0], told.plan.replicates
    table = told.orders[told.orders["account"] == account]
    if draws < 20:
        return (
            f"No order of species is resolved by {counted(draws, 'draw')}: that takes 20 or more, "
            "paired."
        )
    parts = []
    for modality in told.modalities:
        pairs = table[table["modality"] == modality]
        if pairs.empty:
            continue
        held = pairs[pairs["resolved"]]
        pairs_of = counted(len(pairs), "pair")
        parts.append(
            f"{len(held)} of {pairs_of} {BY[modality]}" + _widest(told, held, account, modality)
        )
    return (
        f"Which of two species has more of them is resolved, by the same order in 95% of {draws} "
        f"paired draws, for {' and '.join(parts)}; for the other pairs it is not."
    )


def _widest(told: Told, held: pd.DataFrame, account: str, modality: str) -> str:
    """Return the resolved pair that lies furthest apart, in brackets."""
    if held.empty:
        return ""
    means = told.rows(account, modality).set_index("species")["mean"]
    gap = held["first"].map(means) - held["second"].map(means)
    pair = held.loc[gap.abs().idxmax()]
    upper, lower = (
        (pair["first"], pair["second"]) if pair["above"] > 0.5 else (pair["second"], pair["first"])
    )
    return f" (furthest apart: {told.names[upper]} above {told.names[lower]})"


def _experience(told: Told) -> str:
    """Return which source of experience is the main one, in how many species."""
    account, plan = told.accounts[0], told.plan
    table = told.sources[told.sources["account"] == account]
    if set(told.accounts) <= set(BASELINES):
        return "No experience carries anything here: nothing is learned under a chance baseline."
    if told.sources.empty:
        return (
            "Which experience carries this was not asked: no source was removed alone in this run."
        )
    if table["source"].eq("").all():
        return (
            f"No single source of experience carries it: removing any one, in "
            f"{counted(plan.knockouts, 'draw')}, lowers no mean share by 0.01."
        )
    parts = []
    for modality in told.modalities:
        rows = table[(table["modality"] == modality) & (table["source"] != "")]
        few = [
            f"{row.source.replace('_', ' ')} ({_carried(row.species, told, account, modality)}"
            f"mean fall {row.drop:.2f})"
            for row in rows.head(2).itertuples(index=False)
        ]
        if few:
            parts.append(
                f"{BY[modality]} mostly {listed(few)}"
                if len(few) > 1
                else f"{BY[modality]} {few[0]}"
            )
    return (
        f"The experience that carries it, by removing one source at a time in "
        f"{counted(plan.knockouts, 'draw')}, is {'; '.join(parts)}."
    )


def _carried(species: int, told: Told, account: str, modality: str) -> str:
    """Return in how many species a source is the main one; empty where there is one species."""
    total = len(told.rows(account, modality))
    return "" if len(told.plan.species) == 1 else f"main source in {species} of {total}, "


def _grounds(told: Told) -> str:
    """Return what the answer rests on: draws, days, and how the rates are known."""
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
    return f"All this rests on {listed([days_of_life(plan.days), drawn, *others, rates])}."


def _rates(plan: Plan, name: str) -> Iterable[Quantity]:
    """Return the rates and shares of experience of one profile."""
    quantities = plan.profile(name).quantities()
    return [item for key, item in quantities.items() if key.startswith("experience.")]


def _permuted(told: Told) -> str:
    """Return that no study is made in a permuted world, and what the table shows instead."""
    return (
        "In this world each act looks and sounds like another: no study is made in it, and the "
        "table shows what the same animals learn from it."
    )


def _contrasted(told: Told, table: pd.DataFrame) -> Iterable[str]:
    """Yield by how much the arm without a source differs, and where that is resolved."""
    arm, account = arm_name(told.plan.arms[-1]), told.accounts[0]
    for modality in told.modalities:
        rows = table[(table["account"] == account) & (table["modality"] == modality)]
        clear = rows[(rows["low"] > 0) | (rows["high"] < 0)]
        most = rows.loc[rows["mean"].abs().idxmax()]
        size = f"{signed(most['mean'])} [{signed(most['low'])}, {signed(most['high'])}]"
        if len(rows) == 1:
            yield (
                f"Raised {arm.replace('_', ' ')}, animals have a congruent share {BY[modality]} "
                f"that {'differs' if len(clear) else 'is not shown to differ'} from that of their "
                f"intact twins: the difference is {size} (90% predictive range "
                f"{'excludes' if len(clear) else 'includes'} 0)."
            )
            continue
        yield (
            f"Raised {arm.replace('_', ' ')}, animals have a congruent share {BY[modality]} that "
            f"differs from that of their intact twins in {of_species(len(clear), len(rows))} "
            f"(90% predictive range excludes 0); the largest difference is {size}, in "
            f"the {told.names[most['species']]}."
        )
