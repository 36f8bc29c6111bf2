"""Files: what is refused on reading, and that a write is whole or not at all."""

import json
from pathlib import Path

import pytest

from mirror_abm.base import files
from mirror_abm.base.errors import InputError, StorageError
from mirror_abm.base.files import (
    canonical,
    digest,
    discard,
    file_digest,
    make_folder,
    nowhere,
    read_json,
    read_text,
    read_yaml,
    shown,
    write_atomically,
    write_json,
    write_text,
)


def test_a_path_is_shown_as_a_person_would_type_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a" / "b.yaml") == "a/b.yaml"
    assert shown(tmp_path.parent) == str(tmp_path.parent)


def test_what_cannot_be_read_as_text_is_told(tmp_path):
    file = tmp_path / "a.txt"
    with pytest.raises(InputError, match="no such file"):
        read_text(file)
    with pytest.raises(InputError, match="is a folder: must be a file"):
        read_text(tmp_path)
    file.write_bytes(b"caf\xe9")
    with pytest.raises(InputError, match="byte 3 is not UTF-8 text"):
        read_text(file)
    file.write_bytes(b"x" * 1001)
    with pytest.raises(InputError, match="1,001 bytes: must be at most 1,000"):
        read_text(file, 1000)
    assert read_text(file, 1001) == "x" * 1001


def test_line_ends_are_left_as_they_are(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a\r\nb\n")
    assert read_text(tmp_path / "a.txt") == "a\r\nb\n"


def test_json_comes_back_and_broken_json_has_a_place(tmp_path):
    file, value = tmp_path / "a.json", {"b": [1, 2.5, None], "a": "é"}
    write_json(file, value)
    assert read_json(file) == value
    assert list(json.loads(file.read_text(encoding="utf-8"))) == ["a", "b"]
    file.write_text('{\n "a": }')
    with pytest.raises(InputError, match=r"a\.json:2:7 is not JSON"):
        read_json(file)


def test_yaml_is_read_with_its_name(tmp_path):
    (tmp_path / "a.yaml").write_text("a: 1\na: 2\n")
    with pytest.raises(InputError, match=r"a\.yaml:2:1 a: stands twice"):
        read_yaml(tmp_path / "a.yaml")


def test_the_same_value_has_one_text_and_one_digest(tmp_path):
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1}) == '{"a":2,"b":1}'
    with pytest.raises(ValueError, match="Out of range"):
        canonical(float("nan"))
    # FIPS 180-2, appendix B.1
    wanted = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (tmp_path / "a").write_bytes(b"abc")
    assert digest("abc") == digest(b"abc") == file_digest(tmp_path / "a") == wanted


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    file = tmp_path / "a.txt"
    write_text(file, "old")

    def broken(path):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(StorageError, match=r"a\.txt: cannot be written: No space left on device\."):
        write_atomically(file, broken)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
    assert files._half_written == set()


def test_what_is_half_written_can_be_discarded(tmp_path):
    def ended(path):
        path.write_text("half")
        discard()
        assert list(tmp_path.iterdir()) == []
        path.write_text("whole")

    write_atomically(tmp_path / "a.txt", ended)
    assert (tmp_path / "a.txt").read_text() == "whole"


def test_a_folder_is_made_with_its_parents_unless_a_file_stands_there(tmp_path):
    made = make_folder(tmp_path / "a" / "b")
    assert made.is_dir()
    assert make_folder(made) == made
    write_text(made / "c", "")
    with pytest.raises(StorageError, match="cannot be written: Not a directory"):
        make_folder(made / "c")


def test_nowhere_swallows_what_is_written():
    import os

    handle = nowhere()
    try:
        assert os.write(handle, b"gone") == 4
    finally:
        os.close(handle)


def test_a_link_is_followed_and_a_device_is_never_replaced(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "new"
    (tmp_path / "null").symlink_to("/dev/null")
    for wrong in (tmp_path / "null", tmp_path, Path()):
        with pytest.raises(StorageError, match="cannot be written: no ordinary file"):
            write_text(wrong, "x")


def test_a_path_in_a_sentence_stands_on_one_line(tmp_path):
    assert shown(Path("a\nb\udcff.yaml")) == "a\\nb\\udcff.yaml"
    assert shown(Path("/é")) == "/é"
