"""Culture: is imitation handed on, what starts it, what ends it, and from which rate on.

The unit of replication is the population, one social group with the numbers of one draw. In each,
the same questions are asked of communities (:mod:`mirror_abm.engine.community`) in which animals
are born and die and copy as they are ready to (:mod:`.generations`), and the rates from which
imitation is bootstrapped, and below which it is lost, are set beside those of the closed form
(:mod:`mirror_abm.mean_field.loops`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from ..base.brief import brief
from ..base.checks import finite, whole
from ..base.errors import InputError
from ..base.processes import lasting
from ..base.progress import bar
from ..base.shelf import accounts
from ..engine.compiled import prepare
from ..engine.options import AnimalOptions, complete, spelled
from ..profile.species import SpeciesProfile, load_species
from ..simulation.over import axes_of
from .culture_tables import Culture, tabled
from .generations import both_branches, closed_form, history
from .lineage import RATE, Lineage

DRAWS, GENERATIONS, CAP, MODELS = 6, 3, 8, 0.5
#: every how manieth act is copied at the rates that are looked at, if none are given
PARTS = (32, 16, 8, 4, 2, 1)


@dataclass(frozen=True)
class _Task:
    """One piece of work: what is asked of one draw, at one rate if it is asked of rates."""

    what: str
    lineage: Lineage
    replicate: int
    rate: float = 0.0


def _carried_out(task: _Task) -> Any:
    """Return what a task finds."""
    if task.what == "history":
        return history(task.lineage, task.replicate)
    if task.what == "rate":
        return both_branches(task.lineage, task.replicate, task.rate)
    return closed_form(task.lineage, task.replicate)


@dataclass(frozen=True)
class Question:
    """What is asked of a species, checked.

    Attributes
    ----------
    lineage : Lineage
        The species, and what its communities have in common.
    draws : int
        Populations.
    rates : tuple of float
        Those at which naive and imitating founders are compared.
    """

    lineage: Lineage
    draws: int
    rates: tuple[float, ...]

    __repr__ = brief

    @property
    def tasks(self) -> list[_Task]:
        """The pieces of work: a history, a closed form, and the rates, for each draw."""
        draws = range(self.draws)
        found = [_Task("history", self.lineage, draw) for draw in draws]
        found += [_Task("closed form", self.lineage, draw) for draw in draws]
        return found + [_Task("rate", self.lineage, draw, x) for draw in draws for x in self.rates]


def ask(
    species: str | SpeciesProfile,
    account: str,
    asked: dict[str, Any],
    options: AnimalOptions,
) -> Question:
    """Return the question that :func:`culture` is asked, checked before any work is done.

    Parameters
    ----------
    species, account
        As of :func:`culture`.
    asked : dict
        Its own arguments, but for workers and progress; defaults stand for those left out.
    options : AnimalOptions
        Which animals they are.

    Returns
    -------
    Question
        To be answered.

    Raises
    ------
    InputError
        As of :func:`culture`.
    """
    given: dict[str, Any] = {
        "generations": GENERATIONS,
        "draws": DRAWS,
        "rate": None,
        "rates": None,
    }
    given |= {"endogenous": 1.0, "steepness": None, "models": MODELS}
    given |= asked
    steepness, rate = given["steepness"], given["rate"]
    lineage = Lineage(
        species if isinstance(species, SpeciesProfile) else load_species(species),
        account,
        _animals(options),
        finite("endogenous", given["endogenous"]),
        None if steepness is None else finite("steepness", steepness),
        whole("generations", given["generations"], 1, 1000),
        None if rate is None else finite("rate", rate),
        _models(given["models"]),
    )
    draws = whole("draws", given["draws"], 1, 10000)
    return Question(lineage, draws, tuple(_rates(lineage, given["rates"])))


def answered(question: Question, workers: int, advance: Callable[[int, str], None]) -> Culture:
    """Return the answer to a question.

    Parameters
    ----------
    question : Question
        What is asked.
    workers : int
        Processes.
    advance : callable
        Told how many pieces of work are done, and which was the last.

    Returns
    -------
    Culture
        Tidy tables.
    """
    tasks = question.tasks
    found: list[Any] = [None] * len(tasks)
    for done, (number, made) in enumerate(lasting(_carried_out, tasks, workers), start=1):
        found[number] = made
        advance(done, f"draw {tasks[number].replicate + 1}, {tasks[number].what}")
    both = list(zip(tasks, found, strict=True))
    days, states = (
        [
            {"draw": task.replicate, **row}
            for task, made in both
            if task.what == what
            for row in made
        ]
        for what in ("history", "rate")
    )
    forms = {task.replicate: made for task, made in both if task.what == "closed form"}
    return tabled(question.lineage, question.draws, days, states, forms)


def culture(
    species: str | SpeciesProfile,
    account: str = "associative",
    *,
    generations: int = GENERATIONS,
    draws: int = DRAWS,
    rate: float | None = None,
    rates: Sequence[float] | None = None,
    endogenous: float = 1.0,
    steepness: float | None = None,
    models: float = MODELS,
    workers: int = 1,
    progress: bool | Callable[[int, str], None] | None = None,
    **options: Unpack[AnimalOptions],
) -> Culture:
    """Return whether imitation is handed on over generations, and from which rate on.

    Parameters
    ----------
    species : str or SpeciesProfile
        Name of a bundled species, path of a species file, or a profile.
    account : str
        A name on the shelf ``accounts``, without a sensitive period.
    generations : int
        How many each phase, and each branch, lasts.
    draws : int
        Populations, each with the numbers of one draw.
    rate : float, optional
        Times per hour that an animal is copied at full readiness in the history; the profile's,
        drawn, if left out.
    rates : sequence of float, optional
        Those at which naive and imitating founders are compared; if left out, those at which every
        32nd act, every 16th and so on up to every act is copied, at the medians.
    endogenous : float
        Share of imitation that depends on the copier's readiness, in [0, 1].
    steepness : float, optional
        Of readiness; drawn if left out, 4 with ``point``.
    models : float
        Share of the group that trained adults are when they are put in, in (0, 1].
    workers : int
        Processes.
    progress : bool or callable, optional
        Whether a bar is shown; if left out, in notebooks and at the Python prompt, not in scripts.
    seed : int
        Names every draw.
    point : bool
        Use medians instead of drawing uncertain numbers; populations then differ by chance.
    settings : mapping from str to float, optional
        Numbers to fix, such as ``{"group.size": 8, "constants.criterion": 0.2}``.
    without : str or iterable of str
        Sources of experience to switch off.
    world : str
        ``"normal"``, or ``"permuted"``: each act looks and sounds like another one.
    weights : str
        ``"signed"``, or ``"excitatory"`` (clipped at 0).
    cap : int
        The largest group simulated, in animals, all of which learn.
    rule : str, optional
        A name on the shelf ``rules``, instead of the account's own.
    carrier : bool, optional
        Whether the animals carry the heritable system of some accounts; None draws it on the tree.
    tree : str, Path or Tree, optional
        That tree, or its Newick file, instead of the library's.
    prior : str
        Rates of experience: ``"authored"``, ``"rule_made"`` or ``"exchangeable"``; a
        ``"mixture"`` is those of the replicate.

    Returns
    -------
    Culture
        Tidy tables.

    Raises
    ------
    InputError
        For what is not allowed, and for animals that live alone, in one sentence.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> few = {"generations": 1, "draws": 1, "rates": [60.0], "point": True, "cap": 2}
    >>> found = ma.culture("tiliqua_rugosa", **few)
    >>> found.branches["founders"].tolist()
    ['naive', 'imitating']
    """
    asked = {"generations": generations, "draws": draws, "rate": rate, "rates": rates}
    asked |= {"endogenous": endogenous, "steepness": steepness, "models": models}
    question = ask(species, account, asked, options)
    with bar(progress, len(question.tasks), "lives") as advance:
        return answered(question, whole("workers", workers, 1, 256), advance)


spelled(AnimalOptions, hidden=("learners",), cap=CAP)(culture)


def rates_typed(text: str, profile: SpeciesProfile) -> list[float]:
    """Return the rates that were typed, as ``10,50,100`` or ``10:100:4:log``.

    Parameters
    ----------
    text : str
        One number or more; as the values of a sweep.
    profile : SpeciesProfile
        The species.

    Returns
    -------
    list of float
        Times per hour.

    Raises
    ------
    InputError
        For what are no numbers.
    """
    if not {",", ":"} & set(text):
        try:
            return [float(text)]
        except ValueError:
            raise InputError(
                f"--rates {text}: must be numbers, for example 10,50,100 or 10:100:4:log."
            ) from None
    return [float(value) for value in next(iter(axes_of({RATE: text}, [profile]))).values]


def _animals(options: AnimalOptions) -> dict[str, Any]:
    """Return the options of the animals; all of them learn."""
    given: dict[str, Any] = dict(options)
    complete(given, "culture", AnimalOptions)
    if given.pop("learners", None) is not None:
        raise InputError("learners: must be left out: in a community all animals learn.")
    return {"cap": CAP, "seed": 0} | given


def _models(share: object) -> float:
    """Return the share of trained adults."""
    found = finite("models", share)
    if not 0 < found <= 1:
        raise InputError(f"models = {found:g}: must lie in (0, 1], a share of the group.")
    return found


def _rates(lineage: Lineage, rates: Sequence[float] | None) -> list[float]:
    """Return the rates that are looked at, after a look at whether there can be a culture at all.

    The engine is compiled here, before processes would each do so.
    """
    accounts.load(lineage.account)
    options = lineage.options | {"point": True}
    median = Lineage(**(vars(lineage) | {"options": options})).community(0, None)
    supply = median.supply
    prepare(median.setup.rule, scaled=median.birth.scaled)
    if supply.solitary:
        raise InputError(
            f"{lineage.profile.name} group: the animal lives alone, so that nobody can copy it: "
            "there is no culture. Set a group, for example with settings = {'group.size': 4}, or "
            "take another species."
        )
    if "being_imitated" in median.without:
        raise InputError("without = being_imitated: culture is imitation; leave that source on.")
    most = supply.own_rate
    at = [most / part for part in PARTS] if rates is None else [finite("rates", x) for x in rates]
    for what, each in [("rates", x) for x in at] + [("rate", lineage.rate)]:
        if each is not None and not 0 < each <= most * (1 + 1e-9):
            raise InputError(
                f"{what} = {each:g}: must lie in (0, {most:.4g}], for only {most:.4g} acts are "
                "done per hour at the medians, and each is copied at most once."
            )
    return sorted(set(at))
