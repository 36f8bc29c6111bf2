"""A small run in a process that dies, or whose disk refuses, at its k-th write, flush or rename.

``python worker.py OUT HOW K``: HOW is ``kill`` or ``fail``; K of 0 counts them and prints how many.
"""

import errno
import os
import signal
import sys
from pathlib import Path

from mirror_abm.base.errors import StorageError
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

OPTIONS = {"days": 0.01, "replicates": 2, "knockouts": 0}


def plan():
    """Return what is run."""
    return make_plan(["octopus_vulgaris"], **OPTIONS)


def watch(how, last):
    """Put a trap before everything that changes the disk."""
    calls = []

    def trapped(real):
        def called(*given, **named):
            calls.append(real.__name__)
            if len(calls) == last and how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if len(calls) == last:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*given, **named)

        return called

    for owner, names in (
        (os, ("write", "fsync", "rmdir")),
        (Path, ("replace", "chmod", "mkdir", "write_text")),
    ):
        for name in names:
            setattr(owner, name, trapped(getattr(owner, name)))
    return calls


if __name__ == "__main__":
    out, how, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    made = plan()
    execute(made, out / "warm")  # what is loaded late is loaded before the traps stand
    calls = watch(how, last)
    try:
        execute(made, out / "runs")
    except StorageError as error:
        print(error, file=sys.stderr)
        raise SystemExit(3) from None
    print(len(calls))
