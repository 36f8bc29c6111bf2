"""The tables that stand in the text of a prediction sheet, as Markdown."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from .phrases import counted, reared
from .sheet import ONCE, Sheet
from .sheet_tables import SIZES

#: a cell that stands to the right: a number, a range, or that there is none
NUMBERS = re.compile(r"(-?[\d.e+-]+|never)( to (-?[\d.e+-]+|never))?|none")
SENSES = {"visual": "sight", "auditory": "sound"}


def condition_in_words(condition: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return a condition as words: species, sense, rearing and age.

    Parameters
    ----------
    condition : mapping
        Its fields.
    names : mapping of str to str
        What species are called.

    Returns
    -------
    str
        For example ``Macaca mulatta, by sight, intact, at 30 days of age``.
    """
    sense = SENSES[str(condition["modality"])]
    lived = reared(str(condition["arm"]))
    return f"{names[condition['species']]}, by {sense}, {lived}, {condition['age']}"


def table_of(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown; numbers stand to the right.

    Parameters
    ----------
    heads : sequence of str
        Of the columns.
    rows : sequence of sequence of str
        The cells.

    Returns
    -------
    str
        Lines with bars.
    """
    right = [
        bool(rows) and all(NUMBERS.fullmatch(row[at]) for row in rows) for at in range(len(heads))
    ]
    rule = ["---:" if each else "---" for each in right]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows))


def _whole(value: float) -> str:
    """Return a number of units, a bar where there is none."""
    return "none" if math.isnan(value) else f"{value:.0f}"


def predicted(sheet: Sheet) -> list[str]:
    """Return what each account predicts, a table for each condition."""
    facts, parts = sheet.facts, []
    for condition in facts["conditions"]:
        rows = sheet.predictions[sheet.predictions["number"] == condition["number"]]
        each = [
            (
                row.account,
                f"{row.counted:.0f}",
                f"{row.counted_low:.0f} to {row.counted_high:.0f}",
                f"{row.found:.2f}",
            )
            for row in rows.itertuples(index=False)
        ]
        level = f"{100 * rows['counted_level'].iloc[0]:.0f}"
        of = rows["of"].iloc[0]
        parts += [
            f"**Condition {condition['number']}: {condition_in_words(condition, facts['names'])}**",
            table_of(["account", f"units of {of}", f"{level} % range", "mirror units found"], each),
        ]
    parts.append(
        f"Units: those that the study finds to respond to their own act{answered(facts)}, mean "
        f"over {counted(facts['draws'], 'draw')} of all that is uncertain, and the range of the "
        "count of one study. Mirror units found: the chance that these are more than would respond "
        f"to any other act (one-sided binomial test, p < {facts['study']['level']:g}); its "
        f"Monte-Carlo standard error is at most {sheet.predictions['mc_error'].max():.2f}."
    )
    return parts


def answered(facts: Mapping[str, Any]) -> str:
    """Return what is counted in animals that were trained.

    Parameters
    ----------
    facts : mapping
        Facts of a sheet.

    Returns
    -------
    str
        In brackets; empty where no animal is trained.
    """
    if "training" not in facts:
        return ""
    return " (in re-trained animals, to the act that their own was made to answer)"


def needed(sheet: Sheet) -> list[str]:
    """Return how many animals part two accounts, a table for each setting."""
    if sheet.power.empty:
        return ["One account alone: there is nothing to part it from."]
    planned, parts = sheet.facts["study"]["animals"], []
    for (species, modality, age), part in sheet.power.groupby(ONCE[:3], sort=False):
        rows = []
        for (tested, true), each in part.groupby(ONCE[3:], sort=False):
            here = each[each["animals"] == planned].iloc[0]
            most = each.loc[each["power"].idxmax()]
            rows.append(
                (
                    str(tested),
                    str(true),
                    _whole(here["needed"]),
                    f"{here['power']:.2f}",
                    f"{here['size']:.2f}",
                    f"{most['power']:.2f}",
                )
            )
        parts += [
            f"*{sheet.facts['names'][str(species)]}*, by {SENSES[str(modality)]}, {age}:",
            table_of(
                ["rejected", "if true", "animals", f"power of {planned}", "size", "most power"],
                rows,
            ),
        ]
    parts.append(
        f"Animals: none means that no size up to {SIZES[-1]} does, most power what the best "
        "reaches. What is uncertain is the same in all animals of a study, so that more animals do "
        "not take it away. Size: the chance that the account is rejected if it is true itself, in "
        "draws in which the rule was not chosen."
    )
    return parts


def refuting(sheet: Sheet) -> str:
    """Return the values that refute accounts, as a table: a row for each account."""
    columns = list(
        dict.fromkeys(zip(sheet.refutes["number"], sheet.refutes["measured"], strict=True))
    )
    each = sheet.refutes.set_index(["number", "measured", "account"])
    heads = ["account"] + [
        f"{'' if what == 'count' else 'difference, '}condition {number}" for number, what in columns
    ]
    rows = [
        [account, *(_limits(each.loc[(*column, account)]) for column in columns)]
        for account in sheet.facts["accounts"]
    ]
    return table_of(heads, rows)


def _limits(row: pd.Series) -> str:
    """Return the values that refute one account."""
    low, high = row["at_most"], row["at_least"]
    parts = [] if math.isnan(low) else [f"{low:.0f} or less"]
    parts += [] if math.isnan(high) else [f"{high:.0f} or more"]
    return ", ".join(parts) or "none"


def ages(sheet: Sheet) -> str:
    """Return the ages at which mirror units are found, as a table."""
    order = ["species", "modality"]
    told = sheet.ontogeny.sort_values(order, ascending=[True, False], kind="stable")
    rows = [
        (
            sheet.facts["names"][row.species],
            SENSES[row.modality],
            reared(row.arm),
            row.account,
            days(row.age_50),
            f"{days(row.age_50_low)} to {days(row.age_50_high)}",
            f"{row.reached_50:.2f}",
        )
        for row in told.itertuples(index=False)
    ]
    level = f"{100 * sheet.ontogeny['level'].iloc[0]:.0f}"
    heads = ["species", "by", "reared", "account", "days", f"{level} % range", "draws that do"]
    return table_of(heads, rows)


def days(value: float) -> str:
    """Return an age in days, or that it is not reached."""
    return "never" if math.isinf(value) else f"{value:.3g}"
