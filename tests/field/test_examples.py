"""The examples in docstrings, and those of docs/field_data.md, run as they stand."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
MODULES = [
    path.stem
    for path in sorted((HOME / "mirror_abm" / "field").glob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_docstring_give_what_they_show(name):
    module = importlib.import_module(f"mirror_abm.field.{name}")
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


def test_read_log_and_replay_have_an_example():
    assert {"reading", "replay"} <= set(MODULES)


def test_the_python_of_the_page_on_field_data_runs_as_it_stands(monkeypatch):
    monkeypatch.chdir(HOME)
    page = (HOME / "docs" / "field_data.md").read_text(encoding="utf-8")
    names: dict = {}
    exec(
        compile(re.search(r"```python\n(.*?)```", page, re.DOTALL)[1], "field_data.md", "exec"),
        names,
    )
    assert set(names["lived"].groups["account"]) == {"associative", "none"}
    assert (names["lived"].ledger["percepts"] > 0).all()
