"""The same command several times at once: all end well, there is one result, made once."""

import re
import sys

import pytest

from mirror_abm.base.digests import WHOLE
from mirror_abm.simulation.sealing import check
from mirror_abm.simulation.verification import checked_files

from ..cli.shell import end, start
from ..simulation.tiny import leftovers
from .scenes import BOARD as BOARD_OF_THREE
from .share import number

RUN = ["run", "octopus_vulgaris", "--days", "0.01", "--replicates", "2", "--knockouts", "0"]
BOARD = [*BOARD_OF_THREE, "--out", "runs"]


def together(folder, number, command=RUN):
    """Type the command several times at once, and check how they end."""
    folder.mkdir(exist_ok=True)
    processes = [start([*command, "--workers", "1"], folder) for _ in range(number)]
    told = [end(process, 300) for process in processes]
    assert [process.returncode for process in processes] == [0] * number, told
    (path,) = (folder / "runs").iterdir()
    check(path)
    assert checked_files(path)["state"].eq(WHOLE).all()
    assert list((path / "figures").glob("*.png"))
    assert leftovers(folder) == []
    tables = {re.split("^(?:figure|board)", out, flags=re.MULTILINE)[0] for out, _ in told}
    assert len(tables) == 1
    done = "replicates done (2 of 2)" if command is RUN else "3 of 3 cohorts done"
    worked = [err for _, err in told if done in err]
    assert len(worked) == 1, told


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of the tests")
def test_two_equal_commands_give_one_result(tmp_path):
    together(tmp_path / "all", 2)


@pytest.mark.slow
@pytest.mark.parametrize(("command", "rounds"), [(RUN, 40), (BOARD, 10)], ids=["run", "board"])
def test_many_equal_commands_give_one_result(command, rounds, tmp_path, record_property):
    for each in range(number(rounds)):
        together(tmp_path / str(each), 4, command)
    record_property(
        "counted", f"{' '.join(command[:2])}: {number(rounds)} rounds of 4 at once, one result each"
    )
