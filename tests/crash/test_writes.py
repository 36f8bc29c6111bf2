"""Killed, torn or refused at each change of the disk: what is resumed is the same bytes."""

import errno
import os
import re

import pytest

from .share import SHARE, spread

#: what the disk does at its k-th change, and with which error
WAYS = {
    "killed before": ("kill", 0),
    "killed in the midst": ("tear", 0),
    "refused once": ("refuse", errno.EIO),
    "full once": ("refuse", errno.ENOSPC),
    "full from then on": ("full", errno.ENOSPC),
}
KILLS = ("killed before", "killed in the midst", "full from then on")


#: the longest proof: each scene with what matters to it
TO_BE_PLAYED = (
    *((name, way) for name in ("run", "board") for way in WAYS),
    *((name, way) for name in ("run by two", "board by two", "merge") for way in KILLS),
    *(("shards", "killed in the midst"), ("plan", "killed before")),
)


def tried(scene, folder, way, last, each=False):
    """Play a scene on a bad disk, then again on a good one; return how the first ended."""
    out, (how, error) = scene.begin(folder), WAYS[way]
    first = scene.play(out, how=how, last=last, error=error, each=each)
    if error:
        told_in_a_sentence(first, os.strerror(error))
    else:
        assert first.code == -9 or (first.code == 0 and first.count < last), first
    if how == "full" and first.code:
        assert [path for path in out.rglob(".*") if path.name != ".lock"] == [], "half written"
    scene.goes_on(out)
    return first.code


def told_in_a_sentence(played, reason):
    """Check that a command whose disk refused did all the same, or said so and why."""
    assert played.code in (0, 3), played
    assert "Traceback" not in played.told
    if played.code:
        last = played.told.strip().splitlines()[-1]
        assert re.search(rf"cannot be [a-z ]+: {reason}\.", last), last


@pytest.mark.parametrize(
    ("name", "way"),
    [
        *(("run", "killed in the midst"), ("run", "refused once"), ("run", "full from then on")),
        *(("board", "killed before"), ("board", "full once"), ("merge", "killed before")),
    ],
)
def test_a_sample_of_changes(name, way, ready, tmp_path):
    scene = ready(name)
    count, _ = scene.timed(tmp_path / "whole")
    tried(scene, tmp_path / "stopped", way, count * 2 // 3)


@pytest.mark.parametrize("name", ["board"])
def test_a_disk_that_takes_half_of_what_it_is_given_gets_all(name, ready, tmp_path):
    scene = ready(name)
    out = scene.begin(tmp_path / "out")
    assert scene.play(out, how="short").code == 0
    scene.whole.holds(out)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "way"), TO_BE_PLAYED)
def test_at_every_change(name, way, ready, tmp_path, record_property):
    scene = ready(name)
    count, _ = scene.timed(tmp_path / "whole")
    ended = [tried(scene, tmp_path / str(k), way, k) for k in spread(count)]
    record_property("counted", f"{name}, {way}: {told(ended, count)}")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "share"), [("run", 0.2), ("board", 1)])
def test_within_the_writes_of_one_file(name, share, ready, tmp_path, record_property):
    """Arrow writes a table in a hundred pieces, which are one change above."""
    scene = ready(name)
    count, _ = scene.timed(tmp_path / "whole", each=True)
    places = spread(count, share * SHARE)
    ended = [tried(scene, tmp_path / str(k), "killed in the midst", k, True) for k in places]
    record_property("counted", f"{name}, each write torn: {told(ended, count)}")


def told(ended, count):
    """Say how the commands ended."""
    return (
        f"{len(ended)} of {count} changes: {ended.count(-9)} killed, {ended.count(3)} told in a "
        f"sentence, {ended.count(0)} done all the same; all were resumed to equal bytes"
    )
