"""Random streams: the only module that makes a generator.

A stream is addressed by words - (seed, replicate, group, source in which the act originated,
purpose) - and by nothing else: not by the order of calls, not by the worker. Switching a source
off therefore leaves the draws of all others unchanged, and replicate 317 alone equals the 317th of
1,000.

Uncertain numbers are drawn so that replicates cover their ranges evenly: Latin hypercube sampling
(McKay, Beckman & Conover 1979, recalled), in blocks of 20 replicates. The range of quantiles is cut
into 20 equal strata; in each block every stratum is met once, by the replicates in an order of the
number's own::

    quantile = (order of (seed, block, name) at place replicate % 20 + jitter) / 20

Each quantile alone is uniform as before, and the numbers of one replicate are independent of each
other; but a mean over a block varies less, by as much as what is averaged is a sum of effects of
single numbers. The address still decides alone: more replicates move no earlier one, and a number
left out moves no other.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np

from .checks import whole
from .errors import InputError

Word = str | int
#: what NumPy and Mesa take for a seed
SeedLike = (
    int
    | np.integer[Any]
    | Sequence[int]
    | np.random.SeedSequence
    | np.random.Generator
    | np.random.BitGenerator
    | None
)
LARGEST_SEED = 2**63 - 1  #: more fits no table
SEED_BITS = 53  #: of a seed that is drawn: any program that reads a table keeps them
BLOCK = 20  #: replicates of a Latin hypercube
_BELOW_ONE = 1 - 2**-53  #: the largest number below 1


def _entropy(seed: int, words: tuple[Word, ...]) -> np.ndarray:
    """Return ``seed`` and a hash of the words, so that any text may address a stream.

    As NumPy would cut the list [seed, eight numbers of the hash] into words of 32 bits, which it
    does one by one.
    """
    text = "\x1f".join(f"{type(word).__name__}:{word}" for word in words)
    digest, seed = hashlib.sha256(text.encode()).digest(), int(seed)
    size = max(1, -(-seed.bit_length() // 32))
    return np.frombuffer(seed.to_bytes(4 * size, "little") + digest, dtype="<u4")


def fresh_seed() -> int:
    """Return a seed that nobody gave, from what the computer has of chance.

    Returns
    -------
    int
        Of 53 bits.
    """
    return secrets.randbits(SEED_BITS)


def seed_given(what: str, given: Any) -> int:
    """Return the seed that somebody gives in any of the ways that NumPy and Mesa know.

    Parameters
    ----------
    what : str
        What it is called in sentences.
    given : int, sequence of int, SeedSequence, Generator, BitGenerator or None
        Whole numbers are the seed itself; of a generator one number is drawn; None is drawn from
        what the computer has of chance.

    Returns
    -------
    int
        From 0 to ``LARGEST_SEED``.

    Raises
    ------
    InputError
        It is none of these.
    """
    if given is None:
        return fresh_seed()
    if isinstance(given, np.random.BitGenerator):
        given = np.random.Generator(given)
    if isinstance(given, np.random.Generator):
        return int(given.integers(2**SEED_BITS))
    if isinstance(given, (list, tuple)) or (isinstance(given, np.ndarray) and given.ndim):
        try:
            given = np.random.SeedSequence([int(each) for each in given])
        except (TypeError, ValueError, OverflowError):
            raise InputError(f"{what} = {given!r}: must be whole numbers, 0 or more.") from None
    if isinstance(given, np.random.SeedSequence):
        return int(given.generate_state(1, np.uint64)[0]) >> (64 - SEED_BITS)
    return whole(what, given, 0, LARGEST_SEED)


def stream(seed: int, *words: Word) -> np.random.Generator:
    """Return the generator that belongs to an address: the same address, the same draws.

    Parameters
    ----------
    seed : int
        Seed of the run, 0 or more.
    *words : str or int
        The rest of the address.

    Returns
    -------
    numpy.random.Generator
        PCG64DXSM at the beginning of its stream.
    """
    return np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence(_entropy(seed, words))))


@lru_cache(maxsize=8192, typed=True)  # 1 and True are other words
def uniform(seed: int, *words: Word) -> float:
    """Return the number in [0, 1) that belongs to an address.

    Parameters
    ----------
    seed : int
        Seed of the run, 0 or more.
    *words : str or int
        The rest of the address.

    Returns
    -------
    float
        The first draw of :func:`stream`.
    """
    return float(stream(seed, *words).random())


@contextmanager
def drawn_alike() -> Iterator[None]:
    """Let libraries that draw from NumPy's own stream draw the same each time, as seaborn does.

    Yields
    ------
    None
        Afterwards that stream goes on for its user as if nothing had been drawn.
    """
    before = np.random.get_state()  # noqa: NPY002 - it is theirs, and they know no other
    np.random.seed(0)  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(before)  # noqa: NPY002


@lru_cache(maxsize=8192, typed=True)
def _order(seed: int, block: int, *words: Word) -> tuple[int, ...]:
    """Return the stratum of each replicate of a block, for one uncertain number."""
    drawn = stream(seed, "cover", block, *words).random(BLOCK)
    return tuple(np.argsort(drawn, kind="stable").tolist())


def quantile(seed: int, replicate: int, *words: Word, covering: bool = True) -> float:
    """Return the quantile at which a replicate draws an uncertain number.

    Parameters
    ----------
    seed : int
        Seed of the run, 0 or more.
    replicate : int
        Number of the replicate, 0 or more.
    *words : str or int
        The name of the number.
    covering : bool, default True
        Whether each block of 20 replicates has one quantile in each twentieth of [0, 1); else
        replicates are independent.

    Returns
    -------
    float
        In [0, 1), uniform.

    Examples
    --------
    >>> sorted(int(20 * quantile(0, replicate, "size")) for replicate in range(20, 24))
    [13, 16, 18, 19]
    """
    jitter = uniform(seed, replicate, *words)
    if not covering:
        return jitter
    block, place = divmod(replicate, BLOCK)
    return min((_order(seed, block, *words)[place] + jitter) / BLOCK, _BELOW_ONE)


def integer(seed: int, *words: Word) -> int:
    """Return the integer below 2^32 that belongs to an address, to seed other libraries with.

    Parameters
    ----------
    seed : int
        Seed of the run, 0 or more.
    *words : str or int
        The rest of the address.

    Returns
    -------
    int
        A Python integer: some libraries treat integers of numpy differently.
    """
    return int(stream(seed, *words).integers(2**32))
