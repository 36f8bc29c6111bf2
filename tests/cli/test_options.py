"""Arguments and options that several commands take are defined once."""

import ast
from pathlib import Path

import pytest

from mirror_abm.cli import options

HOME = Path(options.__file__).parent
SHARED = [
    name
    for name, value in vars(options).items()
    if name[0].isupper() and getattr(value, "__metadata__", None)
]


@pytest.mark.parametrize("name", SHARED)
def test_every_shared_option_is_taken_by_two_commands(name):
    taken = 0
    for file in HOME.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.arg) and node.annotation is not None:
                taken += ast.unparse(node.annotation) == name
    assert taken >= (1 if name in ("RandomSeed", "Settings", "Processes") else 2), name


def test_no_help_is_written_twice():
    """Two commands with the same words for an option share the option."""
    helps = []
    for file in HOME.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "help":
                helps.append(ast.unparse(node.value))
    assert len(helps) > 50
    assert [text for text in set(helps) if helps.count(text) > 1] == []
