"""What the shell offers when a word is completed with the tabulator: names, looked up quickly.

Completers read names of files and import nothing heavy: a shell that waits is worse than none. A
parameter is completed by its name, so that every command that takes a species, say, completes it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, get_args

import typer

from ..base.library import LIBRARY
from ..base.shelf import accounts, experiments, figures, rules, sources

Completer = Callable[[typer.Context, str], Iterable[str]]
NEWEST = 50  #: runs that are offered


def _species(context: typer.Context, incomplete: str) -> Iterable[str]:
    """Return the names of bundled species and of their variants."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


def _recorded(context: typer.Context, incomplete: str) -> Iterable[str]:
    """Return what may be recorded already: species, or all that were."""
    return ("library", *_species(context, incomplete))


def _runs(context: typer.Context, incomplete: str) -> Iterable[str]:
    """Return the ids of finished runs, the newest first."""
    folder = Path(context.params.get("out") or "runs")
    done = [path for path in folder.glob("*/DONE") if (path.parent / "manifest.json").is_file()]
    newest = sorted(done, key=lambda path: path.stat().st_mtime, reverse=True)
    return [path.parent.name for path in newest[:NEWEST]]


def _pairs(context: typer.Context, incomplete: str) -> Iterable[str]:
    """Return the first of two bundled species, or both once there is a comma."""
    first, comma, _ = incomplete.partition(",")
    known = _species(context, incomplete)
    return [f"{first},{name}" for name in known if name != first] if comma else known


def _pairs_of_accounts(context: typer.Context, incomplete: str) -> Iterable[str]:
    """Return the first of two accounts, or both once there is a comma."""
    first, comma, _ = incomplete.partition(",")
    return [f"{first},{name}" for name in accounts.names] if comma else accounts.names


def _sources(context: typer.Context, incomplete: str) -> Iterable[str]:
    """Return the sources of experience."""
    return (*sources.names, "all")


def _experiments(context: typer.Context, incomplete: str) -> Iterable[str]:
    """Return the experiments of the shelf, and of a folder of one's own."""
    own = context.params.get("folder")
    there = [path.stem for path in Path(own).glob("*.py")] if own else []
    return (*experiments.names, *there, "all")


def _runs_or_experiments(context: typer.Context, incomplete: str) -> Iterable[str]:
    """Return experiments where they are asked about, else finished runs."""
    asked = _experiments if context.params.get("experiments") else _runs
    return asked(context, incomplete)


def _subjects(context: typer.Context, incomplete: str) -> Iterable[str]:
    """Return what ``explain`` explains."""
    return ("step", "accounts", *accounts.names, *rules.names, *_species(context, incomplete))


def _weights(context: typer.Context, incomplete: str) -> Iterable[str]:
    """Return accounts, each to be given a weight."""
    return (f"{name}=1" for name in accounts.names)


def _numbers(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Yield the numbers that can be fixed: constants at their defaults, and those of profiles."""
    from dataclasses import fields

    from ..animal.constants import Constants

    yield from (f"constants.{each.name}={each.default:g}" for each in fields(Constants))
    yield from (f"{name}=" for name in (*_fields_of_profiles(), *_actions_of(context)))


def _fields_of_profiles() -> Iterator[str]:
    """Yield the numbers of a species file, by the schema that editors read."""
    import json

    from ..base.files import read_text

    schema = json.loads(read_text(LIBRARY / "profile.schema.json"))
    blocks: Mapping[str, Any] = schema["$defs"]

    def walk(block: Mapping[str, Any], path: str) -> Iterator[str]:
        for name, field in block.get("properties", {}).items():
            for each in (field, *field.get("anyOf", ()), *field.get("allOf", ())):
                kind = each.get("$ref", "").rpartition("/")[2]
                if kind in ("Quantity", "Attention"):
                    yield f"{path}{name}"
                elif kind and kind != "Network":
                    yield from walk(blocks[kind], f"{path}{name}.")

    return walk(schema, "")


def _actions_of(context: typer.Context) -> Iterator[str]:
    """Yield the numbers of the actions of the bundled species that were typed."""
    from ..base.files import read_text

    for species in (*(context.params.get("species") or ()), *context.args):
        path = LIBRARY / f"{species}.yaml"
        if path.is_file():
            for action in re.findall(r"^ *- *\{? *name: *(\w+)", read_text(path), re.MULTILINE):
                yield from (f"actions.{action}.{number}" for number in ("share", "duration"))


def _of(*names: str) -> Completer:
    """Return the completer of a parameter that takes one of a few words."""
    return lambda context, incomplete: names


def _shelf(shelf: Any) -> Completer:
    """Return the completer of a parameter that takes a name on a shelf."""
    return lambda context, incomplete: shelf.names


#: how each parameter is completed, by its name, or by its command and its name
COMPLETERS: Mapping[str, Completer] = {
    "species": _species,
    "first": _species,
    "second": _species,
    "like": _species,
    "beside": _species,
    "have": _recorded,
    "taxon": _species,
    "age": _of("maturity"),
    "by": _of("all", "act"),
    "also": _runs,
    "pair": _pairs,
    "run": _runs,
    "runs": _runs,
    "account": _shelf(accounts),
    "rule": _shelf(rules),
    "without": _sources,
    "settings": _numbers,
    "over": _numbers,
    "setting": _numbers,
    "figure": _shelf(figures),
    "world": _of("normal", "permuted"),
    "weights": _of("signed", "excitatory"),
    "prior": _of("authored", "rule_made", "exchangeable", "mixture"),
    "engine": _of("compiled", "agents"),
    "subjects": _of("developed", "preset"),
    "outcome": _of("own_minus_other", "own", "found"),
    "form": _of("text", "bibtex"),
    "how": _of("measured", "derived", "guess"),
    "seen": _of("all", "target"),
    "lam": _of("ML", "REML"),
    "runs export table": _of(
        *("units", "animals", "groups", "acts", "ledger", "curves", "ontogeny", "draws"),
        *("knockouts", "by_act", "by_effector", "by_visibility", "summary", "species"),
    ),
    "runs diff first": _runs,
    "runs diff second": _runs,
    "experiment show name": _experiments,
    "experiment run name": _experiments,
    "check names": _shelf(rules),
    "explain subject": _subjects,
    "next prior": _weights,
    "preregister part": _pairs_of_accounts,
    "next run": _runs_or_experiments,
}


def _takes_path(annotation: Any) -> bool:
    """Return whether a parameter is a file or folder, which the shell itself completes."""
    return any(
        each is Path or Path in get_args(each) for each in (annotation, *get_args(annotation))
    )


def with_completion(name: str, command: Callable[..., None]) -> Callable[..., None]:
    """Return a command whose parameters are completed.

    Parameters
    ----------
    name : str
        What is typed for it: ``run``, ``experiment show``.
    command : callable
        The command, with typer's annotations.

    Returns
    -------
    callable
        The same, with a completer for each parameter that is known by its name.
    """
    signature = inspect.signature(command, eval_str=True)
    parameters = list(signature.parameters.values())
    for each in parameters:
        completer = COMPLETERS.get(f"{name} {each.name}") or COMPLETERS.get(each.name)
        told = next(iter(getattr(each.annotation, "__metadata__", ())), None)
        if completer and told and not _takes_path(each.annotation.__origin__):
            told.autocompletion = _adapted(completer)

    @wraps(command)
    def completed(*given: Any, **options: Any) -> None:
        command(*given, **options)

    completed.__signature__ = signature  # type: ignore[attr-defined]
    completed.__annotations__ = {each.name: each.annotation for each in parameters}
    return completed


def _adapted(completer: Completer) -> Callable[[typer.Context, str], list[str]]:
    """Return a completer as typer calls it: what it offers begins with what was typed."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return [text for text in completer(ctx, incomplete) if text.startswith(incomplete)]

    return complete
