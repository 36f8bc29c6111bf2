"""Under what conditions a run was made: software, seed, hashes, time, memory, and what to cite."""

from __future__ import annotations

import platform
import sys
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.files import canonical, digest

if TYPE_CHECKING:
    from .plan import Plan

PACKAGES = ("mesa", "numpy", "numba", "networkx", "pandas", "pyarrow", "pydantic", "seaborn")
ALWAYS_CITED = "heyes_2010"  #: the account that the whole package is about


def software() -> dict[str, str]:
    """Return the versions under which a run is made.

    Returns
    -------
    dict of str to str
        Python, machine, system and the packages on which the numbers depend.
    """
    from importlib.metadata import version

    return {
        "python": sys.version.split()[0],
        "machine": platform.machine(),
        "system": platform.system(),
        **{name: version(name) for name in PACKAGES},
    }


def manifest(plan: Plan, workers: int, engine: str, elapsed: float) -> dict[str, Any]:
    """Return the manifest of a run.

    Parameters
    ----------
    plan : Plan
        What was run.
    workers : int
        Number of processes.
    engine : str
        ``"compiled"`` or ``"agents"``.
    elapsed : float
        Seconds of wall-clock time that the run took.

    Returns
    -------
    dict
        What ``manifest.json`` holds; ``peak_memory_bytes`` is that of the largest process so far.
    """
    cited = {key for name in plan.species for key in plan.profile(name).cited()}
    return {
        "id": plan.id,
        "seed": plan.seed,
        "software": software(),
        "version": plan.version,
        "schema": plan.schema,
        "profiles": {name: digest(canonical(_as_lived(plan, name))) for name in plan.species},
        "code": plan.code,
        "cite": sorted(cited | {ALWAYS_CITED}),
        "finished": datetime.now().astimezone().isoformat(timespec="seconds"),
        "elapsed_seconds": round(elapsed, 2),
        "workers": workers,
        "engine": engine,
        "peak_memory_bytes": _peak_memory(),
        "listed": listed(plan),
    }


def listed(plan: Plan) -> dict[str, Any]:
    """Return what a list of runs shows of a plan, so that it need not be read for that.

    Parameters
    ----------
    plan : Plan
        What was run.

    Returns
    -------
    dict
        Plain values.
    """
    return {
        "species": list(plan.species),
        "accounts": list(plan.accounts),
        "days": plan.days if plan.age is None else None,
        "span": plan.span,
        "replicates": plan.replicates,
        "with": conditions(plan),
    }


def conditions(plan: Plan) -> str:
    """Return what is not default in a run, the seed included, or the word ``defaults``.

    Parameters
    ----------
    plan : Plan
        What was run.

    Returns
    -------
    str
        As a list of runs shows it.
    """
    from .conditions import in_words  # a list of runs is not in need of all that a plan is

    said = [in_words(plan), f"seed {plan.seed}" if plan.seed else ""]
    return ", ".join(each for each in said if each) or "defaults"


def _as_lived(plan: Plan, name: str) -> Any:
    """Return the profile of a species as plain values; of a mixture under each of its priors."""
    others = [held[name] for held in plan.by_prior.values()]
    return [plan.profiles[name], *others] if others else plan.profiles[name]


def _peak_memory() -> int | None:
    """Return the bytes that the largest process took so far; None where that is not told."""
    with suppress(ImportError):
        resource: Any = import_module("resource")
        memory = max(
            int(resource.getrusage(who).ru_maxrss)
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        # Linux counts in units of 1024 bytes, macOS in bytes
        return memory * (1 if sys.platform == "darwin" else 1024)
    return None


def made(folder: Path, manifest: dict[str, Any]) -> str:
    """Return when a run was finished.

    Parameters
    ----------
    folder : Path
        The folder of the run.
    manifest : dict
        Its manifest; earlier releases did not write the time, which then is that of the files.

    Returns
    -------
    str
        Day and time here, such as ``2026-11-26 22:03``.
    """
    told = manifest.get("finished")
    moment = (
        datetime.fromisoformat(told)
        if told
        else datetime.fromtimestamp((folder / "DONE").stat().st_mtime)
    )
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
