"""The exceptions, and the one shape of every sentence that tells of a fault.

The shape is ``where: what = got: allowed. Did you mean X? Next step``.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable

MOST_FAULTS = 200  #: of one file; nobody would read more


class MirrorError(Exception):
    """A fault that the user can mend, told in one sentence.

    Attributes
    ----------
    exit_code : int
        What the command line ends with.
    """

    exit_code = 2


class InputError(MirrorError, ValueError):
    """Something that was written or typed is not allowed."""


class Faults(InputError):
    """Several things are not allowed; the first is the error's own sentence.

    Parameters
    ----------
    sentences : str or iterable of str
        One sentence a fault.

    Attributes
    ----------
    sentences : list of str
        All of them.
    """

    def __init__(self, sentences: Iterable[str]):
        self.sentences = [sentences] if isinstance(sentences, str) else list(sentences)
        super().__init__(self.sentences[0])


class StorageError(MirrorError, OSError):
    """A disk, or a folder on it, does not let us read or write.

    Parameters
    ----------
    message : str
        The sentence. An ``OSError`` would take several arguments for a number and its text.
    """

    exit_code = 3

    def __init__(self, message: str):
        super().__init__(message)


def reason(error: Exception) -> str:
    """Return why the disk refused, as the system says it.

    Arrow packs that into words of its own.

    Parameters
    ----------
    error : Exception
        An ``OSError``, or what a library made of one.

    Returns
    -------
    str
        For a sentence, without its full stop.

    Examples
    --------
    >>> reason(OSError(28, "Error writing bytes to file. Detail: [errno 28] No space left"))
    'No space left on device'
    """
    text = getattr(error, "strerror", None) or str(error)
    packed = re.search(r"\[errno (\d+)\]", text)
    return os.strerror(int(packed[1])) if packed else text.rstrip(".")


class Interrupted(MirrorError):
    """The work was stopped; what is finished is kept, and the same command resumes it."""

    exit_code = 4


def closest(got: object, options: Iterable[str]) -> str | None:
    """Return the option that is spelled most like ``got``, or None where none is similar.

    Parameters
    ----------
    got : object
        What was given; compared as text.
    options : iterable of str
        What is allowed.

    Returns
    -------
    str or None
        One of the options.

    Examples
    --------
    >>> closest("macaca_mulata", ["homo_sapiens", "macaca_mulatta"])
    'macaca_mulatta'
    """
    found = difflib.get_close_matches(
        str(got), [str(option) for option in options], n=1, cutoff=0.6
    )
    return found[0] if found else None


def did_you_mean(got: object, options: Iterable[str]) -> str:
    """Return `` Did you mean X?`` (with a leading space), or an empty string.

    Parameters
    ----------
    got : object
        What was given.
    options : iterable of str
        What is allowed.

    Returns
    -------
    str
        The end of a sentence.
    """
    near = closest(got, options)
    return f" Did you mean {near}?" if near else ""


def slipped(number: float, low: float, high: float) -> str:
    """Return `` Did you mean 0.17?`` where the decimal point slipped by one or two places.

    Parameters
    ----------
    number : float
        What was given; outside the range.
    low, high : float
        The range that is allowed.

    Returns
    -------
    str
        The end of a sentence; empty where no slip of the point explains the number.

    Examples
    --------
    >>> slipped(1.7, 0, 1)
    ' Did you mean 0.17?'
    """
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
    """Return the error for a name that is not one of ``options``.

    Parameters
    ----------
    what : str
        What the name is of, e.g. ``"account"``.
    got : object
        What was given.
    options : iterable of str
        The names that are allowed.
    where : str, optional
        The place, as ``file:line:column``.

    Returns
    -------
    InputError
        To be raised by the caller.
    """
    names = sorted(options)
    prefix = f"{where} " if where else ""
    return InputError(
        f"{prefix}{what} = {got!r}: must be one of {', '.join(names)}.{did_you_mean(got, names)}"
    )
