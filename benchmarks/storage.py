"""Runs of many replicates: python benchmarks/storage.py [--replicates N ...] [--reads].

Each run is made by a process of its own with worker processes, so that what the parent holds is
what a run costs whoever types it; then it is read, if --reads is given. See README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
SIZES = (1_000, 3_000, 10_000)
HEAD = (
    "replicates | tasks | parent | finish | finish of all | clock | parent at most"
    " | worker at most | files"
)
LINE = (
    "{replicates:,} | {tasks:.1f} s | {parent:.1f} s | {finish:.2f} s | {share:.1%} | {clock:.0f} s"
    " | {parent_mb:.0f} MB | {worker_mb:.0f} MB | {files}"
)
#: what is asked of a run, as code; RUN is its folder
READS = {
    "three columns of units": "run.table('units', species=run.plan.species[0], columns=['own', "
    "'other', 'replicate'])",
    "summary": "run.table('summary')",
    "units whole": "run.table('units')",
    "answer": "print(ma.answer(run))",
}
COMMANDS = {
    "mirror-abm answer RUN": ["answer"],
    "mirror-abm runs show RUN": ["runs", "show"],
    "mirror-abm runs verify RUN --sample 5": ["runs", "verify", "--sample", "5", "--workers", "1"],
}


def peak(process: str = "self") -> float:
    """Return the most memory that a process has held, in MB, as Linux knows it; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    told = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(told[0]) / 1024 if told else 0.0


def cpu(who: int = resource.RUSAGE_SELF) -> float:
    """Return CPU seconds of this process, or of the processes that it has waited for."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


class Watch(threading.Thread):
    """Looks now and then how much memory the workers have held."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0

    def run(self) -> None:
        """Look until the process ends."""
        while True:
            self.most = max([self.most, *(peak(str(each.pid)) for each in active_children())])
            time.sleep(0.5)


def job(given: dict[str, Any]) -> dict[str, float]:
    """Make a run, and return what it took."""
    import mirror_abm as ma
    from mirror_abm.simulation.work import Recorder

    seen: dict[str, float] = {}
    finish, watch = Recorder.finish, Watch()

    def timed(self: Recorder, manifest: dict[str, Any]) -> Any:
        seen["files"] = sum(path.is_file() for path in self.path.rglob("*"))
        began = cpu()
        made = finish(self, manifest)
        seen["finish"] = cpu() - began
        return made

    Recorder.finish = timed  # type: ignore[method-assign]
    watch.start()
    began, before = time.perf_counter(), cpu()
    try:
        run = ma.run(**given)
    finally:
        Recorder.finish = finish  # type: ignore[method-assign]
    tasks, parent = cpu(resource.RUSAGE_CHILDREN), cpu() - before - seen["finish"]
    files = sum(path.is_file() for path in run.path.rglob("*"))
    return seen | {
        "tasks": tasks,
        "parent": parent,
        "share": seen["finish"] / (tasks + parent + seen["finish"]),
        "clock": time.perf_counter() - began,
        "parent_mb": peak(),
        "worker_mb": watch.most,
        "files": max(seen["files"], files),
    }


def in_process(code: str) -> str:
    """Run code in a process of its own and return the last line that it printed."""
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    given = os.environ | one_thread | {"PYTHONPATH": f"{HERE}:{HERE / 'benchmarks'}"}
    done = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.splitlines()[-1]


def reads(run: str) -> Iterator[str]:
    """Yield what it takes to ask things of a run."""
    end = "; print(f'{storage.cpu():.1f} s | {storage.peak():.0f} MB')"
    yield "what is asked | CPU, imports included | memory at most"
    loaded = f"import storage, mirror_abm as ma; run = ma.Run(__import__('pathlib').Path({run!r}))"
    yield f"nothing | {in_process(loaded + end)}"
    for name, code in READS.items():
        yield f"{name} | {in_process(f'{loaded}; {code}{end}')}"
    obey = "import storage; from mirror_abm.cli.main import obey; obey({words!r})"
    for name, (first, *rest) in COMMANDS.items():
        words = [first, run, *rest] if first != "runs" else [first, rest[0], run, *rest[1:]]
        yield f"{name} | {in_process(obey.format(words=words) + end)}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    parser.add_argument("--replicates", nargs="+", type=int, default=list(SIZES))
    parser.add_argument("--species", nargs="*", default=["octopus_vulgaris"], help="none: all")
    parser.add_argument("--account", nargs="+", default=["associative"])
    parser.add_argument("--days", type=float, default=0.01, help="0: to maturity, in time-lapse")
    parser.add_argument("--knockouts", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--reads", action="store_true", help="ask things of the last run, too")
    parser.add_argument("--out", type=Path, help="keep the runs there")
    told = parser.parse_args()
    given = {
        "species": told.species,
        "account": told.account,
        "days": told.days or None,
        "knockouts": told.knockouts,
        "workers": told.workers,
        "progress": False,
    }
    with tempfile.TemporaryDirectory() as scratch:
        out = str((told.out or Path(scratch)).resolve())
        print(f"CPU, but for the clock; load {os.getloadavg()[0]:.1f}\n{HEAD}")
        for replicates in told.replicates:
            work = given | {"replicates": replicates, "out": out}
            code = f"import json, storage; print(json.dumps(storage.job({work!r})))"
            guarded = f"if __name__ == '__main__':\n    {code}"
            print(LINE.format(replicates=replicates, **json.loads(in_process(guarded))), flush=True)
        if told.reads:
            newest = max(Path(out).glob("*/DONE"), key=lambda path: path.stat().st_mtime)
            for line in reads(str(newest.parent)):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
