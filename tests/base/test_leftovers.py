"""What killed writers left is known by its name, and nothing else is."""

import pytest

from mirror_abm.base.files import atomically
from mirror_abm.base.leftovers import is_half_written, sweep, tidied
from mirror_abm.base.locks import alone, in_use


def test_what_is_written_atomically_is_known_while_it_is_half_written(tmp_path):
    for name in ("units.parquet", "DONE", "a b-c.tar.json", "plan.json"):
        with atomically(tmp_path / name) as temporary:
            assert is_half_written(temporary.name)
            temporary.touch()
        assert not is_half_written(name)


@pytest.mark.parametrize(
    "name", [".lock", ".gitignore", "notes-0123456789ab.txt", ".x-0123456789a.txt", ".DS_Store"]
)
def test_other_files_are_not(name):
    assert not is_half_written(name)


def test_only_what_is_half_written_is_swept_in_all_folders(tmp_path):
    (tmp_path / "tables").mkdir()
    for name in (".plan-0123456789ab.json", "tables/.units-0123456789ab.parquet"):
        (tmp_path / name).touch()
    stays = [tmp_path / ".lock", tmp_path / "tables" / "units.parquet"]
    for path in stays:
        path.touch()
    sweep(tmp_path)
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == stays


def test_a_folder_in_which_somebody_works_is_left_alone(tmp_path):
    """A shard may be writing while the run of which it is is resumed."""
    shard = tmp_path / "shards" / "1-of-2"
    half = shard / "parts" / ".x-0123456789ab.records"
    with alone(shard, "shard"):
        half.parent.mkdir()
        half.touch()
        sweep(tmp_path)
        assert half.exists()
    sweep(tmp_path)
    assert not half.exists()


def test_who_works_alone_finds_nothing_half_written(tmp_path):
    (tmp_path / ".sweep-0123456789ab.csv").touch()
    with tidied(tmp_path, "sweep"):
        assert in_use(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == [".lock"]
