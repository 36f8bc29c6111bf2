"""What ``preregister --score`` prints: a sheet, and what was found afterwards."""

from __future__ import annotations

from pathlib import Path

from ..report.cells import ABSENT, Number, Told
from .console import console, unbroken_table


def show_score(path: Path, found: list[str]) -> None:
    """Print what a result says of the accounts of a sheet."""
    from ..inference.sheet_file import read_sheet
    from ..inference.sheet_score import score_sheet

    kept, screen = read_sheet(path), console()
    scored = score_sheet(kept, counts_of(found, [c["number"] for c in kept.facts["conditions"]]))
    screen.print(f"Sheet {kept.facts['fingerprint']}, made {kept.facts['made']}: what was found")
    table = unbroken_table(
        *("condition", "account", "found", "chance", "of one so extreme", "refuted"),
        name="conditions",
    )
    for row in scored.conditions.itertuples(index=False):
        table.add_row(
            Number(row.number),
            row.account,
            Number(row.found, "", f" of {row.of}", of=row.of),
            Number(row.chance, ".2g"),
            Number(row.tail, ".2g"),
            Told("refuted" if row.refuted else ABSENT, row.refuted),
        )
    screen.print(table)
    measured = len(set(scored.conditions["number"]))
    whole = unbroken_table(
        *("account", "log score", "log10 Bayes factor against the best", "refuted"),
        name="accounts",
    )
    for row in scored.accounts.itertuples(index=False):
        whole.add_row(
            row.account,
            Number(row.log_score, 2),
            Number(row.log10_bayes_factor, 2),
            Told("refuted" if row.refuted else ABSENT, row.refuted),
        )
    screen.print("\nAll conditions together, over the draws that they share")
    screen.print(whole)
    screen.print(
        "Refuted: so extreme a count has a chance of at most 5 % under the account, divided by the "
        f"number of conditions that were measured ({measured}). Bayes factors "
        f"rest on {kept.facts['draws']} draws, and few draws make them overconfident "
        "(docs/posterior.md)."
    )


def counts_of(found: list[str], numbers: list[int]) -> dict[int, int]:
    """Return what was found, by number of the condition."""
    from ..base.errors import InputError

    counts: dict[int, int] = {}
    for text in found:
        number, sign, count = text.rpartition("=")
        if not sign and len(numbers) == 1:
            number = str(numbers[0])
        try:
            key, value = int(number), int(count)
        except ValueError:
            raise InputError(
                f"--found {text}: must be NUMBER=COUNT, a condition of the sheet "
                f"({', '.join(map(str, numbers))}) and a whole number of units."
            ) from None
        if key in counts:
            raise InputError(f"--found {text}: condition {key} is given twice.")
        counts[key] = value
    return counts
