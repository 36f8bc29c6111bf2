"""Random streams: the only module that makes a generator.

A stream is addressed by words - (seed, replicate, group, source in which the act originated,
purpose) - and by nothing else: not by the order of calls, not by the worker. Switching a source
off therefore leaves the draws of all others unchanged, and replicate 317 alone equals the 317th of
1,000.
"""

from __future__ import annotations

import hashlib

import numpy as np

Word = str | int
LARGEST_SEED = 2**63 - 1  #: more fits no table


def _entropy(seed: int, words: tuple[Word, ...]) -> list[int]:
    """Return ``seed`` and a hash of the words, so that any text may address a stream."""
    text = "\x1f".join(f"{type(word).__name__}:{word}" for word in words)
    digest = hashlib.sha256(text.encode()).digest()
    return [int(seed)] + [int.from_bytes(digest[i : i + 4], "little") for i in range(0, 32, 4)]


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
