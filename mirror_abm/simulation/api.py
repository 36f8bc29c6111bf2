"""The doors of the package: run populations, compare rearings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.errors import InputError
from ..profile.species import SpeciesProfile
from .archive import Run, load_run
from .plan import ACCOUNTS, CAP, DAYS, LEARNERS, REPLICATES, make_plan
from .runner import Progress, execute

if TYPE_CHECKING:
    import pandas as pd


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

    Parameters
    ----------
    species : bundled names, paths of species files, or profiles; none means every bundled species.
    account : one or more names on the shelf ``accounts``.
    days : active days lived from birth. replicates : groups per species, each with draws of its own.
    point : medians of all numbers, instead of a draw per replicate.
    settings : numbers to fix, e.g. ``{"experience.being_imitated.rate": 0, "constants.tau": 2}``.
    without : sources to switch off; with ``contrast`` the animals are raised with and without them.
    world : ``"normal"`` or ``"permuted"``. weights : ``"signed"`` or ``"excitatory"``.
    learners : animals per group that learn and are recorded. cap : the largest group simulated.
    knockouts : replicates in which every source is also removed alone.
    rule : a learning rule in place of that of every account that learns.
    carrier : whether the animals carry what accounts of inheritance
        assume; None draws it on the tree.
    prior : ``"authored"``, ``"rule_made"`` or ``"exchangeable"`` rates, see :mod:`mirror_abm.profile.prior`.
    out, workers, progress, engine : see :func:`mirror_abm.simulation.runner.execute`.

    Returns
    -------
    Run : ``.table("summary")`` and others; a plan that was run before is not run again.

    Raises
    ------
    MirrorError : in one sentence.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> run = ma.run("octopus_vulgaris", days=1, replicates=4)  # doctest: +SKIP
    >>> run.table("summary")[["account", "modality", "mean", "low", "high"]]  # doctest: +SKIP
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
    """Return what a rearing contrast found: the congruent share without a source minus that of the same groups intact.

    Parameters
    ----------
    run : a run made with ``contrast=True``, or one with knock-outs; by id or path from ``out``.

    Returns
    -------
    Table : species, account, world, modality, arm; mean difference, low and high (90 % predictive range over groups),
    mc_error, n; unit_of_replication, the group.

    Raises
    ------
    InputError : no such run, or one in which nothing was taken away.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> ma.contrast(ma.run("macaca_mulatta", without="being_imitated", contrast=True))  # doctest: +SKIP
    """
    from .summary import BASELINE
    from .summary import contrast as differences

    found = run if isinstance(run, Run) else load_run(run, out)
    groups = found.table("groups")
    if BASELINE not in set(groups["arm"]) or groups["arm"].nunique() < 2:
        raise InputError(
            f"run {found.id}: holds no contrast: run with without=SOURCE and contrast=True."
        )
    return differences(groups)
