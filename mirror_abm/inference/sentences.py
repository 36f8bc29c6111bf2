"""The answer of a run in three to six sentences: each says what the tables hold, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from ..base.ranges import level_in_words
from ..simulation.orders import by_chance
from ..simulation.plan import arm_name
from .findings import BY, SOUGHT, Findings
from .grounds import experience, grounds
from .phrases import counted, listed, of_species, percent, signed, study_in_words

NAMED = 3  #: how many species of a kind are named
MOST_RANKS = 6  #: how many species of an order are named


def sentences(told: Findings) -> tuple[str, ...]:
    """Return what a run says.

    Parameters
    ----------
    told : Findings
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
        found.append(experience(told))
    return (*found, grounds(told))


def _some(told: Findings, rows: pd.DataFrame, surest: bool, word: str) -> str:
    """Return the surest few of some species with their chances, in brackets; empty if none."""
    if rows.empty:
        return ""
    ordered = rows.sort_values("found", ascending=not surest, kind="stable")
    items = [
        f"{told.names[row.species]} {percent(row.found)}"
        for row in ordered.head(NAMED).itertuples(index=False)
    ]
    return f" ({word + ' ' if len(rows) > NAMED and word else ''}{listed(items)})"


def _found(told: Findings) -> str:
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
        f"find units that respond {', and '.join(parts)}{_kinds(told)}."
    )


def _kinds(told: Findings) -> str:
    """Return in how many species more units are broadly than strictly congruent."""
    parts = []
    for modality in told.modalities:
        kinds = told.rows(told.accounts[0], modality)["kind"]
        some = kinds[kinds != "none"]
        if len(some):
            parts.append(f"{(some == 'broad').sum()} of {len(some)} {BY[modality]}")
    return f"; they are more often broadly than strictly congruent in {listed(parts)}" * bool(parts)


def _not_found(told: Findings) -> str:
    """Return in which species it would miss them, and in which the draws do not decide."""
    account, draws = told.accounts[0], counted(told.plan.replicates, "draw")

    def parts(verdict: str) -> list[str]:
        found: list[str] = []
        for modality in told.modalities:
            rows = told.rows(account, modality, verdict)
            if len(rows):
                species = " species" if not found else ""
                some = _some(told, rows, False, "lowest")
                found.append(f"{len(rows)}{species} {BY[modality]}{some}")
        return found

    missed, open_ = parts("missed"), parts("undecided")
    if not missed and not open_:
        return "No species is left in which it would miss them or in which that is undecided."
    undecided = f"Undecided, since {draws} cannot tell the chance from one half: {listed(open_)}"
    less = f"less likely than not to be found: {listed(missed) if missed else 'no species'}"
    return f"{undecided}; {less}." if open_ else f"{less[:1].upper()}{less[1:]}."


def _single(told: Findings) -> str:
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


def _accounts(told: Findings) -> str:
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


def _order(told: Findings) -> str:
    """Return how many pairs of species have a resolved order, how many chance would resolve."""
    account, draws = told.accounts[0], told.plan.replicates
    table = told.orders[told.orders["account"] == account]
    if not by_chance(draws):
        least = next(count for count in range(draws, 100) if by_chance(count))
        return (
            f"No order of species is resolved by {counted(draws, 'draw')}: that takes {least} or "
            "more, paired."
        )
    parts: list[str] = []
    for modality in told.modalities:
        pairs = table[table["modality"] == modality]
        if pairs.empty:
            continue
        held = pairs[pairs["resolved"]]
        of_pairs = counted(len(pairs), "pair") + (" of species" if not parts else "")
        parts.append(f"{len(held)} of {of_pairs} {BY[modality]}{_longest(told, account, modality)}")
    even = len(table) * by_chance(draws)
    return (
        f"In {listed(parts)} the order is resolved: compared draw by draw, one species has the "
        f"larger share so often in {draws} draws that the lower bound of the chance that it has it "
        f"in another lies above 3/4 (were every pair even, {_expected(even)} would be); the order "
        "of the other pairs is not resolved."
    )


def _expected(number: float) -> str:
    """Return a number of pairs that chance would resolve."""
    return "less than one pair" if number < 1 else f"about {counted(round(number), 'pair')}"


def _longest(told: Findings, account: str, modality: str) -> str:
    """Return the longest order of which every two species are resolved, in brackets."""
    ranks = told.ranks
    ranks = ranks[(ranks["account"] == account) & (ranks["modality"] == modality)]
    if ranks.empty:
        return ""
    names = [told.names[name] for name in ranks.sort_values("rank")["species"]]
    if len(names) > MOST_RANKS:
        names = [*names[: MOST_RANKS - 1], "...", names[-1]]
    return f" (the longest order, of {len(ranks)}: {' above '.join(names)})"


def _permuted(told: Findings) -> str:
    """Return that no study is made in a permuted world, and what the table shows instead."""
    return (
        "In this world each act looks and sounds like another: no study is made in it, and the "
        "table shows what the same animals learn from it."
    )


def _contrasted(told: Findings, table: pd.DataFrame) -> Iterable[str]:
    """Yield by how much the arm without a source differs, and where that is resolved."""
    arm, account = arm_name(told.plan.arms[-1]), told.accounts[0]
    for modality in told.modalities:
        rows = table[(table["account"] == account) & (table["modality"] == modality)]
        rows = rows[rows["mean"].notna()]
        if rows.empty:
            continue
        clear = rows[((rows["low"] > 0) | (rows["high"] < 0)) & (rows["level"] > 0)]
        most = rows.loc[rows["mean"].abs().idxmax()]
        level = level_in_words(rows["n"], "group")
        size = f"{signed(most['mean'])} [{signed(most['low'])}, {signed(most['high'])}]"
        if len(rows) == 1:
            shown = "differs" if len(clear) else "is not shown to differ"
            holds = "excludes" if len(clear) else "includes"
            where = f"{level} {holds} 0" if most["level"] > 0 else level
            yield (
                f"Raised {arm.replace('_', ' ')}, animals have a share {BY[modality]} that {shown} "
                f"from that of their intact twins: the difference is {size} ({where})."
            )
            continue
        yield (
            f"Raised {arm.replace('_', ' ')}, animals have a share {BY[modality]} that "
            f"differs from that of their intact twins in {of_species(len(clear), len(rows))} "
            f"({level} excludes 0); the largest difference is {size}, in "
            f"the {told.names[most['species']]}."
        )
