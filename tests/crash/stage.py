"""A stage for commands that die: all is loaded once, and each is played by a child of its own.

A command that is typed takes seconds until it changes anything; a child that is forked where all is
loaded begins at once, so that hundreds can be killed. Its disk is ours (``disk.c``): it kills the
process group, or refuses, at the k-th change of a file under one folder.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).parent
#: what the disk does: as the enumeration in disk.c
MODES = ("off", "count", "kill", "tear", "refuse", "full", "short")
LONGEST = 120  #: seconds that a command may take before it is said to hang


# ------------------------------------------------------------------ before the stage
class Stage:
    """Plays commands; each answer says how the command ended, and what it said.

    Parameters
    ----------
    folder : Path
        For what it needs; what commands work in should not be in it.
    warm : list of list of str
        Commands that are played first by the stage itself, so that all is loaded; they work in
        ``folder``.
    """

    def __init__(self, folder, warm):
        self.folder = folder
        library = folder / "disk.so"
        subprocess.run(
            ["gcc", "-shared", "-fPIC", "-O1", "-o", library, HERE / "disk.c", "-ldl"], check=True
        )
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.stage", str(folder)],
            cwd=HERE.parents[1],
            env={**os.environ, "LD_PRELOAD": str(library)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._ask({"warm": warm})

    def _ask(self, order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return SimpleNamespace(**json.loads(self.process.stdout.readline()))

    def play(self, folder, *commands, how="off", last=0, error=0, **more):
        """Play commands one after the other, up to the first that fails.

        ``folder`` is what the disk watches; ``how`` it is to behave at the change number ``last``
        of it, or which ``error`` it gives; ``each`` write counts, or those that follow each other
        to one file are one change. ``after`` how many seconds everything is killed, or
        ``alone`` the command without its workers; or ``at`` how many seconds the commands
        ``beside`` are begun, whose end the answer then tells, too. ``user`` is the number of
        another user, who types them.
        """
        order = {"folder": os.path.realpath(folder), "commands": commands}
        bad = {"how": MODES.index(how), "last": last, "error": error, "each": False}
        usual = {"after": None, "alone": False, "at": 0, "beside": None, "user": 0}
        return self._ask(order | bad | usual | {"figures": False} | more)

    def end(self):
        """End it."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def can_be_built():
    """Return whether this machine can build a stage."""
    return sys.platform == "linux" and shutil.which("gcc") is not None


# ------------------------------------------------------------------ on the stage
def on_stage(folder):
    """Obey the orders that come line by line, and answer each with a line."""
    from mirror_abm.base import processes
    from mirror_abm.base.log import listen
    from mirror_abm.laboratory import board_archive
    from mirror_abm.simulation import executed

    processes.get_context = lambda _: multiprocessing.get_context("fork")  # loaded already
    for module in (executed, board_archive):  # the code stays what it is
        module.fingerprint = remembered(module.fingerprint)
    disk = ctypes.CDLL(os.environ.pop("LD_PRELOAD"))
    disk.disk_set.argtypes = [ctypes.c_char_p, *(ctypes.c_long,) * 4]
    disk.disk_count.restype = ctypes.c_long
    listen()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(folder / "warm.txt", os.O_CREAT | os.O_WRONLY), 1)
    for line in sys.stdin:
        order = json.loads(line)
        if "warm" in order:
            answer = {"code": max([ended([words]) for words in order["warm"]], default=0)}
        else:
            answer = played(order, folder / "told.txt", disk)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def remembered(function):
    """Return a function that is called once for what it is given."""
    found = {}

    def called(*given):
        key = repr(given)
        if key not in found:
            found[key] = function(*given)
        return found[key]

    return called


def played(order, told, disk):
    """Let a child play, and kill it if it is time; return how it ended."""
    began, pid, other = time.monotonic(), forked(order, told, disk), None
    after = LONGEST if order["after"] is None else order["after"]
    code = None
    while code is None:
        seconds = time.monotonic() - began
        if order["beside"] and other is None and seconds >= order["at"]:
            quiet = order | {"commands": order["beside"], "how": 0}
            other = forked(quiet, told.with_suffix(".beside"), disk)
        if seconds > after:
            (os.kill if order["alone"] else os.killpg)(pid, signal.SIGKILL)
        code = code_of(pid, os.WNOHANG)
        time.sleep(0.001)
    if not order["alone"]:
        with contextlib.suppress(ProcessLookupError):  # workers that outlived their command
            os.killpg(pid, signal.SIGKILL)
    return {
        "code": "hangs" if order["after"] is None and seconds > after else code,
        "count": disk.disk_count(),
        "seconds": seconds,
        "told": read(told),
        "beside": None
        if other is None
        else {"code": code_of(other), "told": read(told, ".beside")},
    }


def read(path, suffix=".txt"):
    """Return what a child said."""
    return path.with_suffix(suffix).read_text(encoding="utf-8", errors="replace")


def forked(order, told, disk):
    """Let a child play in a process group of its own; return its number."""
    pid = os.fork()
    if not pid:
        child(order, told, disk)
    with contextlib.suppress(OSError):  # it may have ended already
        os.setpgid(pid, pid)
    return pid


def code_of(pid, options=0):
    """Return how a child ended, None if it did not yet."""
    ended_now, status = os.waitpid(pid, options)
    return os.waitstatus_to_exitcode(status) if ended_now else None


def child(order, told, disk):
    """Play, and end without whatever Python does at its end."""
    code = 1
    try:
        os.setpgid(0, 0)
        file = os.open(told, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        os.dup2(file, 1)
        os.dup2(file, 2)
        if not order["figures"]:
            without_figures()
        if order["user"]:
            become(order["user"])
        given = (order[name] for name in ("how", "last", "error", "each"))
        disk.disk_set(order["folder"].encode(), *given)
        code = ended(order["commands"])
    finally:
        os._exit(code)


def ended(commands):
    """Obey commands up to the first that fails; return the exit code, as of the shell."""
    from mirror_abm.cli.main import obey

    for words in commands:
        try:
            obey(words)
        except SystemExit as end:
            if end.code:
                return int(end.code)
        except BaseException:
            traceback.print_exc()
            return 1
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
    return 0


def become(user):
    """Be another user, at home nowhere."""
    os.environ["HOME"] = "/nowhere"
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)


def without_figures():
    """Say and draw nothing of what was found: that is played apart."""
    from mirror_abm.cli import batch, experiment, runs, simulation

    for module in (simulation, batch, runs):
        module.show_files = module.show_result = lambda *_: None
    experiment.show_board = experiment.show_means = lambda *_: None
    experiment.draw_board = lambda *_: []


if __name__ == "__main__":
    on_stage(Path(sys.argv[1]))
