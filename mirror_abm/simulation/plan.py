"""Everything a run is, resolved and frozen; its hash is the run id."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from ..animal.birth import rule_of
from ..animal.carriers import carriers
from ..animal.constant_values import constants_with
from ..base.checks import one_of, whole
from ..base.errors import InputError
from ..base.files import canonical, digest
from ..base.fingerprint import fingerprint
from ..base.library import LIBRARY
from ..base.shelf import accounts, rules, sources
from ..engine.options import CAP, AnimalOptions, complete, spelled
from ..engine.settings import override, split
from ..engine.setup import MOST, check_rates
from ..experience.supply import WEIGHTS, WORLDS, switched_off
from ..profile.prior import under
from ..profile.species import SpeciesProfile, library, load_species
from ..version import VERSION

__all__ = ["CAP", "Plan", "make_plan", "override"]

SCHEMA = 2  #: version of the tables
ACCOUNTS = ("associative", "none")
#: the order in which figures and tables show classes of animals; others follow by name
CLASSES = (
    "Mammalia",
    "Aves",
    "Reptilia",
    "Amphibia",
    "Actinopterygii",
    "Chondrichthyes",
    "Cephalopoda",
    "Insecta",
)
DAYS, REPLICATES, LEARNERS, KNOCKOUTS = 5.0, 20, 2, 4
TASK = ("simulation.runner",)  #: the modules from which everything that a run executes is reached


@dataclass(frozen=True)
class Plan:
    """What a run is.

    What is simulated, with every number resolved. ``canonical`` JSON of it is hashed into the run
    id.
    """

    species: tuple[str, ...]
    profiles: dict[str, dict[str, Any]]
    accounts: tuple[str, ...]
    arms: tuple[tuple[str, ...], ...]
    days: float
    replicates: int
    seed: int
    point: bool
    constants: dict[str, float]
    world: str
    weights: str
    learners: int
    knockouts: int
    cap: int
    code: dict[str, str]
    rule: str = ""
    carrier: bool | None = None
    version: str = VERSION
    schema: int = SCHEMA
    prior: str = "authored"

    def as_dict(self) -> dict[str, Any]:
        """Return the plan as plain JSON values."""
        return dict(json.loads(canonical(self.__dict__)))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Plan:
        """Return the plan that :meth:`as_dict` wrote."""
        lists: dict[str, Any] = {
            "species": tuple,
            "accounts": tuple,
            "arms": lambda arms: tuple(tuple(arm) for arm in arms),
        }
        return cls(
            **{key: lists[key](value) if key in lists else value for key, value in data.items()}
        )

    @property
    def id(self) -> str:
        """The run id: twelve hexadecimal digits of the plan's hash.

        What a release changed counts by its code, not its number.
        """
        return digest(
            canonical({name: value for name, value in self.as_dict().items() if name != "version"})
        )[:12]

    def profile(self, name: str) -> SpeciesProfile:
        """Return the resolved profile of one species."""
        return SpeciesProfile.model_validate(self.profiles[name])

    @property
    def labels(self) -> dict[str, str]:
        """What each profile is called for readers.

        Its scientific name, with more for a variant or a taxon's second profile.
        """
        scientific = {
            name: str(profile["taxon"]["scientific"]) for name, profile in self.profiles.items()
        }
        found = {}
        for name, label in scientific.items():
            parent = self.profiles[name].get("inherits")
            own = name.removeprefix(f"{parent}_") if parent else name
            shared = (
                list(scientific.values()).count(label) > 1
                and label.lower().replace(" ", "_") != name
            )
            found[name] = f"{label} ({own.replace('_', ' ')})" if parent or shared else label
        return found

    @property
    def in_order(self) -> list[str]:
        """The profiles in the order of classes, orders, families and names."""

        def place(name: str) -> tuple[int, str, str, str, str]:
            taxon = self.profiles[name]["taxon"]
            rank = (
                CLASSES.index(taxon["taxonomic_class"])
                if taxon["taxonomic_class"] in CLASSES
                else len(CLASSES)
            )
            return (
                rank,
                taxon["taxonomic_class"],
                taxon.get("order") or "",
                taxon.get("family") or "",
                self.labels[name],
            )

        return sorted(self.profiles, key=place)

    @property
    def contrasts(self) -> bool:
        """Whether the run compares animals with and without a source, as its purpose."""
        return len(self.arms) > 1


def arm_name(without: Sequence[str]) -> str:
    """Return what an arm is called in the tables: ``intact``, or ``without a+b``."""
    if tuple(without) == tuple(sorted(sources.names)):
        return "without all"
    return "without " + "+".join(without) if without else "intact"


def used(
    names: Sequence[str], rule: str = "", profiles: Iterable[SpeciesProfile] = ()
) -> dict[str, list[str]]:
    """Return the items of shelves that a task under some accounts uses, by shelf.

    A new file beside them changes nothing.

    Every source of experience is used, for each brings events, and each is removed alone to find
    the one that matters.
    """
    learned = {accounts.load(name).RULE for name in names} | {rule_of(name, rule) for name in names}
    found = {
        "accounts": set(names),
        "rules": learned,
        "sources": set(sources.names),
        "measures": set[str](),
        "layouts": {profile.group.layout for profile in profiles},
    }
    return {shelf: sorted(items) for shelf, items in found.items()}


def inherited(names: Iterable[str], carrier: bool | None) -> bool:
    """Return whether an account asks the tree which lineages carry what it assumes."""
    return carrier is None and any(accounts.load(name).INHERITED for name in names)


def code_hashes(
    names: Sequence[str], rule: str, profiles: Iterable[SpeciesProfile], carrier: bool | None
) -> dict[str, str]:
    """Return the hash of every file whose text decides a run's numbers.

    The tree is one where an account asks for it.
    """
    data = [LIBRARY / "tree.nwk"] if inherited(names, carrier) else []
    return fingerprint(TASK, used(names, rule, profiles), data)


def parse_settings(settings: Iterable[str]) -> dict[str, float]:
    """Return ``["constants.tau=2", ...]`` as a mapping from dotted name to number."""
    parsed = {}
    for text in settings:
        name, sign, value = text.partition("=")
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not sign or not math.isfinite(number):
            raise InputError(
                f"--set {text}: must be NAME=NUMBER, for example experience.being_imitated.rate=0."
            )
        parsed[name.strip()] = number
    return parsed


def make_plan(
    species: Sequence[str | SpeciesProfile] = (),
    *,
    account: Sequence[str] | str = ACCOUNTS,
    days: float = DAYS,
    replicates: int = REPLICATES,
    contrast: bool = False,
    knockouts: int | None = None,
    **options: Unpack[AnimalOptions],
) -> Plan:
    """Resolve, check and freeze everything a run is.

    Parameters
    ----------
    species : sequence of str or SpeciesProfile
        Names of bundled species, paths of species files, or profiles; none means every bundled one.
    account : str or sequence of str
        Names on the shelf ``accounts``.
    days : float
        Active days lived from birth.
    replicates : int
        Groups per species, each with draws of its own.
    contrast : bool
        Whether animals are raised with and without the sources of ``without``, which else are off
        in all.
    knockouts : int, optional
        Replicates in which each source is also removed alone, to find the one that carries the
        result.
    **options : AnimalOptions
        Which animals they are; ``learners`` is 2 if not given, ``rule`` stands in place of that of
        every account that learns.

    Returns
    -------
    Plan
        With every number resolved.

    Raises
    ------
    InputError
        For anything that is not allowed, in one sentence.
    """
    given = complete({"learners": LEARNERS, **options}, "a run", AnimalOptions)
    rule, carrier = given["rule"] or "", given["carrier"]
    _check_sizes(given, days, replicates, KNOCKOUTS if knockouts is None else knockouts)
    fixed, numbers = split(given["settings"])
    constants_with(**fixed)
    profiles = _profiles(species, given["prior"], numbers)
    names = _accounts(account)
    if rule:
        rules.load(rule)
    for options_of_account in (dict(accounts.load(name).OPTIONS) for name in names):
        constants = constants_with(**(options_of_account | fixed))
        for profile in profiles.values():
            check_rates(profile, constants, given["cap"])
    _check_carrier(names, carrier, profiles.values())
    off = switched_off(given["without"])
    if contrast and not off:
        raise InputError("contrast: name at least one source with --without.")
    if knockouts is None:
        knockouts = 0 if off else KNOCKOUTS
    return Plan(
        species=tuple(sorted(profiles)),
        profiles={k: v.model_dump(mode="json") for k, v in profiles.items()},
        accounts=names,
        arms=((), off) if contrast else (off,),
        days=float(days),
        replicates=replicates,
        seed=given["seed"],
        point=bool(given["point"]),
        constants=fixed,
        world=given["world"],
        weights=given["weights"],
        learners=given["learners"],
        knockouts=min(knockouts, replicates),
        cap=given["cap"],
        prior=given["prior"],
        rule=rule,
        carrier=carrier,
        code=code_hashes(names, rule, profiles.values(), carrier),
    )


def _check_sizes(given: Mapping[str, Any], days: float, replicates: int, knockouts: int) -> None:
    """Refuse numbers and words that no run can have."""
    whole("seed", given["seed"], 0, MOST)
    for name in ("learners", "cap"):
        whole(name, given[name])
    whole("replicates", replicates)
    whole("knockouts", knockouts, 0)
    number = isinstance(days, (int, float)) and not isinstance(days, bool)
    if not (number and math.isfinite(days) and 0 < days <= 100_000):
        raise InputError(f"days = {days!r}: must lie in (0, 100000].")
    one_of("world", given["world"], WORLDS)
    one_of("weights", given["weights"], WEIGHTS)


def _profiles(
    species: Sequence[str | SpeciesProfile], prior: str, numbers: Mapping[str, float]
) -> dict[str, SpeciesProfile]:
    """Return the profiles of a run by name, with the numbers that are set by hand."""
    chosen = [
        under(item if isinstance(item, SpeciesProfile) else load_species(item), prior)
        for item in (species or library())
    ]
    profiles = {item.name: override(item, numbers) for item in chosen}
    if len(profiles) < len(chosen):
        raise InputError("species: one species is named twice: each must have a name of its own.")
    return profiles


def _accounts(account: Sequence[str] | str) -> tuple[str, ...]:
    """Return the names of accounts, each once, all on the shelf."""
    listed: list[Any] = list(account) if isinstance(account, (list, tuple)) else [account]
    for name in listed:
        accounts.load(name)
    if not listed:
        raise InputError(f"account = []: must name at least one of {', '.join(accounts.names)}.")
    return tuple(dict.fromkeys(listed))


def _check_carrier(
    names: Sequence[str], carrier: bool | None, profiles: Iterable[SpeciesProfile]
) -> None:
    """Refuse a carrier that is no answer, and a draw for a species without a place in the tree."""
    if carrier is not None and not isinstance(carrier, bool):
        raise InputError(
            f"carrier = {carrier!r}: must be True, False, or None for a draw on the tree."
        )
    if inherited(names, carrier):
        for profile in profiles:
            carriers(0, 0, profile.taxon.scientific, "visual")


spelled(AnimalOptions, learners=LEARNERS)(make_plan)
