"""The command ``mirror-abm``: which commands it has, and how it ends.

Everything heavy is imported when a command needs it, so that ``--help`` is instant.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from ..base import interruption
from ..base.errors import MirrorError
from ..base.log import listen
from ..base.startup import hurry
from . import (
    answer,
    batch,
    calibrate,
    check,
    culture,
    difference,
    evidence,
    experiment,
    explain,
    field,
    ontogeny,
    phylo,
    prediction,
    preregister,
    recommendation,
    recovery,
    retraining,
    runs,
    sensitivity,
    simulation,
    species,
    sweep,
    tree,
    verification,
    weighing,
)
from .completion import with_completion
from .data import with_data
from .repetition import Once

Commands = Mapping[str, Callable[..., None]]
#: the commands, in the order in which --help lists them
COMMANDS: Commands = {
    "run": simulation.run_command,
    "contrast": simulation.contrast_command,
    "sweep": sweep.sweep_command,
    "answer": answer.answer_command,
    "plot": simulation.plot_command,
    "explain": explain.explain_command,
    "check": check.check_command,
    "power": prediction.power_command,
    "predict": prediction.predict_command,
    "ontogeny": ontogeny.ontogeny_command,
    "culture": culture.culture_command,
    "sensitivity": sensitivity.sensitivity_command,
    "calibrate": calibrate.calibrate_command,
    "weigh": weighing.weigh_command,
    "recover": recovery.recover_command,
    "retrain": retraining.retrain_command,
    "next": recommendation.next_command,
    "preregister": preregister.preregister_command,
    "evidence": evidence.evidence_command,
    "tree": tree.tree_command,
    "phylo": phylo.phylo_command,
}
#: groups of commands: what each is about, and the commands in it
COMMAND_GROUPS: Mapping[str, tuple[str, Commands]] = {
    "species": (
        "Species profiles: list, show, compare, check, write, cite.",
        {
            "list": species.species_list,
            "show": species.species_show,
            "diff": species.species_diff,
            "cite": species.species_cite,
            "new": species.species_new,
            "set": species.species_set,
            "upgrade": species.species_upgrade,
            "check": species.species_check,
            "from-events": field.from_events,
            "from-network": field.from_network,
            "networks": field.networks,
        },
    ),
    "runs": (
        "Finished runs: list, show, compare, verify, export, delete.",
        {
            "list": runs.runs_list,
            "show": runs.runs_show,
            "export": runs.runs_export,
            "verify": verification.runs_verify,
            "diff": difference.runs_diff,
            "merge": batch.runs_merge,
            "delete": runs.runs_delete,
        },
    ),
    "experiment": (
        "Published experiments: list, show and run them.",
        {
            "list": experiment.experiment_list,
            "show": experiment.experiment_show,
            "run": experiment.experiment_run,
        },
    ),
}
#: commands that print no table: all others have --csv and --json
WITHOUT_TABLES = (
    runs.runs_delete,
    simulation.plot_command,
    species.species_cite,
    species.species_new,
    species.species_set,
    species.species_upgrade,
)
#: ``\b`` keeps the lines as they are
FIRST_STEPS = """\b
First steps:
  mirror-abm species list
  mirror-abm explain step
  mirror-abm run octopus_vulgaris --days 1
  mirror-abm COMMAND --help    all options of a command
"""


def _with(commands: Commands, group: str = "", **options: Any) -> typer.Typer:
    """Return an application with some commands; a group of them is typed before their names."""
    made = typer.Typer(no_args_is_help=True, rich_markup_mode=None, **options)
    for name, command in commands.items():
        shown = command if command in WITHOUT_TABLES else with_data(command)
        made.command(name, cls=Once)(with_completion(f"{group} {name}".strip(), shown))
    return made


app = _with(
    COMMANDS,
    name="mirror-abm",
    pretty_exceptions_enable=False,
    epilog=FIRST_STEPS,
)
for _name, (_about, _commands) in COMMAND_GROUPS.items():
    app.add_typer(_with(_commands, _name, help=_about), name=_name)


def _tell_version(wanted: bool) -> None:
    """Print name and version, and end."""
    if wanted:
        from ..version import VERSION

        print(f"mirror-abm {VERSION}")
        raise typer.Exit


@app.callback()
def _mirror_abm(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_tell_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Which animals should have mirror neurons, and because of which experience."""


def _stop(number: int, frame: object) -> None:
    """Stop at once, but not as KeyboardInterrupt, which typer would end in its own way."""
    from ..base.errors import Interrupted

    interruption.stop(
        Interrupted("Interrupted; nothing is half-written, and the same command goes on from here.")
    )


def _mute() -> None:
    """Let what is left of the standard output go nowhere."""
    from ..base.files import nowhere

    os.dup2(nowhere(), sys.stdout.fileno())


def _is_ours(filename: object) -> bool:
    """Return whether a file of the package is meant: that it cannot be read is a bug of ours."""
    from ..base.fingerprint import HOME

    return isinstance(filename, str) and filename.startswith(str(HOME))


def _told(error: OSError) -> str:
    """Return what the disk says of a file of the user that nobody foresaw, in one sentence."""
    from ..base.files import shown

    path = shown(Path(os.fsdecode(error.filename)))
    return f"{path[:200]}: cannot be used: {error.strerror}."


def _look_at(words: list[str]) -> None:
    """Refuse words that are no text, or empty: the shell makes these of variables not set."""
    from ..base.errors import InputError

    for number, word in enumerate(words):
        if re.search("[\ud800-\udfff]", word):
            raise InputError(
                f"argument {os.fsencode(word)!r}: is not text in {sys.getfilesystemencoding()}: "
                "rename the file, or set a locale of UTF-8."
            )
        before = words[number - 1] if number else ""
        if not word.strip() or re.fullmatch(r"--[a-z-]+=\s*", word):
            named = before if before.startswith("--") and not word.strip() else "argument"
            named = word.split("=")[0] if word.strip() else named
            raise InputError(
                f"{named} '': must not be empty; a variable of the shell may not be set."
            )


@contextlib.contextmanager
def _one_sentence() -> Iterator[None]:
    """End with one sentence and the exit code of its kind; only our bugs show a traceback."""
    code = 0
    try:
        yield
        sys.stdout.flush()
    except MirrorError as error:
        print(error, file=sys.stderr)
        code = error.exit_code
    except BrokenPipeError:
        _mute()
    except Exception as error:
        stopped = interruption.asked()  # a library may catch it, and raise an error of its own
        if isinstance(stopped, MirrorError):
            print(stopped, file=sys.stderr)
            raise SystemExit(stopped.exit_code) from None
        code = _of_the_disk(error)
    if code:
        raise SystemExit(code)


def _of_the_disk(error: Exception) -> int:
    """Tell a failure of the disk in a sentence and return its exit code; raise what is our bug."""
    if not isinstance(error, OSError):
        raise error
    if _is_ours(error.filename):
        raise error
    if error.filename:
        print(_told(error), file=sys.stderr)
        return 3
    if error.errno not in (errno.ENOSPC, errno.EIO, errno.EBADF):
        raise error
    _mute()
    print(f"standard output: cannot be written: {error.strerror}.", file=sys.stderr)
    return 3


def main() -> None:
    """Run the command ``mirror-abm``, as the shell calls it."""
    hurry()
    listen()
    for stream in (sys.stdout, sys.stderr):  # a terminal may lack a letter: a ? stands for it
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        obey(sys.argv[1:])
    finally:  # for whoever called from Python, and goes on
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        interruption.forget()


def obey(words: list[str]) -> None:
    """Do what some words ask for, typed after ``mirror-abm``; a failure ends in SystemExit."""
    interruption.forget()
    with _one_sentence():
        # what is completed is the command, also if it was asked by way of ``python -m mirror_abm``
        asked = {"--install-completion", "--show-completion"} & set(words)
        _look_at(words)
        try:
            app(words, prog_name="mirror-abm" if asked else None)
        except SystemExit as end:
            if end.code:
                raise
