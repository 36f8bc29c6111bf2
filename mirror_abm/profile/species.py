"""Species file -> :class:`SpeciesProfile`: every number a :class:`Quantity` with range, unit, source, how and reason.

The file is what a person wrote and is not trusted; the profile is. Between the two stand the schema (pydantic), the
cross-checks, and the list of references; a fault is reported with file, line and column.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, field_validator, model_validator

from ..base.errors import InputError, did_you_mean, slipped
from ..base.files import read_text, shown
from ..base.library import LIBRARY
from ..base.shelf import layouts
from ..base.strict import Finite, Flag, Name, Strict, Text
from ..base.yaml_text import parse_yaml
from . import inheritance
from .citations import KEY, bibliography, references, sources_in, unlisted
from .faults import Fault, examine, first, plain, sentences, tell
from .observed_network import Network, belongs, embedded
from .quantity import draw_between

__all__ = [
    "SpeciesProfile",
    "bibliography",
    "faults",
    "library",
    "load_species",
    "references",
    "schema",
    "variants",
]


class Quantity(Strict):
    """A number, its range, and where it comes from.

    ``value`` is the median; half of all draws lie on either side of it, none outside ``[low, high]``.
    ``how`` is ``measured`` (in the source named; where the source was recalled and not re-read, the reason says so),
    ``derived`` (computed from one; the reason says how) or ``guess``.
    """

    value: Finite
    low: Finite
    high: Finite
    unit: Literal[
        "per hour", "hours per day", "years", "days", "share", "animals", "seconds", "log units"
    ]
    source: Annotated[str, Field(pattern=KEY, description="a key of species/references.bib")]
    how: Literal["measured", "derived", "guess"]
    reason: Text

    @field_validator("value", "low", "high", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        if isinstance(value, (bool, str)):
            raise ValueError("must be a number")
        return value

    @model_validator(mode="after")
    def _in_range(self) -> Quantity:
        if not self.low <= self.high:
            raise ValueError(
                f"low = {self.low:g}: must not lie above high, {self.high:g}.{_swapped(self)}"
            )
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"value = {self.value:g}: must lie in [low, high] = [{self.low:g}, {self.high:g}]."
                f"{slipped(self.value, self.low, self.high)}"
            )
        return self

    @model_validator(mode="after")
    def _not_negative(self) -> Quantity:
        tell(
            f"{name} = {number:g}: must not be negative. Did you mean {-number:g}?"
            for name in ("low", "value", "high")
            if (number := getattr(self, name)) < 0
        )
        return self

    @model_validator(mode="after")
    def _a_share(self) -> Quantity:
        if self.unit == "share":
            tell(
                f"{name} = {number:g}: a share must lie in [0, 1].{slipped(number, 0, 1)}"
                for name in ("low", "value", "high")
                if (number := getattr(self, name)) > 1
            )
        return self

    def draw(self, u: float) -> float:
        """Return the value at quantile ``u`` (see :func:`mirror_abm.profile.quantity.draw_between`)."""
        return draw_between(u, self.value, self.low, self.high, self.unit)


def _swapped(item: Quantity) -> str:
    """Return the hint for a range that is written the wrong way round."""
    return (
        f" Did you mean low: {item.high:g}, high: {item.low:g}?"
        if item.high <= item.value <= item.low
        else ""
    )


def _in(unit: str) -> AfterValidator:
    """Return the check that a quantity is given in ``unit``."""

    def right_unit(given: Quantity) -> Quantity:
        if given.unit != unit:
            raise ValueError(f"unit = {given.unit!r}: must be {unit!r}")
        return given

    return AfterValidator(right_unit)


PerHour = Annotated[Quantity, _in("per hour")]
Share = Annotated[Quantity, _in("share")]
Years = Annotated[Quantity, _in("years")]
Days = Annotated[Quantity, _in("days")]
Seconds = Annotated[Quantity, _in("seconds")]
Animals = Annotated[Quantity, _in("animals")]
HoursPerDay = Annotated[Quantity, _in("hours per day")]
LogUnits = Annotated[Quantity, _in("log units")]


class Taxon(Strict):
    """Where the species stands in the system."""

    scientific: Annotated[str, Field(pattern=r"^[A-Z][a-z]+ [a-z]+( [a-z]+)?$")]
    vernacular: Text
    taxonomic_class: Text
    order: Text | None = None
    family: Text | None = None
    ncbi: Annotated[int, Field(gt=0)] | None = None


class LifeHistory(Strict):
    """How long the species takes to grow up, and lives."""

    maturity: Years
    lifespan: Years
    weaning: Days | None = None


class GroupProfile(Strict):
    """With whom an animal lives: the layout is one file of the shelf ``layouts``; ``observed`` needs a ``network`` file."""

    size: Animals
    layout: str
    network: Text | Network | None = None
    unit_size: Animals | None = None
    tie_inequality: LogUnits | None = None
    reason: Text

    @field_validator("layout")
    @classmethod
    def _on_the_shelf(cls, value: str) -> str:
        if value not in layouts.names:
            raise ValueError(
                f"must be one of {', '.join(layouts.names)}.{did_you_mean(value, layouts.names)}"
            )
        return value

    @model_validator(mode="after")
    def _of_animals(self) -> GroupProfile:
        if self.size.low < 1 or self.size.high > 1e6:
            raise ValueError("size: must lie in [1, 1000000] animals")
        return self

    @model_validator(mode="after")
    def _with_units(self) -> GroupProfile:
        if self.layout == "partition" and self.unit_size is None:
            raise ValueError(
                "layout = 'partition': needs unit_size, the animals in one unit of the group"
            )
        belongs(self.layout, self.network, self.size.high)
        return self


class Action(Strict):
    """One item of the repertoire.

    ``share`` is the action's share of the acts of its kind (audible; silent and visible to self; silent and opaque).
    """

    name: Name
    effector: Name
    share: Share
    visible_to_self: Flag
    audible: Flag
    duration: Seconds

    @property
    def kind(self) -> str:
        """``audible``, ``visible`` (silent, seen by the actor) or ``opaque`` (silent, not seen by the actor)."""
        return "audible" if self.audible else "visible" if self.visible_to_self else "opaque"


class Acts(Strict):
    """How much the animal does: audible acts by their own rate, silent ones by the constant ``acts_rate``."""

    audible_rate: PerHour
    visible_share: Share


class Stage(Strict):
    """The ages between which a source of experience exists; without ``onset`` from birth, without ``offset`` for life.

    Counted like the days of a run: age 0 is birth (hatching, emergence), or where the profile's ``stage`` begins.
    """

    onset: Years | None = None
    offset: Years | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Stage:
        if self.onset is None and self.offset is None:
            raise ValueError("must give onset, offset, or both; leave stage out for a whole life")
        if (
            self.onset is not None
            and self.offset is not None
            and self.onset.high >= self.offset.low
        ):
            raise ValueError(
                f"onset: high = {self.onset.high:g} must lie below the low of offset, {self.offset.low:g}"
            )
        return self


class BeingImitated(Strict):
    """Times per active hour that an animal sees itself copied within 0.2-5 s, in the ``stage`` of life in which it is."""

    rate: PerHour
    stage: Stage | None = None


class Mirrors(Strict):
    """Bouts per active hour before a surface that reflects the animal."""

    rate: PerHour


class SelfObservation(Strict):
    """Own visible acts seen per active hour; own sounds are always heard."""

    rate: PerHour


class Synchrony(Strict):
    """Bouts per active hour in which the animal does the same as others, to a beat."""

    rate: PerHour


class Pair(Strict):
    """An act and the act by which others answer it."""

    act: Name
    answer: Name


class Complementary(Strict):
    """Acts that are answered by others that go with them (a threat by submission).

    ``rate``, times per active hour that an act is so answered, is the constant ``exchange_rate`` where it is not given.
    """

    rate: PerHour | None = None
    pairs: Annotated[list[Pair], Field(min_length=1, max_length=24)]


class Sound(Strict):
    """Times per active hour that a sound of one's own is answered by the same sound from another."""

    rate: PerHour


class WatchingOthers(Strict):
    """Share of the acts seen in others that match nothing the watcher does; attention is solved from it."""

    nonmatching_share: Share


class Experience(Strict):
    """One block per source of experience; a block that is left out means that the source does not exist."""

    being_imitated: BeingImitated | None = None
    mirrors: Mirrors | None = None
    self_observation: SelfObservation | None = None
    synchrony: Synchrony | None = None
    complementary: Complementary | None = None
    sound: Sound | None = None
    watching_others: WatchingOthers | None = None


class SpeciesProfile(Strict):
    """A species as the simulator knows it; the text of one file ``species/<name>.yaml``."""

    name: Name
    inherits: (
        Annotated[Name, Field(description="the profile of which this one is a variant")] | None
    ) = None
    status: Annotated[
        Literal["provisional", "read_twice"],
        Field(description="read_twice once a second reading agrees"),
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
        Field(min_length=1, description="for readers and checks: the engine does not read them"),
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
        names = [getattr(action, "name", None) for action in self.actions]
        tell(
            f"actions.{index}.name = {name!r}: each action must have a name of its own"
            for index, name in enumerate(names)
            if name is not None and name in names[:index]
        )
        return self

    @model_validator(mode="after")
    def _paired(self) -> SpeciesProfile:
        if self.experience.complementary is not None:
            tell(
                _pair_faults(
                    self.experience.complementary.pairs, [action.name for action in self.actions]
                )
            )
        return self

    @model_validator(mode="after")
    def _awake(self) -> SpeciesProfile:
        if not 0 < self.active_hours.value <= 24 or self.active_hours.high > 24:
            raise ValueError("active_hours: must lie in (0, 24] hours per day")
        return self

    @model_validator(mode="after")
    def _shared_out(self) -> SpeciesProfile:
        kinds = [action.kind for action in self.actions]
        tell(
            sentence
            for kind in ("audible", "visible", "opaque")
            if kind in kinds and (sentence := _sum_fault(kind, self.actions))
        )
        return self

    @model_validator(mode="after")
    def _acted_out(self) -> SpeciesProfile:
        kinds = [action.kind for action in self.actions]
        most = {
            "audible": ("acts.audible_rate", self.acts.audible_rate.high),
            "visible": ("acts.visible_share", self.acts.visible_share.high),
            "opaque": ("acts.visible_share", 1 - self.acts.visible_share.low),
        }
        tell(
            f"{field}: gives {kind} acts but no action is {kind}"
            for kind, (field, rate) in most.items()
            if rate > 0 and kind not in kinds
        )
        return self

    def quantities(self) -> dict[str, Quantity]:
        """Return every number of the profile by its dotted name, in the order of the file."""
        found: dict[str, Quantity] = {}

        def walk(value: Any, path: str) -> None:
            if isinstance(value, Quantity):
                found[path] = value
            elif isinstance(value, BaseModel):
                for key in type(value).model_fields:
                    walk(getattr(value, key), f"{path}.{key}" if path else key)
            elif isinstance(value, (list, tuple)):
                for index, item in enumerate(value):
                    walk(item, f"{path}.{item.name if isinstance(item, Action) else index}")

        walk(self, "")
        return found

    def cited(self) -> list[str]:
        """Return the keys of all sources, each once, sorted."""
        return sorted({item.source for item in self.quantities().values()})


def _pair_faults(pairs: list[Pair], names: list[str]) -> Iterator[str]:
    """Yield what is wrong with the pairs of acts and answers."""
    for index, pair in enumerate(pairs):
        for key, name in (("act", pair.act), ("answer", pair.answer)):
            if name not in names:
                yield (
                    f"experience.complementary.pairs.{index}.{key} = {name!r}: must be the name of an action."
                    f"{did_you_mean(name, names)}"
                )
        if pair.act == pair.answer or pair.act in [other.act for other in pairs[:index]]:
            yield (
                f"experience.complementary.pairs.{index}.act = {pair.act!r}: must have one answer, which is another action"
            )


def _sum_fault(kind: str, actions: list[Action]) -> str:
    """Return what is wrong with the shares of the actions of one kind, or an empty string."""
    try:
        total = sum(action.share.value for action in actions if action.kind == kind)
    except AttributeError:  # a share that is faulty itself: the sum is not known
        return ""
    if math.isclose(total, 1, abs_tol=0.005):
        return ""
    return f"actions: the shares of the {kind} actions sum to {total:g}: must sum to 1"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a species file, for editors."""
    made = SpeciesProfile.model_json_schema()
    made["$defs"]["GroupProfile"]["properties"]["layout"]["enum"] = list(layouts.names)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | made


@lru_cache(maxsize=64)
def _document(text: str, name: str) -> Any:
    """Return what the text of a file says, to read from only: experiments, and tests, load a few species again and again."""
    return parse_yaml(text, name)


def examined(
    text: str, name: str, bib: set[str], file: Path | None = None
) -> tuple[list[str], SpeciesProfile | None]:
    """Return all faults of the species file ``text``, and the profile where it can be read, even if a source is not known.

    ``file`` is where the text stands, for a variant whose parent stands beside it; without it parents are the library's.
    """
    here = LIBRARY / name if file is None else file
    try:
        document = _document(text, name)
        if not isinstance(document, dict):
            return [
                f"{name}:1:1 must be a mapping of keys to values, as in species/macaca_mulatta.yaml."
            ], None
        document = inheritance.stack(document, name, here, (here.parent, LIBRARY))
    except InputError as error:
        return getattr(error, "sentences", [str(error)]), None
    data = inheritance.merged(plain(layer) for layer in inheritance.documents(document))
    found, profile = examine(SpeciesProfile, data)
    found += [
        Fault((*path, "source"), unlisted(key, bib))
        for path, key in sources_in(data)
        if key not in bib
    ]
    if profile is not None:
        profile, told = embedded(profile, here.parent)
        found += [Fault(("group", "network"), f": {sentence}") for sentence in told]
    return sentences(found, document, name), profile


def faults(
    text: str, name: str, bib: set[str], file: Path | None = None
) -> tuple[list[str], SpeciesProfile | None]:
    """Return all faults of the species file ``text`` as sentences, and the profile if there are none."""
    found, profile = examined(text, name, bib, file)
    return found, None if found else profile


def library(folder: Path = LIBRARY) -> tuple[str, ...]:
    """Return the names of the bundled species, one profile a taxon, sorted; :func:`variants` are left out."""
    return inheritance.bundled(folder, inherits=False)


def variants(folder: Path = LIBRARY) -> tuple[str, ...]:
    """Return the names of the bundled variants (captive, nursery-reared ...), which inherit from a species, sorted."""
    return inheritance.bundled(folder, inherits=True)


def load_species(species: str | Path) -> SpeciesProfile:
    """Return the profile of a bundled species, by name (``macaca_mulatta`` or ``Macaca mulatta``), or of a file, by path.

    Raises
    ------
    InputError : no such species, or the first fault of the file, as ``file:line:column what = got: must ...``.
    """
    if not isinstance(species, (str, Path)) or "\0" in str(species):
        raise InputError(
            f"species = {species!r}: must be the name of a bundled species, or the path of a species file."
        )
    path = Path(species)
    if path.suffix not in (".yaml", ".yml"):
        name = str(species).strip().lower().replace(" ", "_")
        if name not in {file.stem for file in LIBRARY.glob("*.yaml")}:
            names = (*library(), *variants())
            raise InputError(
                f"species = {str(species)!r}: must be one of the {len(names)} that `mirror-abm species list` names, "
                f"or the path of a file that ends in .yaml.{did_you_mean(name, names)}"
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
