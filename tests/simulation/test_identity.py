"""Whether a folder holds a run that can be read: by its name, and by the version of its tables."""

import pytest

from mirror_abm.base.errors import InputError, StorageError
from mirror_abm.simulation.identity import SCHEMA, advice, check_name, check_schema, is_file


def test_a_run_is_known_by_the_name_of_its_folder_also_through_a_link(tmp_path):
    folder = tmp_path / "0123456789ab"
    folder.mkdir()
    check_name(folder, {"id": folder.name})
    (tmp_path / "my_run").symlink_to(folder)
    check_name(tmp_path / "my_run", {"id": folder.name})
    with pytest.raises(InputError, match="holds run fedcba987654: give the folder that name"):
        check_name(folder, {"id": "fedcba987654"})


@pytest.mark.parametrize("manifest", [None, "run", [], {}, {"id": 3}])
def test_what_is_no_manifest_is_damage_and_says_what_to_do(tmp_path, manifest):
    with pytest.raises(StorageError) as caught:
        check_name(tmp_path, manifest)
    assert "is not the manifest of a run" in str(caught.value)
    assert str(caught.value).endswith(advice(tmp_path))


@pytest.mark.parametrize("schema", [SCHEMA + 1, "3", None, 2.5])
def test_tables_of_a_later_version_are_refused(schema):
    with pytest.raises(InputError, match=f"schema {schema}, and this version knows those up to"):
        check_schema(schema)


def test_tables_of_this_version_and_earlier_ones_are_known():
    for schema in range(1, SCHEMA + 1):
        check_schema(schema)


def test_a_path_that_cannot_be_is_no_file(tmp_path):
    assert not is_file(tmp_path)
    assert not is_file(tmp_path / "a\0b")
    (tmp_path / "there").touch()
    assert is_file(tmp_path / "there")
