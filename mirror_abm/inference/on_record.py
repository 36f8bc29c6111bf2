"""What was sought before in the species of a planned study: a sentence for its existing data.

It stands beside predictions, and is no part of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..profile.dated_tree import tip_name
from .evidence import load_evidence, records_of_cells


def on_record(conditions: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """Return what is on record for the species and senses of some conditions.

    Parameters
    ----------
    conditions : sequence of mapping
        With ``species`` and ``modality``.
    names : mapping of str to str
        What species are called.

    Returns
    -------
    str
        A sentence for each species and sense.
    """
    known = records_of_cells(load_evidence()).dropna(subset=["profile"])
    known = known[~known["verdict"].isin(["not_tested", "unknown"])]
    known = known.assign(tip=known["profile"].map(tip_name))
    told = []
    for species, modality in dict.fromkeys((c["species"], c["modality"]) for c in conditions):
        here = known[(known["tip"] == tip_name(species)) & (known["panel_modality"] == modality)]
        found = [
            f"{verdict.replace('_', ' ')}: "
            + ", ".join(dict.fromkeys(key for cite in part["cite"] for key in cite.split()))
            for verdict, part in here.groupby("verdict", sort=False)
        ]
        by = {"visual": "sight", "auditory": "sound"}[modality]
        told.append(f"{names[species]} by {by}: {'; '.join(found) or 'nothing on record'}.")
    return (
        " ".join(told) + " What is on record was not used for the predictions. Nothing of this "
        "study has been collected."
    )
