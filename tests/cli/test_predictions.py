"""``explain accounts --table``: assumptions, predictions side by side, how each account fares."""

import os

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import accounts
from mirror_abm.cli.predictions import fullest, show_predictions
from mirror_abm.laboratory import board
from mirror_abm.laboratory.board_archive import carry_out
from mirror_abm.laboratory.experiment import load


@pytest.fixture(scope="module")
def boards(tmp_path_factory):
    """Return a folder with a board of one experiment and one of two, the former newer."""
    folder = tmp_path_factory.mktemp("boards")
    made = []
    for names in (["catmur_2007", "bunlon_2015"], ["bunlon_2015"]):
        tasks = board.plan(
            names, ["associative", "genetic", "none"], None, ["preset"], 2, 4, 0, None, {}
        )
        made.append(carry_out(tasks, folder))
    os.utime(made[0], (1, 1))
    return folder, made


def test_the_fullest_board_is_shown(boards):
    folder, (two, one) = boards
    assert fullest(folder) == two
    assert fullest(one) == one


def test_no_board_is_told_with_the_command_that_makes_one(tmp_path):
    with pytest.raises(InputError, match="experiment run all"):
        fullest(tmp_path / "nowhere")
    (tmp_path / "unfinished").mkdir()
    with pytest.raises(InputError, match="no finished board"):
        fullest(tmp_path)


def test_the_page_has_every_assumption_and_every_verdict(boards, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    show_predictions(boards[0])
    said = capsys.readouterr().out
    for name in accounts.names:
        for claim in accounts.load(name).ASSUMES:
            assert claim in said
    for name in ("catmur_2007", "bunlon_2015"):
        assert name in said
        assert load(name).confidence in said
    rows = {
        line.split()[0]: line.split()
        for line in said.split("how each account fares")[1].splitlines()
        if line.strip()
    }
    assert rows["associative"][1] == "catmur_2007" and rows["associative"][2] == "yes"
    assert "not on this board" in " ".join(rows["genetic"])
    assert rows["none"][1] == "-"


@pytest.mark.parametrize(
    "typed", [["hebbian", "--table"], ["step", "--table"], ["accounts", "--board", "x"]]
)
def test_a_table_is_of_the_accounts_alone(typed, capsys, monkeypatch):
    from mirror_abm.cli.main import main

    monkeypatch.setattr("sys.argv", ["mirror-abm", "explain", *typed])
    with pytest.raises(SystemExit):
        main()
    assert "explain accounts --table" in " ".join(capsys.readouterr().err.split())
