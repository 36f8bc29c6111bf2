"""Shared by all tests: what the caller's terminal is changes nothing, and BLAS keeps to one thread.

Commands that tests start inherit the environment of the session; it is cleared here, before
anything is imported that reads it.
"""

import gc
import logging
import os

import pytest

from .surroundings import settle

settle(os.environ)
gc.disable()  # while the tests are collected, nothing is thrown away


def pytest_collection_finish():
    """Look for garbage from here on, but never again among modules and tests."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def seed_that_nobody_gives():
    """Populations without a seed of their own have seed 0 in tests, which find the same each time.

    ``tests/cases/test_mesa.py`` tests that it is drawn.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mirror_abm.base.seeds.fresh_seed", lambda: 0)
        yield


@pytest.fixture
def nobody_listens(monkeypatch):
    """Have what is told told as a warning, though a command that ran in this process listens."""
    ours = logging.getLogger("mirror_abm")
    silent = [each for each in ours.handlers if isinstance(each, logging.NullHandler)]
    monkeypatch.setattr(ours, "handlers", silent)


def pytest_terminal_summary(terminalreporter):
    """Say what the long proofs counted, such as kills: that they pass alone says not how many."""
    for report in terminalreporter.stats.get("passed", []):
        for name, told in report.user_properties:
            if name == "counted":
                terminalreporter.write_line(told)
