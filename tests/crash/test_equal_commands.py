"""The same command several times at once: all end well, there is one result, made once."""

import sys

import pytest

from mirror_abm.simulation.archive import load_run

from ..cli.shell import end, start
from ..simulation.tiny import leftovers

COMMAND = ["run", "octopus_vulgaris", "--days", "0.01", "--replicates", "2", "--knockouts", "0"]


def together(folder, number):
    """Type the command several times at once, and check how they end."""
    folder.mkdir(exist_ok=True)
    processes = [start([*COMMAND, "--workers", "1"], folder) for _ in range(number)]
    told = [end(process, 180) for process in processes]
    assert [process.returncode for process in processes] == [0] * number, told
    (path,) = (folder / "runs").iterdir()
    assert load_run(path).figures
    assert leftovers(folder) == []
    tables = {out.split("figure")[0] for out, _ in told}
    assert len(tables) == 1
    worked = [err for _, err in told if "replicates done (2 of 2)" in err]
    assert len(worked) == 1, told


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of the tests")
def test_two_equal_commands_give_one_result(tmp_path):
    together(tmp_path / "all", 2)


@pytest.mark.slow
def test_many_equal_commands_give_one_result(tmp_path):
    for number in range(40):
        together(tmp_path / str(number), 4)
