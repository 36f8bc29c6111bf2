"""The commands ``run``, ``contrast`` and ``plot``: populations simulated, and their figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..report.cells import Number, Ranged, Told
from ..report.terminal import plain_table
from .comparison import show_result, show_sentences
from .console import console
from .options import RunFolder, RunName, a_file_to_read
from .request import Request, with_common_options
from .results import drawn, show_figures, show_files
from .sensitivity import FIGURE, draw_sensitivity

if TYPE_CHECKING:
    from ..simulation.archive import Run


@with_common_options
def run_command(
    request: Request,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Repeat a run from its plan.json, which says all that is run.",
            callback=a_file_to_read,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Simulate species under accounts, and compare what they learn.

    Prints the comparative table: the share of motor units that respond to their own act, minus
    their share of responses to acts that they do not do. Draws the figures, and keeps all tables
    in a folder of its own.

    Interrupted, the same command resumes; a run that is done is shown as it is.
    """
    done = request.carry_out() if plan is None else request.repeat(plan)
    if done.plan.contrasts:
        _show_contrast(done)
        return
    show_result(done)
    show_files(done)


@with_common_options
def contrast_command(request: Request) -> None:
    """Raise animals with and without a source of experience.

    The same animals twice: prints how much of own minus other is lost or gained, and draws it.
    Name the source, or several, with --without.

    Interrupted, the same command resumes; a run that is done is shown as it is.
    """
    _show_contrast(request.carry_out(contrast=True))


def _show_contrast(done: Run) -> None:
    """Print what the animals of a contrast show, draw its figures, and say where they are."""
    from ..inference.answer import answer

    show_sentences(answer(done))
    _show_differences(done)
    show_files(done)


def _show_differences(run: Run) -> None:
    """Print the difference between the arms of a contrast."""
    from ..base.means import head_of_error
    from ..base.ranges import level_in_words
    from ..simulation.plan import arm_name
    from ..simulation.summary import differences

    plan = run.plan
    found = differences(run.table("groups"), arm_name(plan.arms[-1]))
    words = level_in_words(found["n"], "")
    table = plain_table(
        f"Difference in own minus other, {found['arm'].iloc[0]} minus intact, "
        f"mean [{words}] over {plan.replicates} group{'s' * (plan.replicates > 1)}",
        "species",
        "account",
        "modality",
        "difference",
        head_of_error(found["mc_error_is"]),
        unbroken=("difference",),
    )
    for row in found.sort_values(
        ["species", "account", "modality"], ascending=[True, True, False]
    ).itertuples(index=False):
        table.add_row(
            plan.labels[row.species],
            row.account,
            row.modality,
            Ranged(row.mean, row.low, row.high, 3, level=row.level),
            Number(row.mc_error, 4) if row.mc_error == row.mc_error else Told("one group", None),
        )
    console().print(table)


def plot_command(
    run: RunName,
    figure: Annotated[
        list[str] | None,
        typer.Argument(
            help="Figures; those that belong to the run if none is given.", show_default=False
        ),
    ] = None,
    names: Annotated[
        str, typer.Option(help="What species are called: scientific, common or both.")
    ] = "scientific",
    out: RunFolder = Path("runs"),
) -> None:
    """Draw figures of a run into its folder, as PNG and PDF."""
    from ..base.checks import one_of
    from ..report.figures import save
    from ..report.run_tables import standard
    from ..report.wording import NAMES
    from ..simulation.archive import load_run

    done = load_run(run, out)
    if figure:
        own = [name for name in dict.fromkeys(figure) if name != FIGURE]
        if own:
            show_figures(save(done, own, names))
        if FIGURE in figure:  # computed from the draws of the run, with the default study
            show_figures(draw_sensitivity(done, names))
        return
    one_of("names", names, NAMES)
    for name in standard(done):  # nobody asked for each of them: one without data is no error
        show_figures(drawn(done, name, names))
