"""A table of traits as people save it."""

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.phylo_file import read_traits


def read(folder, text):
    file = folder / "traits.csv"
    file.write_text(text, encoding="utf-8")
    return read_traits(file)


def test_numbers_words_and_cells_that_are_empty_are_told_apart(tmp_path):
    table = read(tmp_path, "species, brain ,diet\nA a,1.5,fruit\n\nB b,NA,\nC c,3,meat\n")
    assert list(table.columns) == ["species", "brain", "diet"]
    np.testing.assert_array_equal(table["brain"], [1.5, np.nan, 3])
    assert table["diet"].isna().tolist() == [False, True, False]
    assert table.index.tolist() == [2, 4, 5]


@pytest.mark.parametrize(
    "text", ["species;brain\nA;1,5\nB;2,25\n", "species\tbrain\nA\t1.5\nB\t2.25\n"]
)
def test_other_separators_and_decimal_commas_are_read(text, tmp_path):
    assert read(tmp_path, "\ufeff" + text)["brain"].tolist() == [1.5, 2.25]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("", "holds no table"),
        ("species,brain\n", "holds no table"),
        ("species,brain\nA,1\nB,12a\nC,3\n", "traits.csv:3 brain = '12a': must be a number"),
        ("species,brain\nA,1,2\n", "has 3 cells"),
        ("species,brain\nA,1\nB,2\nA,3\n", "traits.csv:4 A: stands in line 2, too"),
        ("specie,brain\nA,1\n", "traits.csv:1 has no column 'species'"),
        ("species;brain\nA;1,040\nB;998\n", "traits.csv:2 brain = '1,040'"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, piece, tmp_path):
    with pytest.raises(InputError) as told:
        read(tmp_path, text)
    assert piece in str(told.value)
