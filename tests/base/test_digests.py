"""Checksums of files that come one by one: kept beside them, renewed with them."""

import pytest

from mirror_abm.base.digests import forget, is_damaged, note, noted, state, states


@pytest.fixture
def folder(tmp_path):
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def test_files_are_noted_one_after_another(folder):
    assert noted(folder) == {}
    note(folder, [folder / "a.png"])
    note(folder, [folder / "b.png"])
    assert list(noted(folder)) == ["a.png", "b.png"]
    assert set(states(folder, noted(folder)).values()) == {"as written"}


def test_what_became_of_a_file_is_told(folder):
    note(folder, folder.glob("*.png"))
    (folder / "a.png").write_text("other", encoding="utf-8")
    (folder / "b.png").unlink()
    assert states(folder, noted(folder)) == {"a.png": "changed", "b.png": "missing"}
    assert state(folder / "a.png", None) == "without a checksum"
    assert state(folder / "b.png", None) == "missing"


def test_a_file_that_is_written_again_has_a_new_checksum(folder):
    note(folder, folder.glob("*.png"))
    (folder / "a.png").write_text("other", encoding="utf-8")
    note(folder, [folder / "a.png"])
    assert set(states(folder, noted(folder)).values()) == {"as written"}


def test_a_file_that_is_about_to_be_written_is_never_called_changed(folder):
    """Its writer may be ended between the file and its checksum."""
    note(folder, folder.glob("*.png"))
    forget(folder, [folder / "a.png"])
    (folder / "a.png").write_text("other", encoding="utf-8")
    assert list(noted(folder)) == ["b.png"]


def test_a_file_that_is_gone_is_not_noted_any_more(folder):
    note(folder, folder.glob("*.png"))
    (folder / "a.png").unlink()
    note(folder, [folder / "b.png"])
    assert list(noted(folder)) == ["b.png"]


@pytest.mark.parametrize("text", ["", "[]", '{"a.png": 3}', "no json", "3"])
def test_a_damaged_list_counts_as_none(text, folder):
    (folder / "DONE").write_text(text, encoding="utf-8")
    assert noted(folder) == {}
    note(folder, [folder / "a.png"])
    assert list(noted(folder)) == ["a.png"]


def test_a_damaged_list_is_told_from_none_and_from_an_empty_one(folder):
    assert not is_damaged(folder)
    note(folder, folder.glob("*.png"))
    forget(folder, folder.glob("*.png"))
    assert noted(folder) == {}
    assert not is_damaged(folder)
    for text in ("", "[]", "{}", '{\n "a.png": 3\n}\n', "{} \n", '{\n "a.png": "x"\n}'):
        (folder / "DONE").write_text(text, encoding="utf-8")
        assert is_damaged(folder), text
