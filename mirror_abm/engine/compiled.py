"""The compiled engine: the same animals as those of :mod:`mirror_abm.engine.population`, over arrays, bit for bit.

numba reuses a compiled loop even after an imported rule was edited, so nothing is imported: for each rule one source file
is written, of the rule's text and the loop's, named by the hash of all that it is made of, and compiled once.
"""

from __future__ import annotations

import importlib
import importlib.util
import platform
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

import numpy as np

from ..animal.network import Array, Network
from ..base.files import cache_folder, digest, make_folder, read_text, write_text
from ..base.jit import jit
from ..base.shelf import rules
from ..base.startup import put_off
from ..experience.events import Events

Ints = np.ndarray[Any, np.dtype[np.int64]]
Made = TypeVar("Made")
PIECES = 4  #: of a herd for each thread


class Herd(NamedTuple):
    """The learners of one group as arrays; A animals, C cues, n units, K actions, S sources, E events at hand.

    weights (A, C, n), sound_weights (A, V n, n), synapse, sound_synapse, associability, average, slow and those of sounds: as
    in :class:`~mirror_abm.animal.network.Network`;
    pattern_start (A, kinds K + 1), pattern_cue, pattern_x: the cues of each kind of percept of each action; motor (A, K, n).
    start (A + 1): where each animal's events begin; tick, kind, action, source, role (E,): see :mod:`mirror_abm.engine.loop`.
    next, unsettled, low (A,): the first event that has not happened, whose trial is not settled, that is still within a
    window; opened, covered (A,): when the last trial of percepts opened, until when trials cover the time.
    brought (A, S, 3, 5), met (A, 7, K), totals (A, 3): the ledgers (see :meth:`~mirror_abm.experience.ledger.Ledger.over`).
    """

    weights: Array
    sound_weights: Array
    synapse: Any
    sound_synapse: Any
    associability: Array
    sound_associability: Array
    average: Array
    sound_average: Array
    slow: Array
    sound_slow: Array
    pattern_start: Ints
    pattern_cue: Ints
    pattern_x: Array
    motor: Array
    salience: Array
    start: Ints
    tick: Ints
    kind: Ints
    action: Ints
    source: Ints
    role: Ints
    next: Ints
    unsettled: Ints
    low: Ints
    opened: Ints
    covered: Ints
    brought: Array
    met: Array
    totals: Array
    kernel: Array
    fine: Array
    coarse: Array
    window: int
    simultaneity: int
    views: int
    backward_efficacy: float
    beta_present: float
    beta_absent: float
    sounds: bool
    excitatory: bool


#: arrays of networks that a herd stacks
STACKED = (
    "weights",
    "sound_weights",
    "synapse",
    "sound_synapse",
    "associability",
    "sound_associability",
    "average",
    "sound_average",
    "slow",
    "sound_slow",
    "motor",
)
#: of functions that are not put where they are called: those that are called from outside; the animal's life and the update,
#: which make no arrays, so that numba need not count references to any: counting took a sixth of the time
_OPTIONS = {
    "advance": "nogil=True, cache=True",
    "train": "nogil=True, cache=True",
    "live": "nogil=True, _nrt=False",
    "update": "nogil=True, _nrt=False",
}
_FLAGS = """
HAS_ASSOCIABILITY, HAS_AVERAGE = ASSOCIABILITY is not None, AVERAGE is not None
QUIET_DECAYS, QUIET_TRIALS = QUIET == "decays", QUIET == "trials"
error, change = njit(inline="always")(error), njit(inline="always")(change)
associability, average = njit(inline="always")(associability), njit(inline="always")(average)
"""


def source_text(rule: str) -> str:
    """Return the Python source of the engine for one rule: the rule's file, then the loop, with numba's decorators."""
    head = "# Made by mirror_abm from {}; the name of this file is the hash of what is in it.\nimport numpy as np\n{}\n"
    loop = read_text(Path(__file__).with_name("loop.py"))
    functions = [
        line.split("(")[0].removeprefix("def ")
        for line in loop.splitlines()
        if line.startswith("def ")
    ]
    for name in functions:
        options = _OPTIONS.get(name, 'nogil=True, inline="always"')
        loop = loop.replace(f"\ndef {name}(", f"\n@njit({options})\ndef {name}(")
    parts = [
        read_text(path).replace("from __future__ import annotations\n", "")
        for path in (rules.path / "contract.py", rules.file(rule))
    ]
    return "\n".join(
        [
            head.format(f"rules/{rule}.py and loop.py", "from numba import njit"),
            *parts,
            _FLAGS,
            loop,
        ]
    )


def key(rule: str) -> str:
    """Return the hash of all that the compiled engine for ``rule`` is made of."""
    import numba

    made_of = (
        source_text(rule),
        numba.__version__,
        np.__version__,
        sys.version,
        platform.machine(),
    )
    return digest("\x1f".join(made_of))[:20]


@cache
def _module(rule: str, name: str) -> ModuleType:
    """Return the generated module, writing its file if it is not there."""
    path = cache_folder() / f"engine_{name}" / "engine.py"
    if not path.is_file():
        make_folder(path.parent)
        write_text(path, source_text(rule))
    spec = importlib.util.spec_from_file_location(f"mirror_abm_engine_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    with put_off(
        "scipy.linalg.cython_blas"
    ):  # of numba's products of matrices, which no loop of ours takes
        importlib.import_module("numba.np.arraymath")
    spec.loader.exec_module(module)
    return module


def engine(rule: str) -> Callable[..., None]:
    """Return the compiled function ``advance(herd, first, last, until, day_ends)`` for ``rule``."""
    return _module(rule, key(rule)).advance  # type: ignore[no-any-return]


def trainer(rule: str) -> Callable[..., None]:
    """Return the compiled function that settles stated trials of one animal; see ``train`` in :mod:`mirror_abm.engine.loop`."""
    return _module(rule, key(rule)).train  # type: ignore[no-any-return]


def interpreted(rule: str) -> Callable[..., None]:
    """Return the same function without compilation, to hunt a fault in it."""
    text = source_text(rule).replace(
        "from numba import njit", "def njit(f=None, **_):\n    return f or (lambda g: g)"
    )
    space: dict[str, Any] = {}
    exec(compile(text, f"<loop with {rule}>", "exec"), space)
    return space["advance"]  # type: ignore[no-any-return]


def prepare(
    rule: str,
    say: Callable[[str], None] = lambda text: print(text, file=sys.stderr),
    scaled: bool = False,
) -> None:
    """Compile the engine for ``rule`` if that was never done on this machine, and say so.

    ``scaled``: for synapses that learn at rates of their own, which is another program.
    """
    loop: Any = engine(rule)
    made = cache_folder() / f"engine_{key(rule)}" / f"made_{int(scaled)}"
    if made.is_file() and any(
        Path(loop.stats.cache_path).glob("engine.advance*.nbc")
    ):  # or in NUMBA_CACHE_DIR
        return
    say(f"compiling the engine for the rule {rule}: once on this machine, about 15 s")
    loop(_smallest(scaled), 0, 1, 1, True)
    write_text(made, "compiled\n")


def _smallest(scaled: bool) -> Herd:
    """Return a herd of one animal with two actions, to which nothing has happened."""
    there = np.ones((7, 2), float if scaled else bool)
    sight = np.zeros((1, 2, 7))
    sight[0, 0, 0] = 1.0
    newborn = Network(
        sight,
        sight[0],
        sight[0],
        np.ones((2, 2)),
        there,
        there[:2].copy(),
        np.zeros((7, 2)),
        np.zeros((2, 2)),
        np.full(7, 0.3),
        0.5,
        False,
        np.zeros((7, 2)),
        np.zeros((2, 2)),
        np.zeros(2),
        np.zeros(2),
    )
    return stack(
        [newborn],
        1,
        kernel=np.ones(2),
        fine=np.ones(1),
        coarse=np.ones(2),
        window=1,
        simultaneity=0,
        backward_efficacy=1.0,
        beta_present=0.1,
        beta_absent=0.03,
        sounds=True,
        excitatory=False,
    )


def stack(networks: Sequence[Network], sources: int, **scalars: Any) -> Herd:
    """Return the herd of newborn animals with ``networks``, whose weights become views of the herd's arrays."""
    one, count = networks[0], len(networks)
    views, actions, cues = one.sight.shape
    starts = np.zeros((count, (views + 2) * actions + 1), np.int64)
    cue_parts, x_parts, filled = [], [], 0
    for number, network in enumerate(networks):
        patterns = np.concatenate(
            [network.sight.reshape(-1, cues), network.self_sight, network.sound]
        )
        rows, found = np.nonzero(patterns)
        starts[number] = filled + np.searchsorted(rows, np.arange(len(patterns) + 1))
        cue_parts.append(found.astype(np.int64))
        x_parts.append(patterns[rows, found])
        filled += len(found)
    herd: dict[str, Any] = {
        name: np.stack([getattr(network, name) for network in networks]) for name in STACKED
    }
    for number, network in enumerate(networks):
        for name, array in herd.items():
            setattr(network, name, array[number])
    long = np.int64
    return Herd(
        **herd,
        pattern_start=starts,
        pattern_cue=np.concatenate(cue_parts),
        pattern_x=np.concatenate(x_parts),
        salience=one.salience,
        start=np.zeros(count + 1, long),
        tick=np.zeros(0, long),
        kind=np.zeros(0, long),
        action=np.zeros(0, long),
        source=np.zeros(0, long),
        role=np.zeros(0, long),
        next=np.zeros(count, long),
        unsettled=np.zeros(count, long),
        low=np.zeros(count, long),
        opened=np.full(count, -(2**60), long),
        covered=np.zeros(count, long),
        brought=np.zeros((count, sources, 3, 5)),
        met=np.zeros((count, 7, actions)),
        totals=np.zeros((count, 3)),
        views=views,
        **scalars,
    )


def supply(herd: Herd, events: Events) -> Herd:
    """Return the herd with more events at hand, which all come after those it has; what is over is dropped."""
    keep = np.minimum(np.minimum(herd.low, herd.unsettled), herd.next)
    left = herd.start[1:] - keep
    more = np.bincount(events.animal, minlength=len(keep))
    start = np.concatenate([[0], np.cumsum(left + more)])
    columns: dict[str, Any] = {
        name: _after(getattr(herd, name), keep, left, new, more, start)
        for name, new in (
            ("tick", events.tick),
            ("kind", events.kind),
            ("action", events.action),
            ("source", events.source),
            ("role", np.zeros(len(events.tick), np.int64)),
        )
    }
    move = start[:-1] - keep
    return herd._replace(
        start=start,
        next=herd.next + move,
        unsettled=herd.unsettled + move,
        low=herd.low + move,
        **columns,
    )


@jit
def _after(old, keep, left, new, more, start):  # type: ignore[no-untyped-def]
    """Return for each animal ``left`` of the old numbers, from ``keep`` on, then ``more`` of the new, which are in its order."""
    column, at = np.empty(start[-1], np.int64), 0
    for a in range(len(keep)):
        for i in range(left[a]):
            column[start[a] + i] = old[keep[a] + i]
        for i in range(more[a]):
            column[start[a] + left[a] + i] = new[at + i]
        at += more[a]
    return column


def insert(herd: Herd, animal: int, tick: int, kind: int, action: int, source: int) -> Herd:
    """Return the herd with one more event, before all that has not happened to the animal at ``tick`` or later."""
    first, end = int(herd.next[animal]), int(herd.start[animal + 1])
    at = first + int(np.searchsorted(herd.tick[first:end], tick))
    values = {"tick": tick, "kind": kind, "action": action, "source": source, "role": 0}
    columns: dict[str, Any] = {
        name: np.insert(getattr(herd, name), at, value) for name, value in values.items()
    }
    later = np.arange(len(herd.next)) > animal
    start = herd.start + np.concatenate([[0], np.arange(len(herd.next)) >= animal])
    return herd._replace(
        start=start,
        next=herd.next + later,
        unsettled=herd.unsettled + later,
        low=herd.low + later,
        **columns,
    )


def advance(
    loop: Callable[..., None],
    herds: Sequence[Herd],
    until: int,
    day_ends: bool,
    threads: int = 1,
    meanwhile: Sequence[Callable[[], Made]] = (),
) -> list[Made]:
    """Let everything before tick ``until`` happen to all animals of the herds; return what ``meanwhile`` returns.

    What happens to an animal depends on no other, so animals are spread over threads in pieces of about as many events, which
    moves no bit. This thread does what is to be done meanwhile, then takes pieces too. It is this one, for the system takes
    back, each time, what the others allocate.
    """
    pieces = [
        (herd, *piece)
        for herd in herds
        for piece in _pieces(herd, 1 if threads == 1 else PIECES * threads)
    ]
    todo = iter(pieces)  # a list's iterator gives each piece to one thread

    def take() -> None:
        for herd, first, last in todo:
            loop(herd, first, last, until, day_ends)

    if threads == 1:
        take()
        return [work() for work in meanwhile]
    with ThreadPoolExecutor(threads - 1) as pool:
        others = [pool.submit(take) for _ in range(threads - 1)]
        made = [work() for work in meanwhile]
        take()
        for other in others:
            other.result()
    return made


def _pieces(herd: Herd, count: int) -> list[tuple[int, int]]:
    """Return at most ``count`` runs of animals, first and last + 1, with about as many events each."""
    borders = np.searchsorted(herd.start, np.linspace(0, herd.start[-1], count + 1)).clip(
        max=len(herd.next)
    )
    borders[0], borders[-1] = 0, len(herd.next)
    return [(int(first), int(last)) for first, last in pairwise(borders) if last > first]
