"""Compare the engines with their peers: python benchmarks/ratios.py [--quick] [--only PART...]

Parts: `speed` (one core), `cores` (two), `parts` (where the time goes), `memory`. See README.md
beside this file for what is compared with what. One-core times are CPU times, so that what else the
machine does matters less; repetitions are interleaved and ratios are medians of the ratios within a
repetition.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

sys.path.insert(0, str(Path(__file__).parent))
import population as bench  # noqa: E402
from peers.idiomatic_mesa import Group  # noqa: E402

HOUR = 360_000  #: ticks
ANIMALS, MANY, STEPS = 400, 20_000, (0.01, 0.1)
PARTS = ("speed", "cores", "parts", "memory")
Row = tuple[str, str, str]
Programs = dict[str, Path]  #: the C programs by the name of their rows
#: towards what ours does: the same trial updates; ledgers too; and a repertoire of any size
C_PROGRAMS: dict[str, tuple[str, ...]] = {
    "C": (),
    "C with ledgers": ("LEDGER",),
    "C with ledgers, any number of units": ("LEDGER", "ANY_UNITS"),
}


def compile_c(folder: Path, *options: str) -> Path | None:
    """Return the C program, compiled with some of LEDGER and ANY_UNITS; None if there is no gcc."""
    gcc = shutil.which("gcc")
    if gcc is None:
        return None
    (folder / "numbers.h").write_text(bench.header(), encoding="utf-8")
    program = folder / "_".join(["engine", *options])
    flags = ["-O3", "-march=native", "-Wall", *(f"-D{option}" for option in options)]
    subprocess.run(
        [
            gcc,
            *flags,
            "-include",
            str(folder / "numbers.h"),
            "-o",
            str(program),
            str(Path(__file__).parent / "peers" / "engine.c"),
            "-lm",
            "-lpthread",
        ],
        check=True,
    )
    return program


def run_c(
    program: Path, animals: int, seconds: float, seed: int, threads: int = 1
) -> dict[str, float]:
    """Return the C program's report: trials, what was learned, seconds of its parts, memory."""
    words = [str(program), str(animals), str(seconds), str(seed), str(threads)]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def cpu(work: Callable[[], Any]) -> float:
    """Return the CPU seconds of this process, all its threads, for ``work``."""
    before = time.process_time()
    work()
    return time.process_time() - before


def wall(work: Callable[[], Any]) -> float:
    """Return the seconds on the clock for ``work``."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


# ---------------------------------------------------------------------- one core
def speed(programs: Programs, quick: bool) -> Iterator[Row]:
    """Yield CPU seconds per hour of model time and ratios to the compiled engine, on one core."""
    repetitions, hours = (3, 2) if quick else (7, 4)
    compiled, agents = bench.population(ANIMALS), bench.population(ANIMALS, engine="agents")
    groups = {step: Group(ANIMALS, bench.numbers(), step) for step in STEPS}
    steps = {0.01: 1500 if quick else 3000, 0.1: 600 if quick else 1500}
    compiled.forward(HOUR // 10)
    times: dict[str, list[float]] = {}

    def keep(name: str, seconds: float, model_hours: float) -> None:
        times.setdefault(name, []).append(seconds / model_hours)

    for repetition in range(repetitions):
        keep("compiled", cpu(lambda: compiled.forward(hours * HOUR)), hours)
        for name, program in programs.items():
            keep(
                f"{name}, gcc -O3 -march=native",
                run_c(program, ANIMALS, 3600 * hours, repetition)["cpu"],
                hours,
            )
        for step, group in groups.items():
            keep(
                f"idiomatic Mesa, steps of {step * 1000:g} ms",
                cpu(lambda g=group, n=steps[step]: [g.step() for _ in range(n)]),
                steps[step] * step / 3600,
            )
        # a block of events is made at once: its cost is spread over the block below
        agents.forward(HOUR // 60)
        keep("agents", _agents(agents, quick), 1)
    for name, values in times.items():
        ratios = [value / own for value, own in zip(values, times["compiled"], strict=True)]
        yield (
            f"{name}, {ANIMALS} animals, one core",
            f"{statistics.median(values):.3g} s CPU per model hour",
            f"{statistics.median(ratios):.3g} x ({min(ratios):.3g}-{max(ratios):.3g})",
        )


def _agents(population: Any, quick: bool) -> float:
    """Return CPU seconds per model hour of the agents engine: its loop and its share of a block."""
    ticks = HOUR // (60 if quick else 30)
    if population.tick + ticks > population._made_until:
        population.forward(population._made_until - population.tick)
    made = 0.0
    if population.tick == population._made_until:
        start = population._made_until
        made = cpu(population._make_block) / (population._made_until - start)
        _agents.making = made  # type: ignore[attr-defined]
    return (
        cpu(lambda: population.forward(ticks)) * HOUR / ticks
        + getattr(_agents, "making", 0.0) * HOUR
    )


# ---------------------------------------------------------------------- two cores
def cores(programs: Programs, quick: bool) -> Iterator[Row]:
    """Yield the gain of two cores over one by the clock, and the load: a busy machine spoils it."""
    repetitions, hours = (3, 4) if quick else (7, 14)
    yield "load of the machine before", f"{os.getloadavg()[0]:.2f}", ""
    single, double = (bench.population(ANIMALS, threads=threads) for threads in (1, 2))
    gains: dict[str, list[float]] = {}
    with workers(2) as ask:
        for repetition in range(repetitions):
            gains.setdefault(
                "bare arithmetic in two threads (what the machine gives now)", []
            ).append(bare())
            (one, own), (two, both) = ask([hours]), ask([hours, hours])
            gains.setdefault("two processes, a group each", []).append(2 * one / two)
            gains.setdefault(
                "two processes, by their CPU times (what free cores would give)", []
            ).append(2 * own / both)
            one, two = (wall(lambda p=p: p.forward(hours * HOUR)) for p in (single, double))
            gains.setdefault("two threads, one group", []).append(one / two)
            own = cpu(lambda: single.forward(hours * HOUR))
            gains.setdefault(
                "two threads, one group, by their CPU times (what free cores would give)", []
            ).append(own / on_free_cores(double, hours, 2))
            for name, program in programs.items():
                one, two = (
                    run_c(program, ANIMALS, 3600 * hours, repetition, threads)["wall"]
                    for threads in (1, 2)
                )
                gains.setdefault(f"{name}, two threads, one group", []).append(one / two)
    for name, values in gains.items():
        yield (
            name,
            "two cores over one",
            f"{statistics.median(values):.3g} x ({min(values):.3g}-{max(values):.3g})",
        )


def bare() -> float:
    """Return the gain of two threads where memory plays no part: 2 on two free cores."""
    from threading import Thread

    from numba import njit

    @njit(nogil=True)  # type: ignore[untyped-decorator,unused-ignore]
    def multiply(times: int) -> float:
        product = 1.0
        for _ in range(times):
            product = product * 1.0000001 + 1e-9
        return product

    multiply(1)
    threads = [Thread(target=multiply, args=(50_000_000,)) for _ in range(2)]

    def both() -> None:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return 2 * wall(lambda: multiply(50_000_000)) / wall(both)


def on_free_cores(population: Any, hours: float, threads: int) -> float:
    """Return the seconds that ``hours`` would take on free cores.

    In each block of time, the CPU seconds of each piece of work go, in order, to the thread that is
    free first; everything else runs in one thread.
    """
    from mirror_abm.engine import compiled
    from mirror_abm.experience import events

    loop, advance, make = population._loop, compiled.advance, events.EventStream.events
    pieces: list[tuple[bool, float]] = []
    inside = span = 0.0

    def timed(function: Callable[..., Any], first: bool) -> Callable[..., Any]:
        def measure(*given: Any) -> Any:
            begin = time.thread_time()
            try:
                return function(*given)
            finally:
                pieces.append((first, time.thread_time() - begin))

        return measure

    def block(*given: Any) -> Any:
        nonlocal inside, span
        pieces.clear()
        found, busy = advance(*given), [0.0] * threads
        # the events of the next block begin first
        for _, seconds in sorted(pieces, key=lambda piece: not piece[0]):
            busy[busy.index(min(busy))] += seconds
        inside, span = inside + sum(seconds for _, seconds in pieces), span + max(busy)
        return found

    population._loop, compiled.advance, events.EventStream.events = (
        timed(loop, False),
        block,
        timed(make, True),
    )  # type: ignore
    try:
        return cpu(lambda: population.forward(round(hours * HOUR))) - inside + span
    finally:
        population._loop, compiled.advance, events.EventStream.events = loop, advance, make  # type: ignore


@contextmanager
def workers(count: int) -> Iterator[Callable[[list[float]], tuple[float, float]]]:
    """Provide processes with a group each, and a function that lets them live.

    The first ``len(hours)`` processes live those hours. The function returns the seconds on the
    clock until all have, and the most CPU seconds that one of them needed.
    """
    words = [sys.executable, __file__, "--worker"]
    running = [
        subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    try:
        for process in running:
            assert process.stdout
            process.stdout.readline()

        def ask(hours: list[float]) -> tuple[float, float]:
            begin = time.perf_counter()
            for process, wanted in zip(running, hours, strict=False):
                assert process.stdin
                print(wanted, file=process.stdin, flush=True)
            used = [
                float(process.stdout.readline())
                for process in running[: len(hours)]
                if process.stdout
            ]
            return time.perf_counter() - begin, max(used)

        yield ask
    finally:
        for process in running:
            assert process.stdin
            process.stdin.close()
            process.wait()


def worker() -> None:
    """Live as many hours as each line says, and answer with the CPU seconds that they took."""
    population = bench.population(ANIMALS)
    population.forward(HOUR // 10)
    print("ready", flush=True)
    for line in sys.stdin:
        print(cpu(lambda wanted=float(line): population.forward(round(wanted * HOUR))), flush=True)


# ---------------------------------------------------------------------- where the time goes
class Timed:
    """A random stream that adds up the time of its draws."""

    spent = 0.0

    def __init__(self, stream: Any):
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._stream, name)

        def draw(*given: Any, **named: Any) -> Any:
            begin = time.process_time()
            try:
                return method(*given, **named)
            finally:
                Timed.spent += time.process_time() - begin

        return draw


def parts(programs: Programs, quick: bool) -> Iterator[Row]:
    """Yield how the time of the compiled engine and of C divides, in CPU seconds per model hour."""
    from mirror_abm.engine import arrays, compiled
    from mirror_abm.experience import events

    hours, spent, original = (
        4 if quick else 20,
        dict.fromkeys(("block", "events", "supply", "loop"), 0.0),
        {},
    )

    def timed(owner: Any, name: str, key: str) -> None:
        original[owner, name] = function = getattr(owner, name)

        def measure(*given: Any, **named: Any) -> Any:
            begin = time.process_time()
            try:
                return function(*given, **named)
            finally:
                spent[key] += time.process_time() - begin

        setattr(owner, name, measure)

    make, original[events, "stream"] = events.stream, events.stream
    events.stream = lambda *words: Timed(make(*words))  # type: ignore[assignment,return-value]
    for owner, name, key in (
        (events.EventStream, "block", "block"),
        (events.EventStream, "events", "events"),
        (arrays, "supply", "supply"),
        (compiled, "advance", "loop"),
    ):
        timed(owner, name, key)
    try:
        population = bench.population(ANIMALS)
        population.forward(HOUR // 10)
        Timed.spent, spent = 0.0, dict.fromkeys(spent, 0.0)
        total = cpu(lambda: population.forward(hours * HOUR))
    finally:
        for (owner, name), function in original.items():
            setattr(owner, name, function)
    ours = {
        "random numbers": Timed.spent,
        "making of events": spent["block"] - Timed.spent,
        "queue (sorting, supply)": spent["events"] - spent["block"] + spent["supply"],
        "trials and settlement": spent["loop"],
    }
    ours["rest"] = total - sum(ours.values())
    for name, seconds in ours.items():
        yield (
            f"compiled: {name}",
            f"{seconds / hours:.4f} s CPU per model hour",
            f"{seconds / total:.0%}",
        )
    for peer, program in programs.items():
        found = run_c(program, ANIMALS, 3600 * hours, 1)
        for name, key in (
            ("random numbers and making of events", "events"),
            ("queue (sorting)", "queue"),
            ("trials and settlement", "settlement"),
        ):
            yield (
                f"{peer}: {name}",
                f"{found[key] / hours:.4f} s CPU per model hour",
                f"{found[key] / found['cpu']:.0%}",
            )


# ---------------------------------------------------------------------- memory
def memory(programs: Programs, quick: bool) -> Iterator[Row]:
    """Yield the peak memory of one group of 20,000 learners, and of few and many groups in turn."""
    found = _child("--crowd", str(MANY))
    yield (
        f"one group of {MANY:,} animals, all learners, {found['minutes']:g} min of model time, "
        f"{found['trials']:,} trials",
        "peak memory",
        f"{found['peak'] / 2**30:.2f} GiB",
    )
    few, many = 4, 16 if quick else 64
    peaks = {count: _child("--groups", str(count))["peak"] for count in (few, many)}
    for count, peak in peaks.items():
        yield (
            f"{count} groups of {ANIMALS} one after another",
            "peak memory",
            f"{peak / 2**20:.0f} MiB",
        )
    yield f"{many} groups over {few}", "peak memory", f"{peaks[many] / peaks[few]:.3f} x"


def _child(*words: str) -> dict[str, Any]:
    return json.loads(
        subprocess.run(
            [sys.executable, __file__, *words], check=True, capture_output=True, text=True
        ).stdout
    )


def crowd(animals: int, minutes: float = 5.0) -> None:
    """Live some minutes in one large group; print trials and peak memory."""
    population = bench.population(animals, layout="small_world")
    population.forward(round(minutes * HOUR / 60))
    print(
        json.dumps(
            {
                "minutes": minutes,
                "trials": bench.outcome(population)["trials"],
                "peak": peak_bytes(),
            }
        )
    )


def in_turn(count: int) -> None:
    """Live an hour in each of many groups, one after another; print the peak memory."""
    for seed in range(count):
        bench.population(ANIMALS, seed=seed).forward(HOUR)
    print(json.dumps({"peak": peak_bytes()}))


def peak_bytes() -> int:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )


# ---------------------------------------------------------------------- the table
def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer and shorter repetitions")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=PARTS, help="some parts of the table"
    )
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--crowd", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--groups", type=int, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.worker or told.crowd or told.groups:
        worker() if told.worker else crowd(told.crowd) if told.crowd else in_turn(told.groups)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        made = {name: compile_c(Path(folder), *options) for name, options in C_PROGRAMS.items()}
        programs = {name: program for name, program in made.items() if program}
        if not programs:
            print("gcc was not found: the rows of the C program are left out", file=sys.stderr)
        for part in told.only:
            print(f"\n{part}")
            for name, what, value in globals()[part](programs, told.quick):
                print(f"  {name:<78} {what:<32} {value}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
