"""Species file -> :class:`SpeciesProfile`: every number a :class:`Quantity` with range, unit, source, how and reason.

The file is what a person wrote and is not trusted; the profile is. Between the two stand the schema (pydantic), the
cross-checks, and the list of references; a fault is reported with file, line and column.
"""

from __future__ import annotations

import math
import re
import warnings
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import networkx as nx
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from .errors import InputError, closest, did_you_mean, unknown
from .field_network import read_network
from .files import parse_yaml, read_text, shown
from .quantity import draw_between
from .shelf import layouts, sources

LIBRARY = next(p for p in (Path(__file__).parent / "species", Path(__file__).parents[1] / "species") if p.is_dir())

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Text = Annotated[str, Field(min_length=1, max_length=600)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class Strict(BaseModel):
    """A block in which only the named keys may stand."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Quantity(Strict):
    """A number, its range, and where it comes from.

    ``value`` is the median; half of all draws lie on either side of it, none outside ``[low, high]``.
    ``how`` is ``measured`` (read in a source), ``derived`` (computed from one; the reason says how) or ``guess``.
    """

    value: Finite
    low: Finite
    high: Finite
    unit: Literal["per hour", "hours per day", "years", "share", "animals", "seconds", "log units"]
    source: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", description="a key of species/references.bib")]
    how: Literal["measured", "derived", "guess"]
    reason: Text

    @field_validator("value", "low", "high", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        if isinstance(value, (bool, str)):
            raise ValueError("must be a number")
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Quantity:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"must satisfy low <= value <= high, got {self.low:g}, {self.value:g}, {self.high:g}")
        if self.low < 0:
            raise ValueError(f"low = {self.low:g} must not be negative")
        if self.unit == "share" and self.high > 1:
            raise ValueError(f"high = {self.high:g}: a share must lie in [0, 1]")
        return self

    def draw(self, u: float) -> float:
        """Return the value at quantile ``u`` (see :func:`mirror_abm.quantity.draw_between`)."""
        return draw_between(u, self.value, self.low, self.high, self.unit)


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
Seconds = Annotated[Quantity, _in("seconds")]
Animals = Annotated[Quantity, _in("animals")]
HoursPerDay = Annotated[Quantity, _in("hours per day")]
LogUnits = Annotated[Quantity, _in("log units")]


class Taxon(Strict):
    """Where the species stands in the system."""

    scientific: Annotated[str, Field(pattern=r"^[A-Z][a-z]+ [a-z]+( [a-z]+)?$")]
    vernacular: Text
    taxonomic_class: Text
    ncbi: Annotated[int, Field(gt=0)] | None = None


class LifeHistory(Strict):
    """How long the species takes to grow up, and lives."""

    maturity: Years
    lifespan: Years


class Network(Strict):
    """An observed network as a plan keeps it: the file's name, its animals, and its ties by number, with weights."""

    file: Text
    animals: list[str]
    ties: list[tuple[int, int, float]]


class GroupProfile(Strict):
    """With whom an animal lives: the layout is one file of the shelf ``layouts``.

    ``network``, for the layout ``observed``, is the path of a network file, from the folder of the species file.
    """

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
            raise ValueError(f"must be one of {', '.join(layouts.names)}.{did_you_mean(value, layouts.names)}")
        return value

    @model_validator(mode="after")
    def _whole(self) -> GroupProfile:
        if self.size.low < 1 or self.size.high > 1e6:
            raise ValueError("size must lie in [1, 1000000] animals")
        if self.layout == "partition" and self.unit_size is None:
            raise ValueError("layout = 'partition' needs unit_size, the animals in one unit of the group")
        if (self.layout == "observed") != (self.network is not None):
            raise ValueError("layout = 'observed' needs network, the file of an observed network, and no other layout has one")
        if isinstance(self.network, Network) and self.size.high > len(self.network.animals):
            raise ValueError(f"size.high = {self.size.high:g}: must be at most {len(self.network.animals)}, the animals in the "
                             "observed network")
        return self

    @cached_property
    def observed(self) -> nx.Graph | None:
        """The observed network, if the profile has one."""
        if not isinstance(self.network, Network):
            return None
        graph: nx.Graph = nx.empty_graph(len(self.network.animals))
        graph.add_weighted_edges_from(self.network.ties)
        return graph

    def with_network(self, folder: Path) -> GroupProfile:
        """Return the block with the network itself in place of the file's name; what was repaired in it is a warning.

        Raises
        ------
        InputError : a network that cannot be used.
        """
        if not isinstance(self.network, str):
            return self
        found = read_network(folder / self.network)
        for repair in found.repairs:
            warnings.warn(f"{found.name}: {repair}.", stacklevel=2)
        number = {animal: index for index, animal in enumerate(found.graph)}
        ties = [(number[a], number[b], float(weight)) for a, b, weight in found.graph.edges(data="weight")]
        return GroupProfile.model_validate(self.model_dump() | {"network": {
            "file": self.network, "animals": [str(animal) for animal in found.graph], "ties": sorted(ties)}})


class Action(Strict):
    """One item of the repertoire.

    ``share`` is the action's share of the acts of its kind (audible; silent and visible to self; silent and opaque).
    """

    name: Name
    effector: Name
    share: Share
    visible_to_self: bool
    audible: bool
    duration: Seconds

    @property
    def kind(self) -> str:
        """``audible``, ``visible`` (silent, seen by the actor) or ``opaque`` (silent, not seen by the actor)."""
        return "audible" if self.audible else "visible" if self.visible_to_self else "opaque"


class Acts(Strict):
    """How much the animal does: audible acts by their own rate, silent ones by the constant ``acts_rate``."""

    audible_rate: PerHour
    visible_share: Share


class BeingImitated(Strict):
    """Times per active hour that an animal sees itself copied within 0.2-5 s."""

    rate: PerHour


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
    status: Literal["provisional", "read_twice"]
    blinded: Annotated[bool, Field(description="were the rates guessed by people who did not know which species are "
                                               "positive?")]
    taxon: Taxon
    context: Literal["wild", "captive", "domestic"]
    stage: Text
    active_hours: HoursPerDay
    life_history: LifeHistory
    senses: Annotated[list[Literal["vision", "audition", "touch", "olfaction", "chemoreception"]], Field(min_length=1)]
    group: GroupProfile
    acts: Acts
    actions: Annotated[list[Action], Field(min_length=2, max_length=24)]
    experience: Experience

    @model_validator(mode="after")
    def _consistent(self) -> SpeciesProfile:
        names = [action.name for action in self.actions]
        for index, name in enumerate(names):
            if name in names[:index]:
                raise ValueError(f"actions.{index}.name = {name!r}: each action must have a name of its own")
        pairs = self.experience.complementary.pairs if self.experience.complementary else []
        for index, pair in enumerate(pairs):
            for key, name in (("act", pair.act), ("answer", pair.answer)):
                if name not in names:
                    raise ValueError(f"experience.complementary.pairs.{index}.{key} = {name!r}: must be the name of an action."
                                     f"{did_you_mean(name, names)}")
            if pair.act == pair.answer or pair.act in [other.act for other in pairs[:index]]:
                raise ValueError(f"experience.complementary.pairs.{index}.act = {pair.act!r}: must have one answer, which is "
                                 "another action")
        if not 0 < self.active_hours.value <= 24 or self.active_hours.high > 24:
            raise ValueError("active_hours must lie in (0, 24] hours per day")
        for kind, rate in (("audible", self.acts.audible_rate.high),
                           ("visible", self.acts.visible_share.high),
                           ("opaque", 1 - self.acts.visible_share.low)):
            total = sum(action.share.value for action in self.actions if action.kind == kind)
            has = any(action.kind == kind for action in self.actions)
            if has and not math.isclose(total, 1, abs_tol=0.005):
                raise ValueError(f"actions: the shares of the {kind} actions sum to {total:g}: must sum to 1")
            if rate > 0 and not has:
                field = "acts.audible_rate" if kind == "audible" else "acts.visible_share"
                raise ValueError(f"{field} gives {kind} acts but no action is {kind}")
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


def references(folder: Path = LIBRARY) -> set[str]:
    """Return the keys of ``references.bib``."""
    return set(re.findall(r"^@\w+\{([^,\s]+),", read_text(folder / "references.bib", 4_000_000), re.MULTILINE))


def bibliography(file: Path) -> set[str]:
    """Return the keys that a species file may cite: the library's, and those of a ``references.bib`` beside the file."""
    beside = file.parent / "references.bib"
    return references() | (references(file.parent) if beside.is_file() else set())


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a species file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | SpeciesProfile.model_json_schema()


def _place(document: Any, path: tuple[Any, ...], name: str) -> str:
    """Return ``file:line:column`` of the value at ``path``, or of the nearest thing around it."""
    line = column = 0
    following: Any
    for key in path:
        try:
            marks = getattr(document, "lc", None)
            if marks is None:
                break
            if isinstance(document, dict) and key in document:
                line, column = marks.value(key)
                following = document[key]
                if isinstance(following, (dict, list)):
                    line, column = marks.key(key)
            elif isinstance(document, list) and isinstance(key, int) and key < len(document):
                line, column = marks.item(key)
                following = document[key]
            else:
                break
        except (KeyError, AttributeError, TypeError, IndexError):
            break
        document = following
    return f"{name}:{line + 1}:{column + 1}"


def _key_place(document: Any, path: tuple[Any, ...], name: str) -> str:
    """Return ``file:line:column`` of the key at the end of ``path``."""
    for key in path[:-1]:
        document = document[key]
    line, column = document.lc.key(path[-1])
    return f"{name}:{line + 1}:{column + 1}"


def _options(path: tuple[Any, ...]) -> list[str]:
    """Return the keys that may stand in the block at ``path``."""
    model: Any = SpeciesProfile
    for key in path:
        if isinstance(key, int) or not hasattr(model, "model_fields"):
            continue
        annotation = model.model_fields[key].annotation if key in model.model_fields else None
        queue, model = [annotation], None
        while queue:
            item = queue.pop(0)
            if isinstance(item, type) and issubclass(item, BaseModel):
                model = item
                break
            queue.extend(getattr(item, "__args__", ()))
    return list(model.model_fields) if model else []


def _sentence(error: Any, document: Any, name: str) -> str:
    """Return pydantic's finding as one sentence with its place."""
    path = tuple(part for part in error["loc"] if not (isinstance(part, str) and part.startswith("function-")))
    dotted = ".".join(str(part) for part in path)
    if error["type"] == "extra_forbidden":
        options = _options(path[:-1])
        near = closest(path[-1], options)
        hint = f" Did you mean {near}?" if near else f" Keys here: {', '.join(options)}."
        return f"{_key_place(document, path, name)} {dotted}: unknown key.{hint}"
    place = _place(document, path, name)
    if error["type"] == "missing":
        return f"{place} {dotted}: is missing."
    if error["type"] == "value_error":
        message = str(error["ctx"]["error"])
        deeper = re.match(r"([a-z_]+(?:\.[a-z_0-9]+)+)\b", message)
        if deeper and not path:
            keys = tuple(int(part) if part.isdigit() else part for part in deeper.group(1).split("."))
            place = _place(document, keys, name)
        got = f" = {error['input']!r}" if isinstance(error["input"], (str, int, float)) else ""
        return f"{place} {dotted}{got}{': ' if dotted else ''}{message.rstrip('.')}." if "Did you mean" not in message \
            else f"{place} {dotted}{got}: {message}"
    got = error["input"]
    shown_input = f" = {str(got)[:60]!r}" if isinstance(got, str) else f" = {got}" if isinstance(
        got, (int, float, bool)) else ""
    hint = ""
    if error["type"] == "literal_error":
        hint = did_you_mean(got, re.findall(r"'([^']+)'", error["ctx"]["expected"]))
    message = error["msg"][0].lower() + error["msg"][1:]
    return f"{place} {dotted}{shown_input}: {message}.{hint}"


def _plain(value: Any) -> Any:
    """Return ruamel's document as plain dicts, lists and scalars."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)
    return str(value)


def faults(text: str, name: str, bib: set[str]) -> tuple[list[str], SpeciesProfile | None]:
    """Return all faults of the species file ``text`` as sentences, and the profile if there are none."""
    document = parse_yaml(text, name)
    if not isinstance(document, dict):
        return [f"{name}:1:1 must be a mapping of keys to values, as in species/macaca_mulatta.yaml."], None
    try:
        profile = SpeciesProfile.model_validate(_plain(document))
    except ValidationError as error:
        return [_sentence(item, document, name) for item in error.errors(include_url=False)], None
    except RecursionError:
        return [f"{name}: is nested too deeply."], None
    wrong = []
    try:
        group = profile.group.with_network(Path(name).parent)
        profile = profile if group is profile.group else profile.model_copy(update={"group": group})
    except (InputError, ValidationError) as error:
        told = str(error) if isinstance(error, InputError) else error.errors()[0]["msg"].removeprefix("Value error, ") + "."
        wrong.append(f"{_place(document, ('group', 'network'), name)} group.network: {told}")
    for dotted, item in profile.quantities().items():
        if item.source not in bib:
            keys: tuple[str | int, ...] = tuple(dotted.split("."))
            if keys[0] == "actions":
                keys = (keys[0], [a.name for a in profile.actions].index(str(keys[1])), *keys[2:])
            place = _place(document, (*keys, "source"), name)
            wrong.append(f"{place} {dotted}.source = {item.source!r}: is not in references.bib."
                         f"{did_you_mean(item.source, bib)}")
    return wrong, None if wrong else profile


def library(folder: Path = LIBRARY) -> tuple[str, ...]:
    """Return the names of the bundled species, sorted."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def load_species(species: str | Path) -> SpeciesProfile:
    """Return the profile of a bundled species, by name, or of a species file, by path.

    Raises
    ------
    InputError : no such species, or the first fault of the file, as ``file:line:column what = got: must ...``.
    """
    if not isinstance(species, (str, Path)) or "\0" in str(species):
        raise InputError(f"species = {species!r}: must be the name of a bundled species, or the path of a species file.")
    path = Path(species)
    if path.suffix not in (".yaml", ".yml"):
        if str(species) not in library():
            raise unknown("species", str(species), library())
        path = LIBRARY / f"{species}.yaml"
    found, profile = faults(read_text(path), shown(path), bibliography(path))
    if profile is None:
        more = f" ({len(found) - 1} more; `mirror-abm species check {shown(path)}` lists them)" if len(found) > 1 else ""
        raise InputError(found[0] + more)
    return profile


def source_names() -> tuple[str, ...]:
    """Return the sources of experience that a profile may describe."""
    return tuple(name for name in sources.names if name in Experience.model_fields)
