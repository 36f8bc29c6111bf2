"""What the commands offer, read from the commands themselves: a new one is among them at once."""

import inspect
import typing
from pathlib import Path
from types import SimpleNamespace

import typer

from mirror_abm.cli import main


def functions():
    """Yield the words of every command, and the function behind it."""
    for name, function in main.COMMANDS.items():
        yield (name,), function
    for group, (_, commands) in main.COMMAND_GROUPS.items():
        for name, function in commands.items():
            yield (group, name), function


def parameters(function):
    """Return the arguments and options of a command."""
    found = []
    for each in inspect.signature(function, eval_str=True).parameters.values():
        kind, told = typing.get_args(each.annotation)[:2]
        words = [name for name in (told.default, *(told.param_decls or ())) if type(name) is str]
        option = next((name.split("/")[0] for name in words), f"--{each.name.replace('_', '-')}")
        found.append(
            SimpleNamespace(
                name=each.name,
                option="" if isinstance(told, typer.models.ArgumentInfo) else option,
                kind=next(
                    kind_ for kind_ in (Path, str, bool, int, float) if kind_ in _parts(kind)
                ),
                callback=told.callback,
                needed=each.default is inspect.Parameter.empty,
            )
        )
    return found


def _parts(kind):
    """Return the types of which a type like ``list[Path] | None`` is made."""
    parts = {kind}
    for inner in typing.get_args(kind):
        parts |= _parts(inner)
    return parts


#: what stands for an argument that must be given, by command or by its name alone; {run}, {file},
#: {log}, {network} and {rivals} are filled in
ARGUMENTS = {
    "run": "{run}",
    "species": "octopus_vulgaris",
    "first": "octopus_vulgaris",
    "second": "mus_musculus",
    "subject": "step",
    "file": "{file}",
    "files": "{file}",
    "setting": "experience.mirrors.rate=1",
    ("species new", "name"): "Corvus corax",
    ("culture", "species"): "tiliqua_rugosa",
    ("preregister", "species"): "octopus_vulgaris",  # needed where no sheet is scored
    ("retrain", "run"): "{rivals}",  # what it keeps is of accounts that are compared
    ("next", "run"): "{run}",  # may be left out, but the paths of a run's figures are of one
    ("species from-events", "files"): "{log}",
    ("species from-network", "file"): "{network}",
    ("experiment show", "name"): "cook_2010",
    ("experiment run", "name"): "cook_2010",
}
#: words without which a command would take long, or refuse before it has looked at its paths
MORE = {
    ("run",): ("octopus_vulgaris", "--days", "0.001", "--replicates", "1"),
    ("contrast",): ("octopus_vulgaris", "--days", "0.001", "--replicates", "1", "--without", "all"),
    ("sweep",): (
        "octopus_vulgaris",
        "--days",
        "0.001",
        "--replicates",
        "1",
        "--over",
        "constants.tau=1,2",
    ),
    ("species", "from-events"): ("--like", "macaca_mulatta", "--shifts", "0", "--hours", "1"),
    ("species", "from-network"): ("--groups", "2"),
    ("phylo",): ("--design", "--simulations", "0"),
    ("calibrate",): ("genetic", "--prior-draws", "2", "--replicates", "2"),
    ("preregister",): ("--age", "0.01", "--replicates", "2", "--cap", "2", "--account", "genetic"),
    ("retrain",): ("--trials", "2", "--days", "1", "--workers", "1"),
    ("culture",): ("--point", "--generations", "1", "--draws", "1", "--set", "group.size=2"),
}


#: a small table of draws, which stands for a run
DRAWN = str(Path(__file__).parents[1] / "data" / "draws_of_contrasts.parquet")
#: what an option asks for beside it: words, and another argument
BESIDE = {
    ("next", "--figure"): (
        (
            "--experiments",
            "--account=associative",
            "--account=none",
            "--varied=0",
            "--workers=1",
            "--prior-draws=4",
            "--replicates=2",
        ),
        {"run": "bunlon_2015"},
    ),
    ("recover", "--keep"): (("--worlds=100",), {"run": DRAWN}),
    ("recover", "--figure"): (("--worlds=100",), {"run": DRAWN}),
}
#: options beside which such words would be refused first
ALONE = ("--plan",)


def line(words, function, places, instead=None, value=""):
    """Return a command line that is in order, but for one parameter that has ``value``."""
    alone = instead is not None and instead.option in ALONE
    beside = (*words, instead.option) if instead is not None else words
    more, other = BESIDE.get(beside, (MORE.get(words, ()), {}))
    arguments, options = [], [] if alone else list(more)
    for each in parameters(function):
        if instead is not None and each.name == instead.name:
            if each.option in options:  # an option that is given twice would be refused for that
                at = options.index(each.option)
                del options[at : at + 2]
            options += [f"{each.option}={value}"] if each.option else []
            arguments += [] if each.option else [value]
        elif not each.option and (each.needed or (" ".join(words), each.name) in ARGUMENTS):
            known = ARGUMENTS.get((" ".join(words), each.name), ARGUMENTS.get(each.name))
            assert known, f"tests/cli/offered.py must say what {each.name} of {words} can be"
            arguments.append(other.get(each.name, known.format(**places)))
    return [*words, *options, "--", *arguments]
