"""The public face: its names, how they are found, and what they cost before they are used."""

import ast
import doctest
import functools
import inspect
import pydoc
import re
import rlcompleter
import subprocess
import sys
import types
from pathlib import Path

import pytest
from typer.testing import CliRunner

import mirror_abm as ma
from mirror_abm.base.brief import MOST
from mirror_abm.cli.main import app
from mirror_abm.version import VERSION

pytestmark = pytest.mark.versions

ROOT = Path(__file__).parents[1]
SOURCE = ast.parse(Path(ma.__file__).read_text(encoding="utf-8"))


def test_dir_shows_the_public_names_and_nothing_else():
    assert dir(ma) == sorted(ma.__all__)
    assert not [name for name in dir(ma) if name.startswith("_") and name != "__version__"]
    assert len(dir(ma)) > 20


def test_completion_finds_what_is_typed_in_part():
    offered = rlcompleter.Completer({"ma": ma}).attr_matches("ma.load_")
    assert [name.rstrip("(") for name in offered] == [
        "ma.load_evidence",
        "ma.load_run",
        "ma.load_species",
    ]


def test_each_name_is_documented_for_help():
    for name in dir(ma):
        assert name == "__version__" or pydoc.getdoc(getattr(ma, name)), name


def test_type_checkers_are_told_the_names_that_are_loaded():
    """The imports under ``TYPE_CHECKING`` and the table of modules say the same, name by name."""
    told = next(node for node in SOURCE.body if isinstance(node, ast.If)).body
    imports = [
        (alias.asname, node.module)
        for node in told
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert dict(imports) == ma._WHERE
    assert len(imports) == len(ma._WHERE)
    assert all(
        alias.name == alias.asname
        for node in told
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )


def test_nothing_is_loaded_before_it_is_used():
    program = (
        "import sys, mirror_abm as ma\nbefore = set(sys.modules)\ndir(ma)\n"
        "print(*[name for name in sys.modules "
        "if name.startswith('mirror_abm.') or name in ('numpy', 'mesa')])\n"
        "ma.MirrorError\nprint(*set(sys.modules) - before)"
    )
    first, second = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split("\n")[:2]
    assert first == ""
    assert "mirror_abm.base.errors" in second.split()
    assert "numpy" not in second.split()


def test_the_command_tells_its_version():
    told = CliRunner().invoke(app, ["--version"])
    assert (told.exit_code, told.output) == (0, f"mirror-abm {VERSION}\n")
    module = subprocess.run(
        [sys.executable, "-m", "mirror_abm", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert module.stdout == told.output


def examples():
    """Return what the examples of the public face make, by name: of functions and of classes."""
    made, items = {}, {name: getattr(ma, name) for name in set(ma.__all__) - {"__version__"}}
    for name, item in list(items.items()):
        if isinstance(item, types.ModuleType):
            del items[name]
            items |= {f"{name}.{inner}": getattr(item, inner) for inner in item.__all__}
    for name, item in items.items():
        home = sys.modules.get(getattr(item, "__module__", ""))
        for test in doctest.DocTestFinder().find(item, name, module=home, globs={}):
            space = dict(vars(home))
            before = set(space)
            for each in test.examples:
                if "cleanup" in each.source:  # what was made is looked at, and then goes by itself
                    continue
                exec(compile(each.source, test.name, "exec"), space)
            made |= {f"{test.name}: {key}": space[key] for key in set(space) - before}
    return made


def reached(made, depth=5):
    """Yield every object of ours that can be reached from others by public attributes."""
    seen, todo = {}, [(name, item, 0) for name, item in made.items()]
    while todo:
        name, item, far = todo.pop()
        plain = isinstance(item, (str, int, float, type, types.ModuleType, types.FunctionType))
        if plain or item is None or id(item) in seen or far > depth:
            continue
        seen[id(item)] = item  # kept, so that no other object gets its address
        if type(item).__module__.startswith("mirror_abm"):
            yield name, item
            todo += [(f"{name}.{key}", each, far + 1) for key, each in attributes(item)]
        elif isinstance(item, (dict, list, tuple)):
            several = list(item.values() if isinstance(item, dict) else item)[:3]
            todo += [(f"{name}[{number}]", each, far + 1) for number, each in enumerate(several)]


def attributes(item):
    """Yield the public attributes of an object, but its methods, and what it computes anew."""
    for key in dir(type(item)) + list(getattr(item, "__dict__", ())):
        static = inspect.getattr_static(item, key, None)
        computed = isinstance(static, (property, functools.cached_property))
        method = callable(static) or isinstance(static, (classmethod, staticmethod))
        if not (key.startswith(("_", "model_")) or method or (computed and is_mesa(type(item)))):
            yield key, getattr(item, key)


def is_mesa(kind):
    return any(each.__module__.startswith("mesa") for each in kind.__mro__)


@pytest.mark.filterwarnings("ignore")
def test_whatever_a_public_object_shows_is_one_short_line():
    """Naming an object in a notebook must not flood it: neither what the examples of the face
    make, nor anything of ours that can be reached from there."""
    found = list(reached(examples()))
    long = {name: len(repr(item)) for name, item in found if len(repr(item)) > MOST}
    broken = {name for name, item in found if "\n" in repr(item)}
    silent = {type(item).__name__ for _, item in found if type(item).__repr__ is object.__repr__}
    assert long == {}
    assert broken == set()
    assert silent <= {"Agenda", "EventStream"}, silent
    kinds = {type(item).__name__ for _, item in found}
    assert {"Run", "Plan", "Population", "Expected", "Replay", "Weighing"} <= kinds
    assert len(kinds) > 25


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        ("CITATION.cff", r"^version: (\S+)$.*?^date-released: (\S+)$"),
        ("CHANGELOG.md", r"^## (\d\S+) - (\S+)$"),
    ],
)
def test_citation_and_changelog_name_the_version_that_is_released(file, pattern):
    found = re.search(pattern, (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found.group(1) == VERSION == ma.__version__
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", found.group(2))


def test_citation_and_changelog_agree_on_the_day():
    citation = re.search(
        r"^date-released: (\S+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE
    )
    newest = re.search(
        r"^## \d\S+ - (\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert citation.group(1) == newest.group(1)
