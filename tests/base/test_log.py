"""Loggers: silent as a library's should be, heard by whoever listens."""

import logging
import subprocess
import sys

import pytest

from mirror_abm.base import log

TELL = "from mirror_abm.base.log import listen, logger\n{}\nlogger('mirror_abm.x').{}('told')\n"


def said(before, level="info"):
    done = subprocess.run(
        [sys.executable, "-c", TELL.format(before, level)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
    return done.stderr


def test_nobody_hears_who_does_not_listen():
    assert said("") == ""
    assert said("", "warning") == ""  # without a handler, logging would print it


def test_the_command_listens_on_the_standard_error_once():
    assert said("listen()") == "told\n"
    assert said("listen()\nlisten()") == "told\n"
    assert said("listen()", "debug") == ""


def test_others_listen_as_to_any_library(caplog):
    with caplog.at_level(logging.INFO, logger=log.NAME):
        log.logger("mirror_abm.engine.compiled").info("told")
    assert [(each.name, each.message) for each in caplog.records] == [
        ("mirror_abm.engine.compiled", "told")
    ]


def test_whoever_waits_is_told_by_the_logger_or_else_warned(monkeypatch, caplog):
    ours = logging.getLogger(log.NAME)
    monkeypatch.setattr(ours, "handlers", [logging.NullHandler()])
    with pytest.warns(UserWarning, match=r"^waiting\.$"):
        log.tell(__name__, "waiting.")
    monkeypatch.setattr(ours, "handlers", [caplog.handler])
    log.tell(__name__, "still waiting.")
    assert "still waiting." in caplog.text
