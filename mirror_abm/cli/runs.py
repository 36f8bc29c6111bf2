"""The commands ``runs list`` and ``runs show``: what was run before."""

from __future__ import annotations

from pathlib import Path

from ..report.terminal import plain_table
from .comparison import show_result
from .console import console
from .options import RunFolder, RunName
from .results import CONTRAST_FIGURES, RUN_FIGURES, show_files


def runs_list(out: RunFolder = Path("runs")) -> None:
    """List the finished runs, the newest first."""
    from ..base.errors import MirrorError
    from ..base.files import shown
    from ..simulation.archive import finished, load_run
    from ..simulation.plan import arm_name

    table = plain_table("", "run", "species", "accounts", "days", "groups", "arms", "seconds")
    for path in finished(out):
        try:
            item = load_run(path)
        except MirrorError as error:
            console(stderr=True).print(str(error))
            continue
        plan = item.plan
        table.add_row(
            item.id,
            ", ".join(plan.species),
            ", ".join(plan.accounts),
            f"{plan.days:g}",
            str(plan.replicates),
            ", ".join(arm_name(arm) for arm in plan.arms),
            f"{item.manifest['elapsed_seconds']:g}",
        )
    console().print(table if table.row_count else f"No finished runs in {shown(out)}.")


def runs_show(run: RunName, out: RunFolder = Path("runs")) -> None:
    """Show what a run was, what it found, and what to cite for it."""
    from ..simulation.archive import load_run

    done, screen = load_run(run, out), console()
    plan, manifest = done.plan, done.manifest
    screen.print(
        f"run {done.id}: seed {plan.seed}, {plan.days:g} active days, {plan.replicates} groups a "
        f"species, {'medians' if plan.point else 'drawn numbers'}, "
        f"prior {plan.prior.replace('_', ' ')}, world {plan.world}, weights {plan.weights}"
    )
    screen.print(
        "software: " + ", ".join(f"{name} {value}" for name, value in manifest["software"].items())
    )
    screen.print(f"took {manifest['elapsed_seconds']:g} s with {manifest['workers']} workers")
    screen.print("cite: " + ", ".join(manifest["cite"]) + " (species/references.bib)")
    show_result(done)
    show_files(done, CONTRAST_FIGURES if plan.contrasts else RUN_FIGURES)
