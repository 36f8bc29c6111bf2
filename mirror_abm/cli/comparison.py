"""The comparative table of a run, and what a reader must know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..report.terminal import plain_table
from .console import console, ranged

if TYPE_CHECKING:
    import pandas as pd

    from ..simulation.archive import Run
    from ..simulation.plan import Plan

ENOUGH_GROUPS = 20  #: below, the ends of a 90 % range are the extremes
MANY_SPECIES = 8  #: above, clipped draws are told by number, over all species


def show_comparison(run: Run) -> None:
    """Print the comparative table: one row per species and account, both modalities."""
    summary, plan, screen = run.table("summary"), run.plan, console()
    arm = "intact" if "intact" in set(summary["arm"]) else summary["arm"].iloc[0]
    summary = summary[summary["arm"] == arm]
    table = plain_table(
        _title(plan, arm),
        "species",
        "account",
        "visual",
        "auditory",
        "kind",
        "main source (fall if removed)",
        unbroken=("visual", "auditory"),
    )
    for (species, account), rows in summary.groupby(["species", "account"], sort=False):
        table.add_row(plan.labels[species], account, *_row(plan, species, rows))
    screen.print(table)
    if "-" in tuple(table.columns[3].cells):
        screen.print("-: no act of the species is heard.")
    if plan.world != "normal":
        screen.print(
            "Counter-mirror share (congruent with what the permuted world shows): "
            + "; ".join(
                f"{row.species} {row.account} {row.modality} {row.counter:.3f}"
                for row in summary.itertuples(index=False)
            )
        )
    _show_limits(run, screen)
    if plan.replicates < ENOUGH_GROUPS:
        screen.print(
            f"A 90 % range over {plan.replicates} group{'s' * (plan.replicates > 1)} is no wider "
            f"than their extremes, and too narrow; --replicates {ENOUGH_GROUPS} or more."
        )
    error = summary["mc_error"].max()
    if error == error:
        screen.print(
            "Unit of replication: the group. "
            f"Largest Monte-Carlo standard error of a mean: {error:.3f}."
        )


def _title(plan: Plan, arm: str) -> str:
    """Return the title: what the table shows, and how the run differs from an ordinary one."""
    return (
        "Congruent share of motor units above its permuted expectation, mean [90 % predictive "
        f"range] over {plan.replicates} group{'s' * (plan.replicates > 1)}"
        + (f", {arm}" if arm != "intact" else "")
        + (", permuted world" if plan.world != "normal" else "")
        + (f", prior {plan.prior.replace('_', ' ')}" if plan.prior != "authored" else "")
    )


def _row(plan: Plan, species: Any, rows: pd.DataFrame) -> tuple[str, str, str, str]:
    """Return visual and auditory shares, the kind of units, and the source that matters most."""
    cells = {row.modality: row for row in rows.itertuples(index=False)}
    best: Any = max(cells.values(), key=lambda row: row.mean)
    heard = any(act["audible"] for act in plan.profiles[species]["actions"])
    shares = {name: ranged(row.mean, row.low, row.high) for name, row in cells.items()}
    return (
        shares["visual"],
        shares["auditory"] if heard else "-",
        "none" if best.kind == "none" else f"{best.modality}, {best.kind}",
        f"{best.main_source.replace('_', ' ')} ({best.main_drop:.2f})" if best.main_source else "-",
    )


def _show_limits(run: Run, screen: Any) -> None:
    """Say which draws were clipped to what is possible, and which groups were capped."""
    plan = run.plan
    draws = run.table("draws").drop_duplicates(["species", "replicate", "name"])
    clipped = _clipped(plan, draws.groupby(["species", "name"])["limited"].mean())
    if clipped:
        screen.print(
            f"Draws clipped to what the drawn activity allows: {'; '.join(clipped)} (table draws)."
        )
    wanted = draws[draws["name"] == "group.size"]
    capped = sorted(set(wanted[wanted["value"].round() > plan.cap]["species"]))
    if capped:
        screen.print(
            f"Groups larger than {plan.cap} were simulated with {plan.cap} animals: "
            f"{', '.join(capped)}."
        )


def _clipped(plan: Plan, share: pd.Series) -> list[str]:
    """Return which draws were clipped in which share of the groups, in words."""
    if len(plan.species) > MANY_SPECIES:
        several = share.groupby("name").agg(lambda each: each[each > 0].mean()).dropna()
        return [
            f"{str(name).removeprefix('experience.')} in {value:.0%} of the groups of "
            f"{int((share.xs(name, level='name') > 0).sum())} species"
            for name, value in several.items()
        ]
    return [
        f"{species} {name.removeprefix('experience.')} in {value:.0%} of groups"
        for (species, name), value in share.items()
        if value > 0
    ]
