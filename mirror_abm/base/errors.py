"""One family of exceptions, one sentence shape: ``where: what = got: allowed. Did you mean X? Next step``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class MirrorError(Exception):
    """A fault the user can mend, told in one sentence; the command line ends with ``exit_code``."""

    exit_code = 2


class InputError(MirrorError, ValueError):
    """Something that was written or typed is not allowed."""


class Faults(InputError):
    """Several things are not allowed: the sentence is the first, ``sentences`` are all of them."""

    def __init__(self, sentences: Iterable[str]):
        self.sentences = [sentences] if isinstance(sentences, str) else list(sentences)
        super().__init__(self.sentences[0])


class StorageError(MirrorError, OSError):
    """The disk, or a folder on it, does not let us read or write."""

    exit_code = 3

    def __init__(self, message: str):
        super().__init__(message)


class Interrupted(MirrorError):
    """The work was stopped; what is finished is kept and the same command resumes it."""

    exit_code = 4


def closest(got: object, options: Iterable[str]) -> str | None:
    """Return the option nearest to ``got``, or None where nothing is near."""
    found = difflib.get_close_matches(
        str(got), [str(option) for option in options], n=1, cutoff=0.6
    )
    return found[0] if found else None


def did_you_mean(got: object, options: Iterable[str]) -> str:
    """Return `` Did you mean X?`` (with a leading space), or an empty string."""
    near = closest(got, options)
    return f" Did you mean {near}?" if near else ""


def slipped(number: float, low: float, high: float) -> str:
    """Return `` Did you mean 0.17?`` where the decimal point slipped by one or two places."""
    near = next(
        (
            number * factor
            for factor in (0.1, 10, 0.01, 100)
            if low <= number * factor <= high and number > 0
        ),
        None,
    )
    return "" if near is None else f" Did you mean {near:g}?"


def unknown(what: str, got: object, options: Iterable[str], where: str = "") -> InputError:
    """Return the error for a name that is not one of ``options``."""
    names = sorted(options)
    prefix = f"{where} " if where else ""
    return InputError(
        f"{prefix}{what} = {got!r}: must be one of {', '.join(names)}.{did_you_mean(got, names)}"
    )
