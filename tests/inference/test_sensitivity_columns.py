"""Every column of the tables is explained, and nothing is explained that is not there."""

from mirror_abm.cli.sensitivity import kept
from mirror_abm.inference.sensitivity_columns import COLUMNS

from .drawn import found, made


def test_every_column_has_its_line_and_every_line_its_column():
    tables = kept(made(), found(knockouts=True))
    book = tables.pop("sensitivity_columns")
    assert set(tables) == {"conclusions", "coefficients", "variance", "measurements"}
    there = set()
    for name, table in tables.items():
        assert book[book["table"] == name]["column"].tolist() == table.columns.tolist()
        there |= {*table.columns, *(f"{name}.{column}" for column in table.columns)}
    assert set(COLUMNS) <= there and (book["meaning"].str.len() > 4).all()
