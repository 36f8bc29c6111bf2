"""Every column of the tables of a programme is told, and nothing else."""

from mirror_abm.inference.greedy import Price
from mirror_abm.inference.programme import programme_of
from mirror_abm.inference.programme_columns import COLUMNS
from mirror_abm.simulation.codebook import codebook

from .studies import crossed, future, known
from .tables import priors


def test_every_column_is_told_and_no_other():
    made, accounts = crossed()
    lots = future(made, accounts, each=1)
    found = programme_of(lots, known(accounts), priors(30), 1, Price(dict.fromkeys(made, 1), 1))
    names = ("steps", "singles", "ways", "pairs", "exhaustive", "weights")
    tables = {name: getattr(found, name) for name in names}
    tables["steps"] = tables["steps"].assign(label="Mus musculus")
    book = codebook(tables, COLUMNS)
    assert len(book) == sum(len(list(table)) for table in tables.values())
    used = set(book["column"]) | set(book["table"] + "." + book["column"])
    assert set(COLUMNS) <= used
    for unit, meaning in COLUMNS.values():
        assert meaning and not meaning.endswith(".") and len(unit) < 20
