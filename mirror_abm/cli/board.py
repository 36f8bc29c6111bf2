"""The board as ``experiment run`` prints and draws it: studies by accounts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..report.cells import Number, Told
from ..report.terminal import Column
from .console import console, unbroken_table

if TYPE_CHECKING:
    import pandas as pd

    from ..laboratory.experiment import Experiment

OWN_FIGURES = ("repair",)  #: experiments with a figure of their own on the shelf
ANIMALS_LEVEL = 0.95  #: of the range of animals beside the means
MARKS = {"reproduced": "yes", "not": "no", "undecided": "~", "cannot speak": "?"}


def show_board(scored: pd.DataFrame, each: dict[str, Experiment]) -> None:
    """Print the board: study x account, developed / preset."""
    from ..laboratory.scoring import named, telling

    tells, screen = telling(scored), console()
    scored = scored.assign(who=named(scored))
    who = list(dict.fromkeys(scored["who"]))
    kinds = list(dict.fromkeys(scored["subjects"]))
    screen.print(
        f"Share of draws with the published pattern, from {' / '.join(kinds)} subjects; yes "
        "reproduced, no contradicted, ~ undecided, ? cannot speak; * tells accounts apart",
    )
    table = unbroken_table(Column("", "tells_apart"), "study", "pattern known", *who, name="board")
    for name, experiment in each.items():
        rows = scored[scored["experiment"] == name].set_index(["who", "subjects"])
        marks = " (contrary)" if experiment.contrary else ""
        marks += " (calibrates)" if experiment.calibrates else ""
        cells = [
            _verdicts(rows, column, [kind for kind in kinds if kind in experiment.subjects])
            for column in who
        ]
        table.add_row(
            Told("*" if tells.get(name) else "", bool(tells.get(name))),
            Told(
                f"{name}{marks}",
                name,
                contrary=experiment.contrary,
                calibrates=experiment.calibrates,
            ),
            experiment.confidence,
            *cells,
        )
    screen.print(table)
    certain = {
        name: apart and each[name].confidence != "P" and not each[name].calibrates
        for name, apart in tells.items()
    }
    screen.print(_headline(scored, certain, who, kinds, len(each)))
    screen.print(
        "Unit of replication: the animal, each raised in a group of its own and trained alone."
    )


def _verdicts(rows: pd.DataFrame, who: str, kinds: list[str]) -> Told:
    """Return the verdicts on one study under one account, for each kind of subjects."""
    values: dict[str, object] = {}
    for kind in kinds:
        if (who, kind) in rows.index:
            row = rows.loc[(who, kind)]
            values |= {f"{kind}_verdict": row["verdict"], f"{kind}_rate": row["rate"]}
    return Told(" / ".join(_verdict(rows, who, kind) for kind in kinds), **values)


def _verdict(rows: pd.DataFrame, who: str, kind: str) -> str:
    """Return the verdict on one study under one account, and the share of draws behind it."""
    if (who, kind) not in rows.index:
        return ""
    row = rows.loc[(who, kind)]
    share = f" {Number(row['rate'], 2)}" if row["verdict"] != "cannot speak" else ""
    return MARKS[str(row["verdict"])] + share


def _headline(
    scored: pd.DataFrame, certain: dict[str, bool], who: list[str], kinds: list[str], studies: int
) -> str:
    """Return how many studies each account reproduces and contradicts, of those that tell.

    ``certain`` says which studies tell accounts apart and are well enough known to count.
    """
    from ..accounts.contract import BASELINES

    rows = scored[
        scored["experiment"].map(lambda name: bool(certain.get(str(name))))
        & ~scored["account"].isin(BASELINES)
    ]
    if not len(rows):
        return f"Headline: none of the {studies} rows tells accounts apart here."
    counts = rows.groupby(["who", "subjects"])["verdict"].value_counts().unstack(fill_value=0)
    return (
        f"Headline, over the {sum(certain.values())} of {studies} rows that tell accounts apart: "
        + "; ".join(
            f"{column} "
            + " / ".join(
                f"{counts.loc[(column, kind)].get('reproduced', 0)}"
                f"-{counts.loc[(column, kind)].get('not', 0)}"
                for kind in kinds
                if (column, kind) in counts.index
            )
            for column in who
            if column in counts.index.get_level_values(0)
        )
        + " (reproduced-contradicted; what is undecided is not counted)."
    )


def show_means(table: pd.DataFrame, experiment: Experiment) -> None:
    """Print the condition means of one experiment, with intervals over animals and draws."""
    from ..base.ranges import carried, ends, level_in_words

    factors = ["account", "rule", "subjects", "condition"]
    values_of = table.groupby(factors, sort=False)["value"]
    words = level_in_words(values_of.size(), "animal", ANIMALS_LEVEL)
    shown = unbroken_table(
        *factors,
        Column(experiment.unit, "mean"),
        Column(words, "range"),
        "animals",
        name="means",
    )
    for key, values in values_of:
        (low, high), level = ends(values, ANIMALS_LEVEL), carried(len(values), ANIMALS_LEVEL)
        shown.add_row(
            *(str(part) for part in key),
            Number(values.mean(), ".3g"),
            Told(f"[{Number(low, '.3g')}, {Number(high, '.3g')}]", low=low, high=high, level=level),
            len(values),
        )
    console().print(shown)


def draw_board(
    table: pd.DataFrame,
    judged: pd.DataFrame,
    scored: pd.DataFrame,
    each: dict[str, Experiment],
    folder: Path,
    all_of_them: bool,
    about: str,
) -> list[Path]:
    """Draw the board, and the experiments if there is one or all are wanted; return the files.

    What is there already is not drawn again. ``about`` says what the board is, for the footers.
    """
    from ..base.destinations import is_picture
    from ..base.interruption import heed
    from ..laboratory.drawn import for_figure, for_scoreboard, intervals

    wanted = (["scoreboard"] if len(each) > 1 else []) + (
        list(each) if all_of_them or len(each) == 1 else []
    )
    for name in wanted:
        heed()
        if all(is_picture(folder / f"{name}{suffix}") for suffix in (".png", ".pdf")):
            continue
        from ..report.figures import save_tables

        if name == "scoreboard" and name not in each:
            save_tables(name, {"scores": for_scoreboard(scored, each)}, folder, name, about)
        else:
            figure = name if name in OWN_FIGURES else "experiment"
            values = for_figure(table, judged, each[name])
            tables = {"values": values, "means": intervals(values)}
            save_tables(figure, tables, folder, name, about)
    return [folder / f"{name}{suffix}" for name in wanted for suffix in (".png", ".pdf")]
