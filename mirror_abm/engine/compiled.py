"""The compiled engine.

The same animals as those of :mod:`mirror_abm.engine.population`, over arrays, bit for bit.

numba reuses a compiled loop even after an imported rule was edited, so nothing is imported: for
each rule one source file is written, of the rule's text and the loop's, named by the hash of all
that it is made of, and compiled once.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import numpy as np

from ..animal.constants import Constants
from ..animal.learning import Learning
from ..animal.network import Network
from ..animal.pathway import Pathway
from ..animal.timing import Timing
from ..base.cache import cache_folder, keep_text
from ..base.errors import InputError
from ..base.files import digest, read_text
from ..base.jit import is_compiled, made_by, on_disk
from ..base.log import logger
from ..base.progress import bar
from ..base.shelf import rules
from ..base.startup import put_off
from .arrays import CLASSES, GroupArrays, stack

Made = TypeVar("Made")
PIECES = 4  #: of a group for each thread

_log = logger(__name__)
_prepared: set[tuple[Any, bool]] = set()  #: what was found compiled, or was compiled, here


#: options of the functions not inlined: those called from outside; ``live`` and ``update``,
#: which make no arrays, so that numba need not count references: counting took a sixth of the time
_OPTIONS = {
    "advance": "nogil=True",
    "train": "nogil=True",
    "live": "nogil=True, _nrt=False",
    "update": "nogil=True, _nrt=False",
}
#: the texts of this package that a generated module is made of
_TEXTS = ("lanes.py", "vectors.py", "settlement.py", "loop.py")
_FLAGS = """
HAS_ASSOCIABILITY, HAS_AVERAGE = ASSOCIABILITY is not None, AVERAGE is not None
QUIET_DECAYS, QUIET_TRIALS = QUIET == "decays", QUIET == "trials"
error, change = njit(inline="always")(error), njit(inline="always")(change)
associability, average = njit(inline="always")(associability), njit(inline="always")(average)
"""


def source_text(rule: str) -> str:
    """Return the Python source of the engine for one rule.

    The rule's file, what writes it for vector registers, then the loop, with numba's decorators.
    """
    ours = (Path(__file__).with_name(name) for name in _TEXTS)
    theirs = (rules.path / "contract.py", rules.file(rule))
    return _assembled(rule, *(read_text(path) for path in (*ours, *theirs)))


@lru_cache(maxsize=64)
def _assembled(
    rule: str, lanes: str, vectors: str, settlement: str, events: str, contract: str, own: str
) -> str:
    """Return the source that the texts make: asked for each population, so it is kept."""
    head = (
        "# Made by mirror_abm from {}; the name of this file is the hash of what is in it.\n"
        "import numpy as np\n{}\n"
    )
    loop = settlement + "\n" + events
    functions = [
        line.split("(")[0].removeprefix("def ")
        for line in loop.splitlines()
        if line.startswith("def ")
    ]
    for name in functions:
        options = _OPTIONS.get(name, 'nogil=True, inline="always"')
        loop = loop.replace(f"\ndef {name}(", f"\n@njit({options})\ndef {name}(")
    parts = [text.replace("from __future__ import annotations\n", "") for text in (contract, own)]
    taken = _names(parts[1]) & _names("\n".join((lanes, vectors, loop)))
    if taken:
        raise InputError(
            f"rules/{rule}.py: the compiled engine has a {min(taken)} of its own; "
            "give the rule's another name."
        )
    return "\n".join(
        [
            head.format(f"rules/{rule}.py and loop.py", "from numba import njit"),
            *parts,
            _FLAGS,
            lanes,
            vectors,
            loop,
        ]
    )


def _names(text: str) -> set[str]:
    """Return the names that a source defines at its top, but for imports."""
    found = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {
                name.id for each in targets for name in ast.walk(each) if isinstance(name, ast.Name)
            }
    return found


def key(rule: str) -> str:
    """Return the hash of all that the compiled engine for ``rule`` is made of."""
    return _key_of(source_text(rule))


@lru_cache(maxsize=64)
def _key_of(text: str) -> str:
    """Return the hash of a source and of all that compiles it."""
    made_of = (
        text,
        *(f"{each.__name__} {each._fields}" for each in CLASSES),
        *made_by(),
    )
    return digest("\x1f".join(made_of))[:20]


@cache
def _module(rule: str, name: str) -> ModuleType:
    """Return the generated module, whose code is kept in a folder of that name.

    The file beside the code is for people, and for the lines of tracebacks: what runs is the text.
    """
    text, path = source_text(rule), cache_folder() / f"engine_{name}" / "engine.py"
    keep_text(path, text)
    module = ModuleType(f"mirror_abm_engine_{name}")
    sys.modules[module.__name__] = module
    with put_off(
        "scipy.linalg.cython_blas"
    ):  # of numba's products of matrices, which no loop of ours takes
        importlib.import_module("numba.np.arraymath")
    exec(compile(text, path, "exec"), vars(module))
    for loop in (module.advance, module.train):
        on_disk(loop, lambda: (path.parent, name))
    return module


def engine(rule: str) -> Callable[..., None]:
    """Return the compiled ``advance(group, first, last, until, day_ends)`` for ``rule``."""
    return _module(rule, key(rule)).advance  # type: ignore[no-any-return]


def trainer(rule: str) -> Callable[..., None]:
    """Return the compiled function that settles stated trials of one animal.

    See ``train`` in :mod:`mirror_abm.engine.loop`.
    """
    return _module(rule, key(rule)).train  # type: ignore[no-any-return]


def interpreted(rule: str) -> Callable[..., None]:
    """Return the same function without compilation, to hunt a fault in it."""
    text = source_text(rule)
    for old, new in (
        ("from numba import njit", "def njit(f=None, **_):\n    return f or (lambda g: g)"),
        ("VECTORS = traced()", "VECTORS = False"),
    ):
        text = text.replace(old, new)
    space: dict[str, Any] = {}
    exec(compile(text, f"<loop with {rule}>", "exec"), space)
    return space["advance"]  # type: ignore[no-any-return]


def prepare(rule: str, scaled: bool = False, progress: bool | None = None) -> None:
    """Compile the engine for ``rule`` if that was never done on this machine, and log it.

    ``scaled``: for synapses that learn at rates of their own, which is another program.
    ``progress`` as for :func:`mirror_abm.base.progress.bar`: who waits should know for what.
    """
    loop: Any = engine(rule)
    if (loop, scaled) in _prepared:
        return
    _prepared.add((loop, scaled))
    given = (_smallest(rule, scaled), 0, 1, 1, True)
    if is_compiled(loop, *given):
        return
    _log.info("compiling the engine for the rule %s: once on this machine, about 15 s", rule)
    with bar(progress, 1, "engine") as advance:
        advance(0, f"compiling the engine for the rule {rule}, once on this machine")
        loop(*given)
        advance(1, "")


def _smallest(rule: str, scaled: bool) -> GroupArrays:
    """Return the arrays of one animal with two actions, to which nothing has happened."""
    learned, there = rules.load(rule), np.ones((9, 2), float if scaled else bool)
    sight = np.zeros((1, 2, 9))
    sight[0, 0, 0] = 1.0
    to_motor, to_sound = (
        Pathway.newborn(np.zeros((cues, 2)), there[:cues].copy(), learned) for cues in (9, 2)
    )
    alpha, motor = np.full(9, 0.3), np.ones((2, 2))
    newborn = Network(sight, sight[0], sight[0], sight[0], motor, to_motor, to_sound, alpha, 0.5)
    return stack([newborn], 1, Learning(learned, Constants(), Timing.of(Constants())))


def advance(
    loop: Callable[..., None],
    groups: Sequence[GroupArrays],
    until: int,
    day_ends: bool,
    threads: int = 1,
    meanwhile: Sequence[Callable[[], Made]] = (),
) -> list[Made]:
    """Let everything before tick ``until`` happen to all animals of the groups.

    Return what ``meanwhile`` returns.

    What happens to an animal depends on no other, so animals are spread over threads in pieces of
    about as many events, which moves no bit. This thread does what is to be done meanwhile, then
    takes pieces too. Only this thread allocates: a finished thread's memory goes back to the system
    each time.
    """
    pieces = [(group, *piece) for group in groups for piece in _pieces(group, threads)]
    todo = iter(pieces)  # a list's iterator gives each piece to one thread

    def take() -> None:
        for group, first, last in todo:
            loop(group, first, last, until, day_ends)

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


def _pieces(group: GroupArrays, threads: int) -> list[tuple[int, int]]:
    """Return runs of animals (first, last + 1) with about as many events each, or all in one."""
    start, animals = group.events.start, len(group.progress.next)
    if threads == 1:
        return [(0, animals)]
    count = PIECES * threads
    borders = np.searchsorted(start, np.linspace(0, start[-1], count + 1)).clip(max=animals)
    borders[0], borders[-1] = 0, animals
    return [(int(first), int(last)) for first, last in pairwise(borders) if last > first]
