"""Compiled code on the disk: found again, and never trusted when a bit of it changed."""

import importlib.util
import pickle
import subprocess
import sys

import numpy as np
import pytest

from mirror_abm.base import cache, jit
from mirror_abm.base.cache import keep, kept

SOURCE = """
from mirror_abm.base.jit import jit


@jit
def added(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i]
    return total


@jit
def subtracted(x):
    total = 0.0
    for i in range(len(x)):
        total -= x[i]
    return total
"""
X = np.array([1.0, 2.0])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return where code is kept in a cache of the test."""
    monkeypatch.setenv("MIRROR_ABM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "_told", set())
    return tmp_path / "cache" / "loops"


def loops(tmp_path, source=SOURCE):
    """Return the loops of a module as a new process would have them."""
    path = tmp_path / "loops.py"
    path.write_text(source)
    jit._text.cache_clear()
    spec = importlib.util.spec_from_file_location("loops_of_a_test", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


def was_compiled(loop):
    """Return whether a loop that was called had to be compiled for it."""
    return not loop.stats.cache_hits


def test_compiled_code_is_found_again_for_the_same_types_and_source(tmp_path, folder):
    first = loops(tmp_path)
    assert not jit.is_compiled(first.added, X)
    assert first.added(X) == 3
    assert was_compiled(first.added)
    assert first.added.stats.cache_path == str(folder)
    again = loops(tmp_path)
    assert jit.is_compiled(again.added, X)
    assert not jit.is_compiled(again.added, X.astype(int))
    assert not jit.is_compiled(again.subtracted, X)
    assert again.added(X) == 3
    assert not was_compiled(again.added)
    assert jit.is_compiled(again.added, X)
    edited = loops(tmp_path, SOURCE.replace("total = 0.0", "total = 1.0"))
    assert not jit.is_compiled(edited.added, X)
    assert edited.added(X) == 4


def test_code_with_any_bit_changed_or_cut_or_swapped_is_compiled_again(tmp_path, folder, caplog):
    module = loops(tmp_path)
    assert (module.added(X), module.subtracted(X)) == (3, -3)
    mine, other = (next(folder.glob(f"{name}-*")) for name in ("added", "subtracted"))
    good = mine.read_bytes()
    places = {*range(100), *range(100, len(good), len(good) // 50), len(good) - 1}
    for at in sorted(places):  # all bytes alike: the checksum is over all
        for bad in (good[:at], good[:at] + bytes([good[at] ^ 0x40]) + good[at + 1 :]):
            mine.write_bytes(bad)
            assert kept(mine) is None
    mine.write_bytes(other.read_bytes())
    damaged = loops(tmp_path)
    assert damaged.added(X) == 3
    assert was_compiled(damaged.added)
    assert kept(mine), "and kept again"
    assert sum("made again" in said for said in caplog.messages) == 1
    again = loops(tmp_path)
    assert again.added(X) == 3
    assert not was_compiled(again.added)


@pytest.mark.parametrize("why", ["other code", "no code", "no pickle", "a module that is gone"])
def test_what_cannot_be_loaded_is_compiled_again(tmp_path, folder, caplog, why):
    """Files with a checksum of ours that hold what numba cannot take, whatever it raises."""
    module = loops(tmp_path)
    module.added(X)
    (mine,) = folder.glob("added-*")
    made_of, _ = pickle.loads(kept(mine))
    keep(
        mine,
        {
            "other code": pickle.dumps(((*made_of[:-1], "numba 0"), ())),
            "no code": pickle.dumps((made_of, (1, 2))),
            "no pickle": b"\x80",
            "a module that is gone": b"cgone_for_ever\nname\n.",
        }[why],
    )
    again = loops(tmp_path)
    assert again.added(X) == 3
    assert was_compiled(again.added)
    (said,) = caplog.messages
    assert "made again" in said
    found = loops(tmp_path)
    assert found.added(X) == 3
    assert not was_compiled(found.added)


def test_processes_that_compile_at_once_do_not_take_each_others_code(tmp_path, folder):
    """numba numbers the files of a function: two processes gave two kinds one number."""
    path = tmp_path / "loops.py"
    path.write_text(SOURCE)
    program = (
        "import sys, numpy as np; sys.path.insert(0, sys.argv[1]); import loops\n"
        "print(loops.added(np.array([1.5, 2.5], sys.argv[2])))"
    )
    racing = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path), kind], stdout=subprocess.PIPE, text=True
        )
        for kind in ("float64", "float32", "int64")
    ]
    assert [each.communicate()[0].strip() for each in racing] == ["4.0", "4.0", "3.0"]
    assert len(list(folder.iterdir())) == 3


def test_a_function_without_compilation_is_left_alone():
    def plain(x):
        return x

    assert jit.on_disk(plain, lambda: pytest.fail("not asked")) is plain
    assert jit.is_compiled(plain, 1)
    space = {}
    exec(compile("def typed(x):\n    return 2 * x", "<typed>", "exec"), space)
    assert jit.jit(space["typed"])(2) == 4
