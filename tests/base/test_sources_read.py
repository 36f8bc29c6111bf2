"""What was read in sources is kept between commands, and never believed of other sources."""

import json
import shutil

import pytest

from mirror_abm.base import fingerprint, sources_read, startup
from mirror_abm.base.fingerprint import HOME
from mirror_abm.base.sources_read import remembered

ROOTS = ("simulation.runner",)


@pytest.fixture
def command(tmp_path, monkeypatch):
    """A process of ours that has a cache, and has read nothing yet."""
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    monkeypatch.setenv("MIRROR_ABM_CACHE", str(cache))
    monkeypatch.setattr(startup, "_ours", True)
    for name in ("known", "used"):
        monkeypatch.setattr(fingerprint, name, type(getattr(fingerprint, name))())
    return cache


def read_in_all(monkeypatch, home=HOME):
    """Return the hashes of a command, and how many sources it had to look into."""
    looked = []
    whole = fingerprint._looked_into
    monkeypatch.setattr(fingerprint, "known", {})
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "_looked_into", lambda data: looked.append(data) or whole(data))
        with remembered():
            found = fingerprint.fingerprint(ROOTS, home=home)
    return found, len(looked)


def test_a_second_command_looks_into_no_source_and_finds_the_same(command, monkeypatch):
    first, looked = read_in_all(monkeypatch)
    assert looked > 50
    second, again = read_in_all(monkeypatch)
    assert (second, again) == (first, 0)


def test_a_source_that_changed_is_looked_into_and_no_other(command, monkeypatch, tmp_path):
    home = tmp_path / HOME.name
    shutil.copytree(HOME, home, ignore=shutil.ignore_patterns("__pycache__"))
    first, _ = read_in_all(monkeypatch, home)
    file = home / "simulation" / "runner.py"
    file.write_text(file.read_text(encoding="utf-8") + "\nMORE = 1\n", encoding="utf-8")
    second, looked = read_in_all(monkeypatch, home)
    assert looked == 1
    assert {name for name in first if first[name] != second[name]} == {"simulation/runner.py"}


@pytest.mark.parametrize("harm", [lambda data: data[:-9], lambda data: data.replace(b"1", b"2")])
def test_what_is_kept_and_was_changed_is_dropped_and_read_anew(command, monkeypatch, harm):
    first, looked = read_in_all(monkeypatch)
    (file,) = (command / "sources").iterdir()
    file.write_bytes(harm(file.read_bytes()))
    assert read_in_all(monkeypatch) == (first, looked)
    assert read_in_all(monkeypatch) == (first, 0)


def test_other_code_that_reads_sources_believes_nothing_of_it(command, monkeypatch, tmp_path):
    _, looked = read_in_all(monkeypatch)
    other = tmp_path / "fingerprint.py"
    other.write_text("# another\n", encoding="utf-8")
    monkeypatch.setattr(fingerprint, "__file__", str(other))
    assert read_in_all(monkeypatch)[1] == looked


def test_of_too_many_only_the_last_are_kept(command, monkeypatch):
    monkeypatch.setattr(sources_read, "MOST", 3)
    _, looked = read_in_all(monkeypatch)
    (file,) = (command / "sources").iterdir()
    assert len(json.loads(file.read_bytes().split(b"\n", 1)[1])) == looked


def test_without_a_cache_or_in_a_session_of_somebody_else_nothing_is_kept(command, monkeypatch):
    monkeypatch.setattr(startup, "_ours", False)
    read_in_all(monkeypatch)
    assert not list(command.iterdir())
    monkeypatch.setattr(startup, "_ours", True)
    monkeypatch.setenv("MIRROR_ABM_CACHE", str(command / "nowhere"))
    read_in_all(monkeypatch)
    assert not list(command.iterdir())
