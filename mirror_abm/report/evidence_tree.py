"""Evidence laid on the dated tree: the tables of the figure ``evidence``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.shelf import figures
from ..profile.tree import tree

if TYPE_CHECKING:
    import pandas as pd

    from ..figures.contract import Tables


def evidence_on_tree(evidence: pd.DataFrame) -> tuple[Tables, list[str]]:
    """Return the tables of the figure ``evidence``.

    Parameters
    ----------
    evidence : pandas.DataFrame
        As :func:`mirror_abm.load_evidence` returns it.

    Returns
    -------
    tables : dict
        ``tree`` (one row per node) and ``evidence`` (one row per mark).
    missing : list of str
        Taxa that stand for no tip of the tree, and so are not drawn.
    """
    import pandas as pd

    dated = tree()
    label = {name: name.replace("_", " ").capitalize() for name in dated.tips}
    nodes = pd.DataFrame(
        {
            "node": range(len(dated.names)),
            "parent": dated.parents,
            "age": dated.ages,
            "label": [label.get(name, name) for name in dated.names],
            "tip": [name in label for name in dated.names],
        }
    )
    placed = evidence[evidence["profile"].isin(dated.tips)]
    found = placed.assign(
        label=placed["profile"].map(label),
        column=[_column(row) for row in placed.itertuples(index=False)],
        verdict=placed["panel_verdict"].fillna(placed["verdict"]),
    ).query("verdict != 'unknown'")
    found = found.drop_duplicates(["record", "label", "column", "verdict"])
    missing = sorted(set(evidence["taxon"]) - set(placed["taxon"]))
    return {"tree": nodes, "evidence": found}, missing


def _column(row: Any) -> str:
    """Return the column of the figure in which an entry of evidence stands."""
    columns = vars(figures.load("evidence"))["COLUMNS"]
    seen, heard, imaging, imitation, out_of_scope = columns
    if row.scope == "out":
        return str(out_of_scope)
    if row.panel_measure == "automatic_imitation":
        return str(imitation)
    if row.panel_measure == "single_units":
        return str({"visual": seen, "auditory": heard}[row.panel_modality])
    return str(imaging)
