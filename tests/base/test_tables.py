"""Tables in files: what comes back, and the place of what is wrong."""

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError, StorageError
from mirror_abm.base.tables import lacking, parse_table, read_table, write_csv, write_table

TABLE = pd.DataFrame({"species": ["a", "b"], "rate": [0.1, 2.0], "count": [1, 2]})


def test_a_table_comes_back_from_parquet_and_has_one_set_of_bytes(tmp_path):
    for name in ("one", "two"):
        write_table(tmp_path / f"{name}.parquet", TABLE)
    pd.testing.assert_frame_equal(read_table(tmp_path / "one.parquet"), TABLE)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_only_the_rows_that_are_asked_for_are_read_by_words_and_numbers(tmp_path):
    write_table(tmp_path / "a.parquet", TABLE)
    found = read_table(tmp_path / "a.parquet", only={"species": ["a", "b"], "count": [2, 3]})
    pd.testing.assert_frame_equal(found, TABLE[1:].reset_index(drop=True))


def test_a_table_that_is_missing_or_broken_is_told(tmp_path):
    file = tmp_path / "a.parquet"
    with pytest.raises(InputError, match="no such table"):
        read_table(file)
    file.write_bytes(b"PAR1 and no more")
    with pytest.raises(StorageError, match=r"a\.parquet: cannot be read"):
        read_table(file)


def test_cells_are_text_and_empty_where_there_is_none():
    found = parse_table("a;b;c\n1;;NA\n\n007;x\n", "log", ";")
    assert found.columns.tolist() == ["a", "b", "c"]
    # blank lines count, so that a row has the number of its line
    assert found.to_numpy().tolist() == [["1", "", "NA"], ["", "", ""], ["007", "x", ""]]


def test_a_table_may_begin_below_other_lines_and_have_no_header():
    found = parse_table("made by hand\na,b\n1,2\n", "log", ",", first=1)
    assert found.to_dict("list") == {"a": ["1"], "b": ["2"]}
    bare = parse_table("1,2\n3,4\n", "log", ",", header=False)
    assert bare.to_numpy().tolist() == [["1", "2"], ["3", "4"]]
    assert parse_table("", "log", ",").empty


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("note\na,b\n1,2\n1,2,3\n", "log:4 has 3 cells: must have at most 2, as the rows above"),
        ("note\na,b\n1,2,3\n1,2,3\n", "log:3 has 3 cells: must have at most 2"),
        ('note\na,b\n"1,2\n', "log:3 opens a quotation mark that is never closed"),
        ('note\na,b\n"1\n\n",2\n3,"4\n5,6\n', "log:6 opens a quotation mark"),
        ('note\na,b\n"1\n\n",2\n3,4,5\n', "log:6 has 3 cells"),
    ],
)
def test_what_is_wrong_is_told_with_the_line_of_the_file(text, said):
    with pytest.raises(InputError) as caught:
        parse_table(text, "log", ",", first=1)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_comma_separated_text_has_no_index(tmp_path):
    write_csv(tmp_path / "a.csv", TABLE)
    assert (tmp_path / "a.csv").read_text() == "species,rate,count\na,0.1,1\nb,2.0,2\n"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ({"rat": ["visual", "auditory"]}, []),
        ({"rat": ["visual", "auditory"], "octopus": ["visual"]}, ["auditory"]),
        ({"rat": ["visual", "auditory"], "mole-rat": ["auditory"]}, ["visual"]),
        ({"rat": ["visual"], "mole-rat": ["auditory"]}, ["visual", "auditory"]),
        ({"rat": ["visual"], "octopus": ["visual"]}, []),
    ],
)
def test_what_some_but_not_all_are_without_is_found(rows, found):
    pairs = [(species, modality) for species, each in rows.items() for modality in each]
    table = pd.DataFrame(pairs, columns=["species", "modality"])
    assert lacking(table, "modality", "species") == found


def test_what_none_has_is_lacking_where_it_might_be_there():
    table = pd.DataFrame({"species": ["octopus"], "modality": ["visual"]})
    assert lacking(table, "modality", "species", ("visual", "auditory")) == ["auditory"]
