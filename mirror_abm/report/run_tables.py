"""The tables of a run, as its figures need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.errors import InputError
from ..base.items import Drawing
from ..simulation.archive import TABLES as RECORDED
from ..simulation.archive import Run
from ..simulation.naming import in_tree_order
from ..simulation.plan import arm_name
from ..simulation.summary import BASELINE
from .wording import blind, silent

if TYPE_CHECKING:
    from ..figures.contract import Tables

MAIN = ("species_forest", "learning_curves", "sources")
ORDERS, CONTRAST = ("orders",), ("contrast",)
#: figures of other tables than a run's
BELONGS = {
    "ontogeny": "`mirror-abm ontogeny RUN`",
    "predictions": "`mirror-abm predict RUN`",
    "phylo_design": "`mirror-abm phylo --design --figure FILE`",
    "record_next": "`mirror-abm next RUN`",
    "programme": "`mirror-abm next RUN --studies N`",
    "retraining": "`mirror-abm retrain RUN`",
    "sensitivity": "`mirror-abm sensitivity RUN`",
    "weighing": "`mirror-abm weigh RUN`",
    "reliability": "`mirror-abm recover RUN`",
    "evidence": "`mirror-abm evidence --figure FILE`",
    "social_networks": "`mirror-abm species networks --figure FILE`",
    "experiment": "`mirror-abm experiment run NAME`",
    "repair": "`mirror-abm experiment run repair`",
    "scoreboard": "`mirror-abm experiment run all`",
    "sweep": "`mirror-abm sweep`",
    "sweep_grid": "`mirror-abm sweep`",
}


def standard(run: Run) -> tuple[str, ...]:
    """Return the names of the figures that belong to a run.

    Parameters
    ----------
    run : Run
        The run.

    Returns
    -------
    tuple of str
        Those of a rearing contrast, or the main ones, and that of orders where there are several
        species.
    """
    if run.plan.contrasts:
        return CONTRAST
    return MAIN + ORDERS if len(run.plan.species) > 1 else MAIN


def needed(run: Run, module: Drawing, name: str, labels: dict[str, str]) -> Tables:
    """Return what a figure needs of a run: the rows of its arm, with the names of species.

    Parameters
    ----------
    run : Run
        The run.
    module : module
        A figure of the shelf.
    name : str
        Its name, for error sentences.
    labels : dict of str to str
        What species are called.

    Returns
    -------
    dict
        Name -> table, as the module's ``NEEDS`` says, species in the order of the tree.

    Raises
    ------
    InputError
        If the run lacks what the figure needs.
    """
    plan, tables = run.plan, {}
    rank = {name: at for at, name in enumerate(in_tree_order(plan))}
    clades = {name: profile["taxon"]["taxonomic_class"] for name, profile in plan.profiles.items()}
    for wanted, columns in module.NEEDS.items():
        table = _arms(run, _recorded(run, wanted, name), module, name)
        if wanted == "curves" and "age" not in table:  # of a run of an earlier release
            table = _with_age(run, table)
        if wanted == "ledger" and "hours" not in table:  # of a run of an earlier release
            table = _with_hours(run, table)
        table = table.assign(
            silent=table["species"].isin(silent(plan)), blind=table["species"].isin(blind(plan))
        )
        if "modality" in table:  # what is not heard is not measured: older runs hold zeros of it
            table = table[~(table["silent"] & (table["modality"] == "auditory"))]
        table = table.assign(label=table["species"].map(labels), clade=table["species"].map(clades))
        if "other" in table:
            table = table.assign(other_label=table["other"].map(labels))
        table = table.sort_values("species", key=lambda names: names.map(rank), kind="stable")
        missing = [column for column in columns if column not in table]
        if missing or table.empty:
            lacks = "no rows" if table.empty else "no " + ", ".join(missing)
            raise InputError(
                f"figure {name}: run {run.id} has nothing to draw: {lacks} in table {wanted}."
            )
        tables[wanted] = table.reset_index(drop=True)
    return tables


def _arms(run: Run, table: Any, module: Drawing, name: str) -> Any:
    """Return the rows of the arms that a figure shows: all, or the one that the run is about."""
    arms = set(table["arm"].unique())
    if not getattr(module, "EVERY_ARM", False):
        return table[table["arm"] == (BASELINE if BASELINE in arms else min(arms, default=""))]
    if len(arms) < 2 and not getattr(module, "ONE_ARM_WILL_DO", False):
        raise InputError(
            f"figure {name}: run {run.id} has one arm only: make it with `mirror-abm contrast`."
        )
    if run.plan.contrasts:  # it is about these; others are there if sources were removed alone
        return table[table["arm"].isin([arm_name(arm) for arm in run.plan.arms])]
    return table


def _recorded(run: Run, wanted: str, figure: str) -> Any:
    """Return the table of a run that a figure needs, or say that the figure is not one of a run."""
    if wanted == "orders" and len(run.plan.species) > 1:
        from ..simulation.orders import both_ways

        return both_ways(run.table("groups")).assign(arm=BASELINE)
    if wanted == "orders":
        raise InputError(
            f"figure {figure}: run {run.id} has one species only: it compares several."
        )
    if wanted not in RECORDED:
        belongs = BELONGS.get(figure, "another command")
        raise InputError(f"figure {figure}: is not drawn from a run: it belongs to {belongs}.")
    return run.table(wanted)


def _with_hours(run: Run, table: Any) -> Any:
    """Return the ledger with the hours that each species lived."""
    hours = run.table("curves").groupby("species")["hours"].max()
    return table.assign(hours=table["species"].map(hours))


def _with_age(run: Run, table: Any) -> Any:
    """Return the learning curves with the age in days."""
    active = {name: run.plan.profile(name).active_hours.value for name in run.plan.species}
    return table.assign(age=table["hours"] / table["species"].map(active))
