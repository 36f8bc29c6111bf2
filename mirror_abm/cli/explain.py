"""The command ``explain``: how the simulation works, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import console


def show_table(subject: str, table: bool, board: str) -> None:
    """Show what the accounts predict on a board, or refuse what has no such table."""
    from ..base.errors import InputError
    from .predictions import BOARDS, show_predictions

    if subject != "accounts" or not table:
        raise InputError(
            f"explain {subject!r}: --table and --board go with 'accounts': `mirror-abm explain "
            "accounts --table`."
        )
    show_predictions(Path(board) if board else BOARDS)


def explain_command(
    subject: Annotated[
        str, typer.Argument(help="'step', 'accounts', an account, a rule, or a species.")
    ],
    table: Annotated[
        bool,
        typer.Option(
            "--table", help="Of 'accounts': what each predicts on every experiment, side by side."
        ),
    ] = False,
    board: Annotated[
        str,
        typer.Option(
            metavar="DIR",
            help="The board that --table shows, or a folder of boards [default: runs/board].",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Explain a step, the accounts, a learning rule, or a species.

    'step': the order of events in a step. 'accounts', or the name of one: what it says, and what
    would refute it. A species: what the engine makes of its profile.
    """
    if table or board:
        show_table(subject, table, board)
        return
    from ..base.errors import InputError, did_you_mean
    from ..base.shelf import accounts, rules
    from ..profile.species import load_species, shipped
    from ..report.explanation import accounts_page, item_page, species_page, step_page

    pages = {"step": step_page, "accounts": accounts_page}
    shelf = next((each for each in (accounts, rules) if subject in each.names), None)
    species = shipped()
    if (
        subject.strip().lower().replace(" ", "_") not in (*pages, *species)
        and not shelf
        and "." not in subject
    ):
        names = (*pages, *accounts.names, *rules.names, *species)
        raise InputError(
            f"explain {subject!r}: must be 'step', 'accounts', an account, a rule or a species."
            f"{did_you_mean(subject, names)}"
        )
    if subject in pages:
        page = pages[subject]()
    elif shelf:
        page = item_page(shelf, subject)
    else:
        page = species_page(load_species(subject))
    for part in page:
        console().print(part)
