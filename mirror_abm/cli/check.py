"""The command ``check``: the learner against its closed forms and the phenomena of conditioning, computed as one looks."""

from __future__ import annotations

import math
from typing import Annotated, Any

import typer

Rules = Annotated[
    list[str] | None,
    typer.Argument(help="Learning rules; all if none is given.", show_default=False),
]


def check(names: Rules = None) -> None:
    """Check every closed form that the learning rules name, and print what each rule shows of conditioning."""
    from ..base.shelf import rules
    from ..conditioning.acquisition_rate import speeds
    from ..conditioning.closed_forms import oracles
    from ..conditioning.phenomena import table
    from .console import console

    chosen = list(dict.fromkeys(names or rules.names))
    for name in chosen:
        rules.load(name)
    screen = console()
    found = oracles(chosen)
    screen.print(_oracle_table(found))
    effects = table(chosen)
    screen.print()
    screen.print(_speed_table(speeds(chosen)))
    screen.print()
    screen.print(_phenomenon_table(effects))
    screen.print()
    for name, design in effects.drop_duplicates("phenomenon")[["phenomenon", "design"]].itertuples(
        index=False
    ):
        screen.print(f"{name.replace('_', ' ')} - {design}")
    for row in effects[~effects["holds"]].itertuples():
        screen.print(
            f"{row.rule} shows {row.phenomenon.replace('_', ' ')} ({row.effect:.2f}), which its file says it must not."
        )
    failed = int((~found["holds"]).sum() + (~effects["holds"]).sum())
    screen.print(
        f"{len(found)} closed forms and {len(effects)} phenomena of {len(chosen)} rules: "
        + ("all as the rules say." if not failed else f"{failed} not as the rules say.")
    )
    if failed:
        raise typer.Exit(1)


def _oracle_table(found: Any) -> Any:
    from .console import plain_table

    table = plain_table(
        "closed forms", "rule", "oracle", "formula", "error", "tolerance", "verdict"
    )
    for row in found.itertuples():
        table.add_row(
            row.rule,
            row.oracle,
            row.formula,
            f"{row.error:.1e}",
            f"{row.tolerance:.0e}",
            "holds" if row.holds else "FAILS",
        )
    return table


def _speed_table(found: Any) -> Any:
    from .console import decimal, plain_table

    table = plain_table(
        "rules are compared at one speed: trials to a response of one half, and where they end",
        "rule",
        "beta_present",
        "half-life",
        "asymptote",
    )
    for row in found.itertuples():
        end = decimal(row.asymptote) if math.isfinite(row.asymptote) else "none: it grows on"
        reached = decimal(row.half_life, 1) if math.isfinite(row.half_life) else "never"
        table.add_row(row.rule, decimal(row.beta_present, 4), reached, end)
    return table


def _phenomenon_table(effects: Any) -> Any:
    from .console import plain_table

    names = list(dict.fromkeys(effects["rule"]))
    table = plain_table(
        "phenomena: size of the effect; + shown (at least 0.1 of what is at stake), - not shown, * must not be",
        "phenomenon",
        *(name.replace("_", " ") for name in names),
    )
    for phenomenon, rows in effects.groupby("phenomenon", sort=False):
        cells = {
            row.rule: f"{'+' if row.shown else '-'}{'*' if row.forbidden else ''} {row.effect + 0.0:.2f}"
            for row in rows.round(2).itertuples()
        }
        table.add_row(str(phenomenon).replace("_", " "), *(cells[name] for name in names))
    return table
