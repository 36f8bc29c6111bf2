"""Plans carried out: replicates over processes, resumed where they were interrupted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

import pandas as pd

from ..base.checks import one_of, whole
from ..base.errors import InputError, Interrupted
from ..base.executors import Executor, checked_executor, workers_of
from ..base.locks import alone_in_all
from ..base.progress import bar, checked
from ..engine.population import ENGINES
from ..profile.dated_tree import Tree
from ..profile.species import SpeciesProfile
from . import summary
from .archive import Run, load_run
from .dispatch import dispatched
from .early import AHEAD, Show
from .lived import life_told
from .plan import ACCOUNTS, CAP, LEARNERS, REPLICATES, Plan, make_plan
from .preparation import compile_for
from .work import Work, done_before, interrupted

#: species just finished, tasks done, tasks in all; or whether a bar is shown
Progress = Callable[[str, int, int], None] | bool


def run(
    species: str | SpeciesProfile | Sequence[str | SpeciesProfile] = (),
    *,
    account: Sequence[str] | str = ACCOUNTS,
    days: float | None = None,
    age: float | str | None = None,
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
    tree: str | Path | Tree | None = None,
    executor: Executor | None = None,
) -> Run:
    """Simulate species under accounts, write the run's folder, and return the run.

    A plan that was run before is not run again: its run is returned as it is. An interrupted run
    goes on from where it was.

    Parameters
    ----------
    species : str, SpeciesProfile or sequence of these, optional
        Names of bundled species, paths of species files, or profiles; by default all bundled ones.
    account : str or sequence of str, default ("associative", "none")
        Accounts of the origin of mirror neurons: names on the shelf ``accounts``.
    days : float, optional
        Active days lived from birth, as they come, instead of to an age.
    age : float or str, optional
        Age in days that is lived to, in time-lapse where learning is slow, or ``"maturity"``, the
        default: each species' own, but at most two years.
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
        Replicates in which each source is also removed alone; by default all, or 0 with `without`.
    cap : int, default 60
        Size of the largest group that is simulated, in animals.
    prior : {"authored", "rule_made", "exchangeable", "mixture"}, default "authored"
        Where the rates of experience come from; see :mod:`mirror_abm.profile.prior`.
    out : str or pathlib.Path, default "runs"
        Folder in which the run's folder is made.
    workers : int, default 1
        Number of processes. More than 1 from a script needs ``if __name__ == "__main__":``.
    progress : bool or callable, optional
        Whether a progress bar is shown; if left out, in notebooks and at the prompt. A function is
        called after each replicate instead, with the species, the replicates done and those in all.
    engine : {"compiled", "agents"}, default "compiled"
        The compiled loop or the readable reference; both give the same bytes.
    rule : str, optional
        A learning rule in place of that of every account that learns.
    carrier : bool, optional
        Whether the animals carry what accounts of inheritance assume; else drawn on the tree.
    tree : str, pathlib.Path or Tree, optional
        A dated tree of one's own for that, or its Newick file, instead of the library's.
    executor : Executor, optional
        What carries out the tasks instead of processes here, as those of ``concurrent.futures`` do:
        ``distributed.Client(...).get_executor(pure=False)``, ``mpi4py.futures.MPIPoolExecutor()``.

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
    checked(progress, "(species, done, total)")
    plan = make_plan(
        chosen,
        account=account,
        days=days,
        age=age,
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
        tree=tree,
    )
    return execute(plan, out, workers, progress, engine, executor)


def contrast(run: Run | str | Path, out: str | Path = "runs") -> pd.DataFrame:
    """Return what a contrast of rearings found: own minus other without a source, less intact.

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
        and high (the range that holds a new group with the chance ``level``), mc_error (Monte-Carlo
        standard error of the mean), n groups, the age and the time-lapse that they lived (median
        and extremes), and the unit of replication, which is the group.

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
    return life_told(summary.differences(groups), found.table("units"))


def execute(
    plan: Plan,
    out: str | Path = "runs",
    workers: int = 1,
    progress: Progress | None = None,
    engine: str = "compiled",
    executor: Executor | None = None,
    show: Show | None = None,
) -> Run:
    """Carry out a plan and return the run; what was done before is not done again.

    Parameters
    ----------
    plan : Plan
        What is to be run.
    out : str or pathlib.Path, default "runs"
        Folder in which the run's folder is made.
    workers : int, default 1
        Number of processes.
    progress : bool or callable, optional
        As for :func:`run`.
    engine : {"compiled", "agents"}, default "compiled"
        The compiled loop or the readable reference; both give the same bytes.
    executor : Executor, optional
        What carries out the tasks instead of processes here.
    show : callable, optional
        Takes the first groups of every species while much is left to do, see :mod:`.early`.

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
    return execute_all([plan], out, workers, progress, engine, executor, show)[0]


def execute_all(
    plans: Sequence[Plan],
    out: str | Path = "runs",
    workers: int = 1,
    progress: Progress | None = None,
    engine: str = "compiled",
    executor: Executor | None = None,
    show: Show | None = None,
) -> list[Run]:
    """Carry out several plans with the same processes; each becomes a run of its own.

    Parameters
    ----------
    plans : sequence of Plan
        What is to be run, each once.
    out : str or pathlib.Path, default "runs"
        Folder in which the folders of the runs are made.
    workers : int, default 1
        Number of processes; 1 works in this one.
    progress : callable, optional
        As for :func:`run`, of the plans that were not done before.
    engine : {"compiled", "agents"}, default "compiled"
        The compiled loop or the readable reference; both give the same bytes.
    executor : Executor, optional
        What carries out the tasks instead of processes here.
    show : callable, optional
        As for :func:`execute`.

    Returns
    -------
    list of Run
        The finished runs, in the order of the plans.

    Raises
    ------
    StorageError
        If the folder cannot be written, or a finished run in it was damaged.
    Interrupted
        After Ctrl-C or SIGTERM; what is finished is kept, and the same call resumes.
    """
    whole("workers", workers, 1, 256)
    one_of("engine", engine, ENGINES)
    if executor is not None:
        workers = workers_of(checked_executor(executor))
    if not isinstance(out, (str, Path)) or "\0" in str(out):
        raise InputError(f"out = {out!r}: must be the path of a folder.")
    folder = Path(out)
    runs = done_before(plans, folder)
    left = [plan for plan in plans if plan.id not in runs]
    with alone_in_all({folder / plan.id: f"run {plan.id}" for plan in left}):
        runs |= done_before(left, folder)  # by whoever was waited for
        fresh = [plan for plan in left if plan.id not in runs]
        if engine == "compiled" and executor is None:
            compile_for(fresh, False if callable(progress) else progress)
        works = [Work(plan, folder, workers, engine) for plan in fresh]
        _carry_out(works, progress, executor, show)
    return [runs.get(plan.id) or Run(folder / plan.id) for plan in plans]


def _carry_out(
    works: Sequence[Work], progress: Progress | None, executor: Executor | None, show: Show | None
) -> None:
    """Carry out what is left of some plans, and finish the run of each when its last task is."""
    if not works:
        return
    tasks = [(work.plan, work.recorder.path, task) for work in works for task in work.todo]
    ahead, total = works[0].beginning.ahead() if show else [], sum(len(w.tasks) for w in works)
    done, since = total - len(tasks), time.perf_counter()
    by_id = {work.plan.id: work for work in works}
    tell = (lambda now, name: progress(name, now, total)) if callable(progress) else progress
    simulated = dispatched([*ahead, *tasks], works[0].engine, works[0].workers, executor)
    try:
        for work in works:
            since = work.finish_if_done(since)
        with closing(simulated) as finished, bar(tell, total, "replicates", done) as advance:
            for name, task in finished:
                work, early = by_id.get(name, works[0]), name == AHEAD
                if not early:
                    done += 1
                    advance(done, task[0])
                work.count(task, early, show)
                since = work.finish_if_done(since)
    except (KeyboardInterrupt, Interrupted):
        raise interrupted(works) from None
