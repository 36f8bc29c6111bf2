"""Rows of species: how high, in which classes, and what stands where nothing was measured."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

#: with more species than this, a figure sets them closer
MANY = 12
ALONE = "one act only"  #: written where there is no other act to compare with
SENSES = ("visual", "auditory")
#: the size of a word where nothing was measured
SMALL = 6.0


def modalities(table: Any) -> list[str]:
    """Return the modalities in a table, vision first.

    Parameters
    ----------
    table : pandas.DataFrame
        With a column ``modality``.

    Returns
    -------
    list of str
        ``visual``, ``auditory``, or both.
    """
    there = set(table["modality"].unique())
    return [name for name in SENSES if name in there]


def row_height(species: int, few: float, accounts: int = 1) -> float:
    """Return the height of the row of one species.

    Parameters
    ----------
    species : int
        Number of species; many are set closer, to fill one page.
    few : float
        Inches of a row where there are few.
    accounts : int
        Number of accounts in a row.

    Returns
    -------
    float
        Inches.
    """
    return max(few if species <= MANY else 0.2, accounts * (0.11 if species <= MANY else 0.05))


def unmeasured(table: Any) -> str:
    """Return what to say in a caption of species that hear or see no act; nothing if all do both.

    Parameters
    ----------
    table : pandas.DataFrame
        With the columns ``label`` and ``modality``.

    Returns
    -------
    str
        A sentence, with a space before it.
    """
    measured, every = table.groupby("modality")["label"].nunique(), table["label"].nunique()
    told = {
        "auditory": " Silent: the species has no audible act, so nothing is measured.",
        "visual": " Blind: the species has no sights, so nothing is measured.",
    }
    said = "".join(words for name, words in told.items() if measured.get(name, every) < every)
    return said + f" {ALONE.capitalize()}: there is no other to compare with." * bool(alone(table))


def alone(table: Any) -> set[str]:
    """Return the species in which own minus other is absent: those with one perceptible act.

    Parameters
    ----------
    table : pandas.DataFrame
        With the columns ``label`` and ``modality``, and perhaps ``own_minus_other``.

    Returns
    -------
    set of str
        Labels of which a modality has no value.
    """
    if "own_minus_other" not in table:
        return set()
    there = table.groupby(["label", "modality"], observed=True)["own_minus_other"].count()
    return {str(label) for label, _ in there[there == 0].index}


def name_unmeasured(
    axes: Axes, missing: set[str], names: list[str], modality: str, word: str = ""
) -> None:
    """Write a small word at zero where nothing was measured.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        A panel with one row per species.
    missing : set of str
        Labels without a measurement.
    names : list of str
        Labels of the rows, from the top.
    modality : str
        Of the panel.
    word : str, optional
        What to write; *silent* of sounds and *not measured* of sights if empty.
    """
    for name in missing:
        axes.annotate(
            word or ("silent" if modality == "auditory" else "blind"),
            (0, names.index(name)),
            (3, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
            color="0.5",
        )


def name_clades(panels: Any, table: Any, names: list[str]) -> None:
    """Separate the rows by class of animals, and name each class at the right.

    Nothing is done for few species.

    Parameters
    ----------
    panels : sequence of matplotlib.axes.Axes
        Panels that share their rows.
    table : pandas.DataFrame
        With the columns ``label`` and ``clade``.
    names : list of str
        Labels of the rows, from the top.
    """
    if "clade" not in table or len(names) <= MANY:
        return
    clade = table.drop_duplicates("label").set_index("label")["clade"]
    starts = [
        row for row, name in enumerate(names) if row == 0 or clade[name] != clade[names[row - 1]]
    ]
    for start, end in zip(starts, [*starts[1:], len(names)], strict=True):
        for axes in panels:
            if start:
                axes.axhline(start - 0.5, color="0.75", linewidth=0.6, zorder=0)
        panels[-1].annotate(
            clade[names[start]],
            (1, (start + end - 1) / 2),
            (4, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            rotation=270 if end - start > 3 else 0,
            va="center",
            fontsize=6.5,
            color="0.3",
        )
