"""The command ``check``: the learning rules against their closed forms, computed as one looks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import typer

from ..report.cells import Number, Told
from ..report.terminal import plain_table
from .console import console

if TYPE_CHECKING:
    import pandas as pd

    from ..report.terminal import Table


def check_command(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Learning rules; all if none is given.", show_default=False),
    ] = None,
    lapse: Annotated[
        bool,
        typer.Option(
            "--lapse",
            help="Also measure the error of time-lapse in whole lives, a few minutes an account.",
        ),
    ] = False,
    replicates: Annotated[
        int, typer.Option("--replicates", help="With --lapse: draws, each with one group.")
    ] = 10,
) -> None:
    """Check the learning rules against closed forms and phenomena.

    Computes every closed form that the rules name, and prints how fast each rule and each account
    that learns by it acquires, and which phenomena of conditioning each rule shows. Ends with 1 if
    anything is not as the rules say.
    """
    from ..base.checks import whole
    from ..base.shelf import accounts, rules
    from ..conditioning.acquisition_rate import speeds
    from ..conditioning.closed_forms import oracles
    from ..conditioning.lapse import limits
    from ..conditioning.phenomena import table
    from ..laboratory.account_speeds import account_speeds, accounts_by

    whole("replicates", replicates)
    chosen = list(dict.fromkeys(names or rules.names))
    for name in chosen:
        rules.load(name)
    screen = console()
    found = oracles(chosen)
    screen.print(_oracle_table(found))
    effects = table(chosen)
    screen.print()
    screen.print(_speed_table(speeds(chosen).merge(limits(chosen))))
    if speakers := accounts_by(chosen):
        screen.print()
        screen.print(_account_table(account_speeds(speakers)))
    if lapse:
        screen.print()
        _show_lapse([name for name in speakers if accounts.load(name).RULE != "none"], replicates)
    screen.print()
    screen.print(_phenomenon_table(effects))
    screen.print()
    designs = effects.drop_duplicates("phenomenon")[["phenomenon", "design"]]
    for name, design in designs.itertuples(index=False):
        screen.print(f"{name.replace('_', ' ')} - {design}")
    for row in effects[~effects["holds"]].itertuples():
        screen.print(
            f"{row.rule} shows {row.phenomenon.replace('_', ' ')} ({Number(row.effect, 2)}), which "
            "its file says it must not."
        )
    failed = int((~found["holds"]).sum() + (~effects["holds"]).sum())
    screen.print(
        f"{len(found)} closed forms and {len(effects)} phenomena of {len(chosen)} rules: "
        + ("all as the rules say." if not failed else f"{failed} not as the rules say.")
    )
    if failed:
        raise typer.Exit(1)


def _oracle_table(found: pd.DataFrame) -> Table:
    """Return the closed forms as a table."""
    table = plain_table(
        "closed forms", "rule", "oracle", "formula", "error", "tolerance", "verdict"
    )
    for row in found.itertuples():
        table.add_row(
            row.rule,
            row.oracle,
            row.formula,
            Number(row.error, ".1e"),
            Number(row.tolerance, ".0e"),
            Told("holds" if row.holds else "FAILS", row.holds),
        )
    return table


def _speed_table(found: pd.DataFrame) -> Table:
    """Return the speed at which each rule learns, where it ends, and its limit for a time-lapse."""
    from ..conditioning.lapse import HIGHEST

    table = plain_table(
        "rules run at one speed: half-life of acquisition in trials of the laboratory, as it would "
        "be and with the learning rates times the factor; where a cue in its context ends; the "
        "largest drive by all units of an act (execution, 1, is the strongest response read out); "
        "the largest k s alpha of a time-lapse that keeps the error of the mirror index below "
        "0.01, and the standard error of that error",
        "rule",
        "raw",
        "factor",
        "half-life",
        "asymptote",
        "largest drive",
        "lapse limit",
        "+-",
        name="speed",
    )
    for row in found.itertuples():
        table.add_row(
            row.rule,
            _or_words(row.raw_half_life, 1, "never"),
            Number(row.factor, 3),
            _or_words(row.half_life, 1, "never"),
            _or_words(row.asymptote, 2, "none"),
            _or_words(row.largest_drive, 2, "none"),
            Number(row.lapse_limit, 3, "" if row.lapse_limit < HIGHEST else " or more"),
            Number(row.lapse_se, 3),
        )
    return table


def _account_table(found: pd.DataFrame) -> Table:
    """Return the speed of each account, where it ends, and how strong a drive can be."""
    from ..laboratory.account_speeds import SPECIES

    table = plain_table(
        f"accounts at the medians of {SPECIES}, in carriers: half-life of what matches at birth",
        "account",
        "rule",
        "half-life",
        "asymptote",
        "largest drive",
        name="accounts",
    )
    for row in found.itertuples():
        table.add_row(
            row.account,
            row.rule,
            _or_words(row.half_life, 1, "never"),
            _or_words(row.asymptote, 2, "none"),
            _or_words(row.largest_drive, 2, "none"),
        )
    return table


def _show_lapse(accounts: list[str], replicates: int) -> None:
    """Print how wrong lives in time-lapse are, under some accounts, against lives in full."""
    from ..simulation.lapse_error import DAYS, SLOWEST, SPECIES, over_species, time_lapse_errors

    if not accounts:
        console().print("No account learns by these rules: there is no life to measure.")
        return
    found = time_lapse_errors(SPECIES, accounts, replicates=replicates, progress=True)
    table = plain_table(
        f"error of time-lapse: lives in time-lapse minus {DAYS:g} active days in full at s alpha "
        f"{SLOWEST:g}, the mean over species and modalities +- its standard error ({replicates} "
        f"groups each of {', '.join(SPECIES)}); largest: of one species in one modality",
        "account",
        "rule",
        "s k alpha",
        "measure",
        "error",
        "largest",
        name="lapse",
    )
    for row in over_species(found).itertuples():
        table.add_row(
            row.account,
            row.rule,
            Number(row.salience, "g"),
            row.measure.replace("_", " "),
            Told(f"{row.error:+.4f} +- {row.se:.4f}", row.error, se=row.se),
            Told(f"{row.largest:+.3f} +- {row.largest_se:.3f}", row.largest, se=row.largest_se),
        )
    console().print(table)


def _or_words(value: float, digits: int, words: str) -> Told:
    """Return a number, or words where it has no end."""
    return Number(value, digits) if math.isfinite(value) else Told(words, value)


def _phenomenon_table(effects: pd.DataFrame) -> Table:
    """Return the phenomena of conditioning as a table: a row for each, a column for each rule."""
    names = list(dict.fromkeys(effects["rule"]))
    table = plain_table(
        "phenomena: size of the effect; + shown (at least 0.1 of what is at stake), - not shown, "
        "* must not be",
        "phenomenon",
        *(name.replace("_", " ") for name in names),
        name="phenomena",
    )
    for phenomenon, rows in effects.groupby("phenomenon", sort=False):
        cells = {
            row.rule: Told(
                f"{'+' if row.shown else '-'}{'*' if row.forbidden else ''} "
                f"{Number(row.effect, 2)}",
                row.effect,
                shown=row.shown,
                forbidden=row.forbidden,
            )
            for row in rows.itertuples()
        }
        table.add_row(str(phenomenon).replace("_", " "), *(cells[name] for name in names))
    return table
