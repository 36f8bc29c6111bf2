"""Compare two commits on the same work: python benchmarks/against.py [--quick] [--only ROW...].

Both commits run in processes of their own, with the same interpreter, one after the other, and
every row is a ratio of CPU times within one call. See README.md for what is the same.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parents[1]
BASE = "8fa6781"  #: the first edition
EIGHT = (
    "associative",
    "hebbian",
    "genetic",
    "genetic_facilitated",
    "canalized",
    "epigenetic",
    "motor_only",
    "none",
)
QUICK = ("apis_mellifera", "macaca_mulatta", "octopus_vulgaris")
EXPECTED = ("macaca_mulatta", "homo_sapiens")
ROWS = ("two", "eight", "cell", "tiny", "expected", "startup")
#: of each row: its words, the unit, and the goal of the ratio or of today's value
GOALS = {
    "two": ("all species, two accounts", "s", "ratio <= 0.40"),
    "eight": ("all species, eight accounts", "s", "ratio <= 0.38"),
    "cell": ("a cell with nothing to simulate", "ms", "today <= 25 ms"),
    "tiny": ("a warm tiny run, no figures", "s", "ratio <= 0.60"),
    **{f"expected {name}": (f"expected, {name}", "s", "today < 1 s") for name in EXPECTED},
    "help": ("start-up of --help", "s", "today < 0.7 s"),
    "list": ("start-up of runs list", "s", "today < 0.7 s"),
    "page": ("start-up of species show --html", "s", "today < 0.7 s"),
}
COMMANDS = {
    "help": ["--help"],
    "list": ["runs", "list"],
    "page": ["species", "show", "macaca_mulatta", "--html", "page.html"],
}


class Measured(NamedTuple):
    """CPU seconds of one commit for one row, and the trials that its animals lived."""

    seconds: float
    trials: int = 0


class Commit(NamedTuple):
    """A checkout, and the settings with which it does the work of the base."""

    folder: Path
    settings: dict[str, float]


# ---------------------------------------------------------------------- in a process of the commit
def job(kind: str, given: dict[str, Any]) -> Measured:
    """Do one piece of work with the code on this process's path, and return what it took."""
    import mirror_abm as ma

    with tempfile.TemporaryDirectory() as folder:
        if kind == "expected":
            return _expected(ma, given["species"][0])
        warm = given | {"days": 0.001, "replicates": 1, "species": given["species"][:1]}
        _run(ma, warm, f"{folder}/warm")  # what is compiled once is compiled now
        before = _cpu()
        if kind == "cell":  # 20 cells more: what a run costs by itself falls out
            few, many = (_timed(ma, given, f"{folder}/{n}", n) for n in (4, 24))
            return Measured((many - few) / 20)
        trials = _counted(lambda: _run(ma, given, f"{folder}/run"))
        return Measured(_cpu() - before, trials)


def _run(ma: Any, given: dict[str, Any], out: str) -> None:
    """Run what was given, tables only."""
    ma.run(list(given["species"]), out=out, **{k: v for k, v in given.items() if k != "species"})


def _timed(ma: Any, given: dict[str, Any], out: str, replicates: int) -> float:
    """Return the CPU seconds of a run of so many replicates."""
    before = _cpu()
    _run(ma, given | {"replicates": replicates}, out)
    return _cpu() - before


def _expected(ma: Any, species: str) -> Measured:
    """Return what all tables of the mean field take at its defaults."""
    ma.expected("octopus_vulgaris")
    before = _cpu()
    found = ma.expected(species)
    for table in ("horizon", "responses", "experience", "contingency"):
        getattr(found, table)
    return Measured(_cpu() - before)


def _counted(work: Any) -> int:
    """Do some work and return how many trials were settled in it, over all ledgers."""
    try:
        from mirror_abm.experience.ledger import Ledger
    except ImportError:  # where the base had it
        from mirror_abm.ledger import Ledger
    name = "rows" if hasattr(Ledger, "rows") else "frame"  # what a task reads of each, once
    seen, read = [], getattr(Ledger, name)

    def counting(ledger: Any, *words: Any, **named: Any) -> Any:
        seen.append(int(ledger.trials))
        return read(ledger, *words, **named)

    setattr(Ledger, name, counting)
    try:
        work()
    finally:
        setattr(Ledger, name, read)
    return sum(seen)


def _cpu() -> float:
    """Return the CPU seconds of this process and of the processes that it has waited for."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


# ---------------------------------------------------------------------- in the process of the table
def in_process(commit: Commit, kind: str, given: dict[str, Any]) -> Measured:
    """Return what a piece of work takes a commit, in a process of its own."""
    words = [sys.executable, str(Path(__file__).resolve()), "--job", kind, json.dumps(given)]
    return Measured(*json.loads(_ask(commit, words).splitlines()[-1]))


def whole(commit: Commit, code: str) -> Measured:
    """Return what a process that does ``code`` takes, its start and its imports included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _ask(commit, [sys.executable, "-c", code])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Measured(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _ask(commit: Commit, words: list[str]) -> str:
    """Run a process with the code of a commit, in an empty folder, and return what it says."""
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    given = os.environ | one_thread | {"PYTHONPATH": str(commit.folder), "MPLBACKEND": "Agg"}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(words, cwd=folder, env=given, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words[:4])}: {done.stderr[-2000:]}")
    return done.stdout


def command(words: list[str]) -> str:
    """Return the code that types a command, wherever a commit has its door."""
    return (
        "import sys\n"
        "try:\n    from mirror_abm.cli.main import main\n"
        "except ImportError:\n    from mirror_abm.cli import main\n"
        f"sys.argv = ['mirror-abm', *{words!r}]\nmain()"
    )


def tiny(commit: Commit) -> str:
    """Return the code of a tiny run, with the short cuts of a command."""
    return (
        "try:\n    from mirror_abm.base.startup import hurry\n"
        "except ImportError:\n    from mirror_abm.starting import hurry\n"
        "hurry()\nimport mirror_abm as ma\n"
        "ma.run('octopus_vulgaris', days=0.05, replicates=2, knockouts=0, out='runs', "
        f"settings={commit.settings!r})"
    )


def work(commit: Commit, species: list[str], quick: bool) -> dict[str, Any]:
    """Return the options of the run that both commits do."""
    sizes = {"days": 0.2, "replicates": 2, "knockouts": 1}
    return {
        **(sizes if quick else {"days": 5, "replicates": 20, "knockouts": 4}),
        "species": species,
        "settings": commit.settings,
        "prior": "authored",
    }


def measured(row: str, commit: Commit, files: list[str], quick: bool) -> dict[str, Measured]:
    """Return what one row, or the rows of one kind, take a commit."""
    run = work(commit, files, quick)
    if row in ("two", "eight"):
        accounts = list(EIGHT) if row == "eight" else ["associative", "none"]
        return {row: in_process(commit, "run", run | {"account": accounts})}
    if row == "cell":
        cat = [name for name in files if name.endswith("felis_catus.yaml")] or files[:1]
        empty = {"species": cat, "days": 0.01, "knockouts": 0, "account": ["associative"]}
        return {row: in_process(commit, "cell", run | empty)}
    if row == "tiny":
        return {row: whole(commit, tiny(commit))}
    if row == "expected":
        return {
            f"expected {name}": in_process(commit, "expected", {"species": [name]})
            for name in EXPECTED[: 1 if quick else None]
        }
    return {name: whole(commit, command(words)) for name, words in COMMANDS.items()}


def compare(
    base: Commit, today: Commit, rows: list[str], files: list[str], quick: bool
) -> Iterator[tuple[str, list[Measured], list[Measured]]]:
    """Yield the name of each row with what it took the base and today, in turn."""
    for row in rows:
        if row in ("tiny", "startup"):  # the first time compiles and caches
            for commit in (base, today):
                measured(row, commit, files, quick)
        found: dict[str, tuple[list[Measured], list[Measured]]] = {}
        for _ in range(1 if row in ("two", "eight") else 3):
            for side, commit in enumerate((base, today)):
                for name, value in measured(row, commit, files, quick).items():
                    found.setdefault(name, ([], []))[side].append(value)
        for name, (then, now) in found.items():
            yield name, then, now


def line(name: str, then: list[Measured], now: list[Measured]) -> list[str]:
    """Return the cells of one row: base, today, ratio with its range, trials of both, goal."""
    words, unit, goal = GOALS[name]
    scale = 1000 if unit == "ms" else 1
    ratios = [own.seconds / base.seconds for base, own in zip(then, now, strict=True)]
    spread = f" ({min(ratios):.2f}-{max(ratios):.2f})" if len(ratios) > 1 else ""
    lived = [side[0].trials for side in (then, now)]
    trials = f"{lived[0]:,} / {lived[1]:,}" if any(lived) else ""
    if trials and abs(lived[1] / lived[0] - 1) > 0.05:
        trials += " NOT THE SAME WORK"
    took = [
        f"{statistics.median(m.seconds for m in side) * scale:.3g} {unit}" for side in (then, now)
    ]
    return [words, *took, f"{statistics.median(ratios):.2f}{spread}", trials, goal]


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """Provide a checkout of a commit beside this one."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "base"
        git = ["git", "-C", str(HERE), "worktree"]
        subprocess.run(
            [*git, "add", "--detach", str(place), commit], check=True, capture_output=True
        )
        try:
            yield place
        finally:
            subprocess.run([*git, "remove", "--force", str(place)], check=True, capture_output=True)


def neutral() -> dict[str, float]:
    """Return the settings that set every change of numbers since the first edition back."""
    sys.path.insert(0, str(HERE))
    from tests.first_edition.tables import NEUTRAL

    return {name: value for each in NEUTRAL.values() for name, value in each.items()}


def table(base: Path, rows: list[str], quick: bool) -> Iterator[list[str]]:
    """Yield the cells of every row."""
    files = [str(file) for file in sorted((base / "species").glob("*.yaml"))]
    files = [name for name in files if not quick or Path(name).stem in QUICK]
    then, now = Commit(base, {}), Commit(HERE, neutral())
    for found in compare(then, now, rows, files, quick):
        yield line(*found)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="three species, two replicates")
    parser.add_argument("--only", nargs="+", choices=ROWS, default=list(ROWS), help="some rows")
    parser.add_argument("--commit", default=BASE, help=f"commit to compare with, {BASE}")
    parser.add_argument("--checkout", type=Path, help="a checkout of it that is there already")
    parser.add_argument("--job", nargs=2, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.job:
        print(json.dumps(job(told.job[0], json.loads(told.job[1]))))
        return 0
    print(f"CPU of {told.commit}, of today, and their ratio; load {os.getloadavg()[0]:.1f}")
    if told.checkout:
        for cells in table(told.checkout.resolve(), told.only, told.quick):
            print(" | ".join(cells), flush=True)
        return 0
    with checked_out(told.commit) as base:
        for cells in table(base, told.only, told.quick):
            print(" | ".join(cells), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
