"""Killed at random moments, also several times in a row: what is resumed is the same bytes."""

import math
import os
import random
import signal
import sys
import time

import pytest

from ..cli.shell import start
from .scenes import SCENES, Whole, looked_at
from .share import number

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups")


def killed(scene, folder, moments):
    """Kill a scene once at each of some moments, then let it go on; return how often it died.

    And how long it took at most where it was over before.
    """
    out, died, lasted = scene.begin(folder), 0, [math.inf]
    for moment in moments:
        played = scene.play(out, after=moment)
        died += played.code == -signal.SIGKILL
        lasted += [played.seconds] * (played.code == 0)
    scene.goes_on(out)
    return died, min(lasted)


def at_random(name, kills, ready, folder):
    """Kill a scene so often at random moments; return how many times it was resumed."""
    scene, chance = ready(name), random.Random(f"{name}, {kills}")
    _, seconds = scene.timed(folder / "whole")
    died = resumed = 0
    while died < kills:
        row = chance.choice((1, 1, 2, 3))  # kills in a row
        moments = [chance.uniform(0, seconds) for _ in range(row)]
        dead, lasted = killed(scene, folder / str(resumed), moments)
        seconds = min(seconds, lasted)  # the machine was slower when it was timed
        died, resumed = died + dead, resumed + 1
    return died, resumed


@pytest.mark.parametrize("name", ["run by two", "board"])
def test_a_few_kills_at_random_moments(name, ready, tmp_path):
    assert at_random(name, 1, ready, tmp_path)[0] >= 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "kills"),
    [
        *(("run", 100), ("run by two", 100), ("board", 100), ("board by two", 100)),
        *(("shards", 20), ("merge", 20), ("plan", 20)),
    ],
)
def test_many_kills_at_random_moments(name, kills, ready, tmp_path, record_property):
    died, resumed = at_random(name, number(kills), ready, tmp_path)
    record_property(
        "counted", f"{name}: {died} kills at random moments, {resumed} times resumed to equal bytes"
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["run by two", "board by two"])
def test_kills_of_the_command_as_it_is_typed(name, tmp_path, record_property):
    """Workers are spawned here, not forked, and figures are drawn."""
    began, chance = time.monotonic(), random.Random(name)
    ended(begin(name, tmp_path / "whole"))
    seconds, died, kills = time.monotonic() - began, 0, number(10)
    whole = Whole(tmp_path / "whole")
    for each in range(kills):
        out = tmp_path / str(each)
        process = begin(name, out)
        time.sleep(chance.uniform(0, seconds))
        died += process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        looked_at(out)
        ended(begin(name, out))
        whole.holds(out)
    record_property("counted", f"{name}, as typed: {died} of {kills} killed, all resumed")


def begin(name, out):
    """Begin the one command of a scene."""
    out.mkdir(exist_ok=True)
    (words,) = SCENES[name].typed(out)
    return start(words)


def ended(process):
    """Check that a command ends well."""
    out, err = process.communicate(timeout=180)
    assert process.returncode == 0, (out, err)
