"""Plans carried out: replicates over processes, resumed where they were interrupted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pandas as pd

from ..animal.birth import rule_of, scales
from ..base.checks import one_of, whole
from ..base.errors import InputError, Interrupted
from ..base.processes import lasting
from ..base.shelf import accounts, rules
from ..engine.compiled import prepare
from ..engine.population import ENGINES
from ..profile.species import SpeciesProfile
from . import summary
from .archive import TABLES, Recorder, Run, is_done, keep, load_run, part, verify
from .manifest import manifest
from .plan import ACCOUNTS, CAP, DAYS, LEARNERS, REPLICATES, Plan, make_plan
from .task import simulate

Progress = Callable[[str, int, int], None]  #: species just finished, tasks done, tasks in all
Replicate = tuple[str, int]  #: one task: a species, and the number of the replicate


def run(
    species: str | SpeciesProfile | Sequence[str | SpeciesProfile] = (),
    *,
    account: Sequence[str] | str = ACCOUNTS,
    days: float = DAYS,
    replicates: int = REPLICATES,
    seed: int = 0,
    point: bool = False,
    settings: dict[str, float] | None = None,
    without: Iterable[str] = (),
    contrast: bool = False,
    world: str = "normal",
    weights: str = "signed",
    learners: int = LEARNERS,
    knockouts: int | None = None,
    cap: int = CAP,
    prior: str = "authored",
    out: str | Path = "runs",
    workers: int = 1,
    progress: Progress | None = None,
    engine: str = "compiled",
    rule: str = "",
    carrier: bool | None = None,
) -> Run:
    """Simulate species under accounts, write the run's folder, and return the run.

    A plan that was run before is not run again: its run is returned as it is. An interrupted run
    goes on from where it was.

    Parameters
    ----------
    species : str, SpeciesProfile or sequence of these, optional
        Names of bundled species, paths of species files, or profiles; every bundled species if
        none is given.
    account : str or sequence of str, default ("associative", "none")
        Accounts of the origin of mirror neurons: names on the shelf ``accounts``.
    days : float, default 5
        Active days lived from birth.
    replicates : int, default 20
        Groups per species, each with its own draws of the uncertain numbers.
    seed : int, default 0
        Seed of all draws.
    point : bool, default False
        Use the medians of all uncertain numbers instead of a draw per replicate.
    settings : dict of str to float, optional
        Numbers to fix: those of profiles, ``{"experience.being_imitated.rate": 0}``, and
        constants, ``{"constants.tau": 2}``.
    without : str or iterable of str, optional
        Sources of experience to switch off, or ``"all"``.
    contrast : bool, default False
        Raise the same animals twice, with and without the sources in ``without``.
    world : {"normal", "permuted"}, default "normal"
        In a permuted world each action looks and sounds like another.
    weights : {"signed", "excitatory"}, default "signed"
        Whether weights may be negative, or are clipped at 0.
    learners : int, default 2
        Animals per group that learn and are recorded.
    knockouts : int, optional
        Replicates in which each source of experience is also removed alone; by default 4, or none
        where sources are already switched off.
    cap : int, default 60
        Size of the largest group that is simulated, in animals.
    prior : {"authored", "rule_made", "exchangeable"}, default "authored"
        Where the rates of experience come from; see :mod:`mirror_abm.profile.prior`.
    out : str or pathlib.Path, default "runs"
        Folder in which the run's folder is made.
    workers : int, default 1
        Number of processes. More than 1 from a script needs ``if __name__ == "__main__":``.
    progress : callable, optional
        Called after each replicate of a species with the species, the replicates done and those in
        all.
    engine : {"compiled", "agents"}, default "compiled"
        The compiled loop or the readable reference; both give the same bytes.
    rule : str, optional
        A learning rule in place of that of every account that learns.
    carrier : bool, optional
        Whether the animals carry what accounts of inheritance assume; drawn on the tree if left
        out.

    Returns
    -------
    Run
        The finished run; ``run.table("summary")`` is its comparative table.

    Raises
    ------
    InputError
        If an argument is not what it must be; the sentence says what is allowed.
    StorageError
        If the folder cannot be written, or a finished run in it was damaged.
    Interrupted
        After Ctrl-C; the same call resumes.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> folder = tempfile.TemporaryDirectory()
    >>> options = {"days": 0.02, "replicates": 2, "knockouts": 0, "out": folder.name}
    >>> run = ma.run("octopus_vulgaris", **options)
    >>> run.table("summary")[["species", "account", "modality", "n"]]
                species      account  modality  n
    0  octopus_vulgaris  associative  auditory  2
    1  octopus_vulgaris  associative    visual  2
    2  octopus_vulgaris         none  auditory  2
    3  octopus_vulgaris         none    visual  2
    >>> folder.cleanup()
    """
    chosen = tuple(species) if isinstance(species, (list, tuple)) else (species,)
    if progress is not None and not callable(progress):
        raise InputError(f"progress = {progress!r}: must be a function of (species, done, total).")
    plan = make_plan(
        chosen,
        account=account,
        days=days,
        replicates=replicates,
        seed=seed,
        point=point,
        settings=settings,
        without=without,
        contrast=contrast,
        world=world,
        weights=weights,
        learners=learners,
        knockouts=knockouts,
        cap=cap,
        prior=prior,
        rule=rule,
        carrier=carrier,
    )
    return execute(plan, out, workers, progress, engine)


def contrast(run: Run | str | Path, out: str | Path = "runs") -> pd.DataFrame:
    """Return what a contrast of rearings found: the congruent share without a source minus intact.

    Parameters
    ----------
    run : Run, str or pathlib.Path
        A run made with ``contrast=True``, or one with knock-outs; itself, its id, the beginning of
        its id, or the path of its folder.
    out : str or pathlib.Path, default "runs"
        Folder in which a run named by its id is looked for.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, world, modality and arm: the mean difference over groups, low
        and high (90 % predictive range), mc_error (Monte-Carlo standard error of the mean), n
        groups, and the unit of replication, which is the group.

    Raises
    ------
    InputError
        If there is no such run, or nothing was taken away in it.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> folder = tempfile.TemporaryDirectory()
    >>> options = {"days": 0.02, "replicates": 2, "out": folder.name}
    >>> run = ma.run("octopus_vulgaris", without="self_observation", contrast=True, **options)
    >>> ma.contrast(run)[["account", "modality", "arm", "n"]]
           account  modality                       arm  n
    0  associative  auditory  without self_observation  2
    1  associative    visual  without self_observation  2
    2         none  auditory  without self_observation  2
    3         none    visual  without self_observation  2
    >>> folder.cleanup()
    """
    found = run if isinstance(run, Run) else load_run(run, out)
    groups = found.table("groups")
    if summary.BASELINE not in set(groups["arm"]) or groups["arm"].nunique() < 2:
        raise InputError(
            f"run {found.id}: holds no contrast: make one with `mirror-abm contrast`, or in Python "
            "with without=SOURCE and contrast=True."
        )
    return summary.differences(groups)


def execute(
    plan: Plan,
    out: str | Path = "runs",
    workers: int = 1,
    progress: Progress | None = None,
    engine: str = "compiled",
) -> Run:
    """Carry out a plan and return the run; what was done before is not done again.

    Parameters
    ----------
    plan : Plan
        What is to be run.
    out : str or pathlib.Path, default "runs"
        Folder in which the run's folder is made.
    workers : int, default 1
        Number of processes; 1 works in this one.
    progress : callable, optional
        Called after each task with its species, the tasks done and the tasks in all.
    engine : {"compiled", "agents"}, default "compiled"
        The compiled loop or the readable reference; both give the same bytes.

    Returns
    -------
    Run
        The finished run.

    Raises
    ------
    StorageError
        If the folder cannot be written, or a finished run in it was damaged.
    Interrupted
        After Ctrl-C or SIGTERM; the same call resumes.
    """
    whole("workers", workers, 1, 256)
    one_of("engine", engine, ENGINES)
    if not isinstance(out, (str, Path)) or "\0" in str(out):
        raise InputError(f"out = {out!r}: must be the path of a folder.")
    if is_done(Path(out) / plan.id):
        return verify(Path(out) / plan.id)
    if engine == "compiled":
        _compile(plan)
    recorder, began = Recorder(plan, Path(out)), time.perf_counter()
    tasks = [
        (species, replicate) for species in plan.species for replicate in range(plan.replicates)
    ]
    todo = [task for task in tasks if not recorder.has(*task)]
    done = len(tasks) - len(todo)
    try:
        ordered = _longest_first(plan, todo) if workers > 1 else todo
        with closing(
            lasting(partial(_simulate_and_keep, plan, engine, recorder.path), ordered, workers)
        ) as finished:
            for _, task in finished:
                done += 1
                if progress:
                    progress(task[0], done, len(tasks))
    except (KeyboardInterrupt, Interrupted):
        done = sum(recorder.has(*task) for task in tasks)
        raise Interrupted(
            f"run {plan.id}: interrupted with {done} of {len(tasks)} tasks done; type the same "
            "command again to resume."
        ) from None
    elapsed = time.perf_counter() - began
    return recorder.finish(_all_tables(recorder, tasks), manifest(plan, workers, engine, elapsed))


def _compile(plan: Plan) -> None:
    """Compile the loops that the plan needs once, before its workers start."""
    needed = {(rule_of(name, plan.rule), scales(accounts.load(name))) for name in plan.accounts}
    for rule, scaled in sorted(needed):
        if rules.load(rule).PLASTIC:
            prepare(rule, scaled=scaled)


def _simulate_and_keep(plan: Plan, engine: str, run: Path, task: Replicate) -> Replicate:
    """Carry out one task and keep its tables; nothing large travels between processes."""
    keep(part(run, *task), simulate(plan, *task, engine))
    return task


def _longest_first(plan: Plan, tasks: list[Replicate]) -> list[Replicate]:
    """Return the tasks, knock-outs and the most eventful species first, so that no core waits."""

    def load(task: Replicate) -> tuple[bool, float, str, int]:
        profile = plan.profiles[task[0]]
        return (
            task[1] >= plan.knockouts,
            -float(profile["acts"]["audible_rate"]["value"]),
            task[0],
            task[1],
        )

    return sorted(tasks, key=load)


def _all_tables(recorder: Recorder, tasks: list[Replicate]) -> dict[str, pd.DataFrame]:
    """Return all tables of the run: those of its tasks, and what follows from them."""
    tables = {name: recorder.parts(name, tasks) for name in ("units", "ledger", "curves", "draws")}
    tables["animals"] = summary.animals(tables["units"])
    tables["groups"] = summary.groups(tables["animals"])
    tables["knockouts"] = summary.knockouts(tables["groups"])
    tables["summary"] = summary.summary(tables["groups"], tables["knockouts"]).assign(
        prior=recorder.plan.prior
    )
    return {name: tables[name] for name in TABLES}
