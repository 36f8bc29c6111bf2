"""What was sought in which species, and found or not: ``species/evidence/`` -> one tidy table.

One file is one taxon. The engine, the accounts, the profiles and the plan of a run cannot see this module or its files (a
test holds it): nothing that is predicted may rest on what was found. What a source does not state is ``unknown`` or empty,
and ``not_tested`` is a verdict of its own, never a zero.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import Field, model_validator

from ..base.errors import InputError, did_you_mean
from ..base.files import read_text, shown
from ..base.library import LIBRARY
from ..base.places import without_places
from ..base.strict import Name, Strict
from ..base.yaml_text import parse_yaml
from ..profile.citations import references, unlisted
from ..profile.examination import examine
from ..profile.faults import Fault, first, sentences

FOLDER = LIBRARY / "evidence"

Verdict = Literal[
    "positive",
    "positive_single_lab",
    "indirect",
    "contested",
    "negative",
    "related_not_mirror",
    "not_tested",
    "unknown",
]
Text = Annotated[str, Field(min_length=1, max_length=400)]
Count = Annotated[int, Field(ge=0, le=10_000_000, strict=True)]


class Units(Strict):
    """Recorded cells, and how many of them were called mirror neurons where that is stated."""

    recorded: Count
    mirror: Count | None = None

    @model_validator(mode="after")
    def _some_of_them(self) -> Units:
        if self.mirror is not None and self.mirror > self.recorded:
            raise ValueError(f"mirror = {self.mirror}: must be at most recorded, {self.recorded}")
        return self


class Panel(Strict):
    """What a record speaks to in the standard panel: which measure, modality, effector and actions; decided beforehand.

    ``verdict`` and ``what`` are given where this part of a record came out otherwise than the record as a whole.
    """

    measure: Literal[
        "single_units", "population_response", "motor_evoked_potential", "automatic_imitation"
    ]
    modality: Literal["visual", "auditory"]
    effector: Name
    actions: Annotated[list[Name], Field(min_length=1, max_length=24)] | None = None
    what: Text | None = None
    verdict: Verdict | None = None


class Record(Strict):
    """One search for mirror neurons, or for what stands in for them, in one taxon."""

    row: (
        Annotated[
            int, Field(ge=1, strict=True, description="row of the table that the record comes from")
        ]
        | None
    ) = None
    stated_taxa: Annotated[list[Text], Field(min_length=1)] | None = None
    looked_for: Text
    measure: Literal[
        "single_unit",
        "calcium_imaging",
        "eeg",
        "fmri",
        "pet",
        "tms_fmri_behaviour",
        "behaviour",
        "behaviour_genetics",
        "review",
    ]
    area: Text
    modality: Literal["visual", "auditory", "audiovisual", "unknown"]
    verdict: Verdict
    stated_verdict: Text | None = None
    stated_numbers: Text | None = None
    units: Units | None = None
    animals: Annotated[int, Field(ge=1, strict=True)] | None = None
    rearing: Text
    stage: Text | None = None
    cite: Annotated[list[Name], Field(min_length=1)]
    read: Annotated[
        Literal["read", "abstract", "secondary", "recalled"],
        Field(
            description="whether the text was read, its abstract, what another says of it, or none of these"
        ),
    ]
    where_read: Text | None = None
    scope: Literal["in", "out"]
    reason: Annotated[Text, Field(description="why it is out of scope")] | None = None
    panel: Annotated[list[Panel], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Record:
        if self.scope == "in" and (self.panel is None or self.reason is not None):
            raise ValueError("scope = 'in': must have a panel, and no reason")
        if self.scope == "out" and (self.reason is None or self.panel is not None):
            raise ValueError("scope = 'out': must have a reason, and no panel")
        if self.verdict == "not_tested" and (self.units is not None or self.animals is not None):
            raise ValueError(
                "verdict = 'not_tested': must have neither units nor animals, for none were tested"
            )
        return self


class Taxon(Strict):
    """The records of one taxon; ``profile`` is the species profile that they speak to, if there is one."""

    taxon: Annotated[str, Field(pattern=r"^[A-Za-z][a-z]+( [a-z]+){0,2}$")]
    rank: Literal["species", "genus", "group"]
    profile: Name | None = None
    note: Text | None = None
    records: Annotated[list[Record], Field(min_length=1)]


def schema() -> dict[str, Any]:
    """Return the JSON Schema of an evidence file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Taxon.model_json_schema()


def faults(text: str, name: str, bib: set[str]) -> tuple[list[str], Taxon | None]:
    """Return all faults of the evidence file ``text`` as sentences, and its records if there are none."""
    document = parse_yaml(text, name)
    if not isinstance(document, dict):
        return [
            f"{name}:1:1 must be a mapping of keys to values, as in species/evidence/macaca.yaml."
        ], None
    found, taxon = examine(Taxon, without_places(document))
    if taxon is not None:
        found = [
            Fault(("records", i, "cite", j), unlisted(key, bib))
            for i, record in enumerate(taxon.records)
            for j, key in enumerate(record.cite)
            if key not in bib
        ]
    return sentences(found, document, name), None if found else taxon


def _rows(taxon: Taxon, file: str) -> list[dict[str, Any]]:
    """Return one row per record and panel entry; a record out of scope has one row with an empty panel."""
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
            "recorded": record.units.recorded if record.units else None,
            "mirror": record.units.mirror if record.units else None,
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


def load_evidence(species: str | None = None, folder: str | Path | None = None) -> pd.DataFrame:
    """Return the records of evidence, one row per record and entry of its panel.

    Parameters
    ----------
    species : a taxon (``"Macaca mulatta"``) or profile (``"macaca_mulatta"``); all if None.
    folder : another folder of evidence files, with its ``references.bib``.

    Returns
    -------
    Table : taxon, rank, profile (empty where no profile is meant), record, row, looked_for, measure, area, modality, verdict,
    stated_verdict, stated_numbers (as the source table words them), recorded, mirror, animals (empty where not stated),
    rearing, stage, cite, read, where_read, scope, reason, stated_taxa, panel_measure, panel_modality, panel_effector,
    panel_what, panel_actions, panel_verdict (empty out of scope).

    Raises
    ------
    InputError : no such taxon, or the first fault of a file, as ``file:line:column what = got: must ...``.
    """
    home = Path(folder) if folder is not None else FOLDER
    files = sorted(home.glob("*.yaml"))
    if not files:
        raise InputError(f"{shown(home)}: holds no evidence: must be a folder of files TAXON.yaml.")
    bib = references(home)
    rows: list[dict[str, Any]] = []
    for path in files:
        found, taxon = faults(read_text(path), shown(path), bib)
        if taxon is None:
            raise InputError(
                first(found) + (f" ({len(found) - 1} more in this file)" if len(found) > 1 else "")
            )
        rows += _rows(taxon, path.stem)
    table = pd.DataFrame(rows).astype(
        dict.fromkeys(("row", "recorded", "mirror", "animals"), "Int64")
    )
    return table if species is None else _only(table, species)


def _only(table: pd.DataFrame, species: str) -> pd.DataFrame:
    """Return the rows of one taxon or profile."""
    wanted = str(species).strip().lower().replace(" ", "_")
    taxa = table["taxon"].str.lower().str.replace(" ", "_")
    found = table[(taxa == wanted) | (table["profile"] == wanted)]
    if found.empty:
        names = {*taxa, *table["profile"].dropna()}
        raise InputError(
            f"species = {species!r}: has no record of evidence.{did_you_mean(wanted, names)} `mirror-abm evidence` "
            "lists those that have."
        )
    return found.reset_index(drop=True)
