"""``recover`` as it is typed: a table of draws in place of a run, what is kept, and refusals."""

import pytest

from mirror_abm.inference.drawn_file import keep, read
from tests.inference.tables import made

from .shell import refused, typed


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("drawn") / "draws.parquet"
    keep(made(draws=42, cells=4), path)
    return path


def test_the_proof_is_repeated_from_a_table_of_draws_and_drawn(file, tmp_path):
    again, picture = tmp_path / "again.parquet", tmp_path / "reliability.png"
    told = typed(
        *("recover", str(file), "--worlds", "100", "--keep", str(again), "--figure", str(picture))
    )
    assert told.returncode == 0, told.stderr
    for words in ("the record", "16 studies", "tempered", "Goals", "too few"):
        assert words in told.stdout
    assert picture.stat().st_size > 10_000
    one, two = read(again), read(file)
    assert one.accounts == two.accounts and list(one.cells) == list(two.cells)
    assert all((one.cells[key] == two.cells[key]).all() for key in two.cells)
    assert [each.name for each in one.records] == [each.name for each in two.records]


def test_a_run_under_one_prior_and_impossible_numbers_are_refused(done, file):
    told = typed("recover", done.id, "--out", str(done.out))
    assert told.returncode == 2
    refused(typed("recover", str(file), "--worlds", "3"), 2, "worlds")
    refused(typed("recover", "nobody.parquet"), 2, "nobody.parquet")
    refused(typed("recover", str(file), "--keep", "draws.csv"), 2, "must end in .parquet")
