"""Tables packed into bytes, and written to Parquet bit by bit: the same as at once."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from mirror_abm.base import arrow as module
from mirror_abm.base.arrow import (
    TableWriter,
    arrow,
    arrow_of,
    common_schema,
    fitted,
    pack,
    stacked,
    told_of,
    unpack,
)
from mirror_abm.base.tables import write_table

TABLE = pd.DataFrame(
    {"species": ["a"] * 5 + ["b"] * 6, "n": range(11), "x": [0.5, np.nan] * 5 + [-0.0]}
)


def test_tables_are_packed_and_unpacked_as_they_were():
    empty = TABLE.head(0)
    found = unpack(pack({"one": arrow(TABLE), "none": arrow(empty)}))
    assert list(found) == ["one", "none"]
    pd.testing.assert_frame_equal(found["one"].to_pandas(), TABLE, check_exact=True)
    pd.testing.assert_frame_equal(found["none"].to_pandas(), empty)


def test_packed_tables_say_what_they_are_before_they_are_unpacked():
    data = pack({"one": arrow(TABLE), "none": arrow(TABLE.head(0)), "other": arrow(TABLE[["n"]])})
    found = told_of(data[:400])
    assert {name: each.rows for name, each in found.items()} == {"one": 11, "none": 0, "other": 11}
    assert found["one"].kind == found["none"].kind != found["other"].kind
    for wrong in (b"", data[:10], data[:60], data[:30] + b"?" + data[31:]):
        with pytest.raises(ValueError, match="too few bytes"):
            told_of(wrong)


def test_tables_of_several_kinds_are_stacked_into_one():
    one, two = pd.DataFrame({"n": [1], "word": ["a"]}), pd.DataFrame({"n": [0.5]})
    tables = [arrow(each) for each in (one, one, two, one)]
    schema = common_schema(table.schema for table in tables)
    found = stacked(tables, schema).to_pandas()
    assert found["n"].tolist() == [1.0, 1.0, 0.5, 1.0]
    assert found["word"].isna().tolist() == [False, False, True, False]
    assert stacked(tables, schema).schema.equals(schema, check_metadata=True)


def test_what_is_stacked_holds_on_to_nothing_else_that_was_unpacked_with_it():
    """Ten thousand tasks wait with a row each: with all of what they made they were a gigabyte."""
    large = pd.DataFrame({"x": np.random.default_rng(1).random(100_000)})
    data = pack({"small": arrow(TABLE), "large": arrow(large)})
    before = pa.total_allocated_bytes()
    small = [unpack(data)["small"] for _ in range(2)]
    assert pa.total_allocated_bytes() - before > 1_600_000
    whole = stacked(small, small[0].schema)
    del small
    assert pa.total_allocated_bytes() - before < 10_000
    assert len(whole) == 22


def written(path, pieces):
    writer = TableWriter(path)
    for piece in pieces:
        writer.write(arrow(piece))
    writer.end()
    writer.close()
    return path.read_bytes()


@pytest.mark.parametrize("cuts", [[], [3], [1, 2, 3, 10], [0, 11]])
def test_a_table_written_in_pieces_has_the_bytes_of_one_written_at_once(cuts, tmp_path):
    write_table(tmp_path / "whole.parquet", TABLE)
    pieces = [TABLE[low:high] for low, high in zip([0, *cuts], [*cuts, 11], strict=True)]
    assert written(tmp_path / "a.parquet", pieces) == (tmp_path / "whole.parquet").read_bytes()


def test_a_table_without_rows_is_one(tmp_path):
    write_table(tmp_path / "whole.parquet", TABLE.head(0))
    one = written(tmp_path / "a.parquet", [TABLE.head(0)] * 2)
    assert one == (tmp_path / "whole.parquet").read_bytes()


def test_row_groups_do_not_depend_on_how_the_rows_come(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST", 4)
    monkeypatch.setattr(module, "ENOUGH", 2)
    for name, sizes in (("a", [11]), ("b", [1] * 11), ("c", [3, 5, 3])):
        ends = np.cumsum(sizes)
        pieces = [TABLE[end - size : end] for end, size in zip(ends, sizes, strict=True)]
        written(tmp_path / f"{name}.parquet", pieces)
    assert (
        (tmp_path / "a.parquet").read_bytes()
        == (tmp_path / "b.parquet").read_bytes()
        == (tmp_path / "c.parquet").read_bytes()
    )
    assert parquet.ParquetFile(tmp_path / "a.parquet").metadata.num_row_groups == 3
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "a.parquet"), TABLE)


def test_what_follows_of_another_type_is_put_together_as_pandas_would():
    one, two = pd.DataFrame({"n": [1], "word": [None]}), pd.DataFrame({"n": [0.5], "word": ["x"]})
    tables = [arrow(one), arrow(two)]
    schema = common_schema(each.schema for each in tables)
    assert schema.field("n").type == pa.float64()
    whole = pa.concat_tables([fitted(each, schema) for each in tables]).to_pandas()
    assert whole["n"].tolist() == [1.0, 0.5]
    assert whole["word"].tolist()[1] == "x"
    assert whole["word"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    "columns",
    [
        {"n": np.array([1, 2]), "x": np.array([0.5, np.nan]), "b": np.array([True, False])},
        {"words": np.array(["a", "bc"]), "objects": np.array(["a", "bc"], object)},
        {"mixed": np.array(["a", None], object), "numbers": np.array([1.5, 2], object)},
        {"words": np.array([], object), "x": np.array([])},
        {"few": np.array(["a"], object), "n": np.array([3], np.int32)},
    ],
)
def test_columns_become_the_table_that_a_frame_of_them_becomes(columns):
    """Once to learn the types from pandas, and once with what was learned."""
    wanted = arrow(pd.DataFrame(columns))
    for _ in range(2):
        found = arrow_of(columns)
        assert found.equals(wanted, check_metadata=True)
        assert pack({"t": found}) == pack({"t": wanted})
