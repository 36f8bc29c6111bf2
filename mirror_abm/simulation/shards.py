"""Shards of a run: parts of its tasks for batch systems, each with a folder and a lock of its own.

They stand in the folder of their run, ``shards/3-of-8``; what they hold becomes that of the run
when nobody is at work on them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..base.errors import InputError, StorageError
from ..base.files import make_folder, shown
from ..base.journal import files
from ..base.locks import alone, in_use
from .parts import PARTS

SHARDS = "shards"  #: the folder of them, in that of the run
MOST = 10_000

Task = tuple[str, int]  #: a species, and the number of a replicate


class Shard(NamedTuple):
    """One shard of several.

    Attributes
    ----------
    number : int
        From 1.
    of : int
        How many there are.
    """

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def of_tasks(self, tasks: list[Task]) -> list[Task]:
        """Return those tasks that are of this shard: each shard has some of every species."""
        return tasks[self.number - 1 :: self.of]

    def folder(self, run: Path) -> Path:
        """Return its folder, in that of the run."""
        return run / SHARDS / f"{self.number}-of-{self.of}"


def parse_shard(text: str) -> Shard:
    """Return the shard that was typed.

    Parameters
    ----------
    text : str
        As ``3/8``.

    Returns
    -------
    Shard
        The third of eight.

    Raises
    ------
    InputError
        It is none.

    Examples
    --------
    >>> print(parse_shard("3/8"))
    3/8
    """
    found = re.fullmatch(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*", text)
    if not found or not 1 <= int(found[1]) <= int(found[2]) <= MOST:
        raise InputError(
            f"--shard {text}: must be I/N, I from 1 to N, N at most {MOST:,}, as --shard 3/8."
        )
    return Shard(int(found[1]), int(found[2]))


def shards_of(run: Path) -> list[Shard]:
    """Return the shards that have a folder in that of their run.

    Parameters
    ----------
    run : pathlib.Path
        The folder of the run.

    Returns
    -------
    list of Shard
        In the order of their numbers.
    """
    within = sorted((run / SHARDS).iterdir()) if (run / SHARDS).is_dir() else []
    found = (re.fullmatch(r"(\d+)-of-(\d+)", path.name) for path in within)
    return sorted(Shard(int(each[1]), int(each[2])) for each in found if each)


def at_work(run: Path) -> list[Shard]:
    """Return the shards of a run that somebody works on now.

    Parameters
    ----------
    run : pathlib.Path
        The folder of the run.

    Returns
    -------
    list of Shard
        As far as this computer can tell.
    """
    return [shard for shard in shards_of(run) if in_use(shard.folder(run))]


def gather(run: Path) -> list[Shard]:
    """Make what the shards of a run have done that of the run, whose lock one must hold.

    Parameters
    ----------
    run : pathlib.Path
        The folder of the run.

    Returns
    -------
    list of Shard
        Those that somebody is at work on: they are left alone.
    """
    busy = at_work(run)
    for shard in shards_of(run):
        if shard not in busy:
            with alone(shard.folder(run), f"shard {shard} of run {run.name}"):
                _move(shard.folder(run) / PARTS, make_folder(run / PARTS))
    return busy


def _move(source: Path, target: Path) -> None:
    """Move files of records, whose names are of them alone."""
    for path in files(source):
        try:
            path.replace(target / path.name)
        except OSError as error:
            raise StorageError(f"{shown(path)}: cannot be moved: {error.strerror}.") from None


def drop(run: Path) -> None:
    """Remove the folders of the shards of a finished run, but of those still at work.

    Parameters
    ----------
    run : pathlib.Path
        The folder of the run.
    """
    busy = at_work(run)
    for shard in shards_of(run):
        if shard not in busy:
            shutil.rmtree(shard.folder(run), ignore_errors=True)
    with suppress(OSError):  # it is not empty
        (run / SHARDS).rmdir()


def lacking(run: Path, tasks: list[Task], missing: list[Task]) -> Iterator[Shard]:
    """Yield the shards that have not done all of their tasks.

    Parameters
    ----------
    run : pathlib.Path
        The folder of the run.
    tasks, missing : list of tuple of str and int
        All tasks, and those that are not done.

    Yields
    ------
    Shard
        Of as many as those that were begun say there are; none if they do not agree.
    """
    counts = {shard.of for shard in shards_of(run)}
    if len(counts) == 1:
        (of,) = counts
        every = (Shard(number, of) for number in range(1, of + 1))
        yield from (shard for shard in every if {*shard.of_tasks(tasks)} & {*missing})
