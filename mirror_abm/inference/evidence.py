"""What was sought in which species, and found or not: ``species/evidence/`` -> one tidy table.

One file is one taxon. The engine, the accounts, the profiles and the plan of a run cannot see this
module or its files (a test makes sure of it): no prediction may rest on what was found. What a
source does not state is ``unknown`` or empty, and ``not_tested`` is a verdict of its own, never a
zero.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from ..base.errors import InputError, did_you_mean
from ..base.files import read_text, shown
from ..base.library import LIBRARY
from ..profile.citations import references
from ..profile.faults import first
from .record import EvidenceRecord, Panel, TaxonRecords, evidence_faults

FOLDER = LIBRARY / "evidence"


def _rows(taxon: TaxonRecords, file: str) -> list[dict[str, Any]]:
    """Return one row per record and panel entry; out of scope, one row with an empty panel."""
    rows = []
    for number, record in enumerate(taxon.records, start=1):
        base = {
            "taxon": taxon.taxon,
            "rank": taxon.rank,
            "profile": taxon.profile,
            "record": f"{file}.{number}",
            "row": record.row,
            "looked_for": record.looked_for,
            "measure": record.measure,
            "area": record.area,
            "modality": record.modality,
            "verdict": record.verdict,
            "stated_verdict": record.stated_verdict,
            "stated_numbers": record.stated_numbers,
            **_units(record, None),
            "animals": record.animals,
            "rearing": record.rearing,
            "stage": record.stage,
            "cite": " ".join(record.cite),
            "read": record.read,
            "where_read": record.where_read,
            "scope": record.scope,
            "reason": record.reason,
            "stated_taxa": "; ".join(record.stated_taxa) if record.stated_taxa else None,
        }
        entries: list[Panel | None] = list(record.panel) if record.panel else [None]
        for entry in entries:
            rows.append(
                base
                | _units(record, entry)
                | {
                    "panel_measure": entry.measure if entry else None,
                    "panel_modality": entry.modality if entry else None,
                    "panel_effector": entry.effector if entry else None,
                    "panel_what": entry.what if entry else None,
                    "panel_actions": " ".join(entry.actions) if entry and entry.actions else None,
                    "panel_verdict": (entry.verdict or record.verdict) if entry else None,
                }
            )
    return rows


def _units(record: EvidenceRecord, entry: Panel | None) -> dict[str, Any]:
    """Return the cells of an entry: its own where they are stated, else those of its record."""
    units = (entry.units if entry else None) or record.units
    return {
        "recorded": units.recorded if units else None,
        "mirror": units.mirror if units else None,
        "of": units.of if units else None,
        "units_area": units.area if units else None,
        "units_are": None
        if units is None
        else "of the entry"
        if entry and entry.units
        else "of the record",
    }


def load_evidence(species: str | None = None, folder: str | Path | None = None) -> pd.DataFrame:
    """Return the records of evidence, one row per record and entry of its panel.

    Parameters
    ----------
    species : str, optional
        A taxon (``"Macaca mulatta"``) or a profile (``"macaca_mulatta"``); all if None.
    folder : str or pathlib.Path, optional
        Another folder of evidence files, with its ``references.bib``.

    Returns
    -------
    pandas.DataFrame
        ``taxon``, ``rank``, ``profile`` (empty where no profile is meant), ``record``, ``row``,
        ``looked_for``, ``measure``, ``area``, ``modality``, ``verdict``;
        ``stated_verdict``, ``stated_numbers`` (as the table of sources words them);
        ``recorded``, ``mirror``, ``of``, ``units_area``, ``animals`` (empty where not stated; of
        the entry, or of its record: ``units_are``);
        ``rearing``, ``stage``, ``cite``, ``read``, ``where_read``, ``scope``, ``reason``,
        ``stated_taxa``; and ``panel_measure``, ``panel_modality``, ``panel_effector``,
        ``panel_what``, ``panel_actions``, ``panel_verdict`` (empty out of scope).

    Raises
    ------
    InputError
        If there is no such taxon, or with the first fault of a file, as
        ``file:line:column what = got: must ...``.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> table = ma.load_evidence("Octopus vulgaris")
    >>> table["verdict"].unique().tolist()
    ['not_tested']
    """
    home = Path(folder) if folder is not None else FOLDER
    files = sorted(home.glob("*.yaml"))
    if not files:
        raise InputError(f"{shown(home)}: holds no evidence: must be a folder of files TAXON.yaml.")
    bib = references(home)
    rows: list[dict[str, Any]] = []
    for path in files:
        found, taxon = evidence_faults(read_text(path), shown(path), bib)
        if taxon is None:
            raise InputError(
                first(found) + (f" ({len(found) - 1} more in this file)" if len(found) > 1 else "")
            )
        rows += _rows(taxon, path.stem)
    table = pd.DataFrame(rows).astype(
        dict.fromkeys(("row", "recorded", "mirror", "animals"), "Int64")
    )
    return table if species is None else _only(table, species)


def records_of_cells(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the entries of evidence about recorded cells, in scope.

    Parameters
    ----------
    evidence : pandas.DataFrame
        As :func:`load_evidence` returns it.

    Returns
    -------
    pandas.DataFrame
        These entries, each with its own verdict in ``verdict``.
    """
    table = evidence[(evidence["scope"] == "in") & (evidence["panel_measure"] == "single_units")]
    return table.assign(verdict=table["panel_verdict"])


def _only(table: pd.DataFrame, species: str) -> pd.DataFrame:
    """Return the rows of one taxon or profile."""
    wanted = str(species).strip().lower().replace(" ", "_")
    taxa = table["taxon"].str.lower().str.replace(" ", "_")
    found = table[(taxa == wanted) | (table["profile"] == wanted)]
    if found.empty:
        names = {*taxa, *table["profile"].dropna()}
        raise InputError(
            f"species = {species!r}: has no record of evidence.{did_you_mean(wanted, names)} "
            "`mirror-abm evidence` lists those that have."
        )
    return found.reset_index(drop=True)
