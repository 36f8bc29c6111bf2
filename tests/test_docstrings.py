"""Docstrings of the public face are in numpydoc's form, and say what is so."""

import doctest
import inspect
import re

import pytest

import mirror_abm as ma


def offered():
    """Return what the face offers, by name: of a module, what is in it."""
    found = {}
    for name in set(ma.__all__) - {"__version__"}:
        item = getattr(ma, name)
        if inspect.ismodule(item):
            found |= {f"{name}.{inner}": getattr(item, inner) for inner in item.__all__}
        else:
            found[name] = item
    return dict(sorted(found.items()))


FACE = offered()
SECTIONS = (
    "Parameters", "Attributes", "Returns", "Yields", "Raises", "Warns", "See Also", "Notes",
    "References", "Examples",
)  # fmt: skip


def methods():
    """Return the public functions of the public classes, by name."""
    found = {}
    for name, item in FACE.items():
        if inspect.isclass(item) and item.__module__.startswith("mirror_abm"):
            for inner, value in vars(item).items():
                if not inner.startswith("_") and inspect.isfunction(value):
                    found[f"{name}.{inner}"] = value
    return found


PUBLIC = FACE | methods()


def sections(text):
    """Return the sections of a docstring, by heading: the lines below the rule."""
    lines, found, current = inspect.cleandoc(text).split("\n"), {}, None
    for line, below in zip(lines, [*lines[1:], ""][: len(lines)], strict=True):
        if below and set(below) == {"-"} and len(below) == len(line):
            current = found.setdefault(line, [])
        elif current is not None and not (set(line) == {"-"} and line):
            current.append(line)
    return found


def entries(lines):
    """Return the names that a section explains, with their types: ``name, other : type``."""
    found = {}
    for line in lines:
        if line and not line.startswith(" "):
            names, colon, kind = line.partition(" : ")
            for name in names.split(", "):
                found[name.strip()] = kind if colon else None
    return found


def parameters(item):
    """Return the names of the parameters that a caller can give."""
    given = inspect.signature(item).parameters.values()
    return [
        {each.VAR_POSITIONAL: "*", each.VAR_KEYWORD: "**"}.get(each.kind, "") + each.name
        for each in given
        if each.name != "self"
    ]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_parameter_has_a_line_a_type_and_a_meaning(name):
    item = PUBLIC[name]
    told = sections(item.__doc__)
    if inspect.isclass(item) and issubclass(item, BaseException):
        return
    explained = entries(told.get("Parameters", [])) | (
        entries(told.get("Attributes", [])) if inspect.isclass(item) else {}
    )
    wanted = parameters(item)
    if inspect.isclass(item) and hasattr(item, "model_fields"):
        wanted = []  # a species profile is made from a file: its schema explains it
    missing = [each for each in wanted if each not in explained]
    assert not missing, f"{name} does not explain {', '.join(missing)}"
    untyped = [each for each in wanted if explained[each] is None]
    assert not untyped, f"{name} gives no type for {', '.join(untyped)}"
    if not inspect.isclass(item):
        invented = set(entries(told.get("Parameters", []))) - set(wanted)
        assert not invented, f"{name} explains {invented}, which it does not take"
    for heading in ("Parameters", "Attributes", "Raises"):
        lines = told.get(heading, [])
        for line, below in zip(lines, [*lines[1:], ""][: len(lines)], strict=True):
            if line and not line.startswith(" "):
                assert below.startswith("    "), f"{name}, {heading}: {line!r} is not explained"


@pytest.mark.parametrize("name", PUBLIC)
def test_summaries_are_one_line_and_sections_come_in_order(name):
    text = inspect.cleandoc(PUBLIC[name].__doc__)
    first, *rest = text.split("\n")
    assert first.endswith((".", ":"))
    assert not rest or rest[0] == ""
    order = [SECTIONS.index(heading) for heading in sections(text)]
    assert order == sorted(order), f"{name}: {list(sections(text))}"
    assert not re.search(r"^\s*\w+ : .*\. \w+ : ", text, re.MULTILINE)  # one parameter a line


@pytest.mark.parametrize("name", [name for name in FACE if inspect.isfunction(FACE[name])])
def test_public_functions_say_what_they_return(name):
    told = sections(FACE[name].__doc__)
    assert told.get("Returns"), name


def test_some_examples_run_and_none_of_the_face_lacks_one():
    """Examples themselves run in the tests of their rooms, with files at hand."""
    finder = doctest.DocTestFinder(recurse=False)
    with_examples = [
        name
        for name, item in FACE.items()
        if any(test.examples for test in finder.find(item, name, globs={}))
    ]
    assert len(with_examples) >= 14, sorted(set(FACE) - set(with_examples))
