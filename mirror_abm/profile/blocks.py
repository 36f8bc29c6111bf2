"""The blocks of a species file, in the order of the file.

What an editor shows of a block comes from here, by way of the JSON Schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, ClassVar

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)

from ..base.errors import did_you_mean
from ..base.shelf import layouts
from ..base.strict import Flag, Name, Strict, Text, for_editors
from .observed_network import ObservedNetwork, belongs
from .quantity import Animals, Coincidences, Days, LogUnits, PerHour, Seconds, Seen, Share, Years


def said_only(block: Strict, dump: SerializerFunctionWrapHandler, key: str) -> dict[str, Any]:
    """Return a block as plain values, without a key that it does not state."""
    plain: dict[str, Any] = dump(block)
    if getattr(block, key) is None:
        plain.pop(key, None)
    return plain


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

    model_config = for_editors(
        "How long the species takes to grow up, and lives.\n\n"
        "``maturity``: age at sexual maturity. ``lifespan``: the longest recorded life. "
        "``weaning``: age at weaning, in days."
    )

    maturity: Years
    lifespan: Years
    weaning: Days | None = None


class GroupProfile(Strict):
    """With whom an animal lives."""

    model_config = for_editors(
        "With whom an animal lives: the layout is one file of the shelf ``layouts``; "
        "``observed`` needs a ``network`` file."
    )

    size: Animals
    layout: str
    network: Text | ObservedNetwork | None = None
    bipartite: Flag | None = None
    unit_size: Animals | None = None
    tie_inequality: LogUnits | None = None
    reason: Text

    @model_serializer(mode="wrap")
    def _without_what_is_not_said(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Return plain values; plans of earlier releases, which knew no bipartite, stay equal."""
        return said_only(self, dump, "bipartite")

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
        belongs(self.layout, self.network, self.size.high, self.bipartite)
        return self


class Action(Strict):
    """One item of the repertoire."""

    model_config = for_editors(
        "One item of the repertoire.\n\n"
        "``share`` is the action's share of the acts of its kind "
        "(audible; silent and visible to self; silent and opaque).\n\n"
        "``kind`` says in one word what ``visible_to_self`` and ``audible`` say in two flags."
    )
    #: by key of the short form, what each of its words stands for
    SPELLED: ClassVar[dict[str, dict[str, dict[str, bool]]]] = {
        "kind": {
            "audible": {"visible_to_self": False, "audible": True},
            "visible": {"visible_to_self": True, "audible": False},
            "opaque": {"visible_to_self": False, "audible": False},
            "audible and visible": {"visible_to_self": True, "audible": True},
        }
    }

    name: Name
    effector: Name
    share: Share
    visible_to_self: Flag
    audible: Flag
    duration: Seconds

    @property
    def kind(self) -> str:
        """``audible``; or, of silent acts, ``visible`` to the actor or ``opaque``."""
        return "audible" if self.audible else "visible" if self.visible_to_self else "opaque"


class Acts(Strict):
    """How much the animal does."""

    model_config = for_editors(
        "How much the animal does per active hour. ``rate``: silent acts; where it is not given, "
        "the constant ``acts_rate``, the same for all species.\n\n"
        "``audible_rate``: own sounds. ``visible_share``: share of silent acts that the actor can "
        "see itself do."
    )

    rate: PerHour | None = None
    audible_rate: PerHour
    visible_share: Share

    @model_validator(mode="after")
    def _done_at_all(self) -> Acts:
        if self.rate is not None and self.rate.low <= 0:
            raise ValueError("rate.low = 0: must be above 0, as there are silent actions")
        return self

    @model_serializer(mode="wrap")
    def _without_what_is_not_said(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Return plain values; plans of earlier releases, which knew no rate, stay equal."""
        return said_only(self, dump, "rate")


class Stage(Strict):
    """The ages between which a source of experience exists."""

    model_config = for_editors(
        "The ages between which a source of experience exists; without ``onset`` from birth, "
        "without ``offset`` for life.\n\n"
        "Counted like the days of a run: age 0 is birth (hatching, emergence), or where the "
        "profile's ``stage`` begins."
    )

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
                f"onset: high = {self.onset.high:g} must lie below the low of offset, "
                f"{self.offset.low:g}"
            )
        return self


class BeingImitated(Strict):
    """How often an animal sees itself copied."""

    model_config = for_editors(
        "Times per active hour that an animal sees itself copied within 0.2-5 s, "
        "in the ``stage`` of life in which it is."
    )

    rate: PerHour
    stage: Stage | None = None


class Mirrors(Strict):
    """Bouts per active hour before a surface that reflects the animal."""

    rate: PerHour


class SelfObservation(Strict):
    """Own visible acts seen per active hour; own sounds are always heard."""

    rate: PerHour


class Synchrony(Strict):
    """How often an animal does the same as others at once, and which acts."""

    model_config = for_editors(
        "Own acts per active hour with at least one fellow's same act within 0.2 s, beyond chance: "
        "``unit: coincidences per hour``, what a log measures. With ``unit: per hour``, as in the "
        "first edition, they are bouts of several beats.\n\n"
        "``acts`` names the actions that several animals can do at once, again and again; without "
        "it, all silent ones."
    )

    rate: Coincidences
    acts: Annotated[list[Name], Field(min_length=1, max_length=24)] | None = None


class Pair(Strict):
    """An act and the act by which others answer it."""

    act: Name
    answer: Name


class Complementary(Strict):
    """Acts that are answered by others that go with them (a threat by submission)."""

    model_config = for_editors(
        "Acts that are answered by others that go with them (a threat by submission).\n\n"
        "``rate``, times per active hour that an act is so answered, is the constant "
        "``exchange_rate`` where it is not given."
    )

    rate: PerHour | None = None
    pairs: Annotated[list[Pair], Field(min_length=1, max_length=24)]


class Sound(Strict):
    """How often a sound of one's own is answered by the same sound."""

    model_config = for_editors(
        "Times per active hour that a sound of one's own is answered by the same sound from "
        "another."
    )

    rate: PerHour


class WatchingOthers(Strict):
    """How much of what others do is seen, whatever the watcher is doing itself."""

    model_config = for_editors(
        "``attention``: share of a neighbour's acts that is seen (times the relative tie, where an "
        "animal has several neighbours).\n\n"
        "``nonmatching_share``, the share of the acts seen in others that match nothing the "
        "watcher does, follows from it, and is a check where it was measured. Files of the first "
        "edition state it alone; attention is then solved from it.",
        anyOf=[{"required": ["attention"]}, {"required": ["nonmatching_share"]}],
    )

    attention: Seen | None = None
    nonmatching_share: Share | None = None

    @model_validator(mode="after")
    def _stated(self) -> WatchingOthers:
        if self.attention is None and self.nonmatching_share is None:
            raise ValueError(
                "must give attention, the share of a neighbour's acts that is seen; leave the "
                "block out if no act of others is"
            )
        return self


class Experience(Strict):
    """One block per source of experience."""

    model_config = for_editors(
        "One block per source of experience; a block that is left out means that the source does "
        "not exist."
    )

    being_imitated: BeingImitated | None = None
    mirrors: Mirrors | None = None
    self_observation: SelfObservation | None = None
    synchrony: Synchrony | None = None
    complementary: Complementary | None = None
    sound: Sound | None = None
    watching_others: WatchingOthers | None = None


def name_faults(actions: list[Action]) -> Iterator[str]:
    """Yield what is wrong with names that several actions have."""
    names = [getattr(action, "name", None) for action in actions]
    for index, name in enumerate(names):
        if name is not None and name in names[:index]:
            yield f"actions.{index}.name = {name!r}: each action must have a name of its own"


def kind_faults(acts: Acts, actions: list[Action]) -> Iterator[str]:
    """Yield which kinds of act are done although no action is of that kind."""
    kinds = [action.kind for action in actions]
    most: dict[str, tuple[str, Callable[[], float]]] = {
        "audible": ("acts.audible_rate", lambda: acts.audible_rate.high),
        "visible": ("acts.visible_share", lambda: acts.visible_share.high),
        "opaque": ("acts.visible_share", lambda: 1 - acts.visible_share.low),
    }
    for kind, (field, rate) in most.items():
        try:
            done = kind not in kinds and rate() > 0
        except AttributeError:  # a number that is faulty itself: that is told on its own
            continue
        if done:
            yield f"{field}: gives {kind} acts but no action is {kind}"


def pair_faults(pairs: list[Pair], names: list[str]) -> Iterator[str]:
    """Yield what is wrong with the pairs of acts and answers."""
    for index, pair in enumerate(pairs):
        path = f"experience.complementary.pairs.{index}"
        for key, name in (("act", pair.act), ("answer", pair.answer)):
            if name not in names:
                yield (
                    f"{path}.{key} = {name!r}: must be the name of an action."
                    f"{did_you_mean(name, names)}"
                )
        if pair.act == pair.answer or pair.act in [other.act for other in pairs[:index]]:
            yield f"{path}.act = {pair.act!r}: must have one answer, which is another action"


def synchrony_faults(acts: list[str], names: list[str]) -> Iterator[str]:
    """Yield what is wrong with the acts that can be done in synchrony."""
    for index, name in enumerate(acts):
        path = f"experience.synchrony.acts.{index}"
        if name not in names:
            yield f"{path} = {name!r}: must be the name of an action.{did_you_mean(name, names)}"
        elif name in acts[:index]:
            yield f"{path} = {name!r}: is named twice: name it once"
