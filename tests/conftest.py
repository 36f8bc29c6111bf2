"""Shared by all tests: what the caller's terminal is changes nothing, and BLAS keeps to one thread.

Commands that tests start inherit the environment of the session; it is cleared here, before
anything is imported that reads it.
"""

import gc
import os

from .surroundings import settle

settle(os.environ)
gc.disable()  # while the tests are collected, nothing is thrown away


def pytest_collection_finish():
    """Look for garbage from here on, but never again among modules and tests."""
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(terminalreporter):
    """Say what the long proofs counted, such as kills: that they pass alone says not how many."""
    for report in terminalreporter.stats.get("passed", []):
        for name, told in report.user_properties:
            if name == "counted":
                terminalreporter.write_line(told)
