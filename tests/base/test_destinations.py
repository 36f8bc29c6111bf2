"""Paths that were typed: what is refused before any work is done, and what may be replaced."""

import os
from pathlib import Path

import pytest

from mirror_abm.base import destinations
from mirror_abm.base.destinations import (
    PAGES,
    PICTURES,
    folder_to_be,
    is_picture,
    new_file,
    typed_path,
)
from mirror_abm.base.errors import InputError, StorageError

PAGE = "<!doctype html>\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_file_is_replaced_only_by_its_like():
    for name, text in (("page.html", PAGE), ("empty.html", "")):
        Path(name).write_text(text)
        assert new_file("--html", Path(name), PAGES) == Path(name)
    Path("notes.html").write_text("<p>mine</p>")
    with pytest.raises(InputError, match=r"--html notes\.html: exists, .* it is not replaced"):
        new_file("--html", Path("notes.html"), PAGES)
    with pytest.raises(InputError, match="exists"):
        Path("page.png").write_text(PAGE)
        new_file("--figure", Path("page.png"), PICTURES)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (".", r"--html \.: is a folder: must be a file, for example NAME\.html\."),
        ("page.htlm", r"must end in \.html or \.htm\."),
        ("page", r"page: must end in \.html or \.htm\."),
        ("a/b/page.html", r"page\.html: a/b: there is no such folder: make it first\."),
        ("/dev/null", "is a device: must be an ordinary file"),
        ("a\nb.html", r"--html a\\nb\.html: must not hold line breaks"),
        ("~nobody_of_this_name/a.html", "there is no such home folder"),
    ],
)
def test_what_is_no_file_that_can_be_written_is_refused(path, said):
    with pytest.raises(InputError, match=said):
        new_file("--html", Path(path), PAGES)


def test_endings_are_known_in_capitals_too():
    assert new_file("--figure", Path("A.PNG"), PICTURES) == Path("A.PNG")


def test_what_no_disk_takes_is_told_in_few_words():
    with pytest.raises(StorageError, match=r"x{60}\.\.\.: cannot be used: File name too long\."):
        typed_path("file", Path("x" * 5000))


def test_a_folder_that_cannot_be_written_to_is_told(monkeypatch):
    def closed(**_):
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(
        destinations.prove_writable.__globals__["tempfile"], "TemporaryFile", closed
    )
    with pytest.raises(StorageError, match=r"page\.html: cannot be written: Permission denied\."):
        new_file("--html", Path("page.html"), PAGES)


def test_a_folder_may_be_made_unless_a_file_is_in_the_way():
    assert folder_to_be("--out", Path("a/b/c")) == Path("a/b/c")
    assert not Path("a").exists()
    Path("a").touch()
    with pytest.raises(InputError, match="--out a/b/c: a is a file: must be a folder"):
        folder_to_be("--out", Path("a/b/c"))


def test_the_home_folder_has_a_sign(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert typed_path("--out", Path("~/runs")) == tmp_path / "runs"


def test_only_a_whole_picture_counts_as_drawn():
    from matplotlib.figure import Figure

    for name in ("a.png", "a.pdf", "a.svg", "A.PNG"):
        path = Path(name)
        assert not is_picture(path)
        Figure().savefig(path)
        assert is_picture(path), name
        whole = path.read_bytes()
        for spoilt in (b"", whole[:100], whole[:-9], b"x" + whole[1:]):
            path.write_bytes(spoilt)
            assert not is_picture(path), name
    assert not is_picture(Path())
