"""What a run was, in words: everything that is not default, and the command that repeats it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..base.files import shown
from ..base.library import LIBRARY
from ..base.shelf import sources
from ..engine.options import DEFAULTS
from ..engine.settings import override
from ..profile.newick import parse_newick
from ..profile.prior import MIXTURE, PRIORS, under
from ..profile.species import library, load_species, shipped
from .drawn_constants import calibrates
from .executed import code_hashes
from .horizon import MATURITY
from .own_species import OWN_SPECIES, OWN_TREE
from .plan import ACCOUNTS, CAP, LEARNERS, REPLICATES, Plan, arm_name

FEW = 3  #: files of code that are named one by one
RUNS = Path("runs")  #: where runs are kept unless told otherwise


class Departure(NamedTuple):
    """One way in which a run is not as it is by default.

    Attributes
    ----------
    name : str
        What is not default: an option, or the dotted name of a number.
    value : str
        What it is instead.
    words : str
        Both, as they are said in a title.
    """

    name: str
    value: str
    words: str


def number_text(value: float) -> str:
    """Return a number as a person types it, to the last digit.

    Parameters
    ----------
    value : float
        Any finite number.

    Returns
    -------
    str
        The shortest text that is read as the same number.

    Examples
    --------
    >>> number_text(2.0), number_text(0.1), number_text(1e-07)
    ('2', '0.1', '1e-07')
    """
    return repr(float(value)).removesuffix(".0")


def settings(plan: Plan) -> dict[str, float]:
    """Return the numbers that were set by hand in a run, constants first.

    Parameters
    ----------
    plan : Plan
        The run.

    Returns
    -------
    dict of str to float
        Number by dotted name, as ``--set`` takes them.
    """
    constants = {f"constants.{name}": value for name, value in sorted(plan.constants.items())}
    return constants | dict(sorted(plan.settings.items()))


def usual_knockouts(plan: Plan) -> int:
    """Return in how many groups of a species sources are removed alone, by default.

    Parameters
    ----------
    plan : Plan
        The run.

    Returns
    -------
    int
        None where sources are off already.
    """
    return 0 if any(plan.arms) else plan.replicates


def _all_departures(plan: Plan) -> Iterator[Departure]:
    """Yield every way in which a run is not as it is by default, without its sizes."""
    # the files of the library are looked into only where a profile may be none of them
    bundled = set(shipped()) if plan.own else set()
    changed = [name for name in plan.species if name in plan.own and name in bundled]
    if changed:
        names = ", ".join(changed)
        yield Departure("species", f"own profile of {names}", f"own profile of {names}")
    for name, value in settings(plan).items():
        yield Departure(name, number_text(value), f"{name} = {number_text(value)}")
    off = arm_name(plan.arms[-1])
    if plan.contrasts:
        yield Departure("contrast", f"with and {off}", f"with and {off}")
    elif plan.arms[0]:
        yield Departure("without", off.removeprefix("without "), off)
    yield from _choices(plan)
    if plan.knockouts != usual_knockouts(plan):
        groups = f"{plan.knockouts} group{'s' * (plan.knockouts > 1)}"
        words = f"sources removed in {groups}" if plan.knockouts else "no source removed"
        yield Departure("knockouts", str(plan.knockouts), words)


def _choices(plan: Plan) -> Iterator[Departure]:
    """Yield those options of the animals that are not default."""
    prior, world, weights = plan.prior.replace("_", " "), plan.world, plan.weights
    if plan.rule:
        yield Departure("rule", plan.rule, f"rule {plan.rule}")
    if plan.carrier is not None:
        words = "all species carriers" if plan.carrier else "no species a carrier"
        yield Departure("carrier", "yes" if plan.carrier else "no", words)
    if plan.tree:
        tips = len(parse_newick(plan.tree).tips)
        yield Departure("tree", f"its own, {tips} tips", "a tree of its own")
    if plan.prior != DEFAULTS["prior"]:
        words = "a mixture of three priors" if plan.prior == MIXTURE else f"prior {prior}"
        yield Departure("prior", prior, words)
    if world != DEFAULTS["world"]:
        yield Departure("world", world, f"{world} world")
    if weights != DEFAULTS["weights"]:
        yield Departure("weights", weights, f"{weights} weights")
    if plan.point:
        yield Departure("point", "medians", "medians instead of draws")
    if plan.cap != CAP:
        yield Departure("cap", str(plan.cap), f"groups of at most {plan.cap}")
    if plan.learners != LEARNERS:
        words = f"{plan.learners} learner{'s' * (plan.learners > 1)} a group"
        yield Departure("learners", str(plan.learners), words)


def _sizes(plan: Plan) -> Iterator[Departure]:
    """Yield accounts, days, replicates and seed where they are not default."""
    if plan.accounts != ACCOUNTS:
        names = ", ".join(plan.accounts)
        yield Departure("accounts", names, f"accounts {names}")
    if isinstance(plan.age, float):
        yield Departure("age", number_text(plan.age), plan.span)
    elif plan.age is None:
        days = number_text(plan.days)
        yield Departure("days", days, f"{days} days")
    if plan.replicates != REPLICATES:
        groups = f"{plan.replicates} group{'s' * (plan.replicates > 1)} a species"
        yield Departure("replicates", str(plan.replicates), groups)
    if plan.seed != DEFAULTS["seed"]:
        yield Departure("seed", str(plan.seed), f"seed {plan.seed}")


def departures(plan: Plan, sizes: bool = False) -> dict[str, str]:
    """Return everything of a run that is not default.

    Parameters
    ----------
    plan : Plan
        The run.
    sizes : bool, default False
        Also accounts, days, replicates and seed, which most titles say anyway.

    Returns
    -------
    dict of str to str
        What it is, by option or by dotted name of the number; empty for an ordinary run.

    Examples
    --------
    >>> from mirror_abm.simulation.plan import make_plan
    >>> plan = make_plan(["octopus_vulgaris"], rule="oja", settings={"constants.tau": 2}, days=1)
    >>> departures(plan)
    {'constants.tau': '2', 'rule': 'oja'}
    >>> departures(plan, sizes=True)
    {'constants.tau': '2', 'rule': 'oja', 'days': '1'}
    """
    found = [*_all_departures(plan), *(_sizes(plan) if sizes else ())]
    return {each.name: each.value for each in found}


def in_words(plan: Plan, sizes: bool = False) -> str:
    """Return everything of a run that is not default, as one line for titles and footers.

    Parameters
    ----------
    plan : Plan
        The run.
    sizes : bool, default False
        Also accounts, days, replicates and seed.

    Returns
    -------
    str
        ``""`` for an ordinary run.

    Examples
    --------
    >>> from mirror_abm.simulation.plan import make_plan
    >>> in_words(make_plan(["octopus_vulgaris"], rule="oja", cap=30, without="sound"))
    'without sound, rule oja, groups of at most 30'
    """
    found = [*_all_departures(plan), *(_sizes(plan) if sizes else ())]
    return ", ".join(each.words for each in found)


def command(plan: Plan, folder: Path | None = None) -> str:
    """Return the command that repeats a run, quoted for the shell.

    Parameters
    ----------
    plan : Plan
        The run.
    folder : Path, optional
        The folder of the run, which keeps the species that are not the library's; by default the
        one in ``runs`` in which the run is made.

    Returns
    -------
    str
        ``mirror-abm run ...``, or ``mirror-abm contrast ...``.

    Examples
    --------
    >>> from mirror_abm.simulation.plan import make_plan
    >>> command(make_plan(["octopus_vulgaris"], days=0.5, settings={"constants.tau": 2}))
    'mirror-abm run octopus_vulgaris --set constants.tau=2 --days 0.5'
    """
    home = RUNS / plan.id if folder is None else folder
    out = [] if home.parent == RUNS else ["--out", shown(home.parent)]
    return shlex.join(
        [
            "mirror-abm",
            "contrast" if plan.contrasts else "run",
            *_species_words(plan, home),
            *_choice_words(plan),
            *(["--tree", shown(home / OWN_SPECIES / OWN_TREE)] if plan.tree else []),
            *out,
        ]
    )


def _species_words(plan: Plan, home: Path) -> list[str]:
    """Return how the species of a run are named; none if they are those of the library."""
    if not plan.own and plan.species == library():
        return []
    return [
        shown(home / OWN_SPECIES / f"{name}.yaml") if name in plan.own else name
        for name in plan.species
    ]


def _choice_words(plan: Plan) -> list[str]:
    """Return the options of a command that are not default."""
    words: list[str] = []
    if plan.accounts != ACCOUNTS:
        words += [word for name in plan.accounts for word in ("--account", name)]
    off = ("all",) if plan.arms[-1] == tuple(sorted(sources.names)) else plan.arms[-1]
    words += [word for name in off for word in ("--without", name)]
    for name, number in settings(plan).items():
        words += ["--set", f"{name}={number_text(number)}"]
    if plan.carrier is not None:
        words += ["--carrier" if plan.carrier else "--no-carrier"]
    if plan.point:
        words += ["--point"]
    options: tuple[tuple[str, object, object], ...] = (
        ("rule", plan.rule, ""),
        ("prior", plan.prior, DEFAULTS["prior"]),
        ("world", plan.world, DEFAULTS["world"]),
        ("weights", plan.weights, DEFAULTS["weights"]),
        ("cap", plan.cap, CAP),
        ("learners", plan.learners, LEARNERS),
        ("knockouts", plan.knockouts, usual_knockouts(plan)),
        ("age", plan.age, MATURITY if plan.age else None),
        ("days", plan.days, 0.0),
        ("replicates", plan.replicates, REPLICATES),
        ("seed", plan.seed, DEFAULTS["seed"]),
    )
    for option, value, usual in options:
        if value != usual:
            text = number_text(value) if isinstance(value, float) else str(value)
            words += [f"--{option}", text]
    return words


def changed_code(before: Plan, after: Plan) -> str:
    """Return which files of code differ between two plans, the first few by name.

    Parameters
    ----------
    before, after : Plan
        The plans.

    Returns
    -------
    str
        For a sentence; empty where the code is the same.
    """
    one, two = before.code, after.code
    names = sorted(name for name in {*one, *two} if one.get(name) != two.get(name))
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return ", ".join(names[:FEW]) + more


def changed_since(plan: Plan, moment: float) -> list[str]:
    """Return what has changed since a run was made, so that its command makes another run.

    Parameters
    ----------
    plan : Plan
        The run.
    moment : float
        When it was made, seconds since 1970; species files that are older are not looked into.

    Returns
    -------
    list of str
        Files of code, and species of the library; none if the command finds the run again.
    """
    profiles = [plan.profile(name) for name in plan.species]
    drawn = calibrates(plan.constants, plan.point)
    code = code_hashes(plan.accounts, plan.rule, profiles, plan.carrier, plan.tree, drawn)
    files = sorted(name for name in {*code, *plan.code} if code.get(name) != plan.code.get(name))
    for profile in profiles:
        file = LIBRARY / f"{profile.name}.yaml"
        read = [file, *([LIBRARY / f"{profile.inherits}.yaml"] if profile.inherits else [])]
        if profile.name in plan.own or all(
            each.is_file() and each.stat().st_mtime < moment for each in read
        ):
            continue
        if not file.is_file() or any(
            plan.profile(profile.name, turn)
            != override(under(load_species(file), plan.prior, turn), plan.settings)
            for turn in (range(len(PRIORS)) if plan.by_prior else range(1))
        ):
            files.append(f"species/{profile.name}.yaml")
    return files
