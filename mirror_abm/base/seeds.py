"""Random streams: the only module that makes a generator.

Every stream is addressed by words - (seed, replicate, group, source in which the act originated, purpose) - and by
nothing else: not by the order of calls, not by the worker. Switching a source off therefore leaves the draws of
all others where they were, and replicate 317 alone equals the 317th of 1,000.
"""

from __future__ import annotations

import hashlib

import numpy as np

Word = str | int


def _entropy(seed: int, words: tuple[Word, ...]) -> list[int]:
    """Return ``seed`` and the words as 32-bit integers; words are hashed so that any text may address a stream."""
    text = "\x1f".join(f"{type(word).__name__}:{word}" for word in words)
    digest = hashlib.sha256(text.encode()).digest()
    return [int(seed)] + [int.from_bytes(digest[i : i + 4], "little") for i in range(0, 32, 4)]


def stream(seed: int, *words: Word) -> np.random.Generator:
    """Return the generator (PCG64DXSM) that belongs to ``seed`` and ``words``; the same address, the same draws."""
    return np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence(_entropy(seed, words))))


def uniform(seed: int, *words: Word) -> float:
    """Return one number in [0, 1) that belongs to ``seed`` and ``words``."""
    return float(stream(seed, *words).random())


def integer(seed: int, *words: Word) -> int:
    """Return one 32-bit Python integer that belongs to ``seed`` and ``words``, for libraries that seed themselves."""
    return int(stream(seed, *words).integers(2**32))
