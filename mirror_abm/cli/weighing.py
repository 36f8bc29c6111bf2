"""The command ``weigh``: what was found, set beside what the accounts predict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import Number, Told
from .console import console, unbroken_table
from .options import FalsePositive, RunFolder, RunName, Sensitivity
from .posterior import show_posterior
from .results import keep_results, labelled
from .study import told_lab, told_range

if TYPE_CHECKING:
    import pandas as pd

    from ..report.terminal import Table

FEW_DRAWS = 10  #: effective draws below which the joint integral is not to be trusted


def weigh_command(
    run: RunName,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: FalsePositive = "0,0.05",
    publication: Annotated[
        str,
        typer.Option(
            metavar="LOW,HIGH",
            help="Chance that a negative study is published, relative to a positive one.",
        ),
    ] = "0.1,1",
    spread: Annotated[
        str,
        typer.Option(
            metavar="LOW,HIGH",
            help="Standard deviation between laboratories, in logits of the share that they find "
            "in the same animals; uniform in this range, for records that are weighed by counts.",
        ),
    ] = "0.5,1.5",
    area: Annotated[
        str | None,
        typer.Option(
            help="Weigh only records of this area of the brain, such as F5.", show_default=False
        ),
    ] = None,
    out: RunFolder = Path("runs"),
) -> None:
    """Weigh the accounts by what was found: Bayes factors, posterior.

    Of a run under a mixture of priors (run --prior mixture, 40 draws or more) also the posterior
    over accounts is told, with how far it can be believed.

    A description, not a test: the first lines that it prints say why.
    """
    from ..inference.weighing import CIRCULAR, WIDEST, weigh
    from ..simulation.archive import load_run

    screen, done = console(), load_run(run, out)
    found = weigh(
        done,
        lab=told_lab(sensitivity, false_positive),
        publication=told_range("publication", publication),
        spread=told_range("spread", spread, WIDEST),
        area=area,
    )
    screen.print(CIRCULAR + "\n")
    screen.print(_account_table(found.accounts))
    screen.print(
        "The constants were calibrated on the macaque, so its records are no test of anything: see "
        "the third column."
    )
    if not found.posterior:
        screen.print(
            "\nWhat each species adds to log10 BF (all records less all but its own; they share "
            "draws and need not sum)"
        )
        screen.print(_species_table(found.species, list(found.accounts["account"])[1:], done.plan))
    show_posterior(found.posterior, screen)
    _show_counts(found.records, screen)
    _show_reservations(found, screen)
    tables = {
        "accounts": found.accounts,
        "species": labelled(done, found.species),
        "records": found.records,
        "apart": found.apart,
    }
    if found.posterior:
        parts = ("sums", "grid", "moves", "calibration", "pairs")
        tables |= {f"posterior_{name}": getattr(found.posterior, name) for name in parts}
        tables["posterior"] = found.posterior.accounts
    keep_results(done, "weighing", tables)


def _account_table(accounts: pd.DataFrame) -> Table:
    """Return the Bayes factors of the accounts as a table."""
    from ..base.means import head_of_error

    table = unbroken_table(
        "account",
        "log10 BF vs associative",
        head_of_error(accounts["mc_error_is"]),
        "without the macaque",
        "effective draws",
        name="accounts",
    )
    for row in accounts.itertuples(index=False):
        table.add_row(
            row.account,
            Number(row.log10_bayes_factor, "+.2f"),
            Number(row.mc_error, 2),
            Number(row.uncalibrated, "+.2f"),
            Number(row.effective_draws, 1, f" of {row.draws}", of=row.draws),
        )
    return table


def _species_table(species: pd.DataFrame, accounts: list[str], plan: Any) -> Table:
    """Return what each species that was tested adds, as a table."""
    from ..inference.weighing import CALIBRATED

    table = unbroken_table("species", *accounts, "on record", name="species")
    for name, rows in species.groupby("species", sort=False):
        each = rows.set_index("account")
        verdicts = each["verdicts"].iloc[0]
        if verdicts != "not tested":
            table.add_row(
                Told(
                    plan.labels[str(name)] + (" (calibrated on)" if name == CALIBRATED else ""),
                    plan.labels[str(name)],
                    calibrated_on=name == CALIBRATED,
                ),
                *(
                    _with_error(each.contribution[account], each.mc_error[account])
                    for account in accounts
                ),
                verdicts.replace("_", " "),
            )
    return table


def _show_counts(records: pd.DataFrame, screen: Any) -> None:
    """Print which records were weighed by counts, and what each can say at most."""
    by_count = records["weighed_by"] == "count"
    counted, stated = records[by_count], records[~by_count & records["mirror"].notna()]
    if len(counted):
        screen.print(
            "\nWeighed by counts: the chance of k of N in each draw, not only of finding any (of: "
            "what N counts)"
        )
        table = unbroken_table(
            "record", "area", "k of N", "of", "animals", "says at most, bits", name="counts"
        )
        for row in counted.astype(object).where(counted.notna(), None).itertuples(index=False):
            table.add_row(
                row.record,
                row.area,
                Told(f"{row.mirror} of {row.recorded}", row.mirror, recorded=row.recorded),
                row.of,
                row.animals,
                Number(row.most_bits, 1),
            )
        screen.print(table)
    rest = f"{'the rest' if len(counted) else 'all records'} by their verdicts alone"
    most = records["most_bits"].max() if len(records) else 0.0
    screen.print(
        f"Weighed by counts: {len(counted)} of {len(records)} entries; {rest}, and no entry can "
        f"say more than {most:.1f} bits."
        + (
            f" Counts that are only recalled are not used: {', '.join(sorted(set(stated.record)))}."
            if len(stated)
            else ""
        )
    )


def _with_error(value: float, error: float) -> Number:
    """Return a number with its Monte-Carlo error."""
    return Number(value, "+.2f", f" +- {Number(error, 2)}", mc_error=error)


def _show_reservations(found: Any, screen: Any) -> None:
    """Print what did not enter the weighing, and how sure it is."""
    untested = sorted(set(found.species[found.species["verdicts"] == "not tested"]["species"]))
    screen.print(f"Not tested, contributing exactly 0: {', '.join(untested) or 'none'}.")
    counts = found.apart[found.apart["verdict"] != "not_tested"]["why"].value_counts()
    screen.print(
        "Kept apart: "
        + "; ".join(f"{number} entries, {why}" for why, number in counts.items())
        + " (table apart)."
    )
    if found.accounts["effective_draws"].min() < FEW_DRAWS:
        screen.print(
            "Few effective draws: the joint integral rests on a handful of draws; more "
            "--replicates make it sure."
        )
    screen.print("Unit of replication: the draw, shared by all species and accounts.")
