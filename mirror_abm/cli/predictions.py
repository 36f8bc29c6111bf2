"""What every account predicts on every experiment, side by side: ``explain accounts --table``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..report.cells import Number, Told
from ..report.terminal import plain_table
from .board import MARKS, show_board
from .console import console, tell_file

if TYPE_CHECKING:
    import pandas as pd

    from ..laboratory.experiment import Experiment

BOARDS = Path("runs/board")


def show_predictions(where: Path) -> None:
    """Print assumptions, predictions on all experiments, and how each account fares on them.

    Parameters
    ----------
    where : Path
        A finished board, or a folder of boards, of which the fullest is taken, then the newest.

    Raises
    ------
    InputError
        If there is no finished board.
    """
    from ..base.shelf import experiments
    from ..laboratory.board_archive import board_tables
    from ..laboratory.experiment import load

    board = fullest(where)
    _, _, scored = board_tables(board)
    on_shelf = scored["experiment"].isin(experiments.names)
    own, scored = scored[~on_shelf]["experiment"].unique(), scored[on_shelf]
    each = {str(name): load(str(name)) for name in scored["experiment"].unique()}
    screen = console()
    screen.print(_assumptions())
    show_board(scored, each)
    screen.print(_by_account(scored, each))
    screen.print(
        "Pass rates are over each account's own prior: what it leaves open is drawn with all other "
        "numbers. docs/accounts.md says what its authors would object to."
    )
    if len(own):
        screen.print(f"Left out, as they are not on the shelf: {', '.join(own)}.")
    tell_file("board", board)


def fullest(where: Path) -> Path:
    """Return the finished board with most experiments, and of several the newest.

    Parameters
    ----------
    where : Path
        A board, or a folder of boards.

    Returns
    -------
    Path
        Its folder.

    Raises
    ------
    InputError
        If there is none.
    """
    from ..base.errors import InputError
    from ..simulation.sealing import is_done

    found = [path for path in (where, *_inside(where)) if is_done(path)]
    if not found:
        raise InputError(
            f"--board {where}: holds no finished board: `mirror-abm experiment run all` makes one "
            f"in {BOARDS}; name another folder with --board."
        )
    return max(found, key=lambda path: (len(_plan(path)["experiments"]), path.stat().st_mtime))


def _inside(where: Path) -> list[Path]:
    """Return the folders in a folder, in the order of their names."""
    return sorted(path for path in where.iterdir() if path.is_dir()) if where.is_dir() else []


def _plan(board: Path) -> dict[str, dict[str, str]]:
    """Return what a board was made of."""
    from ..base.files import read_text

    plan: dict[str, dict[str, str]] = json.loads(read_text(board / "plan.json"))
    return plan


def _assumptions() -> object:
    """Return a table of what each account assumes, and where that stands."""
    from ..accounts.contract import BASELINES
    from ..base.shelf import accounts

    table = plain_table("what the accounts assume", "account", "assumption", "source")
    for name in accounts.names:
        if name in BASELINES:
            continue
        for number, (claim, source) in enumerate(accounts.load(name).ASSUMES.items()):
            table.add_row(name if number == 0 else "", claim, source)
    return table


def _by_account(scored: pd.DataFrame, each: Mapping[str, Experiment]) -> object:
    """Return a table of how each account fares over all experiments, and on its first."""
    table = plain_table(
        "how each account fares",
        "account",
        "its authors' first row",
        "there",
        "reproduced",
        "contradicted",
        "undecided",
        "mean pass rate",
    )
    for name, row in _fares(scored, each):
        table.add_row(name, *row)
    return table


def _fares(
    scored: pd.DataFrame, each: Mapping[str, Experiment]
) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield each account and the cells of its row; contrary rows and predictions count, too."""
    from ..accounts.contract import BASELINES
    from ..base.shelf import accounts
    from ..laboratory.scoring import named

    told = scored.assign(who=named(scored))
    for who, rows in told.groupby("who", sort=False):
        account = str(rows["account"].iloc[0])
        first = "" if account in BASELINES else accounts.load(account).FIRST
        there = rows[rows["experiment"] == first]
        marks = " / ".join(
            f"{MARKS[str(row.verdict)]} {Number(row.rate, 2)}" for row in there.itertuples()
        )
        counts = rows["verdict"].value_counts()
        spoke = rows[rows["spoke"] > 0]["rate"]
        yield (
            str(who),
            (
                first if first in each else Told(f"{first} (not on this board)" if first else "-"),
                marks or "-",
                int(counts.get("reproduced", 0)),
                int(counts.get("not", 0)),
                int(counts.get("undecided", 0)),
                Number(float(spoke.mean()), 2) if len(spoke) else "-",
            ),
        )
