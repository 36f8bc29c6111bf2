"""Where the cache is kept, who may write in it, and that what comes out is what was put in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mirror_abm.base import cache
from mirror_abm.base.cache import cache_folder, drop, keep, keep_text, kept
from mirror_abm.base.errors import StorageError
from mirror_abm.base.files import write_text

OF_UNIX = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no owners to ask for")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    """Say everything anew; no private folder of an earlier test is known."""
    monkeypatch.setattr(cache, "_told", set())
    monkeypatch.delenv(cache._PRIVATE, raising=False)


@pytest.fixture
def no_home(tmp_path, monkeypatch):
    """Have the user's cache where none can be, and a temporary folder of the test."""
    monkeypatch.delenv("MIRROR_ABM_CACHE", raising=False)
    monkeypatch.setenv(cache._PRIVATE, "")  # what the test sets is gone after it
    write_text(tmp_path / "file", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(cache.tempfile, "tempdir", None)
    return tmp_path / "temporary"


def test_the_cache_stands_where_the_user_wants_it_or_can_have_it(tmp_path, monkeypatch):
    monkeypatch.setenv("MIRROR_ABM_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"
    monkeypatch.delenv("MIRROR_ABM_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert cache_folder() == tmp_path / "cache" / "mirror_abm"
    if hasattr(os, "geteuid"):
        assert {each.stat().st_mode & 0o777 for each in (tmp_path / "mine", cache_folder())} == {
            0o700
        }


@OF_UNIX
def test_without_a_home_the_cache_is_a_private_folder_that_nobody_knew_of(no_home, caplog):
    """A folder with a name that can be foreseen was made beforehand, with somebody's code in it."""
    foreseen = no_home / f"mirror_abm-{os.geteuid()}"
    foreseen.mkdir(mode=0o777)
    found = cache_folder()
    assert found.parent == no_home
    assert found != foreseen
    assert found.stat().st_mode & 0o777 == 0o700
    assert cache_folder() == found, "one for the process and for its workers"
    (said,) = caplog.messages
    assert "file" in said
    assert "private folder" in said
    cache._remove(str(found), os.getpid() + 1)
    assert found.is_dir(), "only who made it removes it"
    cache._remove(str(found), os.getpid())
    assert not found.exists()


@OF_UNIX
def test_the_private_folder_is_gone_when_the_command_is_done(no_home):
    program = (
        "from mirror_abm.base.cache import cache_folder; import subprocess, sys\n"
        "print(cache_folder())\n"
        "if len(sys.argv) == 1: subprocess.run([sys.executable, *sys.orig_argv[1:], 'worker'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert len(told) == 2
    assert len(set(told)) == 1, "a worker takes that of the process that started it"
    assert not Path(told[0]).exists()
    assert list(no_home.iterdir()) == []


@OF_UNIX
def test_a_private_folder_that_others_put_in_its_place_is_not_used(no_home, monkeypatch):
    monkeypatch.setenv(cache._PRIVATE, str(no_home / "swapped"))
    (no_home / "swapped").mkdir()
    (no_home / "swapped").chmod(0o777)
    found = cache_folder()
    assert found != no_home / "swapped"
    cache._remove(str(found), os.getpid())


@OF_UNIX
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777, 0o702])
def test_a_named_folder_that_others_can_write_to_is_refused(tmp_path, monkeypatch, mode):
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(mode)
    monkeypatch.setenv("MIRROR_ABM_CACHE", str(folder))
    with pytest.raises(StorageError, match=r"^MIRROR_ABM_CACHE = .*open: can be written to by oth"):
        cache_folder()


@OF_UNIX
def test_a_named_folder_of_somebody_else_is_refused_also_behind_a_link(tmp_path, monkeypatch):
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(folder)
    me = os.geteuid()
    monkeypatch.setattr(cache.os, "geteuid", lambda: me + 1)
    for name in ("theirs", "link"):
        monkeypatch.setenv("MIRROR_ABM_CACHE", str(tmp_path / name))
        with pytest.raises(StorageError, match=r"belongs to another user: must be a folder of you"):
            cache_folder()


@OF_UNIX
def test_what_others_could_write_into_our_folder_is_thrown_away(tmp_path, monkeypatch):
    """Where the umask lets a group write, earlier releases made the folder so."""
    monkeypatch.delenv("MIRROR_ABM_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = cache_folder()
    write_text(folder / "kept", "")
    folder.chmod(0o755)
    assert cache_folder() == folder
    assert (folder / "kept").exists(), "others could only read"
    assert folder.stat().st_mode & 0o777 == 0o700
    (folder / "engine_1").mkdir()
    write_text(folder / "engine_1" / "engine.py", "")
    folder.chmod(0o775)
    assert cache_folder() == folder
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o777 == 0o700


def test_every_changed_byte_every_cut_and_every_other_name_is_noticed(tmp_path):
    path, data = tmp_path / "file", bytes(range(7))
    assert kept(path) is None
    keep(path, data)
    assert kept(path) == data
    good = path.read_bytes()
    for at in range(len(good)):
        for bad in (good[:at], good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]):
            path.write_bytes(bad)
            assert kept(path) is None, at
            assert not path.exists(), "it is made again"
    for bad in (good + b"\0", b"", good * 2):
        path.write_bytes(bad)
        assert kept(path) is None
    (tmp_path / "other").write_bytes(good)
    assert kept(tmp_path / "other") is None
    keep(path, data)
    assert kept(path) == data


def test_text_for_people_is_written_again_when_it_differs(tmp_path, caplog):
    path = tmp_path / "new" / "engine.py"
    for spoilt in (None, b"x = 2\n", b"", b"\xff", b"x = 1\r\n", b"x" * 300_000):
        if spoilt is not None:
            path.write_bytes(spoilt)
        keep_text(path, "x = 1\n")
        assert path.read_bytes() == b"x = 1\n"
    assert len(caplog.messages) == 1, "one line for one file"
    assert "is not as it was written; it is made again" in caplog.messages[0]


def test_a_disk_that_refuses_is_told_as_the_cache_and_stops_nobody(tmp_path, monkeypatch, caplog):
    def full(*_):
        raise StorageError("cache/x: cannot be written: No space left on device.")

    monkeypatch.setattr(cache, "write_atomically", full)
    keep(tmp_path / "x", b"1")
    assert caplog.messages == [
        "the cache: cache/x: cannot be written: No space left on device. It is done without."
    ]
    assert kept(tmp_path / "x") is None
    (tmp_path / "folder").mkdir()
    drop(tmp_path / "folder", "is of no use")
    assert "cannot be removed" in caplog.messages[-1]
