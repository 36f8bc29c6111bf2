"""``--csv`` and ``--json``: the tables alone on the standard output."""

import io
import json
from typing import Annotated

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from mirror_abm.base.errors import InputError
from mirror_abm.cli.console import console
from mirror_abm.cli.data import as_csv, as_json, with_data
from mirror_abm.report.cells import Number, Ranged
from mirror_abm.report.terminal import plain_table

from .shell import OCTOPUS, refused, shell, typed


def table(title, *values):
    made = plain_table(title, "name", "share", "days")
    for number, value in enumerate(values):
        made.add_row(f"a, {number}", Ranged(value, 0, 1), Number(value))
    return made


def program(*tables, ends=None, own=None):
    """Return a command that prints words and tables, and ends in some way."""
    app = typer.Typer()

    def command(csv: Annotated[str, typer.Option("--csv")] = "") -> None:
        print("words", csv)
        for each in tables:
            console().print(each)
        if ends is not None:
            raise ends

    def plain() -> None:
        command()

    app.command("tell")(with_data(command if own else plain))
    return app


def ask(app, *words):
    return CliRunner().invoke(app, words)


def test_one_table_is_read_by_pandas_and_words_go_elsewhere():
    told = ask(program(table("t", 1 / 3, None)), "--csv")
    assert told.exit_code == 0
    assert "words" in told.stderr
    found = pd.read_csv(io.StringIO(told.stdout))
    assert list(found) == ["name", "share", "share_low", "share_high", "days"]
    assert found["name"].tolist() == ["a, 0", "a, 1"]
    assert found["share"][0] == 1 / 3
    assert pd.isna(found["days"][1])
    records = json.loads(ask(program(table("t", 1 / 3, None)), "--json").stdout)
    assert [record["share"] for record in records] == [1 / 3, None]


def test_several_tables_have_their_names():
    app = program(table("one", 1), table("", 2), table("one", 3, 4))
    found = json.loads(ask(app, "--json").stdout)
    assert {name: len(rows) for name, rows in found.items()} == {
        "one": 1,
        "table 2": 1,
        "one (3)": 2,
    }
    blocks = ask(app, "--csv").stdout.split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == [f"# {name}" for name in found]
    for block, rows in zip(blocks, found.values(), strict=True):
        assert pd.read_csv(io.StringIO(block), comment="#").to_dict("records") == rows


def test_a_table_without_rows_has_its_heads_and_no_table_is_no_data():
    assert as_csv([table("t")]) == "name,share,days\n"
    assert as_json([table("t")]) == as_json([]) == "[]\n"
    assert as_csv([]) == ""


def test_numbers_without_end_are_null_in_json_and_inf_in_csv():
    endless = plain_table("t", "days")
    endless.add_row(Number(float("inf")))
    assert json.loads(as_json([endless])) == [{"days": None}]
    assert pd.read_csv(io.StringIO(as_csv([endless])))["days"][0] == float("inf")


def test_what_ends_with_a_code_still_tells_its_tables_and_what_fails_does_not():
    told = ask(program(table("t", 1), ends=typer.Exit(1)), "--json")
    assert (told.exit_code, len(json.loads(told.stdout))) == (1, 1)
    told = ask(program(table("t", 1), ends=InputError("no.")), "--json")
    assert told.stdout == ""
    assert isinstance(told.exception, InputError)


def test_an_option_of_the_command_itself_stays_what_it_is():
    app = program(table("t", 1), own=True)
    assert "words folder" in ask(app, "--csv", "folder").stdout
    assert len(json.loads(ask(app, "--json").stdout)) == 1


def test_both_at_once_are_refused():
    refused(typed("species", "list", "--csv", "--json"), 2, "--csv and --json")


def test_a_reader_that_goes_away_is_no_fault():
    told = shell("mirror-abm species list --csv | head -2")
    assert (told.stderr, told.stdout.splitlines()[0]) == (
        "",
        "name,species,species_vernacular,species_stage,actions,measured,derived,guessed,status",
    )
    told = shell("mirror-abm species list --json | true")
    assert (told.stderr, told.stdout) == ("", "0\n")


@pytest.mark.parametrize("form", ["--csv", "--json"])
def test_a_command_that_fails_prints_nothing_else(form):
    refused(typed("species", "show", OCTOPUS[:-1] + "x", form), 2, "Did you mean")
