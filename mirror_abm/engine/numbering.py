"""The numbers that agents get, kept per model, and no longer than the model."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Iterator


class Numbering(weakref.WeakKeyDictionary):  # type: ignore[type-arg]
    """The next number of an agent by model: a new model begins at 1.

    A model that is over is forgotten.
    """

    def __getitem__(self, model: object) -> Iterator[int]:
        found: Iterator[int] = self.setdefault(model, itertools.count(1))
        return found
