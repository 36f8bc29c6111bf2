"""Everything a run is, resolved and frozen; its hash is the run id."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Unpack

from ..animal.carriers import carriers
from ..animal.constant_values import constants_with
from ..base.brief import counted, line, some
from ..base.checks import one_of, whole
from ..base.errors import InputError
from ..base.files import canonical, digest
from ..base.seeds import LARGEST_SEED
from ..base.shelf import accounts, rules, sources
from ..engine.options import CAP, AnimalOptions, complete, spelled
from ..engine.settings import by_hand, check_used, override, parse_settings, split
from ..engine.setup import check_rates
from ..experience.supply import WEIGHTS, WORLDS, switched_off
from ..profile.newick import newick
from ..profile.prior import prior_of, under
from ..profile.species import SpeciesProfile
from ..profile.tree import tree_given
from ..version import VERSION
from .drawn_constants import calibrates
from .executed import TASK, code_hashes, inherited, used
from .horizon import days_or_age, span, when
from .identity import SCHEMA
from .species_given import as_given, as_values, not_of_the_library, other_priors

__all__ = ["CAP", "TASK", "Plan", "make_plan", "override", "parse_settings", "used"]

ACCOUNTS = ("associative", "none")
REPLICATES, LEARNERS = 20, 2


@dataclass(frozen=True)
class Plan:
    """What a run is.

    What is simulated, with every number resolved. ``canonical`` JSON of it is hashed into the run
    id. ``settings`` are the numbers of profiles that were set by hand, which ``profiles`` hold
    already; ``own`` are the profiles that are not the library's, as they were before anything was
    set and before the prior. ``age`` is the age that animals reach in time-lapse, in days or
    ``"maturity"``; without one they live ``days`` as they come. ``tree`` is Newick, where it is not
    the library's. ``by_prior`` holds the profiles of a mixture under priors other than authored.
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
    settings: dict[str, float] = field(default_factory=dict)
    own: dict[str, dict[str, Any]] = field(default_factory=dict)
    age: float | str | None = None
    tree: str = ""
    by_prior: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return line(f"Plan {self.id}", *self.in_brief)

    @property
    def in_brief(self) -> tuple[str, ...]:
        """What is run, in a few words each: species, accounts, groups and days."""
        count = len(self.species)
        return (
            some(self.species, 80) if count < 4 else f"{count} species",
            some(self.accounts, 80),
            f"{counted(self.replicates, 'group')} a species",
            self.span,
        )

    @property
    def span(self) -> str:
        """How long animals live, in words: ``5 active days``, ``30 days of age``."""
        return span(self.days, self.age)

    @property
    def when(self) -> str:
        """When animals are recorded, in words: ``after 5 active days``, ``at 30 days of age``."""
        return when(self.days, self.age)

    def as_dict(self) -> dict[str, Any]:
        """Return the plan as plain JSON values."""
        return dict(json.loads(canonical(self.__dict__)))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Plan:
        """Return the plan that :meth:`as_dict` wrote, in this release or an earlier one."""
        if not (isinstance(data, dict) and "profiles" in data and set(data) <= set(FIELDS)):
            raise InputError("is not the plan of a run, or that of a later version.")
        if "settings" not in data:
            data = data | {"settings": by_hand(data["profiles"])}
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

        What a release changed counts by its code, not its number; where a profile came from does
        not count, nor what earlier releases did not know and is not there.
        """
        aside = {"version", "own", *(name for name in LATER if not getattr(self, name))}
        counted = {name: value for name, value in self.as_dict().items() if name not in aside}
        return digest(canonical(counted))[:12]

    def profile(self, name: str, replicate: int = 0) -> SpeciesProfile:
        """Return the resolved profile of one species, of a mixture as it is in a replicate."""
        held = self.by_prior.get(prior_of(self.prior, replicate), self.profiles)
        return SpeciesProfile.model_validate(held[name])

    @property
    def tasks(self) -> list[tuple[str, int]]:
        """Species and number of each replicate, in the order of the tables."""
        return [(name, number) for name in self.species for number in range(self.replicates)]

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
    def contrasts(self) -> bool:
        """Whether the run compares animals with and without a source, as its purpose."""
        return len(self.arms) > 1


FIELDS = tuple(Plan.__dataclass_fields__)  #: what a plan holds
LATER = ("tree", "by_prior")  #: of these, what earlier releases did not know


def arm_name(without: Sequence[str]) -> str:
    """Return what an arm is called in the tables: ``intact``, or ``without a+b``."""
    if tuple(without) == tuple(sorted(sources.names)):
        return "without all"
    return "without " + "+".join(without) if without else "intact"


def make_plan(
    species: Sequence[str | SpeciesProfile] = (),
    *,
    account: Sequence[str] | str = ACCOUNTS,
    days: float | None = None,
    age: float | str | None = None,
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
    days : float, optional
        Active days lived from birth, as they come, instead of to an age.
    age : float or str, optional
        Age in days that is lived to, in time-lapse where learning is slow, or ``"maturity"``, the
        default: each species' own, but at most two years.
    replicates : int
        Groups per species, each with draws of its own.
    contrast : bool
        Whether animals are raised with and without the sources of ``without``, which else are off
        in all.
    knockouts : int, optional
        Replicates in which each source is also removed alone, to find the one that carries the
        result.
    **options : AnimalOptions
        Which animals they are; ``learners`` is 2 if not given, ``rule`` is for all that learn.

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
    _check_sizes(given, replicates, replicates if knockouts is None else knockouts)
    lived, until = days_or_age(days, age)
    fixed, numbers = split(given["settings"])
    constants_with(**fixed)
    names, unchanged = _accounts(account), as_given(species)
    profiles = {
        name: override(under(item, given["prior"]), numbers) for name, item in unchanged.items()
    }
    check_used(profiles.values(), fixed)
    others = other_priors(unchanged, given["prior"], numbers)
    for profile in [*profiles.values(), *(each for held in others.values() for each in held)]:
        check_rates(profile, constants_with(**fixed), given["cap"])
    tree = _tree(names, given, profiles.values())
    off = _switched_off(given["without"], contrast, knockouts)
    if knockouts is None:
        knockouts = 0 if off else replicates
    return Plan(
        species=tuple(sorted(profiles)),
        profiles={k: v.model_dump(mode="json") for k, v in profiles.items()},
        accounts=names,
        arms=((), off) if contrast else (off,),
        days=lived,
        age=until,
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
        settings=numbers,
        own=not_of_the_library(unchanged, species),
        rule=rule,
        carrier=carrier,
        tree=tree,
        by_prior=as_values(others),
        code=code_hashes(
            names, rule, profiles.values(), carrier, tree, calibrates(fixed, given["point"])
        ),
    )


def _switched_off(without: Any, contrast: bool, knockouts: int | None) -> tuple[str, ...]:
    """Return the sources that are off, in all animals or in one arm of a contrast."""
    off = switched_off(without)
    if contrast and not off:
        raise InputError("contrast: name at least one source with without (--without SOURCE).")
    if knockouts and off and not contrast:
        raise InputError(
            f"knockouts = {knockouts}: sources are removed one at a time from animals that have "
            "them all, but without switches some off for all animals: leave one of the two out."
        )
    return off


def _check_sizes(given: Mapping[str, Any], replicates: int, knockouts: int) -> None:
    """Refuse numbers and words that no run can have."""
    whole("seed", given["seed"], 0, LARGEST_SEED)
    if given["rule"]:
        rules.load(given["rule"])
    for name in ("learners", "cap"):
        whole(name, given[name])
    whole("replicates", replicates)
    whole("knockouts", knockouts, 0)
    one_of("world", given["world"], WORLDS)
    one_of("weights", given["weights"], WEIGHTS)


def _accounts(account: Sequence[str] | str) -> tuple[str, ...]:
    """Return the names of accounts, each once, all on the shelf."""
    listed: list[Any] = list(account) if isinstance(account, (list, tuple)) else [account]
    for name in listed:
        accounts.load(name)
    if not listed:
        raise InputError(f"account = []: must name at least one of {', '.join(accounts.names)}.")
    return tuple(dict.fromkeys(listed))


def _tree(
    names: Sequence[str], given: Mapping[str, Any], profiles: Iterable[SpeciesProfile]
) -> str:
    """Return the tree of a plan as Newick; none for that of the library.

    Refused are a carrier that is no answer, a tree that nobody asks, and a draw for a species
    without a place in the tree.
    """
    carrier = given["carrier"]
    if carrier is not None and not isinstance(carrier, bool):
        raise InputError(
            f"carrier = {carrier!r}: must be True, False, or None for a draw on the tree."
        )
    own = tree_given(given["tree"])
    text = "" if own is None else newick(own)
    if own is not None and not inherited(names, carrier):
        why = "carrier says who carries" if carrier is not None else "no account of the run asks it"
        raise InputError(f"tree: {why}: leave it out, or run an account such as genetic.")
    if inherited(names, carrier):
        for profile in profiles:
            carriers(0, 0, profile.taxon.scientific, "visual", tree=tree_given(text or None))
    return text


spelled(AnimalOptions, learners=LEARNERS)(make_plan)
