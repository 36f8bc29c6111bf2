"""Species file -> :class:`SpeciesProfile`: every number with a range, a source and a reason.

The file is what a person wrote and is not trusted; the profile is. Between the two stand the
schema (pydantic), the cross-checks, and the list of references; a fault is told with file, line and
column.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from ..base.errors import InputError, did_you_mean
from ..base.files import read_text, shown
from ..base.library import LIBRARY
from ..base.places import without_places
from ..base.shelf import layouts
from ..base.strict import Name, Text
from . import inheritance
from .blocks import (
    Action,
    Acts,
    Experience,
    GroupProfile,
    LifeHistory,
    Taxon,
    kind_faults,
    name_faults,
    pair_faults,
    synchrony_faults,
)
from .bundled import library as library
from .bundled import shipped as shipped
from .bundled import sketches as sketches
from .bundled import variants as variants
from .citations import bibliography, sources_in, unlisted
from .examination import examine
from .faults import Fault, first, in_order, tell, told
from .layers import placed
from .number_fields import holders
from .numbers import Numbers, profile_card, profile_line
from .observed_network import embedded
from .quantity import HoursPerDay
from .senses import hears, sees
from .short_schema import with_short_form
from .sums import sum_faults


class SpeciesProfile(Numbers):
    """A species as the simulator knows it; the text of one file ``species/<name>.yaml``."""

    name: Name
    inherits: (
        Annotated[Name, Field(description="the profile of which this one is a variant")] | None
    ) = None
    status: Annotated[
        Literal["sketch", "provisional", "read_twice"],
        Field(
            description="sketch: read in outline, run only when named; read_twice once a second "
            "reading agrees"
        ),
    ]
    blinded: Annotated[
        bool,
        Field(
            strict=True,
            description="were the rates guessed by people who did not know which species are "
            "positive?",
        ),
    ]
    taxon: Taxon
    context: Literal["wild", "captive", "domestic"]
    stage: Text
    active_hours: HoursPerDay
    life_history: LifeHistory
    senses: Annotated[
        list[Literal["vision", "audition", "vibration", "touch", "olfaction", "chemoreception"]],
        Field(
            min_length=1,
            description="without vision there are no sights; without audition or vibration, which "
            "counts as hearing, no sounds",
        ),
    ]
    vocal_class: (
        Annotated[
            Literal["silent", "innate", "limited", "learned"],
            Field(description="how its sounds are acquired; used by the rule-made prior"),
        ]
        | None
    ) = None
    group: GroupProfile
    acts: Acts
    actions: Annotated[list[Action], Field(min_length=2, max_length=24)]
    experience: Experience

    @model_validator(mode="after")
    def _voiced(self) -> SpeciesProfile:
        if self.vocal_class == "silent":
            tell(
                f"vocal_class = 'silent': but {action.name} is audible"
                for action in self.actions
                if action.audible
            )
        return self

    @model_validator(mode="after")
    def _named_apart(self) -> SpeciesProfile:
        tell(name_faults(self.actions))
        return self

    @model_validator(mode="after")
    def _paired(self) -> SpeciesProfile:
        if self.experience.complementary is not None:
            names = [action.name for action in self.actions]
            tell(pair_faults(self.experience.complementary.pairs, names))
        return self

    @model_validator(mode="after")
    def _in_synchrony(self) -> SpeciesProfile:
        if self.experience.synchrony is not None and self.experience.synchrony.acts is not None:
            names = [action.name for action in self.actions]
            tell(synchrony_faults(self.experience.synchrony.acts, names))
        return self

    @model_validator(mode="after")
    def _awake(self) -> SpeciesProfile:
        if not 0 < self.active_hours.value <= 24 or self.active_hours.high > 24:
            raise ValueError("active_hours: must lie in (0, 24] hours per day")
        return self

    @model_validator(mode="after")
    def _shared_out(self) -> SpeciesProfile:
        tell(sum_faults(self.actions))
        return self

    @model_validator(mode="after")
    def _acted_out(self) -> SpeciesProfile:
        tell(kind_faults(self.acts, self.actions))
        return self

    @property
    def sees(self) -> bool:
        """Whether the animals see: acts, others and themselves."""
        return sees(self.senses)

    @property
    def hears(self) -> bool:
        """Whether the animals hear audible acts, if only as vibrations."""
        return hears(self.senses)

    def __repr__(self) -> str:
        return profile_line(self)

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return profile_card(self)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a species file, for editors.

    Returns
    -------
    dict
        What ``species/profile.schema.json`` holds.
    """
    # in a species file there is one network only, and the schema calls it that
    text = json.dumps(SpeciesProfile.model_json_schema()).replace("ObservedNetwork", "Network")
    made: dict[str, Any] = json.loads(text)
    made["$defs"]["GroupProfile"]["properties"]["layout"]["enum"] = list(layouts.names)
    held = {model.__name__: model for model in holders(SpeciesProfile)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | with_short_form(made, held)


def examined(
    text: str, name: str, bib: set[str], file: Path | None = None
) -> tuple[list[str], SpeciesProfile | None]:
    """Return all faults of a species file, and the profile where it can be read in spite of them.

    Parameters
    ----------
    text : str
        The text of the file.
    name : str
        What the file is called in sentences.
    bib : set of str
        The keys of sources that it may cite.
    file : Path, optional
        Where the text stands: parents of a variant, and networks, are looked for beside it. By
        default in the library.

    Returns
    -------
    list of str
        One sentence a fault, in the order of the file.
    SpeciesProfile or None
        The profile, also where sources are unknown or the network is faulty.
    """
    here = LIBRARY / name if file is None else file
    try:
        document, told_before = placed(SpeciesProfile, text, name, here, bib)
    except InputError as error:
        return getattr(error, "sentences", [str(error)]), None
    data = inheritance.merged(without_places(layer) for layer in inheritance.documents(document))
    found, profile = examine(SpeciesProfile, data)
    found += [
        Fault((*path, "source"), unlisted(key, bib))
        for path, key in sources_in(data)
        if key not in bib
    ]
    if profile is not None:
        profile, of_network = embedded(profile, here.parent)
        found += [Fault(("group", "network"), f": {sentence}") for sentence in of_network]
    return in_order([*told_before, *told(found, document, name)]), profile


def faults(
    text: str, name: str, bib: set[str], file: Path | None = None
) -> tuple[list[str], SpeciesProfile | None]:
    """Return all faults of a species file, and the profile if there are none.

    Parameters
    ----------
    text : str
        The text of the file.
    name : str
        What the file is called in sentences.
    bib : set of str
        The keys of sources that it may cite.
    file : Path, optional
        Where the text stands (see :func:`examined`).

    Returns
    -------
    list of str
        One sentence a fault, in the order of the file.
    SpeciesProfile or None
        The profile of a file without faults.
    """
    found, profile = examined(text, name, bib, file)
    return found, None if found else profile


def load_species(species: str | Path) -> SpeciesProfile:
    """Return the profile of a bundled species, or of a species file.

    Parameters
    ----------
    species : str or Path
        A name, ``macaca_mulatta`` or ``Macaca mulatta``; or the path of a file that ends in
        ``.yaml``.

    Returns
    -------
    SpeciesProfile
        Checked, with every number and its source.

    Raises
    ------
    InputError
        No such species, or the first fault of the file, as
        ``file:line:column what = got: must ...``.

    Examples
    --------
    >>> load_species("Macaca mulatta").taxon.vernacular
    'rhesus macaque'
    """
    if not isinstance(species, (str, Path)) or "\0" in str(species):
        raise InputError(
            f"species = {species!r}: must be the name of a bundled species, or the path of a "
            "species file."
        )
    path = Path(species)
    if path.suffix not in (".yaml", ".yml"):
        name = str(species).strip().lower().replace(" ", "_")
        if name not in {file.stem for file in LIBRARY.glob("*.yaml")}:
            names = shipped()
            raise InputError(
                f"species = {str(species)!r}: must be one of the {len(names)} that "
                "`mirror-abm species list` names, or the path of a file that ends in .yaml."
                f"{did_you_mean(name, names)}"
            )
        path = LIBRARY / f"{name}.yaml"
    found, profile = faults(read_text(path), shown(path), bibliography(path), path)
    if profile is None:
        more = (
            f" ({len(found) - 1} more; `mirror-abm species check {shown(path)}` lists them)"
            if len(found) > 1
            else ""
        )
        raise InputError(first(found) + more)
    return profile
