"""The hash of every file of ours that a computation can execute, for the id of a run.

The id must change whenever a line changes that the run executes, and must not change for a comment.
So nothing is listed by hand: from the modules that carry a task out, imports are followed through
the source, those inside functions too, and each file counts with its text, less comments and
docstrings. Only the standard library is used, and of it only what gives the same on every Python:
``ast.dump``, ``ast.unparse`` and ``tokenize`` differ between versions.

What imports cannot show is found, or given, as follows:

- ``measures.load("congruence")``: an item of a shelf that is named literally is followed;
- an item whose name is known only at run time (an account, a rule, a layout) is given by the
  caller, as ``items``;
- ``Path(__file__).with_name("loop.py")``: a file beside a module, named in a string, is followed;
- data files are given by the caller, as ``data``.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

HOME = Path(__file__).parents[1]  #: the package
#: files that imports reach and that decide no number, each for a reason
EXEMPT = {
    "__init__.py": "the face: names of public objects, loaded on first use",
    "version.py": "stands in the manifest; what a release changed counts by its own text",
    "base/brief.py": "what the prompt shows of an object",
    "base/card.py": "what a notebook shows of an object",
    "base/interruption.py": "whether the work is to stop; what is finished is what it was",
    "base/leftovers.py": "removes what killed writers left",
    "base/locks.py": "who works in a folder, and who waits",
    "base/executors.py": "where tasks are carried out, not what they are",
    "base/log.py": "what is told by the way",
    "base/sources_read.py": "what earlier commands read in sources, found by their SHA-256",
    "base/progress.py": "how far the work is, for whoever waits",
    "engine/cards.py": "what a notebook shows of populations and animals",
    "simulation/cards.py": "what a notebook shows of runs",
    "simulation/conditions.py": "what a run was, in words, for the pages of runs",
    "simulation/verification.py": "compares what is stored with what it should be",
    "simulation/naming.py": "what species are called, and their order on pages",
}
_STRING = r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"'
_TOKEN = re.compile("|".join((_STRING, _STRING.replace('"', "'"), r"(#[^\n]*)")), re.DOTALL)


def _text(data: bytes) -> str:
    """Return text whose lines end alike, wherever it was checked out."""
    return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements that can be executed, at any depth: not those for type checkers."""
    todo: list[ast.stmt] = list(tree.body)
    while todo:
        node = todo.pop()
        yield node
        checked = (
            isinstance(node, ast.If)
            and getattr(node.test, "id", getattr(node.test, "attr", "")) == "TYPE_CHECKING"
        )
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            for inner in getattr(node, field, ()) if not (checked and field == "body") else ():
                branch = isinstance(inner, (ast.ExceptHandler, ast.match_case))
                todo += inner.body if branch else [inner]


def essence(text: str, tree: ast.Module | None = None) -> str:
    r"""Return Python source without comments, docstrings, blank lines and trailing spaces.

    Parameters
    ----------
    text : str
        The source of a module.
    tree : ast.Module, optional
        The same, parsed; parsed here if it is not given.

    Returns
    -------
    str
        What the module does, as it was written.

    Examples
    --------
    >>> essence("def f():  # why\n    'What.'\n    return '#'\n")
    "def f():\n    return '#'"
    """
    lines = text.encode().split(b"\n")  # ast counts columns in bytes
    for node in _statements(tree or ast.parse(text)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
            before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
            lines[first : last + 1] = [before + after, *[b""] * (last - first)]
    uncommented = _TOKEN.sub(
        lambda found: "" if found[1] is not None else found[0], b"\n".join(lines).decode()
    )
    return "\n".join(line.rstrip() for line in uncommented.split("\n") if line.strip())


class Source(NamedTuple):
    """What a source file is, and what it names.

    Attributes
    ----------
    hash : str
        Sixteen hexadecimal digits.
    imports : tuple of (int, str, str)
        Level, module and name of each import.
    items : tuple of (str, str)
        Shelf and name of each item that is loaded literally.
    beside : tuple of str
        Files named in strings.
    """

    hash: str
    imports: tuple[tuple[int, str, str], ...]
    items: tuple[tuple[str, str], ...]
    beside: tuple[str, ...]


#: what is known of source files, by the SHA-256 of each; and which of it was asked for
known: dict[str, Source] = {}
used: set[str] = set()


def _read(data: bytes) -> Source:
    """Return what is to be known of a source file."""
    key = hashlib.sha256(data).hexdigest()
    used.add(key)
    if key not in known:
        known[key] = _looked_into(data)
    return known[key]


def _looked_into(data: bytes) -> Source:
    """Return what a source file is, and what it names."""
    text = _text(data)
    tree = ast.parse(text)
    code = essence(text, tree)
    imports: list[tuple[int, str, str]] = []
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            imports += [(0, alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            imports += [(node.level, node.module or "", alias.name) for alias in node.names]
    return Source(
        hashlib.sha256(code.encode()).hexdigest()[:16],
        tuple(imports),
        tuple(re.findall(r"\b(\w+)\.load\(\"(\w+)\"", code)),
        tuple(re.findall(r"\"(\w+\.py)\"", code)),
    )


def source_digest(path: Path) -> str:
    """Return the hash of one Python file, as :func:`fingerprint` counts it.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        Sixteen hexadecimal digits.
    """
    return _read(path.read_bytes()).hash


def _files(there: Container[str], parts: list[str]) -> list[str]:
    """Return the files that importing a module executes: its own, and its packages'."""
    packages = ["/".join([*parts[:end], "__init__.py"]) for end in range(len(parts) + 1)]
    own = ["/".join(parts) + ".py"] if parts else []
    return [name for name in (*packages[:-1], *own, packages[-1]) if name in there]


def _reached(there: Container[str], package: str, name: str, source: Source) -> Iterator[str]:
    """Yield the files that the file ``name`` of the package names, by import or in a string."""
    *folder, _ = name.split("/")
    for level, module, imported in source.imports:
        if level == 0:
            if module.split(".")[0] != package:
                continue
            base = module.split(".")[1:]
        else:
            base = folder[: len(folder) - (level - 1)] + (module.split(".") if module else [])
        yield from _files(there, base)
        if imported:
            yield from _files(there, [*base, imported])
    for shelf, item in source.items:
        yield from _files(there, [shelf, item])
    for beside in source.beside:
        if (path := "/".join([*folder, beside])) in there:
            yield path


def fingerprint(
    roots: Iterable[str],
    items: Mapping[str, Iterable[str]] | None = None,
    data: Iterable[Path] = (),
    home: Path = HOME,
) -> dict[str, str]:
    """Return the hash of every file that can be executed from ``roots`` on, and of ``data``.

    Parameters
    ----------
    roots : iterable of str
        Modules that carry the task out, by their names within the package, e.g.
        ``"simulation.runner"``.
    items : mapping of str to iterable of str, optional
        Items of shelves that are used, by folder, e.g. ``{"accounts": ["associative"]}``; the
        shelf's contract goes with them.
    data : iterable of Path, optional
        Data files that are read; each counts with its text, line ends made alike.
    home : Path, optional
        Folder of the package.

    Returns
    -------
    dict of str to str
        Sixteen hexadecimal digits of SHA-256 by path relative to ``home``, sorted; data files by
        name. The same source gives the same digits on every Python and with any line ends.
    """
    chosen = {folder: ["contract", *names] for folder, names in (items or {}).items()}
    names = [*roots, *(f"{folder}.{name}" for folder, names in chosen.items() for name in names)]
    there = {path.relative_to(home).as_posix() for path in home.rglob("*.py")}
    todo = [file for name in names for file in _files(there, name.split("."))]
    found: dict[str, str] = {}
    while todo:
        name = todo.pop()
        if name not in found and name not in EXEMPT:
            source = _read((home / name).read_bytes())
            found[name] = source.hash
            todo += _reached(there, home.name, name, source)
    found |= {
        path.name: hashlib.sha256(_text(path.read_bytes()).encode()).hexdigest()[:16]
        for path in data
    }
    return dict(sorted(found.items()))
