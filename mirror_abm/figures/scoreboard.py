"""Scoreboard: which published pattern each account gives, contradicts, or leaves undecided.

Each cell is split: left from developed subjects, right from preset ones, where both were run. The
colour is the verdict of the board, the number the share of draws of the uncertain numbers that give
the pattern. Undecided cells are white and hatched: the pattern is neither found in half of the
draws nor contradicted in more. Bold: the experiment tells accounts apart. Contrary results stand
among the others.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from .contract import PAGE, Tables, in_figures, legend_below, readable, text_width, wrapped

NEEDS = {
    "scores": (
        "study",
        "who",
        "subjects",
        "rate",
        "verdict",
        "draws",
        "tells",
        "contrary",
        "calibrates",
        "confidence",
    )
}
#: verdict -> what the legend calls it, colour of the cell, of its number, and hatching
VERDICT = {
    "reproduced": ("reproduced", (0.0, 0.32, 0.56), "white", ""),
    "not": ("contradicted", (0.96, 0.65, 0.38), "black", ""),
    "undecided": ("undecided", "white", "black", "//////"),
    "cannot speak": ("? cannot speak", "0.85", "black", ""),
}
HATCHING = "0.8"
#: inches: for the names of studies, and of the narrowest board
NAMES, NARROW = 2.3, 4.6
KNOWN = {"V": "read", "A": "abstract", "R": "recalled", "P": "the theory's prediction"}


def size(tables: Tables) -> tuple[float, float]:
    """Return a width that grows with the accounts, and a height with the experiments."""
    who, studies = list(tables["scores"]["who"].unique()), tables["scores"]["study"].nunique()
    width = max(NARROW, min(PAGE, NAMES + 0.64 * len(who)))
    height = 1.1 + 0.24 * studies
    if _upright(who, 72 * (width - NAMES) / len(who)):  # names above the board take their length
        height += max(text_width(readable(name), 7) for name in who) / 72
    return width, height


def draw(tables: Tables, figure: Figure) -> None:
    """Draw the board as a grid of coloured, numbered cells."""
    table = tables["scores"]
    names, who, kinds = (list(dict.fromkeys(table[of])) for of in ("study", "who", "subjects"))
    axes, width = figure.subplots(), 1 / len(kinds)
    cell = 72 * (size(tables)[0] - NAMES) / len(who)
    type_size = max(2.0, min(6.5, 6.5 * cell * width / text_width(".88", 8)))
    for row in table.itertuples(index=False):
        x = who.index(row.who) + kinds.index(row.subjects) * width
        _score(axes, row, (x, names.index(row.study)), width, type_size)
    for x in range(len(who) + 1):
        axes.axvline(x, color="white", linewidth=2.5)
    axes.set(xlim=(0, len(who)), ylim=(len(names), 0))
    _name_accounts(axes, who, cell)
    _name_experiments(axes, table.drop_duplicates("study"))
    axes.tick_params(length=0)
    axes.grid(False)
    sns.despine(figure, left=True, bottom=True)
    axes.set_xlabel(f"{' | '.join(kinds)} subjects")
    shown = [verdict for verdict in VERDICT if verdict in set(table["verdict"])]
    handles = [Patch(**_look(verdict), linewidth=0.6) for verdict in shown]
    legend_below(figure, handles, [VERDICT[verdict][0] for verdict in shown], len(shown))


def _look(verdict: str) -> dict[str, Any]:
    """Return how the patch of a verdict looks."""
    _, face, _, hatch = VERDICT[verdict]
    return {"facecolor": face, "hatch": hatch, "edgecolor": HATCHING if hatch else "white"}


def _score(
    axes: Axes, row: Any, place: tuple[float, float], width: float, type_size: float
) -> None:
    """Draw one cell: its verdict as a colour, and the share of draws as a number."""
    x, y = place
    silent = row.verdict == "cannot speak"
    axes.add_patch(Rectangle(place, width, 1, **_look(row.verdict), linewidth=0.5))
    axes.text(
        x + width / 2,
        y + 0.53,
        "?" if silent else in_figures(row.rate).removeprefix("0") if row.rate < 1 else "1",
        ha="center",
        va="center",
        fontsize=type_size,
        color=VERDICT[row.verdict][2],
        bbox={"facecolor": VERDICT[row.verdict][1], "linewidth": 0, "pad": 0.6},
    )


def _name_accounts(axes: Axes, who: list[str], room: float) -> None:
    """Name the columns at the top: over two lines or more where they fit, else upright."""
    lines, upright = [wrapped(readable(name), room, 7) for name in who], _upright(who, room)
    axes.set_xticks(
        [i + 0.5 for i in range(len(who))],
        [readable(name) for name in who] if upright else lines,
        rotation=90 if upright else 0,
    )
    axes.xaxis.tick_top()


def _upright(who: list[str], room: float) -> bool:
    """Return whether the names of accounts fit their columns only upright."""
    lines = [line for name in who for line in wrapped(readable(name), room, 7).split("\n")]
    return max(text_width(line, 7) for line in lines) > room


def _name_experiments(axes: Axes, facts: pd.DataFrame) -> None:
    """Name the rows, with how their pattern is known; in bold those that tell accounts apart."""
    marks = [
        f"{row.study}{' (contrary)' if row.contrary else ''}"
        f"{' (calibrates)' if row.calibrates else ''}  [{row.confidence}]"
        for row in facts.itertuples(index=False)
    ]
    axes.set_yticks([i + 0.5 for i in range(len(marks))], marks)
    tells = facts["tells"] & ~facts["calibrates"]
    for label, bold in zip(axes.get_yticklabels(), tells, strict=True):
        label.set_fontweight("bold" if bold else "normal")


def caption(tables: Tables) -> str:
    """Return what the numbers and names say, and how many draws there are."""
    table = tables["scores"]
    draws = int(table["draws"].max())
    number = (
        f"Number: share of {draws} draws of the uncertain numbers that give the published pattern, "
        "of those that can speak; reproduced from one half, contradicted if more than half exclude "
        "it, else undecided."
        if draws > 1
        else "Number: 1 if the defaults give the published pattern, else .00; contradicted if a "
        "95 % interval excludes it, else undecided."
    )
    calibrating = table["calibrates"].any()
    names = [
        said
        for said, some in (
            ("bold: tells accounts apart", table["tells"].any()),
            ("contrary: published against the associative account", table["contrary"].any()),
            ("calibrates: the constants rest on it, so it tests no account", calibrating),
            (
                "white: not run",
                len(set(zip(table["study"], table["subjects"], strict=True)))
                < table["study"].nunique() * table["subjects"].nunique(),
            ),
        )
        if some
    ]
    known = ", ".join(
        f"[{key}] {said}" for key, said in KNOWN.items() if key in set(table["confidence"])
    )
    return f"{number} How the pattern is known: {'; '.join([known, *names])}."


def example() -> Tables:
    """Return three experiments under two accounts."""
    rows = [
        (
            name,
            account,
            kind,
            rate if account == "associative" else 0.0,
            verdict if account == "associative" else "not",
            6,
            name == "Cook et al. 2010",
            name == "Barchiesi & Cattaneo 2013",
            name == "Heyes et al. 2005",
            "A",
        )
        for name, rate, verdict in (
            ("Cook et al. 2010", 1.0, "reproduced"),
            ("Barchiesi & Cattaneo 2013", 0.1, "undecided"),
            ("Heyes et al. 2005", float("nan"), "cannot speak"),
        )
        for account in ("associative", "genetic")
        for kind in ("developed", "preset")
    ]
    return {"scores": pd.DataFrame(rows, columns=list(NEEDS["scores"]))}
