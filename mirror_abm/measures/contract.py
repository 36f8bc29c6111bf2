"""What the measures share: the recordings of each unit as arrays over the panel."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

UNIT = ["replicate", "group", "animal", "modality", "view", "unit"]
NEEDS = (*UNIT, "action", "counter", "executed", "observed")


def by_unit(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str], Any, Any, Any]:
    """Return units (one row each), the actions of the panel, executed (U, A), observed (U, A), and counter (A,).

    Raises ``ValueError`` if a column is missing or a unit was not recorded with every action of the panel.
    """
    missing = [name for name in NEEDS if name not in table]
    if missing:
        raise ValueError(f"recordings: missing column {', '.join(missing)}")
    actions = list(dict.fromkeys(table["action"]))
    number = {name: i for i, name in enumerate(actions)}
    ordered = table.assign(_a=table["action"].map(number)).sort_values([*UNIT, "_a"], kind="stable")
    if (
        len(ordered) % len(actions)
        or (ordered["_a"].to_numpy().reshape(-1, len(actions)) != np.arange(len(actions))).any()
    ):
        raise ValueError(
            "recordings: each unit must be recorded once with every action of the panel"
        )
    shape = (-1, len(actions))
    units = ordered.iloc[:: len(actions)][UNIT].reset_index(drop=True)
    counter = [
        number[name]
        for name in table.drop_duplicates("action").set_index("action").loc[actions, "counter"]
    ]
    return (
        units,
        actions,
        ordered["executed"].to_numpy().reshape(shape),
        ordered["observed"].to_numpy().reshape(shape),
        np.array(counter),
    )
