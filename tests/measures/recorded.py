"""Tables of recordings, written by hand."""

import pandas as pd

from mirror_abm.measures.contract import NEEDS


def recordings(executed, observed, counter=None, perceptible=None, modality="visual"):
    """Return a table of recordings of one unit a row of ``executed`` and ``observed``."""
    perceptible = perceptible if perceptible is not None else [True] * executed.shape[1]
    rows = []
    count = executed.shape[1]
    names = [f"act {a}" for a in range(count)]
    counter = counter if counter is not None else [(a + 1) % count for a in range(count)]
    for unit, (does, sees) in enumerate(zip(executed, observed, strict=True)):
        rows += [
            (0, 0, 0, modality, "other", unit, names[a], names[counter[a]], *each)
            for a, each in enumerate(zip(perceptible, does, sees, strict=True))
        ]
    return pd.DataFrame(rows, columns=list(NEEDS))
