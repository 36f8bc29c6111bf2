"""What a file of evidence holds: the records of one taxon, checked, each fault with its place."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from ..base.places import without_places
from ..base.strict import Name, Strict
from ..base.yaml_text import parse_yaml
from ..profile.citations import unlisted
from ..profile.examination import examine
from ..profile.faults import Fault, sentences

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
Statement = Annotated[str, Field(min_length=1, max_length=400)]
Count = Annotated[int, Field(ge=0, le=10_000_000, strict=True)]


class RecordedUnits(Strict):
    """How many cells were recorded, and how many of them were called mirror neurons.

    Attributes
    ----------
    recorded : int
        Cells recorded: the denominator.
    mirror : int or None
        Of these, cells that respond to the sight (sound) of an act which they themselves do, by the
        study's own criterion; None where this is not stated.
    of : {"recorded", "motor", "responding"}
        What the denominator counts: all cells that were met; those that are active in the animal's
        own acts; or, of these, those that also respond to some act of others.
    area : str or None
        Where in the brain these cells are, if that is narrower than the area of the record.
    """

    recorded: Count
    mirror: Count | None = None
    of: Annotated[
        Literal["recorded", "motor", "responding"],
        Field(
            description="what `recorded` counts: all cells; those active in the animal's own acts; "
            "or, of these, those that also respond to some act of others"
        ),
    ] = "recorded"
    area: Statement | None = None

    @model_validator(mode="after")
    def _not_more_than_recorded(self) -> RecordedUnits:
        """Refuse more mirror neurons than recorded cells."""
        if self.mirror is not None and self.mirror > self.recorded:
            raise ValueError(f"mirror = {self.mirror}: must be at most recorded, {self.recorded}")
        return self


class Panel(Strict):
    """What a record speaks to in the standard panel; decided beforehand.

    Attributes
    ----------
    measure : str
        The measure of the panel.
    modality : {"visual", "auditory"}
        Whether acts were seen or heard.
    effector : str
        Effector of the acts, or ``unknown``.
    actions : list of str or None
        Actions of the species' repertoire, where they are known.
    what, verdict : str or None
        Given where this part of a record came out differently from the record as a whole.
    units : RecordedUnits or None
        Cells of this part, where they are stated apart from those of the record as a whole.
    """

    measure: Literal[
        "single_units", "population_response", "motor_evoked_potential", "automatic_imitation"
    ]
    modality: Literal["visual", "auditory"]
    effector: Name
    actions: Annotated[list[Name], Field(min_length=1, max_length=24)] | None = None
    what: Statement | None = None
    verdict: Verdict | None = None
    units: RecordedUnits | None = None


class EvidenceRecord(Strict):
    """One search for mirror neurons, or for what stands in for them, in one taxon.

    Attributes
    ----------
    row : int or None
        Row of the table that the record comes from.
    stated_taxa : list of str or None
        The animals as the source names them, where that is not the taxon.
    looked_for, measure, area, modality : str
        What was sought, how, where in the brain, and whether it was seen or heard.
    verdict : str
        What was found.
    stated_verdict, stated_numbers : str or None
        Verdict and numbers as the table of sources words them.
    units : RecordedUnits or None
        Cells, where they are stated.
    animals : int or None
        Animals, where they are stated.
    rearing, stage : str or None
        How the animals were raised, and their age.
    cite : list of str
        Keys of references.
    read : {"read", "abstract", "secondary", "recalled"}
        Whether the text was read, its abstract, what another says of it, or none of these.
    where_read : str or None
        Where it was read.
    scope : {"in", "out"}
        Whether what was sought is what is simulated.
    reason : str or None
        Why it is out of scope.
    panel : list of Panel or None
        What it speaks to, if it is in scope.
    """

    row: (
        Annotated[
            int, Field(ge=1, strict=True, description="row of the table that the record comes from")
        ]
        | None
    ) = None
    stated_taxa: Annotated[list[Statement], Field(min_length=1)] | None = None
    looked_for: Statement
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
    area: Statement
    modality: Literal["visual", "auditory", "audiovisual", "unknown"]
    verdict: Verdict
    stated_verdict: Statement | None = None
    stated_numbers: Statement | None = None
    units: RecordedUnits | None = None
    animals: Annotated[int, Field(ge=1, strict=True)] | None = None
    rearing: Statement
    stage: Statement | None = None
    cite: Annotated[list[Name], Field(min_length=1)]
    read: Annotated[
        Literal["read", "abstract", "secondary", "recalled"],
        Field(
            description="whether the text was read, its abstract, what another says of it, "
            "or none of these"
        ),
    ]
    where_read: Statement | None = None
    scope: Literal["in", "out"]
    reason: Annotated[Statement, Field(description="why it is out of scope")] | None = None
    panel: Annotated[list[Panel], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _consistent(self) -> EvidenceRecord:
        """Refuse a scope, a panel, a reason and numbers that do not go together."""
        if self.scope == "in" and (self.panel is None or self.reason is not None):
            raise ValueError("scope = 'in': must have a panel, and no reason")
        if self.scope == "out" and (self.reason is None or self.panel is not None):
            raise ValueError("scope = 'out': must have a reason, and no panel")
        parts = [self.units, *(part.units for part in self.panel or ())]
        if self.verdict == "not_tested" and (any(parts) or self.animals is not None):
            raise ValueError(
                "verdict = 'not_tested': must have neither units nor animals, for none were tested"
            )
        return self


class TaxonRecords(Strict):
    """The records of one taxon.

    Attributes
    ----------
    taxon : str
        Scientific name.
    rank : {"species", "genus", "group"}
        Rank of the taxon.
    profile : str or None
        The species profile that the records speak to, if there is one.
    note : str or None
        Remark for readers.
    records : list of EvidenceRecord
        At least one.
    """

    taxon: Annotated[str, Field(pattern=r"^[A-Za-z][a-z]+( [a-z]+){0,2}$")]
    rank: Literal["species", "genus", "group"]
    profile: Name | None = None
    note: Statement | None = None
    records: Annotated[list[EvidenceRecord], Field(min_length=1)]


def evidence_schema() -> dict[str, Any]:
    """Return the JSON Schema of an evidence file, for editors.

    Returns
    -------
    dict
        The schema, draft 2020-12.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema"
    } | TaxonRecords.model_json_schema()


def evidence_faults(text: str, name: str, bib: set[str]) -> tuple[list[str], TaxonRecords | None]:
    """Return all faults of an evidence file, and its records if there are none.

    Parameters
    ----------
    text : str
        Content of the file, YAML.
    name : str
        What the file is called in the sentences.
    bib : set of str
        Keys of the known references.

    Returns
    -------
    found : list of str
        One sentence a fault, in the order of the file.
    taxon : TaxonRecords or None
        The records, if there are no faults.
    """
    document = parse_yaml(text, name)
    if not isinstance(document, dict):
        return [
            f"{name}:1:1 must be a mapping of keys to values, as in species/evidence/macaca.yaml."
        ], None
    found, taxon = examine(TaxonRecords, without_places(document))
    if taxon is not None:
        found = [
            Fault(("records", i, "cite", j), unlisted(key, bib))
            for i, record in enumerate(taxon.records)
            for j, key in enumerate(record.cite)
            if key not in bib
        ]
    return sentences(found, document, name), None if found else taxon
