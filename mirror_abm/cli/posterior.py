"""The posterior over accounts as ``weigh`` prints it, with how far it can be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..report.cells import Number, Ranged, Told
from .console import unbroken_table

if TYPE_CHECKING:
    import pandas as pd

    from ..inference.posterior import Posterior
    from ..report.terminal import Table

MOST = 5  #: records that move most, which are printed


def show_posterior(found: Posterior, screen: Any) -> None:
    """Print a posterior over accounts, or why there is none."""
    if not found:
        screen.print(f"\nNo posterior over accounts. {found.refused}")
        return
    about = found.calibration.iloc[0]
    screen.print(
        "\nPosterior over accounts: the mean over draws of three priors on rates, at temperatures "
        f"fitted on simulated worlds of the same design (b = {about['b']:.2f} of all species in "
        f"one draw to the power of {about['power']:g}, c = {about['c']:.2f} of each species by "
        "itself; 1, 1 and 0 are none) [90 %, bootstrap over draws]"
    )
    if found.refused:
        screen.print(found.refused[0].upper() + found.refused[1:])
    screen.print(_account_table(found.accounts, bool(found.refused)))
    _show_calibration(about, screen)
    screen.print(
        "\nSums of accounts: those that suppose nothing inherited, and classes that worlds like "
        "this record do not part (within these only the sum is worth a number)"
    )
    screen.print(_sum_table(found.sums))
    screen.print(
        "\nThe grid: three priors on rates x three ranges of the chance that a negative study is "
        f"published ({found.grid['draws'].iloc[0]} of {about['draws']} draws each)"
    )
    screen.print(_grid_table(found.grid))
    screen.print("\nWhat moves it: half the sum of changes when it is left out")
    screen.print(_move_table(found.moves))


def _account_table(accounts: pd.DataFrame, refused: bool) -> Table:
    """Return the posterior of single accounts, or its range over the grid where it is refused."""
    heads = ["over the grid"] if refused else ["posterior", "over the grid"]
    table = unbroken_table(
        "account", *heads, "without a temperature", "effective draws", "below .05", name="posterior"
    )
    for row in accounts.itertuples(index=False):
        said = [] if refused else [Ranged(row.posterior, row.low, row.high)]
        table.add_row(
            row.account,
            *said,
            Told(
                f"{Number(row.least, 2)} to {Number(row.most, 2)}", least=row.least, most=row.most
            ),
            Number(row.plug_in, 2),
            Number(row.effective_draws, 1, f" of {row.draws}", of=row.draws),
            "in all of the grid" if row.excluded else "no",
        )
    return table


def _show_calibration(about: pd.Series, screen: Any) -> None:
    """Print how often a posterior like this one is right."""
    screen.print(
        "A posterior like this, whose first account has "
        f"{about['largest']:.2f} (give or take .05), "
        + (
            f"is right in {100 * about['right']:.0f} % [{100 * about['low']:.0f}, "
            f"{100 * about['high']:.0f}] of simulated worlds, and says {100 * about['said']:.0f} % "
            f"({about['worlds']:,} worlds)."
            if about["worlds"]
            else "comes out in no simulated world."
        )
    )
    screen.print(
        f"Of {about['worlds_in_all']:,} worlds {about['sure']:,} reach .95; calibration error "
        f"{about['calibration_error']:.3f}; log score {about['log_score']:.2f} (knowing nothing: "
        f"{about['nothing']:.2f}); a true account is below .05 in {100 * about['excluded']:.1f} %."
    )
    if about["few"]:
        screen.print(f"Few draws: {about['draws']} of all that is uncertain; 100 or more carry it.")


def _sum_table(sums: pd.DataFrame) -> Table:
    """Return sums over accounts."""
    table = unbroken_table(
        "sum", "accounts", "posterior", "over the grid", "prior", "told", name="sums"
    )
    for row in sums.itertuples(index=False):
        side = "above" if row.posterior > row.prior else "below"
        table.add_row(
            row.sum if row.sum != row.accounts.replace(", ", " = ") else "not parted",
            row.accounts,
            Ranged(row.posterior, row.low, row.high),
            Told(
                f"{Number(row.least, 2)} to {Number(row.most, 2)}", least=row.least, most=row.most
            ),
            Number(row.prior, 2),
            f"{side} its prior in all of the grid" if row.told else "no: it changes over the grid",
        )
    return table


def _grid_table(grid: pd.DataFrame) -> Table:
    """Return the posterior under every assumption, one row each."""
    names = list(dict.fromkeys(grid["account"]))
    table = unbroken_table("prior on rates", "published", *names, "b", "c", name="grid")
    for (prior, published), part in grid.groupby(["prior", "published"], sort=False):
        said = part.set_index("account")["posterior"]
        table.add_row(
            str(prior).replace("_", "-"),
            published,
            *(Number(said[name], 2) for name in names),
            *(Number(part[name].iloc[0], 2) for name in ("b", "c")),
        )
    return table


def _move_table(moves: pd.DataFrame) -> Table:
    """Return what moves the posterior most, of records the first few."""
    table = unbroken_table("left out", "", "moved by", "observations", name="moves")
    each = moves.drop_duplicates(["kind", "left_out"])
    for _, part in each.groupby("kind", sort=False):
        for row in part.head(MOST).itertuples(index=False):
            table.add_row(row.kind, row.left_out, Number(row.moved, 3), Number(row.records))
    return table
