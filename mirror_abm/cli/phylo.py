"""The command ``phylo``: signal and regression over species, and which species to record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..report.cells import ABSENT, Number, Ranged, Told
from ..report.terminal import Column, plain_table
from .console import console, unbroken_table
from .options import OwnTree, RandomSeed, a_file_to_read, a_new
from .phylo_design import show_design

if TYPE_CHECKING:
    import pandas as pd

    from ..report.terminal import Table

PAIRS = 1000  #: of unrelated traits that are simulated on the species of a regression
#: range of lambda of traits whose relatives resemble each other less than by Brownian motion
WEAKER = (0.5, 1.0)


def phylo_command(
    table: Annotated[
        Path | None,
        typer.Argument(
            help="A table with a column species and a column for each trait, measured.",
            callback=a_file_to_read,
            show_default=False,
        ),
    ] = None,
    trait: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this column, or log(COLUMN) (repeatable).",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        list[str] | None,
        typer.Option(
            help="Regress the trait on this column, or log(COLUMN) (repeatable).",
            show_default=False,
        ),
    ] = None,
    lam: Annotated[
        str | None,
        typer.Option(
            "--lambda",
            metavar="ML|REML|NUMBER",
            help="How lambda of the residuals is estimated, or what it is [default: ML].",
            show_default=False,
        ),
    ] = None,
    design: Annotated[
        bool,
        typer.Option(
            "--design",
            help="Tell which species to record, of a table or of the library, and how many.",
        ),
    ] = False,
    slope: Annotated[
        float | None,
        typer.Option(
            help="Slope that is to be found: standard deviations of the residuals for one of the "
            "predictor [default: 0.5].",
            show_default=False,
        ),
    ] = None,
    have: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SPECIES",
            help="A species that is recorded already (repeatable); library: all that were.",
            show_default=False,
        ),
    ] = None,
    count: Annotated[
        int | None,
        typer.Option(help="How many species there are to be in all.", show_default=False),
    ] = None,
    simulations: Annotated[
        int | None,
        typer.Option(
            help="Studies that are simulated with each set [default: 1000].", show_default=False
        ),
    ] = None,
    figure: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw the design into FILE, .png, .pdf or .svg.",
            callback=a_new("PICTURES"),
            show_default=False,
        ),
    ] = None,
    own: OwnTree = None,
    seed: RandomSeed = 0,
) -> None:
    """Compare traits over species, descent taken into account.

    Of a table of traits that were measured: how far relatives resemble each other (Pagel's lambda,
    Blomberg's K), and with --on a regression, by PGLS and as if species were independent, over the
    library's 100 trees. With --design: which species to record, so that ecology can be told from
    descent. Never of what was simulated: a p value of that would test our own assumptions.
    """
    from ..base.errors import InputError

    asked: dict[str, Any] = {
        "slope": slope,
        "have": have or None,
        "count": count,
        "simulations": simulations,
        "figure": figure,
    }
    if design:
        if trait:
            raise InputError(
                "--trait: is of traits that were measured; --design is about one that is to be "
                "recorded: --on COLUMN names its predictor."
            )
        if lam not in (None, "ML", "REML"):
            raise InputError(
                f"--lambda {lam}: must be ML or REML: a design is about studies that estimate it."
            )
        asked["method"] = lam
        chosen = {name: got for name, got in asked.items() if got is not None}
        show_design(table, on, chosen, own, seed)
        return
    given = [name for name, got in asked.items() if got is not None]
    if given:
        raise InputError(f"--{given[0]}: is that of --design: give both, or neither.")
    if table is None:
        raise InputError(
            "phylo: needs a table of traits, or --design: `mirror-abm phylo traits.csv --trait "
            "brain --on group`, `mirror-abm phylo --design`."
        )
    _compare(table, trait, on, lam, own, seed)


def _compare(
    file: Path,
    trait: list[str] | None,
    on: list[str] | None,
    lam: str | None,
    own: Path | None,
    seed: int,
) -> None:
    """Print signal, regressions, and how far they can be trusted."""
    from ..base.errors import InputError
    from ..inference.phylo_file import read_traits
    from ..inference.phylo_regression import pgls
    from ..inference.phylo_signal import blomberg_k, pagels_lambda
    from ..inference.phylo_table import refuse_simulated
    from ..inference.phylo_tree import trees_in

    if on and not trait:
        raise InputError("--on: needs --trait, the trait that is to be explained.")
    data, screen = read_traits(file), console()
    refuse_simulated(data)
    over: dict[str, Any] = {"trees": True if own is None else trees_in(own)}
    names = [*(trait or ()), *(name for name in on or () if _is_number(data, name))] or None
    lambdas = pagels_lambda(data, names, **over)
    signal = blomberg_k(data, names, seed=seed, **over)
    regressions = {
        each: pgls(data, each, on, lam=_lambda(lam), **over) for each in trait or () if on
    }  # whatever is refused is refused before anything is printed
    screen.print(_signal(lambdas, signal))
    count = int(lambdas["trees"].iloc[0])
    screen.print(
        f"lambda and K: {_over(count)}; lambda or K near 0: relatives do not resemble each other; "
        "1: as by Brownian motion. p (0), p (1): of the likelihood ratio against that lambda; p of "
        f"K: by {int(signal['permutations'].iloc[0])} permutations."
    )
    for each, found in regressions.items():
        screen.print("")
        _show_regression(found, f"{each} ~ {' + '.join(on or ())}", each)
    if on:
        screen.print("")
        _warn(list(data["species"]), over["trees"], seed)


def _is_number(data: pd.DataFrame, name: str) -> bool:
    """Return whether a predictor has a signal of its own: not a column of words, not a product."""
    from pandas.api.types import is_numeric_dtype

    plain = not set(":*") & set(name)
    return (name in data and is_numeric_dtype(data[name])) or (plain and name not in data)


def _over(count: int) -> str:
    """Return over how many trees something was computed."""
    return (
        "median over 100 trees [range]"
        if count == 100
        else (f"median over {count} trees [range]" if count > 1 else "on one tree")
    )


def _signal(lambdas: pd.DataFrame, signal: pd.DataFrame) -> Table:
    """Return lambda and K of each trait as a table."""
    table = unbroken_table(
        *("trait", "species", "lambda", Column("95 %", "interval"), "p (0)", "p (1)"),
        *("K", Column("p", "p_of_k")),
        name="signal",
    )
    for one, two in zip(lambdas.to_dict("records"), signal.to_dict("records"), strict=True):
        several = one["trees"] > 1
        table.add_row(
            one["trait"],
            one["species"],
            _ranged(one["lambda"], one["lambda_least"], one["lambda_most"], several),
            Told(
                f"{one['lambda_low']:.2f}-{one['lambda_high']:.2f}",
                low=one["lambda_low"],
                high=one["lambda_high"],
            ),
            _p(one["p_0"]),
            _p(one["p_1"]),
            _ranged(two["K"], two["K_least"], two["K_most"], several),
            _p(two["p"], mc_error=two["p_error"]),
        )
    return table


def _ranged(value: float, low: float, high: float, several: bool) -> Told:
    """Return a number, with its range over trees if there are several."""
    return Ranged(value, low, high) if several else Number(value, 2)


def _p(value: float, **parts: object) -> Told:
    """Return a p value as readers write it."""
    if value != value:
        return Told(ABSENT, None, **parts)
    return Told("<0.001" if value < 0.001 else f"{value:.3f}", value, **parts)


def _show_regression(found: pd.DataFrame, title: str, trait: str) -> None:
    """Print a regression by PGLS, and the ordinary one beside it."""
    screen = console()
    table = plain_table(
        title,
        *("model", "term", Column("estimate [95 %]", "estimate"), "error", "t", "df", "p"),
        *("log likelihood", "AIC"),
        unbroken=("estimate [95 %]",),
        name=f"regression of {trait}",
    )
    for row in found.to_dict("records"):
        table.add_row(
            row["model"],
            row["term"],
            Ranged(row["estimate"], row["low"], row["high"], ".3g", between=row["between"]),
            Number(row["error"], ".3g"),
            Number(row["t"], 2),
            Number(row["df"], 1),
            _p(row["p"]),
            Number(row["log_likelihood"], 2),
            Number(row["aic"], 2),
        )
    screen.print(table)
    one = found.iloc[0]
    known = one["lambda_low"] != one["lambda_low"]
    screen.print(
        f"lambda of the residuals {one['lambda']:.2f}"
        + (" (given)" if known else f", 95 % {one['lambda_low']:.2f}-{one['lambda_high']:.2f}")
        + (
            f", over trees {one['lambda_least']:.2f}-{one['lambda_most']:.2f}. Coefficients are "
            f"pooled over {int(one['trees'])} trees: variance within, plus that between (Rubin)."
            if one["trees"] > 1
            else "."
        )
        + " `ordinary` takes species for independent."
    )


def _lambda(typed: str | None) -> float | str:
    """Return what is typed for lambda."""
    if typed is None:
        return "ML"
    try:
        return float(typed)
    except ValueError:
        return typed


def _warn(species: list[str], trees: Any, seed: int) -> None:
    """Print how often regressions of unrelated traits of these very species are called real."""
    from ..inference.phylo_errors import false_positives

    tree = None if trees is True else trees[0]
    table = unbroken_table(
        "analysis",
        Column("lambda 1", "brownian"),
        Column(f"lambda {WEAKER[0]:g}-{WEAKER[1]:g}", "weaker"),
        name="false positives",
    )
    found = [
        false_positives(species, tree=tree, signal=signal, pairs=PAIRS, seed=seed)
        for signal in (1.0, WEAKER)
    ]
    for one, two in zip(*(each.to_dict("records") for each in found), strict=True):
        table.add_row(
            one["way"],
            *(
                Ranged(row["share"], row["low"], row["high"], mc_error=row["error"])
                for row in (one, two)
            ),
        )
    screen = console()
    screen.print(
        "False positives at .05 with one predictor on exactly these species: share [95 %] of "
        f"{PAIRS:,} pairs of unrelated traits, simulated, whose lambda is 1 (Brownian motion) or "
        "less"
    )
    screen.print(table)
    screen.print("Unit of replication: the pair of simulated traits.")
