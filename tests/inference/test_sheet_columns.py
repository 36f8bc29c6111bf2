"""Every column of a sheet's tables is explained, and nothing that is not there."""

from mirror_abm.inference.sheet_columns import COLUMNS
from mirror_abm.inference.sheet_file import PRINTED
from mirror_abm.simulation.codebook import codebook

from .sheets import sheet


def test_every_column_has_its_line_and_every_line_its_column():
    tables = {name: getattr(sheet(), name) for name in PRINTED}
    book = codebook(tables, COLUMNS)
    there = {
        *book["column"],
        *(f"{row.table}.{row.column}" for row in book.itertuples(index=False)),
    }
    assert set(COLUMNS) <= there
    assert (book["meaning"].str.len() > 4).all()
